#include "sheets/ods_workbook.h"

#include <gmock/gmock.h>

#include "small_ods.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::unique_ptr<Workbook> ods(const std::string& rows) {
  return opened(SmallOds{.sheets = {{"Cases", rows}}}.bytes(), "cases.ods");
}

std::string refusal(std::string bytes) {
  const auto workbook = open_workbook(std::move(bytes), "cases.ods");
  return workbook ? "opened" : workbook.error().code;
}

std::string trouble_in(const std::string& rows) {
  const auto workbook = ods(rows);
  const auto read = workbook->read(0, [](const RowInfo&, std::span<const Cell>) { return true; });
  if (read) return "read";
  EXPECT_EQ(read.error().file, "cases.ods");
  EXPECT_EQ(read.error().sheet, "Cases");
  return read.error().code;
}

struct ShownCell {
  std::string name, cell;
  CellKind kind;
  std::string shown;
};
class OdsCells : public testing::TestWithParam<ShownCell> {};

TEST_P(OdsCells, AreUnderstood) {
  const auto workbook = ods(ods_row(GetParam().cell));
  std::optional<Cell> cell;
  const auto read = workbook->read(0, [&](const RowInfo&, std::span<const Cell> cells) {
    cell = cells.front();
    return true;
  });
  ASSERT_TRUE(read.has_value());
  if (GetParam().kind == CellKind::empty) {
    EXPECT_FALSE(cell.has_value());
    return;
  }
  ASSERT_TRUE(cell.has_value());
  EXPECT_EQ(cell->kind, GetParam().kind);
  EXPECT_EQ(cell_text(*cell), GetParam().shown);
}

std::string typed(const std::string& type, const std::string& value, const std::string& shown = "shown") {
  const std::string attribute =
      type == "float" || type == "percentage" || type == "currency" ? "value" : type + "-value";
  return ods_cell("office:value-type=\"" + type + "\" office:" + attribute + "=\"" + value + "\"",
                  "<text:p>" + shown + "</text:p>");
}

