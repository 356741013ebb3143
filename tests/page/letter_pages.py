"""A finished letter twice over: the paragraphs of its DOCX, and the lines of its pages as LibreOffice sets them."""

import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Tuple

TOOLS = ("soffice", "pdftotext", "pdffonts")
MM_PER_POINT = 25.4 / 72
SECONDS_TO_CONVERT = 180

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ITEM_MARKER = re.compile(r"•|\d{1,2}\.|[a-z]\)")
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class CannotJudge(Exception):
    """A tool is missing or failed, or a file is no letter: nothing can be said, so nothing may pass."""


def packed(words: str) -> str:
    """Without any space: where lines break, and how words are parted, must not matter to a comparison."""
    return "".join(words.split()).replace("\u00ad", "").replace("\u200b", "")


@dataclass
class Paragraph:
    style: str  # the style's name
    words: str
    in_table: bool
    has_picture: bool


@dataclass
class Line:
    """Millimetres from the page's top left corner."""
    words: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Word(Line):
    pass


@dataclass
class Page:
    width: float
    height: float
    lines: List[Line] = field(default_factory=list)  # top to bottom, then left to right
    words: List[Word] = field(default_factory=list)


@dataclass
class Font:
    name: str
    embedded: bool


@dataclass
class Letter:
    name: str
    paragraphs: List[Paragraph]
    title: str
    language: str
    pages: List[Page]
    fonts: List[Font]

    def of_styles(self, *styles: str) -> List[Paragraph]:
        return [paragraph for paragraph in self.paragraphs if paragraph.style in styles]


def require_tools() -> None:
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        raise CannotJudge(f"missing: {', '.join(missing)}; install libreoffice-writer and poppler-utils")


def _run(arguments: List[str]) -> str:
    try:
        done = subprocess.run(arguments, capture_output=True, timeout=SECONDS_TO_CONVERT, check=False)
    except subprocess.TimeoutExpired as error:
        raise CannotJudge(f"{arguments[0]} did not end within {SECONDS_TO_CONVERT} seconds") from error
    if done.returncode != 0:
        raise CannotJudge(f"{arguments[0]} failed ({done.returncode}): {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode("utf-8", errors="replace")


# --- the DOCX -------------------------------------------------------------------------------------------------------


def _words_of(paragraph: ElementTree.Element) -> str:
    words = []
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            words.append(node.text or "")
        elif node.tag in (f"{W}br", f"{W}tab", f"{W}cr"):
            words.append(" ")
    return "".join(words)


def read_docx(path: Path) -> Tuple[List[Paragraph], str, str]:
    """Body paragraphs in order, the title, the language of the default style."""
    try:
        with zipfile.ZipFile(path) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml"))
            sheet = ElementTree.fromstring(archive.read("word/styles.xml"))
            core = ElementTree.fromstring(archive.read("docProps/core.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise CannotJudge(f"{path.name}: not a letter that can be read ({error})") from error
    names = {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in sheet.iter(f"{W}style")}
    inside_tables = {id(node) for table in body.iter(f"{W}tbl") for node in table.iter(f"{W}p")}
    paragraphs = []
    for node in body.iter(f"{W}p"):
        chosen = node.find(f"{W}pPr/{W}pStyle")
        style = names.get(chosen.get(f"{W}val"), "?") if chosen is not None else "Normal"
        has_picture = any(child.tag == f"{W}drawing" for child in node.iter())
        paragraphs.append(Paragraph(style, _words_of(node), id(node) in inside_tables, has_picture))
    title = core.findtext(f"{DC}title") or ""
    language = sheet.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return paragraphs, title, "" if language is None else language.get(f"{W}val", "")


# --- its pages ------------------------------------------------------------------------------------------------------


def to_pdf(letters: List[Path], out: Path) -> Dict[Path, Path]:
    """One LibreOffice for all; it says 0 even where it made nothing, so each file is looked for."""
    made: Dict[Path, Path] = {}
    with tempfile.TemporaryDirectory(prefix="caseletters-pages-") as scratch:
        copies = Path(scratch) / "letters"
        copies.mkdir()
        for number, letter in enumerate(letters):  # letters of different cases may share a name
            copy = copies / f"{number}{letter.suffix}"
            shutil.copyfile(letter, copy)
            made[letter] = out / f"{number}.pdf"
        _run(["soffice", f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}", "--headless",
              "--convert-to", "pdf", "--outdir", str(out), *[str(copy) for copy in sorted(copies.iterdir())]])
    for letter, pdf in made.items():
        if not pdf.is_file():
            raise CannotJudge(f"{letter.name}: LibreOffice could not make a PDF of it")
    return made


def _box(node: ElementTree.Element) -> Tuple[float, float, float, float]:
    left, top, right, bottom = (float(node.get(key)) * MM_PER_POINT for key in ("xMin", "yMin", "xMax", "yMax"))
    return left, top, right, bottom


def _with_markers(lines: List[Line]) -> List[Line]:
    """pdftotext parts the marker of an item from its first line; they are one line."""
    joined: List[Line] = []
    for line in lines:
        marker = joined[-1] if joined else None
        if marker and ITEM_MARKER.fullmatch(marker.words) and abs(marker.bottom - line.bottom) < 0.3:
            joined[-1] = Line(f"{marker.words} {line.words}", marker.left, line.top, line.right, line.bottom)
        else:
            joined.append(line)
    return joined


def read_pages(pdf: Path) -> List[Page]:
    answer = CONTROL_CHARACTERS.sub("", _run(["pdftotext", "-bbox-layout", str(pdf), "-"]))
    pages = []
    for node in ElementTree.fromstring(answer).iter(f"{XHTML}page"):
        page = Page(float(node.get("width")) * MM_PER_POINT, float(node.get("height")) * MM_PER_POINT)
        for line in node.iter(f"{XHTML}line"):
            words = [Word(word.text or "", *_box(word)) for word in line.iter(f"{XHTML}word")]
            page.words += words
            page.lines.append(Line(" ".join(word.words for word in words), *_box(line)))
        page.lines = _with_markers(sorted(page.lines, key=lambda line: (round(line.bottom, 1), line.left)))
        pages.append(page)
    return pages


def read_fonts(listing: str) -> List[Font]:
    """The listing of pdffonts: two heading lines, then a font a line; `emb` is found by its heading's place."""
    lines = listing.splitlines()
    if len(lines) < 2 or " emb " not in lines[0]:
        raise CannotJudge("pdffonts said nothing that can be understood")
    place = lines[0].index("emb")
    return [Font(line.split()[0].split("+")[-1], line[place:place + 3] == "yes") for line in lines[2:] if line.strip()]


def read_letters(paths: List[Path]) -> List[Letter]:
    """Raises CannotJudge."""
    require_tools()
    letters = []
    with tempfile.TemporaryDirectory(prefix="caseletters-pages-") as scratch:
        pdfs = to_pdf(paths, Path(scratch))
        for path, pdf in pdfs.items():
            paragraphs, title, language = read_docx(path)
            letters.append(Letter(path.name, paragraphs, title, language, read_pages(pdf),
                                  read_fonts(_run(["pdffonts", str(pdf)]))))
    return letters
