#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> sheet_of(const std::string& rows, std::vector<std::string> strings = {},
                                  std::string styles = {}, bool starts_1904 = false) {
  SmallWorkbook small{{{"Cases", rows}}, std::move(strings), std::move(styles), starts_1904};
  const auto workbook = opened(small.bytes());
  return workbook ? shown(*workbook) : std::vector<std::string>{};
}

TEST(Xlsx, ReadsEveryKindOfString) {
  const std::vector<std::string> strings = {
      "<t>plain</t>",
      "<r><t>rich </t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">text</t></r>",
      "<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh>",
      "<t>one_x000D_\ntwo _x005F_x000D_ _xD83D__xDE00_</t>",
      "<t>  trimmed  </t>",
      "<t xml:space=\"preserve\">  kept  </t>"};
  EXPECT_THAT(
      sheet_of(
          "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" "
          "t=\"s\"><v>2</v></c>"
          "<c r=\"D1\" t=\"s\"><v> 3 </v></c><c r=\"E1\" t=\"s\"><v>4</v></c><c r=\"F1\" t=\"s\"><v>5</v></c></row>"
          "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>in</t></is></c>"
          "<c r=\"B2\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>x</t></rPh></is></c>"
          "<c r=\"C2\" t=\"str\"><f>A1</f><v>formula text</v></c><c r=\"D2\" "
          "t=\"inlineStr\"><is><t><![CDATA[<b>]]></t></is></c></row>",
          strings),
      ElementsAre("1:|plain|rich text|東京|one\r\ntwo _x000D_ 😀|trimmed|  kept  ", "2:|in|inline|formula text|<b>"));
}

TEST(Xlsx, ReadsNumbersBooleansErrorsAndIsoDates) {
  EXPECT_THAT(
      sheet_of("<row r=\"1\"><c r=\"A1\"><v>15</v></c><c r=\"B1\" t=\"n\"><v>0.10000000000000001</v></c>"
               "<c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" t=\"b\"><v>0</v></c><c r=\"E1\" t=\"e\"><v>#REF!</v></c>"
               "<c r=\"F1\" t=\"d\"><v>2026-11-03</v></c><c r=\"G1\" t=\"d\"><v>2026-11-03T09:30:00Z</v></c>"
               "<c r=\"H1\" t=\"d\"><v>10:10:10</v></c><c r=\"I1\"><v>1E-7</v></c></row>"),
      ElementsAre("1:|15|0.1|TRUE|FALSE|#REF!|2026-11-03|2026-11-03 09:30:00|10:10:10|1e-07"));
}

const std::string date_styles =
    "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"[h]:mm\"/><numFmt numFmtId=\"165\" "
    "formatCode=\"0000\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"20\"/><xf numFmtId=\"22\"/><xf "
    "numFmtId=\"164\"/><xf "
    "numFmtId=\"165\"/></cellXfs><dxfs><dxf><numFmt numFmtId=\"165\" formatCode=\"yyyy\"/></dxf></dxfs>";

const std::string dated_row =
    "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>46329</v></c><c r=\"B1\" s=\"2\"><v>0.5</v></c><c r=\"C1\" "
    "s=\"3\"><v>46329.25</v></c>"
    "<c r=\"D1\" s=\"4\"><v>1.5</v></c><c r=\"E1\" s=\"5\"><v>42</v></c><c r=\"F1\" s=\"\"><v>7</v></c><c r=\"G1\" "
    "s=\"99\"><v>8</v></c></row>";

TEST(Xlsx, NumberFormatsMakeDates) {
  EXPECT_THAT(sheet_of(dated_row, {}, date_styles),
              ElementsAre("1:|2026-11-03|12:00:00|2026-11-03 06:00:00|36:00:00|42|7|8"));
}

TEST(Xlsx, Counts1904DatesFrom1904) {
  EXPECT_THAT(sheet_of(dated_row, {}, date_styles, true),
              ElementsAre("1:|2030-11-04|12:00:00|2030-11-04 06:00:00|36:00:00|42|7|8"));
}

TEST(Xlsx, WithoutStylesNumbersStayNumbers) {
  EXPECT_THAT(sheet_of(dated_row), ElementsAre("1:|46329|0.5|46329.25|1.5|42|7|8"));
}

TEST(Xlsx, FindsPlacesThatAreNotGiven) {
  EXPECT_THAT(
      sheet_of(
          "<row><c t=\"str\"><v>A1</v></c><c t=\"str\"><v>B1</v></c></row><row><c/><c t=\"str\"><v>B2</v></c></row>"
          "<row r=\"5\"><c r=\"C5\" t=\"str\"><v>C5</v></c><c t=\"str\"><v>D5</v></c><c r=\"a5\" "
          "t=\"str\"><v>A5</v></c></row>"),
      ElementsAre("1:|A1|B1", "2:||B2", "5:|A5||C5|D5"));
}

