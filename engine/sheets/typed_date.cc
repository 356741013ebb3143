#include "sheets/typed_date.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::size_t longest = 64;  // bytes; "Wednesday, the 30th of September 2026 at 12:30:00 p.m." has 54

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter & 0x80) != 0;
}

struct Number {
  int value = 0;
  std::size_t length = 0;
};

// 1 Monday … 7 Sunday; 0 for anything else.
unsigned weekday_number(std::string_view word) {
  constexpr std::array<std::string_view, 7> names = {"monday", "tuesday",  "wednesday", "thursday",
                                                     "friday", "saturday", "sunday"};
  for (unsigned day = 0; day < names.size(); ++day) {
    if (word == names[day] || (word.size() >= 3 && word.size() <= 5 && names[day].starts_with(word)) ||
        (day == 2 && word == "weds")) {
      return day + 1;
    }
  }
  return 0;
}

// The pieces of a typed date: its numbers, its month's name and its weekday.
struct Pieces {
  std::vector<Number> numbers;
  unsigned month = 0;
  std::size_t month_after = 0;  // how many numbers stand before the month's name
  unsigned weekday = 0;
  bool understood = true;
};

Pieces take_apart(std::string_view text) {
  Pieces pieces;
  for (std::size_t at = 0; at < text.size() && pieces.understood;) {
    if (is_digit(text[at])) {
      const std::size_t end = std::min(text.find_first_not_of(digits, at), text.size());
      Number number{0, end - at};
      pieces.understood = number.length <= 8;
      std::from_chars(text.data() + at, text.data() + end, number.value);
      pieces.numbers.push_back(number);
      at = end;
      const std::string_view suffix = text.substr(at, 2);
      const bool ends = at + 2 >= text.size() || !is_word(text[at + 2]);
      if (ends && (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th")) {
        at += 2;
      }
    } else if (is_word(text[at])) {
      std::size_t end = at;
      while (end < text.size() && is_word(text[end])) {
        ++end;
      }
      const std::string_view word = text.substr(at, end - at);
      if (const unsigned month = month_number(word); month != 0 && pieces.month == 0) {
        pieces.month = month;
        pieces.month_after = pieces.numbers.size();
      } else if (const unsigned weekday = weekday_number(word); weekday != 0 && pieces.weekday == 0) {
        pieces.weekday = weekday;
      } else if (word != "of" && word != "the" && word != "on") {
        pieces.understood = false;
      }
      at = end;
    } else {
      pieces.understood = std::string_view(" ,./-'").find(text[at]) != std::string_view::npos;
      ++at;
    }
  }
  pieces.understood = pieces.understood && !pieces.numbers.empty() && pieces.numbers.size() <= 3;
  return pieces;
}

struct Parts {
  Number day, month, year;
};

std::string_view month_name(unsigned month) {
  constexpr std::array<std::string_view, 12> names = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
  return names[month - 1];
}

DateReading assemble(const Parts& parts, unsigned weekday) {
  DateReading reading;
  int year = parts.year.value;
  if (parts.year.length == 2) {
    year += year < 70 ? 2000 : 1900;
  } else if (parts.year.length != 4) {
    reading.trouble = "the year is not written with four digits";
    return reading;
  }
  if (parts.month.value < 1 || parts.month.value > 12) {
    reading.trouble = fmt::format("there is no month {}; dates are read day first", parts.month.value);
    return reading;
  }
  const auto month = static_cast<unsigned>(parts.month.value);
  reading.date = Date::from_ymd(year, month, static_cast<unsigned>(parts.day.value));
  if (!reading.date) {
    reading.trouble = year < 1900 || year > 2199
                          ? fmt::format("the year {} is out of reach", year)
                          : fmt::format("there is no {} {} {}", parts.day.value, month_name(month), year);
    return reading;
  }
  if (weekday != 0 && reading.date->weekday().iso_encoding() != weekday) {
    const std::string real = to_weekday(*reading.date);
    reading.trouble = to_long(*reading.date) + " is a " + real.substr(0, real.find(' '));
    reading.date.reset();
  }
  return reading;
}

DateReading read_eight_digits(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t length) {
    Number found{0, length};
    std::from_chars(text.data() + at, text.data() + at + length, found.value);
    return found;
  };
  // No day is both: a year begins with 19, 20 or 21, and there is no such month.
  DateReading year_first = assemble({number(6, 2), number(4, 2), number(0, 4)}, 0);
  if (year_first.date) {
    return year_first;
  }
  DateReading day_first = assemble({number(0, 2), number(2, 2), number(4, 4)}, 0);
  return day_first.date ? day_first : year_first;
}

