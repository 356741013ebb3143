#!/usr/bin/env python3
"""Fails where no golden folder expects an option that coverage.json lists, or where a folder asserts nothing.

Python 3, standard library only.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from run_golden import ROOT, check_expectation  # noqa: E402


def wanted_options():
    """(policy, letter, choice, option) of every entry of coverage.json."""
    table = json.loads((HERE / "coverage.json").read_text(encoding="utf-8"))
    return {(policy, letter, choice, option)
            for policy, letters in table["policies"].items()
            for letter, choices in letters.items()
            for choice, options in choices.items()
            for option in options}


def policy_of(school):
    """The policy that a school.xml names."""
    return re.search(r'<schools[^>]*\spolicy="([^"]+)"', school.read_text(encoding="utf-8")).group(1)


def expected_options():
    """(policy, letter, choice, option) of every written letter that a folder expects by hand."""
    found, faults = set(), []
    for file in sorted(HERE.glob("*/expect.json")):
        expectation = json.loads(file.read_text(encoding="utf-8"))
        faults += [f"{file.parent.name}: {fault}" for fault in check_expectation(expectation)]
        policy = policy_of(ROOT / expectation.get("school", "samples/oak-lane/school.xml"))
        for letter in expectation["letters"]:
            choices = dict(letter.get("choices", {}))
            if "signatory" in letter:
                choices["Signatory"] = [letter["signatory"]]
            found |= {(policy, letter["letter"], choice, option) for choice, options in choices.items() for option in options}
    return found, faults


def main():
    found, faults = expected_options()
    missing = wanted_options() - found
    for fault in faults:
        print(fault)
    for policy, letter, choice, option in sorted(missing):
        print(f"no golden folder expects {policy} {letter} with {choice} {option}")
    return 1 if missing or faults else 0


if __name__ == "__main__":
    sys.exit(main())
