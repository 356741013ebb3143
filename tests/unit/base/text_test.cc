#include "base/text.h"

#include <gtest/gtest.h>

namespace caseletters {
namespace {

TEST(FoldName, MakesMarksComparable) {
  EXPECT_EQ(fold_name("  Incident\u00A0 Date "), "incident date");
  EXPECT_EQ(fold_name("Incident_Date"), "incident date");
  EXPECT_EQ(fold_name("Text is \u201Cyes\u201D"), "text is \"yes\"");
  EXPECT_EQ(fold_name("the head\u2019s"), "the head's");
  EXPECT_EQ(fold_name("ban\u20131"), "ban-1");
  EXPECT_EQ(fold_name("e\u2011mail"), "e-mail");
  EXPECT_EQ(fold_name("\u200BCase\u00AD ID\uFEFF"), "case id");
  EXPECT_EQ(fold_name("\uFF24\uFF4F\uFF42"), "dob");
  EXPECT_EQ(fold_name("STRA\u00DFE"), "strasse");
}

TEST(FoldHeading, KeepsLettersAndDigits) {
  EXPECT_EQ(fold_heading("Child 1 \u2013 Name: "), "child1name");
  EXPECT_EQ(fold_heading("R\u00E9sum\u00E9"), "resume");
  EXPECT_EQ(fold_heading("3.1 (a)"), "31a");
  EXPECT_EQ(fold_heading("\u2713"), "");
}

TEST(Trim, TakesEveryKindOfSpace) {
  EXPECT_EQ(trim("\u00A0 a b\u200B\t\n"), "a b");
  EXPECT_EQ(trim(" \u3000 "), "");
  EXPECT_EQ(trim("\u00E9"), "\u00E9");
}

TEST(Utf8, TellsWellFormedFromIllFormed) {
  EXPECT_TRUE(is_utf8("caf\u00E9 \U0001F600"));
  EXPECT_FALSE(is_utf8("caf\xE9"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_utf8("\xC0\x80"));
}

TEST(Printable, RefusesWhatNoLetterCanShow) {
  EXPECT_TRUE(is_printable("Zo\u00EB\ttab\nline\r\n \U0001F600 \u0645"));
  EXPECT_FALSE(is_printable("bell\x07"));
  EXPECT_FALSE(is_printable("del\x7F"));
  EXPECT_FALSE(is_printable("next\u0085line"));
  EXPECT_FALSE(is_printable("\uFFFE"));
  EXPECT_FALSE(is_printable("\uFFFF"));
  EXPECT_FALSE(is_printable("caf\xE9"));
}

TEST(JoinWords, PutsNoCommaBeforeAnd) {
  const std::vector<std::string> words = {"Ann", "Bea", "Cy"};
  EXPECT_EQ(join_words(words), "Ann, Bea and Cy");
  EXPECT_EQ(join_words(std::span{words}.first(2)), "Ann and Bea");
  EXPECT_EQ(join_words(std::span{words}.first(1)), "Ann");
  EXPECT_EQ(join_words({}), "");
}

TEST(Nearest, OffersOnlyWhatIsNear) {
  const std::vector<std::string> names = {"Incident date", "Incident time", "Letter date"};
  EXPECT_EQ(nearest("incidnet date", names), "Incident date");
  EXPECT_EQ(nearest("Incident tme", names), "Incident time");
  EXPECT_EQ(nearest("Favourite colour", names), "");
  EXPECT_EQ(nearest(std::string(200'000, 'e'), std::vector<std::string>(500, "Incident date")), "");
}

TEST(Case, ChangesWithoutAsciiAssumptions) {
  EXPECT_EQ(to_upper("\u00E9l\u00E9onore"), "\u00C9L\u00C9ONORE");
  EXPECT_EQ(to_sentence("\u00E9cole primaire"), "\u00C9cole primaire");
  EXPECT_EQ(to_lower("ABC"), "abc");
  EXPECT_EQ(character_count("\u00E9a"), 2u);
}

}  // namespace
}  // namespace caseletters
