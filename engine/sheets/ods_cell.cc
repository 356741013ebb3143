#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "sheets/ods_sheet.h"
#include "sheets/serial.h"

namespace caseletters::sheets {

namespace {

constexpr double day_seconds = 86400;
constexpr double most_seconds = 20000 * day_seconds;  // no length of time is longer; Cell::seconds holds it

// The words of Excel and LibreOffice for a formula that failed.
bool is_error_word(std::string_view text) {
  constexpr std::array<std::string_view, 8> words = {"#REF!",  "#DIV/0!", "#N/A",    "#NAME?",
                                                     "#NULL!", "#NUM!",   "#VALUE!", "#SPILL!"};
  if (std::find(words.begin(), words.end(), text) != words.end()) {
    return true;
  }
  constexpr std::string_view numbered = "Err:";
  return text.starts_with(numbered) && text.size() == numbered.size() + 3 &&
         text.find_first_not_of("0123456789", numbered.size()) == std::string_view::npos;
}

std::optional<double> read_number(std::string_view text) {
  double number = 0;
  const auto done = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || done.ec != std::errc{} || done.ptr != text.data() + text.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

// "PT9H30M0S", "-P1DT2H", seconds with a fraction. In seconds. Source: XML Schema part 2, 3.2.6; years and months have
// no fixed length and stand in no cell.
std::optional<double> read_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  if (!text.starts_with('P')) {
    return std::nullopt;
  }
  text.remove_prefix(1);
  double seconds = 0;
  bool in_time = false;
  bool any = false;
  while (!text.empty()) {
    if (text.front() == 'T' && !in_time) {
      in_time = true;
      text.remove_prefix(1);
      continue;
    }
    const std::size_t length = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto number = read_number(text.substr(0, length));
    if (!number || length == text.size()) {
      return std::nullopt;
    }
    const char unit = text[length];
    if (unit == 'D' && !in_time) {
      seconds += *number * day_seconds;
    } else if (unit == 'H' && in_time) {
      seconds += *number * 3600;
    } else if (unit == 'M' && in_time) {
      seconds += *number * 60;
    } else if (unit == 'S' && in_time) {
      seconds += *number;
    } else {
      return std::nullopt;
    }
    any = true;
    text.remove_prefix(length + 1);
  }
  return any ? std::optional(negative ? -seconds : seconds) : std::nullopt;
}

bool understand_time(Cell& cell, std::string_view value) {
  const auto seconds = read_duration(value);
  if (!seconds) {
    return understand_iso(cell, value) && cell.kind == CellKind::time;
  }
  cell.number = *seconds / day_seconds;
  cell.kind = CellKind::number;
  if (*seconds >= 0 && *seconds < most_seconds) {
    cell.kind = CellKind::time;
    cell.seconds = whole_seconds(*seconds);
  }
  return true;
}

// LibreOffice stores 10:10:10 as 10:10:09.999999999 now and then.
bool understand_date(Cell& cell, std::string_view value) {
  const std::size_t point = value.find('.');
  if (!understand_iso(cell, value.substr(0, point)) || cell.kind == CellKind::time) {
    cell.clear();
    return false;
  }
  const auto fraction = point == std::string_view::npos ? std::nullopt : read_number(value.substr(point));
  if (fraction && whole_seconds(*fraction) == 1 && ++cell.seconds == static_cast<int>(day_seconds)) {
    cell.seconds = 0;
    cell.date = cell.date.plus_days(1);
  }
  return true;
}

// The format shows more digits than the number has: "0042".
std::uint8_t shown_digits(std::string_view shown, double number) {
  const bool digits = shown.size() > 1 && shown.size() < 100 && shown.front() == '0' &&
                      shown.find_first_not_of("0123456789") == std::string_view::npos;
  return digits && read_number(shown) == number ? static_cast<std::uint8_t>(shown.size()) : std::uint8_t{0};
}

}  // namespace

void OdsCell::clear() {
  type = Type::none;
  error = formula = has_value = false;
  value.clear();
  paragraphs = 0;
  text.clear();
}

void OdsCell::understand(Cell& cell) const {
  cell.formula = formula;
  const bool may_fail = formula || type == Type::string || type == Type::none;
  if (error || (may_fail && is_error_word(text))) {
    cell.kind = CellKind::error;
    cell.text = !text.empty() ? text : !value.empty() ? value : "#VALUE!";
    return;
  }
  switch (type) {
    case Type::number:
      if (const auto number = read_number(value)) {
        cell.kind = CellKind::number;
        cell.number = *number;
        cell.text = value;
        cell.digits = shown_digits(text, *number);
        return;
      }
      break;
    case Type::date:
      if (understand_date(cell, value)) {
        return;
      }
      break;
    case Type::time:
      if (understand_time(cell, value)) {
        return;
      }
      break;
    case Type::boolean:
      if (value == "true" || value == "false") {
        cell.kind = CellKind::boolean;
        cell.number = value == "true" ? 1 : 0;
        return;
      }
      break;
    case Type::string:
      if (has_value) {
        if (!value.empty()) {
          cell.kind = CellKind::text;
          cell.text = value;
        }
        return;
      }
      break;
    case Type::none:
      break;
  }
  if (!text.empty()) {
    cell.kind = CellKind::text;
    cell.text = text;
  } else if (formula && paragraphs == 0) {
    cell.formula_without_value = true;
  }
}

}  // namespace caseletters::sheets
