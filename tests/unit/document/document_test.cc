// Which packages are documents, what stories they have, and what their words are.
#include "document/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/tree.h"
#include "package/archive.h"

namespace caseletters::document {
namespace {

using ::testing::HasSubstr;

struct PartText {
  std::string name, content;
};

std::string pack(const std::vector<PartText>& parts) {
  const package::Compressor compressor;
  std::vector<package::PackedPart> packed;
  packed.reserve(parts.size());
  for (const auto& part : parts) packed.push_back(compressor.pack(part.name, part.content));
  std::vector<const package::PackedPart*> all;
  for (const auto& part : packed) all.push_back(&part);
  return package::write_archive(all);
}

constexpr auto word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr auto relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr auto main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

std::string types(std::string_view part, std::string_view type) {
  return R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/)" +
         std::string{part} + "\" ContentType=\"" + std::string{type} + "\"/></Types>";
}

std::string relationships(const std::vector<std::pair<std::string, std::string>>& targets) {
  std::string out = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  int number = 1;
  for (const auto& [type, target] : targets)
    out += "<Relationship Id=\"rId" + std::to_string(number++) + "\" Type=\"" +
           (type.find(':') == std::string::npos ? relation + type : type) + "\" Target=\"" + target + "\"" +
           (target.find("://") == std::string::npos ? "" : " TargetMode=\"External\"") + "/>";
  return out + "</Relationships>";
}

std::string story(std::string_view tag, std::string_view content) {
  return "<w:" + std::string{tag} + " xmlns:w=\"" + word +
         "\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">" + std::string{content} +
         "</w:" + std::string{tag} + ">";
}

std::string text(std::string_view words) {
  return "<w:p><w:r><w:t>" + std::string{words} + "</w:t></w:r></w:p>";
}

std::string body(std::string_view content) {
  return story("document", "<w:body>" + std::string{content} + "</w:body>");
}

std::string simple(std::string_view content, const std::vector<std::pair<std::string, std::string>>& below = {}) {
  return pack({{"[Content_Types].xml", types("word/document.xml", main_type)},
               {"_rels/.rels", relationships({{"officeDocument", "word/document.xml"}})},
               {"word/document.xml", body(content)},
               {"word/_rels/document.xml.rels", relationships(below)}});
}

struct Refused {
  const char* name;
  std::string file;
  const char* code;
  const char* says;
};

void PrintTo(const Refused& row, std::ostream* out) {
  *out << row.name;
}

class RefusedDocument : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedDocument, SaysWhyAndWhatToDo) {
  const auto document = Document::open(GetParam().file, "letter.docx");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, GetParam().code) << document.error().message;
  EXPECT_EQ(document.error().file, "letter.docx");
  EXPECT_THAT(document.error().message + " " + document.error().hint, HasSubstr(GetParam().says));
}

std::string of_type(std::string_view type) {
  return pack({{"[Content_Types].xml", types("word/document.xml", type)},
               {"_rels/.rels", relationships({{"officeDocument", "word/document.xml"}})},
               {"word/document.xml", body(text("x"))}});
}

INSTANTIATE_TEST_SUITE_P(
    Rows, RefusedDocument,
    ::testing::Values(
        Refused{"no_content_types", pack({{"word/document.xml", body("")}}), "not-a-document", "Word document (.docx)"},
        Refused{"strict",
                pack({{"[Content_Types].xml", types("word/document.xml", main_type)},
                      {"_rels/.rels",
                       relationships({{"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
                                       "word/document.xml"}})},
                      {"word/document.xml", body("")}}),
                "strict-format", "save it as Word document (.docx)"},
        Refused{"macros_by_type", of_type("application/vnd.ms-word.document.macroEnabled.main+xml"), "has-macros",
                "without macros"},
        Refused{"macros_by_part",
                simple("", {{"http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"}}),
                "has-macros", "without macros"},
        Refused{"a_workbook", of_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
                "not-a-document", "not a Word document"},
        Refused{"main_part_missing",
                pack({{"[Content_Types].xml", types("word/document.xml", main_type)},
                      {"_rels/.rels", relationships({{"officeDocument", "word/document.xml"}})}}),
                "part-missing", "word/document.xml"},
        Refused{"header_missing", simple("", {{"header", "header1.xml"}}), "part-missing", "word/header1.xml"},
        Refused{"no_main_part", pack({{"[Content_Types].xml", types("a.xml", main_type)}}), "not-a-document", ""},
        Refused{"old_format", std::string{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"} + std::string(600, '\0'), "old-format",
                ".docx"}),
    [](const auto& row) { return std::string{row.param.name}; });

TEST(Document, FindsItsStoriesByRelationshipsAlone) {
  const auto file =
      pack({{"[Content_Types].xml", types("odd/place.xml", main_type)},
            {"_rels/.rels", relationships({{"officeDocument", "/odd/place.xml"}})},
            {"odd/place.xml", body(text("Body"))},
            {"odd/_rels/place.xml.rels", relationships({{"footer", "../tail%20end.xml"}, {"header", "HEAD.xml"}})},
            {"odd/head.xml", story("hdr", text("Head"))},
            {"tail end.xml", story("ftr", text("Tail"))}});
  const auto document = Document::open(file, "x.docx");
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->stories().size(), 3u);
  EXPECT_EQ(document->stories()[0].part, "odd/head.xml");
  EXPECT_EQ(document->stories()[1].kind, StoryKind::body);
  EXPECT_EQ(document->stories()[2].part, "tail end.xml");
  EXPECT_EQ(words_of(*document).value(), "Head\nBody\nTail\n");
}

