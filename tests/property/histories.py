#!/usr/bin/env python3
"""Plays histories month by month: what `due` says and what `generate --due` writes, against what a person expects.

    histories.py --program FILE [--only NAME]... [--mode columns|register]... [--keep FOLDER]

A history is a text file in histories/, written by hand from the design (letters.md) before its first run:

    policy diamond
    2026-11-02                          a day on which the clerk sits down
      set Incident date = 2026-11-02    a cell, from that day on (nothing behind = empties it)
      log 2026-11-02 Shouting           a row of the sheet Incidents, from that day on
      due warning-1 since 2026-11-02    what is due: exactly these; `late`, `with LETTER`, `since ?` may follow
      open decision ban-2 until 2026-11-17 late    what is waited for: exactly these
      next ban-3 2027-05-03             a letter that will be due of itself
      warns in-closure                  a code that `due` says of the case
      unknown closing                   letters of which nobody can tell: exactly these
      unjudged CODE                     the case must be mended first
      writes warning-1                  what `generate --due` writes: exactly these
      refuses sanctions-2 missing-fact  what it refuses, with a code (or one of several: a|b); exactly these
      then open response ban-2 until 2026-11-17    what `due` says after that, on the same day
    period arrangements 1 year          at the top: what the school's settings say of a review
    only columns | only register        at the top: the history needs that mode

After each `generate --due` a second run on the same day must write nothing, and nothing that was written may be due.
In mode `columns` the clerk fills in "LETTER date" by hand, as before the program kept a register; in mode `register` the
register remembers.
"""

