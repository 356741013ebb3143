// Which days tell the date rules of a policy apart: for each date that is compared, the days at, beside and well off
// every threshold that what it is compared with sets.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/calendar.h"
#include "facts/prove_reach.h"
#include "facts/situation.h"

namespace caseletters::facts {

// One thing made up for a case: what a column, a setting, an earlier letter or the clock said.
struct MadeUp {
  Reading what;
  Value value;  // for items: how many; for today and moments too: a date or a moment
};

// The day in a value, where there is one.
[[nodiscard]] std::optional<Date> day_of(const Value& value);

// A told date and what is added to it: "10 working days after ban-1 date".
struct DateTerm {
  struct Step {
    std::int64_t number = 0;
    Unit unit = Unit::days;
    bool school_year_start = false;
    friend bool operator==(const Step&, const Step&) = default;
  };
  std::optional<Date> literal;  // or
  Reading told;
  std::vector<Step> steps;  // innermost first
  friend bool operator==(const DateTerm&, const DateTerm&) = default;
};

// What a date expression can come to, through derived dates; at most a few dozen.
[[nodiscard]] std::vector<DateTerm> date_terms(const Rules& rules, const Expression& expression, int node);

// The period that the proof takes for a review where the policy leaves it to the school.
inline constexpr std::pair<int, Unit> open_period{6, Unit::months};

class DateBounds {
 public:
  DateBounds(const Rules& rules, const Reach& reach, const Calendar& calendar);
  // Days to try for a date, given what is made up so far: beside each threshold, or the plain days where none is set.
  [[nodiscard]] std::vector<Date> days(const Reading& what, const std::vector<MadeUp>& told) const;
  // The places in `told` from which those days were counted; of what is no date none that matters.
  [[nodiscard]] std::vector<std::size_t> sources(const Reading& what, const std::vector<MadeUp>& told) const;

 private:
  struct Comparison {
    DateTerm left, right;
    friend bool operator==(const Comparison&, const Comparison&) = default;
  };
  void add(const std::vector<DateTerm>& left, const std::vector<DateTerm>& right);
  void beside(const DateTerm& own, const DateTerm& other, const std::vector<MadeUp>& told,
              std::vector<Date>& days) const;
  [[nodiscard]] Date apply(const DateTerm::Step& step, Date day, bool back) const;

  const Rules& rules_;
  const Calendar& calendar_;
  std::vector<Comparison> comparisons_;
  std::vector<Date> plain_days_;
};

}  // namespace caseletters::facts
