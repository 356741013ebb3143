#!/usr/bin/env python3
"""The frame's own pages hold, and each check of page_checks.py can fail, on the letter made for it."""

import dataclasses
import tempfile
import unittest
from pathlib import Path
from typing import Callable, Dict, List

import letter_pages
import page_checks
from sample_letters import FACTS, LONGEST, PARAGRAPH, build, fill, letter_source, model, odt, write


def _body(document: model.Document, style: str) -> model.Paragraph:
    return next(block for block in document.body if isinstance(block, model.Paragraph) and block.style == style)


def _right(paragraphs: int = 3, facts: Dict[str, str] = FACTS, **told: str) -> model.Document:
    return fill(build(letter_source(paragraphs, **told)), facts)


def _with(change: Callable[[model.Document], None]) -> model.Document:
    document = _right()
    change(document)
    return document


def _of_letter_size(document: model.Document) -> None:
    document.page = dataclasses.replace(document.page, width=215.9, height=279.4)


def _address_lower(document: model.Document) -> None:
    document.first_header[0].row_height += 12


def _word_in_window(document: model.Document) -> None:
    document.body[0].rows[0][0].paragraphs.append(model.Paragraph("Reference", [model.Text("Private")]))


def _no_address(document: model.Document) -> None:
    del document.body[0]


def _alone(document: model.Document) -> None:
    """Breaks before the close as a template without keep-with-next would."""
    for block in document.body:
        if isinstance(block, model.Paragraph) and block.style == "Body Text":
            block.keep_with_next = False
    _push_down(document, before="Closing")


def _parted(document: model.Document) -> None:
    _body(document, "Closing").style = "Salutation"  # which does not stay with what follows
    position = document.body.index(next(block for block in document.body if isinstance(block, model.Paragraph)
                                        and block.style == "Signature name"))
    document.body.insert(position, model.Table((100.0,), [[model.Cell([model.Paragraph("Normal", [model.Text("x")])])]],
                                               200.0))
    document.body.insert(position, model.Paragraph("Closing", [model.Text("Yours faithfully")]))


def _push_down(document: model.Document, before: str) -> None:
    """A tall table fills the first page's rest."""
    position = document.body.index(_body(document, before))
    document.body.insert(position, model.Table((100.0,), [[model.Cell([model.Paragraph("Normal", [model.Text("x")])])]],
                                               150.0))


def _no_room(document: model.Document) -> None:
    _body(document, "Signature name").style = "Signature detail"
    document.body.append(model.Paragraph("Signature name", [model.Text("Mrs Okafor")]))


def _no_name(document: model.Document) -> None:
    _body(document, "Signature name").style = "Signature detail"


def _mark_left(document: model.Document) -> None:
    _body(document, "Body Text").content.append(model.Text(" {{Incident date}}"))


def _empty_paragraph(document: model.Document) -> None:
    document.body.insert(3, model.Paragraph("Body Text"))


def _into_the_margin(document: model.Document) -> None:
    document.page = dataclasses.replace(document.page, left=10.0, right=10.0)


def _untitled(document: model.Document) -> None:
    document.title = ""


def _american(document: model.Document) -> None:
    document.language = "en-US"


ENCLOSED = "enclosures: Policy for managing serial and unreasonable complaints\ncopies: Chair of Governors\n"

RIGHT: Dict[str, Callable[[], model.Document]] = {
    "short": lambda: _right(1),
    "one_page": lambda: _right(4),
    "longest_names": lambda: _right(4, LONGEST),
    "longest_names_two_pages": lambda: _right(12, LONGEST, keys=ENCLOSED),
    "no_qualifications_no_contact": lambda: _right(3, {**FACTS, "Signatory qualifications": "", "School telephone": "",
                                                       "School e-mail": "", "School website": ""}),
    # A body that ends near the foot of page 1, a paragraph more each: somewhere the signature must take words along.
    **{f"body_of_{count}": (lambda count=count: _right(count, keys=ENCLOSED)) for count in range(5, 12)},
    **{f"body_of_{count}_and_a_list": (lambda count=count: _right(count, last="Please send:\n\n- one thing\n- another"))
       for count in range(5, 12)},
    **{f"body_of_{count}_and_a_long_end": (lambda count=count: _right(
        count, last="A word before it.\n\n" + " ".join([PARAGRAPH] * 3))) for count in range(6, 12)},
    "headings": lambda: _right(2, last="## What happens next\n\nWords.\n\n- one\n\n## And then\n\n1. more\n2. last"),
    "form": lambda: fill(build("title: Record of a meeting\nlayout: form\ndelivery: internal\n\nWhat was said.\n")),
}

WRONG: Dict[str, Dict[str, Callable[[], model.Document]]] = {
    "paper": {"letter_size": lambda: _with(_of_letter_size)},
    "length": {"three_pages": lambda: _right(45)},
    "window": {"address_lower": lambda: _with(_address_lower), "word_in_window": lambda: _with(_word_in_window),
               "no_address": lambda: _with(_no_address)},
    "signature": {"alone": lambda: _with(_alone), "parted": lambda: _with(_parted), "no_room": lambda: _with(_no_room),
                  "no_name": lambda: _with(_no_name)},
    "leftovers": {"mark": lambda: _with(_mark_left), "empty_paragraph": lambda: _with(_empty_paragraph)},
    "edges": {"into_the_margin": lambda: _with(_into_the_margin)},
    "properties": {"untitled": lambda: _with(_untitled), "american": lambda: _with(_american)},
}


