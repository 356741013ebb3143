#!/usr/bin/env python3
"""Proves that a dialogue passes when it is true and fails when it is not, with a made-up program."""

import pathlib
import tempfile
import unittest

import dialogue

PROGRAM = """#!/bin/bash
case "$1" in
  hello) echo "hello, $2"; echo; echo "three letters" ;;
  wrong) echo "error: no such thing" >&2; exit 2 ;;
  write) echo "kept" > written.txt ;;
esac
"""

TRUE = {
    "lines as they are": "$ caseletters hello world\nhello, world\n\nthree letters\n",
    "the variable": "$ $CASELETTERS hello you\nhello, you\n...\n",
    "a wildcard in a line": "$ caseletters hello world\nhello, …\n\n…letters\n",
    "any lines": "$ caseletters hello world\n...\nthree letters\n",
    "any lines, also none": "$ caseletters hello world\n...\nhello, world\n...\n\nthree letters\n...\n",
    "the other output and the code": "# told apart\n$ caseletters wrong\nerror: no such thing\n? 2\n",
    "a copy of the samples": "$ cat oak-lane/cases.csv\nCase ID\n",
    "what an earlier command wrote": "$ caseletters write\n\n$ cat written.txt\nkept\n",
    "no output": "$ true\n",
}

UNTRUE = {
    "another word": "$ caseletters hello world\nhello, moon\n\nthree letters\n",
    "a line too few": "$ caseletters hello world\nhello, world\n\n",
    "a line too many": "$ caseletters hello world\nhello, world\n\nthree letters\nfour\n",
    "lines in another order": "$ caseletters hello world\nthree letters\n...\nhello, world\n",
    "a wildcard that does not fit": "$ caseletters hello world\nhello, …!\n...\n",
    "part of a line": "$ caseletters hello world\nhello\n...\n",
    "output where none is expected": "$ caseletters hello world\n",
    "another code": "$ caseletters wrong\nerror: no such thing\n? 3\n",
    "a code that was not said": "$ caseletters wrong\nerror: no such thing\n",
    "a code where all was well": "$ true\n? 1\n",
    "what another dialogue wrote": "$ cat written.txt || true\nkept\n",
    "nothing typed": "# only a remark\n",
    "words before anything was typed": "hello\n$ true\n",
    "a code that is no number": "$ true\n? none\n",
}


class DialogueTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = self.folder / "made-up"
        self.program.write_text(PROGRAM, encoding="utf-8")
        self.program.chmod(0o755)
        (self.folder / "samples/oak-lane").mkdir(parents=True)
        (self.folder / "samples/oak-lane/cases.csv").write_text("Case ID\n", encoding="utf-8")

    def differences(self, text):
        path = self.folder / "dialogue.txt"
        path.write_text(text, encoding="utf-8")
        try:
            return list(dialogue.differences(path, self.program, self.folder / "samples", None))
        except ValueError as problem:
            return [str(problem)]

    def test_true_dialogues_pass(self):
        for name, text in TRUE.items():
            with self.subTest(name):
                self.assertEqual(self.differences(text), [])

    def test_untrue_dialogues_fail(self):
        for name, text in UNTRUE.items():
            with self.subTest(name):
                self.assertEqual(len(self.differences(text)), 1)

    def test_a_difference_shows_both_sides_and_the_place(self):
        shown = self.differences("# first\n$ caseletters hello world\nhello, moon\n...\n")[0]
        self.assertIn("dialogue.txt:2: $ caseletters hello world", shown)
        self.assertIn("hello, moon", shown)
        self.assertIn("hello, world", shown)

    def test_the_samples_themselves_stay_as_they_are(self):
        self.assertEqual(self.differences("$ caseletters write\n$ rm -r oak-lane\n"), [])
        self.assertEqual(sorted(p.name for p in (self.folder / "samples").rglob("*")), ["cases.csv", "oak-lane"])


if __name__ == "__main__":
    unittest.main()
