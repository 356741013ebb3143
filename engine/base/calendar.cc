#include "base/calendar.h"

#include <algorithm>

namespace caseletters {
namespace {

Date on(int year, unsigned month, unsigned day) {
  return Date{std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}};
}

Date first_monday(int year, unsigned month) {
  return Date{std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::Monday[1]}};
}

Date last_monday(int year, unsigned month) {
  return Date{std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} /
                                    std::chrono::Monday[std::chrono::last]}};
}

Date next_weekday(Date date) {
  while (date.is_weekend()) date = date.plus_days(1);
  return date;
}

// Days moved or added by proclamation; the table beside the policies takes the later ones.
struct OneOff {
  int year;
  unsigned month, day;
  bool added;
};
constexpr OneOff one_offs[] = {
    {2020, 5, 4, false},  {2020, 5, 8, true},  // 75 years since the end of the war in Europe
    {2022, 5, 30, false}, {2022, 6, 2, true},  // the spring holiday moved for the Platinum Jubilee …
    {2022, 6, 3, true},                        // … and its own day
    {2022, 9, 19, true},                       // the state funeral of Queen Elizabeth II
    {2023, 5, 8, true},                        // the coronation of King Charles III
};

}  // namespace

Date easter(int year) {
  // The anonymous Gregorian computus, as in the calendar annexed to the Calendar (New Style) Act 1750.
  const int golden = year % 19;
  const int century = year / 100;
  const int moon_shift = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  const int moon = moon_shift - (moon_shift / 28) * (1 - (29 / (moon_shift + 1)) * ((21 - golden) / 11));
  const int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
  const int offset = moon - weekday;
  const int month = 3 + (offset + 40) / 44;
  const int day = offset + 28 - 31 * (month / 4);
  return on(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::vector<Date> bank_holidays(int year) {
  std::vector<Date> days;
  days.push_back(next_weekday(on(year, 1, 1)));
  const Date sunday = easter(year);
  days.push_back(sunday.plus_days(-2));
  days.push_back(sunday.plus_days(1));
  days.push_back(first_monday(year, 5));
  days.push_back(last_monday(year, 5));
  days.push_back(last_monday(year, 8));
  const Date christmas = next_weekday(on(year, 12, 25));
  Date boxing = next_weekday(on(year, 12, 26));
  // A substitute never falls on a day that is a holiday already.
  if (boxing <= christmas) boxing = next_weekday(christmas.plus_days(1));
  // Christmas Day on a Sunday: Boxing Day keeps the Monday and Christmas is made up for on the Tuesday: the same two
  // days.
  days.push_back(christmas);
  days.push_back(boxing);
  for (const auto& one_off : one_offs) {
    if (one_off.year != year) continue;
    const Date day = on(one_off.year, one_off.month, one_off.day);
    if (one_off.added) {
      days.push_back(day);
    } else {
      days.erase(std::remove(days.begin(), days.end(), day), days.end());
    }
  }
  std::sort(days.begin(), days.end());
  return days;
}

namespace {

// Every year that a Date can have, worked out once: a batch asks many times a letter.
const std::vector<Date>& every_bank_holiday() {
  static const std::vector<Date> days = [] {
    std::vector<Date> all;
    for (int year = 1900; year < 2200; ++year) {
      const auto of_year = bank_holidays(year);
      all.insert(all.end(), of_year.begin(), of_year.end());
    }
    return all;
  }();
  return days;
}

}  // namespace

bool Calendar::is_bank_holiday(Date date) const {
  if (removed_.count(date) != 0) return false;
  if (added_.count(date) != 0) return true;
  return std::binary_search(every_bank_holiday().begin(), every_bank_holiday().end(), date);
}

bool Calendar::is_working_day(Date date) const {
  return !date.is_weekend() && !is_bank_holiday(date);
}

Date Calendar::add_working_days(Date date, int count) const {
  const int step = count < 0 ? -1 : 1;
  for (int left = count; left != 0;) {
    date = date.plus_days(step);
    if (is_working_day(date)) left -= step;
  }
  return date;
}

std::vector<Date> Calendar::bank_holidays_between(Date from, Date to) const {
  std::vector<Date> days;
  for (Date day = from.plus_days(1); day <= to; day = day.plus_days(1)) {
    if (is_bank_holiday(day)) days.push_back(day);
  }
  return days;
}

}  // namespace caseletters