# A line of the ODT stands where the DOCX has it, but for the rounding of units.
SAME_PLACE = 0.4  # millimetres


def _in_columns(pages: List[letter_pages.Page]) -> List[letter_pages.Line]:
    """Page by page, column by column: an order that a tenth of a millimetre cannot change."""
    return [line for page in pages for line in sorted(page.lines, key=lambda line: (round(line.left), line.bottom))]


class Pages(unittest.TestCase):
    letters: Dict[str, letter_pages.Letter] = {}
    twins: Dict[str, List[letter_pages.Page]] = {}  # the pages of each right letter's ODT

    @classmethod
    def setUpClass(cls) -> None:
        made = dict(RIGHT)
        for check, cases in WRONG.items():
            made.update({f"{check}-{name}": case for name, case in cases.items()})
        with tempfile.TemporaryDirectory(prefix="caseletters-pages-") as scratch:
            paths = []
            for name, case in made.items():
                paths.append(Path(scratch) / f"{name}.docx")
                write(paths[-1], case())
            cls.letters = {Path(letter.name).stem: letter for letter in letter_pages.read_letters(paths)}
            twins = [Path(scratch) / f"{name}.odt" for name in RIGHT]
            for twin in twins:
                twin.write_bytes(odt.write(RIGHT[twin.stem]()))
            cls.twins = {twin.stem: letter_pages.read_pages(pdf)
                         for twin, pdf in letter_pages.to_pdf(twins, Path(scratch)).items()}

    def test_right_letters_pass_every_check(self) -> None:
        for name in RIGHT:
            with self.subTest(name):
                self.assertEqual(page_checks.findings_of(self.letters[name]), [])

    def test_odt_pages_are_those_of_the_docx(self) -> None:
        for name, pages in self.twins.items():
            with self.subTest(name):
                own, twin = (_in_columns(some) for some in (self.letters[name].pages, pages))
                self.assertEqual([line.words for line in own], [line.words for line in twin])
                for one, other in zip(own, twin):
                    self.assertAlmostEqual(one.left, other.left, delta=SAME_PLACE, msg=one.words)
                    self.assertAlmostEqual(one.bottom, other.bottom, delta=SAME_PLACE, msg=one.words)

    def test_the_signature_takes_words_along_somewhere(self) -> None:
        pages = {name: len(self.letters[name].pages) for name in RIGHT if name.startswith("body_of_")}
        self.assertEqual(set(pages.values()), {1, 2}, pages)

    def test_every_check_can_fail(self) -> None:
        for check, cases in WRONG.items():
            for name in cases:
                with self.subTest(check=check, case=name):
                    found = {failed for failed, _ in page_checks.findings_of(self.letters[f"{check}-{name}"])}
                    self.assertIn(check, found)

    def test_no_check_is_without_a_wrong_letter(self) -> None:
        self.assertEqual(set(page_checks.CHECKS), {*WRONG, "fonts"})  # fonts: below

    def test_fonts(self) -> None:
        listing = ("name                                 type              encoding         emb sub uni object ID\n"
                   "------------------------------------ ----------------- ---------------- --- --- --- ---------\n"
                   "BAAAAA+LiberationSans-Bold           TrueType          WinAnsi          yes yes yes     15  0\n"
                   "Arial                                TrueType          WinAnsi          no  no  yes     16  0\n"
                   "CAAAAA+DejaVuSans                    TrueType          WinAnsi          yes yes yes     17  0\n")
        letter = dataclasses.replace(self.letters["short"], fonts=letter_pages.read_fonts(listing))
        self.assertEqual(page_checks.fonts(letter),
                         ["the font Arial is not embedded"])
        stand_in = [font for font in letter.fonts if font.name == "DejaVuSans"]
        self.assertEqual(page_checks.fonts(dataclasses.replace(letter, fonts=stand_in)),
                         ["the font DejaVuSans stands in for Arial; install fonts-liberation"])
        self.assertEqual(page_checks.fonts(dataclasses.replace(letter, fonts=[])), ["no font at all"])

    def test_pdffonts_without_an_answer_is_no_pass(self) -> None:
        with self.assertRaises(letter_pages.CannotJudge):
            letter_pages.read_fonts("")


class Tools(unittest.TestCase):
    def test_a_missing_tool_is_named(self) -> None:
        tools = letter_pages.TOOLS
        letter_pages.TOOLS = ("no-such-office",)
        try:
            with self.assertRaisesRegex(letter_pages.CannotJudge, "no-such-office"):
                letter_pages.require_tools()
        finally:
            letter_pages.TOOLS = tools

    def test_a_file_that_is_no_letter_is_no_pass(self) -> None:
        with tempfile.TemporaryDirectory(prefix="caseletters-pages-") as scratch:
            path = Path(scratch) / "broken.docx"
            path.write_bytes(b"PK\x03\x04 cut short")
            with self.assertRaises(letter_pages.CannotJudge):
                letter_pages.read_letters([path])


if __name__ == "__main__":
    unittest.main()
