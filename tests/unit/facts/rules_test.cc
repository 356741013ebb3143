#include "facts/rules.h"

#include "sample_case.h"

namespace caseletters::facts {
namespace {

using sample::Policy;

TEST(Fields, HoldANameAndItsFormats) {
  Policy policy;
  const auto field = parse_field(" Incident_Date |  Weekday ", policy.context());
  ASSERT_TRUE(field);
  EXPECT_EQ(field->symbol.index, policy.fact("Incident date"));
  EXPECT_TRUE(field->has(Format::weekday));
  EXPECT_FALSE(field->has(Format::optional));
  EXPECT_TRUE(parse_field("Title | upper | optional", policy.context())->has(Format::optional));
  EXPECT_TRUE(parse_field("Children | count", policy.context()));
}

TEST(Fields, AreRefusedWithAReason) {
  Policy policy;
  struct Row {
    const char* source;
    const char* code;
    const char* says;
  };
  for (const Row& row :
       {Row{"Incident dat", "unknown-fact", "Incident date"}, Row{"Incident date | weekdy", "bad-format", "weekday"},
        Row{"Title | weekday", "bad-format", "dates"}, Row{"Run | count", "bad-format", "sets and lists"},
        Row{"Incident date | short | month", "bad-format", "both"}, Row{"Title | upper | lower", "bad-format", "both"},
        Row{"Incident date |", "bad-format", "There is no format"}, Row{"Child name", "item-outside", "for each Child"},
        Row{"ban-1", "bad-condition", "ban-1 date"}, Row{"ban-1 dedline", "unknown-fact", "ban-1 deadline"}}) {
    const auto field = parse_field(row.source, policy.context());
    ASSERT_FALSE(field) << row.source;
    EXPECT_EQ(field.error().code, row.code) << field.error().message;
    EXPECT_NE((field.error().message + field.error().hint).find(row.says), std::string::npos) << field.error().message;
  }
}

TEST(Text, IsCutIntoWordsAndFields) {
  Policy policy;
  const TextTemplate text = policy.text("Dear {{Title}} {{Last name | upper}},{{note: no comma for heads}}");
  ASSERT_EQ(text.size(), 3U);
  EXPECT_EQ(text[0].literal, "Dear ");
  EXPECT_EQ(text[0].field.symbol.index, policy.fact("Title"));
  EXPECT_EQ(text[1].literal, " ");
  EXPECT_TRUE(text[1].field.has(Format::upper));
  EXPECT_EQ(text[2].literal, ",");
  EXPECT_FALSE(text[2].has_field);
  EXPECT_TRUE(policy.text("").empty());
}

TEST(Text, IsRefusedWithAReason) {
  Policy policy;
  struct Row {
    const char* source;
    const char* code;
  };
  for (const Row& row : {Row{"Dear {{Title", "bad-mark"}, Row{"{{if Title is known}}x{{end if}}", "bad-mark"},
                         Row{"{{else}}", "bad-mark"}, Row{"{{for each Child}}", "bad-mark"},
                         Row{"{{Titel}}", "unknown-fact"}, Row{"{{}}", "bad-condition"}}) {
    const auto text = parse_text(row.source, policy.context());
    ASSERT_FALSE(text) << row.source;
    EXPECT_EQ(text.error().code, row.code) << text.error().message;
  }
}

TEST(Cycles, AreNamed) {
  Policy policy;
  EXPECT_TRUE(find_cycle(policy.rules).empty());
  policy.add_case("Review date", "Response is received").value = policy.date("Letter date");
  policy.add_rule(policy.response, "Gate applies is yes");
  EXPECT_TRUE(find_cycle(policy.rules).empty());
  // What an earlier letter said was settled then.
  policy.add_case("Gate applies", "").value = policy.condition("ban-1 Review date is known");
  EXPECT_TRUE(find_cycle(policy.rules).empty());
  policy.add_case("Gate applies", "").value = policy.condition("Review date is known");
  const auto ring = find_cycle(policy.rules);
  EXPECT_EQ(ring, (std::vector<std::string>{"Review date", "Response", "Gate applies", "Review date"}));
}

TEST(Cycles, ALongChainIsNone) {
  Policy policy;
  std::string next = "Behaviour modified";
  for (int i = 0; i < 3000; ++i) {
    FactDecl fact;
    fact.name = "Step " + std::to_string(i);
    fact.type = Type{Kind::yes_no, -1};
    fact.origin = Origin::derived;
    const int index = *policy.rules.vocabulary.add_fact(fact);
    policy.rules.derived_of_fact.resize(static_cast<std::size_t>(index) + 1, -1);
    policy.rules.derived_of_fact.back() = static_cast<int>(policy.rules.derived.size());
    policy.rules.derived.push_back({index, {}});
    policy.add_case(fact.name, "").value = policy.condition(next + " is yes");
    next = fact.name;
  }
  EXPECT_TRUE(find_cycle(policy.rules).empty());
  // Deeper than any policy: it ends, and says that it does not know.
  sample::Case told(policy);
  told.tell("Behaviour modified", true);
  Situation situation(policy.rules, told.record, told.calendar);
  EXPECT_EQ(situation.value(policy.symbol(next)).state(), State::unknown);
  EXPECT_FALSE(situation.missing_for(policy.symbol(next)).empty());
  EXPECT_EQ(situation.value(policy.symbol("Step 100")), Value(true));
}

TEST(Cycles, AreFoundThroughWordsAndReviews) {
  Policy policy;
  policy.add_case("Salutation", "").text = policy.text("{{Salutation}}");
  EXPECT_EQ(find_cycle(policy.rules), (std::vector<std::string>{"Salutation", "Salutation"}));
  Policy other;
  other.rules.reviews.push_back({"ban", 6, Unit::months, other.date("Review date"), "ban-3"});
  DerivedCase& line = other.add_case("Review date", "");
  line.value = other.date("Letter date");
  line.review = 0;
  EXPECT_EQ(find_cycle(other.rules), (std::vector<std::string>{"Review date", "Review date"}));
}

}  // namespace
}  // namespace caseletters::facts
