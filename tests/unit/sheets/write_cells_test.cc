#include "sheets/write_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_ods.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string part_of(const std::string& bytes, const std::string& part) {
  const auto archive = package::Archive::open(bytes, "copy");
  EXPECT_TRUE(archive.has_value());
  auto content = archive ? archive->read(part) : fail(archive.error());
  EXPECT_TRUE(content.has_value());
  return content ? *content : "";
}

std::string written(const std::string& bytes, const std::string& file, std::vector<CellText> cells, int sheet = 0) {
  auto copy = write_cells(bytes, file, sheet, 0, std::move(cells));
  EXPECT_TRUE(copy.has_value()) << (copy ? "" : to_text(copy.error()));
  return copy ? *copy : "";
}

std::vector<std::string> shown_copy(const std::string& bytes, const std::string& file) {
  const auto workbook = opened(bytes, file);
  return workbook ? shown(*workbook) : std::vector<std::string>{};
}

const std::string sheet_xml =
    "<row r=\"1\" spans=\"1:2\" ht=\"30\"><c r=\"A1\" s=\"7\" t=\"str\"><v>Case ID</v></c><c r=\"B1\" s=\"8\" "
    "t=\"str\"><v>Letter</v></c></row>"
    "<row r=\"2\" spans=\"1:2\"><c r=\"A2\"><v>7</v></c><c r=\"B2\" t=\"str\"><f>UPPER(\"b\")</f><v>B</v></c><c "
    "r=\"D2\" "
    "s=\"3\"/><c r=\"F2\"><v>6</v></c></row>"
    "<row r=\"3\"><c r=\"A3\"><v>8</v></c></row>";

