#include "sheets/cell_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/print.h"
#include "sample_vocabulary.h"
#include "sheets/option_words.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Values : public ::testing::Test {
 protected:
  Values() : vocabulary(sample_vocabulary()), workbook(opened("a,b\n", "cases.csv")), values(*workbook, vocabulary) {}

  facts::Value read(const Cell& cell, const std::string& fact) {
    problems.clear();
    CellPlace place;
    place.row = 6;
    place.column = 1;
    place.fact = fact;
    return values.read(cell, vocabulary.facts()[static_cast<std::size_t>(*vocabulary.fact(fact))].type, place,
                       problems);
  }
  facts::Value typed(const std::string& text, const std::string& fact) {
    Cell cell;
    cell.kind = CellKind::text;
    cell.text = text;
    return read(cell, fact);
  }
  static Cell number(double value, const std::string& text = "", std::uint8_t digits = 0) {
    Cell cell;
    cell.kind = CellKind::number;
    cell.number = value;
    cell.text = text;
    cell.digits = digits;
    return cell;
  }
  static Cell day(const std::string& iso, int seconds = 0, CellKind kind = CellKind::date) {
    Cell cell;
    cell.kind = kind;
    cell.date = *Date::from_iso(iso);
    cell.seconds = seconds;
    return cell;
  }
  std::vector<std::string> set_of(const std::string& text, const std::string& fact) {
    const facts::Value value = typed(text, fact);
    std::vector<std::string> ids;
    if (value.known()) {
      const facts::Type type = vocabulary.facts()[static_cast<std::size_t>(*vocabulary.fact(fact))].type;
      for (const facts::Option option : value.as<facts::OptionSet>()) {
        ids.push_back(vocabulary.domains()[static_cast<std::size_t>(type.domain)]
                          .options[static_cast<std::size_t>(option.index)]
                          .id);
      }
    }
    return ids;
  }
  std::string code() const { return problems.empty() ? "" : problems.front().code; }

  facts::Vocabulary vocabulary;
  std::unique_ptr<Workbook> workbook;
  CellValues values;
  Diagnostics problems;
};

TEST_F(Values, TextIsTrimmedAndKept) {
  EXPECT_EQ(typed("\xC2\xA0 Zoë O\xE2\x80\x99Neil \xE2\x80\x8B", "Last name").as<std::string>(),
            "Zoë O\xE2\x80\x99Neil");
  EXPECT_EQ(typed("one\r\ntwo\rthree", "Last name").as<std::string>(), "one\ntwo\nthree");
  EXPECT_EQ(typed("007", "Case ID").as<std::string>(), "007");
  EXPECT_EQ(read(number(7, "7"), "Case ID").as<std::string>(), "7");
  EXPECT_EQ(read(number(7, "7", 4), "Case ID").as<std::string>(), "0007");
  EXPECT_EQ(read(number(7, "7.0"), "Case ID").as<std::string>(), "7");
  EXPECT_EQ(read(number(1.2345678901234567e19, "12345678901234567890"), "Case ID").as<std::string>(),
            "12345678901234567890");
  EXPECT_EQ(read(day("2026-11-03"), "Last name").as<std::string>(), "2026-11-03");
  EXPECT_EQ(typed("{{Title}} =cmd() <b>", "Last name").as<std::string>(), "{{Title}} =cmd() <b>");
  EXPECT_EQ(typed("Na", "First name").as<std::string>(), "Na");
  EXPECT_EQ(code(), "");
}

TEST_F(Values, BlankWordsAreBlankWithAWarning) {
  for (const char* word : {"n/a", "N/A", "-", "–", "tbc", "TBC", "none", "?", "tba"}) {
    EXPECT_EQ(typed(word, "Last name").state(), facts::State::unknown) << word;
    EXPECT_EQ(code(), "read-as-blank") << word;
    EXPECT_FALSE(has_errors(problems)) << word;
  }
  EXPECT_EQ(typed("na", "Incident date").state(), facts::State::unknown);
  EXPECT_EQ(code(), "read-as-blank");
  EXPECT_EQ(typed(" \xC2\xA0 ", "Last name").state(), facts::State::unknown);
  EXPECT_EQ(code(), "");
  EXPECT_EQ(typed("none", "Complaint about").as<facts::Option>().index, 2);  // here it is a word for an option
}

