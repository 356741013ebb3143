#!/usr/bin/env python3
"""PDFs of some finished letters: the page as LibreOffice lays it out, tags, title, language, and the same bytes twice.

    check_pdfs.py --program build/caseletters --cases cases.xlsx FOLDER     exit 1 with what is wrong, one a line

A letter of each kind below FOLDER, and a few that are written as OpenDocument texts from CASES, are made into PDFs twice;
one LibreOffice lays all of them out once.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "page"))
import same_layout  # noqa: E402

MOST = 16  # letters: enough for one of every kind


def one_of_each_kind(folder):
    kinds = {}
    for path in sorted(folder.rglob("*.docx")):
        kinds.setdefault(re.sub(r"-\d{4}-\d\d-\d\d.*", "", path.name), path)
    return list(kinds.values())[:MOST]


def opendocument_letters(program, cases, out):
    """Three letters as .odt, named apart from the others."""
    out.mkdir()
    subprocess.run([program, "generate", str(cases), "--format", "odt", "--date", "2026-11-03", "--rows", "2-6", "--out",
                    str(out), "--register", str(out / "register.sqlite"), "--quiet"], capture_output=True, check=False)
    letters = []
    for path in sorted(out.rglob("*.odt"))[:3]:
        letters.append(path.rename(path.with_name(f"odt-{len(letters)}-{path.name}")))
    return letters


def make(program, letters, out):
    done = subprocess.run([program, "pdf", *map(str, letters), "--out", str(out), "--quiet"], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"pdf: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return {path.name: path for path in out.glob("*.pdf")}


def complaints(pdf):
    """What is wrong with one PDF by itself."""
    checked = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    if checked.returncode:
        yield f"qpdf: {checked.stdout.strip().splitlines()[-1]}"
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True).stdout
    if not re.search(r"^Title: +\S", told, re.M):
        yield "it has no title"
    if not re.search(r"^Tagged: +yes", told, re.M):
        yield "it is not tagged"
    raw = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(pdf), "-"], capture_output=True).stdout
    if not re.search(rb"/Lang \(en-GB\)", raw):
        yield "its language is not British English"
    if b"pdfuaid" not in raw:
        yield "it does not say that it is PDF/UA"
    structure = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True, text=True).stdout
    for tag in ("Document", "P (block)", "Figure", 'H1 "'):
        if tag not in structure:
            yield f"no {tag} among its tags"
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True).stdout.splitlines()[2:]
    if not fonts or any(" yes " not in line for line in fonts):
        yield "a font is not embedded"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", required=True, type=pathlib.Path)
    asked = parser.parse_args()
    letters = one_of_each_kind(asked.folder)
    if len(letters) < 5:
        raise SystemExit(f"{asked.folder}: too few letters to look at")
    wrong = []
    with tempfile.TemporaryDirectory(prefix="check-pdfs-") as name:
        work = pathlib.Path(name)
        for part in ("one", "two", "office"):
            (work / part).mkdir()
        opendocument = opendocument_letters(asked.program, asked.cases, work / "odt")
        if len(opendocument) < 3:
            wrong.append("no letter was written as an OpenDocument text")
        letters += opendocument
        one = make(asked.program, letters, work / "one")
        two = make(asked.program, letters, work / "two")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf",
                        "--outdir", str(work / "office"), *map(str, letters)], capture_output=True, timeout=500)
        if len(one) != len(letters):
            wrong.append(f"{len(one)} PDFs of {len(letters)} letters")
        for pdf_name, path in sorted(one.items()):
            if path.read_bytes() != two[pdf_name].read_bytes():
                wrong.append(f"{pdf_name}: the second run gave other bytes")
            wrong += [f"{pdf_name}: {what}" for what in complaints(path)]
            office = work / "office" / pdf_name
            if not office.exists():
                wrong.append(f"{pdf_name}: LibreOffice made none to compare with")
                continue
            found, _ = same_layout.differences(path, office)
            wrong += [f"{pdf_name}: {what}" for what in found[:3]]
    for line in wrong:
        print(line)
    print(f"{len(letters)} letters, {len(wrong)} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
