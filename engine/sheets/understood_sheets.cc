#include "sheets/understood_sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "sheets/cell_values.h"
#include "sheets/neighbour_headings.h"
#include "sheets/sent_letters.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

using Ids = std::unordered_set<std::string>;

// What a cell says of a case ID; empty for most that cannot be one.
std::string folded_id(const Cell& cell) {
  return is_blank(cell) ? std::string() : fold_name(cell_text(cell));
}

// Sheets beside the cases that bear no name we know.
class OtherSheets {
 public:
  OtherSheets(const Workbook& workbook, const facts::Vocabulary& vocabulary, UnderstoodSheets& sheets)
      : workbook_(workbook), vocabulary_(vocabulary), sheets_(sheets) {}

  [[nodiscard]] Result<void> look() {
    sheets_.lists.resize(workbook_.sheets().size());
    std::vector<int> unnamed;
    for (int sheet = 0; sheet < static_cast<int>(workbook_.sheets().size()); ++sheet) {
      if (sheet == sheets_.cases.sheet || SentLetters::is_name(name(sheet))) {
        continue;
      }
      sheets_.lists[index_of(sheet)] = sheets_.headings.list_of_sheet(name(sheet));
      if (!sheets_.lists[index_of(sheet)]) {
        unnamed.push_back(sheet);
      }
    }
    const auto id = std::find_if(sheets_.cases.row.columns.begin(), sheets_.cases.row.columns.end(),
                                 [&](const ColumnHeading& each) { return sheets_.headings.is_case_id(each.target); });
    if (unnamed.empty() || id == sheets_.cases.row.columns.end()) {
      return {};
    }
    id_heading_ = fold_heading(id->heading);
    if (auto done = read_ids(id->column); !done) {
      return done;
    }
    for (const int sheet : unnamed) {
      if (auto done = judge(sheet); !done) {
        return done;
      }
    }
    settle();
    return {};
  }

 private:
  struct Suspect {
    int sheet = 0;
    std::vector<int> lists;  // whose headings it has
    bool of_children = false;
    bool like_cases = false;
  };

  [[nodiscard]] const std::string& name(int sheet) const { return workbook_.sheets()[index_of(sheet)].name; }

