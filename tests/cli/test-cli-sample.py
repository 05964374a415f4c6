#!/usr/bin/env python3
"""Runs analyse --assessment, chart subjects and report of the real catenary-cli on the sample project.

Usage: test-cli-sample.py PROGRAM SAMPLE
"""
import csv
import io
import json
import os
import pathlib
import shutil
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

    def run_cli(self, *words, code=0, json=False):
        result = subprocess.run([PROGRAM, *map(str, words)], env=self.env, capture_output=True, text=True, timeout=100)
        self.assertEqual(result.returncode, code, result.stderr)
        return result.stdout if code == 0 or json else result.stderr


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
        shares = [pair["share"] for rank in (first, second) for pair in rank["above"] if pair["share"] is not None]
        self.assertAlmostEqual(sum(shares), 1)
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


    def test_comparing(self):
        for kind, words in {
            "history": ["-a", "Beispiel Kathode GmbH T1"],
            "potential": [],
            "radar": ["-a", "Oberpfalz (example) regional-potential", "--quartiles"],
        }.items():
            target = self.folder / f"{kind}.svg"
            out = json.loads(self.run_cli("chart", kind, SAMPLE, target, *words, "--json"))
            self.assertEqual(out["chart"], kind)
            self.assertTrue(target.read_text().startswith("<?xml"))
        self.assertIn("history", self.run_cli("chart", "pie", SAMPLE, target, code=2))


class Thumbnail(Cli):
    def test_radar(self):
        target = self.folder / "small.png"
        self.run_cli("thumbnail", SAMPLE, target, 128)
        data = target.read_bytes()
        self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n")
        # Width and height stand at 16 and 20 (PNG specification, 11.2.2).
        self.assertEqual((data[16:20], data[20:24]), ((128).to_bytes(4, "big"), (128).to_bytes(4, "big")))
        self.assertFalse((self.folder / "state").exists())

    def test_nothing_to_draw(self):
        project = self.folder / "empty.catenary"
        self.run_cli("new", project)
        self.assertIn("no assessment", self.run_cli("thumbnail", project, self.folder / "none.png", 128, code=1))
        self.assertIn("pixels", self.run_cli("thumbnail", project, self.folder / "none.png", 5, code=2))
        self.assertFalse((self.folder / "none.png").exists())


class Assess(Cli):
    def setUp(self):
        super().setUp()
        self.project = self.folder / "p.catenary"
        shutil.copy(SAMPLE, self.project)

    def test_table(self):
        table = self.folder / "answers.csv"
        table.write_text(
            "Name,NUTS,Stage,Date,1.1,1.2,2.1\nTirol,AT33,T0,2026-03-01,3,n/a: none,5\nTirol,AT33,T0,2026-03-01,9,,\n"
        )
        dry = json.loads(
            self.run_cli("assess", self.project, table, "-m", "ris3-wheel", "--dry-run", "--json", code=3, json=True)
        )
        self.assertEqual((dry["answers"], dry["new-assessments"]), (3, 1))
        self.assertEqual([(p["row"], p["column"]) for p in dry["problems"]], [(3, "1.1")])
        self.assertIn("row 3, 1.1", self.run_cli("assess", self.project, table, "-m", "ris3-wheel", code=3))
        data = json.loads(self.run_cli("analyse", self.project, "-a", "Tirol", "--json"))
        nodes = {node["code"]: node for node in data["assessments"][0]["nodes"]}
        self.assertEqual((nodes["1.1"]["shown"], nodes["1.2"]["state"]), (3, "not-applicable"))
        self.assertIn("model", self.run_cli("assess", self.project, table, code=1))

    def test_questionnaire(self):
        book = self.folder / "q.xlsx"
        self.run_cli("questionnaire", self.project, book, "-a", T1, "--with-answers", "-l", "de")
        with zipfile.ZipFile(book) as archive:
            self.assertIsNone(archive.testzip())
            sheets = "".join(archive.read(n).decode() for n in archive.namelist() if "sheet" in n)
        self.assertIn("<dataValidation type=\"list\"", sheets)
        self.assertIn("<sheetProtection", sheets)
        found = json.loads(self.run_cli("assess", self.project, book, "--rater", "Anna", "--json"))
        self.assertEqual((found["answers"], found["new-assessments"], found["problems"]), (18, 0, []))
        self.assertEqual(found["assessments"][0]["rater"], "Anna")
        again = json.loads(self.run_cli("assess", self.project, book, "--rater", "Bert", "--json"))
        self.assertEqual(again["assessments"][0]["id"], found["assessments"][0]["id"])

    def test_json(self):
        answers = {"1.1": 4, "1.2": {"value": 2, "comment": "Late", "confidence": "low"}}
        file = self.folder / "a.json"
        file.write_text(json.dumps({"model": "ris3-wheel", "assessments": [
            {"name": "Tirol", "nuts": "AT33", "date": "2026", "answers": answers}]}))
        found = json.loads(self.run_cli("assess", self.project, file, "--json"))
        self.assertEqual(found["new-assessments"], 1)
        data = json.loads(self.run_cli("analyse", self.project, "-a", str(found["assessments"][0]["id"]), "--json"))
        self.assertEqual(data["assessments"][0]["nodes"][0]["answered"], 2)


