// What a workbook is read in spite of, and says so; and what refuses the cases it concerns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_reading.h"
#include "sheets/cell_faults.h"

namespace caseletters::sheets {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

const std::string two_cases =
    row(1, {"Case ID", "Last name", "Letter"}) + row(2, {"C1", "Smith", "ban-1"}) + row(3, {"C2", "Lee", "ban-1"});
const std::vector<std::string> child_headings = {"Case ID", "Name", "Year"};

Outcome with_children(const std::string& cases, const std::string& children, const CaseOptions& options = {}) {
  return read(SmallWorkbook{{{"Cases", cases}, {"Children", row(1, child_headings) + children}}}.bytes(), "cases.xlsx",
              options);
}

TEST(CaseRemarks, AHiddenChildIsToldToItsCase) {
  const std::string children = row(2, {"C1", "Amy", "R"}) + row(3, {"C1", "Max", "1"}, "hidden=\"1\"") +
                               row(4, {"C2", "Ben", "3"}) + row(5, {"", "Cat", "3"}, "hidden=\"1\"");
  const Outcome outcome = with_children(two_cases, children);
  EXPECT_THAT(outcome.children(0), ElementsAre("Amy"));
  EXPECT_THAT(outcome.problems(0), ElementsAre("hidden-rows A3"));
  EXPECT_EQ(outcome.rows[0].problems[0].severity, Severity::error) << "no child is left out in silence";
  EXPECT_EQ(outcome.rows[0].problems[0].sheet, "Children");
  EXPECT_THAT(outcome.rows[0].problems[0].message, AllOf(HasSubstr("row 3"), HasSubstr("Children")));
  EXPECT_THAT(outcome.problems(1), ElementsAre("hidden-rows A5"));
  EXPECT_THAT(outcome.warnings(), ElementsAre("hidden-rows "));
  EXPECT_THAT(outcome.layout->warnings[0].message, HasSubstr("2 hidden rows"));
  EXPECT_EQ(outcome.layout->warnings[0].sheet, "Children");
  CaseOptions options;
  options.hidden = true;
  const Outcome all = with_children(two_cases, children, options);
  EXPECT_THAT(all.children(0), ElementsAre("Amy", "Max"));
  EXPECT_THAT(all.problems(0), IsEmpty());
  EXPECT_THAT(all.problems(1), ElementsAre("orphan-row A5"));
}

TEST(CaseRemarks, AChildWithoutIdBelowAnotherRefusesThatCase) {
  const Outcome outcome =
      with_children(two_cases, row(2, {"C1", "Amy", "R"}) + row(3, {"", "Max", "1"}) + row(4, {"", "Zoe", "1"}) +
                                   row(5, {"C2", "Ben", "3"}) + row(8, {"", "Cat", "3"}));
  EXPECT_THAT(outcome.problems(0), ElementsAre("orphan-row A3", "orphan-row A4"));
  EXPECT_TRUE(has_errors(outcome.rows[0].problems));
  EXPECT_EQ(outcome.rows[0].problems[0].sheet, "Children");
  EXPECT_THAT(outcome.problems(1), IsEmpty());
  EXPECT_THAT(outcome.warnings(), ElementsAre("orphan-row A8"));
}

TEST(CaseRemarks, ACaseIdOnARowOfItsOwnHeadsTheChildrenBelow) {
  const Outcome outcome = with_children(two_cases, row(2, {"C1"}) + row(3, {"", "Max", "1"}));
  EXPECT_THAT(outcome.problems(0), ElementsAre("orphan-row A3"));
}

TEST(CaseRemarks, LostZerosRefuseTheCaseThatMayBeMeant) {
  const std::string cases = row(1, {"Case ID", "Last name"}) + row(2, {"007", "Smith"}) + row(3, {"8", "Lee"});
  const Outcome outcome = with_children(cases, row(2, {"=><v>7</v>", "Amy", "R"}) + row(3, {"8", "Ben", "3"}));
  EXPECT_THAT(outcome.problems(0), ElementsAre("orphan-row A2"));
  EXPECT_TRUE(has_errors(outcome.rows[0].problems));
  EXPECT_THAT(outcome.rows[0].problems[0].hint, HasSubstr("zeros"));
  EXPECT_THAT(outcome.problems(1), IsEmpty());
  EXPECT_THAT(outcome.warnings(), Not(Contains("orphan-row A2")));
}

TEST(CaseRemarks, BothNumbersAsCasesAreNobodysSlip) {
  const std::string cases = row(1, {"Case ID", "Last name"}) + row(2, {"007", "Smith"}) + row(3, {"7", "Lee"});
  const Outcome outcome = with_children(cases, row(2, {"7", "Amy", "R"}));
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  EXPECT_THAT(outcome.children(1), ElementsAre("Amy"));
}

TEST(CaseRemarks, TheSameChildTwiceIsTold) {
  const Outcome outcome = with_children(two_cases, row(2, {"C1", "Zoe", "R"}) + row(3, {"C1", "zoe", ""}) +
                                                       row(4, {"C2", "Ben", "R"}) + row(5, {"C2", "Ben", "3"}));
  EXPECT_THAT(outcome.problems(0), ElementsAre("item-twice B3"));
  EXPECT_FALSE(has_errors(outcome.rows[0].problems));
  EXPECT_THAT(outcome.problems(1), IsEmpty());
  EXPECT_THAT(csv("Case ID,Last name,Child 1 name,Child 2 name\nC1,Smith,Zoe,Zoe\n").problems(0),
              ElementsAre("item-twice D2"));
}

TEST(CaseRemarks, HeadingsBelowATitleAreTold) {
  const Outcome outcome =
      sheet(row(1, {"Oak School: cases"}) + row(3, plain_headings) + row(4, {"C1", "", "", "", "S"}));
  ASSERT_THAT(outcome.warnings(), ElementsAre("heading-row A3"));
  EXPECT_THAT(outcome.layout->warnings[0].message, HasSubstr("row 3"));
  const std::string groups =
      row(1, {"Case", "Child 1", ""}) + row(2, {"Case ID", "Name", "Year"}) + row(3, {"C1", "Amy"});
  EXPECT_THAT(sheet(groups).warnings(), Not(Contains("heading-row A2")));
}

TEST(CaseRemarks, FilledColumnsWithoutHeadingAreTold) {
  const Outcome outcome = sheet(row(1, {"Case ID", "", "First name", "= t=\"e\"><v>#REF!</v>", "#NAME?", ""}) +
                                row(2, {"C1", "Mr", "Al", "Smith"}) + row(3, {"C2", "Mr", "Al", "Smith", "x"}));
  ASSERT_THAT(outcome.warnings(), ElementsAre("heading-missing B1"));
  EXPECT_THAT(outcome.layout->warnings[0].message, HasSubstr("columns B, D and E"));
  EXPECT_THAT(csv("Case ID,,Last name\nC1,x,Smith\n").warnings(), ElementsAre("heading-missing B1"));
  EXPECT_THAT(csv("Case ID,,Last name\nC1,,Smith\n").warnings(), IsEmpty());
}

TEST(CaseRemarks, AnEmptySecondColumnIsToldOnce) {
  EXPECT_THAT(csv("Case ID,Surname,Last name,Letter\nC1,,Smith,\n").warnings(), ElementsAre("heading-twice B1"));
}

TEST(CaseRemarks, TwoColumnsOfAFactRefuseOnlyWhereTheyDiffer) {
  const Outcome outcome =
      csv("Case ID,Last name,Incident date,Date of incident,Incident date\n"
          "C1,A,3 Nov 2026,03/11/2026,\nC2,B,3 Nov 2026,4 Nov 2026,\nC3,C,,5 Nov 2026,\nC4,D,,,6 Nov 2026\n");
  ASSERT_EQ(outcome.rows.size(), 4u);
  EXPECT_THAT(outcome.warnings(), Contains("heading-twice D1"));
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  EXPECT_THAT(outcome.problems(1), ElementsAre("heading-twice D3"));
  EXPECT_TRUE(has_errors(outcome.rows[1].problems));
  EXPECT_EQ(outcome.fact(0, "Incident date").as<Date>(), Date::from_iso("2026-11-03"));
  EXPECT_EQ(outcome.fact(2, "Incident date").as<Date>(), Date::from_iso("2026-11-05"));
  EXPECT_EQ(outcome.fact(3, "Incident date").as<Date>(), Date::from_iso("2026-11-06"));
  EXPECT_EQ(outcome.layout->headings[3].fact, "Incident date");
}

TEST(CaseRemarks, ADateAsCaseIdIsTold) {
  SmallWorkbook small{{{"Cases", row(1, {"Case ID", "Last name"}) + row(2, {"= s=\"1\"><v>46025</v>", "Smith"})}}};
  small.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
  const Outcome outcome = read(small.bytes());
  EXPECT_THAT(outcome.ids(), ElementsAre("2026-01-03"));
  EXPECT_THAT(outcome.problems(0), ElementsAre("case-id-date A2"));
  EXPECT_FALSE(has_errors(outcome.rows[0].problems));
}

TEST(CaseRemarks, NumbersInCellsOfTimesAreNoTimes) {
  SmallWorkbook small{
      {{"Cases", row(1, {"Case ID", "Incident time"}) + row(2, {"C1", "= s=\"1\"><v>8.5</v>"}) +
                     row(3, {"C2", "= s=\"1\"><v>850</v>"}) + row(4, {"C3", "= s=\"1\"><v>0.375</v>"}) +
                     row(5, {"C4", "= s=\"1\"><v>46329.375</v>"}) + row(6, {"C5", "= s=\"1\"><v>8.77</v>"})}}};
  small.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"20\"/></cellXfs>";
  const Outcome outcome = read(small.bytes());
  for (const std::size_t bad : {0u, 1u, 4u})
    EXPECT_THAT(outcome.problems(bad), ElementsAre("bad-time B" + std::to_string(bad + 2)));
  EXPECT_THAT(outcome.rows[0].problems[0].hint, HasSubstr("8:50"));
  EXPECT_THAT(outcome.rows[1].problems[0].hint, HasSubstr("8:50"));
  EXPECT_EQ(outcome.fact(2, "Incident time").as<TimeOfDay>().minutes, 540);
  EXPECT_EQ(outcome.fact(3, "Incident time").as<TimeOfDay>().minutes, 540);
}

TEST(CaseRemarks, NumbersHaveNoNeighbours) {
  const Outcome outcome =
      csv("Case ID,Last name,Child 1 name,Child 1 year\nC1,A,Amy,-1\nC2,B,Ben,Year 14\nC3,C,Cat,recepton\n");
  for (const std::size_t at : {0u, 1u, 2u})
    ASSERT_THAT(outcome.problems(at), ElementsAre("bad-value D" + std::to_string(at + 2)));
  EXPECT_THAT(outcome.rows[1].problems[0].hint, Not(HasSubstr("Did you mean")));
  EXPECT_THAT(outcome.rows[2].problems[0].hint, HasSubstr("Did you mean \"reception\""));
}

TEST(CaseRemarks, SheetsThatLookLikeCasesButAreNotUsedAreTold) {
  SmallWorkbook small{{{"Cases", two_cases},
                       {"Spring", two_columns},
                       {"Incidents", row(1, {"Who", "Date", "What"}) + row(2, {"C1", "x", "y"})},
                       {"Lists", row(1, {"Yes"}) + row(2, {"No"})}}};
  const Outcome outcome = read(small.bytes());
  EXPECT_THAT(outcome.warnings(), ElementsAre("sheet-unused A1", "sheet-unused A1"));
  EXPECT_EQ(outcome.layout->warnings[0].sheet, "Spring");
  EXPECT_EQ(outcome.layout->warnings[1].sheet, "Incidents");
  CaseOptions options;
  options.sheet = "Cases";
  EXPECT_THAT(read(small.bytes(), "cases.xlsx", options).warnings(), ElementsAre("sheet-unused A1"));
}

TEST(CellFaults, ErrorsAreKnownByTheirWords) {
  for (const char* text : {"#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "#DIV/0!", "#n/a", " #REF! ", "#",
                           "########", "Err:502", "#SPILL!"}) {
    EXPECT_TRUE(is_error_text(text)) << text;
  }
  for (const char* text : {"", "Smith", "#12", "# 7", "Eric", "N/A", "#REF! again", "#hashtag", "Err:"})
    EXPECT_FALSE(is_error_text(text)) << text;
}

TEST(CellFaults, TimesThatWereTypedAsNumbers) {
  EXPECT_EQ(clock_meant(8.5), "8:50");
  EXPECT_EQ(clock_meant(8.05), "8:05");
  EXPECT_EQ(clock_meant(850), "8:50");
  EXPECT_EQ(clock_meant(1430), "14:30");
  EXPECT_EQ(clock_meant(9), "9:00");
  for (const double none : {0.0, 0.5, 8.77, 8.555, 25.0, 875.0, 2400.0, 1e9, -1.0})
    EXPECT_EQ(clock_meant(none), "") << none;
}

}  // namespace
}  // namespace caseletters::sheets
