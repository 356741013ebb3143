#!/usr/bin/env python3
"""Whether two PDFs of one letter are the same page for page and line for line.

    same_layout.py ONE.pdf OTHER.pdf [--limit MM] [--all]    what differs, one a line; exit 1 if anything does
    same_layout.py ONE_FOLDER OTHER_FOLDER                   the same for every PDF that both folders hold

A word's place is where its line stands (the bottom of its box less what the font hangs below) and where it begins; a
line is what stands at one height. Pages, the words of each line and their places must agree, within LIMIT millimetres.
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


def lines_of(words, near=2.0):
    """Words that stand at one height, from left to right: (x, y, end, text)."""
    lines = []
    for word in sorted(words, key=lambda w: (w[1], w[0])):
        if lines and abs(lines[-1][0][1] - word[1]) < near:
            lines[-1].append(word)
        else:
            lines.append([word])
    out = []
    for line in lines:
        line.sort(key=lambda w: w[0])
        out.append((line[0][0], line[0][1], line[-1][2], " ".join(w[3] for w in line)))
    return out


def squeezed(text):
    return re.sub(r"[\s\u00ad]+", "", text)


def differences(one, other, limit=3.0):
    """What differs between two PDFs, and the largest distance in millimetres."""
    ours, theirs = words_of(one), words_of(other)
    found, worst = [], 0.0
    if len(ours) != len(theirs):
        found.append(f"{len(ours)} pages, not {len(theirs)}")
    for number, (mine, its) in enumerate(zip(ours, theirs), 1):
        a, b = lines_of(mine), lines_of(its)
        texts_a, texts_b = [squeezed(line[3]) for line in a], [squeezed(line[3]) for line in b]
        if texts_a != texts_b:
            for at, (left, right) in enumerate(zip(texts_a, texts_b)):
                if left != right:
                    found.append(f"page {number}, line {at + 1}: {a[at][3][:70]!r} is {b[at][3][:70]!r}")
                    break
            else:
                found.append(f"page {number}: {len(a)} lines, not {len(b)}")
        for left, right in zip(a, b):
            if squeezed(left[3]) != squeezed(right[3]):
                continue
            for name, mine_at, its_at in (("x", left[0], right[0]), ("y", left[1], right[1]), ("end", left[2], right[2])):
                distance = abs(mine_at - its_at) / POINTS
                worst = max(worst, distance)
                if distance > limit:
                    found.append(f"page {number}: {left[3][:60]!r} stands {(mine_at - its_at) / POINTS:+.1f} mm off in {name}")
                    break
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
    print(f"{len(pairs)} compared, {bad} differ, the furthest line is {furthest:.2f} mm off")
    return 1 if bad or not pairs else 0


if __name__ == "__main__":
    sys.exit(main())
