#include "sheets/settle_headings.h"

#include <algorithm>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// Leaves each meaning to one column: of several, the only one that is filled; else that is an error.
class Settler {
 public:
  Settler(const Workbook& workbook, const Headings& headings, const std::vector<bool>& filled_on_top,
          ChosenSheet& chosen)
      : workbook_(workbook), headings_(headings), filled_on_top_(filled_on_top), chosen_(chosen) {}

  [[nodiscard]] Result<Diagnostics> settle() {
    auto& columns = chosen_.row.columns;
    for (std::size_t at = 0; at < columns.size(); ++at) {
      for (std::size_t other = 0; other < at; ++other) {
        const bool same_meaning = columns[at].target && columns[at].target == columns[other].target;
        const bool same_words = !columns[at].told && !columns[other].told && !columns[at].target &&
                                !columns[other].target && columns[at].group == columns[other].group &&
                                fold_heading(columns[at].heading) == fold_heading(columns[other].heading);
        if (same_words) {
          chosen_.warnings.push_back(
              placed(warning("heading-twice", "the heading \"" + columns[at].heading + "\" stands in cells " +
                                                  name(columns[other]) + " and " + name(columns[at]) + "."),
                     columns[at]));
          break;
        }
        if (!same_meaning) {
          continue;
        }
        // The school has said which column it means.
        if ((columns[at].how == How::mapped) != (columns[other].how == How::mapped)) {
          ColumnHeading& unsaid = columns[at].how == How::mapped ? columns[other] : columns[at];
          chosen_.warnings.push_back(
              placed(warning("heading-twice", "the mapping names another column for " +
                                                  headings_.words(*unsaid.target) + "; this one was not used."),
                     unsaid));
          unsaid.target.reset();
          unsaid.told = true;
          continue;
        }
        if (auto done = settle_pair(columns[other], columns[at]); !done) {
          return fail(done.error());
        }
      }
    }
    if (auto done = settle_merged(); !done) {
      return fail(done.error());
    }
    return std::move(errors_);
  }

 private:
  [[nodiscard]] static std::string name(const ColumnHeading& heading) {
    return cell_name(heading.cell.row, heading.cell.column);
  }

  [[nodiscard]] Diagnostic placed(Diagnostic diagnostic, const ColumnHeading& heading) const {
    diagnostic.file = workbook_.file();
    diagnostic.sheet = workbook_.sheets()[index_of(chosen_.sheet)].name;
    diagnostic.cell = name(heading);
    diagnostic.fact = heading.target ? headings_.words(*heading.target) : heading.heading;
    return diagnostic;
  }

  [[nodiscard]] Result<bool> filled(int column) {
    if (!filled_) {
      auto found = filled_columns(workbook_, chosen_.sheet, chosen_.row);
      if (!found) {
        return fail(found.error());
      }
      filled_ = std::move(*found);
    }
    return index_of(column) < filled_->size() && (*filled_)[index_of(column)];
  }

  [[nodiscard]] Result<void> settle_pair(ColumnHeading& first, ColumnHeading& second) {
    const auto first_filled = filled(first.column);
    if (!first_filled) {
      return fail(first_filled.error());
    }
    const auto second_filled = filled(second.column);
    if (!second_filled) {
      return fail(second_filled.error());
    }
    if (*first_filled && *second_filled && !headings_.is_essential(*first.target)) {
      chosen_.warnings.push_back(placed(
          warning(
              "heading-twice",
              "this column means the same as that of cell " + name(first) + ": " + headings_.words(*first.target) + ".",
              "Each row uses the one that is filled; a row in which they differ is refused."),
          second));
      first.twins.push_back(second.column);
      second.target.reset();
      second.told = true;
      return {};
    }
    if (*first_filled && *second_filled) {
      errors_.push_back(
          placed(error("heading-twice",
                       "\"" + first.heading + "\" in cell " + name(first) + " and \"" + second.heading + "\" in cell " +
                           name(second) + " both mean " + headings_.words(*first.target) + ".",
                       "Rename one of the two headings, or delete its column."),
                 second));
      return {};
    }
    ColumnHeading& empty = *second_filled ? first : second;
    chosen_.warnings.push_back(
        placed(warning("heading-twice", "this column means the same as that of cell " +
                                            name(*second_filled ? second : first) + ", and is empty; it was not used."),
               empty));
    empty.target.reset();
    empty.told = true;
    return {};
  }

  // A heading merged over several columns is clear as long as only one of them is filled.
  [[nodiscard]] Result<void> settle_merged() {
    auto& columns = chosen_.row.columns;
    const auto heads = [&](int column) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](const ColumnHeading& each) { return each.column == column; });
    };
    // A pass over the whole sheet is due only where a filled column without a heading stands beside one with.
    const auto suspect = [&](const ColumnHeading& each) {
      const std::size_t next = index_of(each.column + 1);
      return each.target && !heads(each.column + 1) && next < filled_on_top_.size() && filled_on_top_[next];
    };
    if (std::count_if(columns.begin(), columns.end(), suspect) == 0) {
      return {};
    }
    const auto names = workbook_.merged(chosen_.sheet);
    if (!names) {
      return fail(names.error());
    }
    for (const std::string& each : *names) {
      const auto range = cell_range(each);
      if (!range || range->first.column == range->last.column) {
        continue;
      }
      for (ColumnHeading& heading : columns) {
        if (!suspect(heading) || heading.cell.row != range->first.row || heading.cell.column != range->first.column) {
          continue;
        }
        chosen_.row.width = std::max(chosen_.row.width, range->last.column + 1);
        filled_.reset();
        int filled_count = 0;
        int filled_column = heading.column;
        for (int column = range->first.column; column <= range->last.column; ++column) {
          const auto is_filled = filled(column);
          if (!is_filled) {
            return fail(is_filled.error());
          }
          if (*is_filled) {
            ++filled_count;
            filled_column = column;
          }
        }
        if (filled_count > 1) {
          errors_.push_back(placed(error("heading-merged",
                                         "the heading \"" + heading.heading + "\" is merged over " + each +
                                             ", and more than one of these columns is filled.",
                                         "Unmerge it and give each column a heading of its own."),
                                   heading));
        }
        heading.column = filled_column;
      }
    }
    return {};
  }

  const Workbook& workbook_;
  const Headings& headings_;
  const std::vector<bool>& filled_on_top_;
  ChosenSheet& chosen_;
  std::optional<std::vector<bool>> filled_;
  Diagnostics errors_;
};

}  // namespace

Result<Diagnostics> settle_headings(const Workbook& workbook, const Headings& headings,
                                    const std::vector<bool>& filled_on_top, ChosenSheet& chosen) {
  return Settler(workbook, headings, filled_on_top, chosen).settle();
}

}  // namespace caseletters::sheets
