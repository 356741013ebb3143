#include "sheets/unread_sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

}  // namespace

Diagnostic at_row(const Workbook& workbook, int sheet, int row, Diagnostic diagnostic) {
  diagnostic.file = workbook.file();
  diagnostic.sheet = workbook.sheets()[index_of(sheet)].name;
  diagnostic.cell = cell_name(std::max(row, 0), 0);
  return diagnostic;
}

const std::string& UnreadSheets::name(int sheet) const {
  return workbook_.sheets()[index_of(sheet)].name;
}

Result<void> UnreadSheets::tell(const SuspectSheet& suspect) {
  int row = -1;
  const auto column = ids_.empty() ? Result<int>(-1) : id_column(suspect.sheet, suspect.top, row);
  if (!column) {
    return fail(column.error());
  }
  const bool another = reader_.looks_like_cases(suspect);
  if (*column < 0) {
    // Cases of other IDs, or a sheet that by its name should tell of these.
    if ((another && !by_name_) || (suspect.name.sure && suspect.name.sort != SheetSort::other)) {
      say(suspect, row,
          another ? "Cases are read from one sheet: move its rows there if they count." : how_to_read(suspect));
    }
    return {};
  }
  if (another) {
    if (!by_name_) {
      say(suspect, row, "Cases are read from one sheet: move its rows there if they count.");
    }
    return {};
  }
  say(suspect, row, how_to_read(suspect));
  return changes_letters(sort_of(suspect)) ? refuse_cases(suspect, row, *column) : Result<void>{};
}

// Which column holds IDs of the cases, where half of what it holds is; -1 where none does.
Result<int> UnreadSheets::id_column(int sheet, const std::vector<TopRow>& top, int& heading_row) const {
  for (const TopRow& row : top) {
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      if (!row.cells[column].empty() && ids_.heads(row.cells[column])) {
        const auto tells = tells_of_cases(sheet, row.row, static_cast<int>(column));
        if (!tells) {
          return fail(tells.error());
        }
        if (*tells) {
          heading_row = row.row;
          return static_cast<int>(column);
        }
      }
    }
  }
  const auto likely = likely_heading_row(top);
  heading_row = likely ? likely->row : -1;
  return ids_.column_of(top, heading_row);
}

Result<bool> UnreadSheets::tells_of_cases(int sheet, int row, int column) const {
  int filled = 0;
  int known = 0;
  auto read = workbook_.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row > row && index_of(column) < cells.size()) {
      const std::string id = CaseIds::folded(cells[index_of(column)]);
      filled += id.empty() ? 0 : 1;
      known += ids_.has(id) ? 1 : 0;
    }
    return true;
  });
  if (!read) {
    return fail(read.error());
  }
  return known > 0 && known * 2 >= filled;
}

void UnreadSheets::say(const SuspectSheet& suspect, int row, std::string hint) {
  sheets_.remarks.push_back(
      at_row(workbook_, suspect.sheet, row,
             warning("sheet-unused", fmt::format("the sheet {} was not used.", name(suspect.sheet)), std::move(hint))));
  auto likely = likely_heading_row(suspect.top);
  sheets_.unread.push_back({suspect.sheet, likely ? std::move(*likely) : HeadingRow{}});
}

std::string UnreadSheets::how_to_read(const SuspectSheet& suspect) const {
  const SheetSort sort = sort_of(suspect);
  if (sort == SheetSort::letters) {
    return "If it tells of letters sent, name it Letters sent and head its columns Case ID, Letter and Date; if not, a "
           "mapping can say that nobody reads it.";
  }
  const int list = list_of_sort(vocabulary_, sort);
  if (list >= 0) {
    const facts::ListDecl& declared = vocabulary_.lists()[index_of(list)];
    return fmt::format(
        "If it tells of the person's own {}, name it {} and head its columns Case ID and {}; if not, a mapping can "
        "say that nobody reads it.",
        sort == SheetSort::children ? "children" : "incidents", declared.sheet,
        clerks_name(vocabulary_, declared.fields.front()));
  }
  return "It tells of these cases: what letters need of it must stand in the row of the case, or on a sheet named "
         "Children, Incidents or Letters sent.";
}

// Whether a letter may come out otherwise for what the sheet tells, and nothing else tells of it.
bool UnreadSheets::changes_letters(SheetSort sort) const {
  const auto is_told = [&](TargetKind kind) {
    return std::any_of(sheets_.cases.row.columns.begin(), sheets_.cases.row.columns.end(),
                       [&](const ColumnHeading& each) { return each.target && each.target->kind == kind; });
  };
  if (sort == SheetSort::letters) {
    return sheets_.letters.empty() && !is_told(TargetKind::past);
  }
  const int list = sort == SheetSort::children ? list_of_sort(vocabulary_, sort) : -1;
  return list >= 0 && !is_told(TargetKind::field) &&
         std::none_of(sheets_.lists.begin(), sheets_.lists.end(),
                      [&](const ListSheet& each) { return each.list == list; });
}

Result<void> UnreadSheets::refuse_cases(const SuspectSheet& suspect, int heading_row, int column) {
  const bool letters = sort_of(suspect) == SheetSort::letters;
  return workbook_.read(suspect.sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row <= heading_row || index_of(column) >= cells.size()) {
      return true;
    }
    const std::string id = CaseIds::folded(cells[index_of(column)]);
    if (!ids_.has(id) || sheets_.refusals.count(id) != 0) {
      return true;
    }
    Diagnostic refused = error(
        "sheet-unused",
        fmt::format("the sheet {} has a row for this case and was not understood: without {} a letter may say what is "
                    "not so.",
                    name(suspect.sheet), letters ? "the letters that were sent" : "the children it tells of"),
        how_to_read(suspect));
    refused = at_row(workbook_, suspect.sheet, info.row, std::move(refused));
    refused.cell = cell_name(info.row, column);
    sheets_.refusals[id].push_back(std::move(refused));
    return true;
  });
}

}  // namespace caseletters::sheets
