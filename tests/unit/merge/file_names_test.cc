#include "merge/file_names.h"

#include <gtest/gtest.h>

namespace caseletters::merge {
namespace {

NamePattern usual() {
  return NamePattern::parse("", "school.xml").value();
}
const NamePattern::Fields ban{"OAK-001", "oak-lane", "ban-1", "2026-11-03"};

TEST(NamePattern, UsualNameIsCaseThenLetterAndDate) {
  EXPECT_EQ(usual().name(ban), "OAK-001/ban-1-2026-11-03");
}

TEST(NamePattern, MakesEveryPieceSafe) {
  bool changed = false;
  EXPECT_EQ(usual().name({"../../etc/passwd", "", "ban-1", "2026-11-03"}, &changed), "-..-etc-passwd/ban-1-2026-11-03");
  EXPECT_TRUE(changed);
}

struct PatternCase {
  const char* name;
  const char* pattern;
  const char* expected;  // empty: refused
};

class Patterns : public testing::TestWithParam<PatternCase> {};

TEST_P(Patterns, AreReadOrRefused) {
  const auto pattern = NamePattern::parse(GetParam().pattern, "school.xml");
  if (std::string{GetParam().expected}.empty()) {
    ASSERT_FALSE(pattern);
    EXPECT_EQ(pattern.error().code, "bad-pattern");
    EXPECT_EQ(pattern.error().file, "school.xml");
    EXPECT_FALSE(pattern.error().hint.empty());
  } else {
    ASSERT_TRUE(pattern);
    EXPECT_EQ(pattern->name(ban), GetParam().expected);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Patterns,
    testing::Values(PatternCase{"flat", "{{School}}-{{Case ID}}-{{letter}}-{{Letter date}}",
                                "oak-lane-OAK-001-ban-1-2026-11-03"},
                    PatternCase{"folded", "{{ letter DATE }}/{{CASE id}} {{Letter}}", "2026-11-03/OAK-001 ban-1"},
                    PatternCase{"no_case", "{{letter}}-{{Letter date}}", ""},
                    PatternCase{"no_letter", "{{Case ID}}-{{Letter date}}", ""},
                    PatternCase{"no_date", "{{Case ID}}-{{letter}}", ""},
                    PatternCase{"personal", "{{Last name}}-{{Case ID}}-{{letter}}-{{Letter date}}", ""},
                    PatternCase{"open", "{{Case ID", ""}),
    [](const auto& named) { return std::string{named.param.name}; });

TEST(NamePattern, FindsACopyOfAnyDate) {
  MemoryFiles files;
  files.contents["out/OAK-001/ban-1-2026-10-01.docx"] = "x";
  files.contents["out/OAK-001/ban-1-draft-2026.docx"] = "x";
  EXPECT_EQ(usual().find_copy(files, "out", ban, "docx", true), "OAK-001/ban-1-2026-10-01.docx");
  EXPECT_EQ(usual().find_copy(files, "out", ban, "docx", false), std::nullopt);
  EXPECT_EQ(usual().find_copy(files, "out", {"OAK-002", "", "ban-1", "2026-11-03"}, "docx", true), std::nullopt);
}

TEST(NamePattern, DoesNotTakeOneLetterForAnother) {
  MemoryFiles files;
  files.contents["out/OAK-001/ban-10-2026-10-01.docx"] = "x";
  files.contents["out/OAK-001/ban-1-2026-10-01.docx.part"] = "x";
  EXPECT_EQ(usual().find_copy(files, "out", ban, "docx", true), std::nullopt);
}

TEST(NamePattern, FindsACopyInAFolderNamedByDate) {
  const auto pattern = NamePattern::parse("{{Letter date}}/{{Case ID}}-{{letter}}", "school.xml").value();
  MemoryFiles files;
  files.contents["out/2026-10-01/OAK-001-ban-1.docx"] = "x";
  EXPECT_EQ(pattern.find_copy(files, "out", ban, "docx", true), "2026-10-01/OAK-001-ban-1.docx");
}

TEST(CaseNames, AreToldApart) {
  CaseNames names;
  EXPECT_EQ(names.name_for("7/1"), "7-1");
  EXPECT_EQ(names.name_for("7-1"), "7-1~2");
  EXPECT_EQ(names.name_for("a1"), "a1");
  EXPECT_EQ(names.name_for("A1"), "A1~2");
  EXPECT_EQ(names.name_for("7/1"), "7-1");
}

}  // namespace
}  // namespace caseletters::merge