INSTANTIATE_TEST_SUITE_P(
    Table, OdsCells,
    testing::Values(
        ShownCell{"Number", typed("float", "1.50"), CellKind::number, "1.5"},
        ShownCell{"ManyDigits", typed("float", "0.1000000000000000055"), CellKind::number, "0.1"},
        ShownCell{"Percentage", typed("percentage", "0.25", "25%"), CellKind::number, "0.25"},
        ShownCell{"Currency", typed("currency", "12", "£12.00"), CellKind::number, "12"},
        ShownCell{"Date", typed("date", "2026-11-03"), CellKind::date, "2026-11-03"},
        ShownCell{"DateTime", typed("date", "2026-11-03T09:30:00"), CellKind::moment, "2026-11-03 09:30:00"},
        ShownCell{"DateTimeJustBefore", typed("date", "2026-11-03T09:29:59.999999999"), CellKind::moment,
                  "2026-11-03 09:30:00"},
        ShownCell{"DateTimeJustBeforeMidnight", typed("date", "2026-12-31T23:59:59.9999"), CellKind::moment,
                  "2027-01-01"},
        ShownCell{"NoSuchDate", typed("date", "2026-02-30", "30 Feb"), CellKind::text, "30 Feb"},
        ShownCell{"Time", typed("time", "PT09H30M00S"), CellKind::time, "09:30:00"},
        ShownCell{"TimeJustBefore", typed("time", "PT10H10M09.999999999S"), CellKind::time, "10:10:10"},
        ShownCell{"TimeIsCutNotRounded", typed("time", "PT23H59M59.6S"), CellKind::time, "23:59:59"},
        ShownCell{"DateTimeIsCutNotRounded", typed("date", "2026-12-31T23:59:59.7"), CellKind::moment,
                  "2026-12-31 23:59:59"},
        ShownCell{"TimeOverADay", typed("time", "P1DT12H"), CellKind::time, "36:00:00"},
        ShownCell{"TimeWithoutHours", typed("time", "PT5M"), CellKind::time, "00:05:00"},
        ShownCell{"TimeBelowZero", typed("time", "-PT12H"), CellKind::number, "-0.5"},
        ShownCell{"TimeOfMonths", typed("time", "P3M", "3 months"), CellKind::text, "3 months"},
        ShownCell{"True", typed("boolean", "true", "VRAI"), CellKind::boolean, "TRUE"},
        ShownCell{"False", typed("boolean", "false", "FAUX"), CellKind::boolean, "FALSE"},
        ShownCell{"StringValue", typed("string", "stored", "shown"), CellKind::text, "stored"},
        ShownCell{"Text", ods_text_cell("Zoë &amp; Ann"), CellKind::text, "Zoë & Ann"},
        ShownCell{"NoType", ods_cell("", "<text:p>plain</text:p>"), CellKind::text, "plain"},
        ShownCell{"Paragraphs",
                  ods_cell("office:value-type=\"string\"", "<text:p>1 High St</text:p><text:p/><text:p>Leeds</text:p>"),
                  CellKind::text, "1 High St\n\nLeeds"},
        ShownCell{"Spaces", ods_text_cell("a<text:s/>b<text:s text:c=\"3\"/>c<text:tab/>d<text:line-break/>e"),
                  CellKind::text, "a b   c\td\ne"},
        ShownCell{"Spans", ods_text_cell("a<text:span>b<text:span>c</text:span></text:span><text:a>d</text:a>"),
                  CellKind::text, "abcd"},
        ShownCell{"RubyReading",
                  ods_text_cell("<text:ruby><text:ruby-base>base</text:ruby-base>"
                                "<text:ruby-text>reading</text:ruby-text></text:ruby>"),
                  CellKind::text, "base"},
        ShownCell{"Annotation",
                  ods_cell("office:value-type=\"string\"",
                           "<office:annotation><text:p>note</text:p></office:annotation><text:p>said</text:p>"),
                  CellKind::text, "said"},
        ShownCell{"AnnotationAlone", ods_cell("", "<office:annotation><text:p>note</text:p></office:annotation>"),
                  CellKind::empty, ""},
        ShownCell{"Drawing",
                  ods_cell("", "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"),
                  CellKind::empty, ""},
        ShownCell{
            "FormulaNumber",
            ods_cell("table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"", "<text:p>2</text:p>"),
            CellKind::number, "2"},
        ShownCell{"FormulaOfEmptyText",
                  ods_cell("table:formula=\"of:=X\" office:value-type=\"string\" office:string-value=\"\""),
                  CellKind::empty, ""},
        ShownCell{"ErrorByType",
                  ods_cell("table:formula=\"of:=X\" office:value-type=\"string\" office:string-value=\"\" "
                           "calcext:value-type=\"error\"",
                           "<text:p>#REF!</text:p>"),
                  CellKind::error, "#REF!"},
        ShownCell{"ErrorByNumber",
                  ods_cell("table:formula=\"of:=X\" office:value-type=\"float\" office:value=\"0\"",
                           "<text:p>Err:502</text:p>"),
                  CellKind::error, "Err:502"},
        ShownCell{"ErrorWithoutFormula", ods_text_cell("#N/A"), CellKind::error, "#N/A"},
        ShownCell{"NoError", ods_text_cell("#N/A to us"), CellKind::text, "#N/A to us"},
        ShownCell{"Blank", ods_cell("office:value-type=\"string\"", "<text:p/>"), CellKind::empty, ""}),
    [](const testing::TestParamInfo<ShownCell>& each) { return each.param.name; });

TEST(Ods, FormulaWithoutValue) {
  EXPECT_THAT(shown(*ods(ods_row(ods_cell("table:formula=\"of:=[.A2]\"")))), ElementsAre("1:|(formula)"));
}

TEST(Ods, LeadingZerosOfAFormatAreKnown) {
  const auto workbook = ods(ods_row(typed("float", "42", "0042") + typed("float", "42", "42")));
  const auto read = workbook->read(0, [](const RowInfo&, std::span<const Cell> cells) {
    EXPECT_EQ(cells[0].digits, 4);
    EXPECT_EQ(cells[1].digits, 0);
    return true;
  });
  EXPECT_TRUE(read.has_value());
}

TEST(Ods, RepeatsOfCellsAndRows) {
  const std::string rows =
      ods_row(ods_text_cell("a", "table:number-columns-repeated=\"2\"") +
              ods_cell("table:number-columns-repeated=\"2\"") + ods_text_cell("b") +
              ods_cell("table:number-columns-repeated=\"16379\"")) +
      ods_row(ods_cell("table:number-columns-repeated=\"16384\""), "table:number-rows-repeated=\"3\"") +
      ods_row(ods_text_cell("c"), "table:number-rows-repeated=\"2\"") +
      ods_row(ods_cell("table:number-columns-repeated=\"16384\""), "table:number-rows-repeated=\"1048570\"");
  EXPECT_THAT(shown(*ods(rows)), ElementsAre("1:|a|a|||b", "5:|c", "6:|c"));
}

TEST(Ods, FilledToTheLastColumnIsClipped) {
  const auto workbook = ods(ods_row(ods_text_cell("a", "table:number-columns-repeated=\"99999\"")));
  const auto read = workbook->read(0, [](const RowInfo&, std::span<const Cell> cells) {
    EXPECT_EQ(cells.size(), static_cast<std::size_t>(most_columns));
    return true;
  });
  EXPECT_TRUE(read.has_value());
}

TEST(Ods, TooManyCells) {
  const std::string all = "table:number-columns-repeated=\"999999999\"";
  EXPECT_EQ(trouble_in(ods_row(ods_text_cell("x", all), "table:number-rows-repeated=\"999999999\"")), "too-many-cells");
  EXPECT_EQ(trouble_in(ods_row(ods_text_cell("x"), "table:number-rows-repeated=\"1048576\"")), "read");
  EXPECT_EQ(trouble_in(ods_row(ods_text_cell("x", "table:number-columns-repeated=\"10\""),
                               "table:number-rows-repeated=\"1048576\"")),
            "too-many-cells");
}

TEST(Ods, TooMuchText) {
  EXPECT_EQ(trouble_in(ods_row(ods_text_cell("<text:s text:c=\"999999999\"/>"))), "too-much-text");
  EXPECT_EQ(trouble_in(ods_row(ods_text_cell("<text:s text:c=\"9999\"/>", "table:number-columns-repeated=\"16384\""))),
            "too-much-text");
}

TEST(Ods, ContentBeyondTheSheetIsRefused) {
  const std::string empty = ods_cell("table:number-columns-repeated=\"16384\"");
  EXPECT_EQ(trouble_in(ods_row(empty + ods_text_cell("x"))), "bad-cell-reference");
  EXPECT_EQ(trouble_in(ods_row(empty, "table:number-rows-repeated=\"1048576\"") + ods_row(ods_text_cell("x"))),
            "bad-cell-reference");
}

TEST(Ods, MergedRangesAndCoveredCells) {
  const auto workbook =
      ods(ods_row(ods_text_cell("a", "table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"") +
                  "<table:covered-table-cell/>" + ods_text_cell("b")) +
          ods_row("<table:covered-table-cell table:number-columns-repeated=\"2\"/>" + ods_text_cell("c")));
  EXPECT_THAT(shown(*workbook), ElementsAre("1:|a||b", "2:|||c"));
  EXPECT_THAT(workbook->merged(0).value(), ElementsAre("A1:B2"));
}

TEST(Ods, HiddenRowsAndSheets) {
  const auto workbook = opened(
      SmallOds{.sheets = {{"Old", ods_row(ods_text_cell("o")), true},
                          {"Cases", "<table:table-header-rows>" + ods_row(ods_text_cell("h")) +
                                        "</table:table-header-rows><table:table-row-group>" +
                                        ods_row(ods_text_cell("f"), "table:visibility=\"filter\"") +
                                        "</table:table-row-group>" +
                                        ods_row(ods_text_cell("c"),
                                                "table:visibility=\"collapse\" table:number-rows-repeated=\"2\"")}}}
          .bytes(),
      "cases.ods");
  ASSERT_EQ(workbook->sheets().size(), 2u);
  EXPECT_TRUE(workbook->sheets()[0].hidden);
  EXPECT_FALSE(workbook->sheets()[1].hidden);
  EXPECT_THAT(shown(*workbook, 0), ElementsAre("1:|o"));
  EXPECT_THAT(shown(*workbook, 1), ElementsAre("1:|h", "2h:|f", "3h:|c", "4h:|c"));
}

TEST(Ods, ReadingStopsWhenAsked) {
  const auto workbook = ods(ods_row(ods_text_cell("a"), "table:number-rows-repeated=\"9\""));
  int rows = 0;
  const auto read = workbook->read(0, [&](const RowInfo&, std::span<const Cell>) { return ++rows < 3; });
  EXPECT_TRUE(read.has_value());
  EXPECT_EQ(rows, 3);
}

TEST(Ods, TheTypeInThePackage) {
  const std::vector<SmallOdsSheet> sheets = {{"Cases", ods_row(ods_text_cell("a"))}};
  EXPECT_THAT(opened(SmallOds{.sheets = sheets}.bytes(), "cases.ods")->warnings(), IsEmpty());
  for (const SmallOds& odd :
       {SmallOds{.sheets = sheets, .mimetype = ""}, SmallOds{.sheets = sheets, .mimetype_first = false}}) {
    const auto workbook = opened(odd.bytes(), "cases.ods");
    ASSERT_EQ(workbook->warnings().size(), 1u);
    EXPECT_EQ(workbook->warnings()[0].code, "mimetype");
    EXPECT_EQ(workbook->warnings()[0].severity, Severity::warning);
    EXPECT_THAT(shown(*workbook), ElementsAre("1:|a"));
  }
  EXPECT_EQ(refusal(SmallOds{.sheets = sheets, .mimetype = "application/epub+zip"}.bytes()), "not-a-workbook");
  EXPECT_EQ(refusal(SmallOds{.sheets = {}, .body = "text"}.bytes()), "not-a-workbook");
}

TEST(Ods, IsKnownByItsContentWhateverItsEnding) {
  EXPECT_THAT(shown(*opened(SmallOds{.sheets = {{"Cases", ods_row(ods_text_cell("a"))}}}.bytes(), "cases.xlsx")),
              ElementsAre("1:|a"));
  EXPECT_THAT(shown(*opened(SmallWorkbook{{{"Cases", row(1, {"a"})}}}.bytes(), "cases.ods")), ElementsAre("1:|a"));
}

// LibreOffice keeps what other files held, and what other programs sent, as tables beside the sheets.
TEST(Ods, WhatWasFetchedFromElsewhereIsNoSheet) {
  const SmallOds ods{
      {{"'file:///C:/old.ods'#$Sheet1", ods_row(ods_text_cell("elsewhere"))},
       {"Cases", ods_row(ods_text_cell("a")) + "</table:table><table:dde-links><table:dde-link><table:table>" +
                     ods_row(ods_text_cell("sent")) +
                     "</table:table></table:dde-link></table:dde-links><table:table table:name=\"Last\">" +
                     ods_row(ods_text_cell("b"))}}};
  const auto workbook = opened(ods.bytes(), "cases.ods");
  ASSERT_EQ(workbook->sheets().size(), 2u);
  EXPECT_EQ(workbook->sheets()[0].name, "Cases");
  EXPECT_EQ(workbook->sheets()[1].name, "Last");
  EXPECT_THAT(shown(*workbook), ElementsAre("1:|a"));
  EXPECT_THAT(shown(*workbook, 1), ElementsAre("1:|b"));
}

TEST(Ods, APasswordIsSaid) {
  SmallOds locked{.sheets = {{"Cases", ""}}};
  const std::string names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
  locked.manifest = "<m:manifest xmlns:m=\"" + names +
                    "\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>";
  EXPECT_EQ(refusal(locked.bytes()), "password");
}

}  // namespace
}  // namespace caseletters::sheets