TEST_F(Values, DatesFromCellsAndFromWords) {
  EXPECT_EQ(read(day("2026-11-03"), "Incident date").as<Date>(), Date::from_iso("2026-11-03"));
  EXPECT_EQ(read(day("2026-11-03", 3600, CellKind::moment), "Incident date").as<Date>(), Date::from_iso("2026-11-03"));
  EXPECT_EQ(typed("13 Nov 2026", "Incident date").as<Date>(), Date::from_iso("2026-11-13"));
  EXPECT_EQ(code(), "");
  EXPECT_FALSE(typed("11/13/2026", "Incident date").known());
  EXPECT_EQ(code(), "bad-date");
  EXPECT_THAT(problems[0].message, HasSubstr("there is no month 13; dates are read day first"));
  EXPECT_EQ(problems[0].cell, "B7");
  EXPECT_EQ(problems[0].sheet, "cases");
  EXPECT_EQ(problems[0].file, "cases.csv");
  EXPECT_EQ(problems[0].fact, "Incident date");
}

TEST_F(Values, ANumberInADateColumnSaysWhatDateItMayBe) {
  EXPECT_FALSE(read(number(46329, "46329"), "Incident date").known());
  EXPECT_EQ(code(), "bad-date");
  EXPECT_THAT(problems[0].hint, HasSubstr("3 November 2026"));
  EXPECT_FALSE(typed("2026", "Incident date").known());
  EXPECT_EQ(code(), "bad-date");
  EXPECT_EQ(read(number(20261103, "20261103"), "Incident date").as<Date>(), Date::from_iso("2026-11-03"));
}

TEST_F(Values, AsTextADayThatExcelCountedIsADateAndSaid) {
  EXPECT_EQ(typed("46329", "Incident date").as<Date>(), Date::from_iso("2026-11-03"));
  EXPECT_EQ(code(), "serial-date");
  EXPECT_THAT(problems[0].message, HasSubstr("3 November 2026"));
}

TEST_F(Values, WhatACellHoldsIsToldByItsKindOnly) {
  EXPECT_FALSE(typed("Harpreet Singh", "Incident date").known());
  EXPECT_EQ(problems[0].message,
            "the cell holds text of 14 characters, which cannot be read as a date: it is not a date.");
  EXPECT_FALSE(typed("Harpreet Singh", "Complaint about").known());
  EXPECT_EQ(problems[0].message,
            "the cell holds text of 14 characters, which is not one of the words understood here.");
}

TEST_F(Values, OneOptionIsOneOnly) {
  EXPECT_EQ(typed("headteacher", "Complaint about").as<facts::Option>().index, 0);
  for (const char* two : {"headteacher, ceo", "head and ceo", "ceo/head", "head; CEO"}) {
    EXPECT_FALSE(typed(two, "Complaint about").known()) << two;
    EXPECT_EQ(code(), "bad-value") << two;
    EXPECT_EQ(problems[0].message, "the cell names several, and there can be one only.") << two;
    EXPECT_EQ(problems[0].hint, "Write one only. Use headteacher, ceo or other.") << two;
  }
  EXPECT_FALSE(typed("headteacher, bursar", "Complaint about").known());
  EXPECT_THAT(problems[0].message, HasSubstr("not one of the words understood here"));
}

TEST_F(Values, ARangeIsNoOption) {
  for (const char* range : {"3.1a-c", "3.1a – 3.1c", "3.1a to c", "3.1a..c"}) {
    EXPECT_FALSE(typed(range, "Sections").known()) << range;
    EXPECT_EQ(code(), "bad-value") << range;
    EXPECT_THAT(problems[0].message, HasSubstr("a range of several")) << range;
    EXPECT_THAT(problems[0].hint, HasSubstr("Write each of them: 3.1a, 3.1b, 3.1c")) << range;
  }
}

