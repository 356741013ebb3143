#!/usr/bin/env python3
"""A mail-merge letter of another program works unchanged, and a faulty one comes back with comments.

    mail_merge.py --program build/caseletters --templates templates

python-docx builds a letter as Word keeps one that was made for a mail merge: fields of both kinds, split runs, a table, a
footer, and the path of a workbook in its settings. The program makes a letter of it; the words are compared with those
written here by hand. A second letter with faults is checked with --annotate. The Open XML SDK's validator finds nothing in
either that the template has not, and LibreOffice reads the comments of the copy.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

import random_templates
from random_templates import judge

EXPECTED = [
    "Ms Alex O'Hara", "1 High Street", "Oakham", "Dear Ms O'HARA", "On 3 November 2026 you were at the gate.",
    "Our reference: A", "Case", "A", "Tuesday 3 November 2026", "Page 1",
]


def run(text, settings=""):
    return f'<w:r {nsdecls("w")}>{settings}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code, shown, pieces=1):
    """A complex field as Word writes it, its instruction in so many runs."""
    step = max(1, len(code) // pieces)
    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{code[at:at + step]}</w:instrText></w:r>'
                    for at in range(0, len(code), step))
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (sign.format("begin") + codes + sign.format("separate") +
            f'<w:r><w:rPr><w:noProof/></w:rPr><w:t>{shown}</w:t></w:r>' + sign.format("end"))


def add(paragraph, *pieces):
    holder = parse_xml(f'<w:p {nsdecls("w")}>{"".join(pieces)}</w:p>')
    for child in list(holder):
        paragraph._p.append(child)


def mail_merge_letter(path):
    letter = docx.Document()
    add(letter.add_paragraph(), field(" MERGEFIELD Title ", "«Title»"), run(" "), field(" MERGEFIELD Forename ", "«Forename»", 4),
        run(" "), '<w:fldSimple w:instr=" MERGEFIELD Surname \\* MERGEFORMAT ">' + run("«Surname»") + "</w:fldSimple>")
    for name in ("Address_1", "Address_2", "Postcode"):
        add(letter.add_paragraph(), field(f" MERGEFIELD {name} ", f"«{name}»", 3))
    add(letter.add_paragraph(), run("Dear"), field(' MERGEFIELD Title \\b " " ', "«Title»"), run(" "),
        field(" MERGEFIELD Last_name \\* Upper ", "«Last_name»", 5))
    add(letter.add_paragraph(), run("On "), field(' MERGEFIELD Date_of_incident \\@ "d MMMM yyyy" ', "«Date»", 2),
        run(" you were at "), field(" MERGEFIELD Incident_place ", "«Place»"), run("."))
    add(letter.add_paragraph(), run("Our reference: "), field(" MERGEFIELD Case_ref ", "«Case_ref»"))
    cells = letter.add_table(rows=1, cols=3).rows[0].cells
    cells[0].text = "Case"
    add(cells[1].paragraphs[0], field(" MERGEFIELD Case_ID ", "«Case_ID»"))
    add(cells[2].paragraphs[0], field(' MERGEFIELD Incident_date \\@ "dddd, d MMMM yyyy" ', "«Incident_date»"))
    add(letter.sections[0].footer.paragraphs[0], run("Page "), field(" PAGE ", "1"))
    settings = next(part for part in letter.part.package.iter_parts() if part.partname == "/word/settings.xml")
    source = settings.relate_to("file:///C:/Users/clerk/Cases.xlsx",
                                RELATIONSHIP_TYPE.HYPERLINK.replace("hyperlink", "mailMergeSource"), is_external=True)
    merge = parse_xml(f'<w:mailMerge {nsdecls("w", "r")}><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="native"/>'
                      f'<w:dataSource r:id="{source}"/></w:mailMerge>')
    letter.settings.element.find(qn("w:zoom")).addnext(merge)
    letter.save(path)


def faulty_letter(path):
    letter = docx.Document()
    letter.add_heading("A letter nobody finished", 1)
    letter.add_paragraph("Dear Sir/Madam")
    add(letter.add_paragraph(), run("Your "), field(' IF M = "M" "son" "daughter" ', "son"), run(" was {{Behav"), run("ior}} at ....... "))
    letter.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{if Title is known}}"
    letter.sections[0].header.paragraphs[0].text = "{{School nam}}"
    letter.save(path)


def words_of(letter):
    with zipfile.ZipFile(letter) as package:
        names = ["word/document.xml"] + sorted(name for name in package.namelist() if re.search(r"word/footer\d", name))
        roots = [random_templates.ElementTree.fromstring(package.read(name)) for name in names]
        everything = b"".join(package.read(name) for name in package.namelist())
    lines = [random_templates.text_of(p).strip() for root in roots for p in root.iter(qn("w:p"))]
    return [line for line in lines if line], everything


def faults_of(arguments, work):
    templates, program = arguments.templates.resolve(), arguments.program.resolve()
    pack, _ = random_templates.make_pack(work, program, templates, 0, 0)
    policy = pack / "policy.xml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("</letters>", '<letter id="merged" title="Merged" template="merged" '
                                   'signatory="headteacher"/></letters>'), encoding="utf-8")
    mail_merge_letter(pack / "merged.docx")
    (work / "cases.csv").write_text("Case ref,Title,Forename,Surname,Home address,Date of incident,Where did it happen?\n"
                                    'A,Ms,Alex,O\'Hara,"1 High Street\nOakham",3 November 2026,the gate\n', encoding="utf-8")
    environment = {"CASELETTERS_TEMPLATES": str(templates), "PATH": "/usr/bin:/bin", "HOME": str(work)}
    done = subprocess.run([program, "generate", work / "cases.csv", "--policy", pack, "--letter", "merged", "--out",
                           work / "out", "--date", "2026-11-03"], capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        yield "no letter was made: " + done.stdout + done.stderr
        return
    if "mail-merge-source" not in done.stdout + done.stderr:
        yield "nothing is said of the workbook in the settings"
    letter = next((work / "out").rglob("merged-*.docx"))
    words, everything = words_of(letter)
    if words != EXPECTED:
        yield f"the letter says {words}, not {EXPECTED}"
    if b"Cases.xlsx" in everything or b"MERGEFIELD" in everything:
        yield "the workbook or a merge field is left in the letter"

    (work / "drafts").mkdir()
    draft, copy = work / "drafts" / "draft.docx", work / "draft-copy.docx"
    faulty_letter(draft)
    done = subprocess.run([program, "check", draft, "--annotate", copy], capture_output=True, text=True, check=False,
                          env=environment)
    if done.returncode != 1 or not copy.exists():
        yield "no copy with comments: " + done.stdout + done.stderr
        return
    yield from judge.judge_by_validator([letter], [pack])
    yield from judge.judge_by_validator([copy], [work / "drafts"])
    subprocess.run([judge.tool("soffice", "libreoffice"), f"-env:UserInstallation=file://{work}/profile", "--headless",
                    "--convert-to", "fodt", "--outdir", work, copy], capture_output=True, check=False, env=environment, timeout=120)
    flat = work / "draft-copy.fodt"
    opened = flat.read_text(encoding="utf-8") if flat.exists() else ""
    for said in ("Error: unknown-fact", "Error: residue", "Error: native-field", "Error: block-open", "In a header"):
        if said not in opened:
            yield f"LibreOffice finds no comment that says “{said}”"
    if opened and "A letter nobody finished" not in opened:
        yield "LibreOffice does not read the words of the copy"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--templates", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        faults = list(faults_of(arguments, pathlib.Path(folder)))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
