#include "sheets/cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_reading.h"
#include "sheets/case_builder.h"

namespace caseletters::sheets {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Cases, ReadsARow) {
  const Outcome outcome =
      sheet(row(1, plain_headings) + row(2, {"007", "ban-1, Warning letter", "Mrs", "Asha", "O'Neil", "13 Nov 2026"}));
  ASSERT_EQ(outcome.rows.size(), 1u);
  EXPECT_EQ(outcome.rows[0].id, "007");
  EXPECT_EQ(outcome.rows[0].row, 1);
  EXPECT_THAT(outcome.rows[0].letters, ElementsAre(1, 0));
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  EXPECT_EQ(outcome.text(0, "Last name"), "O'Neil");
  EXPECT_EQ(outcome.fact(0, "Incident date").as<Date>(), Date::from_iso("2026-11-13"));
  EXPECT_EQ(outcome.fact(0, "Letter").as<facts::OptionSet>().size(), 2u);
  const facts::Source source =
      outcome.rows[0].record.sources[static_cast<std::size_t>(*outcome.vocabulary.fact("Last name"))];
  EXPECT_EQ(source.sheet, 0);
  EXPECT_EQ(source.row, 1);
  EXPECT_EQ(source.column, 4);
  EXPECT_EQ(outcome.layout->heading_row, 0);
  EXPECT_EQ(outcome.layout->headings[3].fact, "First name");
  EXPECT_THAT(outcome.rows[0].record.sheet_names, ElementsAre("Cases"));
  EXPECT_THAT(outcome.warnings(), IsEmpty());
}

TEST(Cases, FindsHeadingsUnderATitleBlock) {
  const Outcome outcome =
      sheet(row(1, {"Oak School: cases"}) + row(3, {"Updated", "3/11/2026"}) + row(5, plain_headings) +
            row(6, {"C1", "", "", "", "Smith"}) + row(9, {"C2", "", "", "", "Jones"}));
  EXPECT_EQ(outcome.layout->heading_row, 4);
  EXPECT_THAT(outcome.ids(), ElementsAre("C1", "C2"));
}

TEST(Cases, UnderstandsGroupedHeadings) {
  const std::string rows = row(1, {"Case ID", "Parent", "", "Child 1", "", "Child 2", "", "Incident", "Parent 2"}) +
                           row(2, {"", "Title", "Surname", "Name", "Year", "Name", "Year", "Date", "Surname"}) +
                           row(3, {"C1", "Mr", "Smith", "Amy", "R", "Ben", "3", "13 Nov 2026", "Wrong"});
  const std::string merges =
      "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"D1:E1\"/>"
      "<mergeCell ref=\"F1:G1\"/></mergeCells>";
  for (const std::string& after : {merges, std::string()}) {
    const Outcome outcome = sheet(rows, after);
    ASSERT_EQ(outcome.rows.size(), 1u) << (outcome.errors.empty() ? "" : to_text(outcome.errors[0]));
    EXPECT_EQ(outcome.layout->heading_row, 1);
    EXPECT_EQ(outcome.text(0, "Last name"), "Smith");
    EXPECT_THAT(outcome.children(0), ElementsAre("Amy", "Ben"));
    EXPECT_EQ(outcome.fact(0, "Incident date").as<Date>(), Date::from_iso("2026-11-13"));
    EXPECT_EQ(outcome.layout->headings[0].heading, "Case ID");
    EXPECT_EQ(outcome.layout->headings[5].heading, "Child 2 Name");
    EXPECT_EQ(outcome.layout->headings[8].fact, "");
  }
}

TEST(Cases, AHeadingBesideAMergedGroupIsItsOwn) {
  const Outcome outcome = sheet(row(1, {"", "Child 1", "", ""}) + row(2, {"Case ID", "Name", "Year", "Last name"}) +
                                    row(3, {"C1", "Amy", "R", "Smith"}),
                                "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>");
  EXPECT_EQ(outcome.text(0, "Last name"), "Smith");
  EXPECT_THAT(outcome.children(0), ElementsAre("Amy"));
}

