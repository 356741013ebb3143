#include <array>
#include <charconv>
#include <cmath>

#include "sheets/workbook.h"

namespace caseletters::sheets {

namespace {

void append_two(std::string& out, int number) {
  out.push_back(static_cast<char>('0' + number / 10 % 10));
  out.push_back(static_cast<char>('0' + number % 10));
}

void append_date(std::string& out, Date date) {
  const std::string year = std::to_string(date.year());
  out.append(year.size() < 4 ? 4 - year.size() : 0, '0').append(year).push_back('-');
  append_two(out, static_cast<int>(date.month()));
  out.push_back('-');
  append_two(out, static_cast<int>(date.day()));
}

void append_clock(std::string& out, int seconds) {
  const int hours = seconds / 3600;
  if (hours >= 100) {
    out.append(std::to_string(hours));
  } else {
    append_two(out, hours);
  }
  out.push_back(':');
  append_two(out, seconds / 60 % 60);
  out.push_back(':');
  append_two(out, seconds % 60);
}

void append_number(std::string& out, double number) {
  std::array<char, 40> buffer{};
  char* const end = buffer.data() + buffer.size();
  if (std::abs(number) < 1e15 && number == std::trunc(number)) {
    const auto done = std::to_chars(buffer.data(), end, static_cast<std::int64_t>(number));
    out.append(buffer.data(), done.ptr);
    return;
  }
  // to_chars chooses whichever notation is shorter ("1e+05"); people expect plain digits from 0.0001 up to 1e16.
  const auto done = std::to_chars(buffer.data(), end, number, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(done.ptr - buffer.data()));
  const std::size_t mark = text.find('e');
  int exponent = 0;
  if (mark != std::string_view::npos) {
    const std::size_t sign = text[mark + 1] == '+' ? 2 : 1;
    std::from_chars(text.data() + mark + sign, text.data() + text.size(), exponent);
  }
  if (mark == std::string_view::npos || exponent < -4 || exponent >= 16) {
    out.append(text);
    return;
  }
  const auto plain = std::to_chars(buffer.data(), end, number, std::chars_format::fixed);
  out.append(buffer.data(), plain.ptr);
}

}  // namespace

void Cell::clear() {
  kind = CellKind::empty;
  text.clear();
  number = 0;
  seconds = 0;
  clock = false;
  digits = 0;
  formula = formula_without_value = false;
}

std::string number_text(double number) {
  std::string out;
  append_number(out, number);
  return out;
}

void append_cell_text(std::string& out, const Cell& cell) {
  switch (cell.kind) {
    case CellKind::empty:
      return;
    case CellKind::text:
    case CellKind::error:
      out.append(cell.text);
      return;
    case CellKind::number:
      append_number(out, cell.number);
      return;
    case CellKind::date:
      append_date(out, cell.date);
      return;
    case CellKind::time:
      append_clock(out, cell.seconds);
      return;
    case CellKind::moment:
      append_date(out, cell.date);
      if (cell.seconds != 0) {
        out.push_back(' ');
        append_clock(out, cell.seconds);
      }
      return;
    case CellKind::boolean:
      out.append(cell.number != 0 ? "TRUE" : "FALSE");
      return;
  }
}

std::string cell_text(const Cell& cell) {
  std::string out;
  append_cell_text(out, cell);
  return out;
}

}  // namespace caseletters::sheets