TEST(OptionWords, NumbersAreWrittenOneByOne) {
  facts::Vocabulary vocabulary;
  facts::Domain kinds;
  kinds.name = "kind";
  for (int number = 1; number <= 16; ++number)
    kinds.options.push_back(
        {"kind-" + std::string(1, static_cast<char>('a' + number)), "", "", {std::to_string(number)}});
  const int domain = *vocabulary.add_domain(kinds);
  EXPECT_EQ(each_of_range(vocabulary, domain, "1-6"), "Write each number: 1, 2, 3 …");
  EXPECT_EQ(each_of_range(vocabulary, domain, "4 to 5"), "Write each number: 4, 5.");
  // 16 is what dropping the sign would make of it.
  EXPECT_THAT(allowed_words(vocabulary, domain, "1-6"), testing::Not(HasSubstr("Did you mean")));
  EXPECT_THAT(allowed_words(vocabulary, domain, ""), testing::StartsWith("Use 1, 2, 3, 4"));
  for (const char* range : {"1-6", "1 – 6", "1 to 6", "3.1a-c", "a-g", "Year 1 - Year 3", "1..6"})
    EXPECT_TRUE(is_range(range)) << range;
  for (const char* none :
       {"will-not-specify", "legal-action", "meetings - letters", "-1", "3.1 a", "1, 6", "letters to staff", ""})
    EXPECT_FALSE(is_range(none)) << none;
}

TEST_F(Values, AmbiguousDatesAreWarnedOfOnce) {
  EXPECT_EQ(typed("03/04/26", "Incident date").as<Date>(), Date::from_iso("2026-04-03"));
  ASSERT_EQ(code(), "ambiguous-date");
  EXPECT_EQ(problems[0].severity, Severity::warning);
  EXPECT_THAT(problems[0].message, HasSubstr("3 April 2026"));
  EXPECT_TRUE(typed("05/06/26", "Incident date").known());
  EXPECT_EQ(code(), "");
}

TEST_F(Values, TimesAndMoments) {
  EXPECT_EQ(read(day("2026-11-03", 34200, CellKind::time), "Incident time").as<TimeOfDay>().minutes, 570);
  EXPECT_EQ(read(day("2026-11-03", 34200, CellKind::moment), "Incident time").as<TimeOfDay>().minutes, 570);
  EXPECT_EQ(read(number(930, "930"), "Incident time").as<TimeOfDay>().minutes, 570);
  EXPECT_EQ(typed("2.15pm", "Incident time").as<TimeOfDay>().minutes, 855);
  EXPECT_FALSE(read(number(9.3, "9.3"), "Incident time").known());
  EXPECT_EQ(code(), "bad-time");
  EXPECT_FALSE(typed("after lunch", "Incident time").known());
  EXPECT_EQ(code(), "bad-time");
  EXPECT_EQ(read(day("2026-11-03", 34200, CellKind::moment), "Police told").as<facts::Moment>().time.minutes, 570);
  EXPECT_EQ(typed("13/11/2026 at 9am", "Police told").as<facts::Moment>().time.minutes, 540);
  EXPECT_FALSE(read(day("2026-11-03"), "Police told").known());
  EXPECT_THAT(problems[0].message, HasSubstr("there is no time of day"));
  EXPECT_FALSE(typed("13 November 2026", "Police told").known());
  EXPECT_THAT(problems[0].message, HasSubstr("there is no time of day"));
}

