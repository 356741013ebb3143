"""Writes a Document as a DOCX package (ECMA-376 transitional), one function a part."""

from typing import Dict, List, Tuple

from . import docx_styles, package, styles
from .docx_styles import W, millimetres, val
from .markup import element, part, text
from .model import Block, Document, LineBreak, Page, PageNumber, Paragraph, Picture, Tab, Table, Text

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
PACKAGE_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

EMU_PER_MM = 36000
PICTURE_PART = "media/crest.png"
PICTURE_ID = "rId1"


class _Story:
    """The paragraphs and tables of one part."""

    def __init__(self, page: Page, numbers: Dict[Tuple[str, int], int]):
        self.page = page
        self.numbers = numbers
        self.pictures: List[Picture] = []

    def blocks(self, blocks: List[Block]) -> str:
        return "".join(self.table(block) if isinstance(block, Table) else self.paragraph(block) for block in blocks)

    def paragraph(self, paragraph: Paragraph) -> str:
        style = styles.BY_NAME[paragraph.style]
        properties = [val("w:pStyle", style.identifier)]
        if paragraph.keep_with_next and not style.keep_with_next:
            properties.append(element("w:keepNext"))
        if paragraph.place:
            place = paragraph.place
            properties.append(element("w:numPr", None, val("w:ilvl", place.level),
                                      val("w:numId", self.numbers[place.kind, place.instance])))
        return element("w:p", None, element("w:pPr", None, *properties),
                       *[self.inline(piece) for piece in paragraph.content])

    def inline(self, piece: object) -> str:
        if isinstance(piece, Text):
            bold = element("w:rPr", None, element("w:b"), element("w:bCs")) if piece.bold else ""
            return element("w:r", None, bold, element("w:t", {"xml:space": "preserve"}, text(piece.words)))
        if isinstance(piece, Tab):
            return element("w:r", None, element("w:tab"))
        if isinstance(piece, LineBreak):
            return element("w:r", None, element("w:br"))
        if isinstance(piece, PageNumber):
            instruction = " NUMPAGES " if piece.of_all else " PAGE "
            return element("w:fldSimple", {"w:instr": instruction}, element("w:r", None, element("w:t", None, "1")))
        if isinstance(piece, Picture):
            return self.picture(piece)
        raise TypeError(f"no way to write {type(piece).__name__} as DOCX")

    def picture(self, picture: Picture) -> str:
        self.pictures.append(picture)
        extent = {"cx": round(picture.width * EMU_PER_MM), "cy": round(picture.height * EMU_PER_MM)}
        graphic = element(
            "a:graphic", {"xmlns:a": A},
            element("a:graphicData", {"uri": PIC}, element(
                "pic:pic", {"xmlns:pic": PIC},
                element("pic:nvPicPr", None, element("pic:cNvPr", {"id": 1, "name": picture.name}),
                        element("pic:cNvPicPr", None, element("a:picLocks", {"noChangeAspect": 1}))),
                element("pic:blipFill", None, element("a:blip", {"r:embed": PICTURE_ID}),
                        element("a:stretch", None, element("a:fillRect"))),
                element("pic:spPr", None,
                        element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", extent)),
                        element("a:prstGeom", {"prst": "rect"}, element("a:avLst"))))))
        inline = element(
            "wp:inline", {"distT": 0, "distB": 0, "distL": 0, "distR": 0}, element("wp:extent", extent),
            element("wp:docPr", {"id": 1, "name": picture.name, "descr": picture.alternative}),
            element("wp:cNvGraphicFramePr", None, element("a:graphicFrameLocks", {"xmlns:a": A, "noChangeAspect": 1})),
            graphic)
        return element("w:r", None, element("w:drawing", None, inline))

    def table(self, table: Table) -> str:
        widths = [millimetres(width) for width in table.widths]
        look = {"w:val": "0000", "w:firstRow": 0, "w:lastRow": 0, "w:firstColumn": 0, "w:lastColumn": 0, "w:noHBand": 1,
                "w:noVBand": 1}
        properties = element(
            "w:tblPr", None, element("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
            docx_styles.table_borders() if table.framed else "", element("w:tblLayout", {"w:type": "fixed"}),
            docx_styles.cell_margins(styles.FRAME_PADDING) if table.framed else docx_styles.no_cell_margins(),
            element("w:tblLook", look),
            val("w:tblDescription", table.description))
        grid = element("w:tblGrid", None, *[element("w:gridCol", {"w:w": width}) for width in widths])
        height = element("w:trHeight", {"w:val": millimetres(table.row_height), "w:hRule": "atLeast"})
        rows = []
        for number, row in enumerate(table.rows):
            cells = []
            for cell, width in zip(row, widths):
                rule = element("w:bottom", {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": styles.QUIET})
                cells.append(element(
                    "w:tc", None,
                    element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"}),
                            element("w:tcBorders", None, rule) if cell.rule_below else "",
                            val("w:vAlign", cell.vertical) if cell.vertical != "top" else ""),
                    self.blocks(list(cell.paragraphs))))
            repeated = element("w:tblHeader") if number < table.header_rows else ""
            rows.append(element("w:tr", None, element("w:trPr", None, element("w:cantSplit"), height, repeated), *cells))
        return element("w:tbl", None, properties, grid, *rows)


def _namespaces(pictures: bool) -> Dict[str, str]:
    return {"xmlns:w": W, "xmlns:r": R, **({"xmlns:wp": WP} if pictures else {})}


def _relationships(targets: List[Tuple[str, str, str]]) -> bytes:
    """(identifier, type, target) each."""
    return part(element("Relationships", {"xmlns": RELATIONSHIPS}, *[
        element("Relationship", {"Id": identifier, "Type": kind, "Target": target})
        for identifier, kind, target in targets]))


# Parts of the main document's frame: relationship, kind of story, when it shows, file.
FRAME = (
    ("rId5", "header", "first", "header1.xml"),
    ("rId6", "header", "default", "header2.xml"),
    ("rId7", "footer", "first", "footer1.xml"),
    ("rId8", "footer", "default", "footer2.xml"),
)
SUPPORT = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "fontTable", "fontTable.xml"),
)


