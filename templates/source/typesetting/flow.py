"""What a letter's paragraphs need of each other: which items count in one list, what must stay by the signature."""

import re
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Union

from . import source
from .model import ListPlace
from .source import Piece, SourceError

LIST_KINDS = ("bullet", "decimal", "letter")
LETTERS_OF_TWO_LINES = 130  # a line of the body holds about 90, hardly ever more than 110


def places_in_lists(pieces: List[Piece]) -> List[Optional[ListPlace]]:
    """For each piece its place in a list, or none.

    Items that follow one another, control paragraphs aside, count in one list. After other words a new list begins,
    unless the writer's own number goes on (`2.` continues, `1.` starts afresh).
    """
    places: List[Optional[ListPlace]] = []
    current: Dict[tuple, int] = {}  # (kind, level) to the instance that counts now
    unbroken: set = set()  # which of them no other words have followed yet
    instances = 0
    for piece in pieces:
        if piece.kind == "control":
            places.append(None)
            continue
        if piece.kind not in LIST_KINDS:
            unbroken.clear()
            places.append(None)
            continue
        key = (piece.kind, piece.level)
        if key not in current or (key not in unbroken and piece.first):
            instances += 1
            current[key] = instances
        # An inner list ends where its outer item does; an outer list lives on around its inner ones.
        unbroken = {(kind, level) for kind, level in unbroken if level < piece.level} | {key}
        places.append(ListPlace(piece.kind, current[key], piece.level))
    return places


@dataclass
class _Branch:
    """The pieces between two block marks; `indices` point into the body."""
    parts: List[Union[int, "_Block"]] = field(default_factory=list)


@dataclass
class _Block:
    keyword: str
    branches: List[_Branch] = field(default_factory=list)
    otherwise: bool = False  # an `else` or `otherwise` catches the rest


def _parse(name: str, pieces: List[Piece]) -> _Branch:
    root = _Branch()
    open_blocks: List[_Block] = []
    lines: List[int] = []

    def here() -> _Branch:
        return open_blocks[-1].branches[-1] if open_blocks else root

    for index, piece in enumerate(pieces):
        if piece.kind != "control":
            here().parts.append(index)
            continue
        here().parts.append(index)
        for mark in source.block_marks(piece.words):
            if re.match(r"end\b", mark):
                if not open_blocks:
                    raise SourceError(f"{name}:{piece.line}: {{{{{mark}}}}} ends no block")
                open_blocks.pop()
                lines.pop()
            elif re.match(r"(else|when|otherwise)\b", mark):
                if not open_blocks:
                    raise SourceError(f"{name}:{piece.line}: {{{{{mark}}}}} stands outside any block")
                open_blocks[-1].branches.append(_Branch())
                open_blocks[-1].otherwise |= mark in ("else", "otherwise")
            else:
                block = _Block(mark.split()[0], [_Branch()])
                here().parts.append(block)
                open_blocks.append(block)
                lines.append(piece.line)
    if open_blocks:
        raise SourceError(f"{name}:{lines[-1]}: this block is never closed")
    return root


def _surely_lines(words: str) -> int:
    """One, or two where the words that no mark can take away are too many for one line."""
    if any(source.BLOCK_MARK.match(mark) for mark in source.MARK.findall(words)):
        return 1
    return 2 if len(source.MARK.sub("", words)) >= LETTERS_OF_TWO_LINES else 1


def kept_by_signature(name: str, pieces: List[Piece], lines: int) -> List[bool]:
    """Which pieces must stay with what follows, so that however the blocks fall so many `lines` stay by the signature.

    No more than that: what stays together leaves a gap at the foot of the page before.
    """
    kept = [False] * len(pieces)

    def walk(branch: _Branch, needed: int) -> int:
        """Marks from the end; returns how many are still needed before this branch."""
        for part in reversed(branch.parts):
            if needed <= 0:
                break
            if isinstance(part, _Block):
                alternatives = part.branches[1:] if part.keyword == "choose" else part.branches
                left = [walk(alternative, needed) for alternative in alternatives]
                always_one = part.keyword == "choose" or (part.keyword == "if" and part.otherwise)
                needed = max(left) if left and always_one else needed
            else:
                kept[part] = True
                if pieces[part].kind != "control":
                    needed -= _surely_lines(pieces[part].words)
        return needed

    walk(_parse(name, pieces), lines)
    return kept
