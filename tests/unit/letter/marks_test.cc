// Marks in plain text: where they stand and what they are.
#include "letter/marks.h"

#include <gtest/gtest.h>

namespace caseletters::letter {
namespace {

struct Row {
  const char* source;
  MarkKind kind;
  const char* rest;
};

TEST(Marks, AreToldApart) {
  const Row rows[] = {
      {"{{Incident date}}", MarkKind::value, "incident date"},
      {"{{ Incident\u00A0_date |Weekday }}", MarkKind::value, "incident date |weekday"},
      {"{{IF a is b}}", MarkKind::if_, "a is b"},
      {"{{else if a}}", MarkKind::else_if, "a"},
      {"{{Else}}", MarkKind::else_, "else"},
      {"{{choose Response}}", MarkKind::choose, "response"},
      {"{{any of Sanctions}}", MarkKind::any_of, "sanctions"},
      {"{{for each Child where x}}", MarkKind::for_each, "child where x"},
      {"{{when not\u2013yet}}", MarkKind::when, "not-yet"},
      {"{{otherwise}}", MarkKind::otherwise, "otherwise"},
      {"{{end}}", MarkKind::end, "end"},
      {"{{End_Choose}}", MarkKind::end, "end choose"},
      {"{{note: if only}}", MarkKind::note, "note: if only"},
      {"{{ifs}}", MarkKind::value, "ifs"},
      {"{{endorsed by}}", MarkKind::value, "endorsed by"},
  };
  for (const auto& row : rows) {
    const auto mark = classify(row.source);
    EXPECT_EQ(mark.kind, row.kind) << row.source;
    EXPECT_EQ(mark.rest, row.rest) << row.source;
    EXPECT_EQ(mark.source, row.source);
  }
  EXPECT_EQ(classify("{{end any}}").closes, MarkKind::any_of);
  EXPECT_EQ(classify("{{end}}").closes, std::nullopt);
}

TEST(Marks, AreFoundInText) {
  const auto scan = find_marks("a {{b}} c {{d}}");
  ASSERT_EQ(scan.marks.size(), 2u);
  EXPECT_EQ(scan.marks[0].begin, 2u);
  EXPECT_EQ(scan.marks[0].end, 7u);
  EXPECT_EQ(scan.marks[1].end, 15u);
  EXPECT_FALSE(scan.stray);
}

TEST(Marks, StrayBracesAreFound) {
  EXPECT_EQ(find_marks("a }} b").stray, 2u);
  EXPECT_EQ(find_marks("a {{ b").stray, 2u);
  EXPECT_EQ(find_marks("{{a {{b}}").stray, 0u);
  EXPECT_EQ(find_marks("{{a {{b}}").marks.size(), 1u);
  EXPECT_EQ(find_marks("{{a}} }}").stray, 6u);
  EXPECT_FALSE(find_marks("a { b } c").stray);
}

}  // namespace
}  // namespace caseletters::letter
