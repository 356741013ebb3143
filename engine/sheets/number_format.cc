#include "sheets/number_format.h"

#include <algorithm>

namespace caseletters::sheets {

namespace {

constexpr char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
}

bool starts_folded(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

// [h], [mm], [ss] and nothing else.
bool is_elapsed(std::string_view inside) {
  return !inside.empty() && std::all_of(inside.begin(), inside.end(), [&](char letter) {
    return lower(letter) == lower(inside.front()) &&
           (lower(letter) == 'h' || lower(letter) == 'm' || lower(letter) == 's');
  });
}

}  // namespace

NumberFormat built_in_format(int id) {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58 ||
      (id >= 71 && id <= 74)) {
    return {.date = true};
  }
  if (id == 22 || id == 77) {
    return {.date = true, .time = true};
  }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56 || id == 75 ||
      id == 76 || id == 78 || id == 80) {
    return {.time = true};
  }
  if (id == 46 || id == 79) {
    return {.time = true, .elapsed = true};
  }
  return {};
}

NumberFormat read_format(std::string_view code) {
  NumberFormat format;
  // "m" is a month, or minutes beside hours or seconds: decided when the neighbour is known.
  bool undecided_month = false;
  bool after_hour = false;
  std::size_t zeros = 0;
  bool only_zeros = true;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char letter = lower(code[at]);
    if (letter == ';') {
      break;
    }
    if (letter == '"') {
      at = std::min(code.find('"', at + 1), code.size());
      only_zeros = false;
    } else if (letter == '\\' || letter == '_' || letter == '*') {
      ++at;
      only_zeros = false;
    } else if (letter == '[') {
      const std::size_t close = std::min(code.find(']', at), code.size());
      if (is_elapsed(code.substr(at + 1, close - at - 1))) {
        format.time = format.elapsed = true;
        after_hour = lower(code[at + 1]) == 'h';
        only_zeros = false;
      }
      at = close;
    } else if (starts_folded(code.substr(at), "am/pm") || starts_folded(code.substr(at), "a/p")) {
      format.time = true;
      at += letter == 'a' && lower(code[at + 1]) == 'm' ? 4 : 2;
      only_zeros = false;
    } else if (starts_folded(code.substr(at), "general")) {
      at += 6;
      only_zeros = false;
    } else if (starts_folded(code.substr(at), "standard")) {
      at += 7;
      only_zeros = false;
    } else if (letter == 'd' || letter == 'y') {
      format.date = true;
      after_hour = only_zeros = false;
    } else if (letter == 'h') {
      format.time = true;
      after_hour = true;
      only_zeros = false;
    } else if (letter == 's') {
      format.time = true;
      undecided_month = false;
      after_hour = only_zeros = false;
    } else if (letter == 'm') {
      only_zeros = false;
      std::size_t length = 1;
      while (at + length < code.size() && lower(code[at + length]) == 'm') {
        ++length;
      }
      at += length - 1;
      if (length > 2) {
        format.date = true;
      } else if (after_hour) {
        format.time = true;
      } else {
        format.date = format.date || undecided_month;
        undecided_month = true;
      }
      after_hour = false;
    } else if (letter == '0') {
      ++zeros;
    } else {
      only_zeros = false;
    }
  }
  format.date = format.date || undecided_month;
  if (only_zeros && zeros > 1 && zeros < 20) {
    format.digits = static_cast<std::uint8_t>(zeros);
  }
  return format;
}

}  // namespace caseletters::sheets
