#include "sheets/case_ids.h"

#include <algorithm>

#include "base/text.h"
#include "sheets/cell_values.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t longest_id = 60;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

bool is_short_number(std::string_view id) {
  return id.size() <= 3 && id.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string CaseIds::folded(const Cell& cell) {
  if (is_blank(cell) || cell.text.size() > longest_id) {
    return {};
  }
  return fold_name(cell_text(cell));
}

Result<CaseIds> CaseIds::read(const Workbook& workbook, const Headings& headings, int sheet, const HeadingRow& row) {
  CaseIds ids(headings);
  const auto column = std::find_if(row.columns.begin(), row.columns.end(),
                                   [&](const ColumnHeading& each) { return headings.is_case_id(each.target); });
  if (column == row.columns.end()) {
    return ids;
  }
  ids.heading_ = fold_heading(column->heading);
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    if (info.row > row.row && index_of(column->column) < cells.size()) {
      if (std::string id = folded(cells[index_of(column->column)]); !id.empty()) {
        ids.any_word_ = ids.any_word_ || !is_short_number(id);
        ids.ids_.insert(std::move(id));
      }
    }
    return true;
  });
  if (!read) {
    return fail(read.error());
  }
  return ids;
}

bool CaseIds::heads(std::string_view heading) const {
  const std::string folded = fold_heading(heading);
  return !folded.empty() && (folded == heading_ || folded == "case" || folded == "caseid" || folded == "id" ||
                             headings_->is_case_id(headings_->find(heading)));
}

int CaseIds::column_of(const std::vector<TopRow>& top, int row) const {
  if (!any_word_) {
    return -1;
  }
  std::vector<int> filled;
  std::vector<int> known;
  for (const TopRow& each : top) {
    for (std::size_t column = 0; each.row > row && column < each.cells.size(); ++column) {
      filled.resize(std::max(filled.size(), column + 1));
      known.resize(filled.size());
      const std::string& text = each.cells[column];
      filled[column] += text.empty() ? 0 : 1;
      known[column] += !text.empty() && text.size() <= longest_id && has(fold_name(text)) ? 1 : 0;
    }
  }
  int found = -1;
  for (std::size_t column = 0; column < known.size(); ++column) {
    if (known[column] == 0 || known[column] * 2 < filled[column]) {
      continue;
    }
    if (found >= 0) {
      return -1;
    }
    found = static_cast<int>(column);
  }
  return found;
}

}  // namespace caseletters::sheets
