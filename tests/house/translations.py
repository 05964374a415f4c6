#!/usr/bin/env python3
"""Translators get every text: POTFILES.in is complete, catenary.pot is current, catalogues are whole.

Usage: translations.py [--write-potfiles] ROOT
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import house

MARKED = re.compile(r"\b(?:N?C?_|ctn_ngettext) ?\(\s*\"")


def potfiles(root):
    """The files that have texts to translate."""
    found = [path for path in house.sources(root, "src", ".c", ".h") + house.sources(root, "ui", ".blp")
             if MARKED.search(house.without_comments(house.read(path)))]
    found += sorted((root / "data").glob("*.desktop.in")) + sorted((root / "data").glob("*.metainfo.xml.in"))
    return sorted(str(path.relative_to(root)) for path in found)


def entries(path):
    """What a catalogue asks to be translated, without comments, places and dates."""
    lines = subprocess.run(["msgcat", "--no-location", "--sort-output", "--no-wrap", str(path)],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    body = "\n".join(line for line in lines if not line.startswith("#"))
    return set(body.split("\n\n")[1:])


def check_template(root):
    """The template as xgettext would make it now, with the keywords that meson.build gives it."""
    build = house.read(root / "po" / "meson.build")
    keywords = re.findall(r"'(--(?:keyword|flag)=[^']*)'", build)
    template = root / "po" / "catenary.pot"
    with tempfile.TemporaryDirectory() as folder:
        fresh = pathlib.Path(folder) / "fresh.pot"
        subprocess.run(["xgettext", "--files-from=po/POTFILES.in", "--from-code=UTF-8", "--add-comments",
                        "--keyword=_", *keywords, f"--output={fresh}"], cwd=root, check=True,
                       stderr=subprocess.DEVNULL)
        new, old = entries(fresh), entries(template)
    return ([f"po/catenary.pot lacks (run ./dev po): {entry}" for entry in sorted(new - old)] +
            [f"po/catenary.pot has, but the source has not (run ./dev po): {entry}" for entry in sorted(old - new)])


def check_catalogue(root, language):
    """A catalogue is well formed, and complete from its first entry on."""
    path = root / "po" / f"{language}.po"
    if not path.exists():
        return [f"po/LINGUAS names {language}, but there is no po/{language}.po"]
    result = subprocess.run(["msgfmt", "--check", "--statistics", "--output-file=/dev/null", str(path)],
                            capture_output=True, text=True)
    faults = [result.stderr.strip()] if result.returncode else []
    empty = not entries(path)
    if not empty and (root / "po" / "catenary.pot").exists():
        result = subprocess.run(["msgcmp", str(path), str(root / "po" / "catenary.pot")],
                                capture_output=True, text=True)
        if result.returncode:
            faults.append(result.stderr.strip())
    return faults


def check(root):
    wanted = potfiles(root)
    if "--write-potfiles" in sys.argv:
        (root / "po" / "POTFILES.in").write_text("\n".join(wanted) + "\n", encoding="utf-8")
        return []
    listed = house.read(root / "po" / "POTFILES.in").split()
    faults = [f"po/POTFILES.in lacks {name} (run ./dev po)" for name in wanted if name not in listed]
    faults += [f"po/POTFILES.in names {name}, which has nothing to translate" for name in listed if name not in wanted]
    if not faults and (root / "po" / "catenary.pot").exists():
        faults += check_template(root)
    for language in house.read(root / "po" / "LINGUAS").split():
        faults += check_catalogue(root, language)
    return faults


house.run(check)
