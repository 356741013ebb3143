#include "merge/issued_cells.h"

#include <algorithm>

#include "base/text.h"
#include "sheets/typed_date.h"

namespace caseletters::merge {
namespace {

using sheets::IssuedField;

std::size_t lines_in(const std::string& text) {
  return text.empty() ? 0 : split(text, '\n').size();
}

const HeldCell& cell_of(const std::map<int, HeldCell>& held, const IssuedColumn& column) {
  static const HeldCell nothing;
  const auto found = held.find(column.column);
  return found == held.end() ? nothing : found->second;
}

// The letters that the row does not tell of yet: one is recorded where its file, or else its name and date, has a line.
std::vector<IssuedLetter> unrecorded(const std::vector<IssuedColumn>& columns, const std::map<int, HeldCell>& held,
                                     const std::vector<IssuedLetter>& letters) {
  const auto lines_of = [&](IssuedField field) {
    for (const auto& column : columns) {
      if (column.field == field) return split(cell_of(held, column).text, '\n');
    }
    return std::vector<std::string>{};
  };
  const auto names = lines_of(IssuedField::letter);
  const auto dates = lines_of(IssuedField::date);
  const auto files = lines_of(IssuedField::file);
  std::vector<IssuedLetter> fresh;
  for (const auto& letter : letters) {
    bool recorded = std::find(files.begin(), files.end(), letter.file) != files.end();
    for (std::size_t at = 0; files.empty() && at < std::min(names.size(), dates.size()); ++at) {
      recorded = recorded || (names[at] == letter.letter && dates[at] == to_long(letter.date));
    }
    if (!recorded) fresh.push_back(letter);
  }
  return fresh;
}

std::string line_of(IssuedField field, const IssuedLetter& letter, const std::string& next_step) {
  switch (field) {
    case IssuedField::letter:
      return letter.letter;
    case IssuedField::date:
      return to_long(letter.date);
    case IssuedField::file:
      return letter.file;
    case IssuedField::deadline:
      return letter.deadline ? to_long(*letter.deadline) : "-";
    case IssuedField::next_step:
      return next_step.empty() ? "-" : next_step;
  }
  return "-";
}

// Whether a clerk wrote in the cell what no line of ours would say.
bool holds_own_words(const IssuedColumn& column, const std::string& text, const facts::Vocabulary& vocabulary) {
  if (text.empty()) return false;
  const std::string first = split(text, '\n').front();
  if (column.field == IssuedField::letter) return !vocabulary.letter(first);
  return column.field == IssuedField::date && first != "-" && !sheets::read_date(first).date;
}

}  // namespace

IssuedRow issued_row(const std::vector<IssuedColumn>& columns, const std::map<int, HeldCell>& held,
                     const std::vector<IssuedLetter>& letters, const std::string& next_step,
                     const facts::Vocabulary& vocabulary) {
  IssuedRow row;
  const auto fresh = unrecorded(columns, held, letters);
  if (fresh.empty()) return row;
  std::size_t lines = 0;
  for (const auto& column : columns) {
    const HeldCell& before = cell_of(held, column);
    if (!before.foreign) lines = std::max(lines, lines_in(before.text));
  }
  for (std::size_t place = 0; place < columns.size(); ++place) {
    const auto& column = columns[place];
    const HeldCell& before = cell_of(held, column);
    if (before.foreign) {
      row.foreign.push_back(static_cast<int>(place));
      continue;
    }
    if (holds_own_words(column, before.text, vocabulary)) row.typed.push_back(static_cast<int>(place));
    std::string text = before.text;
    const auto add = [&text](const std::string& line) { text.append(text.empty() ? "" : "\n").append(line); };
    bool anything = !before.text.empty();
    for (std::size_t at = lines_in(text); at < lines; ++at) add("-");
    for (const auto& letter : fresh) {
      const std::string line = line_of(column.field, letter, &letter == &fresh.back() ? next_step : "");
      anything = anything || line != "-";
      add(line);
    }
    if (anything) row.texts.emplace(column.column, std::move(text));
  }
  return row;
}

}  // namespace caseletters::merge
