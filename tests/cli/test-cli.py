#!/usr/bin/env python3
"""Runs the real catenary-cli: results, exit codes, what goes to which stream, JSON.

Usage: test-cli.py PROGRAM SAMPLE
"""
import contextlib
import csv
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
SAMPLE = sys.argv.pop(1)

TABLE = """Name,Country,City,Staff,Tags
Müller GmbH,Germany,Köln,640,solar; wind
"=1+1 AG",AT,Wien,"1,250",
Łódź University,Atlantis,Łódź,,wind
"""


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="catenary-cli-")
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.project = self.path / "test.catenary"
        self.table = self.path / "table.csv"
        self.table.write_text(TABLE, encoding="utf-8")

    def run_cli(self, *words, code=0, error=None):
        """Output of a call; @error: what stderr must say, None for silence."""
        environment = dict(os.environ, XDG_STATE_HOME=str(self.path / "state"), LANGUAGE="en", LC_ALL="C.UTF-8", TZ="UTC")
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

    def run_json(self, *words, **expected):
        return json.loads(self.run_cli(*words, "--json", **expected))

    def make(self):
        self.run_cli("new", self.project)

    def fill(self):
        self.make()
        self.run_cli("import", self.project, self.table, code=3, error="Atlantis")


class Usage(Cli):
    def test_help(self):
        commands = ["new", "info", "import", "export", "search", "chart", "analyse", "whatif", "check", "model", "recover", "history"]
        out = self.run_cli("--help")
        for name in commands:
            self.assertIn(f"\n  {name} ", out)
            if name != "model":
                help_text = self.run_cli(name, "--help")
                self.assertIn(f"catenary-cli {name} [OPTION…]", help_text)
                self.assertIn("--json", help_text)
        self.assertIn("catenary-cli model check", self.run_cli("model", "check", "--help"))
        self.assertEqual(self.run_cli("help"), out)

    def test_help_of_each(self):
        """Every command that the usage lists explains itself; those with commands of their own, each of these too."""
        listed = re.findall(r"^  ([a-z-]+) {2,}\S", self.run_cli("--help"), re.M)
        self.assertGreater(len(listed), 20)
        for name in listed:
            text = self.run_cli(name, "--help")
            calls = [name]
            if "COMMAND [OPTIONS]" in text:
                calls = [f"{name} {own}" for own in re.findall(r"^  ([a-z-]+) {2,}\S", text, re.M)]
                self.assertTrue(calls, name)
            for call in calls:
                text = self.run_cli(*call.split(), "--help")
                self.assertIn(f"catenary-cli {call} [OPTION…]", text)
                # The thumbnailer writes a picture and nothing that could be JSON.
                if call != "thumbnail":
                    self.assertIn("--json", text, call)
            # Without what it works on, a call is wrong: told on stderr, nothing on stdout.
            self.assertEqual(self.run_cli(*calls[0].split(), code=2, error="catenary-cli"), "", name)

    def test_version(self):
        self.assertRegex(self.run_cli("--version"), r"^catenary-cli \d+\.\d+\.\d+\n$")

    def test_wrong_calls(self):
        self.assertEqual(self.run_cli(code=2, error="Usage: catenary-cli COMMAND"), "")
        self.assertEqual(self.run_cli("frobnicate", code=2, error="“frobnicate”"), "")
        for words in (["recover", "a"], ["new"], ["info"], ["info", "a", "b"], ["import", "a"], ["export", "a"], ["search", "a"],
                      ["check"], ["history"], ["model"], ["model", "x"], ["model", "check"]):
            self.assertEqual(self.run_cli(*words, code=2, error="Usage: catenary-cli"), "", words)
        self.run_cli("info", "--no-such-option", "x", code=2, error="--no-such-option")
        self.run_cli("history", "-n", "many", "x", code=2, error="many")

    def test_missing_files(self):
        missing = self.path / "missing.catenary"
        for words in (["info", missing], ["export", missing, self.path / "x.csv"], ["search", missing, "x"],
                      ["check", missing], ["history", missing], ["import", missing, self.table],
                      ["model", "check", missing]):
            self.assertEqual(self.run_cli(*words, code=1, error="catenary-cli: "), "", words)
        self.assertFalse(missing.exists())

    def test_foreign_files(self):
        for content in (b"", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 5000):
            self.project.write_bytes(content)
            for command in ("info", "check", "history"):
                self.run_cli(command, self.project, code=1, error="catenary-cli: ")
            self.assertEqual(self.project.read_bytes(), content)


