#!/usr/bin/env python3
"""The rate of caseletters beside that of docxtpl used as its documentation shows, in one run on one machine.

    side_by_side.py PROGRAM [--letters 2000] [--docxtpl-letters 200]

caseletters writes `ban-1` for a workbook of that many rows (the sample school's first such case, over and over), its
start and the reading of the workbook included; docxtpl fills the same letter, its marks made variables. Exit 1 where
caseletters is not LEAST times as fast, or where its memory grows with the rows.
"""

import argparse
import csv
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

import docx
import docxtpl
import openpyxl
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHOOL = ROOT / "samples" / "oak-lane"
LETTER = "ban-1"
LEAST = 40  # times docxtpl's rate
MOST_GROWTH = 1.5  # peak memory for all rows, against a tenth of them
CONTROL = re.compile(r"\{\{\s*(if|else|choose|any of|for each|when|otherwise|end|note)\b[^}]*\}\}")
VALUE = re.compile(r"\{\{[^}]*\}\}")


def sample_case():
    with (SCHOOL / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    wanted = rows[0].index("Letters required")
    return rows[0], next(row for row in rows[1:] if row[wanted].strip() == LETTER)


def write_workbook(path, count):
    headings, case = sample_case()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Cases")
    sheet.append(headings)
    for number in range(count):
        sheet.append([f"BENCH-{number:06}", *case[1:]])
    book.save(path)


def run_caseletters(program, folder, count):
    """(seconds, peak kilobytes so far of any child)"""
    cases = folder / f"{count}.xlsx"
    write_workbook(cases, count)
    out = folder / f"out-{count}"
    command = [program, "generate", cases, "--school", SCHOOL / "school.xml", "--letter", LETTER, "--out", out,
               "--register", folder / f"{count}.sqlite", "--quiet"]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    written = sum(1 for _ in out.rglob(f"{LETTER}-*.docx")) if out.is_dir() else 0
    if done.returncode != 0 or written != count:
        sys.exit(f"caseletters wrote {written} of {count} letters (exit {done.returncode})\n{done.stderr[:2000]}")
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def paragraphs_everywhere(document):
    stories = [document.element.body]
    for section in document.sections:
        stories += [section.header._element, section.first_page_header._element,
                    section.footer._element, section.first_page_footer._element]
    for story in stories:
        for element in story.iter(qn("w:p")):
            yield Paragraph(element, document)
        for element in story.iter(qn("wp:docPr")):  # the crest's alternative text is a mark of ours
            element.set("descr", "")


def make_docxtpl_template(path):
    """The same letter for docxtpl: blocks resolved away, every value a variable. Gives the variables' names."""
    document = docx.Document(str(ROOT / "templates" / "shared" / f"{LETTER}.docx"))
    names = []

    def variable(_):
        names.append(f"value_{len(names)}")
        return "{{ " + names[-1] + " }}"

    for paragraph in paragraphs_everywhere(document):
        if "{{" in paragraph.text and paragraph.runs:
            text = VALUE.sub(variable, CONTROL.sub("", paragraph.text))
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = text
    document.save(str(path))
    return names


def run_docxtpl(folder, count):
    template_path = folder / "docxtpl.docx"
    names = make_docxtpl_template(template_path)
    start = time.perf_counter()
    for number in range(count):
        template = docxtpl.DocxTemplate(str(template_path))
        template.render({name: f"{name} of case {number}" for name in names}, autoescape=True)
        template.save(str(folder / f"docxtpl-{number}.docx"))
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--docxtpl-letters", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        program = arguments.program.resolve()
        _, few = run_caseletters(program, folder, max(arguments.letters // 10, 1))
        seconds, many = run_caseletters(program, folder, arguments.letters)
        ours = arguments.letters / seconds
        theirs = arguments.docxtpl_letters / run_docxtpl(folder, arguments.docxtpl_letters)
    print(f"caseletters  {ours:10.0f} letters a second, {many // 1024} MB at most ({few // 1024} MB for a tenth)")
    print(f"docxtpl      {theirs:10.0f} letters a second")
    print(f"             {ours / theirs:10.1f} times as fast (at least {LEAST} are wanted)")
    return 0 if ours >= LEAST * theirs and many <= MOST_GROWTH * few else 1


if __name__ == "__main__":
    sys.exit(main())
