"""Writes a Document as an ODT package (OpenDocument 1.3), one function a part."""

from typing import Dict, List, Tuple

from . import odt_styles, package, styles
from .markup import element, part, text
from .model import Block, Document, LineBreak, ListPlace, Page, PageNumber, Paragraph, Picture, Tab, Table, Text
from .odt_styles import FIRST_PAGE, identifier, mm, namespaces

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
PICTURE_PART = "Pictures/crest.png"


class _Story:
    """Paragraphs and tables of one part, and the automatic styles that they need there."""

    def __init__(self, prefix: str):
        self.prefix = prefix
        self.automatic: List[str] = []
        self.pictures: List[Picture] = []
        self._paragraph_styles: Dict[Tuple[str, bool, str], str] = {}
        self._cell_styles: Dict[Tuple[str, bool, bool], str] = {}
        self._lists: Dict[Tuple[str, int], str] = {}
        self._tables = 0
        self._master = ""  # the page style that the next paragraph or table begins

    def blocks(self, blocks: List[Block], master: str = "") -> str:
        self._master = master
        return "".join(self.table(block) if isinstance(block, Table) else self.paragraph(block) for block in blocks)

    def _next_name(self, letter: str) -> str:
        return f"{self.prefix}{letter}{len(self.automatic) + 1}"

    def _paragraph_style(self, paragraph: Paragraph) -> str:
        style = styles.BY_NAME[paragraph.style]
        keeps = paragraph.keep_with_next and not style.keep_with_next
        master, self._master = self._master, ""
        if not keeps and not master:
            return identifier(style.name)
        key = (style.name, keeps, master)
        if key not in self._paragraph_styles:
            name = self._paragraph_styles[key] = self._next_name("P")
            kept = element("style:paragraph-properties", {"fo:keep-with-next": "always"}) if keeps else ""
            self.automatic.append(element(
                "style:style", {"style:name": name, "style:family": "paragraph",
                                "style:parent-style-name": identifier(style.name),
                                "style:master-page-name": master or None}, kept))
        return self._paragraph_styles[key]

    def paragraph(self, paragraph: Paragraph) -> str:
        style = styles.BY_NAME[paragraph.style]
        told: Dict[str, object] = {"text:style-name": self._paragraph_style(paragraph)}
        name = "text:p"
        if style.outline:
            name, told["text:outline-level"] = "text:h", style.outline
        written = element(name, told, *[self.inline(piece) for piece in paragraph.content])
        return self._item(paragraph.place, written) if paragraph.place else written

    def _item(self, place: ListPlace, written: str) -> str:
        """Each item is a list of its own that counts on from the one before it in the same style, so that control
        paragraphs between items stand beside the lists and not inside them."""
        key = (place.kind, place.instance)
        if key not in self._lists:
            self._lists[key] = self._next_name("L")
            self.automatic.append(odt_styles.list_style(self._lists[key], place.kind))
        for _ in range(place.level):
            written = element("text:list", None, element("text:list-item", None, written))
        return element("text:list", {"text:style-name": self._lists[key], "text:continue-numbering": "true"},
                       element("text:list-item", None, written))

    def inline(self, piece: object) -> str:
        if isinstance(piece, Text):
            words = text(piece.words)
            return element("text:span", {"text:style-name": "Strong_20_Emphasis"}, words) if piece.bold else words
        if isinstance(piece, Tab):
            return element("text:tab")
        if isinstance(piece, LineBreak):
            return element("text:line-break")
        if isinstance(piece, PageNumber):
            return (element("text:page-count", None, "1") if piece.of_all else
                    element("text:page-number", {"text:select-page": "current"}, "1"))
        if isinstance(piece, Picture):
            self.pictures.append(piece)
            image = element("draw:image", {"xlink:href": PICTURE_PART, "xlink:type": "simple", "xlink:show": "embed",
                                           "xlink:actuate": "onLoad"})
            return element("draw:frame", {"draw:name": piece.name, "text:anchor-type": "as-char",
                                          "svg:width": mm(piece.width), "svg:height": mm(piece.height)},
                           image, element("svg:desc", None, text(piece.alternative)))
        raise TypeError(f"no way to write {type(piece).__name__} as ODT")

    def _cell_style(self, vertical: str, rule_below: bool, framed: bool) -> str:
        key = (vertical, rule_below, framed)
        if key not in self._cell_styles:
            name = self._cell_styles[key] = self._next_name("C")
            line = f"0.5pt solid #{styles.QUIET}"
            told = {"fo:padding": mm(styles.FRAME_PADDING if framed else 0.0),
                    "fo:border": line if framed else None if rule_below else "none",
                    "fo:border-bottom": f"0.5pt solid #{styles.QUIET}" if rule_below else None,
                    "style:vertical-align": {"center": "middle"}.get(vertical, vertical)}
            self.automatic.append(element("style:style", {"style:name": name, "style:family": "table-cell"},
                                          element("style:table-cell-properties", told)))
        return self._cell_styles[key]

    def table(self, table: Table) -> str:
        self._tables += 1
        name = f"{self.prefix}Table{self._tables}"
        master, self._master = self._master, ""
        self.automatic.append(element(
            "style:style", {"style:name": name, "style:family": "table", "style:master-page-name": master or None},
            element("style:table-properties", {"style:width": mm(sum(table.widths)), "table:align": "left",
                                               "fo:margin-top": "0mm", "fo:margin-bottom": "0mm"})))
        columns = []
        for number, width in enumerate(table.widths, 1):
            column = f"{name}.{number}"
            self.automatic.append(element("style:style", {"style:name": column, "style:family": "table-column"},
                                          element("style:table-column-properties", {"style:column-width": mm(width)})))
            columns.append(element("table:table-column", {"table:style-name": column}))
        row_style = f"{name}.row"
        self.automatic.append(element(
            "style:style", {"style:name": row_style, "style:family": "table-row"},
            element("style:table-row-properties", {"style:min-row-height": mm(table.row_height),
                                                   "fo:keep-together": "always"})))
        rows = []
        for row in table.rows:
            cells = [element("table:table-cell", {"table:style-name": self._cell_style(
                                                      cell.vertical, cell.rule_below, table.framed),
                                                  "office:value-type": "string"},
                             "".join(self.paragraph(paragraph) for paragraph in cell.paragraphs)) for cell in row]
            rows.append(element("table:table-row", {"table:style-name": row_style}, *cells))
        if table.header_rows:
            rows[:table.header_rows] = [element("table:table-header-rows", None, *rows[:table.header_rows])]
        described = element("table:desc", None, text(table.description)) if table.description else ""
        return element("table:table", {"table:name": name, "table:style-name": name}, described, *columns, *rows)


