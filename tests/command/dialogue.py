#!/usr/bin/env python3
"""Runs dialogues with the program: plain text files that say what is typed, what comes back and with which exit code.

    dialogue.py --program build/caseletters --samples samples [--templates templates] FILE...

    # a remark
    $ caseletters generate oak-lane/cases.xlsx --letter bann-1
    error: there is no letter “bann-1” …
    ...
    ? 2

A command runs in bash, in one fresh copy of the samples a file (so later commands see what earlier ones wrote); the
program is found as `caseletters` and in $CASELETTERS. What it writes to both outputs must be the lines that follow:
`…` stands for any characters in a line, a line `...` for any lines, also none. `?` gives the exit code; without it, 0.
Lines at the end that are empty count for nothing. Exit 0: all as written; 1: a difference, shown.
"""

import argparse
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

LONGEST_COMMAND = 120  # seconds


@dataclasses.dataclass
class Exchange:
    line: int
    command: str
    expected: list = dataclasses.field(default_factory=list)
    exit_code: int = 0


def read_dialogue(text):
    exchanges = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("$ "):
            exchanges.append(Exchange(number, line[2:]))
        elif line.startswith("#"):
            continue
        elif not exchanges:
            if line.strip():
                raise ValueError(f"line {number}: nothing was typed yet")
        elif re.fullmatch(r"\? \d+", line):
            exchanges[-1].exit_code = int(line[2:])
        elif line.startswith("?"):
            raise ValueError(f"line {number}: an exit code is “? NUMBER”")
        else:
            exchanges[-1].expected.append(line)
    if not exchanges:
        raise ValueError("no line begins with “$ ”, so nothing would be tried")
    for exchange in exchanges:
        exchange.expected = without_empty_end(exchange.expected)
    return exchanges


def without_empty_end(lines):
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def line_fits(pattern, line):
    return re.fullmatch(".*".join(map(re.escape, pattern.split("…"))), line) is not None


def lines_fit(patterns, lines):
    """Whether the lines are as expected: a table over both, since a `...` may stand for any number of them."""
    fits = [index == 0 for index in range(len(lines) + 1)]
    for pattern in patterns:
        if pattern == "...":
            fits = [any(fits[:index + 1]) for index in range(len(lines) + 1)]
        else:
            fits = [index > 0 and fits[index - 1] and line_fits(pattern, lines[index - 1])
                    for index in range(len(lines) + 1)]
    return fits[-1]


def surroundings(program, templates, folder):
    commands = folder / "commands"
    commands.mkdir()
    (commands / "caseletters").symlink_to(program)
    kept = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH") if name in os.environ}
    told = {"CASELETTERS_TEMPLATES": str(templates)} if templates else {}
    return {**kept, **told, "CASELETTERS": str(program), "PATH": f"{commands}:/usr/bin:/bin", "HOME": str(folder),
            "LC_ALL": "C.UTF-8", "TZ": "Europe/London"}


def differences(path, program, samples, templates):
    exchanges = read_dialogue(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        shutil.copytree(samples, folder / "samples")
        variables = surroundings(program, templates, folder)
        for exchange in exchanges:
            done = subprocess.run(["bash", "-c", exchange.command], cwd=folder / "samples", env=variables,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=LONGEST_COMMAND, check=False)
            lines = without_empty_end(done.stdout.decode("utf-8", errors="replace").splitlines())
            place = f"{path.name}:{exchange.line}: $ {exchange.command}"
            if not lines_fit(exchange.expected, lines):
                yield "\n".join([place, "  expected:", *("    " + line for line in exchange.expected), "  came:",
                                 *("    " + line for line in lines)])
            if done.returncode != exchange.exit_code:
                yield f"{place}\n  expected exit code {exchange.exit_code}, came {done.returncode}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--samples", required=True, type=pathlib.Path)
    parser.add_argument("--templates", type=pathlib.Path)
    arguments = parser.parse_args()
    templates = arguments.templates.resolve() if arguments.templates else None
    failed = False
    for path in arguments.files:
        try:
            found = list(differences(path, arguments.program.resolve(), arguments.samples, templates))
        except (ValueError, subprocess.TimeoutExpired) as problem:
            found = [f"{path.name}: {problem}"]
        for difference in found:
            print(difference)
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
