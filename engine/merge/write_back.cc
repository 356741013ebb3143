#include "merge/write_back.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/open_cases.h"
#include "package/archive.h"
#include "sheets/write_cells.h"

namespace caseletters::merge {
namespace {

using sheets::IssuedField;

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

// The columns for what is issued: those whose headings are there, and new ones to the right of all that is.
Result<std::vector<IssuedColumn>> columns_for(const Workplace& workplace, const sheets::CaseLayout& layout,
                                              const sheets::Workbook& workbook) {
  std::vector<IssuedColumn> columns;
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

using HeldCells = std::map<int, std::map<int, HeldCell>>;  // by row and column

template <class Rows>
Result<HeldCells> held_cells(const sheets::Workbook& workbook, int sheet, const Rows& rows,
                             const std::vector<IssuedColumn>& columns) {
  HeldCells held;
  auto read = workbook.read(sheet, [&](const sheets::RowInfo& info, std::span<const sheets::Cell> cells) {
    if (rows.count(info.row) == 0) return true;
    for (const auto& column : columns) {
      const auto at = static_cast<std::size_t>(column.column);
      if (at >= cells.size() || (cells[at].kind == sheets::CellKind::empty && !cells[at].formula_without_value))
        continue;
      HeldCell& one = held[info.row][column.column];
      one.foreign = cells[at].kind != sheets::CellKind::text || cells[at].formula;
      one.text = std::string(trim(cells[at].text));
      std::erase(one.text, '\r');
    }
    return true;
  });
  if (!read) return fail(read.error());
  return held;
}

// "N to R", "N".
std::string column_words(int first, int last) {
  return first == last ? sheets::column_name(first)
                       : fmt::format("{} to {}", sheets::column_name(first), sheets::column_name(last));
}

// New columns beside a table or a filter stay behind when somebody sorts it: what was issued would stand beside another
// case.
Diagnostics unsorted_columns(const sheets::SortedRange& sorted, const std::vector<int>& columns) {
  const sheets::CellRange& range = sorted.range;
  std::vector<int> outside;
  for (const int column : columns) {
    if (column < range.first.column || column > range.last.column) outside.push_back(column);
  }
  if (outside.empty()) return {};
  const int first = *std::min_element(outside.begin(), outside.end());
  const int last = *std::max_element(outside.begin(), outside.end());
  const bool adjoins = first == range.last.column + 1;
  const std::string wider = fmt::format("{}:{}", sheets::cell_name(range.first.row, range.first.column),
                                        sheets::cell_name(range.last.row, last));
  const std::string what = sorted.table.empty() ? "the filter" : fmt::format("the table \"{}\"", sorted.table);
  std::string hint;
  if (!adjoins) {
    hint = fmt::format(
        "Do not sort it as it stands: give {} columns with these headings first, then run the command "
        "again.",
        sorted.table.empty() ? "it" : "the table");
  } else if (sorted.table.empty()) {
    hint = fmt::format("Before you sort: take the filter off, select {} and put it on again.", wider);
  } else {
    hint = fmt::format(
        "Before you sort: click in the table, choose Table Design, Resize Table, and give it {} (in "
        "LibreOffice: Data, Define Range).",
        wider);
  }
  Diagnostic beside = warning(
      "outside-table",
      fmt::format("what was issued stands in {} {}, outside {} ({}): sorting it would part the letters from their "
                  "cases.",
                  outside.size() == 1 ? "column" : "columns", column_words(first, last), what,
                  fmt::format("{}:{}", sheets::cell_name(range.first.row, range.first.column),
                              sheets::cell_name(range.last.row, range.last.column))),
      std::move(hint));
  beside.cell = sheets::cell_name(range.first.row, first);
  return {std::move(beside)};
}

// Of every table and filter that covers one of these rows.
Result<Diagnostics> outside_tables(const sheets::Workbook& workbook, int sheet,
                                   const std::vector<sheets::CellText>& texts) {
  const auto ranges = workbook.sorted_ranges(sheet);
  if (!ranges) return fail(ranges.error());
  Diagnostics said;
  for (const auto& sorted : *ranges) {
    std::vector<int> columns;
    for (const auto& each : texts) {
      if (each.row >= sorted.range.first.row && each.row <= sorted.range.last.row) columns.push_back(each.column);
    }
    append(said, unsorted_columns(sorted, columns));
  }
  return said;
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

  const auto held = held_cells(workbook, layout.sheet, rows_, *columns);
  if (!held) return stop(held.error());

  const auto placed = [&](Diagnostic problem, int row, int column) {
    problem.file = cases;
    problem.sheet = layout.sheet_names[static_cast<std::size_t>(layout.sheet)];
    problem.cell = sheets::cell_name(row, column);
    return problem;
  };
  const auto& vocabulary = workplace.policy().rules.vocabulary;
  static const std::map<int, HeldCell> nothing;
  std::vector<sheets::CellText> texts;
  for (const auto& [row, letters] : rows_) {
    const auto there = held->find(row);
    IssuedRow issued =
        issued_row(*columns, there == held->end() ? nothing : there->second, letters, next_steps_.at(row), vocabulary);
    for (const int place : issued.foreign) {
      const auto& column = (*columns)[static_cast<std::size_t>(place)];
      said.push_back(placed(warning("cell-kept",
                                    fmt::format("this cell holds something else already, so it was kept, and \"{}\" "
                                                "is not told of what was issued",
                                                column.heading),
                                    "Clear the cell, or name another heading in the mapping."),
                            row, column.column));
    }
    for (const int place : issued.typed) {
      said.push_back(placed(warning("cell-kept",
                                    "this cell held something already: it was kept, and what was issued "
                                    "stands below it"),
                            row, (*columns)[static_cast<std::size_t>(place)].column));
    }
    for (auto& [column, text] : issued.texts) texts.push_back({row, column, std::move(text)});
  }
  if (texts.empty()) return said;  // all of it stands in the workbook already
  for (const auto& column : *columns) {
    const bool used = std::any_of(texts.begin(), texts.end(),
                                  [&column](const sheets::CellText& each) { return each.column == column.column; });
    if (column.is_new && used) texts.push_back({layout.heading_row, column.column, column.heading});
  }
  auto outside = outside_tables(workbook, layout.sheet, texts);
  if (!outside) return stop(outside.error());
  for (Diagnostic& each : *outside) {
    each.file = cases;
    each.sheet = layout.sheet_names[static_cast<std::size_t>(layout.sheet)];
    said.push_back(std::move(each));
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