TEST(Document, WarnsOfWhatItWillNotFollow) {
  const auto document = Document::open(
      pack({{"[Content_Types].xml", types("word/document.xml", main_type)},
            {"_rels/.rels", relationships({{"officeDocument", "word/document.xml"}})},
            {"word/document.xml", body("")},
            {"word/_rels/document.xml.rels",
             relationships({{"image", "https://example.org/a.png"}, {"aFChunk", "chunk.htm"}, {"oleObject", "o.bin"}})},
            {"word/chunk.htm", "<p>x</p>"},
            {"word/o.bin", "x"}}),
      "x.docx");
  ASSERT_TRUE(document);
  std::vector<std::string> codes;
  for (const auto& one : document->warnings()) codes.push_back(one.code);
  EXPECT_THAT(codes, ::testing::ElementsAre("external-picture", "foreign-content", "embedded-object"));
}

struct Words {
  const char* name;
  const char* content;
  const char* expected;
};

void PrintTo(const Words& row, std::ostream* out) {
  *out << row.name;
}

class WordsOf : public ::testing::TestWithParam<Words> {};

TEST_P(WordsOf, AreWhatAReaderSees) {
  const auto document = Document::open(simple(GetParam().content), "x.docx");
  ASSERT_TRUE(document);
  EXPECT_EQ(words_of(*document).value(), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WordsOf,
    ::testing::Values(
        Words{"tabs_and_breaks", "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>",
              "a b c\n"},
        Words{"tabs_of_the_style",
              "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
              "a\n"},
        Words{"empty_paragraphs", "<w:p/><w:p><w:r><w:t>a</w:t></w:r></w:p>", "a\n"},
        Words{"hidden",
              "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish "
              "w:val=\"0\"/></w:rPr><w:t>yes</w:t></w:r></w:p>",
              "yes\n"},
        Words{"deleted",
              "<w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins><w:r><w:t>yes</w:t></w:r></w:ins></w:p>",
              "yes\n"},
        Words{"field_result",
              "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r>"
              "<w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar "
              "w:fldCharType=\"end\"/></w:r></w:p>",
              "3\n"},
        Words{"cells",
              "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></"
              "w:tc></w:tr></w:tbl>",
              "a\nb\n"},
        Words{"one_of_two_forms",
              "<w:p><w:r><w:t>out</w:t></"
              "w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>box"
              "</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r>"
              "<w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
              "out\nbox\n"}),
    [](const auto& row) { return std::string{row.param.name}; });

TEST(Tree, GivesBackWhatItRead) {
  const std::string source =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<!--a--><w:document xmlns:w=\"" +
      std::string{word} +
      "\" xmlns:x=\"urn:x\" x:b=\"1&#10;2 &quot;&amp;\" a=\"&lt;\"><w:body> <w:p/>\n<![CDATA[a<b]]><?pi "
      "do?>&amp;&lt;\xC2\xA0"
      "</w:body></w:document>";
  const auto tree = Tree::parse(source, "x", "y", word_dialect());
  ASSERT_TRUE(tree) << tree.error().message;
  EXPECT_EQ(to_xml(*tree), source);
}

}  // namespace
}  // namespace caseletters::document
