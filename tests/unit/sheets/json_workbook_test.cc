#include "sheets/json_workbook.h"

#include <gmock/gmock.h>

#include "sheets/case_tables.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::unique_ptr<Workbook> json(const std::string& text) {
  return opened(text, "cases.json");
}

std::vector<std::string> sheet_names(const Workbook& workbook) {
  std::vector<std::string> names;
  for (const SheetInfo& sheet : workbook.sheets()) names.push_back(sheet.name + (sheet.hidden ? " (hidden)" : ""));
  return names;
}

TEST(Json, CasesAreASheet) {
  const auto workbook = json(R"({"cases": [{"Case ID": "007", "Run": 2, "Handover arranged": true, "Gone": null},
                                           {"Case ID": "A1", "Last name": "Zo\u00eb", "Run": 1.50}]})");
  EXPECT_THAT(sheet_names(*workbook), ElementsAre("Cases"));
  EXPECT_THAT(shown(*workbook),
              ElementsAre("1:|Case ID|Run|Handover arranged|Gone|Last name", "2:|007|2|TRUE||", "3:|A1|1.5|||Zoë"));
}

TEST(Json, KindsOfValuesAndTheirLines) {
  const auto workbook =
      json("[\n  {\"a\": \"x\",\n   \"b\": 12345678901234567890123,\n   \"c\": false},\n  {\"a\": \"y\"}\n]");
  std::vector<int> lines;
  const auto read = workbook->read(0, [&](const RowInfo& info, std::span<const Cell> cells) {
    lines.push_back(info.line);
    if (info.row == 1) {
      EXPECT_EQ(cells[0].kind, CellKind::text);
      EXPECT_EQ(cells[1].kind, CellKind::number);
      EXPECT_EQ(cells[1].text, "12345678901234567890123");
      EXPECT_EQ(cells[2].kind, CellKind::boolean);
    }
    return true;
  });
  EXPECT_TRUE(read.has_value());
  EXPECT_THAT(lines, ElementsAre(0, 2, 5));
}

TEST(Json, ListsOfWordsAreOneCell) {
  EXPECT_THAT(
      shown(*json(
          R"([{"Case ID": "A1", "Sections": ["3.1a", "3.2b"], "Letter": [], "Address": ["1 High St", null, "Leeds"]}])")),
      ElementsAre("1:|Case ID|Sections|Address", "2:|A1|3.1a\n3.2b|1 High St\nLeeds"));
}

TEST(Json, ListsOfObjectsAreSheets) {
  const auto workbook =
      json(R"([{"Children": [{"name": "Ann", "year": 3}, {"name": "Ben"}], "Case ID": "007", "Notes": [{"x": "y"}]},
                                 {"Case ID": "A1", "Children": [{"year": "R", "name": "Cat"}]}])");
  EXPECT_THAT(sheet_names(*workbook), ElementsAre("Cases", "Children", "Notes"));
  EXPECT_THAT(shown(*workbook, 0), ElementsAre("1:|Case ID", "2:|007", "3:|A1"));
  EXPECT_THAT(shown(*workbook, 1), ElementsAre("1:|Case ID|name|year", "2:|007|Ann|3", "3:|007|Ben|", "4:|A1|Cat|R"));
  EXPECT_THAT(shown(*workbook, 2), ElementsAre("1:|Case ID|x", "2:|007|y"));
}

TEST(Json, ItemsTakeTheFirstValueWhereNoneIsCalledCaseId) {
  EXPECT_THAT(shown(*json(R"([{"Reference": 12, "Last name": "Lee", "Children": [{"name": "Ann"}]}])"), 1),
              ElementsAre("1:|Case ID|name", "2:|12|Ann"));
}

TEST(Json, SheetsOfAWorkbook) {
  const auto workbook = json(R"({"$schema": "cases.schema.json", "sheets": [
      {"rows": [{"Case ID": "A1"}], "name": "Cases"}, {"name": "Old", "hidden": true, "rows": [{"Case ID": "A0"}]}]})");
  EXPECT_THAT(sheet_names(*workbook), ElementsAre("Cases", "Old (hidden)"));
  EXPECT_THAT(shown(*workbook, 0), ElementsAre("1:|Case ID", "2:|A1"));
}

