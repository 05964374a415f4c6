#!/usr/bin/env python3
"""catenary-cli analyse --partnership on the sample project.

Shares by hand from data/sample/members.csv; ties, groups and synergy computed here anew from the list and
from the tables of the project.

Usage: test-cli-partnership.py PROGRAM SAMPLE
"""
import collections
import json
import math
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


def entropy(values):
    counts = collections.Counter(values)
    n = sum(counts.values())
    return -sum(c / n * math.log2(c / n) for c in counts.values())


def mutual(firms):
    u, i, g = ([firm[k] for firm in firms] for k in range(3))
    return (entropy(u) + entropy(i) + entropy(g) - entropy(zip(u, i)) - entropy(zip(u, g)) - entropy(zip(i, g))
            + entropy(zip(u, i, g)))


class Partnership(unittest.TestCase):
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
        return json.loads(self.run_cli("analyse", self.project, *words, "--json"))

    def test_shares(self):
        # Three of industry, two of research, two of government, one of civil society; one has left.
        result = self.run_json("--partnership", "example alliance")
        members = result["shares"]["members"]
        self.assertEqual(members["amounts"], {"industry": 3, "research": 2, "government": 2, "civil": 1})
        self.assertAlmostEqual(members["balance"], 0.982141, places=6)
        self.assertAlmostEqual(members["blau"], 1 - 17 / 49)
        # Hours 1330, 840, 540.
        self.assertAlmostEqual(result["shares"]["hours"]["shares"]["research"], 840 / 2710)
        last = result["ternary"][-1]
        self.assertAlmostEqual(last["x"], 2 / 7 + 1 / 7)
        self.assertAlmostEqual(last["y"], 2 / 7 * math.sqrt(3) / 2)
        self.assertEqual([point["year"] for point in result["ternary"]][:3], [2023, 2024, 2025])
        # By the end of 2023 there was only industry.
        self.assertEqual(result["ternary"][0]["industry"], 1)
        self.assertEqual((result["ternary"][0]["x"], result["ternary"][0]["y"]), (0, 0))

    def test_ties(self):
        ties = self.run_json("-p", "Example alliance")["ties"]
        base = sqlite3.connect(f"file:{self.project}?mode=ro", uri=True)
        helix = dict(base.execute("SELECT name, helix FROM organisation"))
        country = dict(base.execute("SELECT name, country FROM organisation"))
        pairs = {tuple(sorted((tie["a"], tie["b"]))) for tie in ties["list"]}
        self.assertEqual(len(pairs), ties["n"])
        cross = sum(helix[a] != helix[b] for a, b in pairs)
        self.assertEqual(ties["cross-helix"], cross)
        self.assertAlmostEqual(ties["cross-helix-share"], cross / len(pairs))
        for groups, key in (("helices", helix), ("countries", country)):
            for group in ties[groups]:
                code = group["group"]
                inside = sum(key[a] == key[b] and code in (None, key[a]) for a, b in pairs)
                across = sum(key[a] != key[b] and code in (None, key[a], key[b]) for a, b in pairs)
                self.assertEqual((group["internal"], group["external"]), (inside, across), group)
                if inside + across:
                    self.assertAlmostEqual(group["ei"], (across - inside) / (across + inside))
        sources = {source["kind"] for tie in ties["list"] for source in tie["sources"]}
        self.assertLessEqual({"recorded", "chain", "paper"}, sources)
        # The laboratory, and the memorandum that four signed; who has left is tied to nobody.
        self.assertIn(("Beispielhochschule Oberpfalz", "Beispielinstitut für Batterieforschung"), pairs)
        self.assertIn(("Beispiel Lastenrad GmbH", "Beispielinstitut für Batterieforschung"), pairs)
        self.assertFalse(any("Beispiel Elektrolyt AG" in pair for pair in pairs))
        names = {h: [m for m in helix if helix[m] == h and any(m in pair for pair in pairs)] for h in set(helix.values())}
        triangles = sum(
            all(tuple(sorted(pair)) in pairs for pair in ((a, b), (b, c), (a, c)))
            for a in names["industry"] for b in names["research"] for c in names["government"])
        self.assertEqual(ties["triangles"], triangles)
        self.assertEqual(ties["possible-triangles"], 12)

    def test_synergy(self):
        synergy = self.run_json("-p", "Example alliance")["synergy"]
        base = sqlite3.connect(f"file:{self.project}?mode=ro", uri=True)
        firms = []
        for nuts, nace, size in base.execute(
                "SELECT nuts, (SELECT code FROM organisation_nace n WHERE n.organisation = o.id LIMIT 1), size_class "
                "FROM organisation o WHERE helix = 'industry' AND type = 'company'"):
            if nuts and len(nuts) == 5 and nace and size:
                firms.append((nuts, nace[:2], size))
        self.assertEqual(synergy["n"], len(firms))
        self.assertFalse(synergy["enough"])
        self.assertAlmostEqual(synergy["t-mbit"], 1000 * mutual(firms))
        self.assertLess(synergy["low-mbit"], synergy["t-mbit"])
        self.assertGreater(synergy["high-mbit"], synergy["t-mbit"])
        total = synergy["between-mbit"]
        for region in synergy["regions"]:
            inside = [firm for firm in firms if firm[0][:4] == region["region"]]
            self.assertEqual(region["n"], len(inside))
            self.assertAlmostEqual(region["t-mbit"], 1000 * mutual(inside))
            total += region["share-mbit"]
        self.assertAlmostEqual(total, synergy["t-mbit"])
        own = self.run_json("-p", "Example alliance", "--own-regions")["synergy"]
        self.assertLess(own["n"], synergy["n"])

    def test_funnel(self):
        funnel = self.run_json("-p", "Example alliance")["funnel"]
        self.assertEqual((funnel["members"], funnel["paused"], funnel["left"]), (9, 1, 1))
        self.assertEqual([step["now"] for step in funnel["steps"]], [0, 0, 1, 1, 2, 2, 1])
        # Letter of intent until the agreement: 175, 252, 378, 133 days; until somebody left: 565. The one whose
        # agreement came at once was never here.
        self.assertEqual(funnel["steps"][3]["ended"], 5)
        self.assertEqual(funnel["steps"][3]["median-days"], 252)

    def test_labels(self):
        result = self.run_json("-p", "Example cluster")
        labels = {(label["label"], label["awarded"]): label for label in result["labels"]}
        renewed = labels["bronze", "2022-10-11"]
        self.assertEqual(renewed["expires"], "2025-06-09")
        rules = {rule["rule"]: rule["state"] for rule in renewed["rules"]}
        self.assertEqual(rules["renewal"], "passed")
        rules = {rule["rule"]: rule["state"] for rule in labels["silver", "2024-06-18"]["rules"]}
        self.assertEqual(rules["silver-benchmark"], "passed")
        self.assertEqual(rules["silver-improvements"], "passed")
        self.assertEqual(rules["silver-audit"], "passed")
        eccp = {rule["rule"]: rule["state"] for rule in result["eccp"]}
        self.assertEqual(eccp["team"], "passed")
        self.assertEqual(eccp["members"], "passed")
        self.assertEqual(eccp["public"], "failed")

    def test_text(self):
        out = self.run_cli("analyse", self.project, "-p", "Example cluster")
        self.assertIn("Failed: Public member", out)
        self.run_cli("analyse", self.project, "-p", "Nobody", code=1, error="CHAIN REACTIONS")


unittest.main()
