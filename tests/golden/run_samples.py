#!/usr/bin/env python3
"""Generates the sample workbooks, from XLSX and from CSV, and judges what came out.

    run_samples.py [--program FILE] [--keep FOLDER]

Both forms must give the same decisions and the same bytes; no letter may be refused; the workbooks of a policy's schools
together must take every option that coverage.json lists for it; each row of oak-lane/refused must be refused for the one reason that
refused.md gives. Python 3, standard library only (python3-openpyxl, where there, to see that no workbook is stale).
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
sys.path.insert(0, str(HERE))
from coverage import policy_of, wanted_options  # noqa: E402
from letter_words import Letter, NotALetter  # noqa: E402
from run_golden import NEVER, codes, fold  # noqa: E402

DAY = "2026-11-23"


def generate(program, cases, out, differences, wanted_exit):
    report = out / "report.json"
    (out / "letters").mkdir(parents=True, exist_ok=True)
    done = subprocess.run([program, "generate", str(cases), "--out", str(out / "letters"),
                           "--register", str(out / "register.sqlite"), "--date", DAY,
                           "--report", str(report), "--quiet"], capture_output=True, text=True, timeout=300)
    if done.returncode != wanted_exit:
        differences.append(f"{cases.name}: exit {done.returncode}, expected {wanted_exit}: {done.stderr.strip()[:600]}")
    return json.loads(report.read_text(encoding="utf-8")) if report.exists() else None


def decided(report):
    """What must be equal whatever the form of the workbook: everything but the places in it."""
    letters = {}
    for letter in report["letters"]:
        told = sorted((d["code"], d["severity"], d.get("fact") or "") for d in letter.get("diagnostics", []))
        letters[letter["case"], letter["letter"]] = (letter["status"], letter.get("files"), letter.get("choices"),
                                                      letter.get("dates"), told)
    return letters


def both_forms(program, folder, name, out, differences, wanted_exit):
    reports = {}
    for ending in ("csv", "xlsx"):
        place = out / folder / name / ending
        report = generate(program, SAMPLES / folder / f"{name}.{ending}", place, differences, wanted_exit)
        if report is None:
            differences.append(f"{folder}/{name}.{ending}: no report was written")
            return None
        reports[ending] = report
    one, other = decided(reports["csv"]), decided(reports["xlsx"])
    for key in sorted(one.keys() | other.keys()):
        if one.get(key) != other.get(key):
            differences.append(f"{folder}/{name} {key}: CSV and XLSX differ\n    csv:  {one.get(key)}\n    xlsx: {other.get(key)}")
    for letter in reports["csv"]["letters"]:
        for file in letter.get("files", []):
            first, second = (out / folder / name / ending / "letters" / file for ending in ("csv", "xlsx"))
            if not second.exists() or first.read_bytes() != second.read_bytes():
                differences.append(f"{folder}/{name}: {file} is not the same from CSV and XLSX")
    return reports["csv"]


def judge_letters(report, out, folder, differences):
    for letter in report["letters"]:
        where = f"{folder} {letter['case']} {letter['letter']}"
        if letter["status"] != "written":
            told = "; ".join(f"{d['code']}: {d['message']}" for d in letter["diagnostics"])
            differences.append(f"{where}: {letter['status']} ({told})")
            continue
        try:
            words = Letter(out / folder / "cases" / "csv" / "letters" / letter["files"][0])
        except NotALetter as error:
            differences.append(f"{where}: cannot be read: {error}")
            continue
        for paragraph in map(fold, words.paragraphs()):
            for fragment in NEVER:
                if any(fragment in line for line in re.split(r"[\n\t]", paragraph)):
                    differences.append(f"{where}: left behind “{fragment}” in “{paragraph}”")


def judge_evidence(report, out, name, differences):
    """Feelings stand in the form for the school's own file and in no other letter."""
    for letter in report["letters"]:
        words = fold(" ".join(Letter(out / letter["files"][0]).paragraphs()))
        form = letter["letter"] == "record-of-evidence"
        if form != ("made you feel" in words) or form != ("uncomfortable" in words):
            differences.append(f"{name} {letter['case']} {letter['letter']}: feelings are "
                               + ("missing from the form" if form else "told outside the form"))


