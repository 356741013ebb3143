#include "package/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "zip_bytes.h"

namespace caseletters::package {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string words(std::size_t count) {
  std::string text;
  for (std::size_t index = 0; index < count; ++index) text += "<w:t>word " + std::to_string(index * 7919) + "</w:t>";
  return text;
}

std::string noise(std::size_t count) {
  std::mt19937 random(7);
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() & 0xFF);
  return bytes;
}

std::string ole_file(std::string_view stream) {
  std::string bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  bytes.resize(1024, '\0');
  std::string entry;
  for (const char letter : stream) {
    entry += letter;
    entry += '\0';
  }
  entry.resize(128, '\0');
  entry[64] = static_cast<char>(2 * (stream.size() + 1));
  entry[66] = 2;
  return bytes + entry + std::string(384, '\0');
}

std::string zip64_file() {
  // One stored part whose sizes stand only in the Zip64 extra field, with a Zip64 end of central directory.
  const auto le = [](std::uint64_t value, int count) {
    std::string out;
    for (int index = 0; index < count; ++index) out += static_cast<char>((value >> (8 * index)) & 0xFF);
    return out;
  };
  const PackedPart part = Compressor::store("a.txt", "hello");
  const std::string extra = le(1, 2) + le(16, 2) + le(5, 8) + le(5, 8);
  const std::string common = le(45, 2) + le(0, 2) + le(0, 2) + le(0, 2) + le(33, 2) + le(part.crc, 4) +
                             le(0xFFFFFFFF, 4) + le(0xFFFFFFFF, 4) + le(5, 2) + le(extra.size(), 2);
  std::string bytes = le(0x04034b50, 4) + common + part.name + extra + part.bytes;
  const std::size_t start = bytes.size();
  bytes +=
      le(0x02014b50, 4) + le(45, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(0, 4) + part.name + extra;
  const std::size_t end = bytes.size();
  bytes += le(0x06064b50, 4) + le(44, 8) + le(45, 2) + le(45, 2) + le(0, 4) + le(0, 4) + le(1, 8) + le(1, 8) +
           le(end - start, 8) + le(start, 8);
  bytes += le(0x07064b50, 4) + le(0, 4) + le(end, 8) + le(1, 4);
  bytes += le(0x06054b50, 4) + le(0, 2) + le(0, 2) + le(0xFFFF, 2) + le(0xFFFF, 2) + le(0xFFFFFFFF, 4) +
           le(0xFFFFFFFF, 4) + le(0, 2);
  return bytes;
}

RawPart with_size(RawPart part, std::uint32_t size) {
  part.size = size;
  return part;
}

RawPart with_flags(RawPart part, std::uint16_t flags) {
  part.flags = flags;
  return part;
}

RawPart with_method(RawPart part, std::uint16_t method) {
  part.method = method;
  return part;
}

RawPart with_mode(RawPart part, std::uint32_t mode) {
  part.attributes = mode << 16;
  return part;
}

RawPart at_offset(RawPart part, std::uint32_t offset, bool omit_local) {
  part.local_offset = offset;
  part.omit_local = omit_local;
  return part;
}

std::vector<RawPart> many_parts(std::size_t count) {
  std::vector<RawPart> parts;
  for (std::size_t index = 0; index < count; ++index)
    parts.push_back(RawPart::stored("p" + std::to_string(index), "x"));
  return parts;
}

struct Refused {
  std::string name;
  std::string bytes;
  std::string code;
  std::string says;
};

std::ostream& operator<<(std::ostream& out, const Refused& row) {
  return out << row.name;
}

class ArchiveRefuses : public ::testing::TestWithParam<Refused> {};

TEST_P(ArchiveRefuses, WithCodeAndRemedy) {
  const auto archive = Archive::open(GetParam().bytes, "cases.xlsx");
  ASSERT_FALSE(archive.has_value());
  EXPECT_EQ(archive.error().code, GetParam().code) << archive.error().message;
  EXPECT_THAT(archive.error().message + " " + archive.error().hint, HasSubstr(GetParam().says));
  EXPECT_EQ(archive.error().file, "cases.xlsx");
  EXPECT_FALSE(archive.error().hint.empty());
}

const std::string kGood = zip_of({RawPart::deflated("word/document.xml", words(200)), RawPart::stored("b.txt", "b")});

INSTANTIATE_TEST_SUITE_P(
    Faults, ArchiveRefuses,
    ::testing::Values(
        Refused{"Empty", "", "empty-file", "empty"},
        Refused{"NotAZip", "Case ID,First name\n1,Ann\n", "not-a-package", "not a Word"},
        Refused{"FlatOpenDocument", "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"urn:x\"/>",
                "flat-format", "flat form"},
        Refused{"FlatWord",
                "<?xml version=\"1.0\"?><p:package xmlns:p=\"http://schemas.microsoft.com/office/2006/xmlPackage\"/>",
                "flat-format", "one XML text"},
        Refused{"RichText", "{\\rtf1\\ansi Dear}", "old-format", "Rich Text"},
        Refused{"Pdf", "%PDF-1.7\n", "not-a-package", "a PDF"},
        Refused{"WebPage", "<!DOCTYPE html><html><body>Dear</body></html>", "not-a-package", "a web page"},
        Refused{"HoldsNothing", zip_of({}), "not-a-package", "holds nothing"},
        Refused{"JunkBefore", "mail header\r\n" + kGood, "junk-before", "before the start"},
        Refused{"Truncated", kGood.substr(0, kGood.size() / 2), "truncated", "incomplete copy"},
        Refused{"TruncatedThenZeros", kGood.substr(0, kGood.size() - 200) + std::string(200, '\0'), "truncated",
                "incomplete copy"},
        Refused{"LastByteMissing", kGood.substr(0, kGood.size() - 1), "truncated", "incomplete copy"},
        Refused{"LastRecordCut", kGood.substr(0, kGood.size() - 18), "truncated", "incomplete copy"},
        Refused{"MiddleMissing", kGood.substr(0, 100) + kGood.substr(300), "damaged", "damaged"},
        Refused{"EncryptedOffice", ole_file("EncryptedPackage"), "password", "remove the password"},
        Refused{"OldExcel", ole_file("Workbook"), "old-format", ".xlsx"},
        Refused{"OldWord", ole_file("WordDocument"), "old-format", ".docx"},
        Refused{"OtherOle", ole_file("PowerPoint Document"), "old-format", "old Microsoft Office"},
        Refused{"EncryptedEntry", zip_of({with_flags(RawPart::stored("a.xml", "abcdefghijklmnop"), 1)}), "password",
                "Remove the password"},
        Refused{"ParentName", zip_of({RawPart::stored("../evil", "x")}), "unsafe-name", "../evil"},
        Refused{"ParentInside", zip_of({RawPart::stored("word/../../evil", "x")}), "unsafe-name", "evil"},
        Refused{"AbsoluteName", zip_of({RawPart::stored("/etc/passwd", "x")}), "unsafe-name", "/etc/passwd"},
        Refused{"BackslashName", zip_of({RawPart::stored("word\\document.xml", "x")}), "unsafe-name", "word\\"},
        Refused{"DriveName", zip_of({RawPart::stored("C:evil", "x")}), "unsafe-name", "C:evil"},
        Refused{"ControlName", zip_of({RawPart::stored("a\x1b[2J", "x")}), "unsafe-name", "[2J"},
        Refused{"Duplicate", zip_of({RawPart::stored("a.xml", "x"), RawPart::stored("a.xml", "y")}), "duplicate-part",
                "a.xml"},
        Refused{"DuplicateInCase", zip_of({RawPart::stored("a.xml", "x"), RawPart::stored("A.XML", "y")}),
                "duplicate-part", "A.XML"},
        Refused{"DuplicateInCaseAccented",
                zip_of({with_flags(RawPart::stored("\xC3\xA9.xml", "x"), 0x800),
                        with_flags(RawPart::stored("\xC3\x89.xml", "y"), 0x800)}),
                "duplicate-part", "twice"},
        Refused{"TooMany", zip_of(many_parts(2001)), "too-many-parts", "2001"},
        Refused{"Ratio", zip_of({RawPart::deflated("a.xml", std::string(10 << 20, 'a'))}), "zip-bomb", "unpack"},
        Refused{"ClaimsFourGigabytes", zip_of({with_size(RawPart::deflated("a.xml", words(20)), 0xFFFFFFFE)}),
                "zip-bomb", "unpack"},
        Refused{
            "SharedHeader",
            zip_of({RawPart::stored("a.bin", noise(5000)), at_offset(RawPart::stored("b.bin", noise(5000)), 0, true)}),
            "overlapping-parts", "over one another"},
        Refused{"SharedSmallHeader",
                zip_of({RawPart::stored("a.bin", noise(20)), at_offset(RawPart::stored("b.bin", noise(20)), 0, true)}),
                "overlapping-parts", "over one another"},
        Refused{"QuotedOverlap",
                zip_of({RawPart::stored("a.bin", zip_of({RawPart::stored("b.bin", noise(3000))})),
                        at_offset(RawPart::stored("b.bin", noise(3000)), 35, true)}),
                "overlapping-parts", "over one another"},
        Refused{"Symlink", zip_of({with_mode(RawPart::stored("a.xml", "/etc/passwd"), 0120777)}), "symlink",
                "points to"},
        Refused{"Bzip2", zip_of({with_method(RawPart::stored("a.xml", "abc"), 12)}), "unsupported-compression", "12"},
        Refused{"StoredSizeLies", zip_of({with_size(RawPart::stored("a.xml", "abc"), 50000)}), "damaged", "a.xml"}),
    [](const auto& row) { return row.param.name; });

struct Damage {
  std::string name;
  RawPart part;
};

std::ostream& operator<<(std::ostream& out, const Damage& row) {
  return out << row.name;
}

class ArchiveRefusesPart : public ::testing::TestWithParam<Damage> {};

TEST_P(ArchiveRefusesPart, HoweverItIsRead) {
  const auto archive = Archive::open(zip_of({GetParam().part, RawPart::stored("good.xml", "<a/>")}), "t.docx");
  ASSERT_TRUE(archive.has_value()) << archive.error().message;
  const auto read = archive->read("part");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, "damaged");
  EXPECT_THAT(read.error().message, HasSubstr("part"));
  EXPECT_EQ(read.error().file, "t.docx");
  EXPECT_FALSE(archive->read_compressed("part").has_value());
  const auto streamed = archive->stream("part", [](std::string_view) { return true; });
  ASSERT_FALSE(streamed.has_value());
  EXPECT_EQ(streamed.error().code, "damaged");
  EXPECT_EQ(archive->read("good.xml").value(), "<a/>");
}

