#include "document/word_layout.h"

#include <gtest/gtest.h>

#include "document/styled_words.h"
#include "document/word_numbering.h"
#include "package/archive.h"

namespace caseletters::document {
namespace {

constexpr const char* words_uri = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

std::string package_of(const std::string& body, const std::string& styles, const std::string& numbering) {
  const package::Compressor compressor;
  std::vector<package::PackedPart> parts;
  const auto put = [&](const std::string& name, const std::string& xml) {
    parts.push_back(compressor.pack(name, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml));
  };
  put("[Content_Types].xml",
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      "<Override PartName=\"/word/document.xml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const std::string relationships =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  put("_rels/.rels", relationships + "<Relationship Id=\"a\" Type=\"" + office +
                         "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
  put("word/_rels/document.xml.rels", relationships + "<Relationship Id=\"s\" Type=\"" + office +
                                          "styles\" Target=\"styles.xml\"/><Relationship Id=\"n\" Type=\"" + office +
                                          "numbering\" Target=\"numbering.xml\"/></Relationships>");
  put("word/document.xml", std::string{"<w:document "} + words_uri + "><w:body>" + body + "</w:body></w:document>");
  put("word/styles.xml", std::string{"<w:styles "} + words_uri + ">" + styles + "</w:styles>");
  put("word/numbering.xml", std::string{"<w:numbering "} + words_uri + ">" + numbering + "</w:numbering>");
  std::vector<const package::PackedPart*> order;
  for (const auto& part : parts) order.push_back(&part);
  return package::write_archive(order);
}

StyledDocument layout_of(const std::string& body, const std::string& styles = {}, const std::string& numbering = {}) {
  const auto document = Document::open(package_of(body, styles, numbering), "letter.docx");
  EXPECT_TRUE(document.has_value());
  auto layout = read_word_layout(*document);
  EXPECT_TRUE(layout.has_value());
  return std::move(*layout);
}

const Paragraph& paragraph(const StyledDocument& layout, std::size_t at) {
  return std::get<Paragraph>(layout.sections.front().blocks.at(at));
}

TEST(WordLayout, PropertiesComeFromDefaultsThenAncestorsThenTheParagraphItself) {
  const auto layout = layout_of(
      "<w:p><w:pPr><w:pStyle w:val=\"Child\"/><w:jc w:val=\"right\"/></w:pPr>"
      "<w:r><w:rPr><w:i/></w:rPr><w:t>Words</w:t></w:r></w:p>",
      "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\"/><w:sz w:val=\"22\"/></w:rPr></w:rPrDefault>"
      "</w:docDefaults>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:pPr><w:spacing w:before=\"120\" w:after=\"240\"/></w:pPr>"
      "<w:rPr><w:b/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Child\"><w:basedOn w:val=\"Base\"/>"
      "<w:pPr><w:spacing w:after=\"60\" w:line=\"360\" w:lineRule=\"auto\"/></w:pPr></w:style>");
  const auto& one = paragraph(layout, 0);
  EXPECT_EQ(one.style.before, 6);
  EXPECT_EQ(one.style.after, 3);
  EXPECT_EQ(one.style.line, 1.5);
  EXPECT_EQ(one.style.align, Align::right);
  ASSERT_EQ(one.runs.size(), 1U);
  EXPECT_EQ(one.runs[0].style.font, "Arial");
  EXPECT_EQ(one.runs[0].style.size, 11);
  EXPECT_TRUE(one.runs[0].style.bold);
  EXPECT_TRUE(one.runs[0].style.italic);
}

TEST(WordLayout, ADropCapIsKnown) {
  const auto framed = [](const char* kind) {
    return std::string{"<w:p><w:pPr><w:framePr w:lines=\"3\""} + kind +
           " w:w=\"500\" w:hAnchor=\"text\"/></w:pPr><w:r><w:t>D</w:t></w:r></w:p>";
  };
  const auto layout = layout_of(framed(" w:dropCap=\"drop\"") + "<w:p><w:r><w:t>ear parents</w:t></w:r></w:p>" +
                                framed(" w:dropCap=\"margin\""));
  ASSERT_EQ(layout.sections.front().blocks.size(), 3U);
  EXPECT_TRUE(paragraph(layout, 0).style.drop_cap);
  EXPECT_FALSE(paragraph(layout, 1).style.drop_cap);
  EXPECT_TRUE(paragraph(layout, 2).style.drop_cap);
  // One that is framed and no drop cap stands in a box of its own, before what follows.
  const auto plain = layout_of(framed(" w:dropCap=\"none\"") + "<w:p><w:r><w:t>ear parents</w:t></w:r></w:p>");
  ASSERT_FALSE(plain.sections.front().blocks.empty());
  EXPECT_FALSE(paragraph(plain, 0).style.drop_cap);
  EXPECT_EQ(paragraph(plain, 0).runs.front().kind, Run::Kind::anchored);
}

TEST(WordLayout, AStyleThatIsBasedOnItselfEnds) {
  const auto layout = layout_of("<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>",
                                "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>"
                                "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>");
  EXPECT_EQ(body_words_of(layout), "x\n");
}

TEST(WordLayout, HiddenDeletedAndInstructionsAreNotThere) {
  const auto layout = layout_of(
      "<w:p><w:r><w:t>Shown </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
      "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
      "<w:ins><w:r><w:t xml:space=\"preserve\"> new</w:t></w:r></w:ins>"
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>");
  EXPECT_EQ(body_words_of(layout), "Shown new\n");
  EXPECT_EQ(layout.hidden, "hidden ");
  EXPECT_EQ(page_fields_of(layout), 1);
  EXPECT_EQ(paragraph(layout, 0).runs.back().kind, Run::Kind::page_number);
}

TEST(WordLayout, ListsCountAndStartAnew) {
  const std::string numbered =
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
  const std::string deeper = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
  const std::string other = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:p>";
  const auto layout = layout_of(
      numbered + deeper + deeper + numbered + deeper + other, {},
      "<w:abstractNum w:abstractNumId=\"0\">"
      "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1)\"/>"
      "<w:pPr><w:ind w:left=\"720\" w:hanging=\"360\"/></w:pPr></w:lvl>"
      "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"(%1.%2)\"/></w:lvl>"
      "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
      "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/>"
      "</w:lvlOverride></w:num>");
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < 6; ++i) labels.push_back(paragraph(layout, i).label->text);
  EXPECT_EQ(labels, (std::vector<std::string>{"a)", "(a.i)", "(a.ii)", "b)", "(b.i)", "a)"}));
  EXPECT_EQ(paragraph(layout, 0).style.left, 36);
  EXPECT_EQ(paragraph(layout, 0).style.first, -18);
}

TEST(WordLayout, MergedCellsHaveTheirPlaceInTheGrid) {
  const auto cell = [](const std::string& properties) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr><w:p/></w:tc>";
  };
  const auto layout = layout_of(
      "<w:tbl><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>"
      "<w:tr><w:trPr><w:tblHeader/></w:trPr>" +
      cell("<w:vMerge w:val=\"restart\"/>") + cell("<w:gridSpan w:val=\"2\"/>") + "</w:tr><w:tr>" +
      cell("<w:vMerge/>") + cell("") + cell("") + "</w:tr></w:tbl><w:p/>");
  const auto& table = std::get<Table>(layout.sections.front().blocks.at(0));
  EXPECT_EQ(table.columns, (std::vector<double>{50, 100, 150}));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_TRUE(table.rows[0].header);
  ASSERT_EQ(table.rows[0].cells.size(), 2U);
  EXPECT_EQ(table.rows[0].cells[0].rows, 2);
  EXPECT_EQ(table.rows[0].cells[1].columns, 2);
  ASSERT_EQ(table.rows[1].cells.size(), 2U);
  EXPECT_EQ(table.rows[1].cells[0].column, 1);
}

TEST(WordLayout, WhatItCannotHoldIsSaid) {
  const auto layout = layout_of(
      "<w:p xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:oMath><m:r><m:t>x</m:t></m:r>"
      "</m:oMath></w:p>");
  ASSERT_EQ(layout.findings.size(), 1U);
  EXPECT_EQ(layout.findings[0].code, "pdf-not-set");
  EXPECT_EQ(layout.findings[0].severity, Severity::error);
}

struct Numeral {
  int value;
  const char* format;
  const char* shown;
};

class NumeralTest : public testing::TestWithParam<Numeral> {};

TEST_P(NumeralTest, IsWrittenAsItsFormatSays) {
  EXPECT_EQ(format_number(GetParam().value, GetParam().format), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(All, NumeralTest,
                         testing::Values(Numeral{4, "decimal", "4"}, Numeral{4, "lowerRoman", "iv"},
                                         Numeral{1994, "upperRoman", "MCMXCIV"}, Numeral{26, "lowerLetter", "z"},
                                         Numeral{27, "lowerLetter", "aa"}, Numeral{28, "upperLetter", "BB"},
                                         Numeral{4, "decimalZero", "04"}, Numeral{12, "ordinal", "12th"},
                                         Numeral{22, "ordinal", "22nd"}, Numeral{0, "lowerLetter", "0"}));

}  // namespace
}  // namespace caseletters::document
