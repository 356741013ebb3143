// Working days of England and Wales: Monday to Friday less bank holidays.
//
// Source: Banking and Financial Dealings Act 1971, schedule 1, and the royal proclamations since; letters.md, 11.
// School holidays count as working days. Day 0 is the day counted from.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/date.h"

namespace caseletters {

struct Holiday {
  Date date;
  std::string name;
};

class Calendar {
 public:
  // The bank holidays by rule, with the one-off days known when this was written (2020, 2022, 2023).
  Calendar() = default;

  // One-off days from the editable table or a school's own settings. `removed` are days the rule would give that were
  // moved (4 May 2020).
  void add_holiday(Date date) { added_.insert(date); }
  void remove_holiday(Date date) { removed_.insert(date); }

  [[nodiscard]] bool is_bank_holiday(Date date) const;
  [[nodiscard]] bool is_working_day(Date date) const;
  // The day `count` working days after `date` (before it for a negative count). 0 gives `date` itself.
  [[nodiscard]] Date add_working_days(Date date, int count) const;
  // Bank holidays after `from` and up to `to`, in order: what an explanation of a count must name.
  [[nodiscard]] std::vector<Date> bank_holidays_between(Date from, Date to) const;

 private:
  std::set<Date> added_;
  std::set<Date> removed_;
};

// The bank holidays that the rules (and the built-in one-offs) give for a year, in order.
[[nodiscard]] std::vector<Date> bank_holidays(int year);

// Easter Sunday in the Gregorian calendar.
[[nodiscard]] Date easter(int year);

}  // namespace caseletters