TEST(Xlsx, KnowsFormulasWithoutValue) {
  EXPECT_THAT(
      sheet_of(
          "<row r=\"1\"><c r=\"A1\"><f>1+1</f></c><c r=\"B1\"><f>1+1</f><v></v></c><c r=\"C1\" t=\"str\"><f>A</f></c>"
          "<c r=\"D1\" t=\"str\"><f>A</f><v></v></c><c r=\"E1\"><f>1+1</f><v>2</v></c></row>"),
      ElementsAre("1:|(formula)|(formula)|(formula)||2"));
}

TEST(Xlsx, ASharedStringOutOfRangeIsACellError) {
  EXPECT_THAT(
      sheet_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>", {"<t>only</t>"}),
      ElementsAre("1:|shared-string-range|only"));
  EXPECT_THAT(sheet_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"), ElementsAre("1:|shared-string-range"));
}

TEST(Xlsx, EmptyStringsAndStyledCellsAreEmpty) {
  EXPECT_THAT(sheet_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v/></c><c r=\"B1\" s=\"1\"/><c r=\"C1\" "
                       "t=\"inlineStr\"><is><t/></is></c></row>"
                       "<row r=\"2\"><c r=\"B2\"><v>2</v></c></row>"),
              ElementsAre("2:||2"));
}

