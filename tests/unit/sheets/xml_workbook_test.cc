#include "sheets/xml_workbook.h"

#include <gmock/gmock.h>

#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::unique_ptr<Workbook> xml(const std::string& text) {
  return opened(text, "cases.xml");
}

std::string value(const std::string& heading, const std::string& text) {
  return "<value heading=\"" + heading + "\">" + text + "</value>";
}

TEST(Xml, CasesAreASheet) {
  const auto workbook = xml("<?xml version=\"1.0\"?>\n<cases>\n<case>" + value("Case ID", "007") +
                            value("Last name", "Zo&#xEB; &amp; <![CDATA[<Ann>]]>") + value("Gone", "  ") +
                            "</case>\n<case>" + value("Run", "2") + value("Case ID", "A1") + "</case></cases>");
  EXPECT_EQ(workbook->sheets().at(0).name, "Cases");
  EXPECT_THAT(shown(*workbook), ElementsAre("1:|Case ID|Last name|Gone|Run", "2:|007|Zoë & <Ann>||", "3:|A1|||2"));
}

TEST(Xml, RowsKnowTheirLines) {
  const auto workbook =
      xml("<cases>\n<case>\n" + value("a", "x\ny") + "</case>\n\n<case>" + value("a", "z") + "</case></cases>");
  std::vector<int> lines;
  const auto read = workbook->read(0, [&](const RowInfo& info, std::span<const Cell>) {
    lines.push_back(info.line);
    return true;
  });
  EXPECT_TRUE(read.has_value());
  EXPECT_THAT(lines, ElementsAre(0, 2, 6));
}

TEST(Xml, ItemsAreSheets) {
  const auto workbook =
      xml("<cases><case><child>" + value("name", "Ann") + "</child>" + value("Case ID", "A1") + "<child>" +
          value("name", "Ben") + "</child><incident>" + value("date", "2026-11-03") +
          "</incident><item sheet=\"Letters sent\">" + value("letter", "ban-1") + "</item></case></cases>");
  ASSERT_EQ(workbook->sheets().size(), 4u);
  EXPECT_EQ(workbook->sheets()[3].name, "Letters sent");
  EXPECT_THAT(shown(*workbook, 1), ElementsAre("1:|Case ID|name", "2:|A1|Ann", "3:|A1|Ben"));
  EXPECT_THAT(shown(*workbook, 2), ElementsAre("1:|Case ID|date", "2:|A1|2026-11-03"));
  EXPECT_THAT(shown(*workbook, 3), ElementsAre("1:|Case ID|letter", "2:|A1|ban-1"));
}

TEST(Xml, SheetsOfAWorkbook) {
  const auto workbook = xml("<cases><sheet name=\"Old\" hidden=\"true\"/><sheet name=\"Cases\"><row>" +
                            value("Case ID", "A1") + "</row></sheet></cases>");
  ASSERT_EQ(workbook->sheets().size(), 2u);
  EXPECT_TRUE(workbook->sheets()[0].hidden);
  EXPECT_FALSE(workbook->sheets()[1].hidden);
  EXPECT_THAT(shown(*workbook, 1), ElementsAre("1:|Case ID", "2:|A1"));
}

