#include "facts/prove_dates.h"

#include <algorithm>

namespace caseletters::facts {
namespace {

constexpr int kDeepest = 12;            // derived dates inside derived dates
constexpr std::size_t kMostTerms = 48;  // of one side of a comparison
constexpr int kWellOff = 45;            // days: far from a threshold, with room for others between

bool matches(const Reading& pattern, const Reading& what) {
  if (pattern.what != what.what || pattern.index != what.index) return false;
  if (pattern.what == Reading::What::field) return true;  // a rule speaks of every item alike
  return pattern.past == what.past && pattern.past_index == what.past_index;
}

// Walks a date expression down to what is told, as seen from today's letter or (letter ≥ 0) from an earlier one.
class Terms {
 public:
  explicit Terms(const Rules& rules) : rules_(rules) {}

  void walk(const Expression& expression, int index, int letter, std::vector<DateTerm::Step> steps, int depth) {
    if (depth > kDeepest || found.size() >= kMostTerms) return;
    const Node& node = expression.nodes[static_cast<std::size_t>(index)];
    switch (node.op) {
      case Op::date_literal: {
        DateTerm term;
        term.literal = node.date;
        keep(std::move(term), std::move(steps));
        return;
      }
      case Op::today:
        told({Reading::What::today}, std::move(steps));
        return;
      case Op::date_shift:
        steps.push_back({node.number, node.unit, false});
        return walk(expression, node.children[0], letter, std::move(steps), depth + 1);
      case Op::school_year_start:
        steps.push_back({0, Unit::days, true});
        return walk(expression, node.children[0], letter, std::move(steps), depth + 1);
      case Op::symbol:
        return symbol(node.symbol, letter, std::move(steps), depth + 1);
      default:
        return;
    }
  }

  std::vector<DateTerm> found;

 private:
  void symbol(const Symbol& name, int letter, std::vector<DateTerm::Step> steps, int depth) {
    if (name.kind == SymbolKind::fact) return fact(name.index, letter, std::move(steps), depth);
    if (name.kind == SymbolKind::list_item) return;
    if (name.kind != SymbolKind::past) return;
    if (name.past == PastField::deadline) {
      return fact(rules_.vocabulary.well_known().response_deadline, name.index, std::move(steps), depth);
    }
    if (name.past == PastField::fact && is_derived(name.past_index)) {
      return fact(name.past_index, name.index, std::move(steps), depth);
    }
    if (name.past == PastField::fact) fact(name.past_index, letter, steps, depth);
    told({Reading::What::past, name.index, -1, name.past, name.past_index}, std::move(steps));
  }

  void fact(int index, int letter, std::vector<DateTerm::Step> steps, int depth) {
    if (index < 0 || depth > kDeepest) return;
    const FactDecl& declared = rules_.vocabulary.facts()[static_cast<std::size_t>(index)];
    if (declared.list >= 0) return told({Reading::What::field, index}, std::move(steps));
    if (letter >= 0 && index == rules_.vocabulary.well_known().letter_date) {
      return told({Reading::What::past, letter}, std::move(steps));
    }
    if (!is_derived(index)) return told({Reading::What::fact, index}, std::move(steps));
    const auto rule = static_cast<std::size_t>(rules_.derived_of_fact[static_cast<std::size_t>(index)]);
    for (const DerivedCase& line : rules_.derived[rule].cases) {
      if (const Date* day = std::get_if<Date>(&line.constant.content())) {
        DateTerm term;
        term.literal = *day;
        keep(std::move(term), steps);
      }
      if (line.value.empty()) continue;
      const int root = static_cast<int>(line.value.nodes.size()) - 1;
      if (line.review < 0) {
        walk(line.value, root, letter, steps, depth + 1);
        continue;
      }
      // A review falls one or several periods after its anchor.
      const ReviewCycle& cycle = rules_.reviews[static_cast<std::size_t>(line.review)];
      if (cycle.anchor.empty()) continue;
      const auto [count, unit] = cycle.count == 0 ? open_period : std::pair{cycle.count, cycle.unit};
      for (const int times : {1, 2}) {
        auto with_period = steps;
        with_period.push_back({std::int64_t{times} * count, unit, false});
        walk(cycle.anchor, static_cast<int>(cycle.anchor.nodes.size()) - 1, letter, std::move(with_period), depth + 1);
      }
    }
  }

  [[nodiscard]] bool is_derived(int fact) const {
    const auto index = static_cast<std::size_t>(fact);
    return index < rules_.derived_of_fact.size() && rules_.derived_of_fact[index] >= 0;
  }

  void told(const Reading& what, std::vector<DateTerm::Step> steps) {
    DateTerm term;
    term.told = what;
    keep(std::move(term), std::move(steps));
  }

  void keep(DateTerm term, std::vector<DateTerm::Step> steps) {
    std::reverse(steps.begin(), steps.end());
    term.steps = std::move(steps);
    if (found.size() < kMostTerms) found.push_back(std::move(term));
  }

