"""word/styles.xml, numbering.xml, fontTable.xml and settings.xml (ECMA-376 part 1, 17.7, 17.9, 17.8.3, 17.15)."""

from typing import Dict, List, Tuple

from . import styles
from .markup import element, part
from .model import Document, Page, Paragraph, Table
from .styles import Style

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LIST_KINDS = ("bullet", "decimal", "letter")


def twips(points: float) -> int:
    return round(points * 20)


def millimetres(length: float) -> int:
    """In twentieths of a point."""
    return round(length * 1440 / 25.4)


def val(name: str, value: object) -> str:
    return element(name, {"w:val": value})


def cell_margins(length: float) -> str:
    """LibreOffice takes this from the table, not from the default style."""
    return element("w:tblCellMar", None, *[element(f"w:{side}", {"w:w": millimetres(length), "w:type": "dxa"})
                                           for side in ("top", "left", "bottom", "right")])


def no_cell_margins() -> str:
    """Words of a cell begin at its edge."""
    return cell_margins(0)


def table_borders() -> str:
    return element("w:tblBorders", None, *[
        element(f"w:{side}", {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": styles.QUIET})
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")])


def _paragraph_properties(style: Style, page: Page) -> str:
    """In the order that CT_PPr demands."""
    children: List[str] = []
    if style.keep_with_next:
        children.append(element("w:keepNext"))
    if style.keep_together:
        children.append(element("w:keepLines"))
    if style.list_kind:
        children.append(element("w:numPr", None, val("w:numId", LIST_KINDS.index(style.list_kind) + 1)))
    if style.rule_above:
        rule = element("w:top", {"w:val": "single", "w:sz": 6, "w:space": 1, "w:color": styles.INK})
        children.append(element("w:pBdr", None, rule))
    if style.right_tab:
        stop = element("w:tab", {"w:val": "right", "w:pos": millimetres(page.text_width)})
        children.append(element("w:tabs", None, stop))
    spacing: Dict[str, object] = {}
    if style.before is not None:
        spacing["w:before"] = twips(style.before)
    if style.after is not None:
        spacing["w:after"] = twips(style.after)
    if style.exactly is not None:
        spacing.update({"w:line": twips(style.exactly), "w:lineRule": "exact"})
    elif style.line is not None:
        spacing.update({"w:line": round(style.line * 240), "w:lineRule": "auto"})
    if spacing:
        children.append(element("w:spacing", spacing))
    if style.align:
        children.append(val("w:jc", style.align))
    if style.outline:
        children.append(val("w:outlineLvl", style.outline - 1))
    return element("w:pPr", None, *children) if children else ""


def _run_properties(style: Style) -> str:
    children: List[str] = []
    if style.bold:
        children += [element("w:b"), element("w:bCs")]
    if style.colour:
        children.append(val("w:color", style.colour))
    if style.size:
        children += [val("w:sz", round(style.size * 2)), val("w:szCs", round(style.size * 2))]
    return element("w:rPr", None, *children) if children else ""


def _style(style: Style, page: Page) -> str:
    identifiers = {name: known.identifier for name, known in styles.BY_NAME.items()}
    children = [val("w:name", style.name)]
    if style.based_on:
        children.append(val("w:basedOn", identifiers[style.based_on]))
    if style.following:
        children.append(val("w:next", identifiers[style.following]))
    children += [val("w:uiPriority", 1 if style.based_on is None else 10), element("w:qFormat"),
                 _paragraph_properties(style, page), _run_properties(style)]
    return element("w:style", {"w:type": "paragraph", "w:default": None if style.based_on else 1,
                               "w:customStyle": None if style.built_in else 1, "w:styleId": style.identifier},
                   *children)


def styles_part(document: Document) -> bytes:
    fonts = element("w:rFonts", {f"w:{script}": styles.FONT for script in ("ascii", "hAnsi", "eastAsia", "cs")})
    normal = styles.BY_NAME["Normal"]
    size = round((normal.size or 11) * 2)
    language = element("w:lang", {"w:val": document.language, "w:eastAsia": document.language, "w:bidi": "ar-SA"})
    defaults = element(
        "w:docDefaults", None,
        element("w:rPrDefault", None, element("w:rPr", None, fonts, val("w:sz", size), val("w:szCs", size), language)),
        element("w:pPrDefault", None, element("w:pPr", None, element("w:widowControl"))))
    latent = element("w:latentStyles", {"w:defLockedState": 0, "w:defUIPriority": 99, "w:defSemiHidden": 1,
                                        "w:defUnhideWhenUsed": 1, "w:defQFormat": 0, "w:count": 376})
    character = element("w:style", {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
                        val("w:name", "Default Paragraph Font"), val("w:uiPriority", 1), element("w:semiHidden"),
                        element("w:unhideWhenUsed"))
    grid = element("w:style", {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
                   val("w:name", "Normal Table"), val("w:uiPriority", 99), element("w:semiHidden"),
                   element("w:unhideWhenUsed"),
                   element("w:tblPr", None, element("w:tblInd", {"w:w": 0, "w:type": "dxa"}),
                           no_cell_margins()))
    numbering = element("w:style", {"w:type": "numbering", "w:default": 1, "w:styleId": "NoList"},
                        val("w:name", "No List"), val("w:uiPriority", 99), element("w:semiHidden"),
                        element("w:unhideWhenUsed"))
    ours = [_style(style, document.page) for style in styles.of(document.framed)]
    return part(element("w:styles", {"xmlns:w": W}, defaults, latent, ours[0], character, grid, numbering, *ours[1:]))


def list_numbers(document: Document) -> Dict[Tuple[str, int], int]:
    """The w:numId of each list instance. The first three stand in the styles; bullets never restart."""
    numbers: Dict[Tuple[str, int], int] = {}
    following = len(LIST_KINDS) + 1
    for block in document.body:
        paragraphs = [block] if isinstance(block, Paragraph) else []
        if isinstance(block, Table):
            paragraphs = [paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs]
        for paragraph in paragraphs:
            place = paragraph.place
            if not place or (place.kind, place.instance) in numbers:
                continue
            if place.kind == "bullet":
                numbers[place.kind, place.instance] = 1
            else:
                numbers[place.kind, place.instance] = following
                following += 1
    return numbers


def numbering_part(document: Document) -> bytes:
    formats = {"bullet": ("bullet", "•"), "decimal": ("decimal", "%{}."), "letter": ("lowerLetter", "%{})")}
    abstract: List[str] = []
    for number, kind in enumerate(LIST_KINDS):
        number_format, words = formats[kind]
        levels = []
        for level in range(styles.LIST_LEVELS):
            left = millimetres(styles.LIST_INDENT * (level + 1))
            indent = element("w:ind", {"w:left": left, "w:hanging": millimetres(styles.LIST_HANGING)})
            linked = val("w:pStyle", styles.BY_NAME[_list_style(kind)].identifier) if level == 0 else ""
            levels.append(element(
                "w:lvl", {"w:ilvl": level}, val("w:start", 1), val("w:numFmt", number_format), linked,
                val("w:lvlText", words.format(level + 1)), val("w:lvlJc", "left"), element("w:pPr", None, indent),
                element("w:rPr", None, element("w:rFonts", {"w:ascii": styles.FONT, "w:hAnsi": styles.FONT,
                                                            "w:cs": styles.FONT, "w:hint": "default"}))))
        abstract.append(element("w:abstractNum", {"w:abstractNumId": number}, val("w:multiLevelType", "multilevel"),
                                *levels))
    numbers = [element("w:num", {"w:numId": number + 1}, val("w:abstractNumId", number))
               for number in range(len(LIST_KINDS))]
    for (kind, _), number in list_numbers(document).items():
        if kind == "bullet":
            continue
        restart = [element("w:lvlOverride", {"w:ilvl": level}, val("w:startOverride", 1))
                   for level in range(styles.LIST_LEVELS)]
        numbers.append(element("w:num", {"w:numId": number}, val("w:abstractNumId", LIST_KINDS.index(kind)), *restart))
    return part(element("w:numbering", {"xmlns:w": W}, *abstract, *numbers))


def _list_style(kind: str) -> str:
    return next(style.name for style in styles.STYLES if style.list_kind == kind)


def fonts_part() -> bytes:
    arial = element("w:font", {"w:name": styles.FONT}, val("w:panose1", "020B0604020202020204"), val("w:charset", "00"),
                    val("w:family", "swiss"), val("w:pitch", "variable"))
    return part(element("w:fonts", {"xmlns:w": W}, arial))


def settings_part(document: Document) -> bytes:
    mode = element("w:compatSetting", {"w:name": "compatibilityMode",
                                       "w:uri": "http://schemas.microsoft.com/office/word", "w:val": 15})
    return part(element("w:settings", {"xmlns:w": W}, element("w:zoom", {"w:percent": 100}),
                        val("w:defaultTabStop", millimetres(12.7)), val("w:characterSpacingControl", "doNotCompress"),
                        element("w:compat", None, mode), element("w:themeFontLang", {"w:val": document.language}),
                        val("w:decimalSymbol", "."), val("w:listSeparator", ",")))
