"""Letters made without the engine, for the tests of this folder: the typeset frame with sample words for its marks."""

import re
import sys
from pathlib import Path
from typing import Dict, List, Optional

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "templates" / "source"))

from typesetting import docx, frame, model, odt, source  # noqa: E402  (found through the line above)

MARK = re.compile(r"\{\{([^|}]*?)(?:\|[^}]*)?\}\}")

FACTS: Dict[str, str] = {
    "School name": "Oak Lane Primary School",
    "School address": "Oak Lane\nFernbridge\nNorthshire\nZZ99 3QL",
    "School telephone": "01632 960210",
    "School e-mail": "office@oaklane.example.org",
    "School website": "www.oaklane.example.org",
    "Recipient name": "Mrs Amina Begum",
    "Address": "14 Orchard Road\nFernbridge\nNorthshire\nZZ99 4LH",
    "Case ID": "OAK-0017",
    "Letter date": "3 November 2026",
    "Salutation": "Dear Mrs Begum",
    "Sign-off": "Yours sincerely",
    "Signatory name": "Mrs Jennifer Okafor",
    "Signatory qualifications": "BEd (Hons), NPQH",
    "Signatory post": "Headteacher",
}

# As long as a school, a name and an address may reasonably be.
LONGEST: Dict[str, str] = {
    **FACTS,
    "School name": "St Bartholomew and All Angels Church of England Voluntary Aided Primary School",
    "Trust name": "The Saints and Angels Multi-Academy Trust",
    "School address": "The Old Rectory Buildings\nUpper Church Street\nLittle Fernbridge\nFernbridge-on-the-Water\n"
                      "Northshire\nZZ99 3QL",
    "Recipient name": "Mrs Bartholomea Featherstone-Cholmondeley",
    "Address": "Flat 14b\nThe Maltings\nOld Brewery Yard\n112 Upper Church Street\nLittle Fernbridge\n"
               "Fernbridge-on-the-Water\nZZ99 4LH",
}

PARAGRAPH = ("I am writing about what happened at the school on Monday 2 November 2026. I have thought carefully about "
             "what you told me and about what members of staff saw and heard.")


def letter_source(paragraphs: int = 3, keys: str = "", last: str = "I hope that we can work together.") -> str:
    words = "\n\n".join([PARAGRAPH] * paragraphs + [last])
    return ("title: A sample letter\nlayout: letter\ndelivery: signed-for-and-ordinary\n"
            f"subject: Your visit to the school\n{keys}\n{words}\n")


def build(text: str) -> model.Document:
    return frame.build("sample.letter", source.read("sample.letter", text))


def _filled(paragraph: model.Paragraph, facts: Dict[str, str]) -> List[model.Paragraph]:
    """Lines of a value are parted by line breaks; a paragraph that marks have emptied goes."""
    content: List[model.Inline] = []
    for piece in paragraph.content:
        if not isinstance(piece, model.Text):
            content.append(piece)
            continue
        words = MARK.sub(lambda mark: facts.get(mark.group(1).strip(), ""), piece.words)
        for number, line in enumerate(words.split("\n") if words else []):
            content += [model.LineBreak()] if number else []
            content.append(model.Text(line, piece.bold))
    if paragraph.content and not content:
        return []
    return [model.Paragraph(paragraph.style, content, paragraph.place, paragraph.keep_with_next)]


def _fill(blocks: List[model.Block], facts: Dict[str, str]) -> List[model.Block]:
    filled: List[model.Block] = []
    for block in blocks:
        if isinstance(block, model.Table):
            for row in block.rows:
                for cell in row:
                    cell.paragraphs = [line for old in cell.paragraphs for line in _filled(old, facts)]
            filled.append(block)
        elif block.style != "Control":
            filled += _filled(block, facts)
    return filled


def fill(document: model.Document, facts: Optional[Dict[str, str]] = None) -> model.Document:
    """Control paragraphs go and every branch stays: good enough to look at a page, no judge of decisions."""
    known = FACTS if facts is None else facts
    for story in ("first_header", "header", "footer", "body"):
        setattr(document, story, _fill(getattr(document, story), known))
    return document


def write(path: Path, document: model.Document) -> None:
    path.write_bytes(docx.write(document))
