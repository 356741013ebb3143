"""The ODT's styles: fonts, named paragraph styles, lists and page layouts (OpenDocument 1.3 part 3, 16 and 17)."""

from typing import Dict, List

from . import styles
from .markup import element
from .model import Document, Page
from .styles import Style

NAMESPACES = {
    f"xmlns:{prefix}": f"urn:oasis:names:tc:opendocument:xmlns:{name}"
    for prefix, name in (("office", "office:1.0"), ("style", "style:1.0"), ("text", "text:1.0"),
                         ("table", "table:1.0"), ("draw", "drawing:1.0"), ("fo", "xsl-fo-compatible:1.0"),
                         ("svg", "svg-compatible:1.0"), ("meta", "meta:1.0"), ("manifest", "manifest:1.0"),
                         ("config", "config:1.0"))
}
NAMESPACES["xmlns:xlink"] = "http://www.w3.org/1999/xlink"
NAMESPACES["xmlns:dc"] = "http://purl.org/dc/elements/1.1/"

# Writer's own names for what Word calls otherwise, so that each office program shows its users familiar styles.
WRITERS_NAME = {"Normal": "Standard", "Body Text": "Text body", "heading 1": "Heading 1", "heading 2": "Heading 2",
                "header": "Header", "footer": "Footer"}

FIRST_PAGE = "First_20_Page"
FOOTER_LINE = 3.9  # millimetres: one line of the footer's style, which stands at its foot as in the DOCX


def namespaces(*prefixes: str) -> Dict[str, str]:
    return {**{f"xmlns:{prefix}": NAMESPACES[f"xmlns:{prefix}"] for prefix in prefixes}, "office:version": "1.3"}


def displayed(name: str) -> str:
    return WRITERS_NAME.get(name, name)


def identifier(name: str) -> str:
    """A style's name as an XML name: other characters as _hex_."""
    return "".join(letter if letter.isalnum() else f"_{ord(letter):x}_" for letter in displayed(name))


def mm(length: float) -> str:
    return f"{length:g}mm"


def pt(length: float) -> str:
    return f"{length:g}pt"


def paragraph_properties(style: Style, page: Page) -> str:
    told: Dict[str, object] = {}
    if style.before is not None:
        told["fo:margin-top"] = pt(style.before)
    if style.after is not None:
        told["fo:margin-bottom"] = pt(style.after)
    if style.exactly is not None:
        told["fo:line-height"] = pt(style.exactly)
    elif style.line is not None:
        told["fo:line-height"] = f"{round(style.line * 100)}%"
    if style.align:
        told["fo:text-align"] = {"left": "start", "right": "end"}.get(style.align, style.align)
    if style.keep_with_next:
        told["fo:keep-with-next"] = "always"
    if style.keep_together:
        told["fo:keep-together"] = "always"
    if style.based_on is None:
        told.update({"fo:widows": 2, "fo:orphans": 2})
    if style.rule_above:
        told.update({"fo:border-top": f"0.75pt solid #{styles.INK}", "fo:padding-top": "1pt"})
    stops = ""
    if style.right_tab:
        stops = element("style:tab-stops", None, element(
            "style:tab-stop", {"style:position": mm(page.text_width), "style:type": "right"}))
    return element("style:paragraph-properties", told, stops) if told or stops else ""


def text_properties(style: Style) -> str:
    told: Dict[str, object] = {}
    if style.colour:
        told["fo:color"] = f"#{style.colour.lower()}"
    if style.size:
        told["fo:font-size"] = pt(style.size)
    if style.bold:
        told["fo:font-weight"] = "bold"
    return element("style:text-properties", told) if told else ""


def _named(style: Style, page: Page) -> str:
    return element(
        "style:style",
        {"style:name": identifier(style.name), "style:display-name": displayed(style.name),
         "style:family": "paragraph", "style:parent-style-name": identifier(style.based_on) if style.based_on else None,
         "style:next-style-name": identifier(style.following) if style.following else None,
         "style:default-outline-level": style.outline if style.name.startswith("heading") else None,
         "style:class": "text"},
        paragraph_properties(style, page), text_properties(style))


def list_style(name: str, kind: str) -> str:
    levels: List[str] = []
    for level in range(styles.LIST_LEVELS):
        indent = element("style:list-level-properties", {"text:list-level-position-and-space-mode": "label-alignment"},
                         element("style:list-level-label-alignment", {
                             "text:label-followed-by": "listtab",
                             "text:list-tab-stop-position": mm(styles.LIST_INDENT * (level + 1)),
                             "fo:text-indent": mm(-styles.LIST_HANGING),
                             "fo:margin-left": mm(styles.LIST_INDENT * (level + 1))}))
        if kind == "bullet":
            levels.append(element("text:list-level-style-bullet",
                                  {"text:level": level + 1, "text:bullet-char": "•"}, indent))
        else:
            levels.append(element("text:list-level-style-number",
                                  {"text:level": level + 1, "style:num-format": "1" if kind == "decimal" else "a",
                                   "style:num-suffix": "." if kind == "decimal" else ")"}, indent))
    return element("text:list-style", {"style:name": name}, *levels)


def font_faces() -> str:
    return element("office:font-face-decls", None, element(
        "style:font-face", {"style:name": styles.FONT, "svg:font-family": styles.FONT,
                            "style:font-family-generic": "swiss", "style:font-pitch": "variable"}))


def named_styles(document: Document) -> str:
    language, _, country = document.language.partition("-")
    default = element(
        "style:default-style", {"style:family": "paragraph"},
        element("style:paragraph-properties", {"style:tab-stop-distance": "12.7mm"}),
        element("style:text-properties", {"style:font-name": styles.FONT, "fo:font-size": pt(11),
                                          "fo:language": language, "fo:country": country, "fo:hyphenate": "false"}))
    strong = element("style:style", {"style:name": "Strong_20_Emphasis", "style:display-name": "Strong Emphasis",
                                     "style:family": "text"},
                     element("style:text-properties", {"fo:font-weight": "bold"}))
    return element("office:styles", None, default, *[_named(style, document.page) for style in styles.of(document.framed)], strong)


def page_layout(name: str, page: Page, header_room: float) -> str:
    """The words of a page begin `header_room` below the top of its header, lower where the header is taller."""
    header = element("style:header-style", None, element(
        "style:header-footer-properties", {"fo:min-height": mm(header_room), "fo:margin-bottom": mm(0)}))
    footer_room = page.bottom - page.footer  # its margin included, as in every office program
    footer = element("style:footer-style", None, element(
        "style:header-footer-properties",
        {"fo:min-height": mm(footer_room), "fo:margin-top": mm(footer_room - FOOTER_LINE)}))
    return element(
        "style:page-layout", {"style:name": name},
        element("style:page-layout-properties",
                {"fo:page-width": mm(page.width), "fo:page-height": mm(page.height),
                 "style:print-orientation": "landscape" if page.landscape else "portrait", "fo:margin-top": mm(page.header),
                 "fo:margin-bottom": mm(page.footer),
                 "fo:margin-left": mm(page.left), "fo:margin-right": mm(page.right)}),
        header, footer)
