#!/usr/bin/env python3
"""Random Word templates from a grammar, made into letters by the program and judged from outside.

    random_templates.py --program build/caseletters --templates templates [--seed N] [--count N] [--keep FOLDER]

Each template nests blocks in paragraphs, lines, tables, content controls, text boxes, notes and headers; its runs are
cut anywhere, also inside marks, with proofing marks, bookmarks, comments and tracked moves among them. The words that
the letter must say are worked out here, by rules written for this test alone. Every letter is then looked at by the
Open XML SDK's validator (no finding that its template has not), and by checks of our own: no mark left, no cell without
a paragraph, no id twice, no half of a pair, no doubled space, no space before a full stop.
"""

import argparse
import csv
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "judges"))
import judge  # noqa: E402

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
NAMESPACES = (f'xmlns:w="{W}" xmlns:w14="{W14}" '
              'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
              'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
              'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
              'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
              'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
              'mc:Ignorable="w14"')

DEEPEST = 3  # of blocks in blocks

CHILDREN = [("Ann", "F", "2"), ("Ben", "M", "5"), ("Cy", "M", "8")]
CASES = [
    {"Case ID": "A", "Title": "Ms", "First name": "Alex", "Last name": "O'Hara", "Address": "1 High Street\nOakham",
     "Complaint status": "live", "Incident from complaint": "yes", "Children": 3},
    {"Case ID": "B", "Title": "", "First name": "Sam", "Last name": "de Vries", "Address": "2 Low Road\nOakham",
     "Complaint status": "none", "Incident from complaint": "no", "Children": 0},
    {"Case ID": "C", "Title": "Dr", "First name": "", "Last name": "Ng", "Address": "3 Mill Lane\nOakham",
     "Complaint status": "complete", "Incident from complaint": "no", "Children": 1},
]


# --- the grammar: each node knows its XML and what it says for a case ----------------------------------------------------