def judge_asked(report, folder, differences):
    """Every letter that a row asks for is in the report."""
    with open(SAMPLES / folder / "cases.csv", newline="", encoding="utf-8-sig") as file:
        headings, *rows = csv.reader(file)
    asked = next(i for i, heading in enumerate(headings) if heading.startswith("Letter ") or heading.startswith("Letters"))
    reported = {(letter["case"], letter["letter"]) for letter in report["letters"]}
    for row in rows:
        for letter in row[asked].split(","):
            if (row[0], letter.strip()) not in reported:
                differences.append(f"{folder}: {row[0]} asks for {letter.strip()}, and the report does not name it")
    return len(rows)


def judge_refusals(report, differences):
    table = {}
    for line in (SAMPLES / "oak-lane" / "refused.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if line.startswith("| R-"):
            table[cells[0], cells[1]] = cells[2]
    if not table:
        differences.append("refused.md holds no table")
    found = {}
    for letter in report["letters"]:
        found[letter["case"], letter["letter"]] = letter
    for key, code in table.items():
        letter = found.pop(key, None)
        if letter is None:
            differences.append(f"refused {key}: not in the report, expected {code}")
            continue
        errors = codes(letter["diagnostics"], "error")
        if letter["status"] != "refused" or errors != {code}:
            told = "; ".join(f"{d['code']}: {d['message']}" for d in letter["diagnostics"] if d["severity"] == "error")
            differences.append(f"refused {key}: {letter['status']} for {sorted(errors)}, expected {code} ({told})")
    for key, letter in found.items():
        differences.append(f"refused {key}: {letter['status']}, and refused.md does not name it")


def judge_freshness(differences):
    done = subprocess.run(["/usr/bin/python3", "-c", "import openpyxl"], capture_output=True)
    if done.returncode != 0:
        print("python3-openpyxl is not installed: whether the workbooks are stale is seen only by comparing letters")
        return
    done = subprocess.run(["/usr/bin/python3", str(SAMPLES / "make_workbooks.py"), "--check"], capture_output=True, text=True)
    if done.returncode != 0:
        differences.append(done.stdout.strip() or done.stderr.strip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=os.environ.get("CASELETTERS"))
    parser.add_argument("--keep", help="keep letters and reports below this folder")
    arguments = parser.parse_args()
    if not arguments.program:
        parser.error("name the program with --program or CASELETTERS")
    differences, taken, cases = [], set(), 0
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(arguments.keep or temporary)
        judge_freshness(differences)
        for school in sorted(workbook.parent / "school.xml" for workbook in SAMPLES.glob("*/cases.xlsx")):
            folder, policy = school.parent.name, policy_of(school)
            report = both_forms(arguments.program, folder, "cases", out, differences, 0)
            if report is None:
                continue
            cases += judge_asked(report, folder, differences)
            judge_letters(report, out, folder, differences)
            evidence = SAMPLES / folder / "evidence.xlsx"  # incidents on a sheet of their own, which no CSV can hold
            if evidence.exists():
                place = out / folder / "evidence"
                form = generate(arguments.program, evidence, place, differences, 0)
                report["letters"] += [letter for letter in form["letters"] if letter["letter"] == "record-of-evidence"]
                judge_evidence(form, place / "letters", evidence.name, differences)
            for letter in report["letters"]:
                if letter["status"] == "written":
                    taken |= {(policy, letter["letter"], choice, option)
                              for choice, options in letter["choices"].items() for option in options}
        for policy, letter, choice, option in sorted(wanted_options() - taken):
            differences.append(f"no sample takes {policy} {letter} with {choice} {option}")
        refused = both_forms(arguments.program, "oak-lane", "refused", out, differences, 1)
        if refused:
            judge_refusals(refused, differences)
    for difference in differences:
        print(difference)
    print(f"{cases} sample cases, {len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
