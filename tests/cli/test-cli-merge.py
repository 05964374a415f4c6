#!/usr/bin/env python3
"""Runs the real catenary-cli on two files that parted: merge, its JSON and exit codes; export --without-persons.

Usage: test-cli-merge.py PROGRAM
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)


class Merge(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="catenary-cli-")
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.ours = self.path / "ours.catenary"
        self.theirs = self.path / "theirs.catenary"
        self.run_cli("new", self.ours)
        self.take_in(self.ours, "Name,City,Website\nAalto,Espoo,\nKone,Espoo,\n")
        shutil.copy(self.ours, self.theirs)

    def run_cli(self, *words, code=0):
        environment = dict(os.environ, XDG_STATE_HOME=str(self.path / "state"), LANGUAGE="en", LC_ALL="C.UTF-8", TZ="UTC")
        result = subprocess.run(
            [PROGRAM, *map(str, words)], capture_output=True, env=environment, timeout=60, check=False, text=True
        )
        self.assertEqual(result.returncode, code, f"{words}: {result.stdout}{result.stderr}")
        return result.stdout

    def run_json(self, *words, **expected):
        return json.loads(self.run_cli(*words, "--json", **expected))

    def take_in(self, project, table):
        path = self.path / "table.csv"
        path.write_text(table, encoding="utf-8")
        self.run_cli("import", "--overwrite", project, path)

    def names(self, project):
        return [one["name"] for one in self.run_json("search", project, "")["organisations"]]

    def test_quiet(self):
        self.take_in(self.ours, "Name,City\nAalto,Helsinki\n")
        self.take_in(self.theirs, "Name,Website\nAalto,aalto.fi\n")
        self.take_in(self.theirs, "Name,City\nNokia,Espoo\n")
        before = self.ours.read_bytes()
        planned = self.run_json("merge", self.ours, self.theirs, "--dry-run")
        self.assertEqual(self.ours.read_bytes(), before)
        self.assertIsNone(planned["written"])
        done = self.run_json("merge", self.ours, self.theirs)
        self.assertTrue(done["common-history"])
        self.assertEqual(done["conflicts"], [])
        self.assertEqual(done["written"], str(self.ours))
        tables = {one["table"]: one for one in done["tables"]}
        self.assertEqual(tables["organisation"], {"table": "organisation", "inserted": 1, "updated": 1, "deleted": 0})
        self.assertEqual(sum(one["operations"] for one in done["authors"]), 2)
        row = self.run_cli("search", self.ours, "aalto")
        self.assertIn("Helsinki", row)
        self.assertEqual(self.run_json("info", self.ours)["organisations"], 3)
        self.assertIn("Nothing to merge", self.run_cli("merge", self.ours, self.theirs))
        history = self.run_json("history", self.ours)
        self.assertEqual(history[-1]["label"], history[-1]["label"].strip())
        self.assertIn("Merge File", [one["label"] for one in history])

    def test_conflict(self):
        self.take_in(self.ours, "Name,City\nAalto,Helsinki\n")
        self.take_in(self.theirs, "Name,City\nAalto,Otaniemi\n")
        before = self.ours.read_bytes()
        found = self.run_json("merge", self.ours, self.theirs, code=3)
        self.assertEqual(self.ours.read_bytes(), before)
        (conflict,) = found["conflicts"]
        self.assertEqual(conflict["kind"], "both-changed")
        self.assertEqual(conflict["title"], "Aalto")
        self.assertEqual(
            conflict["fields"],
            [{"column": "city", "label": "City", "base": "Espoo", "ours": "Helsinki", "theirs": "Otaniemi"}],
        )
        self.assertIn("“Otaniemi”", self.run_cli("merge", self.ours, self.theirs, code=3))
        output = self.path / "both.catenary"
        self.run_cli("merge", self.ours, self.theirs, "--prefer", "theirs", "--output", output)
        self.assertEqual(self.ours.read_bytes(), before)
        self.assertIn("Otaniemi", self.run_cli("search", output, "aalto"))
        self.run_cli("merge", self.ours, self.theirs, "--prefer", "ours")
        self.assertIn("Helsinki", self.run_cli("search", self.ours, "aalto"))
        self.run_cli("merge", self.ours, self.theirs, "--prefer", "both", code=2)

    def test_failures(self):
        self.run_cli("merge", self.ours, code=2)
        self.run_cli("merge", self.ours, self.path / "none.catenary", code=1)
        (self.path / "table.csv").write_text("Name\n")
        self.run_cli("merge", self.ours, self.path / "table.csv", code=1)

    def test_without_persons(self):
        copy = self.path / "copy.catenary"
        self.assertEqual(self.run_json("export", "--without-persons", self.ours, copy), {"written": str(copy)})
        self.assertEqual(self.run_json("info", copy)["organisations"], 2)
        self.assertEqual(self.run_json("history", copy), [])
        self.run_cli("export", "--without-persons", self.ours, self.ours, code=1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
