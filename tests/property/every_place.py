#!/usr/bin/env python3
"""Marks in every place of a letter that a school might own, each character in a run of its own: both formats.

    every_place.py --program build/caseletters --templates templates [--schemas FOLDER]

One Word document and one OpenDocument text are written here, with marks in nested tables, first and even headers, notes,
text boxes, links, content controls, lists, sections, properties; with proofing marks, bookmarks, smart tags, tracked
moves, curly quotes and no-break spaces between their letters. The words that three cases must give stand here, written by
hand. The Open XML SDK's validator finds nothing that the template has not, and jing nothing at all.
"""

import argparse
import csv
import html
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "judges"))
import judge  # noqa: E402

CASES = [  # the last column: how many of the children
    ("A", "Ms", "Alex", "O'Hara", "1 High Street\nOakham", "live", "3 November 2026", "the gate", 3),
    ("B", "", "Sam", "de Vries", "2 Low Road\nOakham", "none", "31/12/2026", "", 0),
    ("C", "Dr", "", "Ng", "3 Mill Lane\nOakham", "complete", "1 Sep 2026", "the office", 1),
]
HEADINGS = ["Case ID", "Title", "First name", "Last name", "Address", "Complaint status", "Incident date", "Incident place"]
CHILDREN = [("Ann", "F", "2"), ("Ben", "M", "5"), ("Cy", "M", "8")]

# What each letter says, paragraph by paragraph; "[box]", "[note]" and "|" stand for drawings, notes and line breaks.
COMMON = {
    "A": ["Dear Ms Alex O'Hara,", "On Tuesday 3 November 2026 at the gate, we wrote.", "The complaint ‘goes on’. Next.",
          "You are other; thanks.", "Children:", "Ann", "Year 2", "Ben", "Year 5", "Cy", "Year 8", "O'Hara", "Name", "Year",
          "Ben", "Year 5", "See office@oaklane.example.org.", "Ann in section", "Ben in section", "Cy in section", "Rich Ms",
          "[box]", "Ms Alex O'Hara", "Note O'Hara[note].", "Ann: first", "second", "Ben: first", "second", "Cy: first",
          "second", "last", "Ann; girl.", "Ben; boy.", "Cy; boy.", "1 High Street", "Oakham", "1 High Street|Oakham",
          "The end."],
    "B": ["Dear Sam de Vries,", "On Thursday 31 December 2026 at, we wrote.", "There is none. Next.", "You are De Vries; thanks.",
          "de Vries", "Name", "Year", "See office@oaklane.example.org.", "[box]", "Sam de Vries", "Note de Vries[note].", "last",
          "2 Low Road", "Oakham", "2 Low Road|Oakham", "The end."],
    "C": ["Dear Dr Ng,", "On Tuesday 1 September 2026 at the office, we wrote.", "There is none. Next.", "You are Ng; thanks.",
          "Children:", "Ann", "Year 2", "Ng", "Name", "Year", "See office@oaklane.example.org.", "Ann in section", "Rich Dr",
          "[box]", "Dr Ng", "Note Ng[note].", "Ann: first", "second", "last", "Ann; girl.", "3 Mill Lane", "Oakham",
          "3 Mill Lane|Oakham", "The end."],
}
EDGES = {
    "A": ["H O'Hara", "first Ms x", "even Ms", "Oak Lane Primary School", "foot O'Hara with Ms."],
    "B": ["H de Vries", "first x", "Oak Lane Primary School", "foot de Vries."],
    "C": ["H Ng", "first Dr x", "even Dr", "Oak Lane Primary School", "foot Ng with Dr."],
}
HEAD = "H {{Last name}}"
FIRST = "first {{if Title is known}}{{Title}}{{end if}} x"
EVEN = ["{{if Title is known}}", "even {{Title}}", "{{end if}}"]
NOTE = "foot {{Last name}}{{if Title is known}} with {{Title}}{{end if}}."
NAME = "{{ Title | optional }} {{First name|optional}} {{Last_Name}}"


# --- Word ------------------------------------------------------------------------------------------------------------

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_NAMES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    "w": W, "r": OFFICE, "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml"}.items()) + ' mc:Ignorable="w14 w15"'


def runs(text):
    out = ""
    for at, letter in enumerate(text):
        out += f'<w:r><w:t xml:space="preserve">{html.escape(letter, quote=False)}</w:t></w:r>'
        out += {2: '<w:proofErr w:type="spellStart"/>', 4: '<w:proofErr w:type="spellEnd"/>'}.get(at % 5, "")
    return out


