// A list that stands on a sheet of its own only, in the order of its date, and what its last rows say of the case.
#include <gmock/gmock.h>

#include "case_reading.h"

namespace caseletters::sheets {
namespace {

using facts::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

// The sample vocabulary with the sheet "Incidents".
facts::Vocabulary with_incidents() {
  facts::Vocabulary vocabulary = sample_vocabulary();
  facts::ListDecl list;
  list.item = "Logged incident";
  list.plural = "Logged incidents";
  list.sheet = "Incidents";
  list.most = 0;
  const int index = *vocabulary.add_list(std::move(list));
  const auto field = [&](const std::string& name, Kind kind, const char* latest, const char* earlier,
                         std::vector<std::string> headings = {}) {
    facts::FactDecl fact;
    fact.name = name;
    fact.type = {kind};
    fact.list = index;
    fact.headings = std::move(headings);
    const int at = *vocabulary.add_fact(std::move(fact));
    vocabulary.set_filled(at, latest == nullptr ? -1 : *vocabulary.fact(latest),
                          earlier == nullptr ? -1 : *vocabulary.fact(earlier));
    return at;
  };
  vocabulary.set_order(index, field("Logged incident date", Kind::date, "Incident date", "Earlier incident date"));
  field("Logged incident time", Kind::time, "Incident time", nullptr);
  field("Logged incident summary", Kind::text, "Incident summary", nullptr, {"Event"});
  field("Logged incident staff", Kind::text, nullptr, nullptr, {"Staff involved"});
  return vocabulary;
}

Outcome read_json(const std::string& bytes) {
  Outcome outcome;
  outcome.vocabulary = with_incidents();
  const auto workbook = opened(bytes, "cases.json");
  if (workbook == nullptr) return outcome;
  auto layout = read_cases(*workbook, outcome.vocabulary, {}, [&](CaseRow&& row) {
    outcome.rows.push_back(std::move(row));
    return true;
  });
  EXPECT_TRUE(layout.has_value()) << (layout ? "" : to_text(layout.error().front()));
  if (layout) outcome.layout = std::move(*layout);
  return outcome;
}

std::vector<std::string> days(const Outcome& outcome, std::size_t row) {
  std::vector<std::string> days;
  for (const facts::Item& item : outcome.rows.at(row).record.lists.back()) {
    days.push_back(to_iso(item.front().as<Date>()) + (item.back().known() ? " " + item.back().as<std::string>() : ""));
  }
  return days;
}

TEST(LoggedIncidents, StandOldestFirstAndRowsOfOneDayAsTheyAreWritten) {
  const Outcome outcome = read_json(R"([{"Case ID": "C1", "Last name": "Lee", "Incidents": [
      {"Date": "2026-11-16", "Staff involved": "third"}, {"Date": "2026-10-05", "Staff involved": "first"},
      {"Date": "2026-11-16", "Staff involved": "fourth"}, {"Date": "2026-10-12", "Staff involved": "second"}]}])");
  EXPECT_THAT(days(outcome, 0),
              ElementsAre("2026-10-05 first", "2026-10-12 second", "2026-11-16 third", "2026-11-16 fourth"));
  EXPECT_THAT(outcome.problems(0), IsEmpty());
}

TEST(LoggedIncidents, GiveTheCaseItsLatestAndItsEarlierIncident) {
  const Outcome outcome = read_json(R"([{"Case ID": "C1", "Last name": "Lee", "Incidents": [
      {"Incident date": "2026-11-16", "Incident time": "08:50", "Event": "You shouted."},
      {"Incident date": "2026-10-05", "Event": "You swore."}]}])");
  EXPECT_EQ(to_iso(outcome.fact(0, "Incident date").as<Date>()), "2026-11-16");
  EXPECT_EQ(outcome.text(0, "Incident summary"), "You shouted.");
  EXPECT_TRUE(outcome.fact(0, "Incident time").known());
  EXPECT_EQ(to_iso(outcome.fact(0, "Earlier incident date").as<Date>()), "2026-10-05");
}

TEST(LoggedIncidents, OneIncidentIsNoEarlierOne) {
  const Outcome outcome =
      read_json(R"([{"Case ID": "C1", "Last name": "Lee", "Incidents": [{"Date": "2026-11-16"}]}])");
  EXPECT_TRUE(outcome.fact(0, "Incident date").known());
  EXPECT_FALSE(outcome.fact(0, "Earlier incident date").known());
}

TEST(LoggedIncidents, AreNeverMixedWithWhatTheRowItselfTells) {
  const Outcome outcome = read_json(R"([{"Case ID": "C1", "Last name": "Lee", "Incident date": "2026-11-09",
      "Incidents": [{"Date": "2026-11-16", "Time": "08:50", "Event": "You shouted."}]}])");
  EXPECT_EQ(to_iso(outcome.fact(0, "Incident date").as<Date>()), "2026-11-09");
  EXPECT_FALSE(outcome.fact(0, "Incident time").known());
  EXPECT_FALSE(outcome.fact(0, "Incident summary").known());
  EXPECT_THAT(days(outcome, 0), ElementsAre("2026-11-16"));
}

TEST(LoggedIncidents, HaveNoColumnsInTheRowOfTheCase) {
  const Outcome outcome = read_json(
      R"([{"Case ID": "C1", "Title": "Mrs", "First name": "Ann", "Last name": "Lee", "Address": "1 High Street", "Event": "a fair", "Staff involved": "Mr Day",
      "Logged incident 1 date": "2026-11-16"}])");
  EXPECT_THAT(days(outcome, 0), IsEmpty());
  EXPECT_FALSE(outcome.fact(0, "Incident date").known());
}

}  // namespace
}  // namespace caseletters::sheets