DateReading read_plain_date(std::string_view text) {
  DateReading unclear;
  unclear.trouble = "it is not a date";
  if (text.size() > longest) {
    return unclear;
  }
  const Pieces pieces = take_apart(text);
  if (!pieces.understood) {
    return unclear;
  }
  const std::vector<Number>& numbers = pieces.numbers;
  if (pieces.month != 0) {
    const Number month{static_cast<int>(pieces.month), 2};
    if (numbers.size() == 1) {
      unclear.trouble = numbers[0].length <= 2 && numbers[0].value <= 31 ? "there is no year" : "there is no day";
      return unclear;
    }
    if (numbers.size() != 2 || pieces.month_after == 2) {
      return unclear;
    }
    const bool year_first = numbers[0].length == 4;
    return assemble({numbers[year_first ? 1 : 0], month, numbers[year_first ? 0 : 1]}, pieces.weekday);
  }
  if (numbers.size() == 1) {
    if (numbers[0].length == 8 && text.size() == 8) {
      return read_eight_digits(text);
    }
    return unclear;
  }
  if (numbers.size() == 2) {
    unclear.trouble = numbers[1].length == 4 ? "there is no day" : "there is no year";
    return unclear;
  }
  if (numbers[0].length == 4) {
    return assemble({numbers[2], numbers[1], numbers[0]}, pieces.weekday);
  }
  DateReading reading = assemble({numbers[0], numbers[1], numbers[2]}, pieces.weekday);
  reading.ambiguous =
      reading.date && pieces.weekday == 0 && numbers[0].value <= 12 && numbers[0].value != numbers[1].value;
  return reading;
}

MomentReading read_folded_moment(std::string_view folded) {
  MomentReading reading;
  reading.trouble = "it is not a date with a time";
  if (folded.size() > longest) {
    return reading;
  }
  std::string text(folded);
  // ISO 8601's T, and a time zone that says nothing here.
  if (text.size() > 11 && text[10] == 't' && is_digit(text[11])) {
    text[10] = ' ';
    if (text.back() == 'z') {
      text.pop_back();
    } else if (text.size() > 16 && (text[text.size() - 6] == '+' || text[text.size() - 6] == '-')) {
      text.erase(text.size() - 6);  // its distance from Greenwich: the clock on the wall counts
    }
    if (const std::size_t dot = text.rfind('.'); dot != std::string::npos && dot > 18) {
      text.erase(dot);
    }
  }
  for (std::size_t space = text.find(' '); space != std::string::npos; space = text.find(' ', space + 1)) {
    const std::string_view left = std::string_view(text).substr(0, space);
    const std::string_view right = std::string_view(text).substr(space + 1);
    for (const bool date_first : {true, false}) {
      std::string_view day = date_first ? left : right;
      const std::string_view clock = date_first ? right : left;
      while (!day.empty() && (day.back() == ',' || day.back() == ' ')) {
        day.remove_suffix(1);
      }
      if (day.ends_with(" at")) {
        day.remove_suffix(3);
      }
      const auto time = read_time(clock);
      if (!time) {
        continue;
      }
      const DateReading date = read_plain_date(day);
      if (date.date) {
        reading.moment = facts::Moment{*date.date, *time};
        reading.ambiguous = date.ambiguous;
        reading.trouble.clear();
        return reading;
      }
      if (clock.find(':') != std::string_view::npos) {
        reading.trouble = date.trouble;
        reading.trouble_is_general = false;
      }
    }
  }
  return reading;
}

}  // namespace

