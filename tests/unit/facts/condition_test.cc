#include "facts/condition.h"

#include <random>

#include "base/text.h"
#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::Policy;

struct Accepted {
  const char* source;
  const char* text;  // in words again; null: as the source stands
};

class AcceptedConditions : public testing::TestWithParam<Accepted> {};

TEST_P(AcceptedConditions, AreUnderstoodAs) {
  Policy policy;
  const Expression parsed = policy.condition(GetParam().source);
  ASSERT_FALSE(parsed.empty());
  const std::string text = to_text(parsed, policy.rules.vocabulary);
  EXPECT_EQ(text, GetParam().text == nullptr ? GetParam().source : GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, AcceptedConditions,
    testing::Values(
        Accepted{"Incident date is known", nullptr}, Accepted{"Incident date is not known", nullptr},
        Accepted{"INCIDENT_DATE  is\tKnown", "Incident date is known"}, Accepted{"ban-1 is sent", nullptr},
        Accepted{"ban\xE2\x80\x91"
                 "1 is not sent",
                 "ban-1 is not sent"},
        Accepted{"ban-1 response date is known", nullptr}, Accepted{"ban-1 Gate is primary", nullptr},
        Accepted{"ban-1 Review date is after Letter date", nullptr}, Accepted{"School phase is primary", nullptr},
        Accepted{"School phase is not PRIMARY", "School phase is not primary"},
        Accepted{"School phase is one of primary, infant", nullptr},
        Accepted{"School phase is not one of primary, infant and Run is 1",
                 "School phase is not one of primary, infant and Run is 1"},
        Accepted{"Current letter is one of ban-2, ban-3", nullptr}, Accepted{"Current letter is ban-2", nullptr},
        Accepted{"Current letter is Ban confirmed", "Current letter is ban-2"},
        Accepted{"Response is received", nullptr}, Accepted{"Response is not-yet", nullptr},
        Accepted{"Response is not received", nullptr}, Accepted{"Possible steps includes exclusion", nullptr},
        Accepted{"Sections excludes 3.1a", nullptr}, Accepted{"Sections includes 3.1 A", "Sections includes 3.1a"},
        Accepted{"Help offered is yes", nullptr}, Accepted{"Help offered is no", nullptr},
        Accepted{"Incident summary is \xE2\x80\x9CShouting\xE2\x80\x9D", "Incident summary is \"shouting\""},
        Accepted{"Last name is 'O'Brien'", "Last name is \"o'brien\""},
        Accepted{"Last name is not \"Smith\"", "Last name is not \"smith\""}, Accepted{"Run is 1", nullptr},
        Accepted{"Run is not over 3", nullptr}, Accepted{"Run is at least 2", nullptr},
        Accepted{"Run is at most 2", nullptr}, Accepted{"Run is under 2", nullptr},
        Accepted{"Children is at least 2", nullptr}, Accepted{"Children is known", nullptr},
        Accepted{"Sections is over 1", nullptr}, Accepted{"Incident date is before Letter date", nullptr},
        Accepted{"Incident date is on or after 3 November 2026", nullptr},
        Accepted{"Incident date is not on or before 2026-11-03", "Incident date is not on or before 3 November 2026"},
        Accepted{"Incident date is 3 Nov 2026", "Incident date is 3 November 2026"},
        Accepted{"Letter date is after 10 working days after ban-1 date", nullptr},
        Accepted{"1 month before Letter date is after Incident date", nullptr},
        Accepted{"Incident date is before start of school year of Letter date", nullptr},
        Accepted{"Police told is before Letter date", nullptr},
        Accepted{"Incident date is the same as Ban decision date", nullptr},
        Accepted{"Gate is not the same as ban-1 Gate", nullptr}, Accepted{"not Run is 1", nullptr},
        Accepted{"not (Run is 1 or Run is 2)", nullptr}, Accepted{"(((Run is 1)))", "Run is 1"},
        Accepted{"Run is 1 and Run is 2 and Run is 3", nullptr},
        Accepted{"(Run is 1 or Run is 2) and Help offered is yes", nullptr},
        Accepted{"any Child has (Child year is before year-3)", nullptr},
        Accepted{"every Child has (Child year is at most year-6 and Child name is known)",
                 "every Child has (Child year is on or before year-6 and Child name is known)"},
        Accepted{"no Child has (Child year is not known)", nullptr},
        Accepted{"any Child has (Child is known)", nullptr},
        Accepted{"any Child has (any Child has (Child year is reception))", nullptr}),
    [](const auto& tested) { return "row_" + std::to_string(tested.index); });

struct Rejected {
  const char* source;
  const char* code;
  int column;        // 0: not looked at
  const char* says;  // in message or hint
};

class RejectedConditions : public testing::TestWithParam<Rejected> {};

TEST_P(RejectedConditions, SayWhatIsWrong) {
  Policy policy;
  const auto parsed = parse_condition(GetParam().source, policy.context());
  ASSERT_FALSE(parsed) << GetParam().source;
  const Diagnostic& diagnostic = parsed.error();
  EXPECT_EQ(diagnostic.code, GetParam().code) << diagnostic.message;
  if (GetParam().column > 0) {
    EXPECT_EQ(diagnostic.column, GetParam().column) << diagnostic.message;
  }
  const std::string said = diagnostic.message + " | " + diagnostic.hint;
  EXPECT_NE(said.find(GetParam().says), std::string::npos) << said;
}

INSTANTIATE_TEST_SUITE_P(
    Table, RejectedConditions,
    testing::Values(
        Rejected{"", "bad-condition", 1, "missing"}, Rejected{"   ", "bad-condition", 1, "missing"},
        Rejected{"Incidnet date is known", "unknown-fact", 1, "Did you mean “Incident date”?"},
        Rejected{"Incident dates is known", "unknown-fact", 1, "Did you mean “Incident date”?"},
        Rejected{"Run number is 2", "unknown-fact", 1, "“run number”"},
        Rejected{"Run is 1 and Lettr date is known", "unknown-fact", 14, "Did you mean “Letter date”?"},
        Rejected{"ban-1 dedline is known", "unknown-fact", 1, "ban-1 deadline"},
        Rejected{"ban-7 is sent", "unknown-fact", 1, "Did you mean “ban-1”?"},
        Rejected{"ban-1 Incident date is known", "unknown-fact", 1, "does not set “Incident date”"},
        Rejected{"School phase is primery", "unknown-option", 17, "Did you mean “primary”?"},
        Rejected{"School phase is one of primary, juniors", "unknown-option", 33,
                 "nursery, infant, primary, secondary"},
        Rejected{"Response is not response", "unknown-option", 17, "no option of “Response”"},
        Rejected{"Response is not yet", "unknown-option", 17, "Did you mean “is not-yet”?"},
        Rejected{"School phase is", "bad-condition", 0, "An option of “School phase” was expected"},
        Rejected{"Incident date", "bad-condition", 0, "Incident date” is a date: use before, after, on or before"},
        Rejected{"Incident date is primary", "bad-type", 0,
                 "Incident date is a date: use before, after, on or before, on or after, is known"},
        Rejected{"Incident date is \"today\"", "bad-type", 0, "is a date"},
        Rejected{"Incident date includes 3.1a", "bad-type", 15, "is a date"},
        Rejected{"Incident time is before Incident date", "bad-type", 0, "is a time of day"},
        Rejected{"Incident summary is shouting", "bad-type", 0, "in quotation marks"},
        Rejected{"School phase is \"primary\"", "bad-type", 0, "is one of nursery"},
        Rejected{"School phase includes primary", "bad-type", 0, "is one of nursery"},
        Rejected{"School phase is before primary", "bad-type", 0, "is, is not, is one of"},
        Rejected{"Sections is 3.1a", "bad-type", 0, "use includes, excludes"},
        Rejected{"Sections includes 9.9", "unknown-option", 0, "3.1a, 3.1b"},
        Rejected{"Help offered is true", "bad-type", 0, "use is yes, is no"},
        Rejected{"Help offered is not yes", "bad-type", 0, "use is yes, is no"},
        Rejected{"Help offered", "bad-condition", 0, "use is yes, is no"},
        Rejected{"Run is many", "bad-type", 0, "is a number"},
        Rejected{"Run is at least many", "bad-type", 0, "whole number"},
        Rejected{"Run is 99999999999999999999", "bad-type", 0, "is a number"},
        Rejected{"Children is after 3", "bad-type", 0, "is a list"},
        Rejected{"Incident date is sent", "bad-type", 0, "only letters are sent"},
        Rejected{"ban-1 is known", "bad-type", 0, "ban-1 is sent"}, Rejected{"ban-1", "bad-condition", 0, "is sent"},
        Rejected{"Incident date is before School phase", "bad-type", 0, "A date was expected"},
        Rejected{"Incident date is before ban-1", "bad-type", 0, "“ban-1 date”"},
        Rejected{"Incident date is before today", "unexpected-today", 25, "due"},
        Rejected{"Incident date is 30 February 2026", "bad-condition", 18, "does not exist"},
        Rejected{"Incident date is 2026-02-30", "bad-condition", 18, "is no date"},
        Rejected{"Incident date is before 10 fortnights after Letter date", "bad-condition", 0, "unit of time"},
        Rejected{"Incident date is before 10 working weeks after Letter date", "bad-condition", 0, "unit of time"},
        Rejected{"Incident date is before 10 days Letter date", "bad-condition", 0, "“before” or “after”"},
        Rejected{"Incident date is before 9999 years after Letter date", "bad-condition", 0, "200 years"},
        Rejected{"School phase is the same as Gate", "bad-type", 0, "never the same"},
        Rejected{"Incident date is the same as ban-1", "bad-type", 0, "is a letter"},
        Rejected{"Run is 1 and Run is 2 or Run is 3", "mixed-and-or", 23, "brackets"},
        Rejected{"(Run is 1", "bad-condition", 1, "never closed"},
        Rejected{"Run is 1)", "bad-condition", 9, "never opened"},
        Rejected{"()", "bad-condition", 2, "name was expected"},
        Rejected{"Run is 1 Run is 2", "bad-condition", 10, "not expected"},
        Rejected{"Run is 1 and", "bad-condition", 0, "missing at the end"},
        Rejected{"not", "bad-condition", 0, "missing"},
        Rejected{"Last name is \"Smith", "bad-condition", 14, "never closed"},
        Rejected{"\"Smith\" is Last name", "bad-condition", 1, "name was expected"},
        Rejected{"Run | count is 1", "bad-condition", 5, "stands a test"},
        Rejected{"Child year is reception", "item-outside", 1, "any Child has (…)"},
        Rejected{"any Child has (Run is 1) and Child year is reception", "item-outside", 30, "Child"},
        Rejected{"any Children has (Run is 1)", "bad-condition", 5, "any Child has"},
        Rejected{"any Child has Run is 1", "bad-condition", 0, "any Child has (…)"},
        Rejected{"any Chld has (Run is 1)", "unknown-fact", 5, "Did you mean “Child”?"},
        Rejected{"every Run has (Run is 1)", "unknown-fact", 0, "run"},
        Rejected{"Caf\xE9 is known", "bad-condition", 0, "UTF-8"}),
    [](const auto& tested) { return "row_" + std::to_string(tested.index); });

TEST(Conditions, KeepTheFoldedSourceAndPlacesInIt) {
  Policy policy;
  const Expression parsed = policy.condition("Incident  Date is known AND Run is 2");
  EXPECT_EQ(parsed.source, "incident date is known and run is 2");
  ASSERT_EQ(parsed.nodes.size(), 3U);
  EXPECT_EQ(parsed.root().op, Op::all_of);
  EXPECT_EQ(parsed.source.substr(parsed.nodes[1].begin, parsed.nodes[1].end - parsed.nodes[1].begin), "run is 2");
}

TEST(Conditions, TodayStandsOnlyWhereItIsAllowed) {
  Policy policy;
  Context context = policy.context();
  context.allow_today = true;
  EXPECT_TRUE(parse_condition("Letter date is before today", context));
  EXPECT_TRUE(parse_condition("today is after Letter date", context));
  EXPECT_FALSE(parse_condition("today is after Letter date", policy.context()));
}

TEST(Conditions, BareTextStandsOnlyWhereItIsAllowed) {
  Policy policy;
  Context context = policy.context();
  context.bare_text = true;
  const auto parsed = parse_condition("Last name is van Dyke and Run is 1", context);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_text(*parsed, policy.rules.vocabulary), "Last name is \"van dyke\" and Run is 1");
}

