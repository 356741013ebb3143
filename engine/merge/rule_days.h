// The days on which the rules of a letter can change their mind, found from what the rules read.
#pragma once

#include <set>
#include <vector>

#include "base/date.h"
#include "facts/rules.h"
#include "facts/situation.h"
#include "policy/policy.h"

namespace caseletters::merge {

// What some rules read of dates; made once a run, used for every case.
class RuleDays {
 public:
  // `letter_date` is the fact that stands for the day itself. The rules outlive this.
  RuleDays(const facts::Rules& rules, int letter_date) : rules_(rules), letter_date_(letter_date) {}
  void add(const facts::Expression& rule);

  // The dates that matter as the case stands on `day`: each date read and the day after it, and where a rule counts
  // from today, the day on which the count comes out. `first` are the readings of the first day that was asked, to tell
  // a date that moves along with the day from one that stands.
  struct Readings {
    Date day;
    std::vector<facts::Value> values;
  };
  void collect(facts::Situation& situation, Date day, Readings& first, std::set<Date>& days) const;
  [[nodiscard]] bool reads_school_years() const { return reads_school_years_; }

 private:
  struct Comparison {
    facts::Expression left, right;
    bool left_moves = false, right_moves = false;
  };
  [[nodiscard]] bool moves(const facts::Expression& side) const;

  const facts::Rules& rules_;
  int letter_date_;
  bool reads_school_years_ = false;
  std::set<std::string> known_;
  std::vector<facts::Symbol> dates_;
  std::vector<Comparison> comparisons_;
};

}  // namespace caseletters::merge
