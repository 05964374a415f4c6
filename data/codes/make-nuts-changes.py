#!/usr/bin/env python3
"""Makes nuts-changes.csv, which codes continue which from one version of NUTS to the next.

Usage: make-nuts-changes.py NUTS2016-NUTS2021.xlsx nuts-2024.csv >nuts-changes.csv

2016 to 2021: Eurostat's table of changes (basis "table"; "parts" where only the regions below say it).
2021 to 2024: no such table is at hand; a code that is gone is continued by the code of the same name, level
and country (basis "name"), by what its own parts became ("parts"), or by what the authors know ("notes").
Only "table" is official.
"""
import csv
import re
import sys
import unicodedata
import xml.etree.ElementTree as xml
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CODE = re.compile(r"\b[A-Z]{2}[0-9A-Z]{1,3}\b")

# The Lisbon area was split into two regions of other names; three Norwegian counties were parted again into
# those that the table of 2016 to 2021 made them of.
NOTES = {
    "PT17": ["PT1A", "PT1B"],
    "PT170": ["PT1A0", "PT1B0"],
    "NO074": ["NO072", "NO073"],
    "NO082": ["NO083", "NO084", "NO085"],
    "NO091": ["NO093", "NO094"],
}


def read_sheets(path):
    book = zipfile.ZipFile(path)
    shared = [
        "".join(text.text or "" for text in item.iter(MAIN + "t"))
        for item in xml.fromstring(book.read("xl/sharedStrings.xml")).findall(MAIN + "si")
    ]
    targets = {r.get("Id"): r.get("Target") for r in xml.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    sheets = {}
    for sheet in xml.fromstring(book.read("xl/workbook.xml")).find(MAIN + "sheets"):
        rows = []
        place = "xl/" + targets[sheet.get(RELATION)].lstrip("/").removeprefix("xl/")
        for row in xml.fromstring(book.read(place)).iter(MAIN + "row"):
            cells = {}
            for cell in row.findall(MAIN + "c"):
                value = cell.find(MAIN + "v")
                if value is not None:
                    text = shared[int(value.text)] if cell.get("t") == "s" else value.text
                    cells[cell.get("r").rstrip("0123456789")] = text.strip()
            rows.append(cells)
        sheets[sheet.get("name")] = rows
    return sheets


def fold(name):
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", " ", plain).strip()


def add_by_parts(pairs, gone, new):
    """A region is continued by those that its own regions went into."""
    for code in sorted(gone, key=len, reverse=True):
        if any(old == code for old, _ in pairs):
            continue
        for old, target in sorted(pairs):
            if old.startswith(code) and len(old) == len(code) + 1 and target[:-1] in new:
                pairs.setdefault((code, target[:-1]), "parts")


def changes_of_table(sheets):
    detailed = sheets["Changes detailed NUTS 2016-2021"][1:]
    old = {row["A"] for row in detailed if CODE.fullmatch(row.get("A", ""))}
    new = {row["B"] for row in detailed if row.get("B")}
    pairs = {}
    for level in "123":
        for row in sheets["Changes NUTS-" + level][1:]:
            source, target = row.get("A"), row.get("B")
            words = row.get("D", "") + " " + row.get("E", "")
            if source and target and (source != target or "bound" in words):
                pairs[source, target] = "table"
            for code in CODE.findall(words):
                if target and code in old and code != target:
                    pairs[code, target] = "table"
                if source and not target and code in new and code not in old:
                    pairs[source, code] = "table"
    add_by_parts(pairs, old - new, new)
    return pairs, old - new, detailed


def changes_of_names(detailed, path):
    with open(path, encoding="utf-8") as file:
        new = {row["code"]: row for row in csv.DictReader(file)}
    by_name = {}
    for code, row in new.items():
        by_name.setdefault((code[:2], len(code), fold(row["name"])), []).append(code)
    names = {}
    for row in detailed:
        if row.get("B"):
            names[row["B"]] = next((row[c] for c in "CDEF" if row.get(c)), "")
    pairs = {}
    gone = {c for c in names if c not in new and len(c) > 2 and not c.startswith("UK") and c[2] != "Z"}
    for code in sorted(gone):
        for target in by_name.get((code[:2], len(code), fold(names[code])), []):
            pairs[code, target] = "name"
        for target in NOTES.get(code, []):
            pairs[code, target] = "notes"
    # Where parts went elsewhere than the region of the same name, both continue it.
    for old, target in sorted(pairs):
        if len(old) == 5 and old[:4] in gone and target[:4] in new:
            pairs.setdefault((old[:4], target[:4]), "parts")
    return pairs, gone


def main():
    table, dead_2021, detailed = changes_of_table(read_sheets(sys.argv[1]))
    names, dead_2024 = changes_of_names(detailed, sys.argv[2])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["from", "to", "old", "new", "basis"])
    for start, end, pairs, gone in (("2016", "2021", table, dead_2021), ("2021", "2024", names, dead_2024)):
        for (old, new), basis in sorted(pairs.items()):
            out.writerow([start, end, old, new, basis])
        for code in sorted(gone - {old for old, _ in pairs}):
            out.writerow([start, end, code, "", ""])


main()
