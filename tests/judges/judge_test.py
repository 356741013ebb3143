#!/usr/bin/env python3
"""Proves that each judge passes a sound letter and fails a broken one, a missing tool and an empty folder."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zipfile

import docx

JUDGE = pathlib.Path(__file__).with_name("judge.py")


def write_letter(path, *paragraphs):
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))


def change_body(path, old, new):
    with zipfile.ZipFile(path) as package:
        parts = [(part, package.read(part)) for part in package.infolist()]
    with zipfile.ZipFile(path, "w") as package:
        for part, content in parts:
            package.writestr(part, content.replace(old, new) if part.filename == "word/document.xml" else content)


class JudgesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.letters = pathlib.Path(folder.name) / "letters"
        self.templates = pathlib.Path(folder.name) / "templates"
        self.letter = self.letters / "OAK-1" / "ban-1-2026-11-03.docx"
        write_letter(self.letter, "Dear Mr Smith", "The café is closed. " * 200)
        write_letter(self.templates / "ban.docx", "{{Salutation}}")
        write_letter(self.templates / "ban-1.docx", "{{Salutation}}")

    def judged(self, judge, *more, **surroundings):
        done = subprocess.run([sys.executable, "-B", JUDGE, judge, self.letters, *more], capture_output=True, text=True,
                              check=False, env={**os.environ, **surroundings})
        return done.returncode, done.stdout + done.stderr

    def test_a_sound_letter_passes_every_judge(self):
        for judge, more in (("validator", ("--templates", self.templates)), ("libreoffice", ()), ("python-docx", ())):
            with self.subTest(judge):
                code, said = self.judged(judge, *more)
                self.assertEqual((code, f"{judge}: 1 letters, 0 findings" in said), (0, True), said)

    def test_the_validator_finds_what_the_template_has_not(self):
        change_body(self.letter, b"<w:p>", b"<w:p><w:nonsense/>")
        code, said = self.judged("validator", "--templates", self.templates)
        self.assertEqual((code, "nonsense" in said), (1, True), said)
        change_body(self.templates / "ban-1.docx", b"<w:p>", b"<w:p><w:nonsense/>")
        code, said = self.judged("validator", "--templates", self.templates)
        self.assertEqual(code, 0, said)

    def test_a_file_that_is_no_letter_fails_every_judge(self):
        self.letter.write_bytes(b"PK\x03\x04 and no more")
        for judge in ("validator", "libreoffice", "python-docx"):
            with self.subTest(judge):
                code, said = self.judged(judge)
                self.assertEqual((code, "1 findings" in said), (1, True), said)

    def test_words_that_no_page_shows_are_found(self):
        change_body(self.letter, b"<w:r><w:t>Dear", b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>Dear")
        code, said = self.judged("libreoffice")
        self.assertEqual((code, "Dear Mr Smith" in said), (1, True), said)

    def test_a_letter_without_words_is_found(self):
        write_letter(self.letter)
        for judge in ("libreoffice", "python-docx"):
            with self.subTest(judge):
                code, said = self.judged(judge)
                self.assertEqual((code, "no words" in said), (1, True), said)

    def test_a_missing_tool_fails(self):
        code, said = self.judged("validator", OOXML_VALIDATOR_CLI="/nowhere/validator")
        self.assertEqual((code, "is not installed" in said), (1, True), said)
        code, said = self.judged("libreoffice", PATH="/nowhere")
        self.assertEqual((code, "is not installed" in said), (1, True), said)

    def test_a_folder_without_letters_fails(self):
        self.letter.unlink()
        for judge in ("validator", "libreoffice", "python-docx"):
            with self.subTest(judge):
                code, said = self.judged(judge)
                self.assertEqual((code, "there are no letters" in said), (1, True), said)


if __name__ == "__main__":
    unittest.main()