DateReading read_date(std::string_view text) {
  const std::string folded = fold_name(text);
  DateReading reading = read_plain_date(folded);
  if (reading.date) {
    return reading;
  }
  MomentReading moment = read_folded_moment(folded);
  if (moment.moment) {
    reading.date = moment.moment->date;
    reading.ambiguous = moment.ambiguous;
  }
  if (moment.moment || !moment.trouble_is_general) {
    reading.trouble = std::move(moment.trouble);
  }
  return reading;
}

std::optional<TimeOfDay> read_time(std::string_view text) {
  std::string clock = fold_name(text);
  std::erase(clock, ' ');
  if (clock.starts_with("at")) {
    clock.erase(0, 2);
  }
  if (clock == "noon" || clock == "midday" || clock == "12noon" || clock == "12midday") {
    return TimeOfDay{12 * 60};
  }
  if (clock == "midnight" || clock == "12midnight") {
    return TimeOfDay{0};
  }
  enum class Half { none, morning, afternoon, of_24 } half = Half::none;
  const auto drop = [&](std::string_view ending) {
    if (clock.size() > ending.size() && clock.ends_with(ending)) {
      clock.erase(clock.size() - ending.size());
      return true;
    }
    return false;
  };
  const bool on_the_hour = drop("o'clock") || drop("oclock");
  if (drop("a.m.") || drop("a.m") || drop("am.") || drop("am")) {
    half = Half::morning;
  } else if (drop("p.m.") || drop("p.m") || drop("pm.") || drop("pm")) {
    half = Half::afternoon;
  } else if (drop("hours") || drop("hrs") || drop("hr") || drop("h")) {
    half = Half::of_24;
  }
  std::array<int, 3> fields{};
  std::size_t count = 0;
  const std::size_t separator = clock.find_first_of(":.");
  if (separator == std::string::npos) {
    if (clock.empty() || clock.size() > 4 || clock.find_first_not_of(digits) != std::string::npos ||
        ((half == Half::none || half == Half::of_24) && clock.size() != 4 && !(on_the_hour && clock.size() <= 2))) {
      return std::nullopt;
    }
    int number = 0;
    std::from_chars(clock.data(), clock.data() + clock.size(), number);
    fields = clock.size() > 2 ? std::array<int, 3>{number / 100, number % 100, 0} : std::array<int, 3>{number, 0, 0};
  } else {
    for (std::size_t at = 0; at <= clock.size(); ++count) {
      const std::size_t end = std::min(clock.find_first_of(":.", at), clock.size());
      const std::size_t length = end - at;
      if (count == 3 || length == 0 || length > 2 || (count > 0 && length != 2) ||
          clock.find_first_not_of(digits, at) < end) {
        return std::nullopt;
      }
      std::from_chars(clock.data() + at, clock.data() + end, fields[count]);
      at = end + 1;
    }
  }
  int hour = fields[0];
  if (half == Half::morning) {
    if (hour < 1 || hour > 12) {
      return std::nullopt;
    }
    hour %= 12;
  } else if (half == Half::afternoon) {
    if (hour < 1) {
      return std::nullopt;
    }
    hour = hour < 12 ? hour + 12 : hour;  // "15:30pm" says the same twice
  } else if (half == Half::none && hour >= 1 && hour <= 6 && !clock.starts_with('0')) {
    return std::nullopt;  // "3.30" is the end of the school day, and on the clock of 24 hours the middle of the night
  }
  if (hour > 23 || fields[1] > 59 || fields[2] > 59) {
    return std::nullopt;
  }
  return TimeOfDay{hour * 60 + fields[1]};
}

MomentReading read_moment(std::string_view text) {
  return read_folded_moment(fold_name(text));
}

}  // namespace caseletters::sheets