RawPart with_bad_crc(RawPart part) {
  part.crc ^= 1;
  return part;
}

RawPart with_flipped_byte(RawPart part) {
  part.bytes[part.bytes.size() / 2] = static_cast<char>(part.bytes[part.bytes.size() / 2] ^ 0x10);
  return part;
}

RawPart cut_short(RawPart part) {
  part.bytes.resize(part.bytes.size() / 2);
  return part;
}

INSTANTIATE_TEST_SUITE_P(
    Faults, ArchiveRefusesPart,
    ::testing::Values(Damage{"StoredBadSum", with_bad_crc(RawPart::stored("part", words(10)))},
                      Damage{"DeflatedBadSum", with_bad_crc(RawPart::deflated("part", words(100)))},
                      Damage{"LongBadSum", with_bad_crc(RawPart::deflated("part", words(20000)))},
                      Damage{"WholePiecesBadSum", with_bad_crc(RawPart::stored("part", noise(128 << 10)))},
                      Damage{"FlippedByte", with_flipped_byte(RawPart::deflated("part", words(3000)))},
                      Damage{"CutShort", cut_short(RawPart::deflated("part", words(3000)))},
                      Damage{"SaysLonger", with_size(RawPart::deflated("part", words(100)), 9000)},
                      Damage{"SaysShorter", with_size(RawPart::deflated("part", words(100)), 90)}),
    [](const auto& row) { return row.param.name; });

