#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "package/archive.h"

namespace caseletters::package {
namespace {

std::string long_text() {
  std::string text;
  for (int index = 0; index < 3000; ++index) text += "paragraph " + std::to_string(index) + "\n";
  return text;
}

TEST(WriteArchive, ComesBackAsItWentIn) {
  const Compressor compressor;
  const std::string text = long_text();
  const PackedPart mimetype = Compressor::store("mimetype", "application/vnd.oasis.opendocument.text");
  const PackedPart content = compressor.pack("content.xml", text);
  const PackedPart empty = compressor.pack("empty.xml", "");
  const PackedPart accented = compressor.pack("Pictures/caf\xC3\xA9.png", "tiny");
  const auto archive = Archive::open(write_archive({&mimetype, &content, &empty, &accented}), "out.odt");
  ASSERT_TRUE(archive.has_value()) << archive.error().message;
  ASSERT_EQ(archive->entries().size(), 4u);
  EXPECT_EQ(archive->entries()[0].name, "mimetype");
  EXPECT_EQ(archive->entries()[0].method, 0);
  EXPECT_EQ(archive->entries()[1].method, 8);
  EXPECT_EQ(archive->read("mimetype").value(), "application/vnd.oasis.opendocument.text");
  EXPECT_EQ(archive->read("content.xml").value(), text);
  EXPECT_EQ(archive->read("empty.xml").value(), "");
  EXPECT_EQ(archive->read("Pictures/caf\xC3\xA9.png").value(), "tiny");
  EXPECT_EQ(archive->read_compressed("content.xml").value(), content.bytes);
}

TEST(WriteArchive, PutsTheMimetypeWhereOpenDocumentWantsIt) {
  const PackedPart mimetype = Compressor::store("mimetype", "application/vnd.oasis.opendocument.text");
  const std::string bytes = write_archive({&mimetype});
  // ODF 1.3 part 2, 3.3: the name at byte 30 and the type at 38, uncompressed and without an extra field.
  EXPECT_EQ(bytes.substr(30, 8), "mimetype");
  EXPECT_EQ(bytes.substr(38, 39), "application/vnd.oasis.opendocument.text");
}

TEST(WriteArchive, GivesTheSameBytesWhateverTheClockSays) {
  const PackedPart part = Compressor().pack("a.xml", long_text());
  const std::string first = write_archive({&part});
  setenv("TZ", "Pacific/Auckland", 1);
  tzset();
  const std::string second = write_archive({&part});
  unsetenv("TZ");
  tzset();
  EXPECT_EQ(first, second);
  EXPECT_EQ(first.substr(10, 4), std::string("\x00\x00\x21\x00", 4));  // midnight, 1980-01-01
  EXPECT_EQ(first.substr(6, 2), std::string("\x00\x00", 2));           // no flags: sizes stand in the header itself
  EXPECT_EQ(first.substr(28, 2), std::string("\x00\x00", 2));          // no extra field
}

TEST(WriteArchive, WritesLargeParts) {
  std::string noise(300000, '\0');
  unsigned state = 1;
  for (char& byte : noise) {
    state = state * 1664525u + 1013904223u;
    byte = static_cast<char>(state >> 24);
  }
  const PackedPart part = Compressor().pack("image.png", noise);
  EXPECT_EQ(part.method, 0) << "what does not shrink is stored";
  const auto archive = Archive::open(write_archive({&part}), "out.docx");
  ASSERT_TRUE(archive.has_value());
  EXPECT_EQ(archive->read("image.png").value(), noise);
}

TEST(Compressor, StoresWhatDoesNotShrink) {
  const Compressor compressor;
  EXPECT_EQ(compressor.pack("a", "abc").method, 0);
  EXPECT_EQ(compressor.pack("a", "").method, 0);
  EXPECT_EQ(compressor.pack("a", std::string(1000, 'a')).method, 8);
  EXPECT_LT(compressor.pack("a", std::string(1000, 'a')).bytes.size(), 50u);
}

TEST(Compressor, KeepsNothingFromOnePartToTheNext) {
  const Compressor compressor(1);
  const PackedPart alone = compressor.pack("a", long_text());
  static_cast<void>(compressor.pack("b", std::string(500000, 'x')));
  EXPECT_EQ(compressor.pack("a", long_text()).bytes, alone.bytes);
}

// FIPS 180-4, the examples published with it.
TEST(Sha256, GivesThePublishedDigests) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace caseletters::package