def _section(page: Page) -> str:
    references = [element(f"w:{kind}Reference", {"w:type": when, "r:id": identifier})
                  for identifier, kind, when, _ in FRAME]
    size = element("w:pgSz", {"w:w": millimetres(page.width), "w:h": millimetres(page.height),
                              "w:orient": "landscape" if page.landscape else None})
    margins = element("w:pgMar", {f"w:{side}": millimetres(getattr(page, side)) for side in
                                  ("top", "right", "bottom", "left", "header", "footer")} | {"w:gutter": 0})
    return element("w:sectPr", None, *references, size, margins, element("w:cols", {"w:space": 708}),
                   element("w:titlePg"))


def _document_part(document: Document, story: _Story) -> bytes:
    body = story.blocks(document.body)
    if isinstance(document.body[-1], Table):
        body += story.paragraph(Paragraph("Table end"))  # a body may not end with a table
    return part(element("w:document", _namespaces(bool(story.pictures)),
                        element("w:body", None, body, _section(document.page))))


def _content_types() -> bytes:
    overrides = [("/word/document.xml", f"{WORD}.document.main+xml")]
    overrides += [(f"/word/{file}", f"{WORD}.{kind}+xml") for _, kind, file in SUPPORT]
    overrides += [(f"/word/{file}", f"{WORD}.{kind}+xml") for _, kind, _, file in FRAME]
    overrides += [("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
                  ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")]
    defaults = (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
                ("png", "image/png"))
    return part(element(
        "Types", {"xmlns": TYPES},
        *[element("Default", {"Extension": ending, "ContentType": kind}) for ending, kind in defaults],
        *[element("Override", {"PartName": name, "ContentType": kind}) for name, kind in overrides]))


def _core_part(document: Document) -> bytes:
    return part(element(
        "cp:coreProperties",
        {"xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
         "xmlns:dc": "http://purl.org/dc/elements/1.1/"},
        element("dc:title", None, text(document.title)), element("dc:language", None, document.language)))


def _application_part() -> bytes:
    return part(element(
        "Properties", {"xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"},
        element("Application", None, "caseletters")))


def write(document: Document) -> bytes:
    """The finished package."""
    numbers = docx_styles.list_numbers(document)
    parts: Dict[str, bytes] = {}
    stories = {"header1.xml": document.first_header, "header2.xml": document.header,
               "footer1.xml": document.footer, "footer2.xml": document.footer}
    for _, kind, _, file in FRAME:
        story = _Story(document.page, numbers)
        words = story.blocks(stories[file])
        root = "w:hdr" if kind == "header" else "w:ftr"
        parts[f"word/{file}"] = part(element(root, _namespaces(bool(story.pictures)), words))
        for picture in story.pictures:
            parts[f"word/{PICTURE_PART}"] = picture.png
            parts[f"word/_rels/{file}.rels"] = _relationships([(PICTURE_ID, f"{R}/image", PICTURE_PART)])
    parts["word/document.xml"] = _document_part(document, _Story(document.page, numbers))
    parts["word/styles.xml"] = docx_styles.styles_part(document)
    parts["word/numbering.xml"] = docx_styles.numbering_part(document)
    parts["word/settings.xml"] = docx_styles.settings_part(document)
    parts["word/fontTable.xml"] = docx_styles.fonts_part()
    parts["word/_rels/document.xml.rels"] = _relationships(
        [(identifier, f"{R}/{kind}", file) for identifier, kind, file in SUPPORT] +
        [(identifier, f"{R}/{kind}", file) for identifier, kind, _, file in FRAME])
    parts["_rels/.rels"] = _relationships([
        ("rId1", f"{R}/officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE_METADATA}/core-properties", "docProps/core.xml"),
        ("rId3", f"{R}/extended-properties", "docProps/app.xml")])
    parts["docProps/core.xml"] = _core_part(document)
    parts["docProps/app.xml"] = _application_part()
    return package.write([("[Content_Types].xml", _content_types())] + sorted(parts.items()))
