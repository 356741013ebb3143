// The sheet Letters sent beside the cases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_reading.h"

namespace caseletters::sheets {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Outcome with_sheet(const std::string& name, const std::vector<std::vector<std::string>>& rows,
                   const std::vector<std::string>& headings = {}, const std::vector<std::string>& cells = {},
                   bool hidden = false) {
  std::vector<std::string> first{"Case ID", "Last name", "Letter"};
  std::vector<std::string> second{"C1", "Smith", "ban-2"};
  first.insert(first.end(), headings.begin(), headings.end());
  second.insert(second.end(), cells.begin(), cells.end());
  std::string side;
  for (std::size_t at = 0; at < rows.size(); ++at)
    side += row(static_cast<int>(at + 1), rows[at], hidden && at + 1 == rows.size() ? "hidden=\"1\"" : "");
  return read(SmallWorkbook{{{"Register", row(1, first) + row(2, second)}, {name, side}}}.bytes());
}

const facts::PastLetter& past(const Outcome& outcome, const char* letter) {
  return outcome.rows.at(0).record.letters[static_cast<std::size_t>(*outcome.vocabulary.letter(letter))];
}

TEST(LettersSent, AreTheSameRecordAsTheColumns) {
  const Outcome outcome =
      with_sheet("Letters sent", {{"Case ID", "Letter", "Date sent", "Response date", "Channel", "Notes"},
                                  {"C1", "Warning letter", "1/10/2026", "", "", "x"},
                                  {"C1", "ban-1", "3/11/2026", "10/11/2026", "e-mail"}});
  EXPECT_THAT(outcome.problems(0), IsEmpty());
  EXPECT_EQ(to_iso(past(outcome, "ban-1").date.as<Date>()), "2026-11-03");
  EXPECT_EQ(to_iso(past(outcome, "ban-1").response_date.as<Date>()), "2026-11-10");
  EXPECT_TRUE(past(outcome, "ban-1").response_channel.known());
  EXPECT_TRUE(past(outcome, "warning-1").sent);
  EXPECT_FALSE(past(outcome, "ban-2").sent);
}

TEST(LettersSent, TheLatestOfOneLetterCounts) {
  const Outcome outcome = with_sheet(
      "Letters sent", {{"Case", "Letter", "Date"}, {"C1", "ban-1", "3/11/2026"}, {"C1", "ban-1", "3/11/2025"}});
  EXPECT_EQ(to_iso(past(outcome, "ban-1").date.as<Date>()), "2026-11-03");
}

TEST(LettersSent, AContradictionWithTheColumnsRefusesTheCase) {
  const Outcome outcome = with_sheet("Letters sent", {{"Case ID", "Letter", "Date"}, {"C1", "ban-1", "3/11/2026"}},
                                     {"ban-1 date"}, {"4/11/2026"});
  EXPECT_THAT(outcome.problems(0), ElementsAre("letter-twice C2"));
  EXPECT_THAT(with_sheet("Letters sent", {{"Case ID", "Letter", "Date"}, {"C1", "ban-1", "3/11/2026"}}, {"ban-1 date"},
                         {"3 November 2026"})
                  .problems(0),
              IsEmpty());
}

TEST(LettersSent, WhatCannotBeUnderstoodIsSaid) {
  EXPECT_THAT(with_sheet("Letters sent", {{"Case ID", "Letter", "Date"}, {"C1", "ban-1", ""}}).problems(0),
              ElementsAre("missing-fact A2"));
  EXPECT_THAT(with_sheet("Letters sent", {{"Case ID", "Letter", "Date"}, {"C1", "bann", "3/11/2026"}}).problems(0),
              ElementsAre("bad-value B2"));
  EXPECT_THAT(with_sheet("Letters sent", {{"Case ID", "Letter", "Date"}, {"C9", "ban-1", "3/11/2026"}}).warnings(),
              Contains("orphan-row A2"));
  EXPECT_THAT(with_sheet("Letters sent", {{"Who", "What"}, {"C9", "ban-1"}}).warnings(), Contains("sheet-unused A1"));
  EXPECT_THAT(with_sheet("Letters sent", {{"Case ID", "Letter", "Date"}, {"C1", "ban-1", "3/11/2026"}}, {}, {}, true)
                  .problems(0),
              ElementsAre("hidden-rows A2"));
}

TEST(LettersSent, AFilledColumnThatMayTellOfAnAnswerIsNotTakenForNone) {
  struct Row {
    const char* heading;
    const char* cell;
    bool refused;
  };
  for (const Row& each :
       {Row{"Their reply", "sorry", true}, Row{"Heard back", "by e-mail", true},
        Row{"Comments of parent", "11/11/2026", true}, Row{"Wed", "11 November 2026", true},
        Row{"Their reply", "", false}, Row{"Any reply at all?", "no", false}, Row{"Posted by", "4/11/2026", false},
        Row{"Proof of delivery", "4/11/2026", false}, Row{"Colour", "blue", false}}) {
    const Outcome outcome = with_sheet(
        "Letters sent", {{"Case ID", "Letter", "Date sent", each.heading}, {"C1", "ban-1", "3/11/2026", each.cell}});
    ASSERT_EQ(outcome.rows.size(), 1u) << each.heading;
    const auto& bad = outcome.rows[0].bad_cells;
    ASSERT_EQ(bad.size(), each.refused ? 1u : 0u) << each.heading << ": " << each.cell;
    if (!each.refused) continue;
    EXPECT_EQ(bad[0].problem.code, "reply-unread");
    EXPECT_EQ(bad[0].problem.cell, "D2");
    EXPECT_EQ(bad[0].about, BadCell::About::answer);
    EXPECT_EQ(bad[0].index, *outcome.vocabulary.letter("ban-1"));
    EXPECT_EQ(bad[0].problem.message.find(each.cell), std::string::npos);
  }
}

TEST(LettersSent, AnAnswerThatIsKnownNeedsNoOtherColumn) {
  const Outcome outcome =
      with_sheet("Letters sent", {{"Case ID", "Letter", "Date sent", "Response date", "What they wrote"},
                                  {"C1", "ban-1", "3/11/2026", "10/11/2026", "sorry"}});
  EXPECT_TRUE(outcome.rows.at(0).bad_cells.empty());
}

}  // namespace
}  // namespace caseletters::sheets
