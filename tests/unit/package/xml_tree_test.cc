#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "package/xml.h"

namespace caseletters::package {
namespace {

using ::testing::HasSubstr;
using namespace std::string_literals;

std::string nested(int depth) {
  std::string text;
  for (int level = 0; level < depth; ++level) text += "<a>";
  for (int level = 0; level < depth; ++level) text += "</a>";
  return text;
}

std::string utf16(std::string_view ascii, bool big, bool mark) {
  std::string out;
  const auto put = [&](unsigned unit) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    out += big ? high : low;
    out += big ? low : high;
  };
  if (mark) put(0xFEFF);
  for (const char letter : ascii) put(letter == '#' ? 0xE9u : static_cast<unsigned char>(letter));  // # stands for é
  return out;
}

struct Refused {
  std::string name;
  std::string xml;
  std::string code;
  int line;
  std::string says;
};

std::ostream& operator<<(std::ostream& out, const Refused& row) {
  return out << row.name;
}

const std::vector<Refused>& refused_rows() {
  static const std::vector<Refused> rows = {
      {"Empty", "", "bad-xml", 0, "empty"},
      {"NoElement", "hello", "bad-xml", 1, "begin"},
      {"DeepByOne", nested(257), "too-deep", 1, "256"},
      {"DeepByFar", nested(200000), "too-deep", 1, "256"},
      {"Doctype", "<?xml version=\"1.0\"?>\n<!DOCTYPE a>\n<a/>", "doctype", 2, "DOCTYPE"},
      {"EntityBomb", "<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;&x;&x;\">]><a>&y;&y;</a>", "doctype", 1,
       "DOCTYPE"},
      {"ExternalEntity", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "doctype", 1, "DOCTYPE"},
      {"UnknownEntity", "<a>\n&nbsp;</a>", "bad-xml", 2, "&nbsp;"},
      {"UnknownEntityInAttribute", "<a b='&nbsp;'/>", "bad-xml", 1, "&nbsp;"},
      {"InvalidUtf8", "<a>\n\xC3(</a>", "bad-encoding", 2, "encoding"},
      {"OverlongUtf8", "<a>\xC0\xAF</a>", "bad-encoding", 1, "encoding"},
      {"LoneSurrogate", "<a>\xED\xA0\x80</a>", "bad-xml", 1, ""},
      {"ControlCharacter", "<a>\x01</a>", "bad-xml", 1, "character"},
      {"ControlReference", "<a>&#1;</a>", "bad-xml", 1, "character"},
      {"Nul", "<a>b\0c</a>"s, "bad-xml", 1, ""},
      {"TwoRoots", "<a/>\n<b/>", "bad-xml", 2, "follows the end"},
      {"TrailingText", "<a/>text", "bad-xml", 1, "follows the end"},
      {"DuplicateAttribute", "<a b='1' b='2'/>", "bad-xml", 1, "twice"},
      {"DuplicateByNamespace", "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", "bad-xml", 1, "twice"},
      {"UndeclaredPrefix", "<a>\n<p:b/></a>", "bad-xml", 2, "prefix p"},
      {"UndeclaredAttributePrefix", "<a p:b='1'/>", "bad-xml", 1, "prefix p"},
      {"Mismatch", "<a>\n<b>\n</c></a>", "bad-xml", 3, "<b> (line 2)"},
      {"Unclosed", "<a><b></b>", "bad-xml", 1, "breaks off"},
      {"UnknownEncoding", "<?xml version='1.0' encoding='klingon'?><a/>", "bad-encoding", 0, "UTF-8"},
  };
  return rows;
}

class XmlRefuses : public ::testing::TestWithParam<Refused> {};

TEST_P(XmlRefuses, AsATree) {
  const Refused& row = GetParam();
  const auto tree = XmlTree::parse(row.xml, "t.docx", "word/document.xml");
  ASSERT_FALSE(tree.has_value());
  EXPECT_EQ(tree.error().code, row.code) << tree.error().message;
  if (row.line > 0) {
    EXPECT_EQ(tree.error().line, row.line) << tree.error().message;
  }
  EXPECT_THAT(tree.error().message + tree.error().hint, HasSubstr(row.says));
  EXPECT_THAT(tree.error().message, HasSubstr("word/document.xml"));
  EXPECT_EQ(tree.error().file, "t.docx");
}

class Ignore : public StreamHandler {
 public:
  void start(std::string_view, std::string_view, std::span<const StreamAttribute>) override {}
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}
};

