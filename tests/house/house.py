#!/usr/bin/env python3
"""The house rules that a compiler does not know, read from the sources themselves.

    house.py ROOT [--build FOLDER]    every breach, one a line; exit 1 if there is any

Floors: a room includes only rooms on lower floors (architecture.md). Owners: a library's headers are included only in
the rooms that own it. Also: every C++ file is in the build (FOLDER's compile_commands.json), no engine file has grown
past MOST_LINES, every room is on the map engine/README.md, and nothing is left for later or switched off.
"""

import argparse
import json
import pathlib
import re
import sys

FLOORS = {
    "base": 0,
    "package": 1, "facts": 1,
    "sheets": 2, "policy": 2, "document": 2,
    "letter": 3, "register": 3, "pdf": 3,
    "merge": 4,
    "cli": 5, "web": 5,
}

# Where the headers of a library may be included; a header of no row here and no standard is a library nobody agreed on.
OWNERS = [
    (r"iconv\.h|utf8proc\.h", {"base"}),
    (r"zip\.h|libdeflate\.h|libxml/.*|openssl/.*|pugixml\.hpp", {"package"}),
    (r"csv\.h", {"sheets"}),
    (r"sqlite3\.h", {"register"}),
    (r"cxxopts\.hpp", {"cli"}),
    (r"fontconfig/.*|ft2build\.h|poppler-.*\.h", {"pdf"}),
    (r"httplib\.h", {"web"}),
    (r"libical/.*", {"merge"}),
    (r"nlohmann/.*", {"sheets", "pdf", "merge", "cli", "web"}),
    (r"fmt/.*|tl/expected\.hpp", set(FLOORS)),
]

# POSIX, and only where the outside is: files (base), processes (pdf), a terminal (cli), file modes in zips (package).
POSIX = r"unistd\.h|sched\.h|fcntl\.h|dirent\.h|poll\.h|signal\.h|spawn\.h|sys/(stat|types|file|wait|resource|time|mman)\.h"
POSIX_ROOMS = {"base", "package", "pdf", "cli", "web"}

MOST_LINES = 450

# Put together here, so that a search for them does not find this list.
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "GTEST_" + "SKIP", "DIS" + "ABLED_"]

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
CPP = {".h", ".cc"}


def engine_files(root):
    return sorted(path for path in (root / "engine").rglob("*") if path.suffix in CPP)


def source_files(root):
    tests = (path for path in (root / "tests").rglob("*") if path.suffix in CPP | {".py", ".txt", ".sh"})
    mine = root / "tests" / "house"
    return engine_files(root) + sorted(p for p in tests if "node_modules" not in p.parts and mine not in p.parents)


def rooms_of(root):
    return sorted(path.name for path in (root / "engine").iterdir() if path.is_dir())


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


def floor_breach(room, target):
    """What is wrong with `room` including `target`'s headers, or nothing."""
    if target not in FLOORS:
        return f"{target}/ is no room that has a floor"
    if target == room or FLOORS[target] < FLOORS[room]:
        return None
    way = "sideways" if FLOORS[target] == FLOORS[room] else "up"
    return f"{room}/ (floor {FLOORS[room]}) includes {target}/ (floor {FLOORS[target]}): an arrow {way}"


def library_breach(room, header):
    if re.fullmatch(r"[a-z_0-9]+", header):
        return None  # the C++ standard library
    if re.fullmatch(POSIX, header):
        return None if room in POSIX_ROOMS else f"<{header}> belongs to the rooms that meet the outside: {words(POSIX_ROOMS)}"
    for pattern, owners in OWNERS:
        if re.fullmatch(pattern, header):
            return None if room in owners else f"<{header}> may be included only in {words(owners)}, not in {room}/"
    return f"<{header}> belongs to no library that architecture.md names"


def words(rooms):
    return ", ".join(f"{room}/" for room in sorted(rooms))


def check_includes(root):
    for path in engine_files(root):
        parts = path.relative_to(root / "engine").parts
        place = path.relative_to(root)
        if len(parts) < 2:
            yield f"{place}: stands in no room"
            continue
        room = parts[0]
        if room not in FLOORS:
            yield f"{place}: {room}/ has no floor; give it one in architecture.md and here"
            continue
        for number, own, library in includes(path):
            if library:
                breach = library_breach(room, library)
            elif "/" not in own:
                breach = f'"{own}" does not say its room: write "room/{own}"'
            elif own == "cli/version.h" or (root / "engine" / own).is_file():  # version.h is made by CMake
                breach = floor_breach(room, own.split("/")[0])
            else:
                breach = f'"{own}" is no file below engine/'
            if breach:
                yield f"{place}:{number}: {breach}"


def check_sizes(root):
    for path in engine_files(root):
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > MOST_LINES:
            yield f"{path.relative_to(root)}: {count} lines, more than {MOST_LINES}: split it by subject"


def check_map(root):
    chart = root / "engine" / "README.md"
    if not chart.is_file():
        yield "engine/README.md: the map is missing"
        return
    text = chart.read_text(encoding="utf-8")
    for room in rooms_of(root):
        if f"{room}/" not in text:
            yield f"engine/README.md: the room {room}/ is not on the map"


def check_unfinished(root):
    pattern = re.compile(r"\b(" + "|".join(UNFINISHED) + r")(\b|(?<=_))")
    for path in source_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            found = pattern.search(line)
            if found:
                yield f"{path.relative_to(root)}:{number}: “{found.group(1)}”: finish it, or take it out"


def check_build(root, build):
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    built = {(pathlib.Path(entry["directory"]) / entry["file"]).resolve() for entry in commands}
    for path in source_files(root):
        if path.suffix == ".cc" and path.resolve() not in built:
            yield f"{path.relative_to(root)}: no target builds it"


def breaches(root, build=None):
    found = [*check_includes(root), *check_sizes(root), *check_map(root), *check_unfinished(root)]
    return found + list(check_build(root, build)) if build else found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path)
    arguments = parser.parse_args()
    found = breaches(arguments.root, arguments.build)
    print("\n".join(found) if found else f"{len(engine_files(arguments.root))} engine files keep the house rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