TEST(Cases, ChildrenInColumns) {
  const Outcome outcome = sheet(row(1, {"Case ID", "Last name", "Child 1 name", "Child 1 sex", "Child 2 name",
                                        "Pupil 3 year group", "Child 3 name"}) +
                                row(2, {"C1", "Smith", "Amy", "girl", "", "R", "Cat"}) +
                                row(3, {"C2", "Jones", "", "m"}) + row(4, {"C3", "Lee"}));
  EXPECT_THAT(outcome.children(0), ElementsAre("Amy", "Cat"));
  EXPECT_FALSE(outcome.rows[0].record.lists[0][0][2].known());
  EXPECT_EQ(outcome.rows[0].record.lists[0][1][2].as<facts::Option>().index, 1);
  EXPECT_EQ(outcome.rows[0].record.item_sources[0][1][0].column, 6);
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  EXPECT_THAT(outcome.problems(1), ElementsAre("missing-fact C3"));
  EXPECT_EQ(outcome.rows[1].problems[0].fact, "Child 1 name");
  EXPECT_THAT(outcome.children(2), IsEmpty());
}

TEST(Cases, ChildrenOnTheirSheet) {
  SmallWorkbook small{{{"Children", row(1, {"Case", "Name", "Sex", "Year group"}) + row(2, {"C2", "Amy", "f", "R"}) +
                                        row(3, {"C1", "Ben", "boy", "Y3"}) + row(4, {"c2", "Cat"}) +
                                        row(5, {"C9", "Dan"}) + row(6, {"C3", "", "f"})},
                       {"Cases", row(1, {"Case ID", "Last name", "Child 1 name"}) + row(2, {"C1", "Smith"}) +
                                     row(3, {"C2", "Jones"}) + row(4, {"C3", "Lee"})}}};
  const Outcome outcome = read(small.bytes());
  EXPECT_EQ(outcome.layout->sheet, 1);
  EXPECT_THAT(outcome.children(0), ElementsAre("Ben"));
  EXPECT_THAT(outcome.children(1), ElementsAre("Amy", "Cat"));
  EXPECT_EQ(outcome.rows[1].record.item_sources[0][0][0].sheet, 0);
  EXPECT_EQ(outcome.rows[1].record.item_sources[0][0][0].row, 1);
  EXPECT_THAT(outcome.problems(2), ElementsAre("missing-fact B6"));
  EXPECT_EQ(outcome.rows[2].problems[0].sheet, "Children");
  EXPECT_THAT(outcome.warnings(), ElementsAre("orphan-row A5"));
}

TEST(Cases, ChildrenInBothPlacesAreRefused) {
  SmallWorkbook small{
      {{"Cases",
        row(1, {"Case ID", "Last name", "Child name"}) + row(2, {"C1", "Smith", "Amy"}) + row(3, {"C2", "Lee"})},
       {"Children", row(1, {"Case ID", "Child name"}) + row(2, {"C1", "Amy"}) + row(3, {"C2", "Ben"})}}};
  const Outcome outcome = read(small.bytes());
  EXPECT_THAT(outcome.problems(0), ElementsAre("list-twice A2"));
  EXPECT_THAT(outcome.problems(1), IsEmpty());
}

TEST(Cases, AddressLinesAreJoined) {
  const Outcome outcome =
      csv("Case ID,Last name,Postcode,Address 1,Address line 2,Town\nC1,Smith,DE1 1AA,12,Oak Road,Derby\nC2,Lee,DE1 "
          "1AA,Flat 2,,\n");
  EXPECT_EQ(outcome.text(0, "Address"), "12 Oak Road\nDerby\nDE1 1AA");
  EXPECT_EQ(outcome.text(1, "Address"), "Flat 2\nDE1 1AA");
}

TEST(Cases, AnAddressInOneCell) {
  EXPECT_EQ(join_address({{0, "12 Oak Road, Derby, DE1 1AA"}}), "12 Oak Road\nDerby\nDE1 1AA");
  EXPECT_EQ(join_address({{0, "12, Oak Road,\nDerby"}}), "12, Oak Road\nDerby");
  EXPECT_EQ(join_address({{0, "12, Oak Road, Derby"}}), "12 Oak Road\nDerby");
  EXPECT_EQ(join_address({{10, "Flat 2, The Limes"}, {90, "DE1 1AA"}, {20, "Derby"}}),
            "Flat 2, The Limes\nDerby\nDE1 1AA");
}

