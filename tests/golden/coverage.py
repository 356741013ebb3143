#!/usr/bin/env python3
"""Fails where no golden folder expects an option that coverage.json lists, or where a folder asserts nothing.

Python 3, standard library only.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from run_golden import check_expectation  # noqa: E402


def wanted_options():
    """(letter, choice, option) of every entry of coverage.json."""
    table = json.loads((HERE / "coverage.json").read_text(encoding="utf-8"))
    return {(letter, choice, option)
            for letter, choices in table["letters"].items()
            for choice, options in choices.items()
            for option in options}


def expected_options():
    """(letter, choice, option) of every written letter that a folder expects by hand."""
    found, faults = set(), []
    for file in sorted(HERE.glob("*/expect.json")):
        expectation = json.loads(file.read_text(encoding="utf-8"))
        faults += [f"{file.parent.name}: {fault}" for fault in check_expectation(expectation)]
        for letter in expectation["letters"]:
            choices = dict(letter.get("choices", {}))
            if "signatory" in letter:
                choices["Signatory"] = [letter["signatory"]]
            found |= {(letter["letter"], choice, option) for choice, options in choices.items() for option in options}
    return found, faults


def main():
    found, faults = expected_options()
    missing = wanted_options() - found
    for fault in faults:
        print(fault)
    for letter, choice, option in sorted(missing):
        print(f"no golden folder expects {letter} with {choice} {option}")
    return 1 if missing or faults else 0


if __name__ == "__main__":
    sys.exit(main())