TEST(Conditions, FieldsMayBeNamedInsideTheirList) {
  Policy policy;
  Context context = policy.context();
  context.open_lists = {policy.children};
  EXPECT_TRUE(parse_condition("Child year is before year-3", context));
  EXPECT_TRUE(parse_symbol("Child", context));
  EXPECT_FALSE(parse_symbol("Child", policy.context()));
}

TEST(Conditions, ASymbolIsExactlyOneName) {
  Policy policy;
  EXPECT_EQ(policy.symbol("ban-1 Gate").past, PastField::choice);
  EXPECT_EQ(policy.symbol("Children").kind, SymbolKind::list_plural);
  for (const char* source :
       {"", "Incident", "Incident date is", "Incident date, Run", "ban-1", "ban-1 Incident date"}) {
    const auto parsed = parse_symbol(source, policy.context());
    ASSERT_FALSE(parsed) << source;
    EXPECT_FALSE(parsed.error().message.empty());
  }
  EXPECT_EQ(parse_symbol("Incident", policy.context()).error().code, "unknown-fact");
}

TEST(Conditions, NameWhatTheyReadOnceAndInOrder) {
  Policy policy;
  const auto symbols =
      symbols_of(policy.condition("any Child has (Child year is reception) and Letter date is after 3 days after ban-1 "
                                  "date and Letter date is known"));
  std::vector<std::string> names;
  for (const Symbol& symbol : symbols) names.push_back(policy.rules.vocabulary.name_of(symbol));
  EXPECT_EQ(names, (std::vector<std::string>{"Child", "Child year", "Letter date", "ban-1 date"}));
}