class New(Cli):
    def test_new(self):
        self.assertEqual(self.run_cli("new", self.project), "")
        self.assertEqual(self.run_cli("check", self.project), "The file is in order.\n")
        self.assertEqual(self.run_json("info", self.project)["organisations"], 0)

    def test_existing(self):
        self.fill()
        before = self.project.read_bytes()
        self.run_cli("new", self.project, code=1, error="--force")
        self.assertEqual(self.project.read_bytes(), before)
        self.assertEqual(self.run_json("new", "--force", self.project)["file"], str(self.project))
        self.assertEqual(self.run_json("info", self.project)["organisations"], 0)

    def test_no_folder(self):
        self.run_cli("new", self.path / "no" / "folder.catenary", code=1, error="catenary-cli: ")

    def test_nothing_left(self):
        self.fill()
        self.run_cli("search", self.project, "muller")
        left = [path for path in (self.path / "state").rglob("*") if path.is_file()]
        self.assertEqual(left, [])


class Recover(Cli):
    def test_whole(self):
        self.fill()
        new = self.path / "new.catenary"
        self.assertRegex(self.run_cli("recover", self.project, new), r"^recovered rows: \d+\n$")
        self.assertEqual(self.run_json("info", new)["organisations"], 3)
        self.run_cli("recover", self.project, new, code=1, error="--force")
        self.run_cli("recover", "--force", self.project, self.project, code=1, error="itself")

    def test_damaged(self):
        self.fill()
        content = bytearray(self.project.read_bytes())
        content[:100] = b"\xff" * 100
        self.project.write_bytes(content)
        new = self.path / "new.catenary"
        self.run_cli("info", self.project, code=1, error="catenary-cli: ")
        result = self.run_json("recover", self.project, new)
        found = {table["table"]: table["recovered"] for table in result["tables"]}
        self.assertEqual(found["organisation"], 3)
        self.assertEqual(self.run_cli("check", new), "The file is in order.\n")
        self.assertEqual(self.project.read_bytes(), content)

    def test_hopeless(self):
        self.project.write_bytes(b"x" * 50000)
        new = self.path / "new.catenary"
        self.run_cli("recover", self.project, new, code=1, error="backup")
        self.assertFalse(new.exists())


class Import(Cli):
    def test_import(self):
        self.make()
        out = self.run_cli("import", self.project, self.table, code=3, error="line 4, Country: “Atlantis”")
        self.assertEqual(out, "new 3, updated 0, skipped 0, rows with a problem 1\n")
        self.assertEqual(self.run_json("info", self.project)["organisations"], 3)

    def test_json(self):
        self.make()
        result = self.run_json("import", self.project, self.table, code=3, error="Atlantis")
        self.assertEqual(result, {"new": 3, "updated": 0, "skipped": 0, "rows-with-problems": 1})

    def test_again(self):
        self.fill()
        result = self.run_json("import", self.project, self.table, code=3, error="Atlantis")
        self.assertEqual((result["new"], result["updated"]), (0, 0))

    def test_overwrite(self):
        self.fill()
        self.table.write_text("Name,Country,City\nMüller GmbH,DE,Bonn\n", encoding="utf-8")
        self.assertEqual(self.run_json("import", self.project, self.table)["updated"], 0)
        self.assertEqual(self.run_json("import", "--overwrite", self.project, self.table)["updated"], 1)
        self.assertEqual(self.run_json("search", self.project, "bonn")[0]["name"], "Müller GmbH")

    def test_dry_run(self):
        self.make()
        before = self.project.read_bytes()
        result = self.run_json("import", "--dry-run", self.project, self.table, code=3, error="City → city")
        self.assertEqual(result["new"], 3)
        self.assertEqual(self.run_json("info", self.project)["organisations"], 0)
        self.assertEqual(self.project.read_bytes(), before)

    def test_map(self):
        self.make()
        self.table.write_text("Name,Wer,Was\nA,B,C\n", encoding="utf-8")
        self.run_cli("import", "-m", "Name=", "-m", "Wer=name", "--map", "Was=notes", self.project, self.table)
        self.assertEqual(self.run_json("search", self.project, "c")[0]["name"], "B")
        for wrong in ("Nobody=name", "Was=no-such-field", "Was"):
            self.run_cli("import", "-m", wrong, self.project, self.table, code=2, error="--map")

    def test_format(self):
        self.make()
        self.table.write_bytes("Name|City\nMüller|Köln\n".encode("windows-1252"))
        self.run_cli("import", "--encoding", "Windows-1252", "--delimiter", "|", self.project, self.table)
        self.assertEqual(self.run_json("search", self.project, "koln")[0]["name"], "Müller")
        self.run_cli("import", "--encoding", "EBCDIC-7", self.project, self.table, code=2, error="EBCDIC-7")
        for wrong in ("", "ab", "ä", '"'):
            self.run_cli("import", "--delimiter", wrong, self.project, self.table, code=2, error="delimiter")

    def test_failures(self):
        self.make()
        before = self.project.read_bytes()
        for content in ("", "City\nKöln\n", 'Name\nA\n"never closed\n'):
            self.table.write_text(content, encoding="utf-8")
            self.assertEqual(self.run_cli("import", self.project, self.table, code=1, error="catenary-cli: "), "")
        self.assertEqual(self.project.read_bytes(), before)