TEST_F(Values, YesAndNo) {
  for (const char* word : {"yes", "Y", "TRUE", "1", "x", "✓", "✔", "☒", "☑"})
    EXPECT_TRUE(typed(word, "Handover arranged").as<bool>()) << word;
  for (const char* word : {"no", "N", "false", "0", "☐", "✗"})
    EXPECT_FALSE(typed(word, "Handover arranged").as<bool>()) << word;
  EXPECT_TRUE(read(number(1, "1"), "Handover arranged").as<bool>());
  Cell boolean;
  boolean.kind = CellKind::boolean;
  EXPECT_FALSE(read(boolean, "Handover arranged").as<bool>());
  EXPECT_FALSE(typed("maybe", "Handover arranged").known());
  EXPECT_EQ(code(), "bad-value");
  EXPECT_FALSE(read(number(2, "2"), "Handover arranged").known());
  EXPECT_EQ(code(), "bad-value");
}

TEST_F(Values, WholeNumbers) {
  EXPECT_EQ(typed("2", "Run").as<std::int64_t>(), 2);
  EXPECT_EQ(typed("1,250", "Run").as<std::int64_t>(), 1250);
  EXPECT_EQ(read(number(3, "3.0"), "Run").as<std::int64_t>(), 3);
  for (const char* word : {"two", "2.5", "2 or 3"}) {
    EXPECT_FALSE(typed(word, "Run").known()) << word;
    EXPECT_EQ(code(), "bad-value");
  }
}

TEST_F(Values, OptionsAndTheirWords) {
  EXPECT_EQ(typed("Head", "Complaint about").as<facts::Option>().index, 0);
  EXPECT_EQ(typed("C.E.O.", "Complaint about").as<facts::Option>().index, 1);
  EXPECT_FALSE(typed("headtecher", "Complaint about").known());
  EXPECT_EQ(code(), "bad-value");
  EXPECT_THAT(problems[0].hint, HasSubstr("Did you mean \"headteacher\"?"));
  EXPECT_THAT(problems[0].hint, HasSubstr("headteacher, ceo or other"));
  EXPECT_FALSE(read(day("2026-03-01"), "Complaint about").known());
  EXPECT_THAT(problems[0].message, HasSubstr("date"));
}

TEST_F(Values, AQuestionMarkIsNoAnswer) {
  for (const char* word : {"head?", "Head ?", "?head"}) {
    EXPECT_FALSE(typed(word, "Complaint about").known()) << word;
    EXPECT_EQ(code(), "bad-value") << word;
    EXPECT_THAT(problems[0].message, HasSubstr("question mark")) << word;
  }
  EXPECT_THAT(set_of("meetings?", "Sanctions"), ElementsAre());
  EXPECT_EQ(code(), "bad-value");
  EXPECT_FALSE(typed("yes?", "Handover arranged").known());
  EXPECT_EQ(code(), "bad-value");
}

TEST_F(Values, SetsByCommaSemicolonAndNewLine) {
  EXPECT_THAT(set_of("3.1a, c; 3.2 b", "Sections"), ElementsAre("3.1a", "3.1c", "3.2b"));
  EXPECT_THAT(set_of("3.2 b\n3.1 (a)", "Sections"), ElementsAre("3.1a", "3.2b"));
  EXPECT_THAT(set_of("3.1 a and c, and 3.2 b", "Sections"), ElementsAre("3.1a", "3.1c", "3.2b"));
  EXPECT_THAT(set_of("meetings/letters only", "Sanctions"), ElementsAre("meetings", "communication"));
  EXPECT_THAT(set_of("bar/ban", "Sanctions"), ElementsAre("exclusion"));
  EXPECT_THAT(set_of("Ban, ban, meetings", "Sanctions"), ElementsAre("meetings", "exclusion"));
  EXPECT_EQ(code(), "");
  EXPECT_THAT(set_of("a, 3.1b", "Sections"), ElementsAre());
  EXPECT_EQ(code(), "bad-value");
  EXPECT_THAT(set_of("meetings, meatings", "Sanctions"), ElementsAre());
  EXPECT_THAT(problems[0].hint, HasSubstr("Did you mean \"meetings\"?"));
}

