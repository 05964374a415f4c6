#!/usr/bin/env python3
"""A room includes only rooms below it; GTK stays in the app, SQLite in the project file.

Usage: layers.py ROOT
"""
import re

import house

DOMAIN = ["registry", "maturity", "chains", "partnerships", "strategy"]

# What each room may include, besides itself.
MAY_INCLUDE = {
    "base": [],
    "project": ["base"],
    "registry": ["base", "project"],
    "maturity": ["base", "project", "registry"],
    "chains": ["base", "project", "registry"],
    "partnerships": ["base", "project", "registry"],
    "strategy": ["base", "project", "registry"],
    "charts": ["base"],
    "interchange": ["base", "project", *DOMAIN],
    "reports": ["base", "project", *DOMAIN, "charts", "interchange"],
    "cli": ["base", "project", *DOMAIN, "charts", "interchange", "reports"],
    "app": ["base", "project", *DOMAIN, "charts", "interchange", "reports"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)
# GdkPixbuf only reads pictures, and has the toolkit's name by descent.
TOOLKIT = re.compile(r"(?!gdk-pixbuf/)(gtk|gdk|gsk|adwaita|libspelling)[/.-]|(gtk|adwaita)\.h$")


def check(root):
    faults = []
    room_of = {}
    for path in house.sources(root, "src", ".h"):
        if path.name in room_of:
            faults.append(f"{path.relative_to(root)}: a second header of this name")
        room_of[path.name] = path.relative_to(root / "src").parts[0]
    for path in house.sources(root, "src", ".c", ".h"):
        place = path.relative_to(root)
        room = place.parts[1]
        text = house.without_comments(house.read(path))
        if room not in MAY_INCLUDE:
            faults.append(f"{place}: '{room}' is not a room of the house")
            continue
        for match in INCLUDE.finditer(text):
            header = match.group(1)
            name = header.rsplit("/", 1)[-1]
            where = f"{place}:{house.line_of(text, match.start())}"
            target = room_of.get(name, room)
            if target != room and target not in MAY_INCLUDE[room]:
                faults.append(f"{where}: {room} includes {header}, which is in {target}")
            if target != room and name.endswith("-private.h"):
                faults.append(f"{where}: {header} is private to {target}")
            if room != "app" and TOOLKIT.match(header):
                faults.append(f"{where}: {header} belongs in src/app only")
            if room != "project" and name == "sqlite3.h":
                faults.append(f"{where}: sqlite3.h belongs in src/project only")
        for match in re.finditer(r"\bsqlite3_exec\b", text):
            if room != "project":
                faults.append(f"{place}:{house.line_of(text, match.start())}: sqlite3_exec outside src/project")
    return faults


house.run(check)
