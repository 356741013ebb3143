// One case as it stands, stood or will stand on a day: what the policy's rules say of each letter then.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "merge/rule_days.h"
#include "merge/workplace.h"

namespace caseletters::merge {

// The days that matter to each letter's due rule; made once a run, read by every case.
[[nodiscard]] std::vector<RuleDays> days_of_due_rules(const policy::Policy& policy, const EngineFacts& engine);

// Not thread-safe; each case has its own. What it is given outlives it.
class CaseDays {
 public:
  // `record` holds what is told of the case with its school's facts and its history; `calendar` is its school's.
  CaseDays(const Workplace& workplace, const std::vector<RuleDays>& rules, const facts::Record& record,
           const Calendar& calendar, Date today);

  // The record on a day, with `Letter date` that day and the letter as the current one. What the workbook dates later
  // is not there yet, with what it dates: a fact called “X date” says from when X counts. Of the letters sent later,
  // all count today (nothing is suggested twice because a letter was dated ahead), none on a day before.
  [[nodiscard]] const facts::Record& on(Date day, int letter);
  // Today's record at the end of the day: letters dated today are earlier ones for the letter that comes next.
  [[nodiscard]] facts::Record this_evening(int letter);
  [[nodiscard]] const Calendar& calendar() const { return calendar_; }
  [[nodiscard]] Date today() const { return today_; }

  // The letter's due rule on a day; no where the policy has none.
  [[nodiscard]] facts::Truth due_on(int letter, Date day);
  struct Since {
    bool told = false;  // false: it holds as far back as the case can tell
    Date day;
  };
  // The first day of the stretch of days up to today on which the rule holds. Precondition: it holds today.
  [[nodiscard]] Since due_since(int letter);
  // The first day after today on which the rule holds, if nothing else is recorded until then.
  [[nodiscard]] std::optional<Date> due_after(int letter);
  // Dates of the workbook and letters sent that are later than today, by name.
  [[nodiscard]] std::vector<std::pair<std::string, Date>> later_than_today() const;

 private:
  [[nodiscard]] facts::Record masked(Date day) const;
  static void mask_items(const facts::Vocabulary& vocabulary, facts::Record& record, Date day);
  // The dates of the items of lists that are ordered by one.
  template <class Take>
  void each_item(Take take) const;
  // Every day between the case's first date and two and a half years from now on which the letter's rule can change.
  [[nodiscard]] const std::set<Date>& days_of(int letter);

  const Workplace& workplace_;
  const std::vector<RuleDays>& rules_;
  const facts::Record& record_;
  const Calendar& calendar_;
  Date today_;
  Date first_, last_;  // the days between which is looked
  std::map<Date, facts::Record> records_;
  std::vector<std::set<Date>> days_;  // by letter; empty: not asked yet
};

}  // namespace caseletters::merge
