#!/usr/bin/env python3
"""Checks the help: well-formed, the same pages in each language, links that lead somewhere, and that
every <gui> is a text that the program really shows in that language.

Usage: check-help.py HELP-FOLDER PO-FOLDER
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

NS = "{http://projectmallard.org/1.0/}"


def read_catalogue(path):
    """Pairs of text and translation of a .po or .pot, continued lines joined."""
    text = re.sub(r'"\n"', "", path.read_text())
    return re.findall(r'^msgid "(.*)"\nmsgstr "(.*)"$', text, re.MULTILINE)


def plain(text):
    return re.sub(r"_(?=\w)", "", text)


def shape(page):
    return [element.tag for element in page.iter() if element.tag in {NS + "p", NS + "item", NS + "steps", NS + "link"}]


def check_page(path, labels, ids):
    page = ET.parse(path).getroot()
    if page.get("id") != path.stem:
        yield f"{path}: its id is {page.get('id')}"
    for link in page.iter(NS + "link"):
        if link.get("xref") not in ids:
            yield f"{path}: a link to {link.get('xref')}, which is no page"
    for gui in page.iter(NS + "gui"):
        label = " ".join("".join(gui.itertext()).split())
        if label not in labels:
            yield f"{path}: the program shows no “{label}”"


def main():
    folder, po = map(pathlib.Path, sys.argv[1:])
    faults = []
    shapes = {}
    for language in sorted(path.name for path in folder.iterdir()):
        template = language == "C"
        pairs = read_catalogue(po / ("catenary.pot" if template else f"{language}.po"))
        labels = {plain(text if template else translation) for text, translation in pairs}
        paths = sorted((folder / language).glob("*.page"))
        for path in paths:
            faults += check_page(path, labels, {other.stem for other in paths})
        shapes[language] = {path.name: shape(ET.parse(path).getroot()) for path in paths}
    for language, found in shapes.items():
        faults += [f"{language}: no {name}" for name in shapes["C"].keys() - found.keys()]
        faults += [
            f"{language}/{name}: not the same steps as in English"
            for name in found
            if found[name] != shapes["C"].get(name)
        ]
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