TEST(Archive, ReadsPartsInDirectoryOrder) {
  const std::string text = words(5000);
  const auto archive = Archive::open(zip_of({RawPart::stored("mimetype", "application/zip"),
                                             RawPart::deflated("content.xml", text), RawPart::stored("Pictures/", "")}),
                                     "t.odt");
  ASSERT_TRUE(archive.has_value()) << archive.error().message;
  std::vector<std::string> names;
  for (const Entry& entry : archive->entries()) names.push_back(entry.name);
  EXPECT_THAT(names, ElementsAre("mimetype", "content.xml", "Pictures/"));
  ASSERT_NE(archive->find("content.xml"), nullptr);
  EXPECT_EQ(archive->find("content.xml")->size, text.size());
  EXPECT_EQ(archive->find("content.xml")->method, 8);
  EXPECT_EQ(archive->find("Content.xml"), nullptr);
  EXPECT_EQ(archive->read("content.xml").value(), text);
  EXPECT_EQ(archive->read("mimetype").value(), "application/zip");
  EXPECT_EQ(archive->read("missing.xml").error().code, "part-missing");
}

TEST(Archive, StreamsInPiecesAndStopsWhenAsked) {
  const std::string text = words(50000);
  const auto archive = Archive::open(zip_of({RawPart::deflated("sheet.xml", text)}), "t.xlsx");
  ASSERT_TRUE(archive.has_value());
  std::string got;
  std::size_t pieces = 0;
  ASSERT_TRUE(archive->stream("sheet.xml", [&](std::string_view piece) {
    got += piece;
    ++pieces;
    return true;
  }));
  EXPECT_EQ(got, text);
  EXPECT_GT(pieces, 5u);
  std::size_t taken = 0;
  EXPECT_TRUE(archive->stream("sheet.xml", [&](std::string_view) { return ++taken < 2; }));
  EXPECT_EQ(taken, 2u);
}