TEST(Cases, EarlierLettersAndOverrides) {
  const Outcome outcome =
      csv("Case ID,Last name,ban-1 date,ban-1 deadline,ban-1 signatory,ban-1 response date,ban-1 response "
          "channel,ban-1 Response,ban-1 Response "
          "deadline,Choice: Response,Choice: Possible steps\n"
          "C1,Smith,13 Nov 2026,27 Nov 2026,Head teacher,20 Nov 2026,by e-mail,received,28 Nov 2026,no-response,\"ban, "
          "meetings\"\nC2,Lee\n");
  ASSERT_EQ(outcome.rows.size(), 2u);
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  const facts::PastLetter& ban = outcome.rows[0].record.letters[1];
  EXPECT_TRUE(ban.sent);
  EXPECT_EQ(ban.date.as<Date>(), Date::from_iso("2026-11-13"));
  EXPECT_EQ(ban.deadline.as<Date>(), Date::from_iso("2026-11-27"));
  EXPECT_EQ(ban.signatory.as<facts::Option>().index, 0);
  EXPECT_EQ(ban.response_date.as<Date>(), Date::from_iso("2026-11-20"));
  EXPECT_EQ(ban.response_channel.as<facts::Option>().index, 1);
  ASSERT_EQ(ban.choices.size(), 1u);
  EXPECT_EQ(ban.choices[0].second, facts::OptionSet{facts::Option{0}});
  ASSERT_EQ(ban.facts.size(), 1u);
  EXPECT_EQ(ban.facts[0].second.as<Date>(), Date::from_iso("2026-11-28"));
  EXPECT_EQ(outcome.rows[0].record.overrides[0], facts::OptionSet{facts::Option{1}});
  EXPECT_EQ(outcome.rows[0].record.overrides[1], (facts::OptionSet{facts::Option{0}, facts::Option{2}}));
  EXPECT_FALSE(outcome.rows[1].record.letters[1].sent);
  EXPECT_FALSE(outcome.rows[1].record.overrides[0].has_value());
}

TEST(Cases, ARowWithoutCaseIdIsNamedByItsNumber) {
  const Outcome outcome = sheet(row(1, plain_headings) + row(7, {"", "ban-1"}));
  EXPECT_THAT(outcome.ids(), ElementsAre("row 7"));
}

TEST(Cases, ACaseIdTwiceRefusesTheLater) {
  const Outcome outcome =
      sheet(row(1, plain_headings) + row(2, {"C1", "", "", "", "Smith"}) + row(3, {"c1", "", "", "", "Jones"}));
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  EXPECT_THAT(outcome.problems(1), ElementsAre("case-twice A3"));
  EXPECT_THAT(outcome.rows[1].problems[0].message, HasSubstr("A2"));
}

TEST(Cases, BlankTotalsAndHiddenRowsAreLeftOut) {
  const std::string rows = row(1, plain_headings) + row(2, {"C1", "", "", "", "Smith"}) + row(4, {" ", "\xC2\xA0"}) +
                           row(5, {"C2", "", "", "", "Jones"}, "hidden=\"1\"") +
                           row(6, {"C3", "", "", "", "Lee"}, "hidden=\"true\"") +
                           row(8, {"Total", "", "", "", "=><v>3</v>"});
  const Outcome outcome = sheet(rows);
  EXPECT_THAT(outcome.ids(), ElementsAre("C1"));
  EXPECT_THAT(outcome.warnings(), ElementsAre("totals-row A8", "hidden-rows "));
  EXPECT_THAT(outcome.layout->warnings[1].message, HasSubstr("2 hidden rows"));
  CaseOptions options;
  options.hidden = true;
  EXPECT_THAT(read(SmallWorkbook{{{"Cases", rows}}}.bytes(), "cases.xlsx", options).ids(),
              ElementsAre("C1", "C2", "C3"));
}

TEST(Cases, NumbersThatMayHaveLostZerosAreWarnedOf) {
  const Outcome outcome = sheet(row(1, plain_headings) + row(2, {"007", "", "", "", "Smith"}) +
                                row(3, {"=><v>8</v>", "", "", "", "Jones"}));
  EXPECT_THAT(outcome.ids(), ElementsAre("007", "8"));
  EXPECT_THAT(outcome.warnings(), ElementsAre("lost-zeros A3"));
  EXPECT_THAT(sheet(row(1, plain_headings) + row(3, {"=><v>8</v>", "", "", "", "Jones"})).warnings(), IsEmpty());
}

TEST(Cases, AmbiguousDatesAreWarnedOfOnceAWorkbook) {
  const Outcome outcome = csv("Case ID,Last name,Incident date\nC1,Smith,03/04/25\nC2,Lee,05/06/25\n");
  EXPECT_THAT(outcome.warnings(), ElementsAre("ambiguous-date C2"));
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  EXPECT_EQ(outcome.fact(1, "Incident date").as<Date>(), Date::from_iso("2025-06-05"));
}