TEST_P(XmlRefuses, AsAStreamInPiecesOfAnySize) {
  const Refused& row = GetParam();
  for (const std::size_t size : {1u, 7u, 4096u}) {
    Ignore handler;
    XmlStream stream(handler, "t.xlsx", "xl/sheet1.xml");
    Result<void> result;
    for (std::size_t at = 0; result && at < row.xml.size(); at += size) {
      result = stream.feed(std::string_view(row.xml).substr(at, size));
    }
    if (result) result = stream.finish();
    ASSERT_FALSE(result.has_value()) << size;
    EXPECT_EQ(result.error().code, row.code) << result.error().message;
    EXPECT_EQ(result.error().file, "t.xlsx");
    EXPECT_FALSE(stream.finish().has_value()) << "a failure stays one";
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, XmlRefuses, ::testing::ValuesIn(refused_rows()),
                         [](const auto& row) { return row.param.name; });

std::string printed(XmlTree& tree) {
  std::ostringstream out;
  tree.document().save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

struct Kept {
  std::string name;
  std::string xml;
};

std::ostream& operator<<(std::ostream& out, const Kept& row) {
  return out << row.name;
}

class XmlKeeps : public ::testing::TestWithParam<Kept> {};

TEST_P(XmlKeeps, EveryByte) {
  auto tree = XmlTree::parse(GetParam().xml, "t.docx", "p.xml");
  ASSERT_TRUE(tree.has_value()) << tree.error().message;
  EXPECT_EQ(printed(*tree), GetParam().xml);
}

INSTANTIATE_TEST_SUITE_P(
    Content, XmlKeeps,
    ::testing::Values(Kept{"WhiteSpaceOnly", "<a> <b>  </b>\n\t<c xml:space=\"preserve\"> </c> </a>"},
                      Kept{"CommentsAndInstructions", "<a><!-- one --><?mso-x two?>t</a>"},
                      Kept{"Cdata", "<a><![CDATA[x < y & z]]></a>"},
                      Kept{"Escapes", "<a b=\"1 &lt; 2 &amp; &quot;3&quot;\">&lt;w&gt; &amp;amp;</a>"},
                      Kept{"UnusualPrefixes", "<zz:a xmlns:zz=\"u\" zz:b=\"1\"><b xmlns=\"v\"/></zz:a>"},
                      Kept{"OddNamespaceAddress", "<a xmlns:o=\"not a uri at all\" o:b=\"1\"/>"},
                      Kept{"Depth256", nested(255).insert(255 * 3, "<a/>")},
                      Kept{"Emoji", "<a>\xF0\x9F\x91\xA9\xF0\x9F\x8F\xBD caf\xC3\xA9 \xD7\xA9</a>"}),
    [](const auto& row) { return row.param.name; });

TEST(XmlTree, RefusesHalfAUtf16Character) {
  const auto tree = XmlTree::parse(utf16("<a/>", false, true) + "\xD8", "t.xml", "");
  ASSERT_FALSE(tree.has_value());
  EXPECT_EQ(tree.error().code, "bad-encoding");
}

TEST(XmlTree, BearsTwelveMillionCharactersInOneText) {
  const std::string text(12'000'000, 'x');
  auto tree = XmlTree::parse("<a>" + text + "</a>", "t.docx", "p.xml");
  ASSERT_TRUE(tree.has_value()) << tree.error().message;
  EXPECT_EQ(std::string_view(tree->root().child_value()).size(), text.size());
}

struct Encoded {
  std::string name;
  std::string bytes;
  std::string declaration;
};

std::ostream& operator<<(std::ostream& out, const Encoded& row) {
  return out << row.name;
}

class XmlReads : public ::testing::TestWithParam<Encoded> {};

TEST_P(XmlReads, AsUtf8) {
  auto tree = XmlTree::parse(GetParam().bytes, "t.xml", "");
  ASSERT_TRUE(tree.has_value()) << tree.error().message;
  EXPECT_STREQ(tree->root().child_value(), "caf\xC3\xA9");
  EXPECT_EQ(tree->declaration(), GetParam().declaration);

  class Collect : public Ignore {
   public:
    void text(std::string_view characters) override { got += characters; }
    std::string got;
  } handler;
  XmlStream stream(handler, "t.xml", "");
  ASSERT_TRUE(stream.feed(GetParam().bytes));
  ASSERT_TRUE(stream.finish());
  EXPECT_EQ(handler.got, "caf\xC3\xA9");
}

INSTANTIATE_TEST_SUITE_P(
    Encodings, XmlReads,
    ::testing::Values(
        Encoded{"Plain", "<a>caf\xC3\xA9</a>", ""},
        Encoded{"ByteOrderMark", "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><a>caf\xC3\xA9</a>",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>"},
        Encoded{"Utf16LittleWithMark", utf16("<?xml version='1.0' encoding='UTF-16'?><a>caf#</a>", false, true),
                "<?xml version='1.0' encoding='UTF-8'?>"},
        Encoded{"Utf16BigWithMark", utf16("<a>caf#</a>", true, true), ""},
        Encoded{"Utf16LittleBare", utf16("<?xml version='1.0' encoding='UTF-16LE'?><a>caf#</a>", false, false),
                "<?xml version='1.0' encoding='UTF-8'?>"},
        Encoded{"Latin1", "<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xE9</a>",
                "<?xml version='1.0' encoding='UTF-8'?>"},
        Encoded{"Windows1252", "<?xml version='1.0' encoding='windows-1252'?><a>caf\xE9</a>",
                "<?xml version='1.0' encoding='UTF-8'?>"},
        Encoded{"ClaimsUtf16ButIsNot", "<?xml version='1.0' encoding='utf-16'?><a>caf\xC3\xA9</a>",
                "<?xml version='1.0' encoding='utf-16'?>"}),
    [](const auto& row) { return row.param.name; });

TEST(XmlTree, KnowsTheLineOfANode) {
  auto tree =
      XmlTree::parse("<?xml version='1.0'?>\r\n<policy>\r\n  <fact/>\r\n  <fact>\n text</fact></policy>", "p.xml", "");
  ASSERT_TRUE(tree.has_value());
  EXPECT_EQ(tree->line_of(tree->root()), 2);
  EXPECT_EQ(tree->line_of(tree->root().first_element_by_path("fact")), 3);
  EXPECT_EQ(tree->line_of(tree->root().last_child()), 4);
  EXPECT_EQ(tree->line_of(tree->root().append_child("made")), 0);
}

TEST(XmlTree, NodesStayValidWhenMoved) {
  auto parsed = XmlTree::parse("<a><b>c</b></a>", "p.xml", "");
  ASSERT_TRUE(parsed.has_value());
  const pugi::xml_node node = parsed->root().child("b");
  const XmlTree moved = std::move(*parsed);
  EXPECT_STREQ(node.child_value(), "c");
  EXPECT_EQ(moved.root().child("b"), node);
}

TEST(Escaping, TextAndAttributesComeBackAsTheyWere) {
  const std::string awkward = "<&>\"' ]]> \t\r\n {{x}} \xC3\xA9";
  std::string xml = "<a b=\"";
  append_escaped_attribute(xml, awkward);
  xml += "\">";
  append_escaped_text(xml, awkward);
  xml += "</a>";
  auto tree = XmlTree::parse(xml, "p.xml", "");
  ASSERT_TRUE(tree.has_value()) << tree.error().message;
  EXPECT_EQ(tree->root().child_value(), awkward);
  EXPECT_EQ(tree->root().attribute("b").value(), awkward);
}

TEST(XmlTree, MoreElementsThanFitIntoMemoryAreRefused) {
  std::string most;
  for (int i = 0; i < 999'999; ++i) most += "<p/>";
  const auto tree = XmlTree::parse("<a>" + most + "<p/></a>", "letter.docx", "word/document.xml");
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().code, "too-many-elements");
  EXPECT_EQ(tree.error().file, "letter.docx");
  EXPECT_THAT(tree.error().message, HasSubstr("word/document.xml holds more than 1 million"));
}

}  // namespace
}  // namespace caseletters::package