std::string repeat(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(Conditions, DepthIsLimited) {
  Policy policy;
  const std::string deep_enough = repeat("(", 60) + "Run is 1" + repeat(")", 60);
  EXPECT_TRUE(parse_condition(deep_enough, policy.context()));
  const std::string sources[] = {repeat("(", 10000) + "Run is 1" + repeat(")", 10000),
                                 repeat("(", 10000),
                                 repeat("not ", 10000) + "Run is 1",
                                 repeat("any Child has (", 10000),
                                 "Letter date is " + repeat("1 day after ", 10000) + "Letter date",
                                 "Letter date is " + repeat("start of school year of ", 10000) + "Letter date"};
  for (const std::string& source : sources) {
    const auto parsed = parse_condition(source, policy.context());
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, "too-deep");
  }
  // Long is not deep.
  EXPECT_TRUE(parse_condition("Run is 1" + repeat(" and Run is 1", 10000), policy.context()));
}

// Conditions made at random along the grammar.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string condition(int depth) {
    if (depth == 0) return test();
    switch (pick(6)) {
      case 0:
        return "(" + condition(depth - 1) + ") and (" + condition(depth - 1) + ")";
      case 1:
        return "(" + condition(depth - 1) + ") or (" + condition(depth - 1) + ")";
      case 2:
        return "not (" + condition(depth - 1) + ")";
      case 3:
        return one_of({"any", "every", "no"}) + " Child has ((" + condition(depth - 1) + ") and Child year is" +
               maybe(" not") + maybe(" before") + " year-3)";
      default:
        return test();
    }
  }

 private:
  std::size_t pick(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  std::string one_of(const std::vector<const char*>& words) { return words[pick(words.size())]; }
  std::string maybe(const char* words) { return pick(2) == 0 ? words : ""; }

  std::string date(int depth) {
    if (depth > 0 && pick(3) == 0) {
      return std::to_string(pick(40)) + one_of({" working day", " days", " week", " months", " year"}) +
             one_of({" before ", " after "}) + date(depth - 1);
    }
    if (depth > 0 && pick(5) == 0) return "start of school year of " + date(depth - 1);
    return one_of({"Incident date", "Letter date", "3 November 2026", "2026-11-03", "1 sept 2026", "ban-1 date",
                   "ban-1 deadline", "Police told", "Response deadline", "ban-2 Review date"});
  }

  std::string test() {
    switch (pick(10)) {
      case 0:
        return one_of({"ban-1", "warning-1"}) + " is" + maybe(" not") + " sent";
      case 1:
        return one_of({"Run", "Children", "ban-1 Gate", "Response", "Sections", "Police told"}) + " is" +
               maybe(" not") + " known";
      case 2:
        return "Incident date is" + maybe(" not") + " the same as Ban decision date";
      case 3:
        return "School phase is" + maybe(" not") + one_of({" primary", " one of primary, infant", " one of infant"});
      case 4:
        return one_of({"Sections", "ban-1 Possible steps"}) + one_of({" is at least 1", " is 2", " is not over 3"});
      case 5:
        return "Sections" + one_of({" includes", " excludes"}) + one_of({" 3.1a", " 3.2 b"});
      case 6:
        return one_of({"Help offered", "Gate applies"}) + " is " + one_of({"yes", "no"});
      case 7:
        return "Last name is" + maybe(" not") + one_of({" 'O'Brien'", " \"Smith (junior), and son\"", " “is”"});
      case 8:
        return one_of({"Run", "Children"}) + " is" + maybe(" not") +
               one_of({" 1", " over 2", " under 3", " at least 4", " at most 5"});
      default:
        return date(2) + " is" + maybe(" not") +
               one_of({" ", " before ", " after ", " on or before ", " on or after "}) + date(3);
    }
  }

  std::mt19937 random_;
};

