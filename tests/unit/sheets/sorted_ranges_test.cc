#include "sheets/sorted_ranges.h"

#include <gmock/gmock.h>

#include "small_ods.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using testing::ElementsAre;

std::vector<std::string> ranges(const Workbook& workbook, int sheet) {
  std::vector<std::string> words;
  const auto found = workbook.sorted_ranges(sheet);
  EXPECT_TRUE(found.has_value()) << (found ? "" : to_text(found.error()));
  for (const SortedRange& each : found ? *found : std::vector<SortedRange>{}) {
    words.push_back(each.table + " " + cell_name(each.range.first.row, each.range.first.column) + ":" +
                    cell_name(each.range.last.row, each.range.last.column));
  }
  return words;
}

TEST(SortedRanges, OfAWorkbookAreItsTablesAndTheFilterOfTheSheet) {
  SmallWorkbook small{{{"Cases", row(1, {"Case ID"}),
                        "<autoFilter ref=\"A1:C9\"/><customSheetViews><customSheetView><autoFilter "
                        "ref=\"A1:B2\"/></customSheetView></customSheetViews>"},
                       {"Other", row(1, {"x"})}}};
  auto parts = small.parts();
  parts["xl/worksheets/_rels/sheet1.xml.rels"] =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
      "Type=\"" +
      office_namespace + "/table\" Target=\"../tables/table1.xml\"/><Relationship Id=\"rId2\" Type=\"" +
      office_namespace + "/table\" Target=\"../tables/gone.xml\"/></Relationships>";
  parts["xl/tables/table1.xml"] =
      "<table xmlns=\"" + main_namespace +
      "\" name=\"t\" displayName=\"Bans\" ref=\"B5:N40\"><autoFilter ref=\"B5:N40\"/></table>";
  const auto workbook = opened(zip(parts));
  EXPECT_THAT(ranges(*workbook, 0), ElementsAre(" A1:C9", "Bans B5:N40"));
  EXPECT_THAT(ranges(*workbook, 1), ElementsAre());
}

TEST(SortedRanges, OfAnOpenDocumentSheetAreItsDatabaseRanges) {
  SmallOds small{{{"My 'own' sheet", ods_row(ods_text_cell("Case ID"))}, {"Other", ods_row(ods_text_cell("x"))}}};
  std::string content = small.content();
  content.insert(content.find("</office:spreadsheet>"),
                 "<table:database-ranges><table:database-range table:name=\"__Anonymous_Sheet_DB__0\" "
                 "table:target-range-address=\"&apos;My &apos;&apos;own&apos;&apos; sheet&apos;.A1:&apos;My "
                 "&apos;&apos;own&apos;&apos; sheet&apos;.C9\"/><table:database-range table:name=\"Bans\" "
                 "table:target-range-address=\"Other.B2:Other.D4\"/></table:database-ranges>");
  const package::Compressor compressor;
  const auto mimetype = package::Compressor::store("mimetype", small.mimetype);
  const auto part = compressor.pack("content.xml", content);
  const auto workbook =
      opened(package::write_archive(std::vector<const package::PackedPart*>{&mimetype, &part}), "c.ods");
  EXPECT_THAT(ranges(*workbook, 0), ElementsAre(" A1:C9"));
  EXPECT_THAT(ranges(*workbook, 1), ElementsAre("Bans B2:D4"));
}

TEST(SortedRanges, AnOpenDocumentAddressNamesItsSheet) {
  for (const char* address : {"Cases.A1:Cases.C9", "$Cases.$A$1:.$C$9", "Cases.A1:.C9", "'Cases'.A1:'Cases'.C9"}) {
    const auto range = ods_range(address, "Cases");
    ASSERT_TRUE(range) << address;
    EXPECT_EQ(range->last.row, 8) << address;
    EXPECT_EQ(range->last.column, 2) << address;
  }
  for (const char* address :
       {"", "Cases", "Cases.", "Case.A1:Case.C9", "'Cases", "'Cases.A1", "A1:C9", "Cases.A1:Cases."})
    EXPECT_FALSE(ods_range(address, "Cases")) << address;
}

}  // namespace
}  // namespace caseletters::sheets
