#include "sheets/cell_values.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "sheets/cell_faults.h"
#include "sheets/option_words.h"
#include "sheets/serial.h"
#include "sheets/typed_date.h"

namespace caseletters::sheets {

namespace {

using facts::Kind;
using facts::Value;

constexpr std::size_t long_text = 100'000;
constexpr std::string_view date_hint = "Type it day first, such as 3 November 2026 or 3/11/2026.";

// A cell's own words in a message, never more than a few.
std::string quoted(std::string_view text) {
  constexpr std::size_t most = 40;
  std::string words(text.substr(0, most));
  while (!is_utf8(words) && !words.empty()) {
    words.pop_back();
  }
  std::replace(words.begin(), words.end(), '\n', ' ');
  return "\"" + words + (text.size() > most ? "…\"" : "\"");
}

// Words people put into a cell to say that there is nothing to put. "NA" alone may be a name.
bool is_blank_word(std::string_view text, bool free_text) {
  if (text.size() > 20) return false;  // asked of every cell: longer ones need no folding
  const std::string folded = fold_name(text);
  constexpr std::array<std::string_view, 14> always = {
      "-", "--", "---", "n/a", "n.a.", "tbc", "t.b.c.", "tba", "t.b.a.", "none", "nil", "not applicable", "?", "??"};
  constexpr std::array<std::string_view, 4> for_one_word = {"na", "unknown", "not known", "n/k"};
  return std::find(always.begin(), always.end(), folded) != always.end() ||
         (!free_text && std::find(for_one_word.begin(), for_one_word.end(), folded) != for_one_word.end());
}

}  // namespace

bool is_blank(const Cell& cell) {
  return !cell.formula_without_value &&
         (cell.kind == CellKind::empty || (cell.kind == CellKind::text && trim(cell.text).empty()));
}

CellValues::CellValues(const Workbook& workbook, const facts::Vocabulary& vocabulary, bool show_values)
    : workbook_(workbook), vocabulary_(vocabulary), show_values_(show_values) {}

std::string CellValues::held(const Cell& cell, std::string_view text) const {
  if (show_values_) {
    return quoted(text);
  }
  switch (cell.kind) {
    case CellKind::number:
      return "a number";
    case CellKind::date:
    case CellKind::moment:
      return "a date";
    case CellKind::time:
      return "a time";
    case CellKind::boolean:
      return "a tick (TRUE or FALSE)";
    default:
      break;
  }
  const std::size_t letters = character_count(text);
  return fmt::format("text of {} character{}", letters, letters == 1 ? "" : "s");
}

Diagnostic CellValues::at(const CellPlace& place, Diagnostic diagnostic) const {
  diagnostic.file = workbook_.file();
  diagnostic.sheet = workbook_.sheets()[static_cast<std::size_t>(place.sheet)].name;
  diagnostic.cell = cell_name(place.row, place.column);
  diagnostic.line = place.line;
  diagnostic.fact = place.fact;
  return diagnostic;
}

bool CellValues::readable(const Cell& cell, const CellPlace& place, Diagnostics& problems) const {
  if (cell.formula_without_value) {
    problems.push_back(
        at(place, error("formula-without-value", "the cell holds a formula, but the file does not hold its result.",
                        "Open the workbook in Excel or LibreOffice, let it recalculate and save it.")));
    return false;
  }
  if (cell.kind == CellKind::error) {
    problems.push_back(
        at(place, cell.text == shared_string_range
                      ? error("shared-string-range", "the cell points to a text that the workbook does not hold.",
                              "Open the workbook in Excel, type the cell again and save it.")
                      : error("cell-error", "the cell shows the error " + cell.text + ".",
                              "Mend the formula, or type the value instead.")));
    return false;
  }
  if (cell.kind == CellKind::text && is_error_text(cell.text)) {
    problems.push_back(
        at(place, is_narrow_column(cell.text)
                      ? error("cell-error", "the cell shows " + quoted(trim(cell.text)) + " instead of what it held.",
                              "Make the column wide enough and save the file again, or type the value.")
                      : error("cell-error", "the cell shows the error " + std::string(trim(cell.text)) + ".",
                              "Mend the formula it came from, or type the value instead.")));
    return false;
  }
  if (cell.kind == CellKind::text && !is_printable(cell.text)) {
    problems.push_back(at(place, error("control-character", "the cell holds a character that cannot be printed.",
                                       "Type the cell again.")));
    return false;
  }
  return cell.kind != CellKind::empty;
}

std::string CellValues::read_text(const Cell& cell, const CellPlace& place, Diagnostics& problems) {
  if (!readable(cell, place, problems)) {
    return {};
  }
  if (cell.kind == CellKind::number) {
    // Digits as they stand: a number too long for arithmetic is still a reference.
    std::string text = cell.text.empty() || cell.text.find_first_not_of("0123456789") != std::string::npos
                           ? number_text(cell.number)
                           : cell.text;
    const bool whole = text.find_first_not_of("0123456789") == std::string::npos;
    if (whole && text.size() < cell.digits) {
      text.insert(0, cell.digits - text.size(), '0');
    }
    return text;
  }
  if (cell.kind != CellKind::text) {
    return cell_text(cell);
  }
  std::string text(trim(cell.text));
  for (std::size_t at = text.find('\r'); at != std::string::npos; at = text.find('\r', at)) {
    if (at + 1 < text.size() && text[at + 1] == '\n') {
      text.erase(at, 1);
    } else {
      text[at] = '\n';
    }
  }
  if (text.size() > long_text && character_count(text) > long_text) {
    problems.push_back(
        at(place, warning("long-text", "the cell holds more than 100,000 characters.", "Check that this is meant.")));
  }
  return text;
}

Value CellValues::read(const Cell& cell, const facts::Type& type, const CellPlace& place, Diagnostics& problems) {
  const std::string text = read_text(cell, place, problems);
  if (text.empty()) {
    return {};
  }
  const bool typed = cell.kind == CellKind::text;
  const bool chosen = type.kind == Kind::option || type.kind == Kind::set;
  if (typed && is_blank_word(text, type.kind == Kind::text) &&
      !(chosen && find_option(vocabulary_, type.domain, text))) {
    problems.push_back(at(place, warning("read-as-blank", quoted(text) + " was read as a blank cell.",
                                         "Leave the cell empty where there is nothing to say.")));
    return {};
  }
  switch (type.kind) {
    case Kind::text:
      return Value(text);
    case Kind::date:
      return read_date_value(cell, text, place, problems);
    case Kind::time:
      return read_time_value(cell, text, place, problems);
    case Kind::moment:
      return read_moment_value(cell, text, place, problems);
    case Kind::number:
      return read_number_value(cell, text, place, problems);
    case Kind::yes_no:
      return read_yes_no(cell, text, place, problems);
    case Kind::option:
    case Kind::set:
      if (cell.kind == CellKind::date || cell.kind == CellKind::moment || cell.kind == CellKind::time) {
        problems.push_back(at(
            place, error("bad-value", "the cell holds a date or a time, not a word.",
                         "Format the cell as text and type it again. " + allowed_words(vocabulary_, type.domain, ""))));
        return {};
      }
      if (typed && text.find('?') != std::string::npos) {
        problems.push_back(
            at(place, error("bad-value", "the cell holds a question mark, so nobody knows what was decided.",
                            "Take it out once that is certain, or empty the cell.")));
        return {};
      }
      return type.kind == Kind::option ? read_option(cell, text, type.domain, place, problems)
                                       : read_set(cell, text, type.domain, place, problems);
  }
  return {};
}

std::vector<int> CellValues::read_letters(const Cell& cell, const CellPlace& place, Diagnostics& problems) {
  const std::string text = read_text(cell, place, problems);
  if (text.empty()) {
    return {};
  }
  if (is_blank_word(text, false) && !find_option(vocabulary_, facts::Vocabulary::letters_domain, text)) {
    problems.push_back(at(place, warning("read-as-blank", quoted(text) + " was read as a blank cell.",
                                         "Leave the cell empty where no letter is wanted.")));
    return {};
  }
  OptionWords words = find_options(vocabulary_, facts::Vocabulary::letters_domain, text);
  for (const std::string& unknown : words.unknown) {
    const bool whole = words.unknown.size() == 1 && words.found.empty();
    problems.push_back(
        at(place, error("unknown-letter",
                        fmt::format("the cell {} {}, which is no letter's id or title.", whole ? "holds" : "names",
                                    is_meant_for_letter(vocabulary_, unknown) ? quoted(unknown) : held(cell, unknown)),
                        allowed_words(vocabulary_, facts::Vocabulary::letters_domain, unknown))));
  }
  return std::move(words.found);
}

void CellValues::warn_ambiguous(std::string_view text, Date date, const CellPlace& place, Diagnostics& problems) {
  if (ambiguous_said_) {
    return;
  }
  ambiguous_said_ = true;
  problems.push_back(
      at(place, warning("ambiguous-date",
                        fmt::format("{} was read day first, as {}; so are all such dates in this workbook.",
                                    quoted(text), to_long(date)),
                        "Write the month as a word where this is not meant.")));
}

Value CellValues::read_date_value(const Cell& cell, std::string_view text, const CellPlace& place,
                                  Diagnostics& problems) {
  const auto bad = [&](std::string message, std::string hint) {
    problems.push_back(at(place, error("bad-date", std::move(message), std::move(hint))));
    return Value();
  };
  if (cell.kind == CellKind::date || cell.kind == CellKind::moment) {
    if (cell.date.year() < 1900 || cell.date.year() > 2199) {
      return bad(fmt::format("the year {} is out of reach.", cell.date.year()), std::string(date_hint));
    }
    return Value(cell.date);
  }
  const bool digits_only = text.find_first_not_of("0123456789.") == std::string_view::npos;
  double number = cell.number;
  if (cell.kind == CellKind::text && digits_only) {
    const auto done = std::from_chars(text.data(), text.data() + text.size(), number);
    if (done.ec != std::errc{} || done.ptr != text.data() + text.size()) {
      number = 0;
    }
  }
  if (digits_only && number >= 1 && number < 110000) {
    Cell serial;
    understand_serial(serial, std::floor(number), {.date = true}, false);
    // As text it is what Excel puts into an export for a date of our time: no other five digits are.
    const bool our_time = serial.date.year() >= 1990 && serial.date.year() <= 2099;
    if (cell.kind == CellKind::text && text.size() == 5 && our_time) {
      problems.push_back(
          at(place, warning("serial-date",
                            "the cell holds a date as Excel counts days; it was read as " + to_long(serial.date) + ".",
                            "Format the column as a date before it is exported.")));
      return Value(serial.date);
    }
    return bad("the cell holds a number, not a date.", "It may be a date shown as a number (" + to_long(serial.date) +
                                                           " in most workbooks): format the cell as a date.");
  }
  if (cell.kind == CellKind::boolean || cell.kind == CellKind::time) {
    return bad("the cell holds " + held(cell, text) + ", which is not a date.", std::string(date_hint));
  }
  DateReading reading = read_date(text);
  if (!reading.date) {
    return bad("the cell holds " + held(cell, text) + ", which cannot be read as a date: " + reading.trouble + ".",
               std::string(date_hint));
  }
  if (reading.ambiguous) {
    warn_ambiguous(text, *reading.date, place, problems);
  }
  return Value(*reading.date);
}

// A spreadsheet takes 3:30 for half past three in the morning, whoever typed it.
void CellValues::remark_night(int minutes, const CellPlace& place, Diagnostics& problems) const {
  if (minutes >= 60 && minutes < 7 * 60) {
    problems.push_back(at(place, warning("unlikely-time", "the cell holds a time between one and seven in the morning.",
                                         "Where the afternoon is meant, type it by the clock of 24 hours: 15:30.")));
  }
}

Value CellValues::read_time_value(const Cell& cell, std::string_view text, const CellPlace& place,
                                  Diagnostics& problems) const {
  // 8.50 typed into a cell of times is eight days and a half, which shows as midday. A real date is a larger number.
  constexpr double no_real_date = 10000;
  if (cell.kind == CellKind::moment && cell.clock && cell.number < no_real_date) {
    const std::string meant = clock_meant(cell.number);
    problems.push_back(
        at(place, error("bad-time", "the cell holds a number, not a time of day.",
                        meant.empty() ? "Type the time with a colon, such as 9:30."
                                      : "If " + meant + " is meant, type it with a colon: " + meant + ".")));
    return {};
  }
  if ((cell.kind == CellKind::time && cell.seconds < 86400) || cell.kind == CellKind::moment) {
    remark_night(cell.seconds / 60, place, problems);
    return Value(TimeOfDay{cell.seconds / 60});
  }
  std::optional<TimeOfDay> time;
  if (cell.kind == CellKind::text || (cell.kind == CellKind::number && text.size() == 4)) {
    time = read_time(text);
  } else if (cell.kind == CellKind::number && text.size() == 3) {
    time = read_time("0" + std::string(text));  // 0930 typed into a number cell is 930
  }
  if (time) {
    if (cell.kind == CellKind::number || text.front() == '0') {
      remark_night(time->minutes, place, problems);
    }
    return Value(*time);
  }
  if (cell.kind == CellKind::text && read_time(std::string(text) + "pm")) {
    problems.push_back(at(place, error("bad-time",
                                       "the cell holds " + held(cell, text) +
                                           ": nobody can tell whether the morning or the afternoon is meant.",
                                       "Type it with am or pm, or by the clock of 24 hours: 3:30pm or 15:30.")));
    return {};
  }
  problems.push_back(at(
      place,
      error("bad-time", "the cell holds " + held(cell, text) + ", which cannot be read as a time of day.",
            cell.kind == CellKind::number ? "Format the cell as a time or as text, and type it such as 9:30 or 2.15pm."
                                          : "Type it such as 9:30, 14:15 or 2.15pm.")));
  return {};
}

Value CellValues::read_moment_value(const Cell& cell, std::string_view text, const CellPlace& place,
                                    Diagnostics& problems) {
  if (cell.kind == CellKind::moment) {
    return Value(facts::Moment{cell.date, TimeOfDay{cell.seconds / 60}});
  }
  MomentReading reading;
  reading.trouble = "there is no time of day";
  if (cell.kind == CellKind::text) {
    reading = read_moment(text);
    if (!reading.moment && read_date(text).date) {
      reading.trouble = "there is no time of day";
    }
  }
  if (!reading.moment) {
    problems.push_back(at(place, error("bad-date",
                                       "the cell holds " + held(cell, text) +
                                           ", which cannot be read as a date with a time: " + reading.trouble + ".",
                                       "Type it such as 3 November 2026 at 9:30am.")));
    return {};
  }
  if (reading.ambiguous) {
    warn_ambiguous(text, reading.moment->date, place, problems);
  }
  return Value(*reading.moment);
}

Value CellValues::read_number_value(const Cell& cell, std::string_view text, const CellPlace& place,
                                    Diagnostics& problems) const {
  std::string plain(text);
  std::erase(plain, ',');
  if (const std::size_t point = plain.find('.');
      point != std::string::npos && plain.find_first_not_of('0', point + 1) == std::string::npos) {
    plain.erase(point);
  }
  std::int64_t number = 0;
  const auto done = std::from_chars(plain.data(), plain.data() + plain.size(), number);
  const bool fits = cell.kind == CellKind::text || cell.kind == CellKind::number;
  if (fits && !plain.empty() && done.ec == std::errc{} && done.ptr == plain.data() + plain.size()) {
    return Value(number);
  }
  problems.push_back(
      at(place, error("bad-value", "the cell holds " + held(cell, text) + ", which is not a whole number.",
                      "Type a whole number such as 2.")));
  return {};
}

Value CellValues::read_yes_no(const Cell& cell, std::string_view text, const CellPlace& place,
                              Diagnostics& problems) const {
  if (cell.kind == CellKind::boolean || (cell.kind == CellKind::number && (cell.number == 0 || cell.number == 1))) {
    return Value(cell.number != 0);
  }
  std::string word = fold_name(text);
  if (word.ends_with("\xEF\xB8\x8F")) {
    word.resize(word.size() - 3);  // the emoji form of a tick
  }
  constexpr std::array<std::string_view, 12> yes = {"yes", "y", "true", "t", "1", "x", "✓", "✔", "☒", "☑", "✅", "yes."};
  constexpr std::array<std::string_view, 10> no = {"no", "n", "false", "f", "0", "☐", "✗", "✘", "❌", "no."};
  if (cell.kind == CellKind::text && std::find(yes.begin(), yes.end(), word) != yes.end()) {
    return Value(true);
  }
  if (cell.kind == CellKind::text && std::find(no.begin(), no.end(), word) != no.end()) {
    return Value(false);
  }
  problems.push_back(
      at(place, error("bad-value", "the cell holds " + held(cell, text) + ", which is neither yes nor no.",
                      "Type yes or no (or y, n, x, 1, 0).")));
  return {};
}

Diagnostic CellValues::unknown_word(const Cell& cell, std::string_view piece, std::string_view whole,
                                    int domain) const {
  if (is_range(piece)) {
    return error(
        "bad-value",
        fmt::format("the cell {} {}, a range of several.", piece == whole ? "holds" : "names", held(cell, piece)),
        each_of_range(vocabulary_, domain, piece));
  }
  return error("bad-value",
               fmt::format("the cell {} {}, which is not one of the words understood here.",
                           piece == whole ? "holds" : "names", held(cell, piece)),
               allowed_words(vocabulary_, domain, piece));
}

Value CellValues::read_option(const Cell& cell, std::string_view text, int domain, const CellPlace& place,
                              Diagnostics& problems) const {
  if (const auto option = find_option(vocabulary_, domain, text)) {
    return Value(facts::Option{*option});
  }
  const OptionWords words = find_options(vocabulary_, domain, text);
  const bool several = words.found.size() > 1 && words.unknown.empty();
  problems.push_back(at(place, several ? error("bad-value", "the cell names several, and there can be one only.",
                                               "Write one only. " + allowed_words(vocabulary_, domain, ""))
                                       : unknown_word(cell, text, text, domain)));
  return {};
}

Value CellValues::read_set(const Cell& cell, std::string_view text, int domain, const CellPlace& place,
                           Diagnostics& problems) const {
  OptionWords words = find_options(vocabulary_, domain, text);
  for (const std::string& unknown : words.unknown) {
    problems.push_back(at(place, unknown_word(cell, unknown, text, domain)));
  }
  if (!words.unknown.empty() || words.found.empty()) {
    return {};
  }
  std::sort(words.found.begin(), words.found.end());
  facts::OptionSet set;
  for (const int option : words.found) {
    set.push_back(facts::Option{option});
  }
  return Value(std::move(set));
}

}  // namespace caseletters::sheets
