#include "merge/due.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../policy/small_pack.h"
#include "merge/generate.h"

namespace caseletters::merge {
namespace {

constexpr std::string_view kFacts = R"xml(
    <fact name="Case ID" type="text"/>
    <fact name="Letter" type="set" options="letters" blank="none"/>
    <fact name="Decision" type="option" blank="none"><option id="confirm"/><option id="restore"/></fact>
    <fact name="Decision date" type="date" blank="none"/>
    <derived name="Response deadline" type="date" overridable="yes" value="10 working days after Letter date"/>
    <derived name="Decision late" type="yes-no" value="Decision is confirm and Letter date is after 10 working days after Decision date"/>)xml";

// One letter with this in it, one case with these cells.
MemoryFiles files_with(std::string_view content, std::string_view cells) {
  MemoryFiles files = policy::files_with_schemas();
  files.contents["templates/shared/vocabulary.xml"] = policy::kVocabulary;
  files.contents["templates/bank-holidays.xml"] = "<bank-holidays/>";
  const std::string letters = "<letter id=\"notice\" title=\"Notice\" template=\"notice\" signatory=\"headteacher\">" +
                              std::string(content) + "</letter>\n";
  files.contents["templates/small/policy.xml"] = policy::policy_of(kFacts, "", letters);
  files.contents["school.xml"] = R"xml(<schools policy="small">
    <school id="s" name="S" type="academy" phase="primary"><address><line>1 Lane</line><postcode>ZZ99 1ZZ</postcode></address>
    <signatory role="headteacher" name="A" post="Headteacher"/>
    <internal-review contact="the clerk" days="15"/>
    <closure from="2027-02-15" to="2027-02-19">Half-term</closure></school></schools>)xml";
  files.contents["cases.csv"] = cells;
  return files;
}

// Judged on a day.
CaseDue judge(std::string_view content, std::string_view cells, Date day) {
  MemoryFiles files = files_with(content, cells);
  DueOptions options;
  options.places.library = policy::memory_library();
  options.places.cases = "cases.csv";
  options.date = day;
  CaseDue found;
  const auto outcome = due(options, files, [&found](const CaseDue& one) { found = one; });
  EXPECT_NE(outcome.exit, Exit::unusable_input) << policy::all_text(outcome.diagnostics);
  EXPECT_NE(outcome.exit, Exit::usage) << policy::all_text(outcome.diagnostics);
  return found;
}

Date day(std::string_view iso) {
  return Date::from_iso(iso).value();
}

std::string since_of(const CaseDue& due) {
  if (due.letters.empty()) return "not due";
  return due.letters.front().since ? to_iso(*due.letters.front().since) : "ever";
}

struct Rule {
  std::string name, when, today, since, ahead;
};

class SinceWhen : public testing::TestWithParam<Rule> {};

TEST_P(SinceWhen, IsFoundFromWhatTheRuleReads) {
  const auto& rule = GetParam();
  const auto due = judge("<due when=\"" + rule.when + "\"/>",
                         "Case ID,Incident date,Decision,Decision date,notice date\n"
                         "C1,2026-08-31,confirm,2026-11-03,\n",
                         day(rule.today));
  EXPECT_TRUE(due.judged) << policy::all_text(due.diagnostics);
  EXPECT_EQ(since_of(due), rule.since);
  EXPECT_EQ(due.ahead.empty() ? "" : to_iso(due.ahead.front().on), rule.ahead);
}

const Rule kRules[] = {
    {"a date that is known", "Incident date is known", "2026-11-20", "2026-08-31", ""},
    {"a date reached", "today is on or after Incident date", "2026-11-20", "2026-08-31", ""},
    {"after a date", "today is after Incident date", "2026-11-20", "2026-09-01", ""},
    {"months from a month's end", "today is on or after 6 months after Incident date", "2027-03-20", "2027-02-28", ""},
    {"months to come", "today is on or after 6 months after Incident date", "2026-11-20", "not due", "2027-02-28"},
    {"counted back from today", "Incident date is before 6 months before today", "2027-03-20", "2027-03-01", ""},
    {"working days from a decision", "today is after 10 working days after Decision date", "2026-11-20", "2026-11-18",
     ""},
    {"working days to come, over Christmas", "today is after 35 working days after Decision date", "2026-11-20",
     "not due", "2026-12-23"},
    {"hidden in a derived fact", "Decision late is yes", "2026-11-20", "2026-11-18", ""},
    {"a decision counts from its date", "Decision is confirm", "2026-11-20", "2026-11-03", ""},
    {"not before its date", "Decision is confirm", "2026-11-02", "not due", "2026-11-03"},
    {"nothing dated", "Case ID is known", "2026-11-20", "ever", ""},
    {"until a day", "today is on or before Decision date", "2026-11-03", "2026-11-03", ""},
    {"a fixed day", "today is on or after 9 November 2026", "2026-11-20", "2026-11-09", ""},
    {"two dates", "today is on or after Incident date and today is after 1 week after Decision date", "2026-11-20",
     "2026-11-11", ""},
    {"a gap ends the stretch", "today is before 1 September 2026 or today is after 2 October 2026", "2026-11-20",
     "2026-10-03", ""},
};

INSTANTIATE_TEST_SUITE_P(Rules, SinceWhen, testing::ValuesIn(kRules), [](const auto& test) {
  std::string name;
  for (const char letter : test.param.name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0) name += letter;
  }
  return name;
});

