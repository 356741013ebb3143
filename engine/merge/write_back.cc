#include "merge/write_back.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/open_cases.h"
#include "package/archive.h"
#include "sheets/typed_date.h"
#include "sheets/write_cells.h"

namespace caseletters::merge {
namespace {

using sheets::IssuedField;

struct Column {
  IssuedField field = IssuedField::letter;
  std::string heading;
  int column = -1;
  bool is_new = false;
};

// What a cell of one of our columns held before.
struct Held {
  std::string text;
  bool foreign = false;  // a number, a date, a formula: nothing that lines can be added to
};

// "cases.before-2026-11-03.xlsx", numbered where there is one already.
std::string backup_path(const Files& files, const std::string& path, Date date) {
  const std::string ending = file_ending(path);
  const std::string stem = path.substr(0, path.size() - ending.size() - (ending.empty() ? 0 : 1));
  for (int number = 1;; ++number) {
    std::string name = fmt::format("{}.before-{}{}{}{}", stem, to_iso(date),
                                   number == 1 ? "" : fmt::format("-{}", number), ending.empty() ? "" : ".", ending);
    if (!files.exists(name)) return name;
  }
}

std::size_t lines_in(const std::string& text) {
  return text.empty() ? 0 : split(text, '\n').size();
}

// The columns for what is issued: those whose headings are there, and new ones to the right of all that is.
Result<std::vector<Column>> columns_for(const Workplace& workplace, const sheets::CaseLayout& layout,
                                        const sheets::Workbook& workbook) {
  std::vector<Column> columns;
  const auto map = workplace.case_options().map;
  if (map && !map->issued.empty()) {
    for (const auto& each : map->issued) {
      columns.push_back({each.field, each.heading});
    }
  } else {
    for (std::size_t field = 0; field < sheets::issued_headings.size(); ++field) {
      columns.push_back({static_cast<IssuedField>(field), std::string(sheets::issued_headings[field])});
    }
  }
  int free = 0;
  auto read = workbook.read(layout.sheet, [&](const sheets::RowInfo&, std::span<const sheets::Cell> cells) {
    free = std::max(free, static_cast<int>(cells.size()));
    return true;
  });
  if (!read) return fail(read.error());
  const auto merged = workbook.merged(layout.sheet);
  if (!merged) return fail(merged.error());
  for (const auto& name : *merged) {
    if (const auto range = sheets::cell_range(name)) free = std::max(free, range->last.column + 1);
  }
  for (auto& column : columns) {
    for (const auto& heading : layout.headings) {
      if (column.column < 0 && fold_heading(heading.heading) == fold_heading(column.heading)) {
        column.column = heading.column;
      }
    }
    if (column.column < 0) {
      column.column = free++;
      column.is_new = true;
    }
  }
  if (free > sheets::most_columns) {
    return fail(error("cannot-write-back", "the sheet has no columns left for what was issued.",
                      "Delete the columns at its right end that are not needed."));
  }
  return columns;
}

}  // namespace

Diagnostics WriteBack::refusals(Exit& exit) const {
  if (!options_.updates()) return {};
  const std::string& cases = options_.places.cases;
  const std::string ending = file_ending(cases);
  const auto refuse = [&exit](Diagnostic problem, Exit code) {
    exit = code;
    return Diagnostics{std::move(problem)};
  };
  if (ending == "json" || ending == "xml") {
    return refuse(error("usage", "what was issued can be written into a copy of .xlsx, .ods and .csv files only",
                        "Use --report for a list of what was issued."),
                  Exit::usage);
  }
  if (!options_.in_place && file_ending(options_.update) != ending) {
    return refuse(error("usage", fmt::format("a copy of {} must end in .{}", file_name(cases), ending),
                        fmt::format("Write --update {}-issued.{}.", "cases", ending)),
                  Exit::usage);
  }
  if (!options_.in_place && files_.same_file(options_.update, cases)) {
    return refuse(error("usage", "the copy would replace the workbook",
                        "Give the copy another name, or use --in-place, which keeps a backup."),
                  Exit::usage);
  }
  if (options_.dry_run) return {};
  const std::string& target = options_.in_place ? cases : options_.update;
  if (is_open_elsewhere(files_, target)) {
    Diagnostic open = error("open-elsewhere", "somebody has this workbook open, so it cannot be written to",
                            "Close it, then run the command again.");
    open.file = target;
    return refuse(std::move(open), Exit::output_failed);
  }
  if (!options_.in_place && files_.exists(target) && !options_.overwrite) {
    Diagnostic there = error("copy-exists", "there is a file of this name already, and it was left alone",
                             "Give the copy another name, or add --overwrite.");
    there.file = target;
    return refuse(std::move(there), Exit::output_failed);
  }
  return {};
}

void WriteBack::remember(const std::string& bytes) {
  if (options_.updates()) sum_ = package::sha256(bytes);
}

void WriteBack::note(int row, const LetterOutcome& letter, const std::string& next_step) {
  const bool there = letter.status == Status::written || letter.status == Status::existing;
  if (!options_.updates() || options_.dry_run || !there || !letter.issued_on) return;
  next_steps_[row] = next_step;
  rows_[row].push_back(
      {letter.letter, fmt::format("{}", fmt::join(letter.files, ", ")), *letter.issued_on, letter.deadline});
}

Diagnostics WriteBack::write(const Workplace& workplace, const sheets::CaseLayout& layout,
                             const sheets::Workbook& workbook, std::string& written) const {
  if (rows_.empty()) return {};
  const std::string& cases = options_.places.cases;
  Diagnostics said;
  const auto stop = [&](Diagnostic problem) {
    problem.severity = Severity::error;
    said.push_back(std::move(problem));
    return said;
  };
  const auto bytes = files_.read(cases);
  if (!bytes) return stop(bytes.error());
  if (package::sha256(*bytes) != sum_) {
    Diagnostic changed = error("changed-meanwhile", "somebody changed this workbook while the letters were written",
                               "Run the command again: letters that are there are kept, and the copy is made.");
    changed.file = cases;
    return stop(std::move(changed));
  }
  const auto columns = columns_for(workplace, layout, workbook);
  if (!columns) return stop(columns.error());

  std::map<int, std::map<int, Held>> held;  // by row and column
  auto read = workbook.read(layout.sheet, [&](const sheets::RowInfo& info, std::span<const sheets::Cell> cells) {
    if (rows_.count(info.row) == 0) return true;
    for (const auto& column : *columns) {
      const auto at = static_cast<std::size_t>(column.column);
      if (at >= cells.size() || (cells[at].kind == sheets::CellKind::empty && !cells[at].formula_without_value))
        continue;
      Held& one = held[info.row][column.column];
      one.foreign = cells[at].kind != sheets::CellKind::text || cells[at].formula;
      one.text = std::string(trim(cells[at].text));
      std::erase(one.text, '\r');
    }
    return true;
  });
  if (!read) return stop(read.error());

  const auto placed = [&](Diagnostic problem, int row, int column) {
    problem.file = cases;
    problem.sheet = layout.sheet_names[static_cast<std::size_t>(layout.sheet)];
    problem.cell = sheets::cell_name(row, column);
    return problem;
  };
  const auto& vocabulary = workplace.policy().rules.vocabulary;
  std::vector<sheets::CellText> texts;
  for (const auto& [row, letters] : rows_) {
    auto& cells = held[row];
    // A letter is recorded already where its file, or else its name and date, has a line.
    const auto lines_of = [&](IssuedField field) {
      for (const auto& column : *columns) {
        if (column.field == field) return split(cells[column.column].text, '\n');
      }
      return std::vector<std::string>{};
    };
    const auto has = [](const std::vector<std::string>& lines, const std::string& line) {
      return std::find(lines.begin(), lines.end(), line) != lines.end();
    };
    const auto names = lines_of(IssuedField::letter);
    const auto dates = lines_of(IssuedField::date);
    const auto files = lines_of(IssuedField::file);
    std::vector<Issued> fresh;
    for (const auto& letter : letters) {
      bool recorded = has(files, letter.file);
      for (std::size_t at = 0; files.empty() && at < std::min(names.size(), dates.size()); ++at) {
        recorded = recorded || (names[at] == letter.letter && dates[at] == to_long(letter.date));
      }
      if (!recorded) fresh.push_back(letter);
    }
    if (fresh.empty()) continue;
    std::size_t lines = 0;
    for (const auto& column : *columns) {
      if (!cells[column.column].foreign) lines = std::max(lines, lines_in(cells[column.column].text));
    }
    for (const auto& column : *columns) {
      const Held& before = cells[column.column];
      if (before.foreign) {
        said.push_back(placed(warning("cell-kept",
                                      fmt::format("this cell holds something else already, so it was kept, and \"{}\" "
                                                  "is not told of what was issued",
                                                  column.heading),
                                      "Clear the cell, or name another heading in the mapping."),
                              row, column.column));
        continue;
      }
      const auto first = split(before.text, '\n');
      const bool typed =
          !before.text.empty() && column.field == IssuedField::letter && !vocabulary.letter(first.front());
      const bool other_date = !before.text.empty() && column.field == IssuedField::date && first.front() != "-" &&
                              !sheets::read_date(first.front()).date;
      if (typed || other_date) {
        said.push_back(placed(warning("cell-kept",
                                      "this cell held something already: it was kept, and what was issued "
                                      "stands below it"),
                              row, column.column));
      }
      std::string text = before.text;
      const auto add = [&text](const std::string& line) { text.append(text.empty() ? "" : "\n").append(line); };
      bool anything = !before.text.empty();
      for (std::size_t at = lines_in(text); at < lines; ++at) add("-");
      for (const auto& letter : fresh) {
        std::string line;
        switch (column.field) {
          case IssuedField::letter:
            line = letter.letter;
            break;
          case IssuedField::date:
            line = to_long(letter.date);
            break;
          case IssuedField::file:
            line = letter.file;
            break;
          case IssuedField::deadline:
            line = letter.deadline ? to_long(*letter.deadline) : "-";
            break;
          case IssuedField::next_step:
            line = &letter == &fresh.back() && !next_steps_.at(row).empty() ? next_steps_.at(row) : "-";
            break;
        }
        anything = anything || line != "-";
        add(line);
      }
      if (anything) texts.push_back({row, column.column, std::move(text)});
    }
  }
  if (texts.empty()) return said;  // all of it stands in the workbook already
  for (const auto& column : *columns) {
    const bool used = std::any_of(texts.begin(), texts.end(),
                                  [&column](const sheets::CellText& each) { return each.column == column.column; });
    if (column.is_new && used) texts.push_back({layout.heading_row, column.column, column.heading});
  }
  auto copy = sheets::write_cells(*bytes, cases, layout.sheet, layout.heading_row, std::move(texts));
  if (!copy) return stop(copy.error());
  const std::string target = options_.in_place ? cases : options_.update;
  auto done = files_.make_folder(parent_path(target));
  if (done && options_.in_place) {
    const std::string backup = backup_path(files_, cases, options_.date);
    done = files_.replace(target, *copy, backup);
  } else if (done) {
    done = files_.write(target, *copy);
  }
  if (!done) return stop(done.error());
  written = target;
  return said;
}

}  // namespace caseletters::merge