TEST(Cases, UnusedHeadingsAreTold) {
  const Outcome outcome = csv("Case ID,Last name,Incedent date,Notes\nC1,Smith,,\n");
  EXPECT_EQ(outcome.layout->headings[2].near, "Incident date");
  EXPECT_EQ(outcome.layout->headings[3].near, "");
  ASSERT_THAT(outcome.warnings(), ElementsAre("heading-unused C1"));
  EXPECT_THAT(outcome.layout->warnings[0].message, HasSubstr("\"Incedent date\" (is it Incident date?)"));
}

TEST(Cases, ChoosesTheSheet) {
  const std::string more = row(1, {"Case ID", "Last name", "Letter", "Title"}) + row(2, {"C2", "Jones", "ban-1", "Mr"});
  EXPECT_THAT(
      read(SmallWorkbook{{{"Notes", row(1, {"Hello"})}, {"Autumn", two_columns}, {"Spring", more}}}.bytes()).ids(),
      ElementsAre("C2"));
  EXPECT_THAT(read(SmallWorkbook{{{"CASES", two_columns}, {"Spring", more}}}.bytes()).ids(), ElementsAre("C1"));
  EXPECT_THAT(read(SmallWorkbook{{{"Autumn", two_columns}, {"Spring", two_columns, "", "hidden"}}}.bytes()).ids(),
              ElementsAre("C1"));
  CaseOptions options;
  options.sheet = "autumn";
  EXPECT_THAT(read(SmallWorkbook{{{"Autumn", two_columns}, {"Spring", more}}}.bytes(), "cases.xlsx", options).ids(),
              ElementsAre("C1"));
}

TEST(Cases, AnEmptySecondColumnOfAFactIsLetGo) {
  const Outcome outcome = csv("Case ID,Surname,Last name,Letter\nC1,,Smith,\n");
  EXPECT_EQ(outcome.text(0, "Last name"), "Smith");
  EXPECT_THAT(outcome.warnings(), Contains("heading-twice B1"));
}

TEST(Cases, AMergedHeadingOverOneFilledColumnIsClear) {
  const Outcome outcome = sheet(row(1, {"Case ID", "Last name", "", "Letter"}) + row(2, {"C1", "", "Smith", "ban-1"}),
                                "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>");
  EXPECT_EQ(outcome.text(0, "Last name"), "Smith");
}

TEST(Cases, LongRowsOfCsvAreRefusedWithTheirLine) {
  const Outcome outcome = csv("Case ID,Last name,Letter\nC1,\"Smith\nJones\",\nC2,Lee,,extra\nC3,Kay,,,\nC4\n");
  ASSERT_EQ(outcome.rows.size(), 4u);
  EXPECT_THAT(outcome.problems(1), ElementsAre("row-too-long D3"));
  EXPECT_EQ(outcome.rows[1].problems[0].line, 4);
  for (const std::size_t good : {0u, 2u, 3u}) EXPECT_THAT(outcome.problems(good), IsEmpty());
}

TEST(Cases, Windows1252IsWarnedOf) {
  const Outcome outcome = csv("Case ID,Last name\nC1,Zo\xEB\n");
  EXPECT_EQ(outcome.text(0, "Last name"), "Zoë");
  EXPECT_THAT(outcome.warnings(), ElementsAre("check-accents "));
}

TEST(Cases, EqualXlsxAndCsvGiveEqualFacts) {
  const std::vector<std::string> cells = {"C1", "ban-1", "Mr", "Al", "Smith", "13 Nov 2026"};
  std::string text;
  for (const auto* line : {&plain_headings, &cells}) {
    for (std::size_t at = 0; at < line->size(); ++at) text += (at == 0 ? "" : ",") + (*line)[at];
    text += "\n";
  }
  EXPECT_EQ(csv(text).rows.at(0).record.facts, sheet(row(1, plain_headings) + row(2, cells)).rows.at(0).record.facts);
}

TEST(Cases, StopsWhenToldTo) {
  const facts::Vocabulary vocabulary = sample_vocabulary();
  int rows = 0;
  const auto layout =
      read_cases(*opened("Case ID,Last name\nC1,A\nC2,B\n", "cases.csv"), vocabulary, {}, [&](CaseRow&&) {
        ++rows;
        return false;
      });
  EXPECT_TRUE(layout.has_value());
  EXPECT_EQ(rows, 1);
}

}  // namespace
}  // namespace caseletters::sheets