// Punctuation that is dropped must not join two numbers: "1, 4" is no 14.
TEST_F(Values, TwoNumbersAreNotReadAsOne) {
  const auto years = [&](const std::string& text) {
    const facts::Value value = typed(text, "Child year");
    return value.known() ? value.as<facts::Option>().index : -1;
  };
  EXPECT_EQ(years("13"), 4);
  EXPECT_EQ(years("Year 13"), 4);
  for (const char* mixed : {"1/3", "Y1/3", "Year 1/3", "1-3", "1 & 3", "1, 3", "1.3", "1 3"}) {
    SCOPED_TRACE(mixed);
    EXPECT_EQ(years(mixed), -1);
    EXPECT_EQ(code(), "bad-value");
  }
  EXPECT_THAT(set_of("3.1(a)", "Sections"), ElementsAre("3.1a"));
  EXPECT_THAT(set_of("1, 3", "Years taught"), ElementsAre("year-1", "year-3"));
  EXPECT_THAT(set_of("1;3", "Years taught"), ElementsAre("year-1", "year-3"));
  EXPECT_THAT(set_of("1\n3", "Years taught"), ElementsAre("year-1", "year-3"));
  EXPECT_THAT(set_of("13", "Years taught"), ElementsAre("year-13"));
}

TEST_F(Values, LettersByIdOrTitle) {
  const auto letters = [&](const std::string& text) {
    problems.clear();
    Cell cell;
    cell.kind = CellKind::text;
    cell.text = text;
    CellPlace place;
    place.fact = "Letter";
    return values.read_letters(cell, place, problems);
  };
  EXPECT_THAT(letters("ban-1"), ElementsAre(1));
  EXPECT_THAT(letters("Ban 2, ban-1\nBan-1"), ElementsAre(2, 1));
  EXPECT_THAT(letters("Warning letter; permission withdrawn"), ElementsAre(0, 1));
  EXPECT_EQ(code(), "");
  EXPECT_THAT(letters("ban-9"), ElementsAre());
  EXPECT_EQ(code(), "unknown-letter");
  EXPECT_THAT(problems[0].message, HasSubstr("\"ban-9\"")) << "a slip of a letter's name is no name of a person";
  EXPECT_THAT(letters("Warnnig letter"), ElementsAre());
  EXPECT_THAT(problems[0].message, HasSubstr("\"Warnnig letter\""));
  for (const char* name : {"Bann", "Josephine Lovell", "Smith"}) {
    EXPECT_THAT(letters(name), ElementsAre());
    EXPECT_THAT(problems[0].message, Not(HasSubstr(name))) << "a column may have slipped by one";
  }
  EXPECT_THAT(letters("-"), ElementsAre());
  EXPECT_EQ(code(), "read-as-blank");
}

TEST_F(Values, CellsThatCannotBeRead) {
  Cell cell;
  cell.kind = CellKind::error;
  cell.text = "#REF!";
  EXPECT_FALSE(read(cell, "Last name").known());
  EXPECT_EQ(code(), "cell-error");
  EXPECT_THAT(problems[0].message, HasSubstr("#REF!"));
  cell.text = shared_string_range;
  EXPECT_FALSE(read(cell, "Last name").known());
  EXPECT_EQ(code(), "shared-string-range");
  cell.clear();
  cell.formula_without_value = true;
  EXPECT_FALSE(read(cell, "Last name").known());
  EXPECT_EQ(code(), "formula-without-value");
  EXPECT_THAT(problems[0].hint, HasSubstr("recalculate"));
  EXPECT_FALSE(typed("a\x01"
                     "b",
                     "Last name")
                   .known());
  EXPECT_EQ(code(), "control-character");
  EXPECT_TRUE(typed(std::string(100001, 'a'), "Last name").known());
  EXPECT_EQ(code(), "long-text");
  EXPECT_FALSE(has_errors(problems));
}

}  // namespace
}  // namespace caseletters::sheets