TEST(Archive, ReadsZip64) {
  const auto archive = Archive::open(zip64_file(), "t.xlsx");
  ASSERT_TRUE(archive.has_value()) << archive.error().message;
  EXPECT_EQ(archive->read("a.txt").value(), "hello");
}

TEST(Archive, ReadsATrailingCommentAndNamesWithAccents) {
  const auto archive =
      Archive::open(zip_of({with_flags(RawPart::stored("Pictures/caf\xC3\xA9.png", "x"), 0x800)}), "t.odt");
  ASSERT_TRUE(archive.has_value()) << archive.error().message;
  EXPECT_EQ(archive->read("Pictures/caf\xC3\xA9.png").value(), "x");
}

TEST(Archive, KeepsToTheLimitsItIsGiven) {
  Limits limits;
  limits.part_bytes = 1000;
  limits.streamed_bytes = 100000;
  const auto archive = Archive::open(zip_of({RawPart::deflated("a.xml", words(100))}), "t.docx", limits);
  ASSERT_TRUE(archive.has_value());
  EXPECT_EQ(archive->read("a.xml").error().code, "part-too-large");
  EXPECT_EQ(archive->read_compressed("a.xml").error().code, "part-too-large");
  EXPECT_TRUE(archive->stream("a.xml", [](std::string_view) { return true; }));
  const auto refused = Archive::open(zip_of({RawPart::deflated("a.xml", noise(200000))}), "t.docx", limits);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "part-too-large");
}

TEST(Archive, StaysWholeWhenMoved) {
  auto archive = Archive::open(std::string(kGood), "a.docx");
  ASSERT_TRUE(archive.has_value());
  Archive moved = std::move(*archive);
  auto other = Archive::open(zip_of({RawPart::stored("x", "y")}), "b.docx");
  ASSERT_TRUE(other.has_value());
  *other = std::move(moved);
  EXPECT_EQ(other->file(), "a.docx");
  EXPECT_EQ(other->read("word/document.xml").value(), words(200));
}

// Any byte changed anywhere: refused or read as before, never anything else.
TEST(Archive, BearsAnyFlippedByte) {
  const std::string content = words(20);
  const std::string good = zip_of({RawPart::deflated("a.xml", content), RawPart::stored("b.txt", "stored bytes")});
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ flip);
      const auto archive = Archive::open(std::move(bad), "t.docx");
      if (!archive) continue;
      EXPECT_EQ(archive->read("a.xml").value_or(content), content) << "byte " << at;
      EXPECT_EQ(archive->read("b.txt").value_or("stored bytes"), "stored bytes") << "byte " << at;
    }
  }
}

TEST(Archive, BearsBeingCutAnywhere) {
  for (std::size_t length = 0; length < kGood.size(); ++length) {
    EXPECT_FALSE(Archive::open(kGood.substr(0, length), "t.docx").has_value()) << length;
  }
}

}  // namespace
}  // namespace caseletters::package