def wp(*content, settings=""):
    return f"<w:p>{settings}{''.join(one if one.startswith('<') else runs(one) for one in content)}</w:p>"


def word_table(*rows):
    cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    return ('<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/>'
            "</w:tblGrid>" + "".join("<w:tr>" + "".join(map(cell.format, row)) + "</w:tr>" for row in rows) + "</w:tbl>")


def control(number, content, settings=""):
    return f'<w:sdt><w:sdtPr><w:id w:val="{number}"/>{settings}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def word_box(content):
    graphic = ('<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="500000"/><wp:docPr id="7" '
               'name="Box" descr="For {{Last name}}"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/'
               '2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext '
               'cx="2000000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>'
               f"<w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>")
    return (f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{graphic}</w:drawing></mc:Choice><mc:Fallback>'
            f'<w:pict><v:shape id="s7" style="width:150pt;height:40pt"><v:textbox><w:txbxContent>{content}</w:txbxContent>'
            "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>")


def word_body():
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    told = 'w:author="x" w:date="2024-01-01T00:00:00Z"'
    inner = word_table((wp("{{for each Child}}"), wp()), (wp("{{Child name}}"), wp("{{Child year}}")), (wp("{{end for}}"), wp()))
    return "".join([
        wp("Dear " + NAME + ","),
        wp("On ", '<w:bookmarkStart w:id="1" w:name="when"/>', "{{Incident", '<w:bookmarkEnd w:id="1"/>', " date|weekday}} at ",
           f'<w:smartTag w:uri="urn:x" w:element="place">{runs("{{Incident ")}</w:smartTag>', "place | optional}}, we wrote."),
        wp(f'<w:moveFromRangeStart w:id="2" {told} w:name="m"/><w:moveFrom w:id="3" {told}>', "gone ", "</w:moveFrom>",
           '<w:moveFromRangeEnd w:id="2"/>', "{{IF\u00a0complaint  Status IS Live}}The complaint ‘goes on’.{{Else}}There is none."
           "{{End\u00a0If}} Next."),
        wp("{{if Last name is “Ng”}}You are Ng{{else if Last name is \"de Vries\"}}You are De Vries{{else}}You are other{{end}}; thanks."),
        word_table((wp("{{if Children is at least 1}}") + wp("Children:") + inner + wp("{{end if}}"), wp("{{Last name}}"))),
        wp(),
        word_table((wp("Name"), wp("Year")), (wp("{{For Each Child where Child year is 5}}"), wp()),
                   (wp("{{Child Name}}"), wp("{{child_year}}")), (wp("{{End For}}"), wp())),
        wp("See ", '<w:hyperlink r:id="link" w:tooltip="To {{School name}}">', "{{School e-mail}}", "</w:hyperlink>", "."),
        control(11, control(12, wp("{{for each Child}}") + wp("{{Child name}} in section") + wp("{{end for}}"),
                            "<w15:repeatingSectionItem/>"), "<w15:repeatingSection/>"),
        control(13, wp("{{if Title is known}}") + wp("Rich {{Title}}") + wp("{{end if}}")),
        word_box(wp(NAME)),
        wp("Note {{Last name}}", '<w:r><w:footnoteReference w:id="2"/></w:r>', "."),
        wp("{{for each Child}}"), wp("{{Child name}}: first", settings=numbered), wp("second", settings=numbered),
        wp("{{end for}}"), wp("last", settings=numbered),
        wp("{{for each Child}}"), control(14, wp("{{Child name}}; {{if Child sex is m}}boy{{else}}girl{{end if}}."), "<w:text/>"),
        wp("{{end for}}"), wp("{{Address|lines}}"), wp("{{Address}}"), wp("{{note: don’t forget he/she ....}}"), wp("The end.")])