TEST(Conditions, SayTheSameWhenReadAgain) {
  const Policy policy;
  Maker maker(20261103);
  for (int round = 0; round < 3000; ++round) {
    const std::string source = maker.condition(3);
    const auto parsed = parse_condition(source, policy.context());
    ASSERT_TRUE(parsed) << source << ": " << parsed.error().message;
    const std::string text = to_text(*parsed, policy.rules.vocabulary);
    const auto again = parse_condition(text, policy.context());
    ASSERT_TRUE(again) << source << " → " << text << ": " << again.error().message;
    EXPECT_EQ(to_text(*again, policy.rules.vocabulary), text) << source;
    EXPECT_EQ(again->nodes.size(), parsed->nodes.size()) << source;
    const auto folded = parse_condition(parsed->source, policy.context());
    ASSERT_TRUE(folded) << parsed->source;
    EXPECT_EQ(folded->source, parsed->source);
    EXPECT_EQ(to_text(*folded, policy.rules.vocabulary), text);
  }
}

TEST(Conditions, WordsInAnyOrderAreReadOrRefused) {
  const Policy policy;
  static const char* const kPieces[] = {
      "Run",      "is",    "not",  "1",     "and",    "or",          "(",       ")",        "known",    "Incident date",
      "before",   "10",    "days", "after", "one of", ",",           "primary", "Sections", "includes", "any Child has",
      "no",       "ban-1", "sent", "'x'",   "\"",     "the same as", "on",      "at least", "Child",    "start of",
      "November", "|"};
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string source;
    for (std::size_t i = random() % 10; i > 0; --i) source += std::string(kPieces[random() % std::size(kPieces)]) + " ";
    const auto parsed = parse_condition(source, policy.context());
    if (parsed) continue;
    EXPECT_FALSE(parsed.error().code.empty());
    EXPECT_GE(parsed.error().column, 1) << source;
    EXPECT_LE(static_cast<std::size_t>(parsed.error().column), source.size() + 1) << source;
  }
}

TEST(Conditions, NoBytesBreakTheReader) {
  Policy policy;
  std::mt19937 random(547);
  for (int round = 0; round < 4000; ++round) {
    std::string source;
    const std::size_t length = random() % 40;
    const bool letters = random() % 2 == 0;
    for (std::size_t i = 0; i < length; ++i) {
      source += letters ? " ()'\",|runis1andot"[random() % 18] : static_cast<char>(random() % 256);
    }
    const auto condition = parse_condition(source, policy.context());
    const auto date = parse_date(source, policy.context());
    const auto symbol = parse_symbol(source, policy.context());
    EXPECT_TRUE(condition || !condition.error().message.empty());
    EXPECT_TRUE(date || !date.error().message.empty());
    EXPECT_TRUE(symbol || !symbol.error().message.empty());
    if (!condition && is_utf8(source)) {
      EXPECT_TRUE(is_utf8(condition.error().message + condition.error().hint));
    }
  }
}

}  // namespace
}  // namespace caseletters::facts
