#!/usr/bin/env python3
"""Runs analyse --assessment, chart subjects and report of the real catenary-cli on the sample project.

Usage: test-cli-sample.py PROGRAM SAMPLE
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zipfile

PROGRAM = sys.argv.pop(1)
SAMPLE = sys.argv.pop(1)
T0 = "Oberpfalz (example) T0"
T1 = "Oberpfalz (example) T1"


class Cli(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.env = dict(os.environ, XDG_STATE_HOME=str(self.folder / "state"), LC_ALL="C.UTF-8")

    def run_cli(self, *words, code=0):
        result = subprocess.run([PROGRAM, *map(str, words)], env=self.env, capture_output=True, text=True, timeout=100)
        self.assertEqual(result.returncode, code, result.stderr)
        return result.stdout if code == 0 else result.stderr


class Analyse(Cli):
    def test_values(self):
        data = json.loads(self.run_cli("analyse", SAMPLE, "-a", T1, "--json"))
        (found,) = data["assessments"]
        self.assertEqual((found["stage"], found["model"], found["total"]), ("T1", "ris3-wheel", None))
        nodes = {node["code"]: node for node in found["nodes"]}
        # By hand from data/sample/assessments.csv: the three answers of the sixth step are 2, 3 and 2 of 5.
        self.assertAlmostEqual(nodes["6"]["value"], (2 + 3 + 2) / 15)
        self.assertAlmostEqual(nodes["6"]["shown"], 7 / 3)
        self.assertEqual(found["weakest"], "6")
        self.assertEqual(nodes["6"]["completeness"], 1)
        # The contributions of a step's questions sum to the step's value.
        for step in "123456":
            parts = [node["contribution"] for code, node in nodes.items() if code.startswith(step + ".")]
            self.assertEqual(len(parts), 3)
            self.assertAlmostEqual(sum(parts), nodes[step]["value"])
        self.assertNotIn("ranks", data)

    def test_ranks(self):
        data = json.loads(self.run_cli("analyse", SAMPLE, "-a", T0, "-a", T1, "--json"))
        again = json.loads(self.run_cli("analyse", SAMPLE, "-a", T0, "-a", T1, "--json"))
        first, second = data["ranks"]["assessments"]
        self.assertEqual(data["ranks"]["draws"], 1000)
        self.assertEqual(data, again)
        self.assertAlmostEqual(first["share-first"] + second["share-first"], 1, delta=0.02)
        self.assertLessEqual(second["rank-5"], second["rank-95"])

    def test_unknown(self):
        self.assertIn("Oberpfalz (example) T1", self.run_cli("analyse", SAMPLE, "-a", "Atlantis", code=2))


class Chart(Cli):
    def test_subjects(self):
        target = self.folder / "subjects.svg"
        self.run_cli("chart", "subjects", SAMPLE, target, "--model", "ris3-wheel")
        self.assertIn("<title>RIS3 assessment wheel</title>", target.read_text())
        self.assertIn("--model", self.run_cli("chart", "subjects", SAMPLE, target, code=1))


class Report(Cli):
    def test_formats(self):
        for name in "a.pdf", "a.docx", "a.html":
            self.run_cli("report", "maturity", SAMPLE, self.folder / name, "-s", T1, "-l", "de")
        self.assertTrue((self.folder / "a.pdf").read_bytes().startswith(b"%PDF-"))
        with zipfile.ZipFile(self.folder / "a.docx") as docx:
            self.assertIsNone(docx.testzip())
            self.assertIn("word/document.xml", docx.namelist())
        self.assertIn("<h2 id=\"b0\">Zusammenfassung</h2>", (self.folder / "a.html").read_text())

    def test_wrong_calls(self):
        target = self.folder / "a.pdf"
        self.assertIn("directory", self.run_cli("report", "poem", SAMPLE, target, code=2))
        self.assertIn(".docx", self.run_cli("report", "chain", SAMPLE, self.folder / "a.odt", code=2))
        self.assertIn("rhymes", self.run_cli("report", "chain", SAMPLE, target, "-w", "rhymes", code=2))
        self.assertIn("Oberpfalz", self.run_cli("report", "maturity", SAMPLE, target, code=2))
        self.assertFalse(target.exists())


if __name__ == "__main__":
    unittest.main()