def _content(document: Document, story: _Story) -> bytes:
    body = story.blocks(document.body, master=FIRST_PAGE)
    if isinstance(document.body[-1], Table):
        body += story.paragraph(Paragraph("Table end"))
    return part(element(
        "office:document-content",
        namespaces("office", "style", "text", "table", "draw", "fo", "svg", "xlink"),
        odt_styles.font_faces(), element("office:automatic-styles", None, *story.automatic),
        element("office:body", None, element("office:text", None, body))))


def _styles(document: Document, story: _Story) -> bytes:
    page: Page = document.page
    first_header = story.blocks(document.first_header)
    header = story.blocks(document.header)
    footer = story.blocks(document.footer)
    layouts = [odt_styles.page_layout("FirstLayout", page, 0.0),
               odt_styles.page_layout("Layout", page, page.top - page.header)]
    masters = [
        element("style:master-page", {"style:name": "Standard", "style:page-layout-name": "Layout"},
                element("style:header", None, header), element("style:footer", None, footer)),
        element("style:master-page", {"style:name": FIRST_PAGE, "style:display-name": "First Page",
                                      "style:page-layout-name": "FirstLayout", "style:next-style-name": "Standard"},
                element("style:header", None, first_header), element("style:footer", None, footer)),
    ]
    return part(element(
        "office:document-styles",
        namespaces("office", "style", "text", "table", "draw", "fo", "svg", "xlink"),
        odt_styles.font_faces(), odt_styles.named_styles(document),
        element("office:automatic-styles", None, *layouts, *story.automatic),
        element("office:master-styles", None, *masters)))


def _meta(document: Document) -> bytes:
    return part(element(
        "office:document-meta", namespaces("office", "meta", "dc"),
        element("office:meta", None, element("meta:generator", None, "caseletters"),
                element("dc:title", None, text(document.title)), element("dc:language", None, document.language))))


# How a letter's lines are spaced, so that its pages break as those of the DOCX do: between two paragraphs the larger of
# both spaces, not their sum, and the rest as any new document has it. What is left out here counts as a file of 2002.
LAYOUT_SETTINGS = {
    "AddParaTableSpacing": False,
    "AddParaTableSpacingAtStart": True,
    "AddParaSpacingToTableCells": True,
    "AddParaLineSpacingToTableCells": True,
    "AddExternalLeading": True,
    "PropLineSpacingShrinksFirstLine": True,
    "UseFormerLineSpacing": False,
    "UseFormerObjectPositioning": False,
    "UseFormerTextWrapping": False,
    "UseOldNumbering": False,
    "UseOldPrinterMetrics": False,
}


def _settings() -> bytes:
    items = [element("config:config-item", {"config:name": name, "config:type": "boolean"}, str(value).lower())
             for name, value in LAYOUT_SETTINGS.items()]
    return part(element(
        "office:document-settings",
        {**namespaces("office", "config"), "xmlns:ooo": "http://openoffice.org/2004/office"},
        element("office:settings", None, element(
            "config:config-item-set", {"config:name": "ooo:configuration-settings"}, *items))))


def _manifest(parts: Dict[str, bytes]) -> bytes:
    entries = [("/", MEDIA_TYPE)] + [(name, "image/png" if name.endswith(".png") else "text/xml")
                                     for name in sorted(parts)]
    return part(element(
        "manifest:manifest", {"xmlns:manifest": odt_styles.NAMESPACES["xmlns:manifest"], "manifest:version": "1.3"},
        *[element("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": kind,
                                          "manifest:version": "1.3" if name == "/" else None})
          for name, kind in entries]))


def write(document: Document) -> bytes:
    """The finished package: its media type first, stored, as OpenDocument part 2, 3.3 demands."""
    body, frame = _Story("B"), _Story("F")
    parts = {"content.xml": _content(document, body), "styles.xml": _styles(document, frame),
             "meta.xml": _meta(document), "settings.xml": _settings()}
    for picture in body.pictures + frame.pictures:
        parts[PICTURE_PART] = picture.png
    ordered = [("mimetype", MEDIA_TYPE.encode("ascii")), ("META-INF/manifest.xml", _manifest(parts))]
    return package.write(ordered + sorted(parts.items()), stored=("mimetype",))