TEST(Xml, AnyEncodingAndEnding) {
  const std::string text = "<cases><case>" + value("a", "\xE9") + "</case></cases>";
  EXPECT_THAT(shown(*xml("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + text)), ElementsAre("1:|a", "2:|é"));
  const std::string plain = "<cases><case>" + value("a", "x") + "</case></cases>";
  std::string wide = "\xFF\xFE";
  for (const char letter : plain) wide.append({letter, '\0'});
  EXPECT_THAT(shown(*xml(wide)), ElementsAre("1:|a", "2:|x"));
  EXPECT_THAT(shown(*opened("\xEF\xBB\xBF" + plain, "export")), ElementsAre("1:|a", "2:|x"));
}

struct Refused {
  std::string name, text, code;
  int line = 0;
};
class XmlRefused : public testing::TestWithParam<Refused> {};

TEST_P(XmlRefused, WithItsLine) {
  const auto workbook = open_workbook(GetParam().text, "cases.xml");
  ASSERT_FALSE(workbook.has_value());
  EXPECT_EQ(workbook.error().code, GetParam().code);
  EXPECT_EQ(workbook.error().file, "cases.xml");
  if (GetParam().line > 0) {
    EXPECT_EQ(workbook.error().line, GetParam().line);
  }
}

// What the schema refuses the reader refuses by itself where a file is too large for the schema.
TEST_P(XmlRefused, InALargeFileToo) {
  if (GetParam().code != "schema") return;
  std::string text = GetParam().text;
  text.insert(text.rfind("</cases>"), 17 << 20, ' ');
  const auto workbook = open_workbook(text, "cases.xml");
  ASSERT_FALSE(workbook.has_value());
  EXPECT_EQ(workbook.error().code, "schema");
  EXPECT_THAT(workbook.error().hint, HasSubstr("cases.xsd"));
  EXPECT_EQ(workbook.error().line, GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Table, XmlRefused,
    testing::Values(
        Refused{"AnotherRoot", "<policy/>", "not-a-workbook"},
        Refused{"WebPage", "<html><body/></html>", "not-a-workbook"}, Refused{"CutOff", "<cases>\n<case>", "bad-xml"},
        Refused{"Doctype", "<!DOCTYPE cases [<!ENTITY a \"b\">]><cases/>", "doctype"},
        Refused{"UnknownElement", "<cases>\n<pupil/></cases>", "schema", 2},
        Refused{"OtherNamespace", "<cases xmlns:o=\"urn:o\">\n<o:case/></cases>", "schema", 2},
        Refused{"ValueOutside", "<cases>\n<value heading=\"a\">b</value></cases>", "schema", 2},
        Refused{"ValueInValue", "<cases><case>\n<value heading=\"a\"><value heading=\"b\"/></value></case></cases>",
                "schema", 2},
        Refused{"Words", "<cases>\n<case>words<value heading=\"a\">b</value></case></cases>", "schema", 2},
        Refused{"NoHeading", "<cases><case>\n<value>b</value></case></cases>", "schema", 2},
        Refused{"BlankHeading", "<cases><case>\n<value heading=\" \">b</value></case></cases>", "schema", 2},
        Refused{"Twice", "<cases><case>\n<value heading=\"a\">b</value>\n<value heading=\"a\">c</value></case></cases>",
                "schema", 3},
        Refused{"CasesAndSheets", "<cases><case/>\n<sheet name=\"a\"/></cases>", "schema", 2},
        Refused{"SheetWithoutName", "<cases>\n<sheet/></cases>", "schema", 2},
        Refused{"RowInCase", "<cases><case>\n<row/></case></cases>", "schema", 2},
        Refused{"ChildInSheet", "<cases><sheet name=\"a\"><row>\n<child/></row></sheet></cases>", "schema", 2}),
    [](const testing::TestParamInfo<Refused>& each) { return each.param.name; });

TEST(Xml, ItemsMayNotJoinTheCases) {
  const auto workbook = open_workbook("<cases><case>\n<item sheet=\"Cases\"/></case></cases>", "cases.xml");
  ASSERT_FALSE(workbook.has_value());
  EXPECT_EQ(workbook.error().code, "schema");
  EXPECT_EQ(workbook.error().line, 2);
}

TEST(Xml, AnItemWithTwoValuesOfOneHeading) {
  const auto workbook = open_workbook("<cases><case>" + value("Case ID", "A1") + "<child>" + value("name", "a") + "\n" +
                                          value("name", "b") + "</child></case></cases>",
                                      "cases.xml");
  ASSERT_FALSE(workbook.has_value());
  EXPECT_EQ(workbook.error().code, "schema");
  EXPECT_EQ(workbook.error().line, 2);
}

}  // namespace
}  // namespace caseletters::sheets
