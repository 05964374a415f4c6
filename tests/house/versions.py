#!/usr/bin/env python3
"""Every version of the file format has an example file, so that opening old files stays tested.

Usage: versions.py ROOT
"""
import house

APPLICATION_ID = 0x43544E59  # "CTNY"


def check(root):
    faults = []
    numbers = {path.name[:3] for path in house.sources(root, "data/schema", ".sql") if path.name[:3].isdigit()}
    for number in sorted(numbers):
        name = f"tests/data/versions/v{number}.catenary"
        path = root / name
        if not path.exists():
            faults.append(f"{name} is missing; data/schema has version {number}")
            continue
        header = path.read_bytes()[:100]
        # SQLite file format, "The Database Header": user_version at 60, application_id at 68.
        if header[:16] != b"SQLite format 3\0":
            faults.append(f"{name}: not an SQLite database")
        elif int.from_bytes(header[68:72], "big") != APPLICATION_ID:
            faults.append(f"{name}: not a Catenary project")
        elif int.from_bytes(header[60:64], "big") != int(number):
            faults.append(f"{name}: has version {int.from_bytes(header[60:64], 'big')}")
    return faults


house.run(check)
