#!/usr/bin/env python3
"""Makes the letters' office documents from their plain text.

    typeset.py                        templates/source/**/NAME.letter → templates/**/NAME.docx and NAME.odt
    typeset.py --check                says which documents are not what their sources make; exit 1 if any
    typeset.py FILE.letter --out DIR  one letter, elsewhere
    typeset.py --format odt           LibreOffice's documents only

Exit codes: 0 done or all up to date, 1 stale documents, 2 a mistake in a source or on the command line.
"""

import argparse
import sys
from pathlib import Path
from typing import Callable, Dict, List

from typesetting import docx, frame, model, odt, package, source

SOURCES = Path(__file__).resolve().parent
TEMPLATES = SOURCES.parent
WRITERS: Dict[str, Callable[[model.Document], bytes]] = {"docx": docx.write, "odt": odt.write}


def typeset(path: Path, shown: str, ending: str) -> bytes:
    try:
        words = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise source.SourceError(f"{shown}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    return WRITERS[ending](frame.build(shown, source.read(shown, words)))


def stale_documents(made: Dict[Path, bytes], templates: Path, sources: Path, endings: List[str]) -> List[str]:
    """One line a document that is missing, differs from its source, or has none."""
    findings: List[str] = []
    for path, wanted in made.items():
        shown = path.relative_to(templates).as_posix()
        if not path.is_file():
            findings.append(f"{shown}: missing")
            continue
        try:
            parts = package.differing_parts(path.read_bytes(), wanted)
        except (OSError, package.NotAPackage) as error:
            findings.append(f"{shown}: cannot be read ({error})")
            continue
        if parts:
            findings.append(f"{shown}: stale ({', '.join(parts)})")
    for path in sorted(path for ending in endings for path in templates.rglob(f"*.{ending}")):
        if path not in made and sources not in path.parents and not path.name.startswith(("~$", ".~")):
            findings.append(f"{path.relative_to(templates).as_posix()}: no source makes it")
    return findings


def main(arguments: List[str]) -> int:
    parser = argparse.ArgumentParser(description="Makes the letters' office documents from their plain text.")
    parser.add_argument("letters", nargs="*", type=Path, metavar="FILE.letter", help="only these")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is stale")
    parser.add_argument("--sources", type=Path, default=SOURCES, help="folder of the *.letter files")
    parser.add_argument("--out", type=Path, default=None, help="folder of the documents")
    parser.add_argument("--format", choices=sorted(WRITERS), default=None, help="only this one")
    asked = parser.parse_args(arguments)
    sources = asked.sources.resolve()
    out = (asked.out or TEMPLATES).resolve()
    endings = [asked.format] if asked.format else sorted(WRITERS)
    if asked.check and asked.letters:
        parser.error("--check looks at all letters; name none")

    made: Dict[Path, bytes] = {}
    mistakes: List[str] = []
    for letter in [path.resolve() for path in asked.letters] or sorted(sources.rglob("*.letter")):
        inside = sources in letter.parents
        place = letter.relative_to(sources) if inside else Path(letter.name)
        if not inside and asked.out is None:
            parser.error(f"{letter.name} stands outside {sources.name}; say where to write with --out")
        try:
            for ending in endings:
                made[out / place.with_suffix(f".{ending}")] = typeset(letter, place.as_posix(), ending)
        except (source.SourceError, OSError) as error:
            mistakes.append(str(error))
    if mistakes:
        print("\n".join(mistakes), file=sys.stderr)
        return 2
    if not made:
        print(f"no *.letter below {sources}", file=sys.stderr)
        return 2
    if asked.check:
        findings = stale_documents(made, out, sources, endings)
        for finding in findings:
            print(finding)
        if findings:
            print("run templates/source/typeset.py to make them anew")
        return 1 if findings else 0
    for path, data in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(path.relative_to(out).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