TEST(WriteCells, PutsCellsIntoAWorksheetAndTouchesNothingElse) {
  const std::string before =
      SmallWorkbook{{{"Cases", sheet_xml, "<autoFilter ref=\"A1:B3\"/>"}, {"Other", sheet_xml}}}.bytes();
  const std::string copy =
      written(before, "cases.xlsx", {{1, 6, "G two"}, {0, 2, "C head"}, {1, 3, "D <&>\nnext"}, {1, 2, "C _x000D_"}});
  EXPECT_THAT(shown_copy(copy, "cases.xlsx"),
              ElementsAre("1:|Case ID|Letter|C head", "2:|7|B|C _x000D_|D <&>\nnext||6|G two", "3:|8"));
  const std::string part = part_of(copy, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(part, HasSubstr("<row r=\"1\" spans=\"1:3\" ht=\"30\">"));
  EXPECT_THAT(part, HasSubstr("<c r=\"C1\" s=\"8\" t=\"inlineStr\">")) << "a heading looks like its left neighbour";
  EXPECT_THAT(part, HasSubstr("<c r=\"D2\" s=\"3\" t=\"inlineStr\">")) << "a cell keeps its own style";
  EXPECT_THAT(part, HasSubstr("<f>UPPER(\"b\")</f><v>B</v></c><c r=\"C2\" t=\"inlineStr\">"));
  EXPECT_THAT(part, HasSubstr("<row r=\"3\"><c r=\"A3\"><v>8</v></c></row>"));
  EXPECT_THAT(part, HasSubstr("<autoFilter ref=\"A1:B3\"/>"));
  const auto first = package::Archive::open(before, "a");
  const auto second = package::Archive::open(copy, "b");
  for (const auto& entry : first->entries()) {
    if (entry.name == "xl/worksheets/sheet1.xml") continue;
    EXPECT_EQ(*first->read_compressed(entry.name), *second->read_compressed(entry.name)) << entry.name;
  }
}

TEST(WriteCells, KeepsAnUnusualPrefixAndStretchesTheDimension) {
  std::map<std::string, std::string> parts = SmallWorkbook{{{"Cases", ""}}}.parts();
  parts["xl/worksheets/sheet1.xml"] =
      "<x:worksheet xmlns:x=\"" + main_namespace +
      "\"><x:dimension ref='A1:B2'/><x:sheetData><x:row><x:c t=\"str\"><x:v>Case ID</x:v></x:c>"
      "</x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  const std::string copy = written(zip(parts), "cases.xlsx", {{0, 3, "new"}, {1, 3, "ban-1"}});
  const std::string part = part_of(copy, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(part, HasSubstr("<x:dimension ref='A1:D2'/>"));
  EXPECT_THAT(part,
              HasSubstr("<x:v>7</x:v></x:c><x:c r=\"D2\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">ban-1"));
}

TEST(WriteCells, ARowThatIsNotThereIsRefused) {
  const auto copy = write_cells(SmallWorkbook{{{"Cases", sheet_xml}}}.bytes(), "cases.xlsx", 0, 0, {{8, 1, "x"}});
  ASSERT_FALSE(copy.has_value());
  EXPECT_EQ(copy.error().code, "cell-not-there");
}

TEST(WriteCells, DividesRepeatedRowsAndCellsOfAnOpenDocument) {
  const std::string repeated = "table:number-columns-repeated=\"5\" table:style-name=\"s1\"";
  const SmallOds ods{
      {{"Cases",
        ods_row(ods_text_cell("Case ID", "table:style-name=\"h\"") + ods_text_cell("Letter", "table:style-name=\"h\"") +
                ods_cell("table:number-columns-repeated=\"1022\"")) +
            ods_row(ods_text_cell("7") + "<table:table-cell " + repeated + "/>" + ods_text_cell("end")) +
            ods_row(ods_text_cell("same") + ods_cell("table:number-columns-repeated=\"3\""),
                    "table:number-rows-repeated=\"4\"") +
            ods_row(ods_text_cell("8") + ods_cell("office:value-type=\"string\"",
                                                  "<office:annotation><text:p>note</text:p></office:annotation>"))}}};
  const std::string before = ods.bytes();
  const std::string copy =
      written(before, "cases.ods",
              {{0, 2, "Letter issued"}, {1, 2, "a  b"}, {1, 7, "far"}, {3, 1, "third\nline"}, {6, 1, "<x>"}});
  EXPECT_THAT(shown_copy(copy, "cases.ods"),
              ElementsAre("1:|Case ID|Letter|Letter issued", "2:|7||a  b||||end|far", "3:|same", "4:|same|third\nline",
                          "5:|same", "6:|same", "7:|8|<x>"));
  const std::string content = part_of(copy, "content.xml");
  EXPECT_THAT(content,
              HasSubstr("<table:table-cell table:style-name=\"h\" office:value-type=\"string\"><text:p>Letter issued"));
  EXPECT_THAT(content,
              HasSubstr("<office:annotation><text:p>note</text:p></office:annotation><text:p>&lt;x&gt;</text:p>"));
  EXPECT_THAT(content, HasSubstr("table:number-rows-repeated=\"2\""));
}

// Counts as large as a file may say: no row or cell behind them is taken for one at the beginning.
TEST(WriteCells, CountsBeyondAllSheetsStayBehind) {
  const std::string most = "2147483647";
  const std::string far_cell = ods_cell("table:number-columns-repeated=\"" + most + "\"");
  const std::string far_row = ods_row(ods_cell(""), "table:number-rows-repeated=\"" + most + "\"");
  const std::string beyond = ods_row(ods_cell(""));
  const SmallOds ods{
      {{"Cases", ods_row(ods_text_cell("Case ID")) + ods_row(ods_text_cell("7") + far_cell + far_cell + ods_cell("")) +
                     far_row + far_row + beyond + beyond + beyond}}};
  const std::string content =
      part_of(written(ods.bytes(), "cases.ods", {{0, 1, "head"}, {1, 1, "ban-1"}}), "content.xml");
  EXPECT_THAT(content, HasSubstr("<text:p>7</text:p></table:table-cell><table:table-cell office:value-type=\"string\">"
                                 "<text:p>ban-1</text:p></table:table-cell>"));
  EXPECT_THAT(content, HasSubstr(far_row + far_row + beyond + beyond + beyond));
}

TEST(WriteCells, AMergedCellOfAnOpenDocumentIsRefused) {
  const SmallOds ods{{{"Cases", ods_row(ods_cell("table:number-columns-spanned=\"2\" office:value-type=\"string\"",
                                                 "<text:p>7</text:p>") +
                                        "<table:covered-table-cell/>")}}};
  const auto copy = write_cells(ods.bytes(), "cases.ods", 0, 0, {{0, 1, "x"}});
  ASSERT_FALSE(copy.has_value());
  EXPECT_EQ(copy.error().code, "cell-not-there");
}

TEST(WriteCells, ACellThatIsNotShownOrHoldsAFormulaIsRefused) {
  const std::string bytes =
      SmallWorkbook{{{"Cases", sheet_xml, "<mergeCells count=\"1\"><mergeCell ref=\"D2:E3\"/></mergeCells>"}}}.bytes();
  for (const CellText& cell : {CellText{1, 4, "x"}, CellText{2, 3, "x"}, CellText{1, 1, "x"}}) {
    const auto copy = write_cells(bytes, "cases.xlsx", 0, 0, {{2, 0, "y"}, cell});
    ASSERT_FALSE(copy.has_value());
    EXPECT_EQ(copy.error().code, "cell-not-there");
    EXPECT_EQ(copy.error().cell, cell_name(cell.row, cell.column));
  }
  EXPECT_THAT(shown_copy(written(bytes, "cases.xlsx", {{1, 3, "shown"}}), "cases.xlsx"),
              ElementsAre("1:|Case ID|Letter", "2:|7|B||shown||6", "3:|8"));
}

TEST(WriteCells, ATableThatIsNoSheetIsPassedBy) {
  const SmallOds ods{{{"'file:///C:/old.ods'#$Sheet1", ods_row(ods_text_cell("elsewhere"))},
                      {"Cases", ods_row(ods_text_cell("Case ID")) + ods_row(ods_text_cell("7"))}}};
  EXPECT_THAT(shown_copy(written(ods.bytes(), "cases.ods", {{1, 1, "ban-1"}}), "cases.ods"),
              ElementsAre("1:|Case ID", "2:|7|ban-1"));
}

struct Csv {
  const char* name;
  std::string before, after;
};

class WriteCsv : public ::testing::TestWithParam<Csv> {};

TEST_P(WriteCsv, KeepsTheFilesOwnWays) {
  EXPECT_EQ(written(GetParam().before, "cases.csv", {{0, 3, "Issued"}, {1, 3, "ban-1"}, {2, 1, "a;b, \"c\"\nd"}}),
            GetParam().after);
}

INSTANTIATE_TEST_SUITE_P(
    All, WriteCsv,
    ::testing::Values(Csv{"comma", "Case ID,Letter,x\n7,ban-1,\"q\"\"\r\nr\"\n8,\n",
                          "Case ID,Letter,x,Issued\n7,ban-1,\"q\"\"\r\nr\",ban-1\n8,\"a;b, \"\"c\"\"\nd\"\n"},
                      Csv{"semicolon_crlf_bom",
                          "\xEF\xBB\xBF"
                          "Case ID;Letter;x\r\n7;;\r\n8;old;y",
                          "\xEF\xBB\xBF"
                          "Case ID;Letter;x;Issued\r\n7;;;ban-1\r\n8;\"a;b, \"\"c\"\"\nd\";y"},
                      Csv{"windows_1252", "Case ID,N\xE9,x\n7\n8,,\n",
                          "Case ID,N\xE9,x,Issued\n7,,,ban-1\n8,\"a;b, \"\"c\"\"\nd\",\n"},
                      Csv{"sep_line", "sep=;\nCase ID;L;x\n7;;\n8;;\n",
                          "sep=;\nCase ID;L;x;Issued\n7;;;ban-1\n8;\"a;b, \"\"c\"\"\nd\";\n"}),
    [](const auto& each) { return each.param.name; });

TEST(WriteCells, AFormulaIsHarmlessInACsvFile) {
  EXPECT_EQ(written("Case ID,x\n7,\n", "cases.csv", {{1, 1, "=cmd()"}}), "Case ID,x\n7,'=cmd()\n");
}

TEST(WriteCells, Utf16StaysUtf16) {
  const std::string before(
      "\xFF\xFE"
      "I\0D\0,\0x\0\n\0"
      "7\0,\0\n\0",
      18);
  EXPECT_EQ(written(before, "cases.csv", {{1, 1, "\xC3\xA9"}}), std::string("\xFF\xFE"
                                                                            "I\0D\0,\0x\0\n\0"
                                                                            "7\0,\0\xE9\0\n\0",
                                                                            20));
}

TEST(WriteCells, JsonIsRefused) {
  const auto copy = write_cells("[{\"Case ID\":\"7\"}]", "cases.json", 0, 0, {{1, 1, "x"}});
  ASSERT_FALSE(copy.has_value());
  EXPECT_EQ(copy.error().code, "cannot-write-back");
}

}  // namespace
}  // namespace caseletters::sheets
