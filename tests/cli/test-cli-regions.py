#!/usr/bin/env python3
"""Runs analyse --region and --overlap, chart map and the like, and import-indicators of the real catenary-cli.

Usage: test-cli-regions.py PROGRAM SAMPLE
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
SAMPLE = sys.argv.pop(1)


class Regions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.env = dict(os.environ, XDG_STATE_HOME=str(self.folder / "state"), LC_ALL="C.UTF-8")

    def run_cli(self, *words, code=0):
        result = subprocess.run([PROGRAM, *map(str, words)], env=self.env, capture_output=True, text=True, timeout=100)
        self.assertEqual(result.returncode, code, result.stderr)
        return result.stdout if code in (0, 3) else result.stderr

    def test_overlap(self):
        data = json.loads(self.run_cli("analyse", SAMPLE, "--overlap", "DE23,HU22", "--json"))
        (pair,) = data["overlaps"]
        # By hand from data/sample/priorities.csv: {26, 27, 27.20, 29, 30, 35} and {28, 29, 35, 55, 86}.
        self.assertEqual(pair["nace-2"]["shared"], ["29", "35"])
        self.assertAlmostEqual(pair["nace-2"]["jaccard"], 2 / 9)
        self.assertEqual(pair["nace-2"]["either"], 9)
        # {2, 4, 5, 6} and {5, 6, 7}.
        self.assertAlmostEqual(pair["nabs-2007"]["jaccard"], 2 / 5)
        self.assertIn("no strategy", self.run_cli("analyse", SAMPLE, "--overlap", "DE23,FR10", code=2))

    def test_region(self):
        data = json.loads(self.run_cli("analyse", SAMPLE, "--region", "DE23", "--json"))
        (strategy,) = data["strategies"]
        self.assertEqual(strategy["region"], "DE23")
        self.assertEqual(len(strategy["priorities"]), 3)
        indicators = {indicator["code"]: indicator for indicator in data["indicators"]}
        # By hand from data/sample/indicator-values.csv: goalposts 5.6 and 19.0, the square root, the year 2023.
        low, high = 5.6**0.5, 19.0**0.5
        normal = (11.2**0.5 - low) / (high - low)
        europe = (13.1**0.5 - low) / (high - low)
        self.assertAlmostEqual(indicators["EX-COLL"]["normalised"], normal)
        self.assertAlmostEqual(indicators["EX-COLL"]["percent-of-eu"], 100 * normal / europe)
        self.assertEqual(indicators["EX-COLL"]["group"], "moderate")
        sectors = {sector["code"]: sector for sector in data["sectors"]}
        self.assertEqual(sectors["HE"]["organisations"], 0)
        self.assertIsNone(sectors["HE"]["lq"])

    def test_charts(self):
        for kind, words in (
            ("map", ["--indicator", "EX-COLL"]),
            ("matrix", ["--columns", "nace"]),
            ("overlap", []),
            ("indicator", ["--indicator", "ex-berd"]),
            ("trend", ["--indicator", "ex-berd", "--regions", "DE23,HU22,EU"]),
        ):
            path = self.folder / (kind + ".svg")
            told = json.loads(self.run_cli("chart", kind, SAMPLE, path, *words, "--json"))
            self.assertEqual(told["chart"], kind)
            self.assertIn("<svg", path.read_text())
        self.assertIn("no indicator", self.run_cli("chart", "indicator", SAMPLE, path, "--indicator", "no", code=1))
        self.assertIn("--links", self.run_cli("chart", "map", SAMPLE, path, "--links", "all of them", code=1))

    def test_import(self):
        project = self.folder / "p.catenary"
        table = self.folder / "skills.csv"
        shutil.copy(SAMPLE, project)
        table.write_text("geo;2021;2022\nDE23;1,5;1,7\nHU22;:;0,6\nNowhere;1;2\n")
        told = json.loads(self.run_cli("import-indicators", project, table, "--json", "--dry-run", code=3))
        self.assertEqual(told, {"new": 3, "updated": 0, "same": 0, "problems": 2})
        told = json.loads(self.run_cli("import-indicators", project, table, "--json", code=3))
        self.assertEqual(told["new"], 3)
        table.write_text("geo;2021;2022\nDE23;1,5;1,8\n")
        told = json.loads(self.run_cli("import-indicators", project, table, "--json"))
        self.assertEqual(told, {"new": 0, "updated": 1, "same": 1, "problems": 0})
        data = json.loads(self.run_cli("analyse", project, "--region", "DE23", "--json"))
        (skills,) = [entry for entry in data["indicators"] if entry["code"] == "skills"]
        self.assertEqual((skills["year"], skills["value"]), (2022, 1.8))


unittest.main(argv=["test-cli-regions"])