class Export(Cli):
    def test_lists(self):
        for kind, name in ("activity", "Name;Kind;State;"), ("exchange", "Name;Mode;"), ("need", "Title;Organisation;"), (
                "membership", "Partnership;Organisation;Role;"):
            table = self.folder / (kind + ".csv")
            found = json.loads(self.run_cli("export", SAMPLE, table, "--list", kind, "--json"))
            lines = table.read_text("utf-8-sig").split("\n")
            self.assertTrue(lines[0].startswith(name), lines[0])
            self.assertGreater(found["exported"], 3)
        # Findings are those of the analysis, judged or not.
        table = self.folder / "findings.csv"
        found = json.loads(self.run_cli("export", SAMPLE, table, "--list", "chain_finding", "--json"))
        analysed = json.loads(self.run_cli("analyse", SAMPLE, "--chain", "Light electric vehicles (example)", "--json"))
        titles = [row["Finding"] for row in csv.DictReader(io.StringIO(table.read_text("utf-8-sig")), delimiter=";")]
        self.assertGreater(len(titles), 5)
        self.assertEqual(titles, [finding["title"] for finding in analysed["findings"]])
        self.assertEqual(found["exported"], len(titles))
        self.run_cli("export", SAMPLE, self.folder / "a.xlsx", "--list", "measure")
        with zipfile.ZipFile(self.folder / "a.xlsx") as xlsx:
            self.assertIn("Objective", xlsx.read("xl/worksheets/sheet1.xml").decode())
        self.assertIn("exchange_profile", self.run_cli("export", SAMPLE, self.folder / "b.csv", "--list", "poem", code=2))


class Report(Cli):
    def test_formats(self):
        self.run_cli("report", "questionnaire", SAMPLE, self.folder / "q.html", "-s", T1, "-l", "en")
        self.assertIn("☐  5 · Excellent", (self.folder / "q.html").read_text())
        for name in "a.pdf", "a.docx", "a.html":
            self.run_cli("report", "maturity", SAMPLE, self.folder / name, "-s", T1, "-l", "de")
        self.assertTrue((self.folder / "a.pdf").read_bytes().startswith(b"%PDF-"))
        with zipfile.ZipFile(self.folder / "a.docx") as docx:
            self.assertIsNone(docx.testzip())
            self.assertIn("word/document.xml", docx.namelist())
        self.assertIn("<h2 id=\"b0\">Zusammenfassung</h2>", (self.folder / "a.html").read_text())

    def test_logo(self):
        logo = self.folder / "logo.svg"
        target = self.folder / "a.html"
        logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="9" height="9"/></svg>')
        self.run_cli("report", "directory", SAMPLE, target, "--logo", logo)
        self.assertIn('<img class="logo"', target.read_text())
        target.unlink()
        logo.write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
        self.assertIn("damaged", self.run_cli("report", "directory", SAMPLE, target, "--logo", logo, code=2))
        self.assertFalse(target.exists())

    def test_wrong_calls(self):
        target = self.folder / "a.pdf"
        self.assertIn("directory", self.run_cli("report", "poem", SAMPLE, target, code=2))
        self.assertIn(".docx", self.run_cli("report", "chain", SAMPLE, self.folder / "a.odt", code=2))
        self.assertIn("rhymes", self.run_cli("report", "chain", SAMPLE, target, "-w", "rhymes", code=2))
        self.assertIn("Oberpfalz", self.run_cli("report", "maturity", SAMPLE, target, code=2))
        self.assertFalse(target.exists())


if __name__ == "__main__":
    unittest.main()
