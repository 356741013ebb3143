// Dates and times of day as letters use them. No time zones: a letter's date is the date printed on it.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace caseletters {

// A day of the proleptic Gregorian calendar. Always valid: made only from days that exist.
class Date {
 public:
  Date() = default;  // 1970-01-01
  explicit constexpr Date(std::chrono::sys_days day) : day_(day) {}

  // Nothing where the day does not exist (30 February) or the year is outside 1900 … 2199.
  [[nodiscard]] static std::optional<Date> from_ymd(int year, unsigned month, unsigned day);
  // "2026-11-03" only.
  [[nodiscard]] static std::optional<Date> from_iso(std::string_view text);

  [[nodiscard]] std::chrono::sys_days days() const { return day_; }
  [[nodiscard]] std::chrono::year_month_day ymd() const { return std::chrono::year_month_day{day_}; }
  [[nodiscard]] int year() const { return static_cast<int>(ymd().year()); }
  [[nodiscard]] unsigned month() const { return static_cast<unsigned>(ymd().month()); }
  [[nodiscard]] unsigned day() const { return static_cast<unsigned>(ymd().day()); }
  [[nodiscard]] std::chrono::weekday weekday() const { return std::chrono::weekday{day_}; }
  [[nodiscard]] bool is_weekend() const {
    return weekday() == std::chrono::Saturday || weekday() == std::chrono::Sunday;
  }

  [[nodiscard]] Date plus_days(int count) const { return Date{day_ + std::chrono::days{count}}; }
  // The corresponding day, or the month's last day where it has no such day (letters.md, 11: 31 August 2026 plus six
  // months is 28 February 2027). Counted from the original anchor, so that repeated periods do not drift.
  [[nodiscard]] Date plus_months(int count) const;
  // 1 September on or before this day: the start of its school year.
  [[nodiscard]] Date school_year_start() const;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the compiler's own zero for ours
  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  std::chrono::sys_days day_{};
};

[[nodiscard]] std::string to_iso(Date date);         // 2026-11-03
[[nodiscard]] std::string to_long(Date date);        // 3 November 2026 (GOV.UK style)
[[nodiscard]] std::string to_weekday(Date date);     // Tuesday 3 November 2026
[[nodiscard]] std::string to_short(Date date);       // 03/11/2026
[[nodiscard]] std::string to_month_year(Date date);  // November 2026

// 1 … 12 for an English month name or its usual abbreviation ("Sept"), any case; 0 for anything else.
[[nodiscard]] unsigned month_number(std::string_view name);

struct TimeOfDay {
  int minutes = 0;  // since midnight, 0 … 1439
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the compiler's own zero for ours
  friend constexpr auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};

[[nodiscard]] std::string to_clock(TimeOfDay time);  // 9:30am, midday, midnight (GOV.UK style)
[[nodiscard]] std::string to_iso(TimeOfDay time);    // 09:30

}  // namespace caseletters
