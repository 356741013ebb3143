// What a cell that cannot be understood leaves in doubt: a child, which children there are, an earlier letter, its
// answer.
#include "sheets/bad_cell.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_reading.h"

namespace caseletters::sheets {
namespace {

using ::testing::IsEmpty;

struct Doubt {
  const char* name;
  std::vector<std::string> headings, cells;  // of the case, behind its ID
  std::vector<std::vector<std::string>> children, letters;
  std::vector<std::string> expected;
};

class BadCells : public ::testing::TestWithParam<Doubt> {};

std::string words(const BadCell& bad, const facts::Vocabulary& vocabulary) {
  const auto index = static_cast<std::size_t>(bad.index);
  const std::string place = " " + bad.problem.sheet + " " + bad.problem.cell;
  switch (bad.about) {
    case BadCell::About::fact:
      return "fact " + vocabulary.facts()[index].name + place;
    case BadCell::About::field:
      return "field " + vocabulary.facts()[index].name + place;
    case BadCell::About::items:
      return "items " + vocabulary.lists()[index].plural + place;
    case BadCell::About::past:
      return "past " + vocabulary.letters()[index].id + place;
    case BadCell::About::answer:
      return "answer " + vocabulary.letters()[index].id + place;
  }
  return "?";
}

std::string sheet_of(const std::vector<std::vector<std::string>>& rows) {
  std::string xml;
  for (std::size_t at = 0; at < rows.size(); ++at) xml += row(static_cast<int>(at + 1), rows[at]);
  return xml;
}

TEST_P(BadCells, RefuseNoMoreThanWhatTheyLeaveInDoubt) {
  std::vector<std::string> headings{"Case ID", "Last name"};
  std::vector<std::string> cells{"C1", "Smith"};
  headings.insert(headings.end(), GetParam().headings.begin(), GetParam().headings.end());
  cells.insert(cells.end(), GetParam().cells.begin(), GetParam().cells.end());
  std::vector<SmallSheet> sheets{{"Cases", row(1, headings) + row(2, cells)}};
  if (!GetParam().children.empty()) sheets.push_back({"Children", sheet_of(GetParam().children)});
  if (!GetParam().letters.empty()) sheets.push_back({"Letters sent", sheet_of(GetParam().letters)});
  const Outcome outcome = read(SmallWorkbook{sheets}.bytes());
  ASSERT_EQ(outcome.rows.size(), 1u);
  std::vector<std::string> found;
  for (const BadCell& bad : outcome.rows[0].bad_cells) found.push_back(words(bad, outcome.vocabulary));
  EXPECT_EQ(found, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadCells,
    testing::Values(
        Doubt{"Fact", {"Incident date"}, {"31/02/2026"}, {}, {}, {"fact Incident date Cases C2"}},
        Doubt{"YearInAColumn", {"Child 1 name", "Child 1 year"}, {"Amy", "44"}, {}, {}, {"field Child year Cases D2"}},
        Doubt{"NameMissingInAColumn", {"Child 1 name", "Child 1 year"}, {"", "3"}, {}, {}, {"items Children Cases C2"}},
        Doubt{"TwoNamesInACell", {"Child 1 name"}, {"Amy and Ben"}, {}, {}, {"items Children Cases C2"}},
        Doubt{"YearOnItsSheet",
              {},
              {},
              {{"Case ID", "Child name", "Child year"}, {"C1", "Amy", "44"}, {"C1", "Ben", "3"}},
              {},
              {"field Child year Children C2"}},
        Doubt{"NameMissingOnItsSheet",
              {},
              {},
              {{"Case ID", "Child name", "Child year"}, {"C1", "Amy", "3"}, {"C1", "", "3"}},
              {},
              {"items Children Children B3"}},
        Doubt{"BadNameOnItsSheet",
              {},
              {},
              {{"Case ID", "Child name", "Child year"}, {"C1", "= t=\"e\"><v>#REF!</v>", "3"}},
              {},
              {"items Children Children B2"}},
        Doubt{"NobodysRow",
              {},
              {},
              {{"Case ID", "Child name"}, {"C1", "Amy"}, {"", "Ben"}},
              {},
              {"items Children Children A3"}},
        Doubt{"InBothPlaces",
              {"Child 1 name"},
              {"Amy"},
              {{"Case ID", "Child name"}, {"C1", "Ben"}},
              {},
              {"items Children Cases A2"}},
        Doubt{"DateOfALetter", {"ban-1 date"}, {"31/02/2026"}, {}, {}, {"past ban-1 Cases C2"}},
        Doubt{"AnswerToALetter",
              {"ban-1 date", "ban-1 response date"},
              {"3/11/2026", "n.k."},
              {},
              {},
              {"answer ban-1 Cases D2"}},
        Doubt{"DateOnTheSheetOfLetters",
              {},
              {},
              {},
              {{"Case ID", "Letter", "Date"}, {"C1", "ban-1", "31/02/2026"}},
              {"past ban-1 Letters sent C2"}},
        Doubt{"NoDateOnTheSheetOfLetters",
              {},
              {},
              {},
              {{"Case ID", "Letter", "Date"}, {"C1", "ban-1", ""}},
              {"past ban-1 Letters sent A2"}},
        Doubt{"AnswerOnTheSheetOfLetters",
              {},
              {},
              {},
              {{"Case ID", "Letter", "Date", "Response date"}, {"C1", "ban-1", "3/11/2026", "31/02/2026"}},
              {"answer ban-1 Letters sent D2"}},
        Doubt{"TheyDiffer",
              {"ban-1 date"},
              {"4/11/2026"},
              {},
              {{"Case ID", "Letter", "Date"}, {"C1", "ban-1", "3/11/2026"}},
              {"past ban-1 Letters sent C2"}}),
    [](const auto& each) { return each.param.name; });

TEST(BadCellsOfNobodyKnowsWhat, RefuseTheCase) {
  const std::string cases = row(1, {"Case ID", "Last name"}) + row(2, {"C1", "Smith"});
  const Outcome unknown = read(SmallWorkbook{
      {{"Cases", cases}, {"Letters sent", sheet_of({{"Case ID", "Letter", "Date"}, {"C1", "bann", "3/11/2026"}})}}}
                                   .bytes());
  ASSERT_EQ(unknown.rows.size(), 1u);
  EXPECT_THAT(unknown.rows[0].bad_cells, IsEmpty()) << "which letter was sent is not known";
  EXPECT_TRUE(has_errors(unknown.rows[0].problems));
}

// The last incident is the one that the case is about: its date in doubt leaves all of it in doubt.
TEST(BadCellsOfItemsThatTellOfTheCase, RefuseTheCase) {
  facts::Vocabulary vocabulary = sample_vocabulary();
  facts::ListDecl incidents;
  incidents.item = "Incident";
  incidents.plural = "Incidents";
  incidents.sheet = "Incidents";
  const int list = *vocabulary.add_list(std::move(incidents));
  facts::FactDecl date;
  date.name = "Logged date";
  date.list = list;
  date.latest = *vocabulary.fact("Incident date");
  ASSERT_TRUE(vocabulary.add_fact(std::move(date)).has_value());
  std::vector<BadCell> bad;
  Diagnostics problems;
  add_item_trouble({error("bad-date", "no date")}, vocabulary, list, 0, bad, problems);
  EXPECT_THAT(bad, IsEmpty());
  ASSERT_THAT(problems.size(), 1u);
  add_item_trouble({error("bad-value", "no year"), warning("w", "w")}, vocabulary, 0, 2, bad, problems);
  ASSERT_THAT(bad.size(), 1u);
  EXPECT_EQ(bad[0].about, BadCell::About::field);
  EXPECT_EQ(vocabulary.facts()[static_cast<std::size_t>(bad[0].index)].name, "Child year");
  EXPECT_EQ(problems.back().code, "w");
}

}  // namespace
}  // namespace caseletters::sheets
