#include "sheets/cases.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "sheets/case_builder.h"
#include "sheets/case_ids.h"
#include "sheets/cell_values.h"
#include "sheets/list_sheets.h"
#include "sheets/sent_letters.h"
#include "sheets/sheet_remarks.h"
#include "sheets/understood_sheets.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// Case IDs seen so far, and whether numbers among them may have lost their zeros.
class SeenIds {
 public:
  // The cell that had this ID first; empty where it is new.
  std::string add(const std::string& id, const Cell& cell, const std::string& place) {
    const bool padded = cell.kind == CellKind::text && id.size() > 1 && id.front() == '0' &&
                        id.find_first_not_of("0123456789") == std::string::npos;
    any_padded_ = any_padded_ || padded;
    if (cell.kind == CellKind::number && cell.digits == 0 && first_number_.empty()) {
      first_number_ = place;
    }
    const auto [known, is_new] = cells_.emplace(fold_name(id), place);
    return is_new ? std::string() : known->second;
  }
  // The first numeric ID beside IDs such as "007".
  [[nodiscard]] std::string lost_zeros() const { return any_padded_ ? first_number_ : std::string(); }

 private:
  std::unordered_map<std::string, std::string> cells_;
  bool any_padded_ = false;
  std::string first_number_;
};

CaseLayout layout_of(const Workbook& workbook, const Headings& headings, const ChosenSheet& chosen) {
  CaseLayout layout;
  layout.sheet = chosen.sheet;
  layout.heading_row = chosen.row.row;
  for (const SheetInfo& info : workbook.sheets()) {
    layout.sheet_names.push_back(info.name);
  }
  layout.warnings = workbook.warnings();
  layout.headings = matches_of(headings, chosen.row);
  append(layout.warnings, heading_remarks(workbook, headings, chosen));
  append(layout.warnings, chosen.warnings);
  return layout;
}

// The IDs of all cases (fold_name), hidden ones too.
Result<std::unordered_set<std::string>> all_ids(const Workbook& workbook, CellValues& values, const ChosenSheet& chosen,
                                                int column) {
  std::unordered_set<std::string> ids;
  auto read = workbook.read(chosen.sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row > chosen.row.row && index_of(column) < cells.size()) {
      Diagnostics ignored;
      ids.insert(fold_name(values.read_text(cells[index_of(column)], {}, ignored)));
    }
    return true;
  });
  if (!read) {
    return fail(read.error());
  }
  return ids;
}

// What a sheet that nobody could read seems to tell of the case.
void join_refusals(const std::unordered_map<std::string, Diagnostics>& refusals, std::span<const Cell> cells,
                   int column, CaseRow& row) {
  if (refusals.empty() || index_of(column) >= cells.size()) {
    return;
  }
  if (const auto found = refusals.find(CaseIds::folded(cells[index_of(column)])); found != refusals.end()) {
    append(row.problems, Diagnostics(found->second));
  }
}

// The warnings that concern the workbook, once each.
void lift_warnings(CaseRow& row, Diagnostics& to) {
  const auto of_workbook = [](const Diagnostic& each) {
    return each.code == "ambiguous-date" || each.code == "name-capitals";
  };
  std::copy_if(row.problems.begin(), row.problems.end(), std::back_inserter(to), of_workbook);
  std::erase_if(row.problems, of_workbook);
}

}  // namespace

