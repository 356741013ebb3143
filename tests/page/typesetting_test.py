#!/usr/bin/env python3
"""The typesetter: what it reads, which lists count on, what stays by the signature, and that its bytes never waver."""

import contextlib
import io
import re
import tempfile
import unittest
import zipfile
from pathlib import Path
from typing import Dict, List, Tuple

from sample_letters import build, docx, letter_source, model, source

import typeset
from typesetting import flow, package

KEYS = "title: A letter\nsubject: About it\n\n"


def _pieces(body: str) -> List[source.Piece]:
    return source.read("x.letter", KEYS + body).pieces


class Reading(unittest.TestCase):
    def test_kinds_of_piece(self) -> None:
        cases: Dict[str, Tuple[str, List[Tuple[str, str]]]] = {
            "lines of a paragraph are joined": ("One\ntwo.\n\nThree.", [("paragraph", "One two."),
                                                                       ("paragraph", "Three.")]),
            "an item goes on in the next line": ("- one\n  more\n- two", [("bullet", "one more"), ("bullet", "two")]),
            "three kinds of list": ("- x\n\n1. y\n\na) z", [("bullet", "x"), ("decimal", "y"), ("letter", "z")]),
            "a list may follow its lead-in": ("Please send:\n- one", [("paragraph", "Please send:"),
                                                                      ("bullet", "one")]),
            "a heading": ("## What happens next\nWords.", [("heading", "What happens next"), ("paragraph", "Words.")]),
            "control marks alone": ("{{if A is known}}\nWords.\n{{end if}}", [
                ("control", "{{if A is known}}"), ("paragraph", "Words."), ("control", "{{end if}}")]),
            "two control marks on a line": ("{{end if}} {{if B is known}}", [
                ("control", "{{end if}} {{if B is known}}")]),
            "a note is a control paragraph": ("{{note: to the author}}", [("control", "{{note: to the author}}")]),
            "a value alone is a paragraph": ("{{Incident summary}}", [("paragraph", "{{Incident summary}}")]),
            "a block mark in words is inline": ("{{if A is known}}Words{{end if}}", [
                ("paragraph", "{{if A is known}}Words{{end if}}")]),
            "a wrapped mark is one": ("Say {{if any Child has\n  (Child year is known)}}so.", [
                ("paragraph", "Say {{if any Child has (Child year is known)}}so.")]),
            "a fact may begin like a keyword": ("{{Ending}}", [("paragraph", "{{Ending}}")]),
        }
        for name, (body, expected) in cases.items():
            with self.subTest(name):
                self.assertEqual([(piece.kind, piece.words) for piece in _pieces(body)], expected)

    def test_mistakes_name_their_line(self) -> None:
        cases = {
            "unknown key": ("title: A\ncolour: red\n\nx", "x.letter:2: expected one of the keys"),
            "no title": ("subject: A\n\nx", "x.letter:1: no title"),
            "mark in the title": ("title: {{Case ID}}\nsubject: A\n\nx", "x.letter:1: the title holds a mark"),
            "no subject": ("title: A\n\nx", "x.letter:1: no subject"),
            "key twice": ("title: A\ntitle: B\n\nx", "x.letter:2: `title:` stands twice"),
            "no value": ("title:\n\nx", "x.letter:1: `title:` has no value"),
            "unknown delivery": ("title: A\ndelivery: pigeon\n\nx", "x.letter:2: `pigeon` is no delivery"),
            "no words": (KEYS, "the letter has no words"),
            "open mark": (KEYS + "Dear {{Title", "x.letter:4: a mark is opened"),
            "mark open over a blank line": (KEYS + "Dear {{Title\n\n}}", "x.letter:4: a mark is opened"),
            "open bold": (KEYS + "**Bold", "x.letter:4: `**` is opened"),
            "item inside a paragraph": (KEYS + "Words\n1. item", "x.letter:5: this looks like an item"),
            "another kind of heading": (KEYS + "# Big", "x.letter:4: a small heading is written"),
            "block never closed": (KEYS + "Words.\n\n{{if A is known}}\nx", "x.letter:6: this block is never closed"),
            "end without a block": (KEYS + "{{end if}}\nx", "x.letter:4: {{end if}} ends no block"),
            "branch without a block": (KEYS + "{{when a}}\nx", "x.letter:4: {{when a}} stands outside any block"),
        }
        for name, (text, message) in cases.items():
            with self.subTest(name):
                with self.assertRaises(source.SourceError) as caught:
                    typeset.frame.build("x.letter", source.read("x.letter", text))
                self.assertIn(message, str(caught.exception))


