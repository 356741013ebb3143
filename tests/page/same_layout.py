#!/usr/bin/env python3
"""Whether two PDFs of one letter are the same page for page and line for line.

    same_layout.py ONE.pdf OTHER.pdf [--limit MM] [--all]    what differs, one a line; exit 1 if anything does
    same_layout.py ONE_FOLDER OTHER_FOLDER                   the same for every PDF that both folders hold

Each page must hold the same words, and each word must stand where it stands on the other's page, within LIMIT
millimetres: then lines and pages break at the same places too.
"""

import argparse
import html
import pathlib
import re
import subprocess
import sys

POINTS = 72 / 25.4
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.S)
PAGE = re.compile(r"<page .*?</page>", re.S)


def words_of(pdf):
    """Per page: (x, y, end, text) of each word."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    pages = []
    for page in PAGE.findall(told):
        words = []
        for x0, y0, x1, y1, text in WORD.findall(page):
            # The middle of the box: ascent and descent are told differently by different makers, its middle less so.
            words.append((float(x0), (float(y0) + float(y1)) / 2, float(x1), html.unescape(text)))
        pages.append(words)
    return pages


def squeezed(text):
    return re.sub(r"[\s\u00ad]+", "", text)


def differences(one, other, limit=3.0):
    """What differs between two PDFs, and the largest distance in millimetres."""
    ours, theirs = words_of(one), words_of(other)
    found, worst = [], 0.0
    if len(ours) != len(theirs):
        found.append(f"{len(ours)} pages, not {len(theirs)}")
    for number, (mine, its) in enumerate(zip(ours, theirs), 1):
        left = {}
        for word in its:
            left.setdefault(squeezed(word[3]), []).append(word)
        for x, y, end, text in sorted(mine, key=lambda word: (word[1], word[0])):
            others = left.get(squeezed(text))
            if not others:
                found.append(f"page {number}: {text!r} at {x / POINTS:.0f}, {y / POINTS:.0f} mm is not on the other's page")
                continue
            near = min(others, key=lambda word: abs(word[0] - x) + abs(word[1] - y))
            others.remove(near)
            distance = max(abs(near[0] - x), abs(near[1] - y), abs(near[2] - end)) / POINTS
            worst = max(worst, distance)
            if distance > limit:
                found.append(f"page {number}: {text!r} at {x / POINTS:.0f}, {y / POINTS:.0f} mm stands "
                             f"{(x - near[0]) / POINTS:+.1f}, {(y - near[1]) / POINTS:+.1f} mm off")
        for text, rest in left.items():
            if rest:
                found.append(f"page {number}: {rest[0][3]!r} is only on the other's page")
    return found, worst


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("one", type=pathlib.Path)
    parser.add_argument("other", type=pathlib.Path)
    parser.add_argument("--limit", type=float, default=3.0)
    parser.add_argument("--all", action="store_true", help="every difference, not the first three of a letter")
    asked = parser.parse_args()
    if asked.one.is_dir():
        pairs = [(path, asked.other / path.name) for path in sorted(asked.one.glob("*.pdf"))
                 if (asked.other / path.name).exists()]
    else:
        pairs = [(asked.one, asked.other)]
    bad, furthest = 0, 0.0
    for one, other in pairs:
        found, worst = differences(one, other, asked.limit)
        furthest = max(furthest, worst)
        if found:
            bad += 1
        for line in found if asked.all else found[:3]:
            print(f"{one.name}: {line}")
    print(f"{len(pairs)} compared, {bad} differ, the furthest word is {furthest:.2f} mm off")
    return 1 if bad or not pairs else 0


if __name__ == "__main__":
    sys.exit(main())
