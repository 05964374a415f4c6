#!/usr/bin/env python3
"""Source is in the house's format; ./dev format puts it there.

Usage: format.py clang-format|blueprint-compiler ROOT
"""
import re
import subprocess
import sys

import house

# Other versions of clang-format break some lines elsewhere.
CLANG_FORMAT = 19
SKIP = 77


def check(root):
    if sys.argv[1] == "blueprint-compiler":
        files = house.sources(root, "ui", ".blp")
        command = ["blueprint-compiler", "format"]
    else:
        version = subprocess.run(["clang-format", "--version"], capture_output=True, text=True).stdout
        if int(re.search(r"version (\d+)", version).group(1)) != CLANG_FORMAT:
            print(f"needs clang-format {CLANG_FORMAT}; this is {version}")
            sys.exit(SKIP)
        files = [path for folder in ("src", "data", "tests") for path in house.sources(root, folder, ".c", ".h")]
        command = ["clang-format", "--dry-run", "-Werror"]
    if not files:
        return []
    faults = []
    for path in files:
        if subprocess.run([*command, str(path)], cwd=root, capture_output=True).returncode:
            faults.append(f"{path.relative_to(root)}: not in the house's format (run ./dev format)")
    return faults


house.run(check)
