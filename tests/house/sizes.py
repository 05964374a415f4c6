#!/usr/bin/env python3
"""Files and functions stay short enough to be read.

Usage: sizes.py ROOT
"""
import re

import house

FILE_LIMIT = 600
FUNCTION_LIMIT = 60
CLASS_INIT_LIMIT = 120
MEAN_LIMIT = 25

NAME = re.compile(r"^(\w+) \(")


def functions(lines):
    """(name, first line, length) of each function; the format puts its braces in the first column."""
    start = name = None
    for number, line in enumerate(lines, 1):
        found = NAME.match(line)
        if found:
            start, name = number, found.group(1)
        if line == "}" and start:
            yield name, start, number - start + 1
            start = None
        elif line.startswith(("};", "} ")) or line.endswith(";") and line[:1] not in (" ", "\t"):
            start = None


def check(root):
    faults = []
    lengths = []
    for path in house.sources(root, "src", ".c") + house.sources(root, "tests", ".c"):
        place = path.relative_to(root)
        lines = house.read(path).splitlines()
        if len(lines) > FILE_LIMIT:
            faults.append(f"{place}: {len(lines)} lines; at most {FILE_LIMIT}")
        for name, start, length in functions(lines):
            lengths.append(length)
            limit = CLASS_INIT_LIMIT if name.endswith("class_init") else FUNCTION_LIMIT
            if length > limit:
                faults.append(f"{place}:{start}: {name} has {length} lines; at most {limit}")
    if lengths:
        mean = sum(lengths) / len(lengths)
        print(f"{len(lengths)} functions, {mean:.1f} lines on average")
        if mean > MEAN_LIMIT:
            faults.append(f"functions have {mean:.1f} lines on average; at most {MEAN_LIMIT}")
    return faults


house.run(check)
