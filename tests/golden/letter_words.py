"""The words of a finished letter, read by a reader that shares nothing with the program that wrote it.

Strict: a package that is damaged, lacks its main part or holds an element where words could hide that this reader
does not know is an error, so that no words are missed in silence. Python 3, standard library only.
"""

import posixpath
import xml.etree.ElementTree as ET
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


class NotALetter(Exception):
    """The file cannot be read as a letter; the message says why."""


def _tree(package, name):
    try:
        return ET.fromstring(package.read(name))
    except KeyError:
        raise NotALetter(f"the part {name} is missing") from None
    except ET.ParseError as error:
        raise NotALetter(f"the part {name} is not well-formed: {error}") from None


def _relationships(package, part):
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", name + ".rels")
    if rels not in package.namelist():
        return {}
    found = {}
    for relationship in _tree(package, rels).findall(REL + "Relationship"):
        if relationship.get("TargetMode") == "External":
            continue
        target = relationship.get("Target")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relationship.get("Id")] = (relationship.get("Type"), path)
    return found


def _run_words(element):
    """Words of a paragraph's content in reading order; text boxes are gathered apart, as paragraphs."""
    words, boxes = [], []
    for child in element:
        tag = child.tag
        if tag == W + "t":
            words.append(child.text or "")
        elif tag in (W + "tab", W + "ptab"):
            words.append("\t")
        elif tag in (W + "br", W + "cr"):
            words.append("\n")
        elif tag == W + "noBreakHyphen":
            words.append("\u2011")
        elif tag in (W + "delText", W + "del", W + "moveFrom"):
            raise NotALetter("a tracked deletion in a finished letter")
        elif tag == MC + "AlternateContent":
            # Both copies say the same; Word shows the choice.
            inner, more = _run_words(child.find(MC + "Choice"))
            words += inner
            boxes += more
        elif tag == W + "txbxContent":
            boxes += _block_words(child)
        elif tag in (W + "pPr", W + "rPr", W + "instrText"):
            continue
        else:
            inner, more = _run_words(child)
            words += inner
            boxes += more
    return words, boxes


def _block_words(element):
    paragraphs = []
    for child in element:
        tag = child.tag
        if tag == W + "p":
            words, boxes = _run_words(child)
            paragraphs.append("".join(words))
            paragraphs += boxes
        elif tag == W + "tbl":
            for row in child.iter(W + "tr"):
                cells = [" / ".join(p for p in _block_words(cell) if p) for cell in row.findall(W + "tc")]
                paragraphs.append(" | ".join(cells))
        elif tag == W + "sdt":
            paragraphs += _block_words(child.find(W + "sdtContent"))
        elif tag in (W + "sectPr", W + "tcPr", W + "bookmarkStart", W + "bookmarkEnd", W + "proofErr"):
            continue
        else:
            raise NotALetter(f"an element this reader does not know: {tag}")
    return paragraphs


class Letter:
    """`body`, `headers`, `footers`: lists of paragraphs; `title` and `language` of the document."""

    def __init__(self, path):
        try:
            package = zipfile.ZipFile(path)
            damaged = package.testzip()
        except (zipfile.BadZipFile, OSError) as error:
            raise NotALetter(f"not a whole zip file: {error}") from None
        if damaged:
            raise NotALetter(f"the part {damaged} is damaged")
        names = package.namelist()
        if len({name.lower() for name in names}) != len(names):
            raise NotALetter("two parts have the same name")
        self._check_types(package, names)
        main = [path for kind, path in _relationships(package, "").values() if kind == OFFICE]
        if len(main) != 1:
            raise NotALetter("no main document, or several")
        document = _tree(package, main[0])
        self.body = _block_words(document.find(W + "body"))
        self.headers, self.footers = [], []
        parts = _relationships(package, main[0])
        for section in document.iter(W + "sectPr"):
            for reference in section:
                if reference.tag not in (W + "headerReference", W + "footerReference"):
                    continue
                _, path = parts[reference.get(R + "id")]
                into = self.headers if reference.tag == W + "headerReference" else self.footers
                into += _block_words(_tree(package, path))
        self.title = ""
        if "docProps/core.xml" in names:
            for element in _tree(package, "docProps/core.xml"):
                if element.tag.endswith("}title"):
                    self.title = element.text or ""

    @staticmethod
    def _check_types(package, names):
        types = _tree(package, "[Content_Types].xml")
        endings = {d.get("Extension").lower() for d in types.findall(TYPES + "Default")}
        parts = {o.get("PartName").lstrip("/") for o in types.findall(TYPES + "Override")}
        for name in names:
            if name == "[Content_Types].xml" or name.endswith("/"):
                continue
            if name not in parts and name.rsplit(".", 1)[-1].lower() not in endings:
                raise NotALetter(f"the part {name} has no content type")
        for part in parts:
            if part not in names:
                raise NotALetter(f"a content type for {part}, which is missing")

    def paragraphs(self):
        return self.headers + self.body + self.footers

    def as_text(self):
        """The letter as a file that a person can read in review."""
        lines = ["title: " + self.title]
        for name, paragraphs in (("header", self.headers), ("body", self.body), ("footer", self.footers)):
            lines.append(f"== {name}")
            for paragraph in paragraphs:
                lines += [line.rstrip() for line in paragraph.replace("\t", " → ").split("\n")]
        return "\n".join(lines) + "\n"
