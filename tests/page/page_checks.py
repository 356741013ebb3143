"""What the page of a finished letter must be. Each check returns its findings, in plain words; none means it holds."""

from typing import Callable, Dict, List, Optional, Tuple

from letter_pages import Letter, Line, packed

A4 = (210.0, 297.0)  # millimetres
MOST_PAGES = 2
TOLERANCE = 0.3  # millimetres: the rounding of twips and of pdftotext

# The window of a UK DL envelope over a sheet folded in three.
WINDOW_LEFT, WINDOW_RIGHT, WINDOW_TOP, WINDOW_BOTTOM = 20.0, 110.0, 45.0, 80.0

MARGIN = 15.0  # no word nearer to the left or right edge
LEAST_ROOM, MOST_ROOM = 12.0, 25.0  # for a signature, between the close and the name
LINES_WITH_SIGNATURE = 2

ADDRESS = ("Address",)
CLOSING = ("Closing",)
SIGNATURE = ("Signature name", "Signature detail")
BODY = ("Body Text", "List Bullet", "List Number", "List Letter", "heading 2")
FONTS = ("Arial", "LiberationSans")  # the same widths


def paper(letter: Letter) -> List[str]:
    return [f"page {number} is {page.width:.0f} × {page.height:.0f} mm, not A4"
            for number, page in enumerate(letter.pages, 1)
            if abs(page.width - A4[0]) > 1 or abs(page.height - A4[1]) > 1]


def length(letter: Letter) -> List[str]:
    if len(letter.pages) <= MOST_PAGES:
        return []
    return [f"{len(letter.pages)} pages, {MOST_PAGES} at the most"]


def window(letter: Letter) -> List[str]:
    """The window shows the address, all of it, and nothing else."""
    address = "".join(packed(paragraph.words) for paragraph in letter.of_styles(*ADDRESS))
    if not address:
        return [] if not letter.of_styles(*CLOSING) else ["a letter without an address"]
    inside, cut = [], []
    for word in letter.pages[0].words:
        across = word.right > WINDOW_LEFT + TOLERANCE and word.left < WINDOW_RIGHT - TOLERANCE
        down = word.bottom > WINDOW_TOP + TOLERANCE and word.top < WINDOW_BOTTOM - TOLERANCE
        if not across or not down:
            continue
        whole = (word.left >= WINDOW_LEFT - TOLERANCE and word.right <= WINDOW_RIGHT + TOLERANCE and
                 word.top >= WINDOW_TOP - TOLERANCE and word.bottom <= WINDOW_BOTTOM + TOLERANCE)
        (inside if whole else cut).append(word)
    findings = [f"“{word.words}” is cut by the edge of the window ({word.left:.1f} to {word.right:.1f} mm across, "
                f"{word.top:.1f} to {word.bottom:.1f} mm down)" for word in cut]
    shown = "".join(packed(word.words) for word in sorted(inside, key=lambda word: (round(word.bottom), word.left)))
    if not cut and shown != address:
        findings.append(f"the window shows “{shown}”, the address is “{address}”")
    return findings


def _signature_place(letter: Letter) -> Optional[Tuple[int, int]]:
    """The page, and the line on it, where the whole block from the close to the last detail begins."""
    block = "".join(packed(paragraph.words) for paragraph in letter.of_styles(*CLOSING, *SIGNATURE))
    for number, page in enumerate(letter.pages):
        for start in range(len(page.lines) - 1, -1, -1):
            if "".join(packed(line.words) for line in page.lines[start:]).startswith(block):
                return number, start
    return None


def _body_lines_above(letter: Letter, lines: List[Line]) -> int:
    """How many lines, from the last upwards, are the end of the body: its words, an item's marker aside."""
    rest = "".join(packed(paragraph.words) for paragraph in letter.of_styles(*BODY) if not paragraph.in_table)
    count = 0
    for line in reversed(lines):
        for words in (line.words, " ".join(line.words.split()[1:])):
            if packed(words) and rest.endswith(packed(words)):
                rest = rest[:-len(packed(words))]
                count += 1
                break
        else:
            break
    return count


def signature(letter: Letter) -> List[str]:
    if not letter.of_styles(*CLOSING):
        return []
    if not letter.of_styles("Signature name"):
        return ["a close without the name of a signatory"]
    place = _signature_place(letter)
    if place is None:
        return ["the signature block is parted by the end of a page"]
    number, start = place
    lines = letter.pages[number].lines
    findings = []
    above = _body_lines_above(letter, lines[:start])
    if above < LINES_WITH_SIGNATURE:
        findings.append(f"{above} lines of the letter stand with the signature on page {number + 1}, "
                        f"{LINES_WITH_SIGNATURE} at the least")
    room = lines[start + 1].top - lines[start].bottom
    if not LEAST_ROOM <= room <= MOST_ROOM:
        findings.append(f"{room:.1f} mm of room for a signature, {LEAST_ROOM:.0f} to {MOST_ROOM:.0f} wanted")
    return findings


def leftovers(letter: Letter) -> List[str]:
    findings = [f"page {number} still shows a mark: “{line.words}”" for number, page in enumerate(letter.pages, 1)
                for line in page.lines if "{{" in line.words or "}}" in line.words]
    for before, paragraph in zip([None, *letter.paragraphs], letter.paragraphs):
        ends_table = before is not None and before.in_table and paragraph is letter.paragraphs[-1]  # Word demands one
        if not (paragraph.words.strip() or paragraph.in_table or paragraph.has_picture or ends_table):
            after = f" after “{before.words[-40:]}”" if before else ""
            findings.append(f"an empty paragraph{after}")
    return findings


def edges(letter: Letter) -> List[str]:
    return [f"“{word.words}” on page {number} comes within {MARGIN:.0f} mm of the paper's edge"
            for number, page in enumerate(letter.pages, 1) for word in page.words
            if word.left < MARGIN or word.right > page.width - MARGIN]


def fonts(letter: Letter) -> List[str]:
    findings = [] if letter.fonts else ["no font at all"]
    for font in letter.fonts:
        if not font.embedded:
            findings.append(f"the font {font.name} is not embedded")
    # A rare letter of a name (ầ) may come from another font; the letter itself may not.
    if letter.fonts and not any(font.name.startswith(FONTS) for font in letter.fonts):
        findings.append(f"the font {letter.fonts[0].name} stands in for Arial; install fonts-liberation")
    return findings


def properties(letter: Letter) -> List[str]:
    findings = []
    if not letter.title.strip() or "{{" in letter.title:
        findings.append(f"the document's title is “{letter.title}”")
    if letter.language != "en-GB":
        findings.append(f"the document's language is “{letter.language}”, not en-GB")
    return findings


CHECKS: Dict[str, Callable[[Letter], List[str]]] = {
    check.__name__: check for check in (paper, length, window, signature, leftovers, edges, fonts, properties)
}


def findings_of(letter: Letter) -> List[Tuple[str, str]]:
    """(check, finding) each."""
    return [(name, finding) for name, check in CHECKS.items() for finding in check(letter)]