class Lists(unittest.TestCase):
    def _instances(self, body: str) -> List[object]:
        return [place and (place.instance, place.level) for place in flow.places_in_lists(_pieces(body))]

    def test_which_items_count_together(self) -> None:
        cases: Dict[str, Tuple[str, List[object]]] = {
            "one list": ("1. a\n2. b", [(1, 0), (1, 0)]),
            "words between, counting afresh": ("1. a\n\nWords.\n\n1. b", [(1, 0), None, (2, 0)]),
            "words between, counting on": ("1. a\n\nWords.\n\n2. b", [(1, 0), None, (1, 0)]),
            "control paragraphs between": ("1. a\n{{if A is known}}\n2. b\n{{end if}}\n3. c",
                                           [(1, 0), None, (1, 0), None, (1, 0)]),
            "alternatives share a count": ("{{choose A}}\n{{when a}}\n1. a\n{{when b}}\n1. b\n{{end choose}}",
                                           [None, None, (1, 0), None, (1, 0), None]),
            "letters inside numbers": ("1. a\n  a) x\n  b) y\n2. b\n  a) z",
                                       [(1, 0), (2, 1), (2, 1), (1, 0), (3, 1)]),
        }
        for name, (body, expected) in cases.items():
            with self.subTest(name):
                self.assertEqual(self._instances(body), expected)


class KeptBySignature(unittest.TestCase):
    """At least two lines stay with the signature, whichever branches fall away."""

    LONG = "A sentence of a letter that goes on for some time, as sentences in letters about the conduct of a person " \
           "at a school are apt to do now and then."

    def _kept(self, body: str) -> str:
        pieces = _pieces(body)
        kept = flow.kept_by_signature("x.letter", pieces, 2)
        return " ".join(piece.words for piece, keep in zip(pieces, kept) if keep and piece.kind != "control")

    def test_what_is_kept(self) -> None:
        cases = {
            "the last two": ("a\n\nb\n\nc", "b c"),
            "one long one is enough": (f"a\n\nb\n\n{self.LONG}", self.LONG),
            "what a mark may take away does not count": (f"a\n\nb\n\n{{{{if X is known}}}}{self.LONG}{{{{end if}}}} c",
                                                         f"b {{{{if X is known}}}}{self.LONG}{{{{end if}}}} c"),
            "one that may go does not count": ("a\n\nb\n\n{{if X is known}}\nc\n{{end if}}\n\nd", "b c d"),
            "one of two branches always stays": ("a\n\nb\n\n{{if X is known}}\nc\n{{else}}\nd\n{{end if}}\n\ne",
                                                 "c d e"),
            "one option always stays": ("a\n\n{{choose X}}\n{{when p}}\nb\n\nc\n{{when q}}\nd\n\ne\n{{end choose}}",
                                        "b c d e"),
            "the shortest option counts": ("a\n\nb\n\n{{choose X}}\n{{when p}}\nc\n\nd\n{{when q}}\ne\n{{end choose}}",
                                           "b c d e"),
            "any of may leave none": ("a\n\nb\n\n{{any of X}}\nlead\n{{when p}}\nc\n{{end any}}", "a b lead c"),
            "nested": ("a\n\nb\n\n{{if X is known}}\n{{if Y is known}}\nc\n{{else}}\nd\n{{end if}}\n{{else}}\ne\n"
                       "{{end if}}", "b c d e"),
        }
        for name, (body, expected) in cases.items():
            with self.subTest(name):
                self.assertEqual(self._kept(body), expected)