  [[nodiscard]] Result<void> read_ids(int column) {
    return workbook_.read(sheets_.cases.sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
      if (info.row > sheets_.cases.row.row && index_of(column) < cells.size()) {
        if (std::string id = folded_id(cells[index_of(column)]); !id.empty()) {
          ids_.insert(std::move(id));
        }
      }
      return true;
    });
  }

  // Whether at least half of what a column holds below `row`, and two rows or all, are IDs of these cases.
  [[nodiscard]] Result<bool> tells_of_cases(int sheet, int row, int column) const {
    int filled = 0;
    int known = 0;
    auto read = workbook_.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
      if (info.row > row && index_of(column) < cells.size()) {
        const std::string id = folded_id(cells[index_of(column)]);
        filled += id.empty() ? 0 : 1;
        known += ids_.count(id) != 0 ? 1 : 0;
      }
      return true;
    });
    if (!read) {
      return fail(read.error());
    }
    return known > 0 && known * 2 >= filled;
  }

  // The column that names the case: by the heading the cases have, or by one that nobody mistakes.
  [[nodiscard]] bool names_cases(const std::string& heading) const {
    const std::string folded = fold_heading(heading);
    return !folded.empty() && (folded == id_heading_ || folded == "caseid" || folded == "caseno" ||
                               folded == "casenumber" || folded == "caseref" || folded == "casereference");
  }

  [[nodiscard]] Result<void> judge(int sheet) {
    const auto top = read_top(workbook_, sheet);
    if (!top || top->empty()) {
      return {};  // a broken sheet that nobody needs, or a blank one
    }
    for (const TopRow& row : *top) {
      for (std::size_t column = 0; column < row.cells.size(); ++column) {
        if (!names_cases(row.cells[column])) {
          continue;
        }
        const auto tells = tells_of_cases(sheet, row.row, static_cast<int>(column));
        if (!tells) {
          return fail(tells.error());
        }
        if (*tells) {
          return suspect(sheet, *top, row);
        }
      }
    }
    return {};
  }

  [[nodiscard]] Result<void> suspect(int sheet, const std::vector<TopRow>& top, const TopRow& headings) {
    Suspect found;
    found.sheet = sheet;
    found.of_children = sheets_.headings.speaks_of_item(name(sheet));
    for (const std::string& heading : headings.cells) {
      found.of_children = found.of_children || sheets_.headings.speaks_of_item(heading);
    }
    const auto as_cases = find_heading_row(workbook_, sheet, top, sheets_.headings);
    if (!as_cases) {
      return fail(as_cases.error());
    }
    found.like_cases = as_cases->has_value();
    for (int list = 0; list < static_cast<int>(vocabulary_.lists().size()); ++list) {
      if (vocabulary_.lists()[index_of(list)].sheet.empty()) {
        continue;
      }
      const auto row = find_heading_row(workbook_, sheet, top, sheets_.headings, list);
      if (!row) {
        return fail(row.error());
      }
      const bool first_field =
          *row && std::any_of((*row)->columns.begin(), (*row)->columns.end(), [](const auto& each) {
            return each.target && each.target->kind == TargetKind::field && each.target->field == 0;
          });
      if (first_field && (*row)->matched >= 3) {
        found.lists.push_back(list);
      }
    }
    suspects_.push_back(std::move(found));
    return {};
  }

  // A list has one sheet, and a sheet one list; whatever is left is told.
  void settle() {
    for (const Suspect& each : suspects_) {
      const bool alone = each.lists.size() == 1 && !has_sheet(each.lists.front()) &&
                         std::count_if(suspects_.begin(), suspects_.end(),
                                       [&](const Suspect& other) { return other.lists == each.lists; }) == 1;
      if (alone) {
        const int list = each.lists.front();
        taken_.emplace_back(each.sheet, list);
        sheets_.remarks.push_back(
            placed(each.sheet, warning("sheet-taken",
                                       fmt::format("the sheet {} was read as {}.", name(each.sheet),
                                                   vocabulary_.lists()[index_of(list)].plural),
                                       fmt::format("Nothing is wrong where it is; name it {} to be sure.",
                                                   vocabulary_.lists()[index_of(list)].sheet))));
        continue;
      }
      // Another sheet of cases is told, or left out on purpose, by unused_sheets.
      if (each.of_children || !each.like_cases) {
        sheets_.remarks.push_back(placed(each.sheet, not_used(each)));
      }
    }
    for (const auto& [sheet, list] : taken_) {
      sheets_.lists[index_of(sheet)] = list;
    }
  }

  [[nodiscard]] bool has_sheet(int list) const {
    return std::find(sheets_.lists.begin(), sheets_.lists.end(), std::optional<int>(list)) != sheets_.lists.end();
  }

  // Without its children a case gets another letter: that must not be passed over.
  [[nodiscard]] Diagnostic not_used(const Suspect& suspect) const {
    const auto children = std::find_if(vocabulary_.lists().begin(), vocabulary_.lists().end(),
                                       [](const facts::ListDecl& each) { return each.most > 0; });
    const bool told =
        children == vocabulary_.lists().end() || has_sheet(static_cast<int>(children - vocabulary_.lists().begin())) ||
        std::any_of(sheets_.cases.row.columns.begin(), sheets_.cases.row.columns.end(),
                    [](const auto& each) { return each.target && each.target->kind == TargetKind::field; });
    if (suspect.of_children && !told) {
      const std::string& first = vocabulary_.facts()[index_of(children->fields.front())].name;
      return error(
          "sheet-unused",
          fmt::format("the sheet {} seems to tell of the {} of these cases, but it was not understood: letters "
                      "would be written as if there were none.",
                      name(suspect.sheet), to_lower(children->plural)),
          fmt::format("Name the sheet {} and head its columns Case ID, {} and so on in one row.", children->sheet,
                      first));
    }
    return warning("sheet-unused",
                   fmt::format("the sheet {} tells of these cases and was not used.", name(suspect.sheet)),
                   "What letters need of it must stand in the row of the case, or on a sheet named Children, Incidents "
                   "or Letters sent.");
  }

  [[nodiscard]] Diagnostic placed(int sheet, Diagnostic diagnostic) const {
    diagnostic.file = workbook_.file();
    diagnostic.sheet = name(sheet);
    diagnostic.cell = cell_name(0, 0);
    return diagnostic;
  }

  const Workbook& workbook_;
  const facts::Vocabulary& vocabulary_;
  UnderstoodSheets& sheets_;
  std::string id_heading_;
  Ids ids_;
  std::vector<Suspect> suspects_;
  std::vector<std::pair<int, int>> taken_;  // sheet, list
};

}  // namespace

Checked<std::unique_ptr<UnderstoodSheets>> understand_sheets(const Workbook& workbook,
                                                             const facts::Vocabulary& vocabulary,
                                                             const CaseOptions& options) {
  auto sheets = std::make_unique<UnderstoodSheets>(vocabulary, options.map.get());
  if (has_errors(sheets->headings.map_problems())) {
    return fail(sheets->headings.map_problems());
  }
  auto chosen = choose_sheet(workbook, sheets->headings, options.sheet);
  if (!chosen) {
    return fail(chosen.error());
  }
  sheets->cases = std::move(*chosen);
  if (auto done = take_neighbours(workbook, vocabulary, sheets->headings, sheets->cases); !done) {
    return fail(Diagnostics{done.error()});
  }
  if (auto done = OtherSheets(workbook, vocabulary, *sheets).look(); !done) {
    return fail(Diagnostics{done.error()});
  }
  return sheets;
}

}  // namespace caseletters::sheets
