// What a pack adds to a letter of a shared file, and reviews and lists that leave something to others.
#include <gmock/gmock.h>

#include "small_pack.h"

namespace caseletters::policy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kShared = R"(<shared id="ban-set">
  <letters>
    <letter id="ban-1" title="Ban" template="ban-1">
      <needs fact="Last name"/>
      <refuse code="own" when="Run is over 3"><because>Too many.</because></refuse>
      <sets names="Letter date"/>
    </letter>
    <letter id="notice" title="Notice" template="notice"/>
  </letters>
</shared>
)";

Checked<Policy> load_extended(const std::string& extension) {
  MemoryFiles files = files_with_schemas();
  files.contents["templates/shared/ban-set.xml"] = kShared;
  return load_small(policy_of("", "", extension, "", "<include shared=\"ban-set\" signatory=\"ceo\"/>\n"), files);
}

TEST(ExtendingALetter, AddsToWhatTheSharedFileSays) {
  const auto policy = load_extended(R"(<extend letter="ban-1">
      <after letters="notice"/>
      <needs fact="Incident date"/>
      <refuse code="more" when="Run is over 5"><because>Far too many.</because></refuse>
      <caution code="hint" when="Run is over 1"><because>Again.</because></caution>
      <companion letter="notice"/>
      <sets names="Incident date"/>
    </extend>)");
  ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
  const Letter& letter = policy->letters[0];
  EXPECT_EQ(letter.title, "Ban");
  EXPECT_EQ(letter.needs.size(), 2u);
  EXPECT_EQ(letter.refusals.size(), 2u);
  EXPECT_EQ(letter.cautions.size(), 1u);
  EXPECT_EQ(letter.companions.size(), 1u);
  EXPECT_EQ(letter.after.size(), 1u);
  EXPECT_EQ(policy->rules.vocabulary.letters()[0].sets.size(), 2u);
  EXPECT_TRUE(policy->letters[1].needs.empty());
}

TEST(ExtendingALetter, FindsFaultsInItsOwnFile) {
  const auto policy = load_extended(R"(<extend letter="ban-1"><needs fact="Nobody"/></extend>)");
  ASSERT_FALSE(policy.has_value());
  EXPECT_THAT(all_text(policy.error()), HasSubstr("templates/small/policy.xml"));
  EXPECT_EQ(policy.error().front().code, "unknown-fact");
}

TEST(ExtendingALetter, RefusesACodeThatTheLetterHas) {
  const auto policy = load_extended(
      R"(<extend letter="ban-1"><refuse code="own" when="Run is 9"><because>x</because></refuse></extend>)");
  ASSERT_FALSE(policy.has_value());
  EXPECT_EQ(policy.error().front().code, "refuse-twice");
}

TEST(ExtendingALetter, NeedsTheLetter) {
  const auto policy = load_extended(R"(<extend letter="ban-2"><needs fact="Last name"/></extend>)");
  ASSERT_FALSE(policy.has_value());
  EXPECT_EQ(policy.error().front().code, "nothing-to-extend");
  EXPECT_THAT(policy.error().front().hint, HasSubstr("ban-1"));
}

constexpr std::string_view kReview = R"(<derived name="Review date" type="date">
      <case review="ban" after="Letter date"/></derived>)";
constexpr std::string_view kBan = R"(<letter id="ban-1" title="Ban" template="ban-1" signatory="ceo"/>)";

TEST(AReviewWithoutAPeriod, LeavesItToTheSchool) {
  const auto policy =
      load_small(policy_of(kReview, "", kBan, R"(<review id="ban" anchor="Incident date" outcome="ban-1"/>)"));
  ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
  ASSERT_EQ(policy->rules.reviews.size(), 1u);
  EXPECT_EQ(policy->rules.reviews[0].count, 0);

  facts::Record record = facts::Record::for_vocabulary(policy->rules.vocabulary);
  const auto fact = [&](const char* name) { return static_cast<std::size_t>(*policy->rules.vocabulary.fact(name)); };
  record.facts[fact("Letter date")] = facts::Value(*Date::from_ymd(2026, 11, 23));
  record.facts[fact("Incident date")] = facts::Value(*Date::from_ymd(2026, 8, 31));
  const Calendar calendar;
  const int review_date = *policy->rules.vocabulary.fact("Review date");
  EXPECT_EQ(facts::Situation(policy->rules, record, calendar).fact(review_date).state(), facts::State::unknown);

  const std::vector<std::pair<int, facts::Unit>> periods{{6, facts::Unit::months}};
  record.review_periods = &periods;
  EXPECT_EQ(facts::Situation(policy->rules, record, calendar).fact(review_date),
            facts::Value(*Date::from_ymd(2027, 2, 28)));
}

struct ListFault {
  const char* name;
  const char* list;
};
class FaultyList : public testing::TestWithParam<ListFault> {};

TEST_P(FaultyList, IsRefused) {
  const auto policy = load_small(policy_of(GetParam().list));
  ASSERT_FALSE(policy.has_value());
  EXPECT_EQ(policy.error().front().code, "bad-fact");
}

INSTANTIATE_TEST_SUITE_P(
    Lists, FaultyList,
    testing::Values(
        ListFault{
            "OrderIsNoDate",
            R"(<list name="Visit" plural="Visits" order="Visit place"><fact name="Visit place" type="text"/></list>)"},
        ListFault{
            "OrderIsOfTheCase",
            R"(<list name="Visit" plural="Visits" order="Letter date"><fact name="Visit place" type="text"/></list>)"},
        ListFault{
            "FillsAnotherType",
            R"(<list name="Visit" plural="Visits"><fact name="Visit place" type="text" latest="Letter date"/></list>)"},
        ListFault{
            "FillsWhatNoColumnSays",
            R"(<list name="Visit" plural="Visits"><fact name="Visit place" type="text" earlier="School name"/></list>)"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace caseletters::policy