class Maker:
    """Random choices, and numbers that must differ within one document."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0

    def next(self):
        self.number += 1
        return self.number

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, things):
        return self.random.choice(things)


def condition(make, in_child):
    """A condition as a mark writes it, and what it is for a case and a child."""
    known = [("Title is known", lambda case, child: bool(case["Title"])),
             ("First name is not known", lambda case, child: not case["First name"]),
             ("Complaint status is live", lambda case, child: case["Complaint status"] == "live"),
             ("Complaint status is one of none, complete", lambda case, child: case["Complaint status"] != "live"),
             ("Incident from complaint is yes", lambda case, child: case["Incident from complaint"] == "yes"),
             ("Children is at least 1", lambda case, child: case["Children"] >= 1),
             ("Children is 3", lambda case, child: case["Children"] == 3),
             ("no Child has (Child sex is f)", lambda case, child: case["Children"] == 0)]
    if in_child:
        known += [("Child sex is m", lambda case, child: CHILDREN[child][1] == "M"),
                  ("Child year is before year-7", lambda case, child: int(CHILDREN[child][2]) < 7)] * 3
    words, holds = make.pick(known)
    if make.chance(0.2):
        return f"not ({words})", lambda case, child: not holds(case, child)
    return words, holds


def value(make, in_child):
    known = [("{{Last name}}", lambda case, child: case["Last name"]),
             ("{{last_name|upper}}", lambda case, child: case["Last name"].upper()),
             ("{{Title | optional}}", lambda case, child: case["Title"]),
             ("{{First name | optional}}", lambda case, child: case["First name"]),
             ("{{Children | count}}", lambda case, child: str(case["Children"])),
             ("{{School name}}", lambda case, child: "Oak Lane Primary School")]
    if in_child:
        known += [("{{Child name}}", lambda case, child: CHILDREN[child][0])] * 3
    return make.pick(known)


def word(make):
    return make.pick(["alpha", "beta", "gamma", "delta", "word & more", "x<y", "naïve", "the end", "we say"])


def line(make, depth, in_child):
    """A line of text with marks: its source, and its words for a case."""
    source, parts = [], []

    def put(text):
        source.append(text)
        parts.append(lambda case, child, text=text: text)

    put(word(make).capitalize())
    for _ in range(make.random.randint(1, 3)):
        kind = make.random.random()
        if kind < 0.4:
            text, says = value(make, in_child)
            source.append(" " + text)
            parts.append(lambda case, child, says=says: " " + says(case, child))
        elif kind < 0.6 and depth > 0:
            words, holds = condition(make, in_child)
            yes, say_yes = line(make, depth - 1, in_child)
            no, say_no = line(make, depth - 1, in_child) if make.chance(0.5) else ("", lambda case, child: "")
            source.append(" {{if " + words + "}}" + yes + ("{{else}}" + no if no else "") + "{{end if}}")
            parts.append(lambda case, child, holds=holds, say_yes=say_yes, say_no=say_no:
                         " " + (say_yes if holds(case, child) else say_no)(case, child))
        elif kind < 0.7:
            source.append(" {{choose Complaint status}}{{when live}}on{{when none}}off{{otherwise}}over{{end choose}}")
            parts.append(lambda case, child: " " + {"live": "on", "none": "off"}.get(case["Complaint status"], "over"))
        elif kind < 0.75:
            source.append(" {{note: he/she, ..... and [insert]}}")
            parts.append(lambda case, child: " ")
        else:
            put(make.pick([" ", ", ", " and "]) + word(make))
    put(make.pick([".", "", ";", " too."]))
    return "".join(source), lambda case, child: "".join(part(case, child) for part in parts)


def runs(make, text, plain=False):
    """Text as runs cut anywhere, with what Word leaves between them."""
    many = min(len(text) - 1, make.random.randint(0, 6))
    cuts = sorted(make.random.sample(range(1, len(text)), many)) if many > 0 else []
    out = []
    for begin, end in zip([0] + cuts, cuts + [len(text)]):
        settings = make.pick(["", "", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:lang w:val="en-GB"/></w:rPr>'])
        out.append(f'<w:r>{settings}<w:t xml:space="preserve">{escape(text[begin:end])}</w:t></w:r>')
        if not plain and make.chance(0.15):
            out.append('<w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/>')
        if not plain and make.chance(0.08):
            number = make.next()
            out.append(f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/><w:bookmarkEnd w:id="{number}"/>')
    return "".join(out)


def paragraph_xml(make, text, settings=""):
    identity = f' w14:paraId="{make.next():08X}"' if make.chance(0.4) else ""
    return f"<w:p{identity}>{settings}{runs(make, text)}</w:p>"


def drawing(make):
    """A picture frame without a picture: what must stay unique is its number."""
    number = make.next() + 1000
    return (f'<w:r><w:drawing><wp:inline><wp:extent cx="10" cy="10"/><wp:docPr id="{number}" name="d{number}"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:bodyPr/></wps:wsp>'
            '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def blocks(make, depth, in_child, in_cell=False):
    """Some blocks after one another: their XML, and the lines they say."""
    xml, says = [], []
    for _ in range(make.random.randint(1, 3)):
        one, say = block(make, depth, in_child, in_cell)
        xml.append(one)
        says.append(say)
    return "".join(xml), lambda case, child: [words for say in says for words in say(case, child)]


def control(make, mark):
    return paragraph_xml(make, make.pick([mark, mark + " ", " " + mark]))


def block(make, depth, in_child, in_cell):
    kind = make.random.random()
    if depth == 0 or kind < 0.35:
        text, say = line(make, 2, in_child)
        extra = drawing(make) if make.chance(0.1) else ""
        return paragraph_xml(make, text).replace("</w:p>", extra + "</w:p>"), lambda case, child: [say(case, child)]
    if kind < 0.5:
        words, holds = condition(make, in_child)
        yes, say_yes = blocks(make, depth - 1, in_child, in_cell)
        no, say_no = blocks(make, depth - 1, in_child, in_cell) if make.chance(0.5) else ("", lambda case, child: [])
        xml = control(make, "{{if " + words + "}}") + yes
        if no:
            xml += control(make, "{{else}}") + no
        xml += control(make, "{{end if}}")
        return straddled(make, xml), lambda case, child: (say_yes if holds(case, child) else say_no)(case, child)
    if kind < 0.6 and not in_child:
        inside, say = blocks(make, depth - 1, True, in_cell)
        xml = control(make, "{{for each Child}}") + inside + control(make, "{{end for}}")
        return xml, lambda case, child: [words for number in range(case["Children"]) for words in say(case, number)]
    if kind < 0.75:
        return table(make, depth - 1, in_child)
    if kind < 0.83:
        inside, say = blocks(make, depth - 1, in_child, in_cell)
        number = make.next() + 5000
        return f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>', say
    if kind < 0.9 and depth == DEEPEST:
        # The end of a section stays, whatever becomes of the words beside it.
        text, say = line(make, 1, in_child)
        section = '<w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>'
        return paragraph_xml(make, text, section), lambda case, child: [say(case, child)]
    text, say = value(make, in_child)
    return paragraph_xml(make, text), lambda case, child: [say(case, child)]


def straddled(make, xml):
    """A bookmark or a permission that begins outside a block and ends within it, or the other way round."""
    if not make.chance(0.4) or "</w:p>" not in xml:
        return xml
    number = make.next()
    start, end = make.pick([(f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/>', f'<w:bookmarkEnd w:id="{number}"/>'),
                            (f'<w:permStart w:id="{number}" w:edGrp="everyone"/>', f'<w:permEnd w:id="{number}"/>')])
    ends = [match.start() for match in re.finditer("</w:p>", xml)]
    where = make.pick(ends)
    return f"<w:p>{start}{runs(make, 'Before.', True)}</w:p>" + xml[:where] + end + xml[where:]


def table(make, depth, in_child):
    columns = make.random.randint(1, 3)
    rows, says = [], []

    def row(cells, merge=""):
        width = f'<w:tcW w:w="{9000 // columns}" w:type="dxa"/>'
        return "<w:tr>" + "".join(f"<w:tc><w:tcPr>{width}{merge}</w:tcPr>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    def filled(child_too, merge=""):
        made = [blocks(make, depth, child_too, True) if make.chance(0.3) and depth > 0 else None for _ in range(columns)]
        cells, say = [], []
        for one in made:
            if one is None:
                text, words = line(make, 1, child_too)
                one = paragraph_xml(make, text), lambda case, child, words=words: [words(case, child)]
            xml = one[0] if re.search(r"</w:p>$", one[0]) else one[0] + "<w:p/>"
            cells.append(xml)
            say.append(one[1])
        return row(cells, merge), lambda case, child: [words for part in say for words in part(case, child)]

    def marked(mark):
        place = make.random.randrange(columns)
        return row([control(make, mark) if place == column else "<w:p/>" for column in range(columns)])

    for _ in range(make.random.randint(1, 3)):
        kind = make.random.random()
        if kind < 0.4:
            xml, say = filled(in_child)
            rows.append(xml)
            says.append(say)
        elif kind < 0.7 and not in_child:
            xml, say = filled(True)
            rows.append(marked("{{for each Child}}") + xml + marked("{{end for}}"))
            says.append(lambda case, child, say=say:
                        [words for number in range(case["Children"]) for words in say(case, number)])
        else:
            words, holds = condition(make, in_child)
            xml, say = filled(in_child)
            rows.append(marked("{{if " + words + "}}") + xml + marked("{{end if}}"))
            says.append(lambda case, child, holds=holds, say=say: say(case, child) if holds(case, child) else [])
    grid = "".join(f'<w:gridCol w:w="{9000 // columns}"/>' for _ in range(columns))
    xml = f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    return xml, lambda case, child: [words for say in says for words in say(case, child)]


# --- the package ------------------------------------------------------------------------------------------------------

def document(make):
    body, say = blocks(make, DEEPEST, False)
    # Between two tables Word wants a paragraph, and at the end of the body too.
    body = body.replace("</w:tbl><w:tbl>", "</w:tbl><w:p/><w:tbl>") + "<w:p/>"
    header, say_header = line(make, 1, False)
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>{body}' \
          '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>' \
          "</w:body></w:document>"
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:hdr {NAMESPACES}>{paragraph_xml(make, header)}</w:hdr>'
    return xml, head, lambda case: [say_header(case, None)] + say(case, None)


def write_package(path, xml, header):
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", start +
                         '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                         '<Default Extension="xml" ContentType="application/xml"/>'
                         f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
                         f'<Override PartName="/word/header1.xml" ContentType="{kinds}.header+xml"/></Types>')
        package.writestr("_rels/.rels", start + f'<Relationships xmlns="{rels}"><Relationship Id="rId1" '
                         f'Type="{relation}/officeDocument" Target="word/document.xml"/></Relationships>')
        package.writestr("word/document.xml", xml)
        package.writestr("word/_rels/document.xml.rels", start + f'<Relationships xmlns="{rels}"><Relationship Id="rId1" '
                         f'Type="{relation}/header" Target="header1.xml"/></Relationships>')
        package.writestr("word/header1.xml", header)


def make_pack(work, program, templates, count, seed):
    """A copy of a policy that ships, with a letter of its own for each template."""
    pack = work / "pack"
    subprocess.run([program, "policies", "--copy", "diamond", pack, "--quiet"], check=True,
                   env={"CASELETTERS_TEMPLATES": str(templates), "PATH": "/usr/bin:/bin"})
    shutil.copy(templates.parent / "samples/oak-lane/school.xml", work)
    shutil.copy(templates.parent / "samples/oak-lane/crest.png", work)
    expected, letters = {}, ""
    for number in range(count):
        name = f"random-{number:03}"
        xml, header, say = document(Maker(seed * 1000 + number))
        write_package(pack / f"{name}.docx", xml, header)
        expected[name] = say
        letters += f'<letter id="{name}" title="Random {number}" template="{name}" signatory="headteacher"/>\n'
    policy = pack / "policy.xml"
    text = policy.read_text(encoding="utf-8")
    at = text.index("</letters>")
    policy.write_text(text[:at] + letters + text[at:], encoding="utf-8")
    with open(work / "cases.csv", "w", newline="", encoding="utf-8") as file:
        columns = [name for name in CASES[0] if name != "Children"]
        writer = csv.writer(file)
        writer.writerow(columns + [f"Child {n} {field}" for n in (1, 2, 3) for field in ("name", "sex", "year")] + ["Letter"])
        for case in CASES:
            children = [cell for child in CHILDREN[:case["Children"]] for cell in child]
            writer.writerow([case[name] for name in columns] + children + [""] * (9 - len(children)) + [", ".join(expected)])
    return pack, expected


# --- what is looked at ------------------------------------------------------------------------------------------------

DRAWING = "\u25a3"  # stands for a drawing, beside which a space is right


def plain(words):
    """Words without regard to spaces: where they stand is looked at by itself."""
    return re.sub(r"\s+", "", words).replace(DRAWING, "")


def parts_of(letter):
    with zipfile.ZipFile(letter) as package:
        return [ElementTree.fromstring(package.read(f"word/{name}.xml")) for name in ("header1", "document")]


def text_of(paragraph):
    shown = {f"{{{W}}}t": lambda node: node.text or "", f"{{{W}}}drawing": lambda node: DRAWING}
    return "".join(shown[node.tag](node) for node in paragraph.iter() if node.tag in shown)


def faults_of(letter, expected):
    roots = parts_of(letter)
    said = [text_of(paragraph) for root in roots for paragraph in root.iter(f"{{{W}}}p")]
    wanted = [plain(words) for words in expected if plain(words)]
    # "Before." stands where a bookmark was made to cross the edge of a block.
    got = [plain(words) for words in said if plain(words) and plain(words) != "Before."]
    if got != wanted:
        first = next((pair for pair in zip(got + ["(nothing)"], wanted + ["(nothing)"]) if pair[0] != pair[1]), None)
        yield f"says {first[0]!r} where it should say {first[1]!r}" if first else "says more or less than it should"
    for words in said:
        if "{{" in words or "}}" in words:
            yield f"a mark is left: {words!r}"
        if "  " in words or re.search(r" [.,;]", words) or words != words.strip():
            yield f"spaces are wrong: {words!r}"
    for root in roots:
        for kind in ("tc", "body", "hdr"):
            for place in root.iter(f"{{{W}}}{kind}"):
                blocks_in = [child.tag.split("}")[1] for child in place if child.tag.split("}")[1] in ("p", "tbl", "sdt")]
                if kind != "body" and (not blocks_in or blocks_in[-1] == "tbl"):
                    yield f"a {kind} does not end with a paragraph"
                if any(pair == ("tbl", "tbl") for pair in zip(blocks_in, blocks_in[1:])):
                    yield "two tables touch"
        for place in root.iter(f"{{{W}}}tbl"):
            if place.find(f"{{{W}}}tr") is None:
                yield "a table without rows"
        seen = set()
        for node in root.iter():
            local = node.tag.split("}")[1]
            keys = [("paraId", node.get(f"{{{W14}}}paraId"))]
            if local == "docPr":
                keys.append(("docPr", node.get("id")))
            if local == "bookmarkStart":
                keys.append(("bookmark", node.get(f"{{{W}}}id")))
            for key in keys:
                if key[1] is not None and key in seen:
                    yield f"{key} stands twice"
                seen.add(key)
        for start, end in (("bookmarkStart", "bookmarkEnd"), ("permStart", "permEnd")):
            begun = sorted(node.get(f"{{{W}}}id") for node in root.iter(f"{{{W}}}{start}"))
            ended = sorted(node.get(f"{{{W}}}id") for node in root.iter(f"{{{W}}}{end}"))
            if begun != ended:
                yield f"{start} {begun} and {end} {ended} do not match"


def run(arguments, work):
    templates = arguments.templates.resolve()
    pack, expected = make_pack(work, arguments.program.resolve(), templates, arguments.count, arguments.seed)
    done = subprocess.run([arguments.program.resolve(), "generate", work / "cases.csv", "--policy", pack, "--out", work / "out",
                           "--date", "2026-11-03"], capture_output=True, text=True, check=False,
                          env={"CASELETTERS_TEMPLATES": str(templates), "PATH": "/usr/bin:/bin"})
    if done.returncode != 0:
        print((done.stdout + done.stderr)[-3000:])
        return 1
    faults, letters = [], []
    for case in CASES:
        for name, say in expected.items():
            found = sorted((work / "out").glob(f"{case['Case ID']}/{name}-*.docx"))
            if not found:
                faults.append(f"{name} for case {case['Case ID']} was not written")
                continue
            letters.append(found[0])
            faults += [f"{name} for case {case['Case ID']}: {fault}" for fault in faults_of(found[0], say(case))]
    if not arguments.no_validator:
        faults += judge.judge_by_validator(letters[:arguments.judged], [pack])
    for fault in faults:
        print(fault)
    print(f"{len(letters)} letters of {len(expected)} templates, {len(faults)} faults (seed {arguments.seed})")
    return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--templates", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--judged", type=int, default=24, help="how many letters the validator looks at")
    parser.add_argument("--no-validator", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path, help="where to leave what was made")
    arguments = parser.parse_args()
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        return run(arguments, arguments.keep)
    with tempfile.TemporaryDirectory() as folder:
        return run(arguments, pathlib.Path(folder))


if __name__ == "__main__":
    sys.exit(main())
