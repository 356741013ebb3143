#include "facts/prove_domain.h"

#include <algorithm>
#include <numeric>

namespace caseletters::facts {
namespace {

constexpr std::size_t kMostCombined = 5;  // options of a set that are tried in every combination
constexpr std::int64_t kMostItems = 12;

template <class T>
void add(std::vector<T>& values, T value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
}

// At, below and above each threshold, from 0.
std::vector<std::int64_t> around(const std::vector<std::int64_t>& thresholds, std::vector<std::int64_t> counts) {
  for (const std::int64_t threshold : thresholds) {
    for (const std::int64_t off : {0, -1, 1}) {
      if (threshold + off >= 0) add(counts, threshold + off);
    }
  }
  return counts;
}

OptionSet as_set(std::vector<int> options) {
  std::sort(options.begin(), options.end());
  OptionSet set;
  for (const int option : options) set.push_back(Option{option});
  return set;
}

bool is_blank(const Value& value) {
  return !value.known();
}

}  // namespace

Samples::Samples(const Rules& rules, const Reach& reach, const Calendar& calendar)
    : rules_(rules), dates_(rules, reach, calendar) {
  for (const Expression* expression : reach.expressions) look_at(*expression);
}

void Samples::set_values(int fact, std::vector<Value> values) {
  if (fact >= 0) given_.emplace_back(fact, std::move(values));
}

void Samples::look_at(const Expression& expression) {
  for (const Node& node : expression.nodes) {
    const int domain = node.symbol.type.domain;
    switch (node.op) {
      case Op::option_is:
      case Op::set_includes: {
        add(domains_[domain].tests, node.options);
        for (const int option : node.options) add(domains_[domain].named, option);
        break;
      }
      case Op::option_compare: {
        std::vector<int> holds;
        const int count =
            static_cast<int>(rules_.vocabulary.domains()[static_cast<std::size_t>(domain)].options.size());
        const int threshold = node.options[0];
        for (int i = 0; i < count; ++i) {
          const bool below = node.compare == Compare::less || node.compare == Compare::at_most;
          const bool above = node.compare == Compare::greater || node.compare == Compare::at_least;
          const bool at = node.compare != Compare::less && node.compare != Compare::greater;
          if ((below && i < threshold) || (above && i > threshold) || (at && i == threshold)) holds.push_back(i);
        }
        add(domains_[domain].tests, holds);
        break;
      }
      case Op::number_is:
        if (node.symbol.type.kind == Kind::set) {
          add(domains_[domain].counts, node.number);
        } else if (node.symbol.kind == SymbolKind::list_plural) {
          add(list_counts_[node.symbol.index], node.number);
        } else {
          add(numbers_, node.number);
        }
        break;
      case Op::text_is:
        add(texts_, node.text);
        break;
      case Op::same_as: {
        const Type& type = expression.nodes[static_cast<std::size_t>(node.children[0])].symbol.type;
        if (type.kind == Kind::option || type.kind == Kind::set) domains_[type.domain].all = true;
        texts_compared_ = texts_compared_ || type.kind == Kind::text;
        break;
      }
      default:
        break;
    }
  }
}

// One option for each way in which the tests can come out.
std::vector<int> Samples::options_to_try(int domain) const {
  const int count = static_cast<int>(rules_.vocabulary.domains()[static_cast<std::size_t>(domain)].options.size());
  const auto asked = domains_.find(domain);
  std::vector<int> options;
  std::vector<std::vector<bool>> seen;
  for (int option = 0; option < count; ++option) {
    std::vector<bool> outcome;
    if (asked != domains_.end()) {
      for (const auto& test : asked->second.tests) {
        outcome.push_back(std::find(test.begin(), test.end(), option) != test.end());
      }
    }
    const bool known = std::find(seen.begin(), seen.end(), outcome) != seen.end();
    if (known && (asked == domains_.end() || !asked->second.all)) continue;
    if (!known) seen.push_back(std::move(outcome));
    options.push_back(option);
  }
  return options;
}

std::vector<Value> Samples::sets_to_try(int domain) const {
  const int count = static_cast<int>(rules_.vocabulary.domains()[static_cast<std::size_t>(domain)].options.size());
  std::vector<int> options;  // those that rules name, and one that none names
  const auto asked = domains_.find(domain);
  if (asked != domains_.end()) options = asked->second.named;
  std::sort(options.begin(), options.end());
  const std::size_t named = options.size();
  for (int option = 0; option < count && options.size() == named; ++option) add(options, option);
  std::vector<Value> sets;
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  if (options.size() <= kMostCombined) {
    for (unsigned bits = 1; bits < (1u << options.size()); ++bits) {
      std::vector<int> some;
      for (std::size_t i = 0; i < options.size(); ++i) {
        if ((bits >> i) & 1u) some.push_back(options[i]);
      }
      sets.emplace_back(as_set(std::move(some)));
    }
  } else {
    for (std::size_t i = 0; i < options.size(); ++i) {
      sets.emplace_back(as_set({options[i]}));
      for (std::size_t j = i + 1; j < options.size(); ++j) sets.emplace_back(as_set({options[i], options[j]}));
    }
  }
  add(sets, Value(as_set(all)));
  if (asked != domains_.end()) {
    for (const std::int64_t size : around(asked->second.counts, {})) {
      if (size < 1 || size > count) continue;
      add(sets, Value(as_set({all.begin(), all.begin() + size})));
    }
  }
  return sets;
}

std::vector<Value> Samples::values_of(const Type& type, const Reading& what, const std::vector<MadeUp>& told) const {
  std::vector<Value> values;
  switch (type.kind) {
    case Kind::text:
      values.emplace_back(std::string("something"));
      if (texts_compared_) values.emplace_back(std::string("something else"));
      for (const std::string& text : texts_) values.emplace_back(text);
      break;
    case Kind::date:
      for (const Date day : dates_.days(what, told)) values.emplace_back(day);
      break;
    case Kind::moment:
      for (const Date day : dates_.days(what, told)) values.emplace_back(Moment{day, TimeOfDay{9 * 60}});
      break;
    case Kind::time:
      values.emplace_back(TimeOfDay{9 * 60});
      break;
    case Kind::number:
      for (const std::int64_t number : around(numbers_, {1})) values.emplace_back(number);
      break;
    case Kind::yes_no:
      values.emplace_back(true);
      values.emplace_back(false);
      break;
    case Kind::option:
      for (const int option : options_to_try(type.domain)) values.emplace_back(Option{option});
      break;
    case Kind::set:
      values = sets_to_try(type.domain);
      break;
  }
  return values;
}

std::vector<Value> Samples::fact_values(int fact, const Reading& what, const std::vector<MadeUp>& told) const {
  for (const auto& [given, values] : given_) {
    if (given == fact && what.what == Reading::What::fact) return values;
  }
  const FactDecl& declared = rules_.vocabulary.facts()[static_cast<std::size_t>(fact)];
  if (declared.origin == Origin::derived) return {};
  std::vector<Value> values = values_of(declared.type, what, told);
  if (declared.fallback) {
    // A blank cell says the same as the cell that says so.
    const bool option = declared.type.kind == Kind::option || declared.type.kind == Kind::yes_no;
    if (!option) add(values, *declared.fallback);
    return values;
  }
  // The day of the run stands in for a blank Letter date.
  if (fact == rules_.vocabulary.well_known().letter_date) return values;
  const bool same_as_no = declared.type.kind == Kind::yes_no && declared.blank == State::none;
  if (!same_as_no) values.insert(declared.blank == State::none ? values.begin() : values.end(), Value());
  return values;
}

std::vector<Value> Samples::values(const Reading& what, const std::vector<MadeUp>& told) const {
  const Vocabulary& vocabulary = rules_.vocabulary;
  const auto dates = [&](bool first_none) {
    std::vector<Value> days;
    if (first_none) days.push_back(Value::none());
    for (const Date day : dates_.days(what, told)) days.emplace_back(day);
    return days;
  };
  std::vector<Value> values;
  switch (what.what) {
    case Reading::What::fact:
    case Reading::What::field:
      values = fact_values(what.index, what, told);
      break;
    case Reading::What::items: {
      const auto asked = list_counts_.find(what.index);
      const std::vector<std::int64_t> none;
      for (const std::int64_t count : around(asked == list_counts_.end() ? none : asked->second, {0, 1, 2})) {
        if (count <= kMostItems) values.emplace_back(count);
      }
      break;
    }
    case Reading::What::today:
      values = dates(false);
      break;
    case Reading::What::past:
      switch (what.past) {
        case PastField::date:
        case PastField::response_date:
          values = dates(true);
          break;
        case PastField::response_channel:
          values = values_of(Type{Kind::option, Vocabulary::channels_domain}, what, told);
          values.insert(values.begin(), Value::none());
          break;
        case PastField::signatory:
          values = values_of(Type{Kind::option, Vocabulary::roles_domain}, what, told);
          break;
        case PastField::choice: {
          const auto index = static_cast<std::size_t>(what.past_index);
          const ChoiceDecl& choice = vocabulary.choices()[index];
          values = values_of(Type{choice.any ? Kind::set : Kind::option, choice.domain}, what, told);
          // What the rules make of it: nothing, where it was not asked or no option held.
          const bool asked_always = index < rules_.choices.size() && rules_.choices[index].guard.empty();
          if (choice.any || !asked_always) values.insert(values.begin(), Value());
          break;
        }
        case PastField::fact: {
          const FactDecl& fact = vocabulary.facts()[static_cast<std::size_t>(what.past_index)];
          if (fact.origin == Origin::derived) break;
          values = values_of(fact.type, what, told);
          values.insert(values.begin(), Value());  // not told: what the case says now
          break;
        }
        case PastField::deadline:
          break;
      }
      break;
  }
  if (known_first_) std::stable_partition(values.begin(), values.end(), [](const Value& v) { return !is_blank(v); });
  return values;
}

}  // namespace caseletters::facts
