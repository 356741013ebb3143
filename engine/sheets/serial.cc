#include "sheets/serial.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace caseletters::sheets {

namespace {

constexpr int day_seconds = 86400;

Date serial_date(std::int64_t day, bool starts_1904) {
  using std::chrono::days;
  using std::chrono::sys_days;
  using std::chrono::year_month_day;
  if (starts_1904) {
    return Date{sys_days{std::chrono::year{1904} / 1 / 1} + days{day}};
  }
  const std::int64_t real = day < 60 ? day + 1 : day;
  return Date{sys_days{std::chrono::year{1899} / 12 / 30} + days{real}};
}

// Reads `count` digits at the front of `text`.
bool take_number(std::string_view& text, std::size_t count, int& number) {
  if (text.size() < count) {
    return false;
  }
  const auto done = std::from_chars(text.data(), text.data() + count, number);
  if (done.ec != std::errc{} || done.ptr != text.data() + count || number < 0) {
    return false;
  }
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

bool read_clock(std::string_view text, int& seconds) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!take_number(text, 2, hour) || !take(text, ':') || !take_number(text, 2, minute)) {
    return false;
  }
  if (take(text, ':') && !take_number(text, 2, second)) {
    return false;
  }
  if (take(text, '.')) {
    text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  }
  if (!(text.empty() || text == "Z") || hour > 23 || minute > 59 || second > 59) {
    return false;
  }
  seconds = hour * 3600 + minute * 60 + second;
  return true;
}

}  // namespace

int whole_seconds(double seconds) {
  return static_cast<int>(std::llround(seconds * 1000) / 1000);
}

void understand_serial(Cell& cell, double serial, const NumberFormat& format, bool starts_1904) {
  cell.number = serial;
  cell.kind = CellKind::number;
  constexpr double after_9999 = 2958466;
  if (!(serial >= 0) || serial >= after_9999) {
    return;
  }
  auto day = static_cast<std::int64_t>(std::floor(serial));
  int seconds = whole_seconds((serial - std::floor(serial)) * day_seconds);
  if (seconds == day_seconds) {
    ++day;
    seconds = 0;
  }
  if (format.elapsed && !format.date) {
    if (day > 20000) {
      return;  // no length of time: seconds would not hold it
    }
    cell.kind = CellKind::time;
    cell.seconds = static_cast<int>(day) * day_seconds + seconds;
    return;
  }
  cell.seconds = seconds;
  cell.clock = format.time && !format.date;
  const bool no_day = day == 0 && (!starts_1904 || format.time || seconds != 0);
  if (no_day) {
    cell.kind = CellKind::time;
    return;
  }
  const Date date = serial_date(day, starts_1904);
  if (date.year() > 9999) {
    return;
  }
  cell.date = date;
  cell.kind = seconds != 0 || format.time ? CellKind::moment : CellKind::date;
}

bool understand_iso(Cell& cell, std::string_view text) {
  if (take(text, 'T') || (text.size() > 2 && text[2] == ':')) {
    if (!read_clock(text, cell.seconds)) {
      return false;
    }
    cell.kind = CellKind::time;
    cell.number = static_cast<double>(cell.seconds) / day_seconds;
    return true;
  }
  int year = 0;
  int month = 0;
  int day = 0;
  if (!take_number(text, 4, year) || !take(text, '-') || !take_number(text, 2, month) || !take(text, '-') ||
      !take_number(text, 2, day)) {
    return false;
  }
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) {
    return false;
  }
  cell.date = Date{std::chrono::sys_days{ymd}};
  cell.kind = CellKind::date;
  cell.seconds = 0;
  if (take(text, 'T') || take(text, ' ')) {
    if (!read_clock(text, cell.seconds)) {
      return false;
    }
    cell.kind = CellKind::moment;
  } else if (!(text.empty() || text == "Z")) {
    return false;
  }
  const Date first{std::chrono::sys_days{std::chrono::year{1899} / 12 / 30}};
  cell.number =
      static_cast<double>((cell.date.days() - first.days()).count()) + static_cast<double>(cell.seconds) / day_seconds;
  return true;
}

}  // namespace caseletters::sheets