class Package(unittest.TestCase):
    def _text(self, name: str, text: str) -> str:
        with zipfile.ZipFile(io.BytesIO(docx.write(build(text)))) as archive:
            return archive.read(name).decode("utf-8")

    def test_same_source_same_bytes(self) -> None:
        text = letter_source()
        self.assertEqual(docx.write(build(text)), docx.write(build(text)))

    def test_content_types_stand_first_and_times_are_fixed(self) -> None:
        with zipfile.ZipFile(io.BytesIO(docx.write(build(letter_source())))) as archive:
            names = archive.namelist()
            self.assertEqual(names, ["[Content_Types].xml"] + sorted(names[1:]))
            self.assertEqual({entry.date_time for entry in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})

    def test_every_mark_stands_in_one_run(self) -> None:
        text = letter_source(last="See **{{Policy name}}** of {{Policy date}} & <others>.")
        with zipfile.ZipFile(io.BytesIO(docx.write(build(text)))) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
        for run in re.findall(r"<w:t[ >].*?</w:t>", "".join(parts)):
            self.assertEqual(run.count("{{"), run.count("}}"), run)
        self.assertIn("<w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">{{Policy name}}</w:t>", "".join(parts))
        self.assertIn("&amp; &lt;others&gt;.", "".join(parts))

    def test_numbered_lists_restart_and_bullets_do_not_need_to(self) -> None:
        body = "- x\n\nWords:\n\n1. a\n\nWords:\n\n1. b\n\nWords:\n\na) c"
        used = re.findall(r'<w:numId w:val="(\d+)"', self._text("word/document.xml", KEYS + body))
        self.assertEqual(used, ["1", "4", "5", "6"])
        numbering = self._text("word/numbering.xml", KEYS + body)
        self.assertEqual(numbering.count('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'), 3)

    def test_delivery_line(self) -> None:
        cases = {
            "ordinary": [],
            "signed-for": [["Sent by Royal Mail Signed For"]],
            "signed-for-and-ordinary": [["Sent by Royal Mail Signed For,", "with a copy by ordinary post"]],
        }
        for delivery, expected in cases.items():
            with self.subTest(delivery):
                document = build(f"title: A\ndelivery: {delivery}\nsubject: B\n\nx")
                said = [[piece.words for piece in paragraph.content if isinstance(piece, model.Text)]
                        for cell in document.body[0].rows[0] for paragraph in cell.paragraphs
                        if paragraph.style == "Delivery"]
                self.assertEqual(said, expected)

    def test_the_frame_in_order(self) -> None:
        document = build(letter_source(1, keys="enclosures: A policy\ncopies: Chair of Governors\n"))
        address, *rest = document.body
        self.assertEqual([paragraph.style for cell in address.rows[0] for paragraph in cell.paragraphs],
                         ["Address", "Address", "Delivery", "Reference", "Date"])
        self.assertEqual([paragraph.style for paragraph in rest if isinstance(paragraph, model.Paragraph)],
                         ["Salutation", "Subject", "Body Text", "Body Text", "Closing", "Signature name",
                          "Signature detail", "Signature detail", "Signature detail", "Enclosure", "Enclosure"])


class Command(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="caseletters-typeset-")
        self.addCleanup(folder.cleanup)
        self.templates = Path(folder.name)
        self.sources = self.templates / "source"
        (self.sources / "diamond").mkdir(parents=True)
        self.letter = self.sources / "diamond" / "one.letter"
        self.letter.write_text(letter_source(), encoding="utf-8")
        self.made = self.templates / "diamond" / "one.docx"
        self.twin = self.templates / "diamond" / "one.odt"

    def _run(self, *arguments: str) -> Tuple[int, str]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = typeset.main(["--sources", str(self.sources), "--out", str(self.templates), *arguments])
        return code, said.getvalue()

    def test_writes_beside_the_policy(self) -> None:
        self.assertEqual(self._run(), (0, "diamond/one.docx\ndiamond/one.odt\n"))
        self.assertTrue(self.made.is_file())
        self.assertTrue(self.twin.is_file())
        self.assertEqual(self._run("--check"), (0, ""))

    def test_writes_one_format_alone(self) -> None:
        self.assertEqual(self._run("--format", "odt"), (0, "diamond/one.odt\n"))
        self.assertFalse(self.made.exists())
        self.assertEqual(self._run("--check", "--format", "odt"), (0, ""))
        self.assertEqual(self._run("--check")[0], 1)

    def test_check_names_what_is_stale(self) -> None:
        self._run()
        cases = {
            "changed source": (lambda: self.letter.write_text(letter_source(1), encoding="utf-8"),
                               "diamond/one.docx: stale (word/document.xml)"),
            "damaged document": (lambda: self.made.write_bytes(b"PK"), "diamond/one.docx: cannot be read"),
            "missing document": (self.made.unlink, "diamond/one.docx: missing"),
            "missing twin": (self.twin.unlink, "diamond/one.odt: missing"),
            "document without a source": (lambda: (self.templates / "two.docx").write_bytes(b"PK"),
                                          "two.docx: no source makes it"),
        }
        for name, (change, message) in cases.items():
            with self.subTest(name):
                change()
                code, said = self._run("--check")
                self.assertEqual(code, 1)
                self.assertIn(message, said)

    def test_another_compressor_is_not_stale(self) -> None:
        self._run()
        parts = package.read(self.made.read_bytes())
        with zipfile.ZipFile(self.made, "w", zipfile.ZIP_STORED) as archive:
            for name, data in parts:
                archive.writestr(name, data)
        self.assertEqual(self._run("--check"), (0, ""))

    def test_mistakes_are_all_told_and_nothing_is_written(self) -> None:
        (self.sources / "a.letter").write_text("title: A\n", encoding="utf-8")
        (self.sources / "b.letter").write_bytes(b"title: \xe9\n")
        code, said = self._run()
        self.assertEqual(code, 2)
        self.assertIn("a.letter:", said)
        self.assertIn("b.letter: not UTF-8", said)
        self.assertFalse(self.made.exists())
        self.assertFalse(self.twin.exists())


if __name__ == "__main__":
    unittest.main()
