// A small policy and a case for the tests of this room: few names, every type.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "facts/situation.h"

namespace caseletters::facts::sample {

inline Date day(const char* iso) {
  const auto date = Date::from_iso(iso);
  EXPECT_TRUE(date.has_value()) << iso;
  return date.value_or(Date{});
}

inline Domain options_of(std::string name, const std::vector<std::string>& ids, bool ordered = false) {
  Domain domain;
  domain.name = std::move(name);
  domain.ordered = ordered;
  for (const std::string& id : ids) domain.options.push_back({id, "", "", {}});
  return domain;
}

// Declares; a refusal fails the test.
class Policy {
 public:
  Rules rules;

  Policy() {
    Vocabulary& words = rules.vocabulary;
    phase = add(words.add_domain(options_of("School phase", {"nursery", "infant", "primary", "secondary"})));
    year = add(words.add_domain(year_groups()));
    section = add(words.add_domain(sections()));
    sanction = add(words.add_domain(options_of("Sanctions", {"pause", "meetings", "exclusion"})));

    letter("warning-1", "First warning");
    letter("ban-1", "Ban for now");
    letter("ban-2", "Ban confirmed");
    letter("ban-3", "Ban continued");
    fact("Case ID", Kind::text);
    fact("Title", Kind::text, -1, State::none);
    fact("Last name", Kind::text);
    fact("First name", Kind::text);
    fact("Incident date", Kind::date);
    fact("Incident time", Kind::time);
    fact("Incident summary", Kind::text);
    fact("Police told", Kind::moment, -1, State::none);
    fact("School phase", Kind::option, phase);
    fact("Sections", Kind::set, section, State::none);
    fact("Sanctions", Kind::set, sanction);
    fact("Help offered", Kind::yes_no, -1, State::none);
    fact("Behaviour modified", Kind::yes_no);
    fact("Ban decision date", Kind::date, -1, State::none);
    fact("Letter date", Kind::date);
    run = fact("Run", Kind::number, -1, State::unknown, Origin::workbook, Value(std::int64_t{1}));
    fact("Current letter", Kind::option, Vocabulary::letters_domain, State::unknown, Origin::engine);
    fact("Letter signatory", Kind::option, Vocabulary::roles_domain, State::unknown, Origin::engine);
    fact("Companion letters", Kind::set, Vocabulary::letters_domain, State::none, Origin::engine);

    ListDecl list;
    list.item = "Child";
    list.plural = "Children";
    children = add(words.add_list(list));
    field("Child name", Kind::text);
    field("Child year", Kind::option, year);
    field("Child relationship", Kind::text, -1, Value(std::string("parent")));

    response = choice("Response", options_of("Response", {"received", "no-response", "not-yet"}));
    gate = choice("Gate", options_of("Gate", {"primary", "none"}));
    ChoiceDecl steps;
    steps.name = "Possible steps";
    steps.domain = sanction;
    steps.any = true;
    possible_steps = add(words.add_choice(steps));
    rules.choices.push_back({});
    signatory = choice("Signatory", Vocabulary::roles_domain);

    derived("Response deadline", Kind::date, true);
    derived("Review date", Kind::date, true);
    derived("Gate applies", Kind::yes_no);
    derived("Salutation", Kind::text);
    const int deadline = *words.fact("Response deadline");
    words.set_sets(1, {deadline, *words.fact("Review date")});
    words.set_sets(2, {*words.fact("Review date")});
  }

  static Domain year_groups() {
    Domain domain =
        options_of("Child year", {"nursery", "reception", "year-1", "year-2", "year-3", "year-6", "year-7"}, true);
    domain.options[1].words = {"R"};
    return domain;
  }

  static Domain sections() {
    Domain domain;
    domain.name = "Sections";
    for (const auto& [group, label] : std::vector<std::pair<std::string, std::string>>{
             {"3.1", "a"}, {"3.1", "b"}, {"3.1", "c"}, {"3.1", "d"}, {"3.2", "a"}, {"3.2", "b"}}) {
      domain.options.push_back({group + label, label, group, {}});
    }
    return domain;
  }

  [[nodiscard]] Context context() const {
    Context context;
    context.vocabulary = &rules.vocabulary;
    return context;
  }

  [[nodiscard]] Expression condition(std::string_view source) const {
    auto parsed = parse_condition(source, context());
    EXPECT_TRUE(parsed.has_value()) << source << ": " << (parsed ? "" : parsed.error().message);
    return parsed ? *parsed : Expression{};
  }
  [[nodiscard]] Expression date(std::string_view source) const {
    auto parsed = parse_date(source, context());
    EXPECT_TRUE(parsed.has_value()) << source << ": " << (parsed ? "" : parsed.error().message);
    return parsed ? *parsed : Expression{};
  }
  [[nodiscard]] Symbol symbol(std::string_view source) const {
    auto parsed = parse_symbol(source, context());
    EXPECT_TRUE(parsed.has_value()) << source << ": " << (parsed ? "" : parsed.error().message);
    return parsed ? *parsed : Symbol{};
  }
  [[nodiscard]] TextTemplate text(std::string_view source) const {
    auto parsed = parse_text(source, context());
    EXPECT_TRUE(parsed.has_value()) << source << ": " << (parsed ? "" : parsed.error().message);
    return parsed ? *parsed : TextTemplate{};
  }
  [[nodiscard]] int fact(std::string_view name) const {
    const auto found = rules.vocabulary.fact(name);
    EXPECT_TRUE(found.has_value()) << name;
    return found.value_or(0);
  }

