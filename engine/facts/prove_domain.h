// The values that tell the rules of a policy apart, for everything that can be told about a case.
//
// Options that no rule tells from each other are tried by one of them; sets of at most five options that rules ask for
// in every combination, larger ones empty, full, one by one and in pairs; numbers and counts at, below and above each
// threshold; texts blank, as each quoted word, and as something else; dates as prove_dates.h says. A column that
// overrides a rule (a derived fact, a choice, an earlier letter's deadline) is not tried: there the clerk decides.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "facts/prove_dates.h"

namespace caseletters::facts {

class Samples {
 public:
  // `reach` is used here only; rules and calendar outlive the samples.
  Samples(const Rules& rules, const Reach& reach, const Calendar& calendar);
  // Instead of what the domain would give: what the program itself fills.
  void set_values(int fact, std::vector<Value> values);
  // Known values first: for a search that wants a letter written rather than a gap found.
  void put_known_first() { known_first_ = true; }

  // What to try for a reading in turn. Unknown stands for a blank cell; empty where rules alone give the value.
  [[nodiscard]] std::vector<Value> values(const Reading& what, const std::vector<MadeUp>& told) const;
  // The things told, by place, that decide which values these are: days are set beside days.
  [[nodiscard]] std::vector<std::size_t> sources(const Reading& what, const std::vector<MadeUp>& told) const {
    return dates_.sources(what, told);
  }

 private:
  // What the rules ask of the options of one domain.
  struct Asked {
    std::vector<std::vector<int>> tests;  // options that one test holds for
    std::vector<int> named;               // options some test names
    std::vector<std::int64_t> counts;     // of a set: thresholds
    bool all = false;                     // values are compared with each other
  };
  void look_at(const Expression& expression);
  [[nodiscard]] std::vector<Value> fact_values(int fact, const Reading& what, const std::vector<MadeUp>& told) const;
  [[nodiscard]] std::vector<Value> values_of(const Type& type, const Reading& what,
                                             const std::vector<MadeUp>& told) const;
  [[nodiscard]] std::vector<int> options_to_try(int domain) const;
  [[nodiscard]] std::vector<Value> sets_to_try(int domain) const;

  const Rules& rules_;
  DateBounds dates_;
  std::map<int, Asked> domains_;
  std::map<int, std::vector<std::int64_t>> list_counts_;
  std::vector<std::int64_t> numbers_;
  std::vector<std::string> texts_;
  bool texts_compared_ = false;
  std::vector<std::pair<int, std::vector<Value>>> given_;
  bool known_first_ = false;
};

}  // namespace caseletters::facts
