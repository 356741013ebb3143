#include "sheets/neighbour_headings.h"

#include <gmock/gmock.h>

#include "sample_vocabulary.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// What the headings of the first row mean that meant nothing by themselves, over these rows.
std::vector<std::string> taken(const std::vector<std::string>& headings,
                               const std::vector<std::vector<std::string>>& rows) {
  SmallWorkbook small{{{"Cases", row(1, headings)}}};
  for (std::size_t at = 0; at < rows.size(); ++at) small.sheets[0].rows += row(static_cast<int>(at) + 2, rows[at]);
  const auto workbook = opened(small.bytes());
  const facts::Vocabulary vocabulary = sample_vocabulary();
  const Headings known(vocabulary);
  auto chosen = choose_sheet(*workbook, known, "");
  EXPECT_TRUE(chosen.has_value());
  if (!chosen) return {};
  EXPECT_TRUE(take_neighbours(*workbook, vocabulary, known, *chosen).has_value());
  std::vector<std::string> words;
  for (const ColumnHeading& each : chosen->row.columns) {
    if (each.target && each.how == How::beside) words.push_back(each.heading + ": " + known.words(*each.target));
  }
  return words;
}

TEST(NeighbourHeadings, AChildsColumnsFollowIt) {
  EXPECT_THAT(
      taken({"Case ID", "Last name", "Child 1", "UPN", "Sex", "Year"}, {{"C1", "Smith", "Tom", "A1", "M", "3"}}),
      ElementsAre("Sex: Child 1 sex", "Year: Child 1 year"));
  EXPECT_THAT(
      taken({"Case ID", "Last name", "Child 1", "Year", "Child 2", "Year"}, {{"C1", "Smith", "Tom", "3", "Ann", "R"}}),
      ElementsAre("Year: Child 1 year", "Year: Child 2 year"));
}

TEST(NeighbourHeadings, WhatHoldsAnythingElseIsLeft) {
  EXPECT_THAT(
      taken({"Case ID", "Last name", "Child 1", "Year"}, {{"C1", "Smith", "Tom", "3"}, {"C2", "Jones", "Ann", "2026"}}),
      IsEmpty());
  EXPECT_THAT(taken({"Case ID", "Last name", "Child 1", "Year"}, {{"C1", "Smith", "Tom", ""}}), IsEmpty());
}

TEST(NeighbourHeadings, WhoseItIsMustBeClear) {
  EXPECT_THAT(taken({"Case ID", "Last name", "Child 1", "Child 2", "Year"}, {{"C1", "Smith", "Tom", "Ann", "3"}}),
              IsEmpty());
  EXPECT_THAT(taken({"Case ID", "Last name", "Sex", "Child 1"}, {{"C1", "Smith", "M", "Tom"}}), IsEmpty());
  EXPECT_THAT(taken({"Case ID", "Last name", "Child 1", "Child 1 sex", "Sex"}, {{"C1", "Smith", "Tom", "M", "F"}}),
              IsEmpty());
}

TEST(NeighbourHeadings, AnIncidentsTimeStandsBesideItsDate) {
  EXPECT_THAT(taken({"Case ID", "Last name", "Date of incident", "Time"}, {{"C1", "Smith", "3/11/2026", "15:20"}}),
              ElementsAre("Time: Incident time"));
  EXPECT_THAT(
      taken({"Case ID", "Last name", "Date of incident", "Who", "Time"}, {{"C1", "Smith", "3/11/2026", "x", "15:20"}}),
      IsEmpty());
}

}  // namespace
}  // namespace caseletters::sheets
