#!/usr/bin/env python3
"""Judges the pages of finished letters as LibreOffice sets them.

    check_pages.py FOLDER    every .docx below it

Exit codes: 0 all are right, 1 findings, 2 nothing could be judged (a missing tool, no letters, an unreadable file).
"""

import sys
from pathlib import Path

import letter_pages
import page_checks


def main(arguments: list) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    paths = sorted(path for path in folder.rglob("*.docx") if not path.name.startswith("~$"))
    if not paths:
        print(f"no letters (.docx) below {folder}", file=sys.stderr)
        return 2
    try:
        letters = letter_pages.read_letters(paths)
    except letter_pages.CannotJudge as error:
        print(f"cannot judge: {error}", file=sys.stderr)
        return 2
    wrong = 0
    for path, letter in zip(paths, letters):
        findings = page_checks.findings_of(letter)
        wrong += bool(findings)
        for check, finding in findings:
            print(f"{path.relative_to(folder).as_posix()}: {check}: {finding}")
    print(f"{len(paths)} letters, {wrong} with findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
