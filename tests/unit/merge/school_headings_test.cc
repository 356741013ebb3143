// How many of the headings that schools write are understood rightly by the policies that ship: school_headings.txt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"
#include "policy/policy.h"
#include "sheets/headings.h"

namespace caseletters::merge {
namespace {

const std::string source = CASELETTERS_SOURCE_DIR;

struct Expected {
  std::string heading, meaning;
};

std::vector<Expected> expected_headings() {
  const auto text = disk_files()->read(source + "/tests/unit/merge/school_headings.txt");
  EXPECT_TRUE(text.has_value());
  std::vector<Expected> headings;
  std::istringstream lines(text ? *text : "");
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    if (!line.starts_with("# ") && tab != std::string::npos)
      headings.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return headings;
}

TEST(SchoolHeadings, NineInTenAreRightAndNoneIsTakenForAnother) {
  const policy::Library library{source + "/templates", source + "/schemas"};
  const auto policy = policy::load_policy(*disk_files(), library.templates + "/diamond", library);
  ASSERT_TRUE(policy.has_value()) << to_text(policy.error().front());
  const sheets::Headings headings(policy->rules.vocabulary);
  const auto all = expected_headings();
  ASSERT_GE(all.size(), 300u);
  std::vector<std::string> wrong;
  std::vector<std::string> missed;
  int named = 0;
  for (const Expected& each : all) {
    const auto target = headings.find(each.heading);
    const std::string meaning = target ? headings.words(*target) : "-";
    named += each.meaning == "-" ? 0 : 1;
    if (meaning == each.meaning) continue;
    (meaning == "-" ? missed : wrong).push_back(each.heading + " (" + meaning + ")");
  }
  EXPECT_THAT(wrong, testing::IsEmpty());
  EXPECT_LE(missed.size() * 10, static_cast<std::size_t>(named)) << testing::PrintToString(missed);
}

}  // namespace
}  // namespace caseletters::merge
