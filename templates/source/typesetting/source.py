"""Reads a *.letter file: a few `key: value` lines, a blank line, then the letter's words in plain text.

    title: …            plain words: the document's title
    layout: letter      letter | form | notice (without signature or address)
    page: upright       upright | landscape
    delivery: …         ordinary | signed-for | signed-for-and-ordinary | internal
    subject: …          the bold line under the salutation
    enclosures: …       optional, one a line; `copies:` likewise

Paragraphs end at a blank line. `- `, `1. ` and `a) ` begin items of a list, two spaces before them an inner list, `## `
a small heading; a line of block marks alone is a control paragraph; `**bold**` is the only markup inside a paragraph.

A table: `table: 20 60 40 What it lists` (widths in millimetres, then its description), rows, `end table`. A row is
`header:` (on every page) or `row:`, then a line `| words` for each cell; `+ words` is one more paragraph of that cell.
`row: {{for each …}}` is a row of block marks alone.
"""

import re
from dataclasses import dataclass, field
from typing import List, Tuple

LAYOUTS = ("letter", "form", "notice")
PAGES = ("upright", "landscape")
DELIVERIES = ("ordinary", "signed-for", "signed-for-and-ordinary", "internal")
SINGLE_KEYS = ("title", "layout", "page", "delivery", "subject")
REPEATED_KEYS = ("enclosures", "copies")

MARK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
BLOCK_MARK = re.compile(r"\s*(if|else|end|choose|when|otherwise|any\s+of|for\s+each)\b|\s*note\s*:", re.IGNORECASE)
ITEM = re.compile(r"(?P<inner> {2,})?(?:(?P<bullet>-)|(?P<decimal>\d{1,2})\.|(?P<letter>[a-z])\))\s+(?P<words>\S.*)")


class SourceError(Exception):
    """A mistake in a *.letter file, told as file:line: what is wrong and how to mend it."""


@dataclass
class Piece:
    """One paragraph of the body. kind: paragraph, heading, control, bullet, decimal, letter, table."""
    kind: str
    words: str
    line: int
    level: int = 0
    first: bool = False  # an item written `1.` or `a)`
    widths: List[float] = field(default_factory=list)  # of a table, as its rows
    rows: List["Row"] = field(default_factory=list)


@dataclass
class Row:
    """kind: header, row, control. Each cell is its paragraphs."""
    kind: str
    line: int
    cells: List[List[str]] = field(default_factory=list)


@dataclass
class Source:
    title: str = ""
    layout: str = "letter"
    page: str = "upright"
    delivery: str = "ordinary"
    subject: str = ""
    enclosures: List[str] = field(default_factory=list)
    copies: List[str] = field(default_factory=list)
    pieces: List[Piece] = field(default_factory=list)


def is_control(words: str) -> bool:
    marks = MARK.findall(words)
    return bool(marks) and not MARK.sub("", words).strip() and all(BLOCK_MARK.match(mark) for mark in marks)


def block_marks(words: str) -> List[str]:
    """The block marks of a control paragraph, folded to single spaces and small letters."""
    marks = [" ".join(mark.split()).lower() for mark in MARK.findall(words)]
    return [mark for mark in marks if not mark.startswith("note")]


