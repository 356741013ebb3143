"""A document as its writers see it: styled paragraphs, runs, lists, tables, pictures and a page frame.

Lengths are millimetres, sizes of type and spaces around paragraphs are points. Readers and the frame build this model;
a writer (one a format) turns it into a package and knows nothing of letters.
"""

from dataclasses import dataclass, field
from typing import List, Optional, Tuple, Union


@dataclass(frozen=True)
class Text:
    words: str
    bold: bool = False


@dataclass(frozen=True)
class Tab:
    pass


@dataclass(frozen=True)
class LineBreak:
    pass


@dataclass(frozen=True)
class PageNumber:
    """The number of this page, or of all pages."""
    of_all: bool = False


@dataclass(frozen=True)
class Picture:
    name: str
    alternative: str
    png: bytes
    width: float
    height: float


Inline = Union[Text, Tab, LineBreak, PageNumber, Picture]


@dataclass(frozen=True)
class ListPlace:
    """Where a paragraph stands in a list: each instance counts afresh."""
    kind: str  # bullet, decimal, letter
    instance: int
    level: int = 0


@dataclass
class Paragraph:
    style: str  # a name of styles.STYLES
    content: List[Inline] = field(default_factory=list)
    place: Optional[ListPlace] = None
    keep_with_next: bool = False


@dataclass
class Cell:
    paragraphs: List[Paragraph]
    vertical: str = "top"  # top, center, bottom
    rule_below: bool = False


@dataclass
class Table:
    """A grid; rows are at least as high as told and never break across pages, unless one is higher than a page. Without a
    frame it has no borders of its own; with one, it has lines around its cells, and its header rows stand on every page."""
    widths: Tuple[float, ...]
    rows: List[List[Cell]]
    row_height: float
    description: str = ""
    framed: bool = False
    header_rows: int = 0


Block = Union[Paragraph, Table]


@dataclass(frozen=True)
class Page:
    width: float = 210.0
    height: float = 297.0
    left: float = 23.0
    right: float = 23.0
    top: float = 26.0
    bottom: float = 22.0
    header: float = 10.0
    footer: float = 11.0

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


@dataclass
class Document:
    title: str
    page: Page
    first_header: List[Block]
    header: List[Block]
    footer: List[Block]
    body: List[Block]
    language: str = "en-GB"

    @property
    def framed(self) -> bool:
        return any(isinstance(block, Table) and block.framed for block in self.body)
