#!/usr/bin/env python3
"""Compares the cells that sheet-dump reads with those of openpyxl (XLSX), odfpy (ODS) and xlrd (XLS).

    compare-sheets.py [-v] [--write] PATH/sheet-dump FILE…

Needs openpyxl, odfpy and xlrd, which the test suite does not. Prints for each file how many cells are
equal, and which are not; with --write the other program's cells as CSV (sheet, row, column, text), from
which the expected values of test-sheet-files are. Equal means: the same text; or the same number to
15 digits; or the same date. What both refuse is equal, too.
"""
import csv
import datetime
import math
import re
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")


def number(value):
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return "%.15g" % value


def shown(value):
    """A value of Python as the reader shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        if value.microsecond >= 500000:
            value += datetime.timedelta(seconds=1)
        value = value.replace(microsecond=0)
        return str(value.date()) if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + round(value.microsecond / 1e6)
        return "%02d:%02d:%02d" % (seconds // 3600, seconds // 60 % 60, seconds % 60)
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return "%02d:%02d:%02d" % (seconds // 3600, seconds // 60 % 60, seconds % 60)
    if isinstance(value, (int, float)):
        return number(value)
    text = str(value)
    text = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_xlsx(path):
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    cells = {}
    for sheet in book.worksheets:
        # Not iter_rows(), which makes every cell up to the last one.
        for cell in sheet._cells.values():
            text = shown(cell.value)
            if text:
                cells[sheet.title, cell.row, cell.column] = text
    return cells


def read_xls(path):
    import xlrd

    book = xlrd.open_workbook(path, formatting_info=False)
    cells = {}
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                value = cell.value
                if cell.ctype == xlrd.XL_CELL_DATE:
                    try:
                        value = (xlrd.xldate_as_datetime(value, book.datemode) if value >= 1
                                 else datetime.timedelta(days=value))
                    except Exception:
                        pass
                elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                    value = bool(value)
                elif cell.ctype == xlrd.XL_CELL_ERROR:
                    value = xlrd.error_text_from_code.get(value, "")
                text = shown(value)
                if text:
                    cells[sheet.name, row + 1, column + 1] = text
    return cells


def read_ods(path):
    from odf.opendocument import load
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.namespaces import TEXTNS
    from odf import teletype

    cells = {}
    for table in load(path).spreadsheet.getElementsByType(Table):
        row_number = 0
        for row in table.getElementsByType(TableRow):
            times = int(row.getAttribute("numberrowsrepeated") or 1)
            found, column = {}, 0
            for cell in row.childNodes:
                if cell.qname not in (TableCell().qname, CoveredTableCell().qname):
                    continue
                wide = int(cell.getAttribute("numbercolumnsrepeated") or 1)
                text = ods_text(cell, teletype, ((TEXTNS, "p"), (TEXTNS, "h")))
                if text:
                    if wide > 20000 or times > 1100000:
                        raise ValueError("more cells than a sheet has")
                    for i in range(wide):
                        found[column + i + 1] = text
                column += wide
            if found:
                for i in range(times):
                    for place, text in found.items():
                        cells[table.getAttribute("name"), row_number + i + 1, place] = text
            row_number += times
    return cells


def ods_text(cell, teletype, paragraphs):
    kind = cell.getAttribute("valuetype")
    if kind in ("float", "currency"):
        return number(float(cell.getAttribute("value")))
    if kind == "percentage":
        return number(float(cell.getAttribute("value")))
    if kind == "boolean":
        return cell.getAttribute("booleanvalue").upper()
    if kind == "date":
        text = cell.getAttribute("datevalue").replace("T", " ").split(".")[0]
        return text[:-9] if text.endswith(" 00:00:00") else text
    if kind == "time":
        found = re.match(r"PT(\d+)H(\d+)M(\d+)", cell.getAttribute("timevalue"))
        return "%02d:%02d:%02d" % tuple(map(int, found.groups())) if found else ""
    return "\n".join(teletype.extractText(p) for p in cell.childNodes if p.qname in paragraphs)


def alike(ours, theirs):
    if ours == theirs:
        return True
    percent = ours[:-1] if ours.endswith("%") else None
    try:
        if percent is not None:
            return math.isclose(float(percent) / 100, float(theirs), rel_tol=1e-14)
        return math.isclose(float(ours), float(theirs), rel_tol=1e-14)
    except ValueError:
        return ours.replace("\r", "\n") == theirs


def read_ours(program, path):
    result = subprocess.run([program, path], capture_output=True, timeout=60)
    cells = {}
    for line in result.stdout.decode().splitlines():
        sheet, row, column, text = (
            re.sub(r"\\([0-7]{1,3}|.)",
                   lambda m: chr(int(m[1], 8)) if m[1][0].isdigit()
                   else {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}.get(m[1], m[1]),
                   part).encode("latin-1").decode()
            for part in line.split("\t"))
        if row != "0":
            cells[sheet, int(row), int(column)] = text
    return (cells if result.returncode == 0 else None), result


def main(arguments):
    verbose = "-v" in arguments
    write = "--write" in arguments
    program, *files = [a for a in arguments if a not in ("-v", "--write")]
    same_files = n_files = same_cells = n_cells = refused = 0
    for path in files:
        reader = {"xlsx": read_xlsx, "xlsm": read_xlsx, "ods": read_ods, "xls": read_xls}[
            path.rsplit(".", 1)[-1].lower()]
        try:
            theirs = reader(path)
        except Exception as problem:
            theirs, why = None, problem
        if write:
            out = csv.writer(sys.stdout, lineterminator="\n")
            out.writerow(["sheet", "row", "column", "text"])
            for place, text in sorted((theirs or {}).items()):
                out.writerow([*place, text])
            continue
        ours, result = read_ours(program, path)
        if result.returncode not in (0, 1):
            print(f"{path}: CRASH\n{result.stderr.decode()}")
        if theirs is None:
            refused += 1
            print(f"{path}: the other does not read it ({str(why)[:60]}); "
                  f"here: {len(ours) if ours is not None else result.stderr.decode().strip()}")
            continue
        n_files += 1
        places = set(theirs) | set(ours or {})
        bad = [p for p in sorted(places) if not alike((ours or {}).get(p, ""), theirs.get(p, ""))]
        n_cells += len(places)
        same_cells += len(places) - len(bad)
        same_files += not bad and ours is not None
        if bad or ours is None:
            print(f"{path}: {len(places) - len(bad)} of {len(places)} equal {result.stderr.decode().strip()}")
            for p in bad[: 1000 if verbose else 4]:
                print(f"    {p}: here {(ours or {}).get(p, '')!r:.80}, there {theirs.get(p, '')!r:.80}")
    if write:
        return
    print(f"{same_files} of {n_files} files equal, {same_cells} of {n_cells} cells; "
          f"{refused} files that the other does not read")


if __name__ == "__main__":
    main(sys.argv[1:])