class Export(Cli):
    def test_export(self):
        self.fill()
        target = self.path / "out.csv"
        self.assertEqual(self.run_json("export", self.project, target), {"exported": 3})
        rows = list(csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
        self.assertEqual([row["Name"] for row in rows], ["'=1+1 AG", "Müller GmbH", "Łódź University"])
        self.assertEqual(rows[1]["Staff (Annual Work Units)"], "640")
        self.assertEqual(rows[0]["Staff (Annual Work Units)"], "1250")
        self.assertEqual(rows[1]["Tags"], "solar; wind")

    def test_round_trip(self):
        self.fill()
        for name in ("out.csv", "out.xlsx"):
            target = self.path / name
            self.assertEqual(self.run_cli("export", self.project, target), "")
            result = self.run_json("import", "--overwrite", self.project, target)
            self.assertEqual((result["new"], result["updated"]), (0, 0))
        self.assertTrue(target.read_bytes().startswith(b"PK"))
        self.run_cli("import", "--sheet", "Nowhere", self.project, target, code=1, error="“Nowhere”; it has: Organisations")

    def test_no_folder(self):
        self.fill()
        self.run_cli("export", self.project, self.path / "no" / "out.csv", code=1, error="catenary-cli: ")


class Search(Cli):
    def test_search(self):
        self.fill()
        for words, names in (
            (["muller"], ["Müller GmbH"]),
            (["MUELLER"], ["Müller GmbH"]),
            (["wind"], ["Müller GmbH", "Łódź University"]),
            (["wind", "köln"], ["Müller GmbH"]),
            (['"', "OR", "*"], []),
            (["nobody"], []),
        ):
            found = self.run_json("search", self.project, *words)
            self.assertEqual([item["name"] for item in found], names, words)
        self.assertEqual(self.run_cli("search", self.project, "köln"), "Müller GmbH\tKöln\tGermany\t\n")

    def test_options(self):
        self.fill()
        found = self.run_json("search", "-n", "1", "--sort", "city", self.project, "wind")
        self.assertEqual([item["city"] for item in found], ["Köln"])
        self.run_cli("search", "-n", "1", self.project, "wind", error="2 found")
        self.assertEqual(self.run_json("search", "-n", "-5", self.project, "wind"), [])
        self.run_cli("search", "--sort", "beauty", self.project, "wind", code=1, error="“beauty”")


class Check(Cli):
    def test_damage(self):
        self.fill()
        self.assertEqual(self.run_json("check", self.project)["ok"], True)
        content = bytearray(self.project.read_bytes())
        self.project.write_bytes(content[: len(content) // 2])
        result = self.run_json("check", self.project, code=1, error="catenary-cli: ")
        self.assertEqual(result["ok"], False)
        self.assertTrue(result["problem"])
        content[100:2000] = b"\xff" * 1900
        self.project.write_bytes(content)
        self.run_cli("check", self.project, code=1, error="catenary-cli: ")


class History(Cli):
    def test_history(self):
        self.fill()
        entries = self.run_json("history", self.project)
        self.assertEqual(len(entries), 1)
        self.assertEqual(entries[0]["label"], "Import Organisations")
        self.assertEqual(entries[0]["subject"], "table.csv")
        self.assertEqual(entries[0]["state"], "done")
        self.assertGreater(entries[0]["changes"], 3)
        plain = self.run_cli("history", self.project)
        self.assertEqual(plain.count("\n"), 1)
        self.assertIn("Import Organisations: table.csv\tdone", plain)
        self.assertEqual(self.run_json("history", "-n", "0", self.project), [])


class Info(Cli):
    def test_info(self):
        self.fill()
        figures = self.run_json("info", self.project)
        self.assertEqual(figures["organisations"], 3)
        self.assertEqual(figures["operations"], 1)
        self.assertRegex(self.run_cli("info", self.project), r"Organisations +3\n")

    def test_all_kinds(self):
        """The sample has some of each; the numbers are SQLite's own."""
        figures = self.run_json("info", SAMPLE)
        tables = {"people": "person", "pilots": "pilot", "activities": "activity", "exchanges": "exchange",
                  "needs": "need", "offers": "offer", "region-strategies": "region_strategy", "priorities": "priority",
                  "indicator-values": "indicator_value", "strategies": "strategy", "kpis": "kpi"}
        with contextlib.closing(sqlite3.connect(f"file:{SAMPLE}?mode=ro&immutable=1", uri=True)) as database:
            for name, table in tables.items():
                (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
                self.assertEqual(figures[name], number, name)
                self.assertGreater(number, 0, name)

    def test_read_only(self):
        """Looking needs no right to write and leaves the file as it is."""
        self.fill()
        self.project.chmod(0o444)
        before = self.project.stat().st_mtime_ns
        self.run_cli("info", self.project)
        self.run_cli("search", self.project, "x")
        self.assertEqual(self.project.stat().st_mtime_ns, before)


class Model(Cli):
    def check(self, content, code, error=None):
        path = self.path / "model.json"
        path.write_text(json.dumps(content) if not isinstance(content, str) else content, encoding="utf-8")
        return self.run_json("model", "check", path, code=code, error=error)

    def setUp(self):
        super().setUp()
        shipped = pathlib.Path(os.environ["CTN_DATA_DIR"]) / "models" / "ris3-wheel.json"
        self.model = json.loads(shipped.read_text(encoding="utf-8"))
        self.shipped = shipped

    def test_good(self):
        self.assertEqual(self.run_cli("model", "check", self.shipped), "The model is in order.\n")
        self.assertEqual(self.check(self.model, 0)["problems"], [])

    def test_places(self):
        self.model["groups"][1]["items"][0].pop("title")
        self.model["groups"][0]["code"] = self.model["groups"][1]["code"]
        result = self.check(self.model, 1)
        self.assertFalse(result["ok"])
        places = [problem["place"] for problem in result["problems"]]
        self.assertTrue(any(place.startswith("/groups/1/items/0") for place in places), places)
        path = self.path / "model.json"
        self.assertEqual(self.run_cli("model", "check", path, code=1, error=f"{path}:/groups/1/items/0"), "")

    def test_broken(self):
        for content in ("", "[]", "{", '{"format": 1}', "\x00"):
            result = self.check(content, 1)
            self.assertTrue(result["problems"][0]["message"])

    def test_warnings(self):
        self.model["no-such-member"] = 1
        result = self.check(self.model, 3)
        self.assertTrue(result["ok"])
        self.assertEqual([problem["severity"] for problem in result["problems"]], ["warning"])

    def test_huge(self):
        path = self.path / "model.json"
        with path.open("wb") as file:
            file.truncate(1 << 32)
        self.run_cli("model", "check", path, code=1, error="4 MB")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