def write_word(path):
    types = {"document": "document.main", "header1": "header", "header2": "header", "header3": "header", "footer1": "footer",
             "footnotes": "footnotes", "numbering": "numbering"}
    notes = "".join(f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                    for kind, number in (("separator", -1), ("continuationSeparator", 0)))
    margins = "".join(f'<w:headerReference w:type="{kind}" r:id="header{number}"/>'
                      for number, kind in enumerate(("default", "first", "even"), 1))
    part = '<?xml version="1.0" encoding="UTF-8"?>\n<w:{0} {1}>{2}</w:{0}>'
    stories = {
        "document": ("document", f'<w:body>{word_body()}<w:sectPr>{margins}<w:footerReference w:type="default" r:id="footer1"/>'
                                 "<w:titlePg/></w:sectPr></w:body>"),
        "header1": ("hdr", wp(HEAD)), "header2": ("hdr", wp(FIRST)), "header3": ("hdr", "".join(map(wp, EVEN))),
        "footer1": ("ftr", wp("{{School name}}")),
        "footnotes": ("footnotes", f'{notes}<w:footnote w:id="2">{wp(NOTE)}</w:footnote>'),
        "numbering": ("numbering", '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
                                   '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
                                   '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'),
    }
    package = "http://schemas.openxmlformats.org/package/2006/"
    relate = '<Relationship Id="{}" Type="{}" Target="{}"{}/>'
    below = "".join(relate.format(name, f"{OFFICE}/{kind.split('.')[0]}", name + ".xml", "")
                    for name, kind in types.items() if name != "document")
    below += relate.format("link", OFFICE + "/hyperlink", "mailto:%7B%7BSchool%20e-mail%7D%7D?subject={{Case ID}}",
                           ' TargetMode="External"')
    top = relate.format("a", OFFICE + "/officeDocument", "word/document.xml", "")
    top += relate.format("b", package + "relationships/metadata/core-properties", "docProps/core.xml", "")
    listed = "".join(f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                     f'wordprocessingml.{kind}+xml"/>' for name, kind in types.items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", f'<Types xmlns="{package}content-types"><Default Extension="rels" ContentType='
                     '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/docProps/core.xml" '
                     f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{listed}</Types>')
        for name, content in (("_rels/.rels", top), ("word/_rels/document.xml.rels", below)):
            out.writestr(name, f'<Relationships xmlns="{package}relationships">{content}</Relationships>')
        out.writestr("docProps/core.xml", f'<c:coreProperties xmlns:c="{package}metadata/core-properties" xmlns:dc='
                     '"http://purl.org/dc/elements/1.1/"><dc:title>To {{Last name}}</dc:title></c:coreProperties>')
        for name, (root, content) in stories.items():
            out.writestr(f"word/{name}.xml", part.format(root, WORD_NAMES, content))


# --- OpenDocument ----------------------------------------------------------------------------------------------------

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OPEN_NAMES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    **{name: f"{ODF}{name}:1.0" for name in ("office", "style", "text", "table", "meta")}, "draw": ODF + "drawing:1.0",
    "fo": ODF + "xsl-fo-compatible:1.0", "svg": ODF + "svg-compatible:1.0", "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/"}.items()) + ' office:version="1.3"'


def spans(text):
    return "".join(f'<text:span text:style-name="T{1 + at % 2}">'
                   + ("<text:s/>" if letter == " " and at % 3 == 0 else html.escape(letter, quote=False)) + "</text:span>"
                   for at, letter in enumerate(text))


def op(*content):
    inside = "".join(one if one.startswith("<") else spans(one) for one in content)
    return f'<text:p text:style-name="Standard">{inside}</text:p>'


def open_table(name, *rows, head=()):
    def row(cells):
        return ("<table:table-row>" + "".join(f'<table:table-cell office:value-type="string">{cell}</table:table-cell>'
                                              for cell in cells) + "</table:table-row>")
    header = f"<table:table-header-rows>{row(head)}</table:table-header-rows>" if head else ""
    return (f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="{len(rows[-1])}"/>{header}'
            + "".join(map(row, rows)) + "</table:table>")


def items(*contents):
    return ('<text:list text:style-name="L1">' + "".join(f"<text:list-item>{one}</text:list-item>" for one in contents)
            + "</text:list>")


