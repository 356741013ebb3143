// Headings in a school's own words over cells that say the same, by the <means> of the policies that ship; and case
// numbers under any name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../sheets/small_workbook.h"
#include "policy/policy.h"
#include "sheets/neighbour_headings.h"
#include "sheets/understood_sheets.h"

namespace caseletters::sheets {
namespace {

const facts::Vocabulary& shipped_vocabulary() {
  static const auto policy = [] {
    const std::string source = CASELETTERS_SOURCE_DIR;
    const policy::Library library{source + "/templates", source + "/schemas"};
    return policy::load_policy(*disk_files(), library.templates + "/diamond", library);
  }();
  return policy->rules.vocabulary;
}

const Headings& shipped_headings() {
  static const Headings headings(shipped_vocabulary());
  return headings;
}

using Column = std::pair<std::string, std::vector<std::string>>;

// What each heading means, "" where nobody knows, of a sheet that begins with Case ID, Last name and Address.
std::vector<std::string> meanings(const std::vector<Column>& columns) {
  std::vector<std::string> headings{"Case ID", "Last name", "Address"};
  std::size_t most = 0;
  for (const auto& [heading, cells] : columns) {
    headings.push_back(heading);
    most = std::max(most, cells.size());
  }
  SmallWorkbook small{{{"Cases", row(1, headings)}}};
  for (std::size_t at = 0; at < most; ++at) {
    std::vector<std::string> cells{"C" + std::to_string(at), "Smith", "1 High Street"};
    for (const Column& each : columns) cells.push_back(at < each.second.size() ? each.second[at] : "");
    small.sheets[0].rows += row(static_cast<int>(at) + 2, cells);
  }
  const auto workbook = opened(small.bytes());
  const Headings& known = shipped_headings();
  auto chosen = choose_sheet(*workbook, known, "");
  EXPECT_TRUE(chosen.has_value());
  if (!chosen || !take_neighbours(*workbook, shipped_vocabulary(), known, *chosen)) return {"error"};
  std::vector<std::string> found;
  for (std::size_t at = 3; at < chosen->row.columns.size(); ++at) {
    const auto& target = chosen->row.columns[at].target;
    found.push_back(target ? known.words(*target) : "");
  }
  return found;
}

std::string meaning(const std::string& heading, const std::vector<std::string>& cells) {
  return meanings({{heading, cells}}).front();
}

TEST(SchoolCells, AnIncidentIsWhatItsCellsAre) {
  EXPECT_EQ(meaning("Day of the trouble", {"3 Nov 2026", "4/11/26"}), "Incident date");
  EXPECT_EQ(meaning("Incident", {"3 Nov 2026"}), "Incident date");
  EXPECT_EQ(meaning("Incident", {"shouted at the staff", "swore in the office"}), "Incident summary");
  EXPECT_EQ(meaning("Incident", {"shouted at the staff", "3 Nov 2026"}), "");
  EXPECT_EQ(meaning("Incident", {"", ""}), "");
}

TEST(SchoolCells, AnyOtherWordSaysThatItIsSomethingElse) {
  for (const char* heading : {"Day the trouble was reported", "Date of birth", "Incident logged", "Date closed", "When",
                              "Day", "Date", "Pupil's trouble: day"})
    EXPECT_EQ(meaning(heading, {"3 Nov 2026", "4/11/26"}), "") << heading;
  EXPECT_EQ(meaning("Police called", {"3 Nov 2026 9:30"}), "Police told");
  EXPECT_EQ(meaning("Police called", {"Y", "N"}), "");
  EXPECT_EQ(meaning("Police called by", {"3 Nov 2026 9:30"}), "");
}

TEST(SchoolCells, WhatStandsBesideExplainsIt) {
  EXPECT_EQ(meanings({{"When", {"3 Nov 2026"}}, {"At", {"9:30"}}, {"Incident", {"shouted at the staff"}}}),
            (std::vector<std::string>{"Incident date", "Incident time", "Incident summary"}));
  EXPECT_EQ(meanings({{"When", {"3 Nov 2026"}}, {"Notes", {"rang twice on Monday"}}}),
            (std::vector<std::string>{"", ""}));
}

// What was done at once is no sanction that was decided; what is to be written was not sent.
TEST(SchoolCells, OneWordMoreMayMakeItAnotherThing) {
  EXPECT_EQ(meaning("Immediate measure", {"ban", "meetings"}), "");
  EXPECT_EQ(meaning("Measure agreed", {"meetings", "communication"}), "Sanctions decided");
  EXPECT_EQ(meaning("Measures agreed on", {"3 Nov 2026", "4 Nov 2026"}), "Sanctions decided date");
  EXPECT_EQ(meaning("Letter to be written", {"ban-1", "warning-1"}), "Letter");
  for (const char* heading : {"All done?", "Everything done", "Somebody to collect", "Solicitor contacted", "In time"})
    EXPECT_EQ(meaning(heading, {"yes", "no"}), "") << heading;
  EXPECT_EQ(meaning("All reasonable steps tried", {"yes", "no"}), "All steps taken");
  EXPECT_EQ(meaning("Letter written", {"ban-1", "warning-1"}), "");
  EXPECT_EQ(meaning("Arrangements to be reviewed on", {"3 May 2027"}), "Review date");
  EXPECT_EQ(meaning("Arrangements reviewed on", {"3 May 2027"}), "Review outcome date");
}

TEST(SchoolCells, TwoColumnsThatCouldBothBeItAreAskedAbout) {
  EXPECT_EQ(meanings({{"Day of the trouble", {"3 Nov 2026"}}, {"Trouble on", {"4 Nov 2026"}}}),
            (std::vector<std::string>{"", ""}));
}

TEST(SchoolCells, ALetterIsKnownByItsNameOverDates) {
  EXPECT_EQ(meanings({{"Warning letter", {"3 Nov 2026"}}, {"Answer received", {"9 Nov 2026"}}}),
            (std::vector<std::string>{"warning-1 date", "warning-1 response date"}));
  EXPECT_EQ(meaning("Warning letter", {"Y", "N"}), "");
  EXPECT_EQ(meaning("Warning letter returned", {"3 Nov 2026"}), "");
}

TEST(SchoolCells, AddressesAndChildrenAreKnownByTheirCells) {
  EXPECT_EQ(meaning("PC", {"LS1 1AA", "yo17hh"}), "Postcode");
  EXPECT_EQ(meaning("PC", {"LS1 1AA", "laptop"}), "");
  EXPECT_EQ(meanings({{"Eldest child", {"Ann Hill"}}, {"Youngest child", {"Bo Hill"}}}),
            (std::vector<std::string>{"Child 1 name", "Child 2 name"}));
}

// The sheet's headings and the column taken for the case ID; "" where none is.
std::string case_id_of(const std::string& heading, const std::vector<std::string>& cells,
                       const std::string& beside = "Notes") {
  SmallWorkbook small{{{"Parents", row(1, {heading, "Last name", "Address", "Incident date", beside})}}};
  for (std::size_t at = 0; at < cells.size(); ++at)
    small.sheets[0].rows +=
        row(static_cast<int>(at) + 2, {cells[at], "Smith", "1 High Street", "3 Nov 2026", "K" + std::to_string(at)});
  const auto workbook = opened(small.bytes());
  const Headings& headings = shipped_headings();
  const auto chosen = choose_sheet(*workbook, headings, "");
  if (!chosen) return "error";
  for (const ColumnHeading& each : chosen->row.columns)
    if (headings.is_case_id(each.target)) return each.heading;
  return "";
}

TEST(SchoolCells, ACaseNumberMayHaveAnyName) {
  for (const char* heading : {"No.", "ID", "Folder no.", "AO case no.", "Family number", "Case #"})
    EXPECT_EQ(case_id_of(heading, {"B-01", "B-02", "B-07"}), heading);
  EXPECT_EQ(case_id_of("ID", {"1", "2", "3"}), "ID");
  // Before all other columns, over numbers that no two rows share
  for (const char* heading : {"Complaint number", "Event ID"})
    EXPECT_EQ(case_id_of(heading, {"B-01", "B-02", "B-07"}), heading);
}

// A sheet that is named as the list is: its case numbers are headed, and its cells say what the other columns hold.
TEST(SchoolCells, AListInWordsOfItsOwnIsReadByItsCells) {
  const auto fields_of = [](const std::vector<std::string>& days) {
    SmallWorkbook small{
        {{"Cases", row(1, {"Case ID", "Last name", "Address"}) + row(2, {"N1", "Smith", "1 High Street"})},
         {"Incidents",
          row(1, {"Case no.", "Day", "Time of day", "Location", "Description of event", "First aid given"})}}};
    for (std::size_t at = 0; at < days.size(); ++at)
      small.sheets[1].rows +=
          row(static_cast<int>(at) + 2, {"N1", days[at], "08:50", "front step", "Raised voice at the key worker", "N"});
    const auto workbook = opened(small.bytes());
    const auto sheets = understand_sheets(*workbook, shipped_vocabulary(), {});
    std::vector<std::string> found;
    if (!sheets || (*sheets)->lists.empty()) return found;
    for (const ColumnHeading& each : (*sheets)->lists.front().row.columns)
      found.push_back(each.target ? (*sheets)->headings.words(*each.target) : "");
    return found;
  };
  EXPECT_EQ(fields_of({"1 Oct 2026", "8 Oct 2026"}),
            (std::vector<std::string>{"Case ID", "Logged incident 1 date", "Logged incident 1 time",
                                      "Logged incident 1 place", "Logged incident 1 summary", ""}));
  EXPECT_EQ(fields_of({"Monday", "Tuesday"}), std::vector<std::string>{});
}

TEST(SchoolCells, ANumberThatIsNotTheCasesIsNone) {
  EXPECT_EQ(case_id_of("No.", {"1", "2", "3"}), "");
  EXPECT_EQ(case_id_of("No.", {"B-01", "B-01"}), "");
  EXPECT_EQ(case_id_of("No.", {"B-01", ""}), "");
  for (const char* heading : {"UPN", "Cost code", "Tel no.", "Pupil no.", "Invoice no.", "House no. of pupil"})
    EXPECT_EQ(case_id_of(heading, {"B-01", "B-02"}), "") << heading;
  EXPECT_EQ(case_id_of("Folder no.", {"B-01", "B-02"}, "Log code"), "");  // either could be it
}

}  // namespace
}  // namespace caseletters::sheets