Checked<CaseLayout> read_cases(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                               const CaseOptions& options, const std::function<bool(CaseRow&&)>& take) {
  auto sheets = understand_sheets(workbook, vocabulary, options);
  if (!sheets) {
    return fail(sheets.error());
  }
  const Headings& headings = (*sheets)->headings;
  ChosenSheet* const chosen = &(*sheets)->cases;
  std::copy_if((*sheets)->remarks.begin(), (*sheets)->remarks.end(), std::back_inserter(chosen->errors),
               [](const Diagnostic& each) { return each.severity == Severity::error; });
  if (!chosen->errors.empty()) {
    return fail(std::move(chosen->errors));
  }
  CaseLayout layout = layout_of(workbook, headings, *chosen);
  CellValues values(workbook, vocabulary, options.show_values);
  auto lists = ListSheets::read(workbook, vocabulary, headings, values, (*sheets)->lists, options.hidden);
  if (!lists) {
    return fail(Diagnostics{lists.error()});
  }
  append(layout.warnings, (*sheets)->remarks);
  append(layout.warnings, lists->warnings());
  auto sides = SentLetters::read(workbook, vocabulary, values, (*sheets)->letters, options.hidden);
  if (!sides) {
    return fail(Diagnostics{sides.error()});
  }
  CaseBuilder builder(workbook, vocabulary, headings, values, *lists, chosen->sheet, chosen->row);
  if (lists->any_digits()) {
    auto ids = all_ids(workbook, values, *chosen, builder.id_column());
    if (!ids) {
      return fail(Diagnostics{ids.error()});
    }
    lists->match_lost_zeros(*ids, values);
  }
  HeadlessColumns headless(workbook, *chosen);
  SeenIds seen;
  int cases = 0;
  int hidden = 0;
  bool stopped = false;
  const auto placed = [&](Diagnostic diagnostic, const std::string& cell) {
    diagnostic.file = workbook.file();
    diagnostic.sheet = layout.sheet_names[index_of(layout.sheet)];
    diagnostic.cell = cell;
    return diagnostic;
  };
  auto read = workbook.read(chosen->sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row <= chosen->row.row || !builder.holds_anything(cells)) {
      return true;
    }
    if (CaseBuilder::is_totals(cells)) {
      layout.warnings.push_back(
          placed(warning("totals-row", "this row looks like totals, not like a case; it was left out."),
                 cell_name(info.row, 0)));
      return true;
    }
    if (info.hidden && !options.hidden) {
      ++hidden;
      return true;
    }
    ++cases;
    headless.look(info, cells);
    CaseRow row = builder.build(info, cells);
    sides->join(row, values);
    join_refusals((*sheets)->refusals, cells, builder.id_column(), row);
    lift_warnings(row, layout.warnings);
    const bool has_id = row.record.facts[index_of(headings.case_id())].known();
    if (has_id) {
      const std::string cell = cell_name(info.row, builder.id_column());
      const std::string earlier = seen.add(row.id, cells[index_of(builder.id_column())], cell);
      if (!earlier.empty()) {
        Diagnostic twice =
            placed(error("case-twice", "the case ID \"" + row.id + "\" stands in cell " + earlier + " already.",
                         "Give each case an ID of its own."),
                   cell);
        twice.fact = "Case ID";
        twice.line = info.line;
        row.problems.push_back(std::move(twice));
      }
    }
    stopped = !take(std::move(row));
    return !stopped;
  });
  if (!read) {
    return fail(Diagnostics{read.error()});
  }
  if (hidden > 0) {
    layout.warnings.push_back(placed(
        warning("hidden-rows",
                hidden == 1 ? "1 hidden row was left out." : std::to_string(hidden) + " hidden rows were left out.",
                "Show them, or use --hidden."),
        ""));
  }
  append(layout.warnings, headless.remarks());
  if (stopped) {
    return layout;
  }
  if (cases == 0) {
    return fail(Diagnostics{placed(
        error("no-cases",
              hidden > 0 ? "every row below the headings is hidden." : "there are headings, but no cases below them.",
              hidden > 0 ? "Show the rows, or use --hidden." : "Fill in a row for each case."),
        "")});
  }
  if (const std::string cell = seen.lost_zeros(); !cell.empty()) {
    layout.warnings.push_back(placed(
        warning("lost-zeros", "this case ID is a number, while others begin with zeros: it may have lost its own.",
                "Format the column as text and type the ID again."),
        cell));
  }
  append(layout.warnings, lists->orphans(values));
  append(layout.warnings, sides->orphans(values));
  append(layout.warnings, sides->remarks(values));
  return layout;
}

}  // namespace caseletters::sheets
