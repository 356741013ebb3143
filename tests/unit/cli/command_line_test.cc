#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <sstream>

namespace caseletters::cli {
namespace {

struct Said {
  int exit;
  std::string out, err;
};

Said say(const std::vector<std::string>& words) {
  MemoryFiles files;
  std::ostringstream out, err;
  Surroundings surroundings{files, {"templates", "schemas"}, *Date::from_iso("2026-11-03"), out, err};
  const int exit = run(words, surroundings);
  return {exit, out.str(), err.str()};
}

TEST(CommandLine, SaysItsVersion) {
  const Said said = say({"--version"});
  EXPECT_EQ(said.exit, 0);
  EXPECT_TRUE(said.out.starts_with("caseletters "));
}

TEST(CommandLine, EveryCommandHasHelp) {
  for (const auto& command : commands()) {
    const Said said = say({command.name, "--help"});
    EXPECT_EQ(said.exit, 0) << command.name;
    for (const auto& option : command.options) {
      EXPECT_NE(said.out.find("--" + option.name), std::string::npos) << command.name << " --" << option.name;
    }
  }
}

struct UsageCase {
  std::string name;
  std::vector<std::string> words;
  std::string says;
};

class UsageErrors : public testing::TestWithParam<UsageCase> {};

TEST_P(UsageErrors, ExitTwoAndNameTheRightWord) {
  const Said said = say(GetParam().words);
  EXPECT_EQ(said.exit, 2);
  EXPECT_NE(said.err.find(GetParam().says), std::string::npos) << said.err;
  EXPECT_TRUE(said.out.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Table, UsageErrors,
    testing::Values(UsageCase{"nothing", {}, "Usage"}, UsageCase{"command", {"genrate"}, "Did you mean generate?"},
                    UsageCase{"option", {"generate", "c.csv", "--lettr", "x"}, "Did you mean --letter?"},
                    UsageCase{"operand", {"generate"}, "needs CASES"},
                    UsageCase{"too_many", {"generate", "a.csv", "b.csv"}, "'b.csv'"},
                    UsageCase{"date", {"generate", "c.csv", "--date", "3/11/2026"}, "--date takes a date"},
                    UsageCase{"jobs", {"generate", "c.csv", "--jobs", "none"}, "--jobs takes a whole number"},
                    UsageCase{"format", {"generate", "c.csv", "--format", "rtf"}, "--format does not know 'rtf'"},
                    UsageCase{"policy", {"generate", "c.csv", "--policy", "emerald"}, "no policy called 'emerald'"},
                    UsageCase{"explain", {"explain", "c.csv", "--letter", "ban-1"}, "explain needs --case"},
                    UsageCase{"twice", {"generate", "c.csv", "--out", "a", "--out", "b"}, "more than once"}),
    [](const auto& named) { return named.param.name; });

TEST(CommandLine, AWorkbookThatIsNotThereIsAnUnusableInput) {
  const Said said = say({"generate", "cases.xlsx"});
  EXPECT_EQ(said.exit, 3);
  EXPECT_NE(said.err.find("file-missing"), std::string::npos);
}

TEST(CommandLine, ACommaIsPartOfACaseId) {
  EXPECT_EQ(say({"generate", "cases.xlsx", "--case", "A,B"}).exit, 3);
}

}  // namespace
}  // namespace caseletters::cli