TEST(Xlsx, StrictFilesAndPrefixesReadAlike) {
  SmallWorkbook strict{{{"Cases", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"}}, {"<t>strict</t>"}};
  strict.spreadsheet = "http://purl.oclc.org/ooxml/spreadsheetml/main";
  strict.office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  EXPECT_THAT(shown(*opened(strict.bytes())), ElementsAre("1:|strict"));

  SmallWorkbook prefixed{{{"Cases", ""}}};
  auto parts = prefixed.parts();
  parts["xl/worksheets/sheet1.xml"] =
      "<q:worksheet xmlns:q=\"" + main_namespace +
      "\" xmlns:o=\"urn:other\"><q:sheetData><q:row r=\"1\">"
      "<q:c r=\"A1\"><q:v>1</q:v><q:extLst><q:ext><o:v>9</o:v><q:v>8</q:v></q:ext></q:extLst></q:c><o:c "
      "r=\"B1\"><o:v>2</o:v></o:c>"
      "</q:row></q:sheetData></q:worksheet>";
  EXPECT_THAT(shown(*opened(zip(parts))), ElementsAre("1:|1"));
}

TEST(Xlsx, FindsPartsAtOddTargets) {
  for (const std::string target :
       {"/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "./worksheets/../worksheets/Sheet1.xml",
        "worksheets%2Fsheet1.xml", "worksheets\\sheet1.xml"}) {
    SmallWorkbook small{{{"Cases", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"}}};
    auto parts = small.parts();
    std::string& links = parts["xl/_rels/workbook.xml.rels"];
    links.replace(links.find("worksheets/sheet1.xml"), 21, target);
    EXPECT_THAT(shown(*opened(zip(parts))), ElementsAre("1:|1")) << target;
  }
}

TEST(Xlsx, ListsSheetsInOrderWithHiddenOnesAndWithoutCharts) {
  SmallWorkbook small{{{"One", ""}, {"Chart", ""}, {"Two", "", "", "hidden"}, {"Three", "", "", "veryHidden"}}};
  auto parts = small.parts();
  std::string& links = parts["xl/_rels/workbook.xml.rels"];
  const std::string second = "/worksheet\" Target=\"worksheets/sheet2.xml";
  links.replace(links.find(second), second.size(), "/chartsheet\" Target=\"worksheets/sheet2.xml");
  const auto workbook = opened(zip(parts));
  ASSERT_EQ(workbook->sheets().size(), 3u);
  EXPECT_EQ(workbook->sheets()[0].name, "One");
  EXPECT_FALSE(workbook->sheets()[0].hidden);
  EXPECT_EQ(workbook->sheets()[1].name, "Two");
  EXPECT_TRUE(workbook->sheets()[1].hidden);
  EXPECT_TRUE(workbook->sheets()[2].hidden);
  EXPECT_THAT(shown(*workbook, 0), IsEmpty());
}

TEST(Xlsx, MacrosAreIgnored) {
  SmallWorkbook small{{{"Cases", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"}}};
  auto parts = small.parts();
  parts["xl/vbaProject.bin"] = "macro";
  EXPECT_THAT(shown(*opened(zip(parts), "cases.xlsm")), ElementsAre("1:|1"));
}

TEST(Xlsx, TellsMergedCellsAndHiddenRows) {
  SmallWorkbook small{{{"Cases", "<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>",
                        "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"}}};
  const auto workbook = opened(small.bytes());
  EXPECT_THAT(shown(*workbook), ElementsAre("1h:|1"));
  EXPECT_THAT(workbook->merged(0).value(), ElementsAre("A1:B1"));
}

TEST(Xlsx, StopsWhenToldTo) {
  SmallWorkbook small{{{"Cases", row(1, {"a"}) + row(2, {"b"}) + row(3, {"c"})}}};
  int rows = 0;
  const auto read = opened(small.bytes())->read(0, [&](const RowInfo&, std::span<const Cell>) { return ++rows < 2; });
  EXPECT_TRUE(read.has_value());
  EXPECT_EQ(rows, 2);
}

TEST(Xlsx, EmptyRowsAreNothing) {
  std::string rows;
  for (int number = 1; number < 100000; ++number) rows += "<row r=\"" + std::to_string(number) + "\"/>";
  rows += "<row r=\"1000000\"><c><v>1</v></c></row>";
  EXPECT_THAT(sheet_of(rows), ElementsAre("1000000:|1"));
}

struct Fault {
  const char* name;
  std::string bytes;
  const char* file;
  const char* code;
  const char* words;
};

class Faults : public ::testing::TestWithParam<Fault> {};

TEST_P(Faults, AreRefusedWithTheirCode) {
  const auto workbook = open_workbook(GetParam().bytes, GetParam().file);
  Diagnostic diagnostic;
  if (workbook) {
    const auto read = (*workbook)->read(0, [](const RowInfo&, std::span<const Cell>) { return true; });
    ASSERT_FALSE(read.has_value());
    diagnostic = read.error();
  } else {
    diagnostic = workbook.error();
  }
  EXPECT_EQ(diagnostic.code, GetParam().code);
  EXPECT_THAT(diagnostic.message + " " + diagnostic.hint, HasSubstr(GetParam().words));
  EXPECT_EQ(diagnostic.file, GetParam().file);
}

std::string without(const std::string& part) {
  auto parts = SmallWorkbook{{{"Cases", ""}}}.parts();
  parts.erase(part);
  return zip(parts);
}

std::string without_strings() {
  SmallWorkbook small{{{"Cases", ""}}};
  small.strings = {"<t>Case ID</t>"};
  auto parts = small.parts();
  parts.erase("xl/sharedStrings.xml");
  return zip(parts);
}

std::string with(const std::string& part, const std::string& content) {
  auto parts = SmallWorkbook{{{"Cases", ""}}}.parts();
  parts[part] = content;
  return zip(parts);
}

INSTANTIATE_TEST_SUITE_P(
    All, Faults,
    ::testing::Values(
        Fault{"ods", zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}}),
              "cases.ods", "not-a-workbook", ""},
        Fault{"other_zip", zip({{"a.txt", "hello"}}), "cases.xlsx", "not-a-workbook", "no workbook"},
        Fault{"word_document", with("xl/workbook.xml", "<w:document xmlns:w=\"urn:w\"/>"), "cases.docx",
              "not-a-workbook", "not a workbook"},
        Fault{"web_page", "<html><table/></html>", "cases.xls", "not-a-workbook", "web page"},
        Fault{"unknown_ending", "a,b", "cases.pages", "not-a-workbook", ".xlsx"},
        Fault{"no_content_types", without("[Content_Types].xml"), "cases.xlsx", "not-a-workbook", "Content_Types"},
        Fault{"shared_strings_missing", without_strings(), "cases.xlsx", "part-missing", "xl/sharedStrings.xml"},
        Fault{"part_missing", without("xl/worksheets/sheet1.xml"), "cases.xlsx", "part-missing", "sheet1.xml"},
        Fault{"ill_formed", with("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row></sheetData></worksheet>"),
              "cases.xlsx", "bad-xml", ""},
        Fault{"column_out_of_reach",
              with("xl/worksheets/sheet1.xml",
                   "<worksheet><sheetData><row><c r=\"XFD1\"/><c/></row></sheetData></worksheet>"),
              "cases.xlsx", "bad-cell-reference", "XFD"},
        Fault{"row_out_of_reach",
              with("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1048577\"/></sheetData></worksheet>"),
              "cases.xlsx", "bad-cell-reference", "1,048,576"},
        Fault{"truncated", SmallWorkbook{{{"Cases", ""}}}.bytes().substr(0, 900), "cases.xlsx", "truncated", ""},
        Fault{"empty", "", "cases.xlsx", "empty-file", ""}),
    [](const auto& named) { return named.param.name; });

TEST(CellNames, GoBothWays) {
  EXPECT_EQ(cell_name(6, 1), "B7");
  EXPECT_EQ(cell_name(0, 25), "Z1");
  EXPECT_EQ(cell_name(0, 26), "AA1");
  EXPECT_EQ(cell_name(1048575, 16383), "XFD1048576");
  for (const char* name : {"A1", "Z9", "AA10", "XFD1048576"}) {
    const auto position = cell_position(name);
    ASSERT_TRUE(position) << name;
    EXPECT_EQ(cell_name(position->row, position->column), name);
  }
  for (const char* name : {"", "A", "1", "A0", "XFE1", "A1048577", "A1B"}) EXPECT_FALSE(cell_position(name)) << name;
  EXPECT_EQ(cell_range("$B$7:C9")->last.row, 8);
  EXPECT_EQ(cell_range("B7")->last.column, 1);
}

}  // namespace
}  // namespace caseletters::sheets