  // One more case of a derived fact; an empty `when` holds always.
  DerivedCase& add_case(std::string_view name, std::string_view when) {
    const int rule = rules.derived_of_fact[static_cast<std::size_t>(fact(name))];
    auto& cases = rules.derived[static_cast<std::size_t>(rule)].cases;
    cases.emplace_back();
    if (!when.empty()) cases.back().when = condition(when);
    return cases.back();
  }
  void add_rule(int choice, std::string_view when) {
    auto& options = rules.choices[static_cast<std::size_t>(choice)].options;
    options.emplace_back();
    if (!when.empty()) options.back().when = condition(when);
  }

  int phase = 0, year = 0, section = 0, sanction = 0, run = 0, children = 0;
  int response = 0, gate = 0, possible_steps = 0, signatory = 0;

 private:
  static int add(Result<int> made) {
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().message);
    return made ? *made : 0;
  }
  void letter(const char* id, const char* title) {
    LetterDecl declared;
    declared.id = id;
    declared.title = title;
    add(rules.vocabulary.add_letter(declared));
  }
  int fact(const char* name, Kind kind, int domain = -1, State blank = State::unknown, Origin origin = Origin::workbook,
           std::optional<Value> fallback = {}) {
    FactDecl declared;
    declared.name = name;
    declared.type = Type{kind, domain};
    declared.blank = blank;
    declared.origin = origin;
    declared.fallback = std::move(fallback);
    const int index = add(rules.vocabulary.add_fact(declared));
    rules.derived_of_fact.resize(static_cast<std::size_t>(index) + 1, -1);
    return index;
  }
  void field(const char* name, Kind kind, int domain = -1, std::optional<Value> fallback = {}) {
    FactDecl declared;
    declared.name = name;
    declared.type = Type{kind, domain};
    declared.list = children;
    declared.fallback = std::move(fallback);
    const int index = add(rules.vocabulary.add_fact(declared));
    rules.derived_of_fact.resize(static_cast<std::size_t>(index) + 1, -1);
  }
  int choice(const char* name, Domain domain) {
    return choice(name, add(rules.vocabulary.add_domain(std::move(domain))));
  }
  int choice(const char* name, int domain) {
    ChoiceDecl declared;
    declared.name = name;
    declared.domain = domain;
    rules.choices.push_back({});
    return add(rules.vocabulary.add_choice(declared));
  }
  void derived(const char* name, Kind kind, bool overridable = false) {
    FactDecl declared;
    declared.name = name;
    declared.type = Type{kind, -1};
    declared.origin = Origin::derived;
    declared.overridable = overridable;
    const int index = add(rules.vocabulary.add_fact(declared));
    rules.derived_of_fact.resize(static_cast<std::size_t>(index) + 1, -1);
    rules.derived_of_fact[static_cast<std::size_t>(index)] = static_cast<int>(rules.derived.size());
    rules.derived.push_back({index, {}});
  }
};

// A case of that policy, and the situation it makes.
class Case {
 public:
  explicit Case(const Policy& policy) : policy_(policy), record(Record::for_vocabulary(policy.rules.vocabulary)) {}

  template <class T>
  Case& tell(std::string_view name, T content) {
    record.facts[static_cast<std::size_t>(policy_.fact(name))] = Value(std::move(content));
    return *this;
  }
  Case& tell_option(std::string_view name, std::string_view id) {
    const Symbol symbol = policy_.symbol(name);
    const auto option = policy_.rules.vocabulary.domains()[static_cast<std::size_t>(symbol.type.domain)].find(id);
    EXPECT_TRUE(option.has_value()) << name << " " << id;
    return tell(name, option.value_or(Option{}));
  }
  Case& tell_set(std::string_view name, const std::vector<std::string>& ids) {
    const Symbol symbol = policy_.symbol(name);
    OptionSet set;
    for (const std::string& id : ids) {
      const auto option = policy_.rules.vocabulary.domains()[static_cast<std::size_t>(symbol.type.domain)].find(id);
      EXPECT_TRUE(option.has_value()) << name << " " << id;
      set.push_back(option.value_or(Option{}));
    }
    return tell(name, std::move(set));
  }
  // An empty year is one that nobody told.
  Case& child(std::string name, std::string_view year) {
    Item item(3);
    if (!name.empty()) item[0] = Value(std::move(name));
    const auto option = policy_.rules.vocabulary.domains()[static_cast<std::size_t>(policy_.year)].find(year);
    if (option) item[1] = Value(*option);
    record.lists[static_cast<std::size_t>(policy_.children)].push_back(std::move(item));
    return *this;
  }
  PastLetter& letter(std::string_view id) {
    return record.letters[static_cast<std::size_t>(policy_.rules.vocabulary.letter(id).value_or(0))];
  }
  Case& sent(std::string_view id, const char* date) {
    letter(id).sent = true;
    letter(id).date = Value(day(date));
    return *this;
  }

 private:
  const Policy& policy_;

 public:
  Record record;
  Calendar calendar;
};

}  // namespace caseletters::facts::sample