class _Reader:
    def __init__(self, name: str, text: str):
        self.name = name
        self.lines = self._whole_marks(text.split("\n"))
        self.source = Source()

    def _fail(self, line: int, message: str) -> SourceError:
        return SourceError(f"{self.name}:{line}: {message}")

    def _whole_marks(self, lines: List[str]) -> List[Tuple[int, str]]:
        """Joins the lines of a mark that was wrapped, so that every mark stands on one line."""
        joined: List[Tuple[int, str]] = []
        start = 0
        pending = ""
        for number, line in enumerate(lines, 1):
            line = line.rstrip()
            if pending:
                if not line:
                    raise self._fail(start, "a mark is opened with {{ here and never closed with }}")
                line = pending + " " + line.lstrip()
            else:
                start = number
            pending = line if line.count("{{") > line.count("}}") else ""
            if not pending:
                joined.append((start, line))
        if pending:
            raise self._fail(start, "a mark is opened with {{ here and never closed with }}")
        return joined

    def read(self) -> Source:
        rest = self._read_keys()
        self._read_body(rest)
        source = self.source
        if not source.title:
            raise self._fail(1, "no title: give the letter a line such as `title: Permission withdrawn`")
        if "{{" in source.title:
            raise self._fail(1, "the title holds a mark; it names the template itself, so use plain words")
        if source.layout == "letter" and not source.subject:
            raise self._fail(1, "no subject: a letter needs a line such as `subject: Your visit on …`")
        if not source.pieces:
            raise self._fail(len(self.lines), "the letter has no words after its keys")
        return source

    def _read_keys(self) -> List[Tuple[int, str]]:
        seen = set()
        for index, (number, line) in enumerate(self.lines):
            if not line:
                return self.lines[index + 1:]
            key, colon, value = line.partition(":")
            key, value = key.strip(), value.strip()
            if not colon or key not in SINGLE_KEYS + REPEATED_KEYS:
                known = ", ".join(SINGLE_KEYS + REPEATED_KEYS)
                raise self._fail(number, f"expected one of the keys {known}, or a blank line before the words")
            if not value:
                raise self._fail(number, f"`{key}:` has no value; fill it in or take the line out")
            if key in REPEATED_KEYS:
                getattr(self.source, key).append(value)
                continue
            if key in seen:
                raise self._fail(number, f"`{key}:` stands twice")
            seen.add(key)
            for allowed, choices in (("layout", LAYOUTS), ("page", PAGES), ("delivery", DELIVERIES)):
                if key == allowed and value not in choices:
                    raise self._fail(number, f"`{value}` is no {key}; use {', '.join(choices)}")
            setattr(self.source, key, value)
        return []

    def _read_body(self, lines: List[Tuple[int, str]]) -> None:
        pieces = self.source.pieces
        open_piece = None  # the piece that a further line would join
        table = None  # the table that is open
        for number, line in lines:
            if table and line == "end table":
                self._close_table(table)
                table = None
            elif table:
                self._table_line(table, number, line)
            elif not line:
                open_piece = None
            elif line.startswith("table: "):
                table = self._open_table(number, line)
                pieces.append(table)
                open_piece = None
            elif is_control(line):
                pieces.append(Piece("control", line.strip(), number))
                open_piece = None
            elif line.startswith("#"):
                if not line.startswith("## "):
                    raise self._fail(number, "a small heading is written `## Heading`; there is no other kind")
                pieces.append(Piece("heading", line[3:].strip(), number))
                open_piece = None
            else:
                item = ITEM.fullmatch(line)
                if item and open_piece and open_piece.kind == "paragraph" and not open_piece.words.endswith(":"):
                    raise self._fail(number, "this looks like an item of a list inside a paragraph; "
                                             "leave a blank line before the list, or wrap the line elsewhere")
                if item:
                    open_piece = self._item(item, number)
                    pieces.append(open_piece)
                elif open_piece:
                    open_piece.words += " " + line.strip()
                else:
                    open_piece = Piece("paragraph", line.strip(), number)
                    pieces.append(open_piece)
        if table:
            raise self._fail(table.line, "this table is never closed; write `end table` after its last row")
        for piece in pieces:
            if piece.words.count("**") % 2:
                raise self._fail(piece.line, "`**` is opened in this paragraph and not closed")

    def _open_table(self, number: int, line: str) -> Piece:
        told = re.fullmatch(r"table:((?: +\d+)+) +(\D.*)", line)
        if not told:
            raise self._fail(number, "a table is written `table: 20 60 40 What it lists`: widths, then its description")
        return Piece("table", told.group(2), number, widths=[float(width) for width in told.group(1).split()])

    def _table_line(self, table: Piece, number: int, line: str) -> None:
        kind, colon, words = line.partition(":")
        if colon and kind in ("header", "row"):
            control = words.strip()
            if control and not is_control(control):
                raise self._fail(number, "after `row:` only block marks may stand; cells are lines that begin with |")
            table.rows.append(Row("control" if control else kind, number, [[control]] if control else []))
        elif line.startswith("| ") and table.rows and table.rows[-1].kind != "control":
            table.rows[-1].cells.append([line[2:].strip()])
        elif line.startswith("+ ") and table.rows and table.rows[-1].cells and table.rows[-1].kind != "control":
            table.rows[-1].cells[-1].append(line[2:].strip())
        elif line:
            raise self._fail(number, "in a table expected `header:`, `row:`, `| words`, `+ words` or `end table`")

    def _close_table(self, table: Piece) -> None:
        for row in table.rows:
            if row.kind != "control" and len(row.cells) != len(table.widths):
                raise self._fail(row.line, f"this row has {len(row.cells)} cells, the table {len(table.widths)} widths")

    @staticmethod
    def _item(item: "re.Match[str]", number: int) -> Piece:
        kind = next(kind for kind in ("bullet", "decimal", "letter") if item.group(kind))
        return Piece(kind, item.group("words").strip(), number, level=1 if item.group("inner") else 0,
                     first=item.group(kind) in ("1", "a"))


def read(name: str, text: str) -> Source:
    """`name` stands in messages. Raises SourceError at the first mistake."""
    return _Reader(name, text).read()
