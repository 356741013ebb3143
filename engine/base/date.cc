#include "base/date.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"

namespace caseletters {
namespace {

constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekday_names = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                           "Thursday", "Friday", "Saturday"};

std::optional<unsigned> digits(std::string_view text) {
  unsigned number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (year < 1900 || year > 2199 || month > 12 || day > 31 || !ymd.ok()) return std::nullopt;
  return Date{std::chrono::sys_days{ymd}};
}

std::optional<Date> Date::from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return from_ymd(static_cast<int>(*year), *month, *day);
}

Date Date::plus_months(int count) const {
  const auto from = ymd();
  const auto month = from.year() / from.month() + std::chrono::months{count};
  const std::chrono::year_month_day same = month / from.day();
  if (same.ok()) return Date{std::chrono::sys_days{same}};
  return Date{std::chrono::sys_days{month / std::chrono::last}};
}

Date Date::school_year_start() const {
  const auto from = ymd();
  const auto year = from.month() >= std::chrono::September ? from.year() : from.year() - std::chrono::years{1};
  return Date{std::chrono::sys_days{year / std::chrono::September / 1}};
}

std::string to_iso(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

std::string to_long(Date date) {
  return fmt::format("{} {} {}", date.day(), month_names[date.month() - 1], date.year());
}

std::string to_weekday(Date date) {
  return fmt::format("{} {}", weekday_names[date.weekday().c_encoding()], to_long(date));
}

std::string to_short(Date date) {
  return fmt::format("{:02}/{:02}/{:04}", date.day(), date.month(), date.year());
}

std::string to_month_year(Date date) {
  return fmt::format("{} {}", month_names[date.month() - 1], date.year());
}

unsigned month_number(std::string_view name) {
  const std::string folded = fold_heading(name);
  if (folded.size() < 3) return 0;
  for (unsigned i = 0; i < month_names.size(); ++i) {
    const std::string month = fold_heading(month_names[i]);
    if (folded == month || folded == month.substr(0, 3) || (folded == "sept" && i == 8)) return i + 1;
  }
  return 0;
}

std::string to_clock(TimeOfDay time) {
  const int hour = time.minutes / 60;
  const int minute = time.minutes % 60;
  if (minute == 0 && hour == 0) return "midnight";
  if (minute == 0 && hour == 12) return "midday";
  const int on_the_clock = hour % 12 == 0 ? 12 : hour % 12;
  const std::string_view half = hour < 12 ? "am" : "pm";
  return minute == 0 ? fmt::format("{}{}", on_the_clock, half) : fmt::format("{}:{:02}{}", on_the_clock, minute, half);
}

std::string to_iso(TimeOfDay time) {
  return fmt::format("{:02}:{:02}", time.minutes / 60, time.minutes % 60);
}

}  // namespace caseletters
