#!/usr/bin/env python3
"""Runs the golden cases: decisions and dates written by hand from the design (letters.md) against the program.

    run_golden.py [--program FILE] [--only NAME]... [--record] [--keep FOLDER]

The program is --program, or the environment's CASELETTERS. Exit 0 only where every folder agrees. Python 3, standard
library only. README.md beside this file says what a folder holds.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from letter_words import Letter, NotALetter  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# What no parent may ever receive, whatever the case (letters.md, opening paragraph and 2; architecture.md, "Nothing left
# behind"). Looked for as it stands; an expectation may name what its own values bring in, under "allow".
NEVER = ["{{", "}}", "(delete", "delete as appropriate", "he/she", "his/her", "him/her", "son(s)", "daughter(s)",
         "child(ren)", "Sir/Madam", "[insert", "....", "……", "  ", " ,", " .", ",,", " ;", "ESFA",
         "Education and Skills Funding Agency", "Ombudsman", "will be prosecuted", "not-known", "unknown"]
KEYS = {"point", "school", "cases", "date", "ask", "arguments", "exit", "run_codes", "letters", "why"}
LETTER_KEYS = {"case", "letter", "status", "companion", "choices", "dates", "signatory", "must_say", "must_not_say",
               "codes", "warnings", "no_warnings", "fact", "allow", "file"}


def fold(text):
    """Spaces and quotes as one kind, so that typography is no difference."""
    for curly, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " "), ("\u202f", " ")):
        text = text.replace(curly, plain)
    return text


def says(words, fragment):
    """Whether the fragment stands in the words as whole words, in capitals or not."""
    pattern = re.escape(re.sub(r"\s+", " ", fold(fragment)))
    if fragment[0].isalnum():
        pattern = r"(?<!\w)" + pattern
    if fragment[-1].isalnum():
        pattern += r"(?!\w)"
    return re.search(pattern, words, re.IGNORECASE) is not None


def asserts_something(letter):
    if letter.get("status") == "refused":
        return bool(letter.get("codes"))
    return any(letter.get(key) for key in
               ("choices", "dates", "signatory", "must_say", "must_not_say", "warnings", "no_warnings"))


def check_expectation(expectation):
    """Faults of the expectation itself: a folder that proves nothing must not pass."""
    faults = [f"expect.json: unknown key {key}" for key in sorted(set(expectation) - KEYS)]
    letters = expectation.get("letters", [])
    if not letters and not expectation.get("run_codes"):
        faults.append("expect.json asserts nothing: no letters")
    if not expectation.get("point"):
        faults.append("expect.json does not say its point")
    for letter in letters:
        name = letter.get("letter", "?")
        faults += [f"{name}: unknown key {key}" for key in sorted(set(letter) - LETTER_KEYS)]
        if letter.get("status") not in ("written", "refused", "existing"):
            faults.append(f"{name}: no status")
        if not asserts_something(letter):
            faults.append(f"{name}: no assertion")
    return faults


def run_program(program, folder, expectation, out):
    cases = ROOT / expectation["cases"] if "cases" in expectation else folder / "cases.csv"
    school = ROOT / expectation.get("school", "samples/oak-lane/school.xml")
    report = out / "report.json"
    command = [program, "generate", str(cases), "--school", str(school), "--out", str(out / "letters"),
               "--register", str(out / "register.sqlite"),
               "--date", expectation.get("date", "2026-11-23"), "--report", str(report), "--quiet"]
    asked = expectation.get("ask")
    if asked is None:
        asked = list(dict.fromkeys(l["letter"] for l in expectation["letters"] if not l.get("companion")))
    for letter in asked:
        command += ["--letter", letter]
    if "cases" in expectation:  # a sample workbook: only the cases that are spoken of
        for case in dict.fromkeys(l["case"] for l in expectation["letters"]):
            command += ["--case", case]
    command += expectation.get("arguments", [])
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if not report.exists():
        return done, None
    return done, json.loads(report.read_text(encoding="utf-8"))


def codes(diagnostics, severity):
    return {d["code"] for d in diagnostics if d["severity"] == severity}


def compare_words(found, expected, out, record, folder, differences, where):
    files = [out / "letters" / name for name in found.get("files", [])]
    docx = [file for file in files if file.suffix == ".docx"]
    if len(docx) != 1:
        differences.append(f"{where}: expected one .docx, the report names {found.get('files')}")
        return
    try:
        letter = Letter(docx[0])
    except NotALetter as error:
        differences.append(f"{where}: {docx[0].name} cannot be read: {error}")
        return
    if "file" in expected and found["files"] != [expected["file"]]:
        differences.append(f"{where}: file is {found['files']}, expected {expected['file']}")
    paragraphs = [fold(p) for p in letter.paragraphs()]
    words = re.sub(r"\s+", " ", " ".join(paragraphs))
    for fragment in expected.get("must_say", []):
        if not says(words, fragment):
            differences.append(f"{where}: does not say “{fragment}”")
    for fragment in expected.get("must_not_say", []):
        if says(words, fragment):
            place = next((p for p in paragraphs if says(re.sub(r"\s+", " ", p), fragment)), "")
            differences.append(f"{where}: says “{fragment}” in “{place}”")
    for fragment in NEVER:
        if fragment in expected.get("allow", []):
            continue
        for paragraph in paragraphs:
            # A line is a paragraph here: the address block has line breaks, the letterhead tabs.
            if any(fragment in line for line in re.split(r"[\n\t]", paragraph)):
                differences.append(f"{where}: left behind “{fragment}” in “{paragraph}”")
    if not letter.title:
        differences.append(f"{where}: the document has no title")
    compare_text(letter.as_text(), folder / "words" / f"{found['case']}-{found['letter']}.txt", record, differences,
                 where)


def compare_text(text, file, record, differences, where):
    if record:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return
    if not file.exists():
        return
    got, wanted = text.splitlines(), file.read_text(encoding="utf-8").splitlines()
    for number in range(max(len(got), len(wanted))):
        one = got[number] if number < len(got) else "(nothing)"
        other = wanted[number] if number < len(wanted) else "(nothing)"
        if one != other:
            differences.append(f"{where}: words/{file.name} line {number + 1}\n    expected: {other}\n    found:    {one}")


def compare_letter(found, expected, differences, where):
    if found["status"] != expected["status"]:
        told = "; ".join(f"{d['code']}: {d['message']}" for d in found.get("diagnostics", [])) or "no diagnostics"
        differences.append(f"{where}: is {found['status']}, expected {expected['status']} ({told})")
    choices = found.get("choices", {})
    wanted = dict(expected.get("choices", {}))
    if "signatory" in expected:
        wanted["Signatory"] = [expected["signatory"]]
    for name, options in wanted.items():
        if sorted(choices.get(name, [])) != sorted(options) or (options and name not in choices):
            differences.append(f"{where}: {name} is {choices.get(name, 'not decided')}, expected {options}")
    for name, date in expected.get("dates", {}).items():
        if found.get("dates", {}).get(name) != date:
            differences.append(f"{where}: {name} is {found.get('dates', {}).get(name)}, expected {date}")
    diagnostics = found.get("diagnostics", [])
    errors, warnings = codes(diagnostics, "error"), codes(diagnostics, "warning")
    if errors != set(expected.get("codes", [])):
        told = "; ".join(f"{d['code']}: {d['message']}" for d in diagnostics if d["severity"] == "error")
        differences.append(f"{where}: errors are {sorted(errors)}, expected {sorted(expected.get('codes', []))} ({told})")
    for code in expected.get("warnings", []):
        if code not in warnings:
            differences.append(f"{where}: no warning {code}; warnings are {sorted(warnings)}")
    for code in expected.get("no_warnings", []):
        if code in warnings:
            differences.append(f"{where}: a warning {code} that should not be there")
    if "fact" in expected:
        named = {d.get("fact") for d in diagnostics if d["severity"] == "error"}
        if expected["fact"] not in named:
            differences.append(f"{where}: no error names the fact {expected['fact']}; named are {sorted(map(str, named))}")
    for diagnostic in diagnostics:
        if not diagnostic.get("message"):
            differences.append(f"{where}: a diagnostic {diagnostic['code']} without a message")
        if diagnostic["severity"] == "error" and not diagnostic.get("hint"):
            differences.append(f"{where}: the error {diagnostic['code']} does not say what to do")


def run_folder(program, folder, out, record):
    expectation = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    differences = check_expectation(expectation)
    if differences:
        return differences
    done, report = run_program(program, folder, expectation, out)
    letters = expectation.get("letters", [])
    refused = any(letter["status"] == "refused" for letter in letters)
    wanted_exit = expectation.get("exit", 1 if refused else 0)
    if done.returncode != wanted_exit:
        differences.append(f"exit {done.returncode}, expected {wanted_exit}: {(done.stderr or done.stdout).strip()[:400]}")
    if report is None:
        return differences + ["no report was written"]
    run_codes = codes(report.get("diagnostics", []), "error") | codes(report.get("diagnostics", []), "warning")
    for code in expectation.get("run_codes", []):
        if code not in run_codes:
            differences.append(f"the run does not say {code}; it says {sorted(run_codes)}")
    found = {}
    for letter in report["letters"]:
        key = (letter["case"], letter["letter"])
        if key in found:
            differences.append(f"{key} is reported twice")
        found[key] = letter
    only = {letter["case"] for letter in report["letters"]}
    for expected in letters:
        case = expected.get("case") or (next(iter(only)) if len(only) == 1 else "?")
        where = f"{case} {expected['letter']}"
        letter = found.pop((case, expected["letter"]), None)
        if letter is None:
            differences.append(f"{where}: not in the report")
            continue
        compare_letter(letter, expected, differences, where)
        if letter["status"] == "written":
            compare_words(letter, expected, out, record, folder, differences, where)
        elif letter.get("files"):
            differences.append(f"{where}: {letter['status']}, and yet names files {letter['files']}")
    for case, name in found:
        differences.append(f"{case} {name}: written or refused, though nobody expects it ({found[(case, name)]['status']})")
    compare_files(report, out, differences)
    return differences


def compare_files(report, out, differences):
    """Just the letters of the report stand in the folder: nothing half, nothing more."""
    named = {name for letter in report["letters"] for name in letter.get("files", [])}
    there = {str(f.relative_to(out / "letters")) for f in (out / "letters").rglob("*") if f.is_file()}
    for name in sorted(there - named):
        differences.append(f"a file the report does not name: {name}")
    for name in sorted(named - there):
        differences.append(f"the report names a file that is not there: {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=os.environ.get("CASELETTERS"))
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--record", action="store_true",
                        help="write words/*.txt, for a person to read in review: those that are there, or of the folders named")
    parser.add_argument("--keep", help="keep letters and reports below this folder")
    arguments = parser.parse_args()
    if not arguments.program:
        parser.error("name the program with --program or CASELETTERS")
    folders = sorted(f.parent for f in HERE.glob("*/expect.json"))
    strays = [f for f in HERE.iterdir() if f.is_dir() and (f / "cases.csv").exists() and not (f / "expect.json").exists()]
    if arguments.only:
        folders = [f for f in folders if f.name in arguments.only]
    failed = 0
    for stray in strays:
        print(f"{stray.name}\n  no expect.json: it asserts nothing")
        failed += 1
    with tempfile.TemporaryDirectory() as temporary:
        for folder in folders:
            out = Path(arguments.keep or temporary) / folder.name
            (out / "letters").mkdir(parents=True, exist_ok=True)
            record = arguments.record and (bool(arguments.only) or (folder / "words").exists())
            differences = run_folder(arguments.program, folder, out, record)
            if differences:
                failed += 1
                print(folder.name)
                for difference in differences:
                    print("  " + difference)
    print(f"{len(folders)} golden folders, {failed} with differences")
    if not folders:
        print("no folder was run")
    return 1 if failed or not folders else 0


if __name__ == "__main__":
    sys.exit(main())
