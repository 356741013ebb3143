"""The frame of every letter: letterhead, address in the envelope's window, signature, page numbers."""

from typing import List

from . import flow, picture
from .model import (Block, Cell, Document, Inline, LineBreak, Page, PageNumber, Paragraph, Picture, Tab, Table, Text)
from .source import Piece, Source

PAGE = Page()
LANDSCAPE = Page(width=297.0, height=210.0, left=14.0, right=14.0, top=24.0, bottom=18.0)
CREST_HEIGHT = 21.0
CREST_WIDTH = CREST_HEIGHT * picture.WIDTH / picture.HEIGHT

# The window of a UK DL envelope shows 20 to 110 mm across and 45 to 80 mm down a sheet folded in three. The letterhead
# is at least so high that the words below it begin there; a taller one pushes them down instead of losing any.
LETTERHEAD_HEIGHT = 33.1
WINDOW_HEIGHT = 34.5
ADDRESS_WIDTH = 88.0
ASIDE_WIDTH = PAGE.text_width - ADDRESS_WIDTH  # reference and date, right of the window
TABLE_ROW_HEIGHT = 5.0
CREST_CELL = 19.0
FORM_LINE_HEIGHT = 11.0
FORM_LABEL_WIDTH = 36.0

# A signature never stands alone: so many lines of the body, at the least, go with it to a new page.
LINES_WITH_SIGNATURE = 2

DELIVERY_WORDS = {
    "ordinary": "",
    "signed-for": "Sent by Royal Mail Signed For",
    "signed-for-and-ordinary": "Sent by Royal Mail Signed For,\nwith a copy by ordinary post",
    "internal": "For the school’s own records",
}

STYLE_OF_KIND = {
    "paragraph": "Body Text",
    "heading": "heading 2",
    "control": "Control",
    "bullet": "List Bullet",
    "decimal": "List Number",
    "letter": "List Letter",
}


def _runs(words: str) -> List[Inline]:
    """`**bold**` alternates; a new line breaks the line; marks stay whole inside their run."""
    runs: List[Inline] = []
    for index, part in enumerate(words.split("**")):
        for number, line in enumerate(part.split("\n")):
            runs += [LineBreak()] if number else []
            runs += [Text(line, bold=index % 2 == 1)] if line else []
    return runs


def _line(style: str, words: str) -> Paragraph:
    return Paragraph(style, _runs(words))


def _letterhead(page: Page) -> List[Block]:
    name = Cell([_line("Letterhead name", "{{School name}}"), _line("Letterhead trust", "{{Trust name | optional}}")])
    contact = Cell([
        _line("Letterhead address", "{{School address}}"),
        _line("Letterhead detail", "{{School telephone | optional}}"),
        _line("Letterhead detail", "{{School e-mail | optional}}"),
        _line("Letterhead detail", "{{School website | optional}}"),
    ])
    crest_picture = Picture("School crest", "{{School crest}}", picture.placeholder_png(), CREST_WIDTH, CREST_HEIGHT)
    crest = Cell([Paragraph("Letterhead crest", [crest_picture])])
    widths = (ADDRESS_WIDTH, page.text_width - ADDRESS_WIDTH - CREST_CELL, CREST_CELL)
    return [
        Table(widths, [[name, contact, crest]], LETTERHEAD_HEIGHT, "School name, address and crest"),
        Paragraph("Letterhead rule"),
    ]


def _continuation() -> List[Block]:
    return [Paragraph("header", [Text("{{School name}}"), Tab(), Text("Our reference: {{Case ID}}")])]


def _footer() -> List[Block]:
    return [Paragraph("footer", [Text("Page "), PageNumber(), Text(" of "), PageNumber(of_all=True)])]


def _address(delivery: str) -> Table:
    address = Cell([_line("Address", "{{Recipient name}}"), _line("Address", "{{Address}}")], vertical="center")
    aside = [_line("Delivery", DELIVERY_WORDS[delivery])] if DELIVERY_WORDS[delivery] else []
    aside += [_line("Reference", "Our reference: {{Case ID}}"), _line("Date", "{{Letter date}}")]
    return Table((ADDRESS_WIDTH, ASIDE_WIDTH), [[address, Cell(aside, vertical="center")]], WINDOW_HEIGHT,
                 "Address, reference and date")


def _table(piece: Piece) -> Table:
    rows: List[List[Cell]] = []
    for row in piece.rows:
        style = {"header": "Table heading", "row": "Table entry", "control": "Control"}[row.kind]
        cells = row.cells + [[""]] * (len(piece.widths) - len(row.cells))  # a row of marks holds them in its first cell
        rows.append([Cell([_line(style, words) for words in cell]) for cell in cells])
    headers = sum(row.kind == "header" for row in piece.rows)
    return Table(tuple(piece.widths), rows, TABLE_ROW_HEIGHT, piece.words, framed=True, header_rows=headers)


def _body(name: str, pieces: List[Piece]) -> List[Block]:
    kept = flow.kept_by_signature(name, pieces, LINES_WITH_SIGNATURE)
    blocks: List[Block] = []
    for piece, place, keep in zip(pieces, flow.places_in_lists(pieces), kept):
        if piece.kind == "table":
            blocks.append(_table(piece))
            continue
        leads_in = piece.kind == "paragraph" and piece.words.endswith(":")  # never parted from its list
        touches_table = piece.kind == "paragraph" and bool(blocks) and isinstance(blocks[-1], Table)
        style = "Enclosure" if touches_table else STYLE_OF_KIND[piece.kind]  # small, and apart from what stands above
        blocks.append(Paragraph(style, _runs(piece.words), place, keep or leads_in))
    return blocks


def _signature(source: Source) -> List[Block]:
    block = [
        _line("Closing", "{{Sign-off}}"),
        _line("Signature name", "{{Signatory name}}"),
        _line("Signature detail", "{{Signatory qualifications | optional}}"),
        _line("Signature detail", "{{Signatory post}}"),
        _line("Signature detail", "{{Signatory body}}"),
    ]
    block += [_line("Enclosure", f"Enclosed: {words}") for words in source.enclosures]
    block += [_line("Enclosure", f"Copy to: {words}") for words in source.copies]
    return block


def _form_signature(page: Page) -> List[Block]:
    entries = (("Signed", ""), ("Name and post", "{{Signatory name}}, {{Signatory post}}"), ("Date signed", ""))
    rows = [[Cell([_line("Form label", label)], vertical="bottom"),
             Cell([_line("Form entry", entry)], vertical="bottom", rule_below=True)] for label, entry in entries]
    return [Table((FORM_LABEL_WIDTH, page.text_width - FORM_LABEL_WIDTH), rows, FORM_LINE_HEIGHT, "Signature")]


def build(name: str, source: Source) -> Document:
    """`name` stands in messages."""
    is_letter = source.layout == "letter"
    page = LANDSCAPE if source.page == "landscape" else PAGE
    body = _body(name, source.pieces)
    if is_letter:
        opening = [_address(source.delivery), _line("Salutation", "{{Salutation}}"), _line("Subject", source.subject)]
        closing = _signature(source)
    else:
        opening = [_line("Title", source.subject or source.title),
                   _line("Reference", "Our reference: {{Case ID}}"), _line("Date", "{{Letter date}}")]
        if source.layout == "form" and DELIVERY_WORDS[source.delivery]:
            opening.insert(1, _line("Delivery", DELIVERY_WORDS[source.delivery]))
        closing = _form_signature(page) if source.layout == "form" else []
    return Document(source.title, page, _letterhead(page), _continuation(), _footer(), opening + body + closing)
