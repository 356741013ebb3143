#!/usr/bin/env python3
"""Follows templates/README.md, “Your own policy, in one page”, to the letter: its XML is taken from the guide itself.

    own_policy.py --program FILE
"""

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docx

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LETTER = ["{{School name}}", "{{Recipient name}}", "{{Address | lines}}", "{{Letter date}}", "{{Salutation}}",
          "{{choose Thanks}}", "{{when long}}", "Thank you for the meeting of {{Informal talk date}} and for all you told us.",
          "{{when short}}", "Thank you for the meeting of {{Informal talk date}}.", "{{end choose}}", "{{Sign-off}}",
          "{{Signatory name}}", "{{Signatory post}}"]


def guide():
    text = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^```xml (\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--program", required=True, type=Path)
    program = options.parse_args().program.resolve()
    faults = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)

        def run(*words, good=(0,)):
            done = subprocess.run([str(program), *words], cwd=folder, capture_output=True, text=True, timeout=120)
            if done.returncode not in good:
                faults.append(f"{' '.join(words)}: exit {done.returncode}: {done.stdout[-1500:]}{done.stderr[-500:]}")
            return done.stdout

        run("policies", "--copy", "diamond", "my-policy")
        parts = guide()
        policy = folder / "my-policy" / "policy.xml"
        text = policy.read_text(encoding="utf-8")
        text = text.replace("</choices>", parts["choice"] + "</choices>", 1)
        text = text.replace("</letters>", parts["letter"] + parts["step"] + "</letters>", 1)
        policy.write_text(text, encoding="utf-8")
        letter = docx.Document()
        for words in LETTER:
            letter.add_paragraph(words)
        letter.save(str(folder / "my-policy" / "thank-you.docx"))
        school = (HERE / "school.xml").read_text(encoding="utf-8").replace('policy="diamond"', 'policy="./my-policy"')
        (folder / "school.xml").write_text(school, encoding="utf-8")
        run("check", "./my-policy")

        def write(cells):
            head = {"Case ID": "O-1", "Title": "Ms", "Last name": "Example", "Address": "1 Test Row",
                    "Complaint status": "none", "Informal talk date": "2026-11-05", "informal-note date": "2026-11-05",
                    "Meeting notes": "You told us much.", **cells}
            with open(folder / "cases.csv", "w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([head.keys(), head.values()])

        def due(day):
            said = run("due", "cases.csv", "--date", day, "--json")
            return json.loads(said)["cases"][0] if said else {"due": [], "ahead": [], "waiting": []}

        def expect(what, said, wanted):
            if said != wanted:
                faults.append(f"{what}: {said}, expected {wanted}")

        write({})
        # Two working days after Thursday 5 November are Monday 9 November.
        expect("on Friday", [one["letter"] for one in due("2026-11-06")["due"]], [])
        expect("ahead on Friday", [(one["letter"], one["on"]) for one in due("2026-11-06")["ahead"]],
               [("thank-you", "2026-11-09")])
        expect("on Tuesday", [(one["letter"], one["since"]) for one in due("2026-11-10")["due"]],
               [("thank-you", "2026-11-09")])
        run("generate", "cases.csv", "--due", "--date", "2026-11-10", "--out", "letters")
        files = sorted(path.name for path in (folder / "letters").rglob("*.docx"))
        expect("written", files, ["thank-you-2026-11-10.docx"])
        if files:
            words = [p.text for p in docx.Document(str(next((folder / "letters").rglob("*.docx")))).paragraphs]
            expect("its wording", "Thank you for the meeting of 5 November 2026 and for all you told us." in words, True)
        write({"thank-you date": "2026-11-10"})
        said = due("2026-11-11")
        expect("after it", [one["letter"] for one in said["due"]], [])
        # Twenty working days after 10 November are 8 December.
        expect("waited for", [(one["for"], one["letter"], one["until"], one["late"]) for one in said["waiting"]],
               [("decision", "second-talk", "2026-12-08", False)])
        expect("late", [one["late"] for one in due("2026-12-09")["waiting"]], [True])
        run("generate", "cases.csv", "--letter", "second-talk", "--date", "2026-12-09", "--out", "asked")
        expect("asked for, though not due", len(list((folder / "asked").rglob("*.docx"))), 1)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