TEST(Json, CharsetsAndContent) {
  EXPECT_THAT(json("\xEF\xBB\xBF[{\"a\": \"\xC3\xA9\"}]")->warnings(), IsEmpty());
  const auto old = json("[{\"a\": \"\xE9\"}]");
  ASSERT_EQ(old->warnings().size(), 1u);
  EXPECT_EQ(old->warnings()[0].code, "check-accents");
  EXPECT_THAT(shown(*old), ElementsAre("1:|a", "2:|é"));
  EXPECT_THAT(shown(*opened(" [{\"a\": 1}]", "export")), ElementsAre("1:|a", "2:|1"));
  EXPECT_THAT(shown(*opened("[{\"a\": 1}]", "cases.xml")), ElementsAre("1:|a", "2:|1"));
}

TEST(Json, NoCasesAreNoRows) {
  EXPECT_THAT(shown(*json("{\"cases\": []}")), IsEmpty());
}

struct Refused {
  std::string name, text, code;
  int line;
};
class JsonRefused : public testing::TestWithParam<Refused> {};

TEST_P(JsonRefused, SaysWhere) {
  const auto workbook = open_workbook(GetParam().text, "cases.json");
  ASSERT_FALSE(workbook.has_value());
  EXPECT_EQ(workbook.error().code, GetParam().code);
  EXPECT_EQ(workbook.error().file, "cases.json");
  EXPECT_EQ(workbook.error().line, GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Table, JsonRefused,
    testing::Values(
        Refused{"Empty", "", "empty-file", 0}, Refused{"Blank", " \n", "empty-file", 0},
        Refused{"CutOff", "{\"cases\": [\n{\"a\": \"b", "bad-json", 2},
        Refused{"CommaMissing", "[{\"a\": 1\n \"b\": 2}]", "bad-json", 1},
        Refused{"TwoValues", "[{\"a\": 1}] []", "bad-json", 1},
        Refused{"NumberTooLarge", "[{\"a\": 1e999}]", "bad-json", 1}, Refused{"SingleValue", "\"cases\"", "schema", 1},
        Refused{"NoCases", "{}", "schema", 1}, Refused{"UnknownName", "{\"case\": []}", "schema", 1},
        Refused{"Both", "{\"cases\": [], \"sheets\": []}", "schema", 1},
        Refused{"CasesAsObject", "{\"cases\": {}}", "schema", 1}, Refused{"RowsAsWords", "[\"a\"]", "schema", 1},
        Refused{"Twice", "[{\"a\": 1,\n\"a\": 2}]", "schema", 2},
        Refused{"ObjectAsValue", "[{\"a\": {\"b\": 1}}]", "schema", 1},
        Refused{"MixedList", "[{\"a\": [\"b\", {\"c\": 1}]}]", "schema", 1},
        Refused{"MixedItems", "[{\"a\": [{\"c\": 1}, \"b\"]}]", "schema", 1},
        Refused{"ListInItem", "[{\"a\": [{\"c\": [{}]}]}]", "schema", 1},
        Refused{"ListInList", "[{\"a\": [[1]]}]", "schema", 1},
        Refused{"ItemWithItsOwnId", "[{\"Case ID\": 1, \"a\": [{\"Case ID\": 1}]}]", "schema", 1},
        Refused{"ListCalledCases", "[{\"Case ID\": 1, \"Cases\": [{\"a\": 1}]}]", "schema", 1},
        Refused{"ItemsInSheets", "{\"sheets\": [{\"name\": \"C\", \"rows\": [{\"a\": [{\"b\": 1}]}]}]}", "schema", 1},
        Refused{"SheetWithoutName", "{\"sheets\": [{\"rows\": []}]}", "schema", 1},
        Refused{"SheetNamedByNumber", "{\"sheets\": [{\"name\": 1}]}", "schema", 1},
        Refused{"Deep", std::string(200000, '['), "schema", 1}),
    [](const testing::TestParamInfo<Refused>& each) { return each.param.name; });

TEST(Json, FilesOver128MegabytesAreRefused) {
  EXPECT_TRUE(CaseTables::check_size(128u << 20, "cases.json").has_value());
  EXPECT_EQ(CaseTables::check_size((128u << 20) + 1, "cases.json").error().code, "file-too-large");
}

TEST(Json, MoreNamesThanColumns) {
  std::string text = "[{\"a\": 1";
  for (int name = 0; name < most_columns; ++name) text += ",\"n" + std::to_string(name) + "\": 1";
  const auto workbook = open_workbook(text + "}]", "cases.json");
  ASSERT_FALSE(workbook.has_value());
  EXPECT_EQ(workbook.error().code, "schema");
}

}  // namespace
}  // namespace caseletters::sheets
