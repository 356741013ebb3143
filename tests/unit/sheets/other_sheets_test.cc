// Sheets beside the cases that bear no name we know.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "case_reading.h"
#include "sheets/sheet_names.h"

namespace caseletters::sheets {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(SheetNames, SayWhatASheetHolds) {
  struct Named {
    const char* name;
    SheetSort sort;
    bool sure;
  };
  for (const Named& each :
       {Named{"Linked Pupils", SheetSort::children, true}, Named{"Students", SheetSort::children, true},
        Named{"LinkedPupils 2026", SheetSort::children, true}, Named{"Pupils affected", SheetSort::children, false},
        Named{"Pupils concerned", SheetSort::children, false}, Named{"Incident diary", SheetSort::incidents, true},
        Named{"Log", SheetSort::incidents, true}, Named{"Chronology", SheetSort::incidents, true},
        Named{"Incidents witnessed", SheetSort::incidents, false}, Named{"Post book", SheetSort::letters, true},
        Named{"Correspondence", SheetSort::letters, true}, Named{"Letters", SheetSort::letters, false},
        Named{"Letters to write", SheetSort::letters, false}, Named{"Pupil letters", SheetSort::other, false},
        Named{"Sheet2", SheetSort::other, false}, Named{"Data", SheetSort::other, true}}) {
    const SheetName read = read_sheet_name(each.name);
    EXPECT_EQ(read.sort, each.sort) << each.name;
    EXPECT_EQ(read.sure, each.sure) << each.name;
  }
}

Outcome beside(const std::string& name, const std::vector<std::vector<std::string>>& rows,
               const CaseOptions& options = {}) {
  std::string side;
  for (std::size_t at = 0; at < rows.size(); ++at) side += row(static_cast<int>(at + 1), rows[at]);
  return read(SmallWorkbook{{{"Conduct", row(1, {"Case no", "Last name", "Address", "Letter"}) +
                                             row(2, {"N1", "Smith", "1 Mill Road", "ban-1"}) +
                                             row(3, {"N2", "Jones", "2 Mill Road", "ban-1"})},
                             {name, side}}}
                  .bytes(),
              "cases.xlsx", options);
}

CaseOptions mapped(const std::string& sheets) {
  const auto schema = disk_files()->read(std::string(CASELETTERS_SOURCE_DIR) + "/schemas/map.xsd");
  const auto map = read_map("<map>" + sheets + "</map>", "cases.map.xml", schema ? *schema : "");
  EXPECT_TRUE(map.has_value()) << (map ? "" : to_text(map.error().front()));
  CaseOptions options;
  options.map = std::make_shared<const ColumnMap>(map ? *map : ColumnMap{});
  return options;
}

TEST(OtherSheets, ChildrenAreReadWhereNameAndHeadingsSaySo) {
  const Outcome outcome = beside("Linked Pupils", {{"Case no", "Pupil", "Gender"}, {"N1", "Amy", "F"}});
  EXPECT_THAT(outcome.children(0), ElementsAre("Amy"));
  EXPECT_THAT(outcome.warnings(), ElementsAre("sheet-taken A1"));
  EXPECT_THAT(outcome.problems(0), IsEmpty());
}

// The column of case IDs is known by the IDs of the cases in it.
TEST(OtherSheets, TheCaseIsKnownByItsCells) {
  const Outcome outcome = beside("Students", {{"Folder", "Pupil", "Gender"}, {"N1", "Amy", "F"}, {"N2", "Ben", "M"}});
  EXPECT_THAT(outcome.children(0), ElementsAre("Amy"));
  EXPECT_THAT(outcome.children(1), ElementsAre("Ben"));
}

// They may be somebody else's children.
TEST(OtherSheets, ChildrenOfADoubtfulSheetAreNeverRead) {
  for (const char* name : {"Pupils affected", "Children hurt", "Pupil witnesses"}) {
    const Outcome outcome = beside(name, {{"Case no", "Pupil", "Gender"}, {"N1", "Amy", "F"}});
    EXPECT_THAT(outcome.children(0), IsEmpty()) << name;
    EXPECT_THAT(outcome.warnings(), Contains("sheet-unused A1")) << name;
    EXPECT_THAT(outcome.problems(0), ElementsAre("sheet-unused A2")) << name;
    EXPECT_THAT(outcome.problems(1), IsEmpty()) << name;
  }
}

TEST(OtherSheets, ChildrenThatNobodyUnderstandsRefuseTheirCases) {
  const Outcome outcome = beside("Linked Pupils", {{"Case no", "Known as", "Joined"}, {"N2", "Amy", "2024"}});
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  EXPECT_THAT(outcome.problems(1), ElementsAre("sheet-unused A2"));
}

TEST(OtherSheets, LettersSentAreReadFromABookOfPost) {
  const Outcome outcome =
      beside("Post book", {{"Case no", "Kind of letter", "Date posted", "Date answered", "Answered how"},
                           {"N1", "warning-1", "2026-10-01", "2026-10-05", "letter"}});
  const auto& past =
      outcome.rows.at(0).record.letters[static_cast<std::size_t>(*outcome.vocabulary.letter("warning-1"))];
  EXPECT_EQ(to_iso(past.date.as<Date>()), "2026-10-01");
  EXPECT_EQ(to_iso(past.response_date.as<Date>()), "2026-10-05");
  EXPECT_TRUE(past.response_channel.known());
  EXPECT_THAT(outcome.warnings(), ElementsAre("sheet-taken A1"));
}

// The day on which a letter is wanted is none on which it was sent.
TEST(OtherSheets, LettersThatAreWantedAreNotTakenForSent) {
  const Outcome outcome = beside("Letters", {{"Case no", "Letter", "Date"}, {"N1", "warning-1", "1/10/2026"}});
  EXPECT_THAT(outcome.problems(0), ElementsAre("sheet-unused A2"));
}

TEST(OtherSheets, WhatTellsOfTheCasesAndIsNotReadIsSaid) {
  EXPECT_THAT(beside("Staff", {{"Ref", "Note"}, {"N1", "x"}}).warnings(), Contains("sheet-unused A1"));
  EXPECT_THAT(beside("Staff", {{"Ref", "Note"}, {"S1", "x"}}).warnings(), Not(Contains("sheet-unused A1")));
  EXPECT_THAT(beside("Lists", {{"Yes"}, {"No"}}).warnings(), IsEmpty());
}

TEST(OtherSheets, TheMappingSaysWhatASheetHolds) {
  const std::vector<std::vector<std::string>> rows = {{"Case no", "Known as"}, {"N1", "Amy"}};
  const std::string column = "<column at=\"B\" heading=\"Known as\" fact=\"Child name\"/>";
  const Outcome outcome =
      beside("Family tree", rows, mapped("<sheet name=\"Family tree\" list=\"Children\">" + column + "</sheet>"));
  EXPECT_THAT(outcome.children(0), ElementsAre("Amy"));
  EXPECT_THAT(outcome.warnings(), IsEmpty());
  EXPECT_THAT(beside("Pupils hurt", rows, mapped("<sheet name=\"Pupils hurt\" use=\"no\"/>")).problems(0), IsEmpty());
  EXPECT_THAT(beside("Linked Pupils", rows, mapped("<sheet name=\"Linked Pupils\">" + column + "</sheet>")).children(0),
              ElementsAre("Amy"));
  EXPECT_THAT(beside("Notes", rows, mapped("<sheet name=\"Pupils\" list=\"Children\"/>")).warnings(),
              Contains("unknown-sheet "));
}

TEST(OtherSheets, TwoHeadingsAreEnoughOnASheetThatIsNamedSo) {
  const Outcome outcome =
      beside("Children", {{"Case ID", "Child name", "a", "b", "c", "d"}, {"N1", "Amy", "1", "2", "3", "4"}});
  EXPECT_THAT(outcome.children(0), ElementsAre("Amy"));
}

}  // namespace
}  // namespace caseletters::sheets
