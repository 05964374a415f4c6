#!/usr/bin/env python3
"""The checks of the house find what they are there for: each is given a small tree with a fault."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
LONG = "static void\nctn_long (void)\n{\n" + "  call ();\n" * 58 + "}\n"


def complaints(check, files, *arguments):
    """What a check prints of a tree with these files; None if it is content."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = subprocess.run([sys.executable, HERE / check, *arguments, folder], capture_output=True, text=True)
        if result.stderr:
            raise AssertionError(result.stderr)
        return None if result.returncode == 0 else result.stdout


class Layers(unittest.TestCase):
    def check_include(self, place, line, *others):
        files = {place: line + "\n"} | {other: "" for other in others}
        return complaints("layers.py", files)

    def test_downwards(self):
        self.assertIsNone(self.check_include("src/registry/a.c", '#include "b.h"', "src/project/b.h"))

    def test_upwards(self):
        self.assertIn("src/base/a.c:1", self.check_include("src/base/a.c", "#include <b.h>", "src/project/b.h"))

    def test_sideways(self):
        self.assertIn("chains", self.check_include("src/maturity/a.c", '#include "b.h"', "src/chains/b.h"))

    def test_charts_know_no_project(self):
        self.assertIn("project", self.check_include("src/charts/a.c", '#include "b.h"', "src/project/b.h"))

    def test_toolkit(self):
        self.assertIn("src/app", self.check_include("src/charts/a.c", "#include <gtk/gtk.h>"))
        self.assertIn("src/app", self.check_include("src/cli/a.c", "#include <adwaita.h>"))
        self.assertIsNone(self.check_include("src/app/a.c", "#include <gtk/gtk.h>"))
        self.assertIn("src/app", self.check_include("src/charts/a.c", "#include <gdk/gdk.h>"))
        self.assertIsNone(self.check_include("src/reports/a.c", "#include <gdk-pixbuf/gdk-pixbuf.h>"))

    def test_database(self):
        self.assertIn("sqlite3.h", self.check_include("src/registry/a.c", "#include <sqlite3.h>"))
        self.assertIn("sqlite3_exec", self.check_include("src/app/a.c", "int x = sqlite3_exec (db);"))
        self.assertIsNone(self.check_include("src/app/a.c", "/* not sqlite3_exec */"))

    def test_private(self):
        self.assertIn("private", self.check_include("src/cli/a.c", '#include "b-private.h"', "src/base/b-private.h"))

    def test_unknown_room(self):
        self.assertIn("not a room", self.check_include("src/utils/a.c", ""))


class Sizes(unittest.TestCase):
    def test_function(self):
        allowed = LONG.replace("  call ();\n", "", 1)
        self.assertNotIn("ctn_long", complaints("sizes.py", {"src/base/a.c": allowed}))
        self.assertIn("a.c:2: ctn_long has 61 lines", complaints("sizes.py", {"src/base/a.c": LONG}))

    def test_class_init(self):
        text = LONG.replace("ctn_long", "ctn_long_class_init")
        self.assertNotIn("class_init", complaints("sizes.py", {"src/app/a.c": text}))

    def test_mean(self):
        self.assertIn("61.0 lines on average", complaints("sizes.py", {"src/base/a.c": LONG}))

    def test_file(self):
        short = "static void\ncall (void)\n{\n}\n"
        self.assertIsNone(complaints("sizes.py", {"src/app/a.c": short * 150}))
        self.assertIn("604 lines", complaints("sizes.py", {"src/app/a.c": short * 151}))


