#include "sheets/column_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "case_reading.h"
#include "sheets/column_survey.h"

namespace caseletters::sheets {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string schema() {
  const auto text = disk_files()->read(std::string(CASELETTERS_SOURCE_DIR) + "/schemas/map.xsd");
  EXPECT_TRUE(text.has_value());
  return text ? *text : "";
}

std::shared_ptr<const ColumnMap> mapping(const std::string& columns, const std::string& sheet = "Cases") {
  const auto map = read_map("<map><sheet name=\"" + sheet + "\" heading-row=\"1\">" + columns + "</sheet></map>",
                            "cases.map.xml", schema());
  EXPECT_TRUE(map.has_value()) << (map ? "" : to_text(map.error().front()));
  return std::make_shared<const ColumnMap>(map ? *map : ColumnMap{});
}

CaseOptions with(std::shared_ptr<const ColumnMap> map) {
  CaseOptions options;
  options.map = std::move(map);
  return options;
}

const std::string our_columns =
    "<column at=\"A\" heading=\"Our thing\" fact=\"Case ID\"/><column at=\"B\" heading=\"Who\" fact=\"Last name\"/>"
    "<column at=\"C\" heading=\"Letter\" fact=\"Letter\"/><column at=\"D\" heading=\"Title\"/>";

Outcome read_csv(const std::string& text, const std::string& columns = our_columns) {
  return read(text, "cases.csv", with(mapping(columns)));
}

TEST(ColumnMap, SaysWhatTheHeadingsMean) {
  const Outcome outcome = read_csv("Our thing,Who,Letter,Title\n7,Smith,ban-1,Mrs\n");
  EXPECT_THAT(outcome.ids(), ElementsAre("7"));
  EXPECT_EQ(outcome.text(0, "Last name"), "Smith");
  EXPECT_EQ(outcome.text(0, "Title"), "") << "the mapping says that the column is not used";
  EXPECT_THAT(outcome.warnings(), IsEmpty());
}

TEST(ColumnMap, AMovedHeadingIsFoundAndSaid) {
  const Outcome outcome = read_csv("Letter,Our thing,Who,Title\nban-1,7,Smith,Mrs\n");
  EXPECT_EQ(outcome.text(0, "Last name"), "Smith");
  EXPECT_THAT(outcome.warnings(), ElementsAre("heading-moved B1", "heading-moved C1", "heading-moved A1"));
}

TEST(ColumnMap, ARenamedHeadingIsAskedForAndNeverGuessed) {
  const Outcome outcome = read_csv("Our thing,Whose,Letter,Title\n7,Smith,ban-1,Mrs\n");
  EXPECT_THAT(outcome.rows, IsEmpty());
  EXPECT_THAT(Outcome::brief(outcome.errors), ElementsAre("heading-renamed B1"));
}

TEST(ColumnMap, ARenamedHeadingThatMeansTheSameIsUsed) {
  const Outcome outcome = read_csv("Our thing,Surname,Letter,Title\n7,Smith,ban-1,Mrs\n");
  EXPECT_EQ(outcome.text(0, "Last name"), "Smith");
  EXPECT_THAT(outcome.warnings(), ElementsAre("heading-renamed B1"));
}

TEST(ColumnMap, AHeadingThatIsGoneIsAskedFor) {
  const Outcome outcome = read_csv("Our thing,,Letter\n7,Smith,ban-1\n");
  EXPECT_THAT(Outcome::brief(outcome.errors), ElementsAre("heading-gone B1"));
}

TEST(ColumnMap, TellsHeadingsOfTheSameWordsApartByTheirPlace) {
  const Outcome outcome = read_csv("Case ID,Letter,Name,Age,Name\n7,ban-1,Ann,3,Ben\n",
                                   "<column at=\"C\" heading=\"Name\" fact=\"Child 1 name\"/><column at=\"E\" "
                                   "heading=\"Name\" fact=\"Child 2 name\"/>");
  EXPECT_THAT(outcome.children(0), ElementsAre("Ann", "Ben"));
}

TEST(ColumnMap, GoesBeforeWhatTheVocabularySays) {
  const Outcome outcome = read_csv("Case ID,Letter,Surname,Pupil surname\n7,ban-1,Brown,Smith\n",
                                   "<column at=\"D\" heading=\"Pupil surname\" fact=\"Last name\"/>");
  EXPECT_EQ(outcome.text(0, "Last name"), "Smith");
  EXPECT_THAT(outcome.warnings(), Contains("heading-twice C1"));
}

TEST(ColumnMap, AnUnknownFactIsRefusedWithItsLine) {
  const Outcome outcome =
      read_csv("Case ID,Letter\n7,ban-1\n", "\n<column at=\"A\" heading=\"Case ID\" fact=\"Case I\"/>");
  ASSERT_EQ(outcome.errors.size(), 1u);
  EXPECT_EQ(outcome.errors.front().code, "unknown-fact");
  EXPECT_EQ(outcome.errors.front().line, 2);
  EXPECT_EQ(outcome.errors.front().hint, "Did you mean Case ID?");
}

TEST(ColumnMap, OfAListsSheetNamesItsListAndColumns) {
  const auto map = read_map(
      "<map><sheet name=\"Cases\"><column at=\"A\" heading=\"Case ID\" fact=\"Case ID\"/></sheet>"
      "<sheet name=\"Our pupils\" list=\"Children\"><column at=\"A\" heading=\"Case\" fact=\"Case ID\"/>"
      "<column at=\"B\" heading=\"Known as\" fact=\"Child name\"/></sheet></map>",
      "cases.map.xml", schema());
  ASSERT_TRUE(map.has_value()) << to_text(map.error().front());
  const SmallWorkbook workbook{
      {{"Cases", two_columns}, {"Our pupils", row(1, {"Case", "Known as"}) + row(2, {"C1", "Ann"})}}};
  const Outcome outcome = read(workbook.bytes(), "cases.xlsx", with(std::make_shared<const ColumnMap>(*map)));
  EXPECT_THAT(outcome.children(0), ElementsAre("Ann"));
}

TEST(ColumnMap, IsReadAsItWasWritten) {
  ColumnMap map;
  map.sheets.push_back({"A & B", "", 4, {{"Said \"so\"", "C", "Last name", 0}, {"Notes", "D", "", 0}}});
  map.issued = {{IssuedField::file, "Where it is"}, {IssuedField::next_step, "Then"}};
  const auto again = read_map(write_map(map), "m.xml", schema());
  ASSERT_TRUE(again.has_value()) << to_text(again.error().front());
  ASSERT_EQ(again->sheets.size(), 1u);
  EXPECT_EQ(again->sheets[0].name, "A & B");
  EXPECT_EQ(again->sheets[0].heading_row, 4);
  EXPECT_EQ(again->sheets[0].columns[0].heading, "Said \"so\"");
  EXPECT_EQ(again->sheets[0].columns[0].fact, "Last name");
  EXPECT_EQ(again->sheets[0].columns[1].fact, "");
  ASSERT_EQ(again->issued.size(), 2u);
  EXPECT_EQ(again->issued[1].field, IssuedField::next_step);
}

TEST(ColumnMap, TwoColumnsAtOnePlaceAreRefused) {
  const auto map = read_map(
      "<map><sheet name=\"C\"><column at=\"A\" heading=\"x\"/>\n<column at=\"a\" heading=\"y\"/></sheet></map>",
      "m.xml", schema());
  ASSERT_FALSE(map.has_value());
  EXPECT_EQ(map.error().front().code, "map-twice");
  EXPECT_EQ(map.error().front().line, 2);
}

Survey survey_of(const std::string& text, bool show = false) {
  const facts::Vocabulary vocabulary = sample_vocabulary();
  const auto workbook = opened(text, "cases.csv");
  CaseOptions options;
  options.show_values = show;
  auto survey = survey_columns(*workbook, vocabulary, options);
  EXPECT_TRUE(survey.has_value()) << (survey ? "" : to_text(survey.error().front()));
  return survey ? *survey : Survey{};
}

const std::string surveyed =
    "Case no,Surname,Incident date,Incidnt time,Pupil 2 Yr Gp,Notes\n"
    "7,Smith,3/11/26,09:30,3,yes\n8,Li,31/02/26,,R,\"two\nlines\"\n9,Brown,,,,12\n";

TEST(ColumnSurvey, SaysHowEachHeadingWasUnderstoodAndWhatStandsBelow) {
  const Survey survey = survey_of(surveyed);
  ASSERT_EQ(survey.sheets.size(), 1u);
  const auto& columns = survey.sheets[0].columns;
  std::vector<std::string> lines;
  for (const auto& column : columns) {
    std::string line =
        column.match.fact + "|" + std::string(how_word(column.match.how)) + "|" + column.match.near + "|";
    for (const auto& kind : column.kinds) line += kind + ";";
    lines.push_back(line + "|" + std::to_string(column.filled) + "|" + std::to_string(column.not_understood));
  }
  EXPECT_EQ(survey.sheets[0].rows, 3);
  EXPECT_THAT(lines,
              ElementsAre("Case ID|synonym||3 numbers;|3|0", "Last name|synonym||3 texts of 2 to 5 characters;|3|0",
                          "Incident date|name||1 date typed as text;1 text of 8 characters;|2|1",
                          "|name|Incident time|1 time typed as text;|1|0",
                          "Child 2 year|school word||1 number;1 text of 1 character;|2|0",
                          "|name||1 yes or no;1 number;1 text of several lines;|3|0"));
  EXPECT_THAT(columns[1].samples, IsEmpty()) << "no name is shown unless asked";
}

TEST(ColumnSurvey, ShowsValuesWhereAsked) {
  const Survey survey = survey_of(surveyed, true);
  EXPECT_THAT(survey.sheets[0].columns[1].samples, ElementsAre("Smith", "Li", "Brown"));
}

TEST(ColumnSurvey, AsAMappingMeansTheSame) {
  const ColumnMap map = map_of(survey_of(surveyed));
  const auto again = read_map(write_map(map), "m.xml", schema());
  ASSERT_TRUE(again.has_value()) << to_text(again.error().front());
  const Outcome plain = read(surveyed, "cases.csv");
  const Outcome mapped = read(surveyed, "cases.csv", with(std::make_shared<const ColumnMap>(*again)));
  ASSERT_EQ(plain.rows.size(), mapped.rows.size());
  for (std::size_t at = 0; at < plain.rows.size(); ++at) {
    EXPECT_EQ(plain.rows[at].record.facts, mapped.rows[at].record.facts);
    EXPECT_EQ(plain.rows[at].record.lists, mapped.rows[at].record.lists);
  }
}

}  // namespace
}  // namespace caseletters::sheets
