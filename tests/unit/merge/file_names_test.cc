#include "merge/file_names.h"

#include <gtest/gtest.h>

#include <set>

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
                    PatternCase{"open", "{{Case ID", ""},
                    PatternCase{"above", "../{{Case ID}}/{{letter}}-{{Letter date}}", ""},
                    PatternCase{"absolute", "/{{Case ID}}/{{letter}}-{{Letter date}}", ""},
                    PatternCase{"device", "CON/{{Case ID}}-{{letter}}-{{Letter date}}", ""},
                    PatternCase{"hidden", ".caseletters-unfinished/{{Case ID}}-{{letter}}-{{Letter date}}", ""}),
    [](const auto& named) { return std::string{named.param.name}; });

std::vector<std::string> copies_of(const MemoryFiles& files, const NamePattern& pattern,
                                   const NamePattern::Fields& fields) {
  std::vector<std::string> found;
  for (const auto& copy : pattern.find_copies(files, "out", fields))
    found.push_back(to_iso(copy.date) + " " + copy.path);
  return found;
}

TEST(NamePattern, FindsCopiesOfAnyDateInTheirOrder) {
  MemoryFiles files;
  files.contents["out/OAK-001/ban-1-2026-11-03.docx"] = "x";
  files.contents["out/OAK-001/ban-1-2026-10-01 (signed).pdf"] = "x";
  files.contents["out/OAK-001/ban-1-draft-2026.docx"] = "x";
  EXPECT_EQ(copies_of(files, usual(), ban),
            (std::vector<std::string>{"2026-10-01 OAK-001/ban-1-2026-10-01 (signed).pdf",
                                      "2026-11-03 OAK-001/ban-1-2026-11-03.docx"}));
  EXPECT_TRUE(copies_of(files, usual(), {"OAK-002", "", "ban-1", "2026-11-03"}).empty());
}

TEST(NamePattern, DoesNotTakeOneLetterForAnother) {
  MemoryFiles files;
  files.contents["out/OAK-001/ban-10-2026-10-01.docx"] = "x";
  files.contents["out/OAK-001/ban-1-2026-10-01.docx.part"] = "x";
  files.contents["out/OAK-001/ban-1-2026-10-011.docx"] = "x";
  files.contents["out/OAK-0011/ban-1-2026-10-01.docx"] = "x";
  EXPECT_TRUE(copies_of(files, usual(), ban).empty());
}

TEST(NamePattern, FindsACopyInAFolderNamedByDate) {
  const auto pattern = NamePattern::parse("{{Letter date}}/{{Case ID}}-{{letter}}", "school.xml").value();
  MemoryFiles files;
  files.contents["out/2026-10-01/OAK-001-ban-1.docx"] = "x";
  files.contents["out/2026-10-01x/OAK-001-ban-1.docx"] = "x";
  EXPECT_EQ(copies_of(files, pattern, ban), std::vector<std::string>{"2026-10-01 2026-10-01/OAK-001-ban-1.docx"});
}

TEST(CaseName, IsTheIdWhereItCanBe) {
  bool changed = true;
  EXPECT_EQ(case_name("OAK-001", &changed), "OAK-001");
  EXPECT_FALSE(changed);
}

TEST(CaseName, NeverIsSharedAndDependsOnTheIdAlone) {
  const std::vector<std::string> ids = {
      "7/1", "7-1", "x.", "x", "x~2", "..", "CON", "-CON", std::string(130, 'a'), std::string(140, 'a')};
  std::set<std::string> names;
  for (const auto& id : ids) {
    const std::string name = case_name(id);
    names.insert(name);
    EXPECT_EQ(safe_file_name(name), name) << id;
    EXPECT_EQ(usual().name({name, "", "ban-1", "2026-11-03"}), name + "/ban-1-2026-11-03");
  }
  EXPECT_EQ(names.size(), ids.size());
}

}  // namespace
}  // namespace caseletters::merge
