#!/usr/bin/env python3
"""Writes the manifest that flatpak/check builds: the real one with what this machine can get.

A module is kept as it is where its pinned archive is in DOWNLOADS/<sha256>/. Where it is not, but
ORIGINALS holds the archive of the Debian source package of that name, the module is built with its
own options from that. Where there is neither, the module is left out: the stand-in runtime has the
library as a Debian package. One line a module on the standard output says which it was.
"""
import hashlib
import json
import pathlib
import sys


def original(folder, name):
    found = sorted(folder.glob(f"{name}_*.orig.tar.*"))
    return next((path for path in found if path.suffix != ".asc"), None)


def choose(module, downloads, originals):
    source = module["sources"][0]
    if source["type"] != "archive":
        return module, "this tree"
    name = source.get("dest-filename", source["url"].rsplit("/", 1)[-1])
    if (downloads / source["sha256"] / name).exists():
        return module, "pinned archive"
    path = original(originals, module["name"])
    if path is None:
        return None, "Debian package in the stand-in runtime"
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    substitute = {"type": "archive", "path": str(path), "sha256": checksum}
    return {**module, "sources": [substitute]}, f"Debian’s archive {path.name}"


def main():
    manifest_path, tree, downloads, originals, target = map(pathlib.Path, sys.argv[1:])
    manifest = json.loads(manifest_path.read_text())
    kept = []
    for module in manifest["modules"]:
        chosen, origin = choose(module, downloads, originals)
        print(f"{module['name']}: {origin}")
        if chosen is None:
            continue
        for source in chosen["sources"]:
            if source["type"] == "dir":
                source["path"] = str(tree)
        kept.append(chosen)
    manifest["modules"] = kept
    # The stand-in runtime lacks the composer of the software centre's catalogue; ./dev test validates what it reads.
    manifest["appstream-compose"] = False
    target.write_text(json.dumps(manifest, indent=2) + "\n")


main()