TEST(Due, LetterSentSinceItIsDueIsDone) {
  const std::string rule = "<due when=\"today is on or after Incident date\"/>";
  const std::string head = "Case ID,Incident date,notice date\nC1,2026-11-03,";
  EXPECT_EQ(since_of(judge(rule, head + "2026-11-05\n", day("2026-11-05"))), "not due");
  EXPECT_EQ(since_of(judge(rule, head + "2026-11-05\n", day("2026-12-05"))), "not due");
  EXPECT_EQ(since_of(judge(rule, head + "2026-10-05\n", day("2026-12-05"))), "2026-11-03");
}

TEST(Due, ThePolicyMayNameTheDayWhereTheRuleReadsNone) {
  const auto due = judge("<due when=\"Decision is confirm\" since=\"Incident date\"/>",
                         "Case ID,Incident date,Decision\nC1,2026-11-03,confirm\n", day("2026-11-20"));
  EXPECT_EQ(since_of(due), "2026-11-03");
}

TEST(Due, TellsWhatIsMissingByItsHeading) {
  const auto due = judge("<due when=\"today is on or after Incident date\"/>",
                         "Case ID,Date of incident,Decision\nC1,,confirm\n", day("2026-11-20"));
  EXPECT_EQ(since_of(due), "not due");
  ASSERT_EQ(due.undecided.size(), 1u);
  EXPECT_THAT(due.undecided.front().missing, testing::ElementsAre("Date of incident"));
}

TEST(Due, WhatIsWaitedForIsOpenLateOrOver) {
  const std::string waits =
      "<due when=\"Decision is confirm and today is after Incident date\"/>"
      "<await for=\"response\" when=\"Incident date is known\" until=\"10 working days after Incident date\">an "
      "answer</await>"
      "<await for=\"decision\" when=\"Decision is not confirm\" until=\"10 working days after Incident date\">a "
      "decision on "
      "{{Incident date}}</await>";
  const std::string cells = "Case ID,Incident date,Decision\nC1,2027-02-01,\n";
  const auto on_the_day = judge(waits, cells, day("2027-02-15"));
  ASSERT_EQ(on_the_day.open.size(), 2u);
  EXPECT_EQ(on_the_day.open[0].words, "an answer");
  EXPECT_EQ(on_the_day.open[1].words, "a decision on 1 February 2027");
  EXPECT_EQ(to_iso(on_the_day.open[1].until.value()), "2027-02-15");
  EXPECT_FALSE(on_the_day.open[1].late);
  EXPECT_THAT(policy::all_text(on_the_day.diagnostics), testing::HasSubstr("in-closure"));
  EXPECT_EQ(next_step(on_the_day), "an answer, 15 February 2027");
  const auto after = judge(waits, cells, day("2027-02-16"));
  ASSERT_EQ(after.open.size(), 1u);
  EXPECT_EQ(after.open[0].kind, "decision");
  EXPECT_TRUE(after.open[0].late);
  EXPECT_EQ(next_step(after), "overdue: a decision on 1 February 2027, was due by 15 February 2027");
  const auto decided = judge(waits, "Case ID,Incident date,Decision\nC1,2027-02-01,confirm\n", day("2027-02-16"));
  EXPECT_EQ(next_step(decided), "notice (Notice), due since 2 February 2027");
}

TEST(Due, ARemarkIsAWarning) {
  const auto due = judge(
      "<remark code=\"stale-decision\" when=\"Decision is restore and today is after Decision date\">"
      "<because>The decision of {{Decision date}} is old.</because></remark>",
      "Case ID,Decision,Decision date\nC1,restore,2026-11-03\n", day("2026-11-20"));
  const std::string said = policy::all_text(due.diagnostics);
  EXPECT_THAT(said, testing::HasSubstr("The decision of 3 November 2026 is old."));
  EXPECT_THAT(said, testing::HasSubstr("[stale-decision]"));
}

TEST(Due, ARowThatCannotBeReadIsNotJudged) {
  const auto due =
      judge("<due when=\"Incident date is known\"/>", "Case ID,Incident date\nC1,31/02/2026\n", day("2026-11-20"));
  EXPECT_FALSE(due.judged);
  EXPECT_TRUE(due.letters.empty());
  EXPECT_THAT(policy::all_text(due.diagnostics), testing::HasSubstr("bad-date"));
}

TEST(Due, NothingIsWrittenForARowThatIsNotJudgedAndItIsNoSuccess) {
  MemoryFiles files = files_with("<due when=\"Incident date is known\"/>", "Case ID,Incident date\nC1,31/02/2026\n");
  GenerateOptions options;
  options.places.library = policy::memory_library();
  options.places.cases = "cases.csv";
  options.out = "letters";
  options.date = day("2026-11-20");
  options.due = true;
  options.dry_run = true;
  std::vector<LetterOutcome> told;
  const auto run = generate(options, files, [&told](const LetterOutcome& letter) { told.push_back(letter); });
  EXPECT_EQ(run.exit, Exit::refused);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told.front().status, Status::refused);
  EXPECT_EQ(told.front().letter, "");
  EXPECT_TRUE(has_errors(told.front().diagnostics));
  EXPECT_THAT(policy::all_text(told.front().diagnostics), testing::HasSubstr("bad-date"));
}

}  // namespace
}  // namespace caseletters::merge
