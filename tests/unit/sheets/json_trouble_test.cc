#include "sheets/json_trouble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

using ::testing::HasSubstr;

struct Slip {
  const char* name;
  std::string text;
  int line;
  const char* said;
};

class JsonSlips : public ::testing::TestWithParam<Slip> {};

TEST_P(JsonSlips, AreToldInWordsOfTheirOwn) {
  const auto workbook = open_workbook(GetParam().text, "cases.json");
  ASSERT_FALSE(workbook.has_value());
  EXPECT_EQ(workbook.error().code, "bad-json");
  EXPECT_EQ(workbook.error().line, GetParam().line) << workbook.error().message;
  EXPECT_THAT(workbook.error().message, HasSubstr(GetParam().said));
  EXPECT_FALSE(workbook.error().hint.empty());
  for (const char* value : {"Smith", "ZZ99"}) {
    EXPECT_EQ(to_text(workbook.error()).find(value), std::string::npos) << "values are nobody's business";
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, JsonSlips,
    testing::Values(Slip{"CommaMissing", "[{\"a\": \"Smith\"\n \"b\": 2}]", 1, "a comma is missing on line 1"},
                    Slip{"CommaBetweenCases", "[{\"a\": 1}\n {\"a\": 2}]", 1, "a comma is missing"},
                    Slip{"CommaAfterANumber", "[{\"a\": 1\n \"b\": 2}]", 1, "a comma is missing"},
                    Slip{"CommaTooMany", "[{\"a\": 1,\n}]", 1, "a comma stands before a closing bracket"},
                    Slip{"CommaTooManyInAList", "[{\"a\": [\"x\",\n]}]", 1, "a comma stands before a closing bracket"},
                    Slip{"ColonMissing", "[{\"a\" \"Smith\"}]", 1, "a colon is missing"},
                    Slip{"ValueMissing", "[{\"a\": ,\n \"b\": 2}]", 1, "a value is missing"},
                    Slip{"ValueMissingAtTheEnd", "[{\"a\":\n }]", 1, "a value is missing"},
                    Slip{"SingleMarks", "[{\n'a': 'Smith'}]", 2, "a single quotation mark"},
                    Slip{"CurlyMarks",
                         "[{\n\xE2\x80\x9C"
                         "a\xE2\x80\x9D: 1}]",
                         2, "a curly quotation mark"},
                    Slip{"TextNotClosed", "[{\"a\": \"Smith,\n \"b\": 2}]", 1, "not closed on line 1"},
                    Slip{"TextNotClosedAtTheEnd", "[{\"a\":\n \"Smith", 2, "not closed on line 2"},
                    Slip{"Tab", "[{\"a\": \"Smi\tth\"}]", 1, "a tab"},
                    Slip{"Backslash", "[{\"a\": \"C:\\Smith\"}]", 1, "a backslash"},
                    Slip{"Remark", "[{\"a\": 1, // Smith\n \"b\": 2}]", 1, "a remark"},
                    Slip{"Python", "[{\"a\": True}]", 1, "the word True"},
                    Slip{"NotANumber", "[{\"a\": NaN}]", 1, "the word NaN"},
                    Slip{"NoMarks", "[{\"a\": Smith}]", 1, "a word stands without quotation marks"},
                    Slip{"NameWithoutMarks", "[{Smith: 1}]", 1, "a word stands without quotation marks"},
                    Slip{"LeadingZero", "[{\"a\": 0042}]", 1, "a number begins with 0"},
                    Slip{"TooLarge", "[{\"a\": 1e999}]", 1, "a number is larger"},
                    Slip{"BraceMissing", "[{\"a\": 1},\n{\"a\": 2]", 2, "the { on line 2 is closed by ]"},
                    Slip{"EndMissing", "{\"cases\": [\n{\"a\": 1}\n", 3, "the [ on line 1 has no ]"},
                    Slip{"TextBefore", "Cases of Smith:\n[{\"a\": 1}]", 1, "does not begin with"},
                    Slip{"TwoOfThem", "[{\"a\": 1}]\n[{\"a\": 2}]", 2, "something follows"}),
    [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace caseletters::sheets
