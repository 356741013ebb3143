#!/usr/bin/env python3
"""Makes the sample workbooks (XLSX) from the CSV files beside them, which are the source: edit those, then run this.

    make_workbooks.py            write every workbook
    make_workbooks.py --check    exit 1 where a workbook is not what its CSV makes

The same CSV gives the same bytes: properties and times are fixed. Needs python3-openpyxl.
"""

import csv
import datetime
import io
import re
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

HERE = Path(__file__).resolve().parent
MADE = datetime.datetime(2026, 9, 1, 9, 0, 0)
DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})$")
TIME = re.compile(r"(\d\d):(\d\d)$")
MOMENT = re.compile(r"(\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d)$")
CHILD = re.compile(r"Child (\d+) (.+)$")
# How the clerk of the second sample heads the columns of the Children sheet.
CHILD_HEADINGS = {"name": "Pupil name", "sex": "Pupil sex", "year": "Year group", "relationship": "Relationship to pupil"}

# CSV → workbook, the name of its first sheet, whether its children stand on a sheet of their own, and the CSV of its
# incidents, if it has a sheet of them.
WORKBOOKS = [
    ("oak-lane/cases", "Cases 2026-27", False),
    ("oak-lane/refused", "Cases", False),
    ("beacon-trust/cases", "Case log", True),
    ("fennel-hill/cases", "Cases", False),
    ("thornbeck/cases", "Cases", False),
    ("thornbeck/evidence", "Cases", False, "thornbeck/incidents"),
    ("reedmere/cases", "Cases", False),
    ("waymark/cases", "Case log", True),
]


def typed(text):
    """A cell as a clerk's program would hold it: dates, times and small numbers as such, anything else as words."""
    try:
        if match := MOMENT.match(text):
            day, month, year, hour, minute = map(int, match.groups())
            return datetime.datetime(year, month, day, hour, minute), "dd/mm/yyyy hh:mm"
        if match := DATE.match(text):
            day, month, year = map(int, match.groups())
            return datetime.date(year, month, day), "dd/mm/yyyy"
        if match := TIME.match(text):
            return datetime.time(*map(int, match.groups())), "hh:mm"
    except ValueError:
        return text, None  # no such day: it stays as it was typed
    if re.match(r"[1-9]\d?$", text):
        return int(text), None
    return text, None


def write_sheet(sheet, rows):
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text == "":
                continue
            cell = sheet.cell(number, column)
            if number == 1:
                cell.value = text
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DDE7F0")
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                continue
            cell.value, number_format = typed(text)
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "s"
            if number_format:
                cell.number_format = number_format
            cell.alignment = Alignment(wrap_text=isinstance(cell.value, str) and (len(text) > 24 or "\n" in text),
                                       vertical="top")
    for column in range(1, len(rows[0]) + 1):
        longest = max((len(line) for row in rows[1:] for line in row[column - 1].split("\n")), default=0)
        heading = max(len(word) for word in rows[0][column - 1].split())
        sheet.column_dimensions[get_column_letter(column)].width = min(44, max(9, heading + 2, longest + 2))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"


def split_children(rows):
    """The cases without their Child columns, and one row a child: what the CSV keeps in columns."""
    kept = [i for i, heading in enumerate(rows[0]) if not CHILD.match(heading)]
    fields, numbers = [], []
    for heading in rows[0]:
        if match := CHILD.match(heading):
            number, field = match.groups()
            if field not in fields:
                fields.append(field)
            if number not in numbers:
                numbers.append(number)
    children = [[rows[0][0]] + [CHILD_HEADINGS[field] for field in fields]]
    for row in rows[1:]:
        cells = dict(zip(rows[0], row))
        for number in numbers:
            child = [cells.get(f"Child {number} {field}", "") for field in fields]
            if any(child):
                children.append([row[0]] + child)
    return [[row[i] for i in kept] for row in rows], children


def fixed(data):
    """The same package with fixed times, so that equal words give equal bytes."""
    out = io.BytesIO()
    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ")
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            content = package.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp.encode(), content)
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content)
    return out.getvalue()


def read(source):
    with open(HERE / (source + ".csv"), newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise SystemExit(f"{source}.csv, row {number}: {len(row)} cells, and {len(rows[0])} headings")
    return rows


def make(source, sheet_name, children_apart, incidents=None):
    rows = read(source)
    book = Workbook()
    book.properties.creator = "School office"
    book.properties.title = "Cases"
    sheet = book.active
    sheet.title = sheet_name
    if children_apart:
        cases, children = split_children(rows)
        write_sheet(sheet, cases)
        write_sheet(book.create_sheet("Children"), children)
    else:
        write_sheet(sheet, rows)
    if incidents:
        write_sheet(book.create_sheet("Incidents"), read(incidents))
    data = io.BytesIO()
    book.save(data)
    return fixed(data.getvalue())


def main():
    check = "--check" in sys.argv[1:]
    stale = []
    for source, *how in WORKBOOKS:
        file = HERE / (source + ".xlsx")
        data = make(source, *how)
        if not check:
            file.write_bytes(data)
            print(f"{source}.xlsx")
        elif not file.exists() or file.read_bytes() != data:
            stale.append(source + ".xlsx")
    for name in stale:
        print(f"{name} is not what its CSV makes; run samples/make_workbooks.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
