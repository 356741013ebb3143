// Which OpenDocument packages are letters, and what their words are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/document.h"
#include "document/tree.h"
#include "package/archive.h"

namespace caseletters::document {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view text_type = "application/vnd.oasis.opendocument.text";

std::string root(std::string_view name, std::string_view content) {
  return "<office:" + std::string{name} +
         " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
         " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
         " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
         " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
         " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
         " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
         " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">" +
         std::string{content} + "</office:" + std::string{name} + ">";
}

std::string content(std::string_view body) {
  return root("document-content",
              "<office:automatic-styles><style:style style:name=\"gone\" style:family=\"text\"><style:text-properties "
              "text:display=\"none\"/></style:style></office:automatic-styles><office:body><office:text>" +
                  std::string{body} + "</office:text></office:body>");
}

struct PartText {
  std::string name, content;
};

std::string pack(std::string_view type, const std::vector<PartText>& parts) {
  const package::Compressor compressor;
  std::vector<package::PackedPart> packed{package::Compressor::store("mimetype", type)};
  for (const auto& part : parts) packed.push_back(compressor.pack(part.name, part.content));
  std::vector<const package::PackedPart*> all;
  for (const auto& part : packed) all.push_back(&part);
  return package::write_archive(all);
}

std::string words(const std::string& file) {
  const auto document = Document::open(file, "a.odt");
  if (!document) return document.error().code + ": " + document.error().message;
  return words_of(*document).value_or("no words");
}

TEST(OpenDocument, ReadsHeadersBodyFootersNotes) {
  const auto styles =
      root("document-styles",
           "<office:master-styles><style:master-page><style:header><text:p>Head</text:p></style:header>"
           "<style:footer><text:p>Foot</text:p></style:footer></style:master-page></office:master-styles>");
  const auto note =
      "<text:p>Body<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note</text:p>"
      "</text:note-body></text:note></text:p>";
  EXPECT_EQ(words(pack(text_type, {{"content.xml", content(note)}, {"styles.xml", styles}})),
            "Head\nBody\nFoot\nNote\n");
}

struct Words {
  const char* name;
  const char* body;
  const char* expected;
};

class OpenWords : public ::testing::TestWithParam<Words> {};

TEST_P(OpenWords, AreRead) {
  EXPECT_EQ(words(pack(text_type, {{"content.xml", content(GetParam().body)}})), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, OpenWords,
    ::testing::Values(
        Words{"spaces_collapse", "<text:p>\n  a  b<text:span> c</text:span>\n</text:p>", "a b c\n"},
        Words{"spaces_told", "<text:p>a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d</text:p>", "a  b c d\n"},
        Words{"fields", "<text:p>Page <text:page-number>3</text:page-number></text:p>", "Page 3\n"},
        Words{"hidden", "<text:p>a<text:span text:style-name=\"gone\">b</text:span>c</text:p>", "ac\n"},
        Words{"hidden_section",
              "<text:section text:display=\"none\"><text:p>a</text:p></text:section><text:p>b</text:p>", "b\n"},
        Words{"comment",
              "<text:p>a<office:annotation><dc:creator>x</dc:creator><text:p>b</text:p></office:annotation>"
              "c</text:p>",
              "ac\n"},
        Words{"deleted",
              "<text:tracked-changes><text:changed-region><text:deletion><text:p>x</text:p></text:deletion>"
              "</text:changed-region></text:tracked-changes><text:p>a<text:change text:change-id=\"c\"/>"
              "</text:p>",
              "a\n"},
        Words{"list",
              "<text:list><text:list-header><text:p>a</text:p></text:list-header><text:list-item><text:p>b"
              "</text:p></text:list-item></text:list>",
              "a\nb\n"},
        Words{"table",
              "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
              "<table:covered-table-cell/></table:table-row></table:table>",
              "a\n"},
        Words{"box",
              "<text:p>a<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box><svg:desc>c</svg:desc>"
              "</draw:frame></text:p>",
              "a\nb\n"},
        Words{"ruby",
              "<text:p><text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text>"
              "</text:ruby></text:p>",
              "a\n"}),
    [](const auto& one) { return std::string{one.param.name}; });

struct Refused {
  const char* name;
  const char* type;
  std::vector<PartText> parts;
  const char* expected;
};

class OpenRefused : public ::testing::TestWithParam<Refused> {};

TEST_P(OpenRefused, SaysWhy) {
  EXPECT_THAT(words(pack(GetParam().type, GetParam().parts)), HasSubstr(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    All, OpenRefused,
    ::testing::Values(
        Refused{
            "spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", {}, "not-a-document: The file is a Libre"},
        Refused{"master", "application/vnd.oasis.opendocument.text-master", {}, "not-a-document: The file is a master"},
        Refused{"old", "application/vnd.sun.xml.writer", {}, "old-format"},
        Refused{"other", "application/epub+zip", {}, "not-a-document: The file is neither"},
        Refused{"empty", "application/vnd.oasis.opendocument.text", {}, "part-missing"},
        Refused{"macros",
                "application/vnd.oasis.opendocument.text",
                {{"content.xml", "<a/>"}, {"Basic/Standard/Module1.xml", "<m/>"}},
                "has-macros"},
        Refused{"password",
                "application/vnd.oasis.opendocument.text",
                {{"content.xml", "x"},
                 {"META-INF/manifest.xml",
                  "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry "
                  "m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>"}},
                "password: The file is password-protected"}),
    [](const auto& one) { return std::string{one.param.name}; });

TEST(OpenDocument, ListsOfMacroLibrariesAreNoMacros) {
  EXPECT_EQ(words(pack(text_type, {{"content.xml", content("<text:p>a</text:p>")},
                                   {"Basic/script-lc.xml", "<l/>"},
                                   {"Basic/Standard/script-lb.xml", "<l/>"}})),
            "a\n");
}

TEST(OpenDocument, WritesCharactersBareAgain) {
  const auto source = content("<text:p>a &amp; <text:span>b</text:span><text:s/> c</text:p>");
  const auto tree = Tree::parse(source, "x", "content.xml", opendocument_dialect());
  ASSERT_TRUE(tree);
  EXPECT_EQ(to_xml(*tree), source);
}

}  // namespace
}  // namespace caseletters::document