def open_body():
    inner = open_table("inner", (op("{{for each Child}}"), op()), (op("{{Child name}}"), op("{{Child year}}")), (op("{{end for}}"), op()))
    frame = ('<draw:frame draw:name="F" text:anchor-type="as-char" svg:width="5cm" svg:height="1cm"><draw:text-box>{}'
             "</draw:text-box><svg:title>For {{{{Last name}}}}</svg:title></draw:frame>")
    note = ('<text:note text:note-class="footnote" text:id="n1"><text:note-citation>1</text:note-citation><text:note-body>{}'
            "</text:note-body></text:note>")
    typed = '<text:text-input text:description="">{}&#x0d;</text:text-input>'
    return "".join([
        op("Dear " + NAME + ","),
        op("On ", '<text:bookmark-start text:name="when"/>', "{{Incident", '<text:bookmark-end text:name="when"/>',
           " date|weekday}} at {{Incident place | optional}}, we wrote."),
        op("{{IF\u00a0complaint  Status IS Live}}The complaint ‘goes on’.{{Else}}There is none.{{End\u00a0If}} Next."),
        op("{{if Last name is “Ng”}}You are Ng{{else if Last name is \"de Vries\"}}You are De Vries{{else}}You are other{{end}}; thanks."),
        open_table("outer", (op("{{if Children is at least 1}}") + op("Children:") + inner + op("{{end if}}"), op("{{Last name}}"))),
        open_table("children", (op("{{For Each Child where Child year is 5}}"), op()), (op("{{Child Name}}"), op("{{child_year}}")),
                   (op("{{End For}}"), op()), head=(op("Name"), op("Year"))),
        op("See ", '<text:a xlink:type="simple" xlink:href="mailto:%7B%7BSchool%20e-mail%7D%7D?subject={{Case ID}}" '
           'office:title="To {{School name}}">', "{{School e-mail}}", "</text:a>", "."),
        '<text:section text:name="S" text:style-name="Two">' + op("{{for each Child}}") + op("{{Child name}} in section")
        + op("{{end for}}") + "</text:section>",
        op("{{if Title is known}}"), '<text:section text:name="R" text:style-name="Two">' + op("Rich {{Title}}") + "</text:section>",
        op("{{end if}}"), op(frame.format(op(NAME))), op("Note {{Last name}}", note.format(op(NOTE)), "."),
        op("{{for each Child}}") + items(op("{{Child name}}: first"), op("second")) + op("{{end for}}") + items(op("last")),
        op(typed.format("{{for each Child}}")), op("{{Child name}}; {{if Child sex is m}}boy{{else}}girl{{end if}}."),
        op(typed.format("{{end for}}")), op("{{Address|lines}}"), op("{{Address}}"), op("{{note: don’t forget he/she ....}}"),
        op("The end.")])


def write_open(path):
    letters = "".join(f'<style:style style:name="T{number}" style:family="text"/>' for number in (1, 2))
    styles = (f'<office:automatic-styles>{letters}<style:style style:name="Two" style:family="section"><style:section-properties>'
              '<style:columns fo:column-count="2" fo:column-gap="0cm"/></style:section-properties></style:style><text:list-style '
              'style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
              "</text:list-style></office:automatic-styles>")
    page = (f"<style:header>{op(HEAD)}</style:header><style:header-left>{''.join(map(op, EVEN))}</style:header-left>"
            f"<style:header-first>{op(FIRST)}</style:header-first><style:footer>"
            + open_table("foot", (op("{{School name}}"),)) + "</style:footer>")
    parts = {
        "content.xml": ("content", f"{styles}<office:body><office:text>{open_body()}</office:text></office:body>"),
        "styles.xml": ("styles", '<office:styles><style:style style:name="Standard" style:family="paragraph"/></office:styles>'
                       f'<office:automatic-styles><style:page-layout style:name="pm"/>{letters}</office:automatic-styles>'
                       '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm">'
                       f"{page}</style:master-page></office:master-styles>"),
        "meta.xml": ("meta", "<office:meta><dc:title>To {{Last name}}</dc:title></office:meta>"),
    }
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="{media}"/>'
                      for name, media in [("/", kind)] + [(name, "text/xml") for name in parts])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("mimetype", kind, zipfile.ZIP_STORED)
        for name, (root, content) in parts.items():
            out.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{root} {OPEN_NAMES}>{content}'
                               f"</office:document-{root}>")
        out.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{ODF}manifest:1.0" m:version="1.3">{entries}</m:manifest>')


# --- what the letters say --------------------------------------------------------------------------------------------

def local(node):
    return node.tag.rsplit("}", 1)[-1]


def paragraphs(node):
    """The words of each paragraph, those of boxes after their paragraph; nothing of notes and of what was moved away."""
    for child in node:
        name = local(child)
        if name in ("Fallback", "footnote") and child.get(f"{{{W}}}type") is not None or name in ("Fallback", "del", "moveFrom"):
            continue
        if name == "p":
            boxes, notes = [], []
            words = said(child, boxes, notes)
            if words:
                yield words
            for box in boxes:
                yield from paragraphs(box)
        else:
            yield from paragraphs(child)


