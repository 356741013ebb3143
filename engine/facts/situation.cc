#include "facts/situation.h"

#include <algorithm>

namespace caseletters::facts {
namespace {

const Value kUnknown;
const Value kNone = Value::none();
const PastLetter kNeverSent;
constexpr int kDeepest = 200;  // rules inside rules; more is a ring or a policy that nobody could follow

// The option of the same id in another domain.
std::optional<Option> same_option(const Domain& from, Option option, const Domain& to) {
  const std::string& id = from.options[static_cast<std::size_t>(option.index)].id;
  for (std::size_t i = 0; i < to.options.size(); ++i) {
    if (to.options[i].id == id) return Option{static_cast<int>(i)};
  }
  return std::nullopt;
}

}  // namespace

Record Record::for_vocabulary(const Vocabulary& vocabulary) {
  Record record;
  record.facts.resize(vocabulary.facts().size());
  record.sources.resize(vocabulary.facts().size());
  record.lists.resize(vocabulary.lists().size());
  record.item_sources.resize(vocabulary.lists().size());
  record.letters.resize(vocabulary.letters().size());
  record.overrides.resize(vocabulary.choices().size());
  record.labels.resize(vocabulary.domains().size(), nullptr);
  return record;
}

Situation::Situation(const Rules& rules, const Record& record, const Calendar& calendar)
    : rules_(rules),
      record_(record),
      calendar_(calendar),
      fact_state_(rules.vocabulary.facts().size(), 0),
      fact_values_(rules.vocabulary.facts().size()),
      choice_state_(rules.vocabulary.choices().size(), 0),
      choice_values_(rules.vocabulary.choices().size()),
      choice_contents_(rules.vocabulary.choices().size()) {}

Situation::Situation(Situation& now, int letter) : Situation(now.rules_, now.record_, now.calendar_) {
  now_ = &now;
  letter_ = letter;
  listener_ = now.listener_;
  if (listener_ != nullptr) listener_->on_look_back();
  const Vocabulary::WellKnown& known = rules_.vocabulary.well_known();
  const auto index = static_cast<std::size_t>(letter);
  const auto replace = [&](int fact, Value value) {
    if (fact >= 0) replaced_.emplace_back(fact, std::move(value));
  };
  replace(known.current_letter, Value(Option{letter}));
  replace(known.letter_date, now.record_.letters[index].date);
  const bool role_known = index < rules_.letter_roles.size() && rules_.letter_roles[index] >= 0;
  replace(known.letter_signatory, role_known ? Value(Option{rules_.letter_roles[index]}) : Value());
  for (const int fact : {known.signatory_name, known.signatory_post, known.signatory_qualifications})
    replace(fact, Value());
  // What is told of that letter stands before what its rules give.
  const PastLetter& past = now.past_letter(letter);
  for (const auto& [fact, value] : past.facts) {
    if (value.state() != State::unknown) replace(fact, value);
  }
  if (past.deadline.known()) replace(known.response_deadline, past.deadline);
  // The letters of one date went together.
  OptionSet companions;
  const Value& date = past.date;
  for (std::size_t other = 0; other < record_.letters.size(); ++other) {
    if (other != index && date.known() && record_.letters[other].date == date) {
      companions.push_back(Option{static_cast<int>(other)});
    }
  }
  replace(known.companion_letters, companions.empty() ? Value::none() : Value(std::move(companions)));
}

Situation::~Situation() = default;

// What the record says of an earlier letter, as far as it was there at the time this situation looks from.
const PastLetter& Situation::past_letter(int letter) const {
  const auto index = static_cast<std::size_t>(letter);
  if (index >= record_.letters.size()) return kNeverSent;
  const PastLetter& past = record_.letters[index];
  if (letter == letter_) return kNeverSent;
  note({Reading::What::past, letter});
  if (now_ == nullptr) return past;
  const Value& then = record_.letters[static_cast<std::size_t>(letter_)].date;
  const bool later = then.known() && past.date.known() && past.date.as<Date>() > then.as<Date>();
  return later ? kNeverSent : past;
}

bool Situation::is_sent(int letter) const {
  const PastLetter& past = past_letter(letter);
  return past.sent || past.date.known();
}

Situation& Situation::at_letter(int letter) {
  Situation& now = now_ == nullptr ? *this : *now_;
  if (now.earlier_.empty()) now.earlier_.resize(now.rules_.vocabulary.letters().size());
  std::unique_ptr<Situation>& place = now.earlier_[static_cast<std::size_t>(letter)];
  if (place == nullptr) place.reset(new Situation(now, letter));
  return *place;
}

// What a cell, a setting or the engine said, before any rule.
bool Situation::column_speaks_of_past(int fact) const {
  const auto& vocabulary = rules_.vocabulary;
  const auto sets = [&](int letter) {
    const auto& facts = vocabulary.letters()[static_cast<std::size_t>(letter)].sets;
    return std::find(facts.begin(), facts.end(), fact) != facts.end();
  };
  const int current = vocabulary.well_known().current_letter;
  if (current < 0 || !sets(letter_)) return false;
  const Value& today = record_.facts[static_cast<std::size_t>(current)];
  const Value& column = record_.facts[static_cast<std::size_t>(fact)];
  if (!today.known() || sets(today.as<Option>().index) || !column.known()) return false;
  // A deadline before its letter is not that letter's; nor is one that a later letter may have set.
  const Value& sent = record_.letters[static_cast<std::size_t>(letter_)].date;
  for (std::size_t other = 0; other < record_.letters.size(); ++other) {
    const Value& later = record_.letters[other].date;
    if (sets(static_cast<int>(other)) && sent.known() && later.known() && later.as<Date>() > sent.as<Date>())
      return false;
  }
  const auto* date = std::get_if<Date>(&column.content());
  return date == nullptr || !sent.known() || *date > sent.as<Date>();
}

const Value& Situation::told(int fact) const {
  const auto index = static_cast<std::size_t>(fact);
  if (now_ != nullptr) {
    for (const auto& [replaced, value] : replaced_) {
      if (replaced == fact) return value;
    }
    // A column that overrides a rule speaks of the letter of today, or, where that sets no such fact, of the one that
    // did.
    if (rules_.vocabulary.facts()[index].origin == Origin::derived && !column_speaks_of_past(fact)) return kUnknown;
  }
  note({Reading::What::fact, fact});
  return index < record_.facts.size() ? record_.facts[index] : kUnknown;
}

namespace {

// What an empty cell means.
const Value& blank_value(const FactDecl& fact) {
  static const Value no(false);
  if (fact.fallback) return *fact.fallback;
  if (fact.blank != State::none) return kUnknown;
  return fact.type.kind == Kind::yes_no ? no : kNone;
}

}  // namespace

const Value& Situation::fact(int fact) {
  const auto index = static_cast<std::size_t>(fact);
  std::int8_t& state = fact_state_[index];
  if (state == 2) return fact_values_[index];
  if (state == 1) return kUnknown;
  const FactDecl& declared = rules_.vocabulary.facts()[index];
  if (declared.list >= 0) return kUnknown;
  const Value& given = told(fact);
  if (declared.origin != Origin::derived) {
    fact_values_[index] = given.state() == State::unknown ? blank_value(declared) : given;
    state = 2;
    return fact_values_[index];
  }
  asked_facts_.push_back(fact);
  if ((declared.overridable || now_ != nullptr) && given.state() != State::unknown) {
    fact_values_[index] = given;
  } else {
    state = 1;
    fact_values_[index] = computed(fact);
  }
  state = 2;
  return fact_values_[index];
}

Value Situation::computed(int fact) {
  const auto index = static_cast<std::size_t>(fact);
  const int rule = index < rules_.derived_of_fact.size() ? rules_.derived_of_fact[index] : -1;
  if (rule < 0 || depth_ >= kDeepest) return {};
  ++depth_;
  Value value = derive(rules_.derived[static_cast<std::size_t>(rule)]);
  --depth_;
  return value;
}

Value Situation::derive(const Derived& rule) {
  const Kind kind = rules_.vocabulary.facts()[static_cast<std::size_t>(rule.fact)].type.kind;
  for (const DerivedCase& line : rule.cases) {
    const Truth holds = line.when.empty() ? Truth::yes : test(line.when);
    if (holds == Truth::unknown) return {};
    if (holds == Truth::yes) return derive_case(line, kind);
  }
  return Value::none();
}

Value Situation::derive_case(const DerivedCase& rule, Kind kind) {
  if (rule.constant.state() != State::unknown) return rule.constant;
  if (!rule.text.empty()) {
    Printed printed = print(rule.text);
    if (printed.state == State::known && !printed.text.empty()) return Value(std::move(printed.text));
    return printed.state == State::unknown ? Value() : Value::none();
  }
  if (rule.value.empty()) return Value::none();
  if (kind == Kind::date) {
    DateResult found = date(rule.value, static_cast<int>(rule.value.nodes.size()) - 1, View{});
    if (rule.review >= 0) found = next_review(rule.review, found);
    if (found.state == State::known) return Value(found.date);
    return found.state == State::none ? Value::none() : Value();
  }
  if (rule.value.root().op == Op::symbol) return value(rule.value.root().symbol);
  const Truth truth = test(rule.value);
  return truth == Truth::unknown ? Value() : Value(truth == Truth::yes);
}

const Decision& Situation::choice(int choice) {
  const auto index = static_cast<std::size_t>(choice);
  if (choice_state_[index] == 2) return choice_values_[index];
  static const Decision undecided;
  if (choice_state_[index] == 1 || depth_ >= kDeepest) return undecided;
  choice_state_[index] = 1;
  asked_choices_.push_back(choice);
  ++depth_;
  decide(choice);
  --depth_;
  choice_state_[index] = 2;
  const Decision& decision = choice_values_[index];
  Value& content = choice_contents_[index];
  if (decision.outcome == Decision::Outcome::decided) {
    if (rules_.vocabulary.choices()[index].any) {
      content = decision.options.empty() ? Value::none() : Value(decision.options);
    } else if (!decision.options.empty()) {
      content = Value(decision.options.front());
    }
  } else if (decision.outcome == Decision::Outcome::outside_guard) {
    content = Value::none();
  }
  return decision;
}

// What a column says of a choice: of today's letter, or of the earlier one that this situation looks from.
std::optional<OptionSet> Situation::said_of_choice(int choice) const {
  const auto index = static_cast<std::size_t>(choice);
  const Vocabulary& vocabulary = rules_.vocabulary;
  if (now_ == nullptr) {
    if (index >= record_.overrides.size() || !record_.overrides[index]) return std::nullopt;
    // Nothing said is no answer where exactly one is wanted.
    const bool answered = vocabulary.choices()[index].any || !record_.overrides[index]->empty();
    return answered ? record_.overrides[index] : std::nullopt;
  }
  const PastLetter& past = record_.letters[static_cast<std::size_t>(letter_)];
  for (const auto& [told_choice, options] : past.choices) {
    if (told_choice == choice) return options;
  }
  if (choice != vocabulary.well_known().signatory_choice || !past.signatory.known()) return std::nullopt;
  const auto domain = static_cast<std::size_t>(vocabulary.choices()[index].domain);
  const auto role = same_option(vocabulary.domains()[Vocabulary::roles_domain], past.signatory.as<Option>(),
                                vocabulary.domains()[domain]);
  return role ? std::optional<OptionSet>(OptionSet{*role}) : std::nullopt;
}

void Situation::decide(int choice) {
  using Outcome = Decision::Outcome;
  const auto index = static_cast<std::size_t>(choice);
  Decision& decision = choice_values_[index];
  if (const auto said = said_of_choice(choice)) {
    decision.options = *said;
    decision.overridden = true;
    decision.outcome = Outcome::decided;
    return;
  }
  if (index >= rules_.choices.size()) return;
  const ChoiceRules& rules = rules_.choices[index];
  if (!rules.guard.empty()) {
    const Truth asked = test(rules.guard);
    if (asked == Truth::unknown) return;
    if (asked == Truth::no) {
      decision.outcome = Outcome::outside_guard;
      return;
    }
  }
  bool any_unknown = false;
  for (std::size_t i = 0; i < rules.options.size(); ++i) {
    const Expression& when = rules.options[i].when;
    if (when.empty()) continue;
    const Truth holds = test(when);
    any_unknown = any_unknown || holds == Truth::unknown;
    if (holds == Truth::yes) decision.options.push_back(Option{static_cast<int>(i)});
  }
  const ChoiceDecl& declared = rules_.vocabulary.choices()[index];
  const std::size_t count = decision.options.size();
  if (any_unknown) {
    decision.outcome = Outcome::unknown;
    decision.options.clear();
  } else if (declared.any) {
    const bool enough = count >= static_cast<std::size_t>(std::max(declared.at_least, 0));
    decision.outcome = enough ? Outcome::decided : Outcome::none_holds;
  } else {
    decision.outcome = count == 1 ? Outcome::decided : count == 0 ? Outcome::none_holds : Outcome::several_hold;
  }
}

int Situation::item_of(int list, const View& view) const {
  for (const View* at = &view; at != nullptr; at = at->outer) {
    if (at->list == list) return at->item;
    if (at->scope == nullptr) continue;
    for (auto place = at->scope->places.rbegin(); place != at->scope->places.rend(); ++place) {
      if (place->list == list) return place->item;
    }
  }
  return -1;
}

std::size_t Situation::item_count(int list) const {
  const auto index = static_cast<std::size_t>(list);
  note({Reading::What::items, list});
  return index < record_.lists.size() ? record_.lists[index].size() : 0;
}

const Value& Situation::field_value(int fact, const View& view) const {
  const FactDecl& declared = rules_.vocabulary.facts()[static_cast<std::size_t>(fact)];
  const int item = item_of(declared.list, view);
  if (item < 0 || static_cast<std::size_t>(item) >= item_count(declared.list)) return kUnknown;
  const auto list = static_cast<std::size_t>(declared.list);
  const std::vector<int>& fields = rules_.vocabulary.lists()[list].fields;
  const auto place = static_cast<std::size_t>(std::find(fields.begin(), fields.end(), fact) - fields.begin());
  const Item& values = record_.lists[list][static_cast<std::size_t>(item)];
  note({Reading::What::field, fact, item});
  if (place < values.size() && values[place].state() != State::unknown) return values[place];
  return blank_value(declared);
}

const Value& Situation::look(const Symbol& symbol, const View& view, Value& storage) {
  const auto index = static_cast<std::size_t>(symbol.index);
  switch (symbol.kind) {
    case SymbolKind::fact:
      if (rules_.vocabulary.facts()[index].list >= 0) return field_value(symbol.index, view);
      return fact(symbol.index);
    case SymbolKind::list_item: {
      const std::vector<int>& fields = rules_.vocabulary.lists()[index].fields;
      return fields.empty() ? kUnknown : field_value(fields.front(), view);
    }
    case SymbolKind::list_plural:
      storage = Value(static_cast<std::int64_t>(item_count(symbol.index)));
      return storage;
    case SymbolKind::choice:
      static_cast<void>(choice(symbol.index));
      return choice_state_[index] == 2 ? choice_contents_[index] : kUnknown;
    case SymbolKind::letter:
      return kUnknown;
    case SymbolKind::past:
      return look_past(symbol, storage);
  }
  return kUnknown;
}

const Value& Situation::look_past(const Symbol& symbol, Value& storage) {
  if (!is_sent(symbol.index)) return kNone;
  const PastLetter& past = past_letter(symbol.index);
  note({Reading::What::past, symbol.index, -1, symbol.past, symbol.past_index});
  const Vocabulary& vocabulary = rules_.vocabulary;
  const auto or_none = [](const Value& value) -> const Value& { return value.known() ? value : kNone; };
  switch (symbol.past) {
    case PastField::date:
      return past.date;
    case PastField::response_date:
      return or_none(past.response_date);
    case PastField::response_channel:
      return or_none(past.response_channel);
    case PastField::deadline: {
      if (past.deadline.known()) return past.deadline;
      const int deadline = vocabulary.well_known().response_deadline;
      return deadline < 0 ? kUnknown : at_letter(symbol.index).fact(deadline);
    }
    case PastField::signatory: {
      if (past.signatory.known()) return past.signatory;
      const int signatory = vocabulary.well_known().signatory_choice;
      if (signatory < 0) return kUnknown;
      const Decision& decision = at_letter(symbol.index).choice(signatory);
      if (decision.outcome != Decision::Outcome::decided || decision.options.size() != 1) return kUnknown;
      const auto domain = static_cast<std::size_t>(vocabulary.choices()[static_cast<std::size_t>(signatory)].domain);
      const auto role = same_option(vocabulary.domains()[domain], decision.options.front(),
                                    vocabulary.domains()[Vocabulary::roles_domain]);
      if (!role) return kUnknown;
      // The usual signatory is taken to have signed. Whether somebody stood in for that one on the day, nobody knows:
      // that somebody does today tells nothing of it.
      const auto letter = static_cast<std::size_t>(symbol.index);
      const bool usual = letter < rules_.letter_roles.size() && rules_.letter_roles[letter] == role->index;
      if (!usual && !decision.overridden) return kUnknown;
      storage = Value(*role);
      return storage;
    }
    case PastField::choice: {
      Situation& then = at_letter(symbol.index);
      static_cast<void>(then.choice(symbol.past_index));
      const auto index = static_cast<std::size_t>(symbol.past_index);
      return then.choice_state_[index] == 2 ? then.choice_contents_[index] : kUnknown;
    }
    case PastField::fact:
      return at_letter(symbol.index).fact(symbol.past_index);
  }
  return kUnknown;
}

Value Situation::value(const Symbol& symbol, const Scope& scope) {
  Value storage;
  const Value& found = look(symbol, View{nullptr, &scope, -1, -1}, storage);
  // A list or a set without anything in it is nothing, as `is known` has it.
  const auto* set = std::get_if<OptionSet>(&found.content());
  const bool empty_list = symbol.kind == SymbolKind::list_plural && found.as<std::int64_t>() == 0;
  return empty_list || (set != nullptr && set->empty()) ? Value::none() : found;
}

}  // namespace caseletters::facts