import argparse
import csv
import datetime
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASE = {"Case ID": "H-1", "Title": "Ms", "First name": "Alex", "Last name": "Example",
        "Address": "1 Test Row\nTesttown\nZZ99 1AA", "Child 1 name": "Sam", "Child 1 sex": "F", "Child 1 year": "8",
        "Child 1 relationship": "parent", "Complaint status": "none", "Correspondence contact": "the school office"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


class Step:
    def __init__(self, day):
        self.day, self.cells, self.log, self.generates = day, [], [], True
        self.due, self.open, self.next, self.warns, self.unknown = [], [], [], [], []
        self.then_due, self.then_open, self.writes, self.refuses = [], None, [], []
        self.unjudged = []


def read_due(words):
    entry = {"letter": words[0], "since": None, "late": "late" in words, "with": None}
    if "since" in words:
        entry["since"] = words[words.index("since") + 1]
    if "with" in words:
        entry["with"] = words[words.index("with") + 1]
    return entry


def read_open(words):
    until = words[words.index("until") + 1] if "until" in words else None
    return (words[0], words[1], until, "late" in words)


def read_history(path):
    history = {"name": path.stem, "policy": None, "only": None, "periods": [], "steps": []}
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.split("#")[0].strip()
        if not line:
            continue
        words = line.split()
        step = history["steps"][-1] if history["steps"] else None
        if words[0] == "policy":
            history["policy"] = words[1]
        elif words[0] == "period":
            history["periods"].append((words[1], " ".join(words[2:])))
        elif words[0] == "only":
            history["only"] = words[1]
        elif DAY.match(words[0]):
            datetime.date.fromisoformat(words[0])
            history["steps"].append(Step(words[0]))
        elif words[0] == "set":
            name, _, value = line[4:].partition("=")
            step.cells.append((name.strip(), value.strip().replace("\\n", "\n")))
        elif words[0] == "log":
            step.log.append({"Date": words[1], "Event": " ".join(words[2:])})
        elif words[0] == "due":
            step.due.append(read_due(words[1:]))
        elif words[0] == "open":
            step.open.append(read_open(words[1:]))
        elif words[0] == "next":
            step.next.append((words[1], words[2]))
        elif words[0] == "then" and words[1] == "open":
            step.then_open = (step.then_open or []) + [read_open(words[2:])]
        elif words[0] == "then" and words[1] == "nothing":
            step.then_open = []
        elif words[0] == "then" and words[1] == "due":
            step.then_due.append(words[2])
        elif words[0] == "refuses":
            step.refuses.append((words[1], words[2]))
        elif words[0] in ("warns", "unknown", "writes", "unjudged"):
            getattr(step, words[0]).extend(words[1:])
        elif words[0] == "waits":
            step.generates = False
        else:
            raise SystemExit(f"{path.name}:{number}: cannot read '{line}'")
    return history


class Player:
    def __init__(self, program, history, mode, folder):
        self.program, self.history, self.mode, self.folder = program, history, mode, folder
        self.cells, self.log, self.faults, self.step, self.runs = dict(BASE), [], [], None, 0
        self.cases = "cases.json" if any(step.log for step in history["steps"]) else "cases.csv"
        folder.mkdir(parents=True, exist_ok=True)
        school = (HERE / "school.xml").read_text(encoding="utf-8")
        periods = "".join(f'<review-period review="{a}" period="{b}"/>\n    ' for a, b in history["periods"])
        school = school.replace("<closure", periods + "<closure", 1)
        (folder / "school.xml").write_text(school, encoding="utf-8")

    def fault(self, words):
        self.faults.append(f"{self.history['name']} ({self.mode}) {self.step.day}: {words}")

    def write_cases(self):
        if self.cases == "cases.json":
            row = {name: value for name, value in self.cells.items() if value} | {"Incidents": self.log}
            (self.folder / self.cases).write_text(json.dumps([row]), encoding="utf-8")
            return
        with open(self.folder / "cases.csv", "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(self.cells.keys())
            writer.writerow(self.cells.values())

    def run(self, words):
        self.runs += 1
        policy = self.history["policy"]
        command = [str(self.program), words[0], self.cases, "--policy", policy, "--date", self.step.day, "--json"]
        if self.mode == "columns" and self.takes_register:
            # Nothing is remembered: as if the program had come only today.
            command += ["--register", f"none-{self.step.day}/register.sqlite"]
        done = subprocess.run(command + words[1:], cwd=self.folder, capture_output=True, text=True, timeout=60)
        if done.returncode not in (0, 1):
            self.fault(f"{' '.join(words)}: exit {done.returncode}: {done.stdout[-600:]} {done.stderr[-300:]}")
            return None
        return json.loads(done.stdout)

    def compare(self, what, said, expected):
        for one in sorted(set(map(str, said)) | set(map(str, expected))):
            count = [list(map(str, said)).count(one), list(map(str, expected)).count(one)]
            if count[0] > count[1]:
                self.fault(f"{what}: unexpected {one}")
            elif count[1] > count[0]:
                self.fault(f"{what}: missing {one}")

    def look(self, due, opened, then):
        report = self.run(["due"])
        if report is None:
            return
        case = report["cases"][0]
        codes = [one["code"] for one in case["diagnostics"]]
        if self.step.unjudged:
            if case["judged"] or not set(self.step.unjudged) <= set(codes):
                self.fault(f"should not be judged for {self.step.unjudged}, but {codes}")
            return
        if not case["judged"]:
            self.fault(f"not judged: {codes}")
            return
        said = [(one["letter"], one["since"], one["late"], one.get("with")) for one in case["due"]]
        if then:
            self.compare("then due", [one[0] for one in said], due)
        else:
            wanted = [(one["letter"], one["since"], one["late"], one["with"]) for one in due]
            given = [(a, "?" if any(one["letter"] == a and one["since"] == "?" for one in due) else b, c, d)
                     for a, b, c, d in said]
            self.compare("due", given, wanted)
        matters = [(one["for"], one["letter"], one["until"], one["late"]) for one in case["waiting"]]
        if opened is not None:
            self.compare("then open" if then else "open", matters, opened)
        if then:
            return
        ahead = {(one["letter"], one["on"]) for one in case["ahead"] if one["kind"] == "letter"}
        for one in self.step.next:
            if one not in ahead:
                self.fault(f"next: missing {one}, says {sorted(ahead)}")
        for code in self.step.warns:
            if code not in codes and not any(code == d["code"] for one in case["due"] for d in one["diagnostics"]):
                self.fault(f"warns: missing {code}, says {codes}")
        self.compare("unknown", [one["letter"] for one in case["undecided"]], self.step.unknown)

    def write_letters(self):
        out = f"letters-{self.step.day}" if self.mode == "columns" else "letters"
        report = self.run(["generate", "--due", "--out", out])
        if report is None:
            return
        written = [one["letter"] for one in report["letters"] if one["status"] == "written"]
        refused = [(one["letter"], one["status"]) for one in report["letters"] if one["status"] not in ("written",)]
        self.compare("writes", written, self.step.writes)
        self.compare("refuses", [one[0] for one in refused], [one[0] for one in self.step.refuses])
        for letter, code in self.step.refuses:
            codes = [d["code"] for one in report["letters"] if one["letter"] == letter for d in one["diagnostics"]]
            if not set(code.split("|")) & set(codes):
                self.fault(f"refuses {letter}: {code} is not among {codes}")
        for one in report["letters"]:
            if one["status"] == "written" and not all((self.folder / out / file).exists() for file in one["files"]):
                self.fault(f"{one['letter']} is said to be written, and is not there")
        if self.mode == "columns":
            for letter in written:
                self.cells[f"{letter} date"] = self.step.day
            self.write_cases()
        again = self.run(["generate", "--due", "--out", out])
        if again and again["totals"]["written"] > 0:
            self.fault(f"a second run writes {[one['letter'] for one in again['letters'] if one['status'] == 'written']}")
        if written or self.step.then_open is not None:
            self.look(self.step.then_due + [one[0] for one in self.step.refuses], self.step.then_open, True)

    def play(self):
        for self.step in self.history["steps"]:
            for name, value in self.step.cells:
                self.cells[name] = value
            self.log += self.step.log
            self.write_cases()
            self.look(self.step.due, self.step.open, False)
            if self.step.generates and not self.step.unjudged:
                self.write_letters()
        return self.faults


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--program", required=True, type=Path)
    options.add_argument("--only", action="append", default=[])
    options.add_argument("--mode", action="append", default=[])
    options.add_argument("--keep", type=Path)
    words = options.parse_args()
    program = words.program.resolve()
    usage = subprocess.run([str(program), "generate", "--help"], capture_output=True, text=True, check=True).stdout
    Player.takes_register = "--register" in usage
    modes = words.mode or (["columns", "register"] if Player.takes_register else ["columns"])
    histories = [read_history(path) for path in sorted((HERE / "histories").glob("*.txt"))]
    chosen = [one for one in histories if not words.only or one["name"] in words.only]
    if not chosen:
        raise SystemExit("no such history")
    faults, runs = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        for history in chosen:
            for mode in modes:
                if history["only"] not in (None, mode):
                    continue
                folder = (words.keep or Path(scratch)) / f"{history['name']}-{mode}"
                player = Player(program, history, mode, folder)
                faults += player.play()
                runs += player.runs
    for fault in faults:
        print(fault)
    print(f"{len(chosen)} histories, {runs} runs of the program: {len(faults)} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
