// Date arithmetic of one case, and the sums in words.
#include <fmt/format.h>

#include "base/text.h"
#include "facts/situation.h"

namespace caseletters::facts {
namespace {

constexpr int kFirstYear = 1900;  // what a Date may hold (base/date.h)
constexpr int kLastYear = 2199;
constexpr int kMostReviews = 40'000;  // a review a day for a hundred years

Date shift(Date date, std::int64_t number, Unit unit, const Calendar& calendar) {
  const int count = static_cast<int>(number);
  switch (unit) {
    case Unit::days:
      return date.plus_days(count);
    case Unit::working_days:
      return calendar.add_working_days(date, count);
    case Unit::weeks:
      return date.plus_days(7 * count);
    case Unit::months:
      return date.plus_months(count);
    case Unit::years:
      return date.plus_months(12 * count);
  }
  return date;
}

bool in_calendar(Date date) {
  return date.year() >= kFirstYear && date.year() <= kLastYear;
}

std::string holidays_in_words(const Calendar& calendar, Date from, Date to) {
  std::vector<std::string> days;
  for (const Date day : calendar.bank_holidays_between(from, to)) days.push_back(to_long(day));
  if (days.empty()) return "no bank holidays between";
  return fmt::format("bank holiday{} between: {}", days.size() == 1 ? "" : "s", join_words(days));
}

}  // namespace

Value Situation::date(const Expression& expression, const Scope& scope) {
  if (expression.empty()) return {};
  const int root = static_cast<int>(expression.nodes.size()) - 1;
  const DateResult found = date(expression, root, View{nullptr, &scope, -1, -1});
  if (found.state == State::known) return Value(found.date);
  return found.state == State::none ? Value::none() : Value();
}

Situation::DateResult Situation::date(const Expression& expression, int index, const View& view) {
  const Node& node = expression.nodes[static_cast<std::size_t>(index)];
  switch (node.op) {
    case Op::date_literal:
      return {State::known, node.date};
    case Op::today:
      note({Reading::What::today});
      return today_ ? DateResult{State::known, *today_} : DateResult{};
    case Op::symbol: {
      Value storage;
      const Value& value = look(node.symbol, view, storage);
      if (const auto* date_value = std::get_if<Date>(&value.content())) return {State::known, *date_value};
      if (const auto* moment = std::get_if<Moment>(&value.content())) return {State::known, moment->date};
      return {value.state() == State::none ? State::none : State::unknown, {}};
    }
    case Op::school_year_start: {
      const DateResult of = date(expression, node.children[0], view);
      return of.state == State::known ? DateResult{State::known, of.date.school_year_start()} : of;
    }
    case Op::date_shift: {
      const DateResult from = date(expression, node.children[0], view);
      if (from.state != State::known) return from;
      const Date found = shift(from.date, node.number, node.unit, calendar_);
      return in_calendar(found) ? DateResult{State::known, found} : DateResult{};
    }
    default:
      return {};
  }
}

std::pair<int, Unit> Situation::review_period(int review) const {
  const auto index = static_cast<std::size_t>(review);
  if (record_.review_periods != nullptr && index < record_.review_periods->size() &&
      (*record_.review_periods)[index].first > 0) {
    return (*record_.review_periods)[index];
  }
  return {rules_.reviews[index].count, rules_.reviews[index].unit};
}

// The first of anchor + period, anchor + 2 periods … after the given day. Months and years are counted from the anchor
// each time, so that 31 August, 28 February, 31 August do not drift to the 28th.
Situation::DateResult Situation::next_review(int review, const DateResult& after) {
  const ReviewCycle& cycle = rules_.reviews[static_cast<std::size_t>(review)];
  if (after.state != State::known || cycle.anchor.empty()) return after;
  const DateResult anchor = date(cycle.anchor, static_cast<int>(cycle.anchor.nodes.size()) - 1, View{});
  if (anchor.state != State::known) return anchor;
  const auto [count, unit] = review_period(review);
  if (count <= 0) return {};
  const bool by_calendar = unit == Unit::months || unit == Unit::years;
  Date due = anchor.date;
  for (int k = 1; k <= kMostReviews; ++k) {
    due =
        by_calendar ? shift(anchor.date, std::int64_t{k} * count, unit, calendar_) : shift(due, count, unit, calendar_);
    if (!in_calendar(due)) return {};
    if (due > after.date) return {State::known, due};
  }
  return {};
}

std::string Situation::explain_date(const Expression& expression, const Scope& scope) {
  if (expression.empty()) return {};
  return explain_date(expression, static_cast<int>(expression.nodes.size()) - 1, View{nullptr, &scope, -1, -1});
}

std::string Situation::explain_date(const Expression& expression, int index, const View& view) {
  const Node& node = expression.nodes[static_cast<std::size_t>(index)];
  const DateResult found = date(expression, index, view);
  if (node.op != Op::date_shift && node.op != Op::school_year_start) {
    if (found.state == State::known) return to_long(found.date);
    return node.op == Op::symbol ? rules_.vocabulary.name_of(node.symbol) : "today";
  }
  const int from_index = node.children[0];
  const Op from_op = expression.nodes[static_cast<std::size_t>(from_index)].op;
  const DateResult from = date(expression, from_index, view);
  // A sum inside a sum comes first, as a step of its own.
  std::string steps;
  if (from_op == Op::date_shift || from_op == Op::school_year_start) {
    steps = explain_date(expression, from_index, view) + "; ";
  }
  const std::string start =
      from.state == State::known ? to_long(from.date) : to_text(expression, from_index, rules_.vocabulary);
  std::string sum = node.op == Op::school_year_start
                        ? fmt::format("start of the school year of {}", start)
                        : fmt::format("{} {} {}", start, node.number < 0 ? "−" : "+",
                                      to_text(node.number < 0 ? -node.number : node.number, node.unit));
  if (found.state != State::known) return steps + sum;
  sum += fmt::format(" = {}", to_long(found.date));
  if (node.op == Op::date_shift && node.unit == Unit::working_days) {
    const bool back = node.number < 0;
    sum += "; " + holidays_in_words(calendar_, back ? found.date.plus_days(-1) : from.date,
                                    back ? from.date.plus_days(-1) : found.date);
  }
  return steps + sum;
}

std::string Situation::explain_date(int fact_index) {
  const auto index = static_cast<std::size_t>(fact_index);
  const int rule = index < rules_.derived_of_fact.size() ? rules_.derived_of_fact[index] : -1;
  if (rule < 0 || rules_.vocabulary.facts()[index].type.kind != Kind::date) return {};
  for (const DerivedCase& line : rules_.derived[static_cast<std::size_t>(rule)].cases) {
    const Truth holds = line.when.empty() ? Truth::yes : test(line.when);
    if (holds == Truth::unknown) return {};
    if (holds == Truth::no) continue;
    if (line.value.empty()) return {};
    std::string start = explain_date(line.value);
    if (line.review < 0) return start;
    const ReviewCycle& cycle = rules_.reviews[static_cast<std::size_t>(line.review)];
    const auto [count, unit] = review_period(line.review);
    if (count <= 0) return fmt::format("first review after {}: the school's settings give no period", start);
    const int root = static_cast<int>(line.value.nodes.size()) - 1;
    const DateResult found = next_review(line.review, date(line.value, root, View{}));
    return fmt::format("first review after {}, every {} from {}{}", start, to_text(count, unit),
                       explain_date(cycle.anchor),
                       found.state == State::known ? fmt::format(" = {}", to_long(found.date)) : std::string());
  }
  return {};
}

}  // namespace caseletters::facts