def said(node, boxes, notes):
    out = node.text or "" if local(node) == "t" or node.tag.startswith("{" + ODF) else ""
    for child in node:
        name = local(child)
        if name in ("txbxContent", "text-box"):
            boxes.append(child)
            out += "[box]"
        elif name in ("footnoteReference", "note"):
            out += "[note]"
        elif name in ("br", "line-break"):
            out += "|"
        elif name == "s":
            out += " "
        elif name not in ("Fallback", "del", "moveFrom", "title"):
            out += said(child, boxes, notes)
        if child.tag.startswith("{" + ODF):
            out += child.tail or ""
    return out


def words_of(letter):
    """Of the body, and of everything around it; then the title, the link's address and the box's alternative text."""
    with zipfile.ZipFile(letter) as package:
        read = lambda name: ElementTree.fromstring(package.read(name))
        if letter.suffix == ".odt":
            content, styles, meta = read("content.xml"), read("styles.xml"), read("meta.xml")
            pages = {local(one): list(paragraphs(one)) for one in styles.iter() if local(one).startswith(("header", "footer"))}
            around = [pages[name] for name in ("header", "header-first", "header-left", "footer")]
            around += [list(paragraphs(one)) for one in content.iter() if local(one) == "note-body"]
            told = [next(one.text for one in meta.iter() if local(one) == "title")]
            told += [next(one.get("{http://www.w3.org/1999/xlink}href") for one in content.iter() if local(one) == "a")]
            told += [next(one.text for one in content.iter() if local(one) == "title")]
            return list(paragraphs(content)), sum(around, []), told
        stories = [list(paragraphs(read(f"word/{name}.xml"))) for name in ("header1", "header2", "header3", "footer1", "footnotes")]
        body = read("word/document.xml")
        told = [next(one.text for one in read("docProps/core.xml") if local(one) == "title")]
        told += [one.get("Target") for one in read("word/_rels/document.xml.rels") if one.get("TargetMode")]
        told += [next(one.get("descr") for one in body.iter() if local(one) == "docPr")]
        return list(paragraphs(body)), sum(stories, []), told


def faults_of(arguments, work):
    templates, program = arguments.templates.resolve(), arguments.program.resolve()
    surroundings = {"CASELETTERS_TEMPLATES": str(templates), "PATH": "/usr/bin:/bin", "HOME": str(work)}
    pack = work / "pack"
    subprocess.run([program, "policies", "--copy", "diamond", pack, "--quiet"], check=True, env=surroundings)
    for name in ("school.xml", "crest.png"):
        shutil.copy(templates.parent / "samples/oak-lane" / name, work)
    write_word(pack / "everywhere.docx")
    write_open(pack / "everywhere.odt")
    policy = pack / "policy.xml"
    policy.write_text(policy.read_text(encoding="utf-8").replace(
        "</letters>", '<letter id="everywhere" title="Everywhere" template="everywhere" signatory="headteacher"/></letters>'),
        encoding="utf-8")
    with open(work / "cases.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS + [f"Child {n} {field}" for n in (1, 2, 3) for field in ("name", "sex", "year")])
        for *cells, children in CASES:
            writer.writerow(cells + [cell for child in CHILDREN[:children] for cell in child] + [""] * 3 * (3 - children))
    done = subprocess.run([program, "generate", work / "cases.csv", "--policy", pack, "--letter", "everywhere", "--format",
                           "docx,odt", "--out", work / "out", "--date", "2026-11-03"],
                          capture_output=True, text=True, check=False, env=surroundings)
    if done.returncode != 0:
        yield "not every letter was made: " + done.stdout + done.stderr
        return
    for case, *cells in CASES:
        for ending in ("docx", "odt"):
            letter = next((work / "out" / case).glob("*." + ending))
            for what, there, wanted in zip(("body", "margins and notes", "title, link, box"), words_of(letter),
                                           (COMMON[case], EDGES[case], [f"To {cells[2]}", "mailto:office@oaklane.example.org"
                                                                        f"?subject={case}", f"For {cells[2]}"])):
                if there != wanted:
                    yield f"case {case}, {ending}, {what}: it says {there}, not {wanted}"
    letters = list((work / "out").rglob("everywhere*"))
    yield from judge.judge_by_validator([one for one in letters if one.suffix == ".docx"], [pack])
    if arguments.schemas:
        yield from judge.judge_by_schema([one for one in letters if one.suffix == ".odt"], arguments.schemas)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--templates", type=pathlib.Path, required=True)
    parser.add_argument("--schemas", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        faults = list(faults_of(arguments, pathlib.Path(folder)))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
