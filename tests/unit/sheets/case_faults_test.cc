#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_reading.h"

namespace caseletters::sheets {
namespace {

using ::testing::IsEmpty;

struct RowFault {
  const char* name;
  std::vector<std::string> cells;
  std::vector<std::string> problems;
};

class RowFaults : public ::testing::TestWithParam<RowFault> {};

TEST_P(RowFaults, RefuseOnlyTheirCase) {
  const Outcome outcome = sheet(row(1, plain_headings) + row(2, GetParam().cells) +
                                row(3, {"C9", "ban-1", "Dr", "Kim", "Anderson-Land", "13 Nov 2026"}));
  ASSERT_EQ(outcome.rows.size(), 2u);
  EXPECT_EQ(outcome.problems(0), GetParam().problems);
  EXPECT_TRUE(has_errors(outcome.rows[0].problems));
  for (const Diagnostic& each : outcome.rows[0].problems) {
    EXPECT_EQ(each.file, "cases.xlsx");
    EXPECT_EQ(each.sheet, "Cases");
    EXPECT_FALSE(each.fact.empty());
    EXPECT_FALSE(each.hint.empty());
  }
  EXPECT_THAT(outcome.problems(1), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    All, RowFaults,
    ::testing::Values(
        RowFault{"two_adults_by_title", {"C1", "", "Mr &amp; Mrs", "", "Patel"}, {"two-adults C2"}},
        RowFault{"two_adults_by_name", {"C1", "", "", "Alex and Sam", "Patel"}, {"two-adults D2"}},
        RowFault{"no_case_id", {"", "ban-1", "Mr"}, {"missing-fact A2"}},
        RowFault{"unknown_letter", {"C1", "ban-7"}, {"unknown-letter B2"}},
        RowFault{"month_thirteen", {"C1", "", "", "", "", "11/13/2026"}, {"bad-date F2"}},
        RowFault{"serial_without_format", {"C1", "", "", "", "", "=><v>46329</v>"}, {"bad-date F2"}},
        RowFault{"cell_error", {"C1", "", "", "", "= t=\"e\"><v>#REF!</v>"}, {"cell-error E2"}},
        RowFault{"error_typed", {"C1", "", "", "", "#REF!"}, {"cell-error E2"}},
        RowFault{"error_with_a_slash", {"C1", "", "", "", " #DIV/0! "}, {"cell-error E2"}},
        RowFault{"error_of_two_adults", {"C1", "", "", "#N/A"}, {"cell-error D2"}},
        RowFault{"narrow_column", {"C1", "", "", "", "", "########"}, {"cell-error F2"}},
        RowFault{"letter_error", {"C1", "= t=\"e\"><v>#N/A</v>"}, {"cell-error B2"}},
        RowFault{"letter_shared_string", {"C1", "= t=\"s\"><v>4</v>"}, {"shared-string-range B2"}},
        RowFault{"letter_formula", {"C1", "=><f>A1</f>"}, {"formula-without-value B2"}},
        RowFault{"control_character", {"C1", "", "", "", "A\xC2\x85Z"}, {"control-character E2"}},
        RowFault{"shared_string", {"C1", "", "", "", "= t=\"s\"><v>4</v>"}, {"shared-string-range E2"}},
        RowFault{"formula", {"C1", "", "", "", "=><f>A1</f>"}, {"formula-without-value E2"}},
        RowFault{"several", {"", "ban-7", "Mr/Mrs"}, {"missing-fact A2", "unknown-letter B2", "two-adults C2"}}),
    [](const auto& named) { return named.param.name; });

TEST(Cases, TwoChildrenInOneCellAreRefused) {
  const Outcome columns = sheet(row(1, {"Case ID", "Last name", "Child 1 name"}) +
                                row(2, {"C1", "Smith", "Bronwen, Tomos"}) + row(3, {"C2", "Smith", "Andrea"}));
  EXPECT_EQ(columns.problems(0), std::vector<std::string>{"two-items C2"});
  EXPECT_EQ(columns.rows.at(0).problems.at(0).hint,
            "One child a column (Child 1 name, Child 2 name …) or a row of the sheet Children; write each name as the "
            "letter should say it.");
  EXPECT_THAT(columns.problems(1), IsEmpty());
  const Outcome there =
      read(SmallWorkbook{{{"Cases", row(1, {"Case ID", "Last name"}) + row(2, {"C1", "Smith"})},
                          {"Children", row(1, {"Case ID", "Child name"}) + row(2, {"C1", "Amir &amp; Zara"})}}}
               .bytes());
  EXPECT_EQ(there.problems(0), std::vector<std::string>{"two-items B2"});
  EXPECT_EQ(there.rows.at(0).problems.at(0).sheet, "Children");
}

TEST(Cases, NamesInSmallLettersAreToldOnce) {
  const Outcome outcome = sheet(row(1, plain_headings) + row(2, {"C1", "", "Mr", "idris", "KOWALEWSKI"}) +
                                row(3, {"C2", "", "Mr", "ann", "HOLT"}) + row(4, {"C3", "", "Mr", "Kim", "de Souza"}));
  EXPECT_EQ(outcome.warnings(), (std::vector<std::string>{"name-capitals D2", "name-capitals E2"}));
  EXPECT_EQ(outcome.layout->warnings.at(0).message, "this name is in small letters, and is printed so.");
}

struct BookFault {
  const char* name;
  std::string bytes;
  const char* file;
  const char* asked;
  std::vector<std::string> errors;
};

class BookFaults : public ::testing::TestWithParam<BookFault> {};

TEST_P(BookFaults, RefuseTheWorkbook) {
  CaseOptions options;
  options.sheet = GetParam().asked;
  const Outcome outcome = read(GetParam().bytes, GetParam().file, options);
  EXPECT_FALSE(outcome.layout.has_value());
  EXPECT_EQ(Outcome::brief(outcome.errors), GetParam().errors);
  for (const Diagnostic& each : outcome.errors) {
    EXPECT_EQ(each.file, GetParam().file);
    EXPECT_FALSE(each.hint.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, BookFaults,
    ::testing::Values(
        BookFault{"headings_only", "Case ID,Last name\n", "cases.csv", "", {"no-cases "}},
        BookFault{"blank_csv", "\n\n", "cases.csv", "", {"no-cases "}},
        BookFault{"nothing_in_it", SmallWorkbook{{{"Sheet1", ""}}}.bytes(), "cases.xlsx", "", {"no-cases "}},
        BookFault{"no_headings", "a,b,c\n1,2,3\n", "cases.csv", "", {"no-heading-row A1"}},
        BookFault{"no_case_id", "Title,First name,Last name\nMr,A,B\n", "cases.csv", "", {"no-heading-row A1"}},
        BookFault{"two_sheets",
                  SmallWorkbook{{{"Autumn", two_columns}, {"Spring", two_columns}}}.bytes(),
                  "cases.xlsx",
                  "",
                  {"choose-a-sheet "}},
        BookFault{"unknown_sheet",
                  SmallWorkbook{{{"Autumn", two_columns}}}.bytes(),
                  "cases.xlsx",
                  "Autunm",
                  {"unknown-sheet "}},
        BookFault{"heading_twice", "Case ID,Last name,Surname\nC1,A,B\n", "cases.csv", "", {"heading-twice C1"}},
        BookFault{
            "heading_merged",
            SmallWorkbook{
                {{"Cases", row(1, {"Case ID", "Last name", "", "Letter"}) + row(2, {"C1", "Smith", "Jones", "ban-1"}),
                  "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>"}}}
                .bytes(),
            "cases.xlsx",
            "",
            {"heading-merged B1"}},
        BookFault{
            "all_hidden",
            SmallWorkbook{{{"Cases", row(1, {"Case ID", "Last name"}) + row(2, {"C1", "A"}, "hidden=\"1\"")}}}.bytes(),
            "cases.xlsx",
            "",
            {"no-cases "}},
        BookFault{"children_without_case_id",
                  SmallWorkbook{{{"Cases", two_columns}, {"Children", row(1, {"Name", "Year"}) + row(2, {"Amy", "R"})}}}
                      .bytes(),
                  "cases.xlsx",
                  "",
                  {"no-heading-row A1"}}),
    [](const auto& named) { return named.param.name; });

}  // namespace
}  // namespace caseletters::sheets
