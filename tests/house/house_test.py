#!/usr/bin/env python3
"""Proves that the house rules can fail: a small made-up house that keeps them all, then one breach of each kind."""

import json
import pathlib
import tempfile
import unittest

import house

SOUND = {
    "engine/README.md": "`base/` ground; `package/` zip; `facts/` values; `merge/` stories\n",
    "engine/base/text.h": "#pragma once\n#include <string>\n",
    "engine/base/text.cc": '#include "base/text.h"\n\n#include <unistd.h>\n#include <utf8proc.h>\n',
    "engine/package/archive.cc": '#include <zip.h>\n#include "base/text.h"\n',
    "engine/facts/value.h": '#include <fmt/format.h>\n#include "base/text.h"\n',
    "engine/merge/generate.cc": '#include <nlohmann/json.hpp>\n#include "facts/value.h"\n',
    "tests/unit/base/text_test.cc": '#include "base/text.h"\n',
}

BREACHES = {
    "an arrow up": ("engine/base/text.h", '#include "facts/value.h"\n', "an arrow up"),
    "an arrow sideways": ("engine/facts/value.h", '#include "package/archive.h"\n', "is no file below engine/"),
    "an arrow sideways to a file that is there": (
        "engine/package/archive.cc", '#  include "facts/value.h"\n', "an arrow sideways"),
    "a room without a floor": ("engine/helpers/more.cc", "\n", "has no floor"),
    "a file in no room": ("engine/loose.h", "\n", "stands in no room"),
    "a room taken for granted": ("engine/base/more.cc", '#include "text.h"\n', "does not say its room"),
    "another room's library": ("engine/merge/more.cc", "#include <zip.h>\n", "only in package/"),
    "another room's part of a library": ("engine/facts/more.cc", "#include <libxml/parser.h>\n", "only in package/"),
    "JSON too low": ("engine/facts/json.cc", "#include <nlohmann/json.hpp>\n", "may be included only in"),
    "a library nobody agreed on": ("engine/base/more.cc", "#include <boost/regex.hpp>\n", "names"),
    "the outside let in": ("engine/merge/more.cc", "#include <unistd.h>\n", "meet the outside"),
    "a long file": ("engine/base/long.h", "// words\n" * 451, "451 lines"),
    "a room off the map": ("engine/policy/policy.h", "\n", "policy/ is not on the map"),
    "work left for later": ("engine/base/more.h", "// " + house.UNFINISHED[0] + ": later\n", "finish it"),
    "work left to mend": ("tests/unit/base/text_test.cc", "// " + house.UNFINISHED[1] + "\n", "finish it"),
    "a test passed over": ("tests/unit/base/text_test.cc", house.UNFINISHED[3] + "();\n", "finish it"),
    "a test switched off": (
        "tests/unit/base/text_test.cc", "TEST(Text, " + house.UNFINISHED[4] + "Folds) {}\n", "finish it"),
}


class MadeUpHouse:
    def __init__(self, folder):
        self.root = pathlib.Path(folder)
        for name, text in SOUND.items():
            self.write(name, text)
        self.build = self.root / "build"
        self.build.mkdir()
        self.build_all()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build_all(self):
        commands = [{"directory": str(self.root), "file": str(path.relative_to(self.root))}
                    for path in sorted(self.root.rglob("*.cc"))]
        (self.build / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")

    def breaches(self):
        return house.breaches(self.root, self.build)


class HouseTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.house = MadeUpHouse(folder.name)

    def test_a_sound_house_passes(self):
        self.assertEqual(self.house.breaches(), [])

    def test_each_breach_is_found(self):
        for name, (path, text, says) in BREACHES.items():
            with self.subTest(name):
                with tempfile.TemporaryDirectory() as folder:
                    made = MadeUpHouse(folder)
                    made.write(path, text)
                    made.build_all()
                    found = made.breaches()
                    self.assertEqual(len([line for line in found if says in line and path.split("/")[1] in line]), 1, found)

    def test_a_file_outside_the_build_is_found(self):
        for path in ("engine/base/forgotten.cc", "tests/unit/base/forgotten_test.cc"):
            with self.subTest(path):
                self.house.write(path, "\n")
                found = self.house.breaches()
                self.assertEqual([line for line in found if line.startswith(path)], [f"{path}: no target builds it"])
                (self.house.root / path).unlink()

    def test_a_missing_map_is_found(self):
        (self.house.root / "engine/README.md").unlink()
        self.assertEqual(self.house.breaches(), ["engine/README.md: the map is missing"])

    def test_every_room_of_the_table_has_one_floor_and_owners_are_rooms(self):
        for pattern, owners in house.OWNERS:
            self.assertLessEqual(owners, set(house.FLOORS), pattern)


if __name__ == "__main__":
    unittest.main()
