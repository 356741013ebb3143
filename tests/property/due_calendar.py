#!/usr/bin/env python3
"""`due --ics` and `due --json` as others read them: RFC 5545 by a reader that is not ours, the JSON by its schema.

    due_calendar.py --program FILE
"""

import argparse
import csv
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import icalendar
import jsonschema

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ODD = "K;1, \\ é" + "ü" * 80  # what iCalendar escapes and folds
PERSONAL = ["Wolpertinger", "Grumbold", "Hidden Lane", "shouted"]
FAULTS = []


def check(holds, words):
    if not holds:
        FAULTS.append(words)


def run(program, folder, day, *words):
    done = subprocess.run([str(program), "due", "cases.csv", "--date", day, *words], cwd=folder, capture_output=True,
                          text=True, timeout=60)
    check(done.returncode == 0, f"exit {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def write_cases(folder):
    head = ["Case ID", "Title", "Last name", "First name", "Address", "Child 1 name", "Child 1 year",
            "Complaint status", "Incident date", "Incident time", "Behaviour", "Incident summary", "Incident effect",
            "Skip reason", "Ban decision", "Ban decision date", "ban-1 date", "ban-2 date"]
    person = ["Mr", "Wolpertinger", "Grumbold", "1 Hidden Lane\nTesttown", "Sam", "8", "none"]
    incident = ["10:15", "you shouted", "You shouted.", "Distress.", "violence"]
    rows = [[ODD] + person + ["2026-12-11"] + incident + ["ban", "2026-12-14", "", ""],
            ["D-2"] + person + ["2026-12-11"] + incident + ["", "", "2026-12-14", ""],
            ["D-3"] + person + ["2026-02-27"] + incident + ["confirm", "2026-03-31", "2026-03-02", "2026-03-31"]]
    with open(folder / "cases.csv", "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head] + rows)
    (folder / "school.xml").write_text((HERE / "school.xml").read_text(encoding="utf-8"), encoding="utf-8")


def check_bytes(raw):
    check(raw.endswith(b"\r\n"), "the file does not end with a line")
    check(raw.replace(b"\r\n", b"").find(b"\n") < 0 and raw.replace(b"\r\n", b"").find(b"\r") < 0, "a bare line end")
    longest = max(len(line) for line in raw.split(b"\r\n"))
    check(longest <= 75, f"a line of {longest} octets")
    for line in raw.split(b"\r\n"):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            FAULTS.append("a character is folded in two")
    for word in PERSONAL:
        check(word.encode() not in raw.replace(b"\r\n ", b""), f"'{word}' is in the calendar")


def events(raw):
    calendar = icalendar.Calendar.from_ical(raw)
    check(str(calendar["VERSION"]) == "2.0" and "PRODID" in calendar, "no version or product")
    return {(str(event["SUMMARY"]), event["DTSTART"].dt): event for event in calendar.walk("VEVENT")}


def play(program, folder):
    write_cases(folder)
    run(program, folder, "2026-12-15", "--ics", "a.ics", "--quiet")
    raw = (folder / "a.ics").read_bytes()
    check_bytes(raw)
    there = events(raw)
    day = datetime.date.fromisoformat
    withdrawn, confirmed = "Permission to come onto the premises withdrawn for now", "Withdrawal of permission confirmed"
    expected = {
        (f"Case {ODD}: {withdrawn} (due)", day("2026-12-15")),
        (f"Case D-2: {confirmed} (last day to respond)", day("2026-12-30")),
        (f"Case D-2: {confirmed} (decision)", day("2026-12-30")),
        # confirmed on 31 March, counted from 2 March: reviewed on 2 September, and not yet
        ("Case D-3: Withdrawal of permission continued after review (review overdue)", day("2026-09-02")),
    }
    for one in sorted(expected - set(there), key=str):
        FAULTS.append(f"no entry {one}; there are {sorted(there, key=str)}")
    for one in sorted(set(there) - expected, key=str):
        FAULTS.append(f"an entry too many: {one}")
    for event in there.values():
        check(event["DTSTART"].params.get("VALUE") == "DATE", "not a whole day")
        check(event["DTEND"].dt == event["DTSTART"].dt + datetime.timedelta(days=1), "not one day")
        check(event["DTSTAMP"].to_ical() == b"20261215T000000Z", f"stamped {event['DTSTAMP'].to_ical()}")
    run(program, folder, "2026-12-15", "--ics", "b.ics", "--quiet")
    check((folder / "b.ics").read_bytes() == raw, "the same day gives other bytes")
    run(program, folder, "2026-12-16", "--ics", "c.ics", "--quiet")
    ids = {str(event["UID"]) for event in there.values()}
    check(len(ids) == len(there), "two entries share a UID")
    later = {str(event["UID"]) for event in events((folder / "c.ics").read_bytes()).values()}
    check(ids == later, "the next day the UIDs are others")

    schemas = {name: json.loads((ROOT / "schemas" / name).read_text(encoding="utf-8"))
               for name in ("due.schema.json", "report.schema.json")}
    resolver = jsonschema.RefResolver("due.schema.json", schemas["due.schema.json"], store=schemas)
    for day_asked in ("2026-12-15", "2026-12-31", "2027-06-14"):
        said = run(program, folder, day_asked, "--json")
        jsonschema.Draft202012Validator(schemas["due.schema.json"], resolver=resolver).validate(json.loads(said))
        text = said + run(program, folder, day_asked)
        for word in PERSONAL:
            check(word not in text, f"'{word}' is printed")
    because = json.loads(run(program, folder, "2026-12-15", "--json"))["cases"][0]["due"][0]["because"]
    check(any("ban decision is ban: yes" in one.lower() and "cell O2" in one for one in because),
          f"the reason does not name the cell: {because}")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--program", required=True, type=Path)
    program = options.parse_args().program.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        play(program, Path(scratch))
    for fault in FAULTS:
        print(fault)
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
