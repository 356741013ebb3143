#!/usr/bin/env python3
"""Kills runs at random moments and lets two run at once: register and folder must agree after the next whole run.

    crash.py --program build/caseletters --samples samples [--kills 30] [--pairs 3] [--letters 40] [--seed N]

A round is a workbook of its own whose run is killed (SIGKILL) once or several times and then run to its end; rounds take
turns in how they write: Word, OpenDocument, both, with the register elsewhere, with a copy of the workbook that tells what
was issued. After that every letter is there once, each with one entry in the register, nothing else stands in the folder,
and `register verify` finds nothing. Exit 1 with the seed where that is not so.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

LONGEST = 120  # seconds for any one run


def write_cases(samples, path, count):
    with (samples / "oak-lane" / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    wanted = rows[0].index("Letters required")
    alone = next(row for row in rows[1:] if row[wanted].strip() == "ban-1")
    together = next(row for row in rows[1:] if row[wanted].strip() == "sanctions-2")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows[0])
        for number in range(count):
            writer.writerow([f"K-{number:03}", *(together if number % 2 else alone)[1:]])


WAYS = ("docx", "docx,odt", "odt", "register", "update")


class Round:
    def __init__(self, program, samples, folder, count, way="docx"):
        self.program, self.samples, self.folder, self.way = program, samples, folder, way
        self.cases = folder / "cases.csv"
        self.register = folder / "kept" / "register.sqlite" if way == "register" else folder / "register.sqlite"
        self.register.parent.mkdir(exist_ok=True)
        write_cases(samples, self.cases, count)

    def command(self, out="letters"):
        words = [self.program, "generate", self.cases, "--school", self.samples / "oak-lane" / "school.xml", "--out",
                 self.folder / out, "--date", "2026-11-03", "--json"]
        if self.way == "register":
            return [*words, "--register", self.register]
        if self.way == "update":
            # What a killed run left of the copy is not in the next one's way.
            (self.folder / "told.csv").unlink(missing_ok=True)
            return [*words, "--update", self.folder / "told.csv"]
        return [*words, "--format", self.way]

    def start(self, out="letters"):
        return subprocess.Popen(self.command(out), stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def whole_run(self):
        done = subprocess.run(self.command(), capture_output=True, timeout=LONGEST, check=False)
        if done.returncode != 0:
            yield f"the whole run ended with {done.returncode}: {done.stderr.decode()[:400]}"

    def disagreements(self, outs=("letters",)):
        """What the folders hold against what the register says."""
        verified = subprocess.run([self.program, "register", "verify", self.register], capture_output=True, text=True,
                                  timeout=LONGEST, check=False)
        if verified.returncode != 0:
            yield f"register verify ends with {verified.returncode}: {verified.stderr[:400]}"
        listed = subprocess.run([self.program, "register", "list", self.register, "--json"], capture_output=True, text=True,
                                timeout=LONGEST, check=False)
        entries = json.loads(listed.stdout)["entries"]
        named = [os.path.normpath(os.path.relpath(self.register.parent / file["file"], self.folder)) for entry in entries
                 for file in entry["files"]]
        there = [str(path.relative_to(self.folder)) for out in outs for path in (self.folder / out).rglob("*")
                 if path.is_file()]
        if sorted(named) != sorted(there):
            yield f"only in the register: {sorted(set(named) - set(there))[:5]}; only in the folder: " \
                  f"{sorted(set(there) - set(named))[:5]}; entries {len(named)}, files {len(there)}"
        issued = [(entry["case"], entry["letter"]) for entry in entries]
        if len(issued) != len(set(issued)):
            yield "a letter was issued twice"
        if not issued:
            yield "nothing was issued, so nothing was tried"


def killed_round(one, usual, chance):
    kills = 0
    for _ in range(chance.choice((1, 1, 2, 3))):
        process = one.start()
        time.sleep(chance.uniform(0, usual * 1.1))
        process.kill()
        process.communicate()
        kills += process.returncode < 0
    return kills, [*one.whole_run(), *one.disagreements()]


def paired_round(one, same_folder):
    outs = ("letters",) if same_folder else ("letters", "others")
    pair = [one.start(outs[0]), one.start(outs[-1])]
    answers = [process.communicate(timeout=LONGEST) for process in pair]
    faults = []
    for process, (said, err) in zip(pair, answers):
        told = process.returncode == 4 and b'"in-use"' in said
        if process.returncode != 0 and not told:
            faults.append(f"one of two runs ended with {process.returncode}: {said.decode()[:300]} {err.decode()[:300]}")
    if all(process.returncode != 0 for process in pair):
        faults.append("of two runs none went through")
    return faults + list(one.disagreements([out for out in outs if (one.folder / out).is_dir()]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--samples", required=True, type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--letters", type=int, default=40)
    parser.add_argument("--seed", type=int, default=None)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(1 << 30)
    chance = random.Random(seed)
    program, samples = arguments.program.resolve(), arguments.samples.resolve()
    faults, kills = [], 0
    with tempfile.TemporaryDirectory() as made:
        place = pathlib.Path(made)

        def fresh(name, way="docx"):
            folder = place / name
            folder.mkdir()
            return Round(program, samples, folder, arguments.letters, way)

        first = fresh("first")
        began = time.monotonic()
        faults += first.whole_run()
        usual = time.monotonic() - began
        faults += first.disagreements()
        number = 0
        while kills < arguments.kills and number < 3 * arguments.kills and not faults:
            number += 1
            hit, found = killed_round(fresh(f"killed-{number}", WAYS[number % len(WAYS)]), usual, chance)
            kills += hit
            faults += [f"round {number}: {fault}" for fault in found]
        for pair in range(arguments.pairs):
            faults += [f"pair {pair}: {fault}" for fault in paired_round(fresh(f"pair-{pair}", WAYS[pair % 3]), pair % 2 == 1)]
    if kills < arguments.kills:
        faults.append(f"only {kills} of {arguments.kills} runs were killed in time")
    for fault in faults:
        print(fault)
    print(f"seed {seed}: {kills} runs killed, {arguments.pairs} pairs, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
