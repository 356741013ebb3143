// Dates in conditions and in derived facts: literals, today, and counting days from another date.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "facts/condition_parser.h"

namespace caseletters::facts {
namespace {

struct UnitName {
  std::string_view one, many;
  Unit unit;
  std::int64_t most;  // about 200 years: the calendar holds no more
};
constexpr std::array<UnitName, 4> kUnits = {{{"day", "days", Unit::days, 73'000},
                                             {"week", "weeks", Unit::weeks, 10'400},
                                             {"month", "months", Unit::months, 2'400},
                                             {"year", "years", Unit::years, 200}}};
constexpr std::int64_t kMostWorkingDays = 9'999;
constexpr std::string_view kDateForms =
    "Write “3 November 2026”, “2026-11-03”, a name such as “Letter date”, or “10 working days after Letter date”.";

const UnitName* unit_named(std::string_view word) {
  const auto found = std::find_if(kUnits.begin(), kUnits.end(),
                                  [&](const UnitName& unit) { return word == unit.one || word == unit.many; });
  return found == kUnits.end() ? nullptr : &*found;
}

}  // namespace

std::string to_text(std::int64_t count, Unit unit) {
  std::string_view name = "working day";
  for (const UnitName& known : kUnits) {
    if (known.unit == unit) name = known.one;
  }
  return fmt::format("{} {}{}", count, name, count == 1 ? "" : "s");
}

bool Parser::starts_date() const {
  const Token& token = here();
  if (token.kind != TokenKind::word) return false;
  if (token.text == "today" || are_words({"start", "of", "school", "year", "of"})) return true;
  return token.text[0] >= '0' && token.text[0] <= '9';
}

std::optional<Compare> Parser::take_order() {
  if (take("before")) return Compare::less;
  if (take("after")) return Compare::greater;
  if (take({"on", "or", "before"})) return Compare::at_most;
  if (take({"on", "or", "after"})) return Compare::at_least;
  return std::nullopt;
}

int Parser::parse_date_test(int left, bool negated, std::size_t begin) {
  Node node;
  node.op = Op::date_is;
  node.negated = negated;
  node.compare = take_order().value_or(Compare::equal);
  const int right = parse_date();
  if (right == kFailed) return kFailed;
  node.children = {left, right};
  return make(std::move(node), begin);
}

int Parser::parse_date() {
  if (depth_ >= kDeepest) {
    return refuse("too-deep", here(), fmt::format("The date is nested deeper than {} levels.", kDeepest),
                  "Split it into derived facts with names of their own.");
  }
  ++depth_;
  const int made = parse_date_inside();
  --depth_;
  return made;
}

int Parser::parse_date_inside() {
  const Token begin = here();
  Node node;
  if (const auto symbol = take_symbol()) {
    if (failure_) return kFailed;
    if (symbol->kind == SymbolKind::letter) {
      const std::string name = vocabulary_.name_of(*symbol);
      return refuse("bad-type", begin, fmt::format("“{}” is a letter, not a date.", name),
                    fmt::format("Write “{0} date” or “{0} deadline”.", name));
    }
    if (symbol->type.kind != Kind::date && symbol->type.kind != Kind::moment) {
      return refuse("bad-type", begin,
                    fmt::format("A date was expected here, but “{}” {}.", vocabulary_.name_of(*symbol),
                                describe_type(*symbol, vocabulary_)),
                    std::string(kDateForms));
    }
    node.op = Op::symbol;
    node.symbol = *symbol;
    return make(std::move(node), begin.begin);
  }
  if (is_word("today")) {
    if (!context_.allow_today) {
      return refuse("unexpected-today", begin, "“today” stands where no clock is read.",
                    "Only a letter's “due” may say “today”; letters count from “Letter date”.");
    }
    ++at_;
    node.op = Op::today;
    return make(std::move(node), begin.begin);
  }
  if (take({"start", "of", "school", "year", "of"})) {
    const int of = parse_date();
    if (of == kFailed) return kFailed;
    node.op = Op::school_year_start;
    node.children.push_back(of);
    return make(std::move(node), begin.begin);
  }
  if (starts_date()) return parse_shift();
  if (begin.kind == TokenKind::word) return unknown_name();
  return refuse_here(fmt::format("A date was expected here, not {}.", quote_here()), std::string(kDateForms));
}

// What begins with a number: a literal, or a count of days from another date.
int Parser::parse_shift() {
  const Token begin = here();
  Node node;
  if (begin.text.find('-') != std::string_view::npos) {
    const auto date = Date::from_iso(begin.text);
    if (!date) return refuse_here(fmt::format("{} is no date.", quote_here()), std::string(kDateForms));
    ++at_;
    node.op = Op::date_literal;
    node.date = *date;
    return make(std::move(node), begin.begin);
  }
  const auto number = whole_number(begin.text, 1'000'000);
  if (!number) return refuse_here(fmt::format("{} is no date and no number.", quote_here()), std::string(kDateForms));
  ++at_;
  const bool working = is_word("working");
  const Token& unit_word = working ? ahead(1) : here();
  const UnitName* unit = unit_word.kind == TokenKind::word ? unit_named(unit_word.text) : nullptr;
  if (unit == nullptr || (working && unit->unit != Unit::days)) {
    const unsigned month = here().kind == TokenKind::word ? month_number(here().text) : 0;
    const auto year = ahead(1).kind == TokenKind::word ? whole_number(ahead(1).text, 9999) : std::nullopt;
    if (month == 0 || !year) {
      return refuse_here(
          fmt::format("After “{}” stands a month and year or a unit of time, not {}.", begin.text, quote_here()),
          std::string(kDateForms));
    }
    const auto date = Date::from_ymd(static_cast<int>(*year), month, static_cast<unsigned>(*number));
    if (!date) {
      return refuse("bad-condition", begin,
                    fmt::format("“{} {} {}” is a day that does not exist, or is outside 1900 to 2199.", begin.text,
                                here().text, ahead(1).text),
                    std::string(kDateForms));
    }
    at_ += 2;
    node.op = Op::date_literal;
    node.date = *date;
    return make(std::move(node), begin.begin);
  }
  at_ += working ? 2 : 1;
  if (*number > (working ? kMostWorkingDays : unit->most)) {
    return refuse("bad-condition", begin,
                  fmt::format("“{} {}” is longer than 200 years, or than {} working days.", begin.text, unit->many,
                              kMostWorkingDays),
                  "Write a shorter time.");
  }
  const bool before = is_word("before");
  if (!before && !is_word("after")) {
    return refuse_here(fmt::format("After “{}” stands “before” or “after” and a date, not {}.",
                                   to_text(*number, working ? Unit::working_days : unit->unit), quote_here()),
                       std::string(kDateForms));
  }
  ++at_;
  const int from = parse_date();
  if (from == kFailed) return kFailed;
  node.op = Op::date_shift;
  node.number = before ? -*number : *number;
  node.unit = working ? Unit::working_days : unit->unit;
  node.children.push_back(from);
  return make(std::move(node), begin.begin);
}

}  // namespace caseletters::facts
