#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "package/xml.h"

namespace caseletters::package {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Record : public StreamHandler {
 public:
  void start(std::string_view local_name, std::string_view namespace_uri,
             std::span<const StreamAttribute> attributes) override {
    flush();
    std::string line = "<" + name(local_name, namespace_uri);
    for (const StreamAttribute& attribute : attributes) {
      line += " " + name(attribute.local_name, attribute.namespace_uri) + "=" + std::string(attribute.value);
    }
    events.push_back(line);
  }
  void end(std::string_view local_name, std::string_view namespace_uri) override {
    flush();
    events.push_back("/" + name(local_name, namespace_uri));
  }
  void text(std::string_view characters) override { run += characters; }
  [[nodiscard]] bool done() const override { return events.size() >= enough; }

  std::vector<std::string> events;
  std::size_t enough = 1000000;

 private:
  static std::string name(std::string_view local_name, std::string_view uri) {
    return uri.empty() ? std::string(local_name) : "{" + std::string(uri) + "}" + std::string(local_name);
  }
  void flush() {
    if (!run.empty()) events.push_back("'" + run + "'");
    run.clear();
  }
  std::string run;
};

constexpr std::string_view kSheet =
    "<?xml version=\"1.0\"?><x:sheet xmlns:x=\"u\" xmlns=\"v\"><c r=\"A&amp;1\" x:s='&#38;&lt;&quot;2'>caf\xC3\xA9 "
    "&amp; "
    "<![CDATA[<t>]]></c><!-- no --><?no no?><v/> </x:sheet>";

TEST(XmlStream, TellsNamesAttributesAndTextWhateverThePieces) {
  for (const std::size_t size : {1u, 2u, 3u, 5u, 64u, 100000u}) {
    Record record;
    XmlStream stream(record, "t.xlsx", "sheet.xml");
    for (std::size_t at = 0; at < kSheet.size(); at += size) ASSERT_TRUE(stream.feed(kSheet.substr(at, size)));
    ASSERT_TRUE(stream.finish());
    EXPECT_THAT(record.events, ElementsAre("<{u}sheet", "<{v}c r=A&1 {u}s=&<\"2", "'caf\xC3\xA9 & <t>'", "/{v}c",
                                           "<{v}v", "/{v}v", "' '", "/{u}sheet"))
        << size;
  }
}

TEST(XmlStream, StopsInPeaceWhenTheHandlerHasEnough) {
  Record record;
  record.enough = 2;
  XmlStream stream(record, "t.xlsx", "sheet.xml");
  ASSERT_TRUE(stream.feed("<a><b/>"));
  EXPECT_TRUE(stream.feed("what follows is not even < XML"));
  EXPECT_TRUE(stream.finish());
}

TEST(XmlStream, SaysWhenADocumentIsCutShort) {
  Record record;
  XmlStream stream(record, "t.xlsx", "sheet.xml");
  ASSERT_TRUE(stream.feed("<a><b/>"));
  const auto result = stream.finish();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, "bad-xml");
}

TEST(XmlStream, LetsAHandlersExceptionOut) {
  class Throws : public Record {
    void end(std::string_view, std::string_view) override { throw std::runtime_error("enough"); }
  } handler;
  XmlStream stream(handler, "t.xlsx", "sheet.xml");
  EXPECT_THROW(static_cast<void>(stream.feed("<a><b/></a>")), std::runtime_error);
}

TEST(XmlStream, CarriesTextLongerThanTenMillionCharacters) {
  class Count : public Record {
   public:
    void text(std::string_view characters) override { length += characters.size(); }
    std::size_t length = 0;
  } handler;
  XmlStream stream(handler, "t.xlsx", "sheet.xml");
  ASSERT_TRUE(stream.feed("<a>"));
  const std::string piece(1 << 16, 'x');
  for (int count = 0; count < 200; ++count) ASSERT_TRUE(stream.feed(piece));
  ASSERT_TRUE(stream.feed("</a>"));
  ASSERT_TRUE(stream.finish());
  EXPECT_EQ(handler.length, 200u << 16);
}

TEST(XmlStream, RefusesTextWithoutEnd) {
  Record record;
  XmlStream stream(record, "t.xlsx", "sheet.xml");
  class Drop : public Record {
   public:
    void text(std::string_view) override {}
  } handler;
  XmlStream endless(handler, "t.xlsx", "sheet.xml");
  Result<void> result = endless.feed("<a>");
  const std::string piece(1 << 20, 'x');
  for (int count = 0; result && count < 1024; ++count) result = endless.feed(piece);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, "bad-xml");
  EXPECT_THAT(result.error().message, HasSubstr("64 million"));
}

TEST(XmlStream, ReadsAnAttributeOfManyCharacters) {
  Record record;
  XmlStream stream(record, "t.xlsx", "sheet.xml");
  const std::string value(200000, 'y');
  ASSERT_TRUE(stream.feed("<a b='" + value + "'/>"));
  ASSERT_TRUE(stream.finish());
  EXPECT_EQ(record.events.front(), "<a b=" + value);
}

}  // namespace
}  // namespace caseletters::package
