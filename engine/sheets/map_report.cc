#include "sheets/map_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

class Comparison {
 public:
  Comparison(const Workbook& workbook, const Headings& headings, const MappedSheet& mapped, ChosenSheet& chosen)
      : workbook_(workbook), headings_(headings), mapped_(mapped), chosen_(chosen) {}

  void go() {
    if (mapped_.heading_row > 0 && mapped_.heading_row != chosen_.row.row + 1) {
      warn("heading-moved",
           fmt::format("the headings stood in row {} when the mapping was written, and stand in row {} now.",
                       mapped_.heading_row, chosen_.row.row + 1),
           "", -1);
    }
    for (const MappedColumn& column : mapped_.columns) {
      if (!column.fact.empty()) {
        look_for(column);
      }
    }
  }

 private:
  void look_for(const MappedColumn& column) {
    const std::string words = fold_heading(column.heading);
    const int place = column_number(column.at).value_or(-1);
    for (const ColumnHeading& each : chosen_.row.columns) {
      const bool same = fold_heading(each.heading) == words && means(each, column);
      if (!same) {
        continue;
      }
      if (each.column != place) {
        warn("heading-moved",
             fmt::format("\"{}\" stood in column {} when the mapping was written, and stands in column {} now.",
                         column.heading, column.at, column_name(each.column)),
             "Nothing is wrong where only the order of the columns has changed.", each.column);
      }
      return;
    }
    const ColumnHeading* there = nullptr;
    for (const ColumnHeading& each : chosen_.row.columns) {
      if (means(each, column)) {
        warn("heading-renamed",
             fmt::format("column {} was headed \"{}\" when the mapping was written; \"{}\" is understood as {}, too.",
                         column.at, column.heading, each.heading, column.fact),
             "Write the mapping anew where that is meant (caseletters columns --write).", each.column);
        return;
      }
      there = each.column == place ? &each : there;
    }
    Diagnostic problem =
        there != nullptr
            ? error("heading-renamed",
                    fmt::format("column {} was headed \"{}\" ({}) when the mapping was written, and is headed \"{}\" "
                                "now: nobody can tell whether it is the same.",
                                column.at, column.heading, column.fact, there->heading),
                    "Give the column its old heading, or write the new one into the mapping.")
            : error("heading-gone",
                    fmt::format("the mapping names a heading \"{}\" ({}), and the sheet has it no longer.",
                                column.heading, column.fact),
                    "Put the column back, or take it out of the mapping.");
    chosen_.errors.push_back(placed(std::move(problem), place));
  }

  [[nodiscard]] bool means(const ColumnHeading& heading, const MappedColumn& column) const {
    if (!heading.target) {
      return false;
    }
    const std::string words = headings_.words(*heading.target);
    return fold_heading(words) == fold_heading(column.fact) || headings_.find(column.fact) == heading.target;
  }

  [[nodiscard]] Diagnostic placed(Diagnostic diagnostic, int column) const {
    diagnostic.file = workbook_.file();
    diagnostic.sheet = workbook_.sheets()[static_cast<std::size_t>(chosen_.sheet)].name;
    diagnostic.cell = cell_name(chosen_.row.row, std::max(column, 0));
    return diagnostic;
  }

  void warn(std::string code, std::string message, std::string hint, int column) {
    chosen_.warnings.push_back(placed(warning(std::move(code), std::move(message), std::move(hint)), column));
  }

  const Workbook& workbook_;
  const Headings& headings_;
  const MappedSheet& mapped_;
  ChosenSheet& chosen_;
};

}  // namespace

void compare_with_map(const Workbook& workbook, const Headings& headings, ChosenSheet& chosen) {
  if (const MappedSheet* mapped = headings.mapped_cases()) {
    Comparison(workbook, headings, *mapped, chosen).go();
  }
}

}  // namespace caseletters::sheets
