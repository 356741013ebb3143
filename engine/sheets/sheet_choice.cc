#include "sheets/sheet_choice.h"

#include <algorithm>

#include "base/text.h"
#include "sheets/case_id_column.h"
#include "sheets/map_report.h"
#include "sheets/sent_headings.h"
#include "sheets/settle_headings.h"
#include "sheets/sheet_names.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

struct Candidate {
  int sheet = 0;
  bool blank = true;  // holds nothing at all
  std::optional<HeadingRow> row;
  std::vector<bool> filled_on_top;  // by column: something stands in the first rows below the headings
  int most_known = 0;               // headings known in its best row, for the message where no row will do
  int most_known_row = 0;
  Diagnostics errors;  // no-heading-row, where the row lacks the case ID
};

class Chooser {
 public:
  Chooser(const Workbook& workbook, const Headings& headings) : workbook_(workbook), headings_(headings) {}

  [[nodiscard]] Checked<Candidate> choose(const std::string& asked) const {
    if (!asked.empty()) {
      return by_name(asked);
    }
    // A file of one sheet (CSV: named after the file) may have been renamed since the mapping was written.
    const MappedSheet* mapped = headings_.mapped_cases();
    if (mapped != nullptr && !mapped->name.empty() && count() > 1) {
      return by_name(mapped->name);
    }
    for (int sheet = 0; sheet < count(); ++sheet) {
      if (fold_heading(name(sheet)) == "cases") {
        return usable(sheet);
      }
    }
    std::vector<Candidate> candidates;
    for (const bool hidden : {false, true}) {
      for (int sheet = 0; sheet < count(); ++sheet) {
        if (workbook_.sheets()[index_of(sheet)].hidden != hidden || is_beside(sheet)) {
          continue;
        }
        auto looked = look(sheet);
        if (!looked) {
          return fail(Diagnostics{looked.error()});
        }
        candidates.push_back(std::move(*looked));
      }
      std::vector<Candidate> good;
      std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(good),
                   [](const Candidate& each) { return each.row.has_value(); });
      prefer_cases(good);
      if (!good.empty()) {
        return best(std::move(good));
      }
    }
    return without_case_id(std::move(candidates));
  }

 private:
  // A sheet of which the mapping or its name says that it holds something else.
  [[nodiscard]] bool is_beside(int sheet) const {
    const MappedUse* mapped = headings_.mapped_use(name(sheet));
    return (mapped != nullptr && mapped->use != SheetUse::cases) || headings_.list_of_sheet(name(sheet)) ||
           (count() > 1 && is_sent_sheet(name(sheet)));
  }

  // Whether the name says that it holds children, incidents or letters, and no heading tells to whom letters go.
  [[nodiscard]] bool may_be_beside(const Candidate& candidate) const {
    const SheetName read = read_sheet_name(name(candidate.sheet));
    if (read.sort == SheetSort::other || !candidate.row) {
      return false;
    }
    return std::none_of(candidate.row->columns.begin(), candidate.row->columns.end(), [](const ColumnHeading& each) {
      return each.target && each.target->kind == TargetKind::address;
    });
  }

  void prefer_cases(std::vector<Candidate>& good) const {
    const auto beside = [&](const Candidate& each) { return may_be_beside(each); };
    if (!std::all_of(good.begin(), good.end(), beside)) {
      std::erase_if(good, beside);
    }
  }

  [[nodiscard]] int count() const { return static_cast<int>(workbook_.sheets().size()); }
  [[nodiscard]] const std::string& name(int sheet) const { return workbook_.sheets()[index_of(sheet)].name; }

  [[nodiscard]] Diagnostic placed(Diagnostic diagnostic, int sheet) const {
    diagnostic.file = workbook_.file();
    if (sheet >= 0) {
      diagnostic.sheet = name(sheet);
    }
    return diagnostic;
  }

  static void see_filled(Candidate& candidate, const std::vector<TopRow>& top) {
    for (const TopRow& each : top) {
      candidate.filled_on_top.resize(std::max(candidate.filled_on_top.size(), each.cells.size()));
      for (std::size_t column = 0; candidate.row && each.row > candidate.row->row && column < each.cells.size();
           ++column) {
        candidate.filled_on_top[column] = candidate.filled_on_top[column] || !each.cells[column].empty();
      }
    }
  }

  [[nodiscard]] Result<Candidate> look(int sheet) const {
    const auto top = read_top(workbook_, sheet);
    if (!top) {
      return fail(top.error());
    }
    Candidate candidate;
    candidate.sheet = sheet;
    candidate.blank = top->empty();
    auto row = find_heading_row(workbook_, sheet, *top, headings_);
    if (!row) {
      return fail(row.error());
    }
    candidate.row = std::move(*row);
    see_filled(candidate, *top);
    for (const TopRow& each : *top) {
      const auto known =
          static_cast<int>(std::count_if(each.cells.begin(), each.cells.end(), [&](const std::string& text) {
            return text.size() < 100 && headings_.find(text).has_value();
          }));
      if (known > candidate.most_known) {
        candidate.most_known = known;
        candidate.most_known_row = each.row;
      }
    }
    return candidate;
  }

  [[nodiscard]] Checked<Candidate> usable(int sheet) const {
    auto looked = look(sheet);
    if (!looked) {
      return fail(Diagnostics{looked.error()});
    }
    if (!looked->row) {
      return without_case_id({std::move(*looked)});
    }
    return std::move(*looked);
  }

  // Everything else that the headings of one sheet mean can be shown although nobody knows which column holds the IDs.
  [[nodiscard]] Checked<Candidate> without_case_id(std::vector<Candidate> candidates) const {
    Diagnostic none = none_will_do(candidates);
    Candidate* most = nullptr;
    bool alone = true;
    for (Candidate& each : candidates) {
      const auto top = read_top(workbook_, each.sheet);
      if (!top) {
        return fail(Diagnostics{top.error()});
      }
      auto row =
          find_heading_row(workbook_, each.sheet, *top, headings_, {std::nullopt, CaseIdHeading::missing, nullptr});
      if (!row) {
        return fail(Diagnostics{row.error()});
      }
      each.row = std::move(*row);
      see_filled(each, *top);
      if (each.row && (most == nullptr || each.row->matched >= most->row->matched)) {
        alone = most == nullptr || each.row->matched > most->row->matched;
        most = &each;
      }
    }
    if (most == nullptr) {
      return likely(std::move(candidates), std::move(none));
    }
    if (!alone) {
      return fail(Diagnostics{std::move(none)});
    }
    const auto told = find_case_id_column(workbook_, most->sheet, *most->row);
    if (!told) {
      return fail(Diagnostics{told.error()});
    }
    if (*told) {
      ColumnHeading& heading = most->row->columns[**told];
      heading.target = Target{};
      heading.target->index = headings_.case_id();
      heading.how = How::cells;
      ++most->row->matched;
      return std::move(*most);
    }
    none.sheet = name(most->sheet);
    none.cell = cell_name(most->row->row, 0);
    none.message = "no heading is understood as the case ID.";
    none.hint = "Give the column of case numbers the heading Case ID, or say in a mapping which column it is.";
    most->errors.push_back(std::move(none));
    return std::move(*most);
  }

  // The sheet whose headings can be shown at least, for a clerk to say what they mean.
  [[nodiscard]] Checked<Candidate> likely(std::vector<Candidate> candidates, Diagnostic none) const {
    Candidate* most = nullptr;
    for (Candidate& each : candidates) {
      const auto top = read_top(workbook_, each.sheet);
      if (!top) {
        return fail(Diagnostics{top.error()});
      }
      each.row = likely_heading_row(*top);
      if (each.row && (most == nullptr || each.row->columns.size() > most->row->columns.size())) {
        most = &each;
      }
    }
    if (most == nullptr) {
      return fail(Diagnostics{std::move(none)});
    }
    none.sheet = name(most->sheet);
    none.cell = cell_name(most->row->row, 0);
    none.hint = "Row " + std::to_string(most->row->row + 1) +
                " looks like headings: give its column of case numbers the heading Case ID, or say in a mapping which "
                "column it is (caseletters columns --write).";
    most->errors.push_back(std::move(none));
    return std::move(*most);
  }

  [[nodiscard]] Checked<Candidate> by_name(const std::string& asked) const {
    std::vector<std::string> names;
    for (int sheet = 0; sheet < count(); ++sheet) {
      if (name(sheet) == asked) {
        return usable(sheet);
      }
      names.push_back(name(sheet));
    }
    for (int sheet = 0; sheet < count(); ++sheet) {
      if (fold_heading(name(sheet)) == fold_heading(asked)) {
        return usable(sheet);
      }
    }
    const std::string near = nearest(asked, names);
    return fail(Diagnostics{
        placed(error("unknown-sheet", "there is no sheet \"" + asked + "\".",
                     near.empty() ? "Its sheets are " + join_words(names) + "." : "Did you mean \"" + near + "\"?"),
               -1)});
  }

  [[nodiscard]] Checked<Candidate> best(std::vector<Candidate> good) const {
    int most = 0;
    for (const Candidate& each : good) {
      most = std::max(most, each.row->matched);
    }
    std::erase_if(good, [&](const Candidate& each) { return each.row->matched < most; });
    if (good.size() > 1) {
      std::vector<std::string> names;
      names.reserve(good.size());
      for (const Candidate& each : good) {
        names.push_back("\"" + name(each.sheet) + "\"");
      }
      return fail(
          Diagnostics{placed(error("choose-a-sheet", "the sheets " + join_words(names) + " could all hold the cases.",
                                   "Choose one with --sheet, or name it \"Cases\"."),
                             -1)});
    }
    return std::move(good.front());
  }

  [[nodiscard]] Diagnostic none_will_do(const std::vector<Candidate>& candidates) const {
    const Candidate* nearest_one = nullptr;
    bool blank = true;
    for (const Candidate& each : candidates) {
      blank = blank && each.blank;
      if (each.most_known > 0 && (nearest_one == nullptr || each.most_known > nearest_one->most_known)) {
        nearest_one = &each;
      }
    }
    if (blank) {
      return placed(error("no-cases", "there is no case in this file, and no row of headings.",
                          "Fill in a row of headings and a row for each case."),
                    -1);
    }
    const int sheet = candidates.size() == 1 ? candidates.front().sheet : -1;
    Diagnostic none =
        placed(error("no-heading-row", "no row of headings with a case ID was found in the first 20 rows.",
                     "Head the columns in one row: Case ID, Letter, Last name …"),
               nearest_one == nullptr ? sheet : nearest_one->sheet);
    return none;
  }

  const Workbook& workbook_;
  const Headings& headings_;
};

}  // namespace

Checked<ChosenSheet> choose_sheet(const Workbook& workbook, const Headings& headings, const std::string& asked) {
  auto candidate = Chooser(workbook, headings).choose(asked);
  if (!candidate) {
    return fail(candidate.error());
  }
  ChosenSheet chosen{candidate->sheet, std::move(*candidate->row), {}, std::move(candidate->errors)};
  compare_with_map(workbook, headings, chosen);
  auto errors = settle_headings(workbook, headings, candidate->filled_on_top, chosen);
  if (!errors) {
    return fail(Diagnostics{errors.error()});
  }
  append(chosen.errors, std::move(*errors));
  return chosen;
}

}  // namespace caseletters::sheets
