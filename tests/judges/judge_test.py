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


ANYTHING = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
  <start><ref name="any"/></start>
  <define name="any"><element><anyName><except><name>text:nonsense</name></except></anyName>
    <zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element></define>
</grammar>"""  # stands in for the schema of OpenDocument, which is not ours


def write_open_letter(path, body, names=("mimetype", "content.xml")):
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                       'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:loext="urn:org:'
                       'documentfoundation:names:experimental:office:xmlns:loext:1.0"><office:body><office:text>'
                       f"{body}</office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                                 '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
                                 '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in (*names, "META-INF/manifest.xml"):
            package.writestr(name, content[name], zipfile.ZIP_STORED if name == "mimetype" else None)


class SchemaTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for schema in ("schema", "manifest-schema"):
            (self.folder / f"OpenDocument-v1.3-{schema}.rng").write_text(ANYTHING, encoding="utf-8")
        self.letter = self.folder / "letters" / "ban-1.odt"

    def judged(self, judge="schema"):
        more = ("--schemas", self.folder) if judge == "schema" else ()
        done = subprocess.run([sys.executable, "-B", JUDGE, judge, self.letter.parent, *more], capture_output=True,
                              text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_a_sound_letter_passes(self):
        write_open_letter(self.letter, '<text:p loext:x="1">Dear Mr Smith<loext:y/></text:p>')
        for judge in ("schema", "libreoffice"):
            with self.subTest(judge):
                self.assertEqual(self.judged(judge), (0, f"{judge}: 1 letters, 0 findings\n"))

    def test_what_the_schema_forbids_is_found(self):
        write_open_letter(self.letter, "<text:p>a</text:p><text:nonsense/>")
        code, said = self.judged()
        self.assertEqual((code, "ban-1.odt: content.xml" in said and "nonsense" in said), (1, True), said)

    def test_an_id_that_stands_twice_is_found(self):
        write_open_letter(self.letter, '<text:p xml:id="a">a</text:p><text:p xml:id="a">b</text:p>')
        code, said = self.judged()
        self.assertEqual((code, "the xml:id a stands twice" in said), (1, True), said)

    def test_a_misplaced_type_is_found(self):
        write_open_letter(self.letter, "<text:p>a</text:p>", names=("content.xml", "mimetype"))
        code, said = self.judged()
        self.assertEqual((code, "does not begin with its media type" in said), (1, True), said)

    def test_a_missing_schema_fails(self):
        write_open_letter(self.letter, "<text:p>a</text:p>")
        (self.folder / "OpenDocument-v1.3-schema.rng").unlink()
        code, said = self.judged()
        self.assertEqual((code, "is not there" in said), (1, True), said)


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
