#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sheets/csv_text.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using ::testing::ElementsAre;

struct Reading {
  const char* name;
  std::string bytes;
  std::vector<std::string> rows;
};

class CsvReadings : public ::testing::TestWithParam<Reading> {};

TEST_P(CsvReadings, GiveTheirRows) {
  EXPECT_EQ(shown(*opened(GetParam().bytes, "cases.csv")), GetParam().rows);
}

std::string utf16(const std::u16string& text, bool big, bool mark) {
  std::string bytes = mark ? (big ? "\xFE\xFF" : "\xFF\xFE") : "";
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += big ? high : low;
    bytes += big ? low : high;
  }
  return bytes;
}

INSTANTIATE_TEST_SUITE_P(
    All, CsvReadings,
    ::testing::Values(Reading{"comma", "a,b\r\n1,2\r\n", {"1:|a|b", "2:|1|2"}},
                      Reading{"semicolon", "a;b\n1,5;2\n", {"1:|a|b", "2:|1,5|2"}},
                      Reading{"bar", "a|b\nx, y, z|2\n", {"1:|a|b", "2:|x, y, z|2"}},
                      Reading{"bar_within_a_cell", "a,b\n1,x|y|z\n", {"1:|a|b", "2:|1|x|y|z"}},
                      Reading{"tab", "a\tb\n1, 2, 3\t4\n", {"1:|a|b", "2:|1, 2, 3|4"}},
                      Reading{"said", "sep=|\r\na|b\r\n", {"1:|a|b"}},
                      Reading{"quotes", "\"a \"\"x\"\"\",\"b,c\"\n", {"1:|a \"x\"|b,c"}},
                      Reading{"new_lines_in_cells", "a,\"b\nc\r\nd\"\ne,f", {"1:|a|b\nc\r\nd", "2:|e|f"}},
                      Reading{"spaces_stay", " a , b \n", {"1:| a | b "}},
                      Reading{"blank_lines_count", "a,b\r\n\r\n\r\n1,2", {"1:|a|b", "4:|1|2"}},
                      Reading{"old_mac_lines", "a,b\r1,2\r", {"1:|a|b", "2:|1|2"}},
                      Reading{"short_rows", "a,b,c\n1\n", {"1:|a|b|c", "2:|1"}},
                      Reading{"byte_order_mark",
                              "\xEF\xBB\xBF"
                              "a,b\n",
                              {"1:|a|b"}},
                      Reading{"zeros_kept", "a,b\n007,1.0\n", {"1:|a|b", "2:|007|1.0"}},
                      Reading{"little_utf16", utf16(u"a,é\n1,😀\n", false, true), {"1:|a|é", "2:|1|😀"}},
                      Reading{"big_utf16", utf16(u"a,é\n", true, true), {"1:|a|é"}},
                      Reading{"unmarked_utf16", utf16(u"Case ID,Name\n", false, false), {"1:|Case ID|Name"}},
                      Reading{"windows_1252", "a,Zo\xEB \x80 \x93x\x94\n", {"1:|a|Zoë € “x”"}},
                      Reading{"one_column", "Case ID\n1\n", {"1:|Case ID", "2:|1"}},
                      Reading{"inch_marks", "a,5\" pipe\n1,2\n", {"1:|a|5\" pipe", "2:|1|2"}}),
    [](const auto& named) { return named.param.name; });

TEST(Csv, Windows1252IsWarnedOf) {
  EXPECT_TRUE(opened("a,Zoë\n", "cases.csv")->warnings().empty());
  const auto workbook = opened("a,Zo\xEB\n", "cases.csv");
  ASSERT_EQ(workbook->warnings().size(), 1u);
  EXPECT_EQ(workbook->warnings()[0].code, "check-accents");
  EXPECT_EQ(workbook->warnings()[0].severity, Severity::warning);
}

TEST(Csv, RowsKnowTheirLine) {
  std::vector<int> lines;
  const auto read =
      opened("a,b\n\"1\n1\",2\n\n3,4\n", "cases.csv")->read(0, [&](const RowInfo& info, std::span<const Cell>) {
        lines.push_back(info.line);
        return true;
      });
  EXPECT_TRUE(read.has_value());
  EXPECT_THAT(lines, ElementsAre(1, 2, 5));
}

struct Fault {
  const char* name;
  std::string bytes;
  const char* code;
  int line;
};

class CsvFaults : public ::testing::TestWithParam<Fault> {};

TEST_P(CsvFaults, AreRefusedWithTheirLine) {
  const auto workbook = open_workbook(GetParam().bytes, "cases.csv");
  ASSERT_FALSE(workbook.has_value());
  EXPECT_EQ(workbook.error().code, GetParam().code);
  EXPECT_EQ(workbook.error().line, GetParam().line);
  EXPECT_EQ(workbook.error().file, "cases.csv");
}

INSTANTIATE_TEST_SUITE_P(
    All, CsvFaults,
    ::testing::Values(Fault{"quote_at_the_end", "a,b\n1,2\n3,\"open\n5,6\n", "csv-quote", 3},
                      Fault{"quote_before_other_quotes", "a,b\n\"1,x\n2,\"y\"\n3,z\n\n", "csv-quote", 2},
                      Fault{"nul", std::string("a,b\n1,\0\n", 8), "csv-nul", 2}, Fault{"empty", "", "empty-file", 0},
                      Fault{"only_a_mark", "\xEF\xBB\xBF", "empty-file", 0},
                      Fault{"no_windows_1252", "a,b\n1,\xEB\n2,Zo\x81\n", "bad-encoding", 3},
                      Fault{"half_a_pair", std::string("\xFF\xFE\x41\0\x3D\xD8\x41\0", 8), "bad-encoding", 0},
                      Fault{"half_a_character", std::string("\xFF\xFE\x41", 3), "bad-encoding", 0}),
    [](const auto& named) { return named.param.name; });

TEST(CsvDelimiter, CommasInSentencesDoNotWin) {
  EXPECT_EQ(find_delimiter("Case;What happened\n1;first, second, third\n2;none\n3;a, b\n"), ';');
  EXPECT_EQ(find_delimiter("\"a;b;c\",d\n\"e;f;g\",h\n"), ',');
}

}  // namespace
}  // namespace caseletters::sheets
