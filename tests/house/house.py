"""What the checks share: finding source, stripping comments, reporting."""
import pathlib
import re
import sys


def sources(root, folder, *endings):
    """Files under root/folder with one of the endings, in a steady order."""
    return sorted(path for path in (root / folder).rglob("*") if path.suffix in endings)


def read(path):
    return path.read_text(encoding="utf-8")


def without_comments(text):
    """C or Blueprint text with comments blanked, so that line numbers stay as they were."""
    def blank(match):
        found = match.group(0)
        return found if found.startswith(("\"", "'")) else re.sub(r"[^\n]", " ", found)

    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|/\*.*?\*/|//[^\n]*', blank, text, flags=re.S)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def run(check):
    """Calls check (root), prints the faults it returns, and ends the program with the result."""
    root = pathlib.Path(sys.argv[-1] if len(sys.argv) > 1 else ".").resolve()
    faults = check(root)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)
