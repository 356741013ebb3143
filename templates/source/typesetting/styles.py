"""The style sheet that all formats share: what each named style of a letter looks like."""

from dataclasses import dataclass
from typing import Optional, Tuple

FONT = "Arial"
INK = "1F2D3D"  # school name and rules: a blue-black that prints as black
QUIET = "404040"  # small print, dark enough to read
SCAFFOLD = "7A7A7A"  # control paragraphs, which never reach a finished letter


@dataclass(frozen=True)
class Style:
    """Points, except `line`, a multiple of the font's own height. None: as the style it is based on."""
    name: str
    based_on: Optional[str] = "Normal"
    following: Optional[str] = None
    size: Optional[float] = None
    bold: bool = False
    colour: Optional[str] = None
    before: Optional[float] = None
    after: Optional[float] = None
    line: Optional[float] = None
    exactly: Optional[float] = None  # a fixed line height instead of `line`
    align: Optional[str] = None  # left, center, right
    keep_with_next: bool = False
    keep_together: bool = False
    outline: Optional[int] = None  # 1 is the letter's own heading
    right_tab: bool = False  # one tab stop at the right edge of the text
    rule_above: bool = False
    list_kind: Optional[str] = None  # bullet, decimal, letter
    built_in: bool = False  # Word's own name

    @property
    def identifier(self) -> str:
        return "".join(word[:1].upper() + word[1:] for word in self.name.replace("-", " ").split())


STYLES = (
    Style("Normal", based_on=None, size=11, before=0, after=0, line=1.1, align="left", built_in=True),
    Style("Body Text", after=8, built_in=True),
    Style("heading 1", following="Body Text", size=12, bold=True, colour=INK, after=8, keep_with_next=True,
          keep_together=True, outline=1, built_in=True),
    Style("heading 2", following="Body Text", size=11, bold=True, colour=INK, before=12, after=4, keep_with_next=True,
          keep_together=True, outline=2, built_in=True),
    Style("Title", following="Body Text", size=15, bold=True, colour=INK, before=6, after=10, keep_with_next=True,
          outline=1, built_in=True),
    Style("Letterhead name", following="Letterhead detail", size=17, bold=True, colour=INK, line=1.0, after=3),
    Style("Letterhead trust", size=10, colour=QUIET, line=1.0),
    Style("Letterhead address", following="Letterhead detail", size=8.5, colour=QUIET, exactly=10, after=3),
    Style("Letterhead detail", size=8.5, colour=QUIET, exactly=10),
    Style("Letterhead crest", line=1.0, align="right"),
    Style("Letterhead rule", size=2, exactly=4, rule_above=True),
    Style("Address", size=10.5, exactly=11.6),
    Style("Delivery", size=10, line=1.05, after=6),
    Style("Reference", size=10, line=1.05, after=2),
    Style("Date", size=10, line=1.05, after=8, built_in=True),
    Style("Salutation", following="Subject", before=14, after=8, built_in=True),
    Style("Subject", based_on="heading 1", following="Body Text"),
    Style("List Bullet", after=6, list_kind="bullet", built_in=True),
    Style("List Number", after=6, list_kind="decimal", built_in=True),
    Style("List Letter", after=6, list_kind="letter"),
    Style("Closing", following="Signature name", keep_with_next=True, keep_together=True, built_in=True),
    Style("Signature name", following="Signature detail", bold=True, before=46, keep_with_next=True,
          keep_together=True),
    Style("Signature detail", keep_with_next=True, keep_together=True),
    Style("Enclosure", size=10, before=8, keep_together=True),
    Style("Form label", size=10, bold=True, colour=INK, keep_with_next=True),
    Style("Form entry"),
    Style("Table heading", size=8.5, bold=True, colour=INK, line=1.0, keep_with_next=True),
    Style("Table entry", size=8.5, line=1.05),
    Style("header", size=8.5, colour=QUIET, right_tab=True, built_in=True),
    Style("footer", size=8.5, colour=QUIET, align="right", built_in=True),
    Style("Table end", size=2, exactly=2),
    Style("Control", size=8, colour=SCAFFOLD, line=1.0, before=0, after=2),
)

FRAMED_ONLY = ("Table heading", "Table entry")


def of(framed: bool) -> Tuple[Style, ...]:
    """The styles that a document brings along: those of framed tables only where it has one."""
    return tuple(style for style in STYLES if framed or style.name not in FRAMED_ONLY)


BY_NAME = {style.name: style for style in STYLES}

# Left edge of the words of a list item, a level; its marker stands LIST_HANGING before it.
LIST_INDENT = 7.0
LIST_HANGING = 6.0
LIST_LEVELS = 2

# Room inside the cells of a framed table, on every side.
FRAME_PADDING = 1.2
