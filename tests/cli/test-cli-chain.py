#!/usr/bin/env python3
"""Runs analyse and whatif of the real catenary-cli on the sample project.

Usage: test-cli-chain.py PROGRAM SAMPLE
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

SAMPLE = sys.argv.pop(2)
PROGRAM = sys.argv.pop(1)


class Chain(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="catenary-cli-")
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.project = self.path / "test.catenary"
        shutil.copyfile(SAMPLE, self.project)

    def run_cli(self, *words, code=0, error=None):
        environment = dict(os.environ, XDG_STATE_HOME=str(self.path / "state"), LANGUAGE="en", LC_ALL="C.UTF-8")
        result = subprocess.run(
            [PROGRAM, *map(str, words)], capture_output=True, env=environment, timeout=60, check=False
        )
        out, err = result.stdout.decode("utf-8"), result.stderr.decode("utf-8")
        self.assertEqual(result.returncode, code, f"{words}: {out}{err}")
        if error is None:
            self.assertEqual(err, "", words)
        else:
            self.assertIn(error, err)
        return out

    def run_json(self, *words):
        return json.loads(self.run_cli(*words, "--json"))

    def test_analyse(self):
        # By hand from data/sample: 23 places of which two are not there yet; the only maker of cells is passed
        # by all; shares of the raw materials .2² + .25² + .15² + .4² = .285.
        result = self.run_json("analyse", self.project, "--chain", "light electric vehicles (example)")
        self.assertEqual(result["network"]["actors"], 21)
        self.assertEqual(result["network"]["links"], 23)
        self.assertEqual(len(result["actors"]), 21)
        self.assertEqual([a["name"] for a in result["actors"] if a["cut"]], ["Beispiel Batteriewerk GmbH"])
        self.assertAlmostEqual(result["stages"][0]["hhi"], 0.285)
        self.assertEqual(result["flow"]["pairs"], 8)
        self.assertEqual(sum(result["coverage-countries"]["DE"]), sum(
            1 for a in result["actors"] if a["country"] == "DE" and a["kind"] == "actor"))
        kinds = {finding["kind"] for finding in result["findings"]}
        self.assertIn("single-point", kinds)
        self.assertIn("opportunity", kinds)
        self.assertTrue(all(f["evidence"] and f["rules"] and f["state"] == "open" for f in result["findings"]))
        keys = [finding["key"] for finding in result["findings"]]
        self.assertEqual(len(keys), len(set(keys)))

    def test_economy(self):
        # By hand from data/sample: raw materials 52 - 24.5 = 27.5 million of 247.4; graphite mostly from one
        # country in all three years; nickel from three countries, none of them above 40 %.
        result = self.run_json("analyse", self.project, "--chain", "light electric vehicles (example)")
        first = result["accounts"][0]
        self.assertEqual((first["stage"], first["year"]), ("Raw materials", 2023))
        self.assertAlmostEqual(first["value-added"], 27.5e6)
        self.assertAlmostEqual(first["margin"], 27.5 / 52)
        self.assertAlmostEqual(first["share-of-value-added"], 27.5 / 247.4)
        products = {d["product"]: d for d in result["dependencies"]}
        self.assertTrue(products["Natural graphite"]["dependent"])
        self.assertEqual(products["Natural graphite"]["dependent-years"], 3)
        self.assertAlmostEqual(products["Natural graphite"]["years"][0]["hhi"], (9.6**2 + 2.4**2) / 12**2)
        self.assertFalse(products["Nickel sulphate"]["dependent"])
        cells = result["coverage"]["regions"]
        self.assertTrue(all(len(row) == 6 for row in cells.values()))
        self.assertEqual(sum(cell["actors"] for row in cells.values() for cell in row), 16)

    def test_layout(self):
        result = self.run_json("layout", self.project)
        self.assertEqual(len(result["actors"]), 23)
        self.assertEqual(len(result["links"]), 28)
        self.assertTrue(all(len(link["points"]) % 3 == 1 for link in result["links"]))
        again = self.run_json("layout", self.project)
        self.assertEqual([a["y"] for a in result["actors"]], [a["y"] for a in again["actors"]])
        down = self.run_json("layout", self.project, "--direction", "top-down")
        self.assertGreater(result["width"], result["height"])
        self.assertGreater(down["height"], result["height"])
        for one, other in zip(result["actors"], down["actors"]):
            self.assertEqual((one["id"], one["stage"]), (other["id"], other["stage"]))
        self.run_cli("layout", self.project, "--direction", "up", code=2, error="--direction")
        self.run_cli("layout", self.project, "--lanes", "colour", code=2, error="--lanes")

    def test_files(self):
        for ending in ("xlsx", "graphml", "gexf"):
            file = self.path / f"map.{ending}"
            self.run_cli("chain", "export", self.project, file, "--chain", "Light electric vehicles (example)")
            result = self.run_json("chain", "import", self.project, file, "--name", f"Copy {ending}")
            self.assertEqual((result["actors-added"], result["links-added"]), (23, 28))
            self.assertEqual(result["problems"], [])
        table = self.path / "links.csv"
        table.write_text("From;To;Volume\nA;B;5\n;B;1\n", encoding="utf-8")
        self.run_cli("chain", "import", self.project, table, "--name", "Table", code=3, error="row 3")
        self.run_cli("chain", "export", self.project, self.path / "map.doc", "--chain", "Table", code=2, error=".xlsx")

    def test_snapshots(self):
        changes = self.run_json("chain", "compare", self.project, "Kick-off (example)")
        self.assertEqual([c["change"] for c in changes], ["came"] * 6)
        self.run_cli("chain", "snapshot", self.project, "Today")
        self.assertEqual(self.run_json("chain", "compare", self.project, "Today"), [])
        self.assertEqual(len(self.run_json("chain", "snapshots", self.project)), 2)
        self.run_cli("chain", "compare", self.project, "Never", code=1, error="Never")

    def test_paper(self):
        poster, form = self.path / "poster.pdf", self.path / "swot.svg"
        self.run_cli("chart", "chain", self.project, poster, "--paper", "a4", "--poster")
        self.assertTrue(poster.read_bytes().startswith(b"%PDF"))
        self.run_cli("chart", "form", self.project, form, "--form", "swot")
        self.assertIn(b"SWOT", form.read_bytes())
        self.run_cli("chart", "chain", self.project, self.path / "x.png", "--paper", "a4", code=1, error="PDF")

    def test_text(self):
        out = self.run_cli("analyse", self.project)
        self.assertIn("All hangs on Beispiel Batteriewerk GmbH", out)
        self.assertIn("High · Single Point of Failure", out)

    def test_what_if(self):
        result = self.run_json("whatif", self.project, "--remove", "beispiel batteriewerk gmbh")
        self.assertEqual(result["removed-actors"], ["Beispiel Batteriewerk GmbH"])
        self.assertEqual(result["still-connected"], 0)
        self.assertEqual(result["flow-after"]["independent-paths"], 0)
        self.assertEqual(result["stages"][2]["after"]["actors"], 0)
        self.assertIsNone(result["stages"][2]["after"]["hhi"])
        country = self.run_json("whatif", self.project, "--remove", "HU")
        self.assertEqual(country["removed-actors"], ["Példa Anód Kft.", "Példa Akku Kft."])
        border = self.run_json("whatif", self.project, "--border", "DE")
        self.assertEqual(border["removed-actors"], [])
        self.assertGreater(border["cut-links"], 0)
        # The project stays as it is.
        self.assertEqual(pathlib.Path(SAMPLE).read_bytes(), self.project.read_bytes())

    def test_match_stage(self):
        chain = ("--chain", "Light electric vehicles (example)")
        found = self.run_json("match", self.project, *chain, "--stage", "CELLS", "--limit", 3)
        database = sqlite3.connect(f"file:{self.project}?mode=ro", uri=True)
        self.addCleanup(database.close)
        there = {row[0] for row in database.execute("SELECT organisation FROM chain_actor WHERE stage = ?", (found["stage"],))}
        self.assertTrue(1 <= len(found["candidates"]) <= 3)
        scores = [candidate["score"] for candidate in found["candidates"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        for candidate in found["candidates"]:
            # Nobody who is there already; and the reasons are what the points are made of.
            self.assertNotIn(candidate["organisation"], there)
            self.assertAlmostEqual(sum(reason["points"] for reason in candidate["reasons"]), candidate["score"], 6)
        text = self.run_cli("match", self.project, *chain, "--stage", "Cells", "-n", 1)
        self.assertIn(found["candidates"][0]["name"], text)
        self.run_cli("match", self.project, *chain, code=1, error="“Raw materials”")
        self.run_cli("match", self.project, *chain, "--stage", "None", code=1, error="no stage “None”")

    def test_match_need(self):
        found = self.run_json("match", self.project, "--need", "A second cell maker")
        self.assertTrue(found["matches"])
        for match in found["matches"]:
            self.assertAlmostEqual(sum(reason["points"] for reason in match["reasons"]), match["score"], 6)
        self.run_cli("match", self.project, "--need", "Nothing like it", code=1, error="Nothing like it")

    def test_wrong_calls(self):
        self.run_cli("analyse", code=2, error="Usage: catenary-cli analyse")
        self.run_cli("analyse", self.project, "--chain", "Wood", code=1, error="Light electric vehicles")
        self.run_cli("whatif", self.project, code=2, error="--remove")
        self.run_cli("whatif", self.project, "--remove", "Nobody", code=1, error="“Nobody”")
        self.run_cli("whatif", self.project, "--border", "Bavaria", code=1, error="“Bavaria”")
        self.run_cli("whatif", self.path / "none.catenary", "-r", "DE", code=1, error="catenary-cli: ")


unittest.main()