class Strings(unittest.TestCase):
    def faults(self, text, name="src/app/a.c"):
        return complaints("strings.py", {name: text})

    def test_errors(self):
        bare = 'g_set_error (error, CTN_ERROR, CTN_ERROR_A, "No file “%s”", f (a, "b"));'
        self.assertIn("a.c:1", self.faults(bare))
        self.assertIsNone(self.faults(bare.replace('"No file “%s”"', '_ ("No file “%s”")')))
        self.assertIsNone(self.faults('g_set_error (error, CTN_ERROR, CTN_ERROR_A, "%s: %d", a, b);'))
        self.assertIsNone(self.faults("/* " + bare + " */"))

    def test_widgets(self):
        self.assertIn("Nothing", self.faults('gtk_label_new ("Nothing here");'))
        self.assertIn("Save", self.faults('gtk_button_set_label (GTK_BUTTON (f (a, b)), "Save");'))
        self.assertIn("Gone", self.faults("x = ',';\nadw_toast_new (\n  \"Gone\");"))
        self.assertIsNone(self.faults('gtk_label_new ("");'))

    def test_blueprint(self):
        self.assertIn("w.blp:2", self.faults('Box {\n  title: "Partners";\n}', "ui/w.blp"))
        self.assertIn("Add", self.faults('accessibility { label: "Add"; }', "ui/w.blp"))
        self.assertIsNone(self.faults('title: _("Partners"); icon-name: "list-add"; label: "–";', "ui/w.blp"))

    def test_interrupted(self):
        self.assertIn("G_GUINT64_FORMAT", self.faults('_ ("Row %" G_GUINT64_FORMAT " is long")'))
        self.assertIsNone(self.faults('_ ("Row %" PRIu64 " is "\n "long")'))


class Documented(unittest.TestCase):
    def faults(self, **changes):
        files = {
            "data/schema/001.sql": "CREATE TABLE dog (id INTEGER PRIMARY KEY, name TEXT, cat INTEGER) STRICT;"
                                   "CREATE TABLE cat (id INTEGER PRIMARY KEY, claw_left TEXT) STRICT;",
            "data/schema/README.md": "| `dog` | `name` | |\n| `cat` | `claw_…` | |\n",
            "src/base/a.h": "",
            "src/README.md": "| `base/` | all |\n",
        }
        return complaints("documented.py", files | changes)

    def test_schema(self):
        self.assertIsNone(self.faults())
        self.assertIn("column dog.name is missing", self.faults(**{"data/schema/README.md": "| `dog` | | |\n| `cat` | `claw_…` | |"}))
        self.assertIn("table cat is missing", self.faults(**{"data/schema/README.md": "| `dog` | `name` | |"}))
        self.assertIn("no table cow", self.faults(**{"data/schema/README.md": "| `dog`, `cat`, `cow` | `name`, `claw_left` | |"}))

    def test_rooms(self):
        self.assertIn("room base 0 times", self.faults(**{"src/README.md": ""}))
        self.assertIn("room base 2 times", self.faults(**{"src/README.md": "| `base/` | a |\n| `base/` | b |\n"}))
        self.assertIn("no room attic", self.faults(**{"src/README.md": "| `base/` | a |\n| `attic/` | b |\n"}))

    def test_kinds(self):
        listed = {"src/reports/ctn-kinds.c": "  ctn_dog_kind,\n", "src/README.md": "| `base/` | |\n| `reports/` | |\n"}
        header = "const CtnRecordKind *ctn_dog_kind (void);\n"
        self.assertIsNone(self.faults(**listed, **{"src/base/a.h": header}))
        self.assertIn("ctn_cat_kind () is missing", self.faults(**listed, **{"src/base/a.h": header.replace("dog", "cat")}))


class Versions(unittest.TestCase):
    def header(self, version, application=0x43544E59):
        head = b"SQLite format 3\0" + bytes(44) + version.to_bytes(4, "big") + bytes(4)
        return (head + application.to_bytes(4, "big")).ljust(512, b"\0")

    def faults(self, content):
        files = {"data/schema/001.sql": "", "tests/data/versions/v001.catenary": content}
        return complaints("versions.py", files)

    def test_fixtures(self):
        self.assertIsNone(self.faults(self.header(1)))
        self.assertIn("has version 2", self.faults(self.header(2)))
        self.assertIn("not a Catenary", self.faults(self.header(1, 5)))
        self.assertIn("not an SQLite", self.faults(b"PK"))
        self.assertIn("is missing", complaints("versions.py", {"data/schema/002-more.sql": ""}))


if __name__ == "__main__":
    unittest.main(verbosity=0)
