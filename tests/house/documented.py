#!/usr/bin/env python3
"""What is there is named where people look for it: tables and columns of the project file in
data/schema/README.md, rooms in src/README.md, kinds of records in src/reports/ctn-kinds.c.

Usage: documented.py ROOT
"""
import re
import sqlite3

import house

QUOTED = re.compile(r"`([^`]+)`")


def schema(root):
    """The columns of each table that the scripts make."""
    database = sqlite3.connect(":memory:")
    for path in sorted((root / "data" / "schema").glob("[0-9]*.sql")):
        database.executescript(house.read(path))
    tables = [name for name, in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
    return {name: [row[1] for row in database.execute(f"PRAGMA table_info ({name})")] for name in tables}


def documented(text):
    """The words that the tables of the README name as columns of each table."""
    found = {}
    current = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) != 3:
            continue
        current = QUOTED.findall(cells[0]) or current
        for name in current:
            found.setdefault(name, set()).update(QUOTED.findall(cells[1] + cells[2]))
    return found


def check_schema(root):
    tables = schema(root)
    known = documented(house.read(root / "data" / "schema" / "README.md"))
    # These are told once for all, under "Conventions".
    common = {"id", "modified", "position"}
    for name, columns in tables.items():
        if name not in known:
            yield f"data/schema/README.md: the table {name} is missing"
            continue
        prefixes = tuple(word.removesuffix("…") for word in known[name] if word.endswith("_…"))
        for column in columns:
            # A column that is called as a table holds an id of it.
            if column in common or column in tables or column in known[name]:
                continue
            if not prefixes or not column.startswith(prefixes):
                yield f"data/schema/README.md: the column {name}.{column} is missing"
    for name in known:
        if name not in tables and re.fullmatch(r"[a-z_]+", name):
            yield f"data/schema/README.md: there is no table {name}"


def check_rooms(root):
    named = re.findall(r"^\| `(\w+)/` \|", house.read(root / "src" / "README.md"), re.M)
    rooms = sorted(path.name for path in (root / "src").iterdir() if path.is_dir())
    for room in rooms:
        if named.count(room) != 1:
            yield f"src/README.md: names the room {room} {named.count(room)} times, not once"
    for room in sorted(set(named) - set(rooms)):
        yield f"src/README.md: there is no room {room}"


def check_kinds(root):
    path = root / "src" / "reports" / "ctn-kinds.c"
    listed = house.read(path)
    for header in house.sources(root, "src", ".h"):
        for name in re.findall(r"^const CtnRecordKind \*(ctn_\w+_kind) \(void\);", house.read(header), re.M):
            if f"  {name},\n" not in listed:
                yield f"{path.relative_to(root)}: {name} () is missing"


def check(root):
    faults = []
    if (root / "data" / "schema").is_dir():
        faults += check_schema(root)
    if (root / "src" / "README.md").exists():
        faults += check_rooms(root)
    if (root / "src" / "reports" / "ctn-kinds.c").exists():
        faults += check_kinds(root)
    return faults


house.run(check)