  const Rules& rules_;
};

}  // namespace

std::optional<Date> day_of(const Value& value) {
  if (const Date* day = std::get_if<Date>(&value.content())) return *day;
  if (const Moment* moment = std::get_if<Moment>(&value.content())) return moment->date;
  return std::nullopt;
}

std::vector<DateTerm> date_terms(const Rules& rules, const Expression& expression, int node) {
  Terms terms(rules);
  terms.walk(expression, node, -1, {}, 0);
  return std::move(terms.found);
}

DateBounds::DateBounds(const Rules& rules, const Reach& reach, const Calendar& calendar)
    : rules_(rules), calendar_(calendar) {
  bool working_days = false;
  bool months = false;
  for (const Expression* expression : reach.expressions) {
    for (const Node& node : expression->nodes) {
      const bool same = node.op == Op::same_as;
      working_days = working_days || (node.op == Op::date_shift && node.unit == Unit::working_days);
      months = months || node.op == Op::school_year_start ||
               (node.op == Op::date_shift && (node.unit == Unit::months || node.unit == Unit::years));
      if (node.op != Op::date_is && !same) continue;
      const Symbol& left = expression->nodes[static_cast<std::size_t>(node.children[0])].symbol;
      if (same && left.type.kind != Kind::date && left.type.kind != Kind::moment) continue;
      add(date_terms(rules_, *expression, node.children[0]), date_terms(rules_, *expression, node.children[1]));
    }
  }
  // Where days are counted it matters on which day of the week, and before which holiday, the count begins; where
  // months are, that the month has no such day; where school years are, which side of 1 September it is.
  const auto day = [](int year, unsigned month, unsigned of_month) { return *Date::from_ymd(year, month, of_month); };
  plain_days_ = {day(2026, 11, 3)};
  if (working_days) {
    for (const unsigned of_month : {2u, 4u, 5u, 6u}) plain_days_.push_back(day(2026, 11, of_month));
    plain_days_.push_back(day(2026, 12, 18));
  }
  if (months) plain_days_.insert(plain_days_.end(), {day(2026, 8, 31), day(2026, 9, 1)});
}

void DateBounds::add(const std::vector<DateTerm>& left, const std::vector<DateTerm>& right) {
  for (const DateTerm& one : left) {
    for (const DateTerm& other : right) {
      Comparison comparison{one, other};
      const bool known = std::find(comparisons_.begin(), comparisons_.end(), comparison) != comparisons_.end();
      if (!known) comparisons_.push_back(std::move(comparison));
    }
  }
}

Date DateBounds::apply(const DateTerm::Step& step, Date day, bool back) const {
  if (step.school_year_start) return day.school_year_start();
  const int count = static_cast<int>(back ? -step.number : step.number);
  switch (step.unit) {
    case Unit::days:
      return day.plus_days(count);
    case Unit::working_days:
      return calendar_.add_working_days(day, count);
    case Unit::weeks:
      return day.plus_days(7 * count);
    case Unit::months:
      return day.plus_months(count);
    case Unit::years:
      return day.plus_months(12 * count);
  }
  return day;
}

// Where `own` with its steps meets the day that `other` gives: that day, its neighbours, and days well off.
void DateBounds::beside(const DateTerm& own, const DateTerm& other, const std::vector<MadeUp>& told,
                        std::vector<Date>& days) const {
  std::optional<Date> threshold = other.literal;
  for (const MadeUp& one : told) {
    if (!threshold && matches(other.told, one.what)) threshold = day_of(one.value);
  }
  if (!threshold) return;
  Date day = *threshold;
  for (const DateTerm::Step& step : other.steps) day = apply(step, day, false);
  for (auto step = own.steps.rbegin(); step != own.steps.rend(); ++step) day = apply(*step, day, true);
  for (const int off : {0, 1, -1, kWellOff, -kWellOff}) {
    const Date near = day.plus_days(off);
    if (std::find(days.begin(), days.end(), near) == days.end()) days.push_back(near);
  }
}

std::vector<Date> DateBounds::days(const Reading& what, const std::vector<MadeUp>& told) const {
  std::vector<Date> days;
  bool any_date = false;
  for (const MadeUp& one : told) any_date = any_date || day_of(one.value).has_value();
  for (const Comparison& comparison : comparisons_) {
    const bool is_left = !comparison.left.literal && matches(comparison.left.told, what);
    const bool is_right = !comparison.right.literal && matches(comparison.right.told, what);
    if (is_left) beside(comparison.left, comparison.right, told, days);
    if (is_right) beside(comparison.right, comparison.left, told, days);
  }
  if (any_date && days.empty()) return {plain_days_.front()};
  if (!any_date) {
    for (const Date day : plain_days_) {
      if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(day);
    }
  }
  return days;
}

std::vector<std::size_t> DateBounds::sources(const Reading& what, const std::vector<MadeUp>& told) const {
  std::vector<std::size_t> places;
  const auto add_those = [&](const DateTerm& other) {
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (!other.literal && matches(other.told, told[i].what)) places.push_back(i);
    }
  };
  for (const Comparison& comparison : comparisons_) {
    if (!comparison.left.literal && matches(comparison.left.told, what)) add_those(comparison.right);
    if (!comparison.right.literal && matches(comparison.right.told, what)) add_those(comparison.left);
  }
  // The days that are tried where nothing was told yet are not tried beside one that was.
  for (std::size_t i = 0; i < told.size() && places.empty(); ++i) {
    if (day_of(told[i].value)) places.push_back(i);
  }
  return places;
}

}  // namespace caseletters::facts
