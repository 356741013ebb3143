#include "sheets/cell_faults.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace caseletters::sheets {

bool is_narrow_column(std::string_view text) {
  text = trim(text);
  return !text.empty() && text.find_first_not_of('#') == std::string_view::npos;
}

bool is_error_text(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 20 || (text.front() != '#' && text.front() != 'E' && text.front() != 'e')) {
    return is_narrow_column(text);
  }
  if (is_narrow_column(text)) {
    return true;
  }
  constexpr std::array<std::string_view, 14> errors = {"#ref!",     "#value!",       "#name?",    "#num!",    "#null!",
                                                       "#n/a",      "#div/0!",       "#spill!",   "#calc!",   "#field!",
                                                       "#blocked!", "#getting_data", "#connect!", "#unknown!"};
  const std::string word = to_lower(text);
  return std::find(errors.begin(), errors.end(), word) != errors.end() ||
         (word.size() == 7 && word.starts_with("err:5") &&
          word.find_first_not_of("0123456789", 4) == std::string::npos);
}

std::string clock_meant(double typed) {
  if (!(typed >= 1) || typed >= 2400) {
    return {};
  }
  int hour = 0;
  int minute = 0;
  if (typed >= 100) {
    if (typed != std::trunc(typed)) {
      return {};
    }
    hour = static_cast<int>(typed) / 100;
    minute = static_cast<int>(typed) % 100;
  } else {
    hour = static_cast<int>(typed);
    const double rest = (typed - hour) * 100;
    minute = static_cast<int>(std::lround(rest));
    if (std::abs(rest - minute) > 1e-6) {
      return {};
    }
  }
  return hour > 23 || minute > 59 ? std::string() : fmt::format("{}:{:02}", hour, minute);
}

}  // namespace caseletters::sheets
