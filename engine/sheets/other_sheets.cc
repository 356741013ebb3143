#include "sheets/other_sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sheets/case_ids.h"
#include "sheets/sheet_names.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// What a sheet may be read as, and whether its own words are enough to do so.
struct Reading {
  SheetSort sort = SheetSort::other;
  int list = -1;        // of a list
  HeadingRow row;       // of a list
  SideLayout layout;    // of letters
  bool strong = false;  // its headings leave no doubt, whatever the sheet is called
};

struct Suspect {
  int sheet = 0;
  SheetName name;
  std::vector<TopRow> top;
  std::vector<Reading> readings;
  bool taken = false;
};

class OtherSheets {
 public:
  OtherSheets(const Workbook& workbook, const facts::Vocabulary& vocabulary, bool by_name, const CaseIds& ids,
              UnderstoodSheets& sheets)
      : workbook_(workbook), vocabulary_(vocabulary), by_name_(by_name), ids_(ids), sheets_(sheets) {}

  [[nodiscard]] Result<void> look() {
    for (int sheet = 0; sheet < static_cast<int>(workbook_.sheets().size()); ++sheet) {
      if (sheet == sheets_.cases.sheet) {
        continue;
      }
      auto top = read_top(workbook_, sheet);
      const MappedUse* mapped = sheets_.headings.mapped_use(name(sheet));
      const auto list = sheets_.headings.list_of_sheet(name(sheet));
      const bool letters = (mapped != nullptr && mapped->use == SheetUse::letters) ||
                           (mapped == nullptr && !list && is_sent_sheet(name(sheet)));
      if (!top && (list || letters)) {
        return fail(top.error());
      }
      if (!top || top->empty() || (mapped != nullptr && mapped->use == SheetUse::off)) {
        continue;  // a blank sheet, or a broken one that nobody needs
      }
      Result<void> done;
      if (letters) {
        done = take_letters(sheet, *top, mapped == nullptr ? nullptr : mapped->sheet);
      } else if (list) {
        done = take_list(sheet, *top, *list);
      } else {
        suspects_.push_back({sheet, read_sheet_name(name(sheet)), std::move(*top), {}, false});
      }
      if (!done) {
        return done;
      }
    }
    for (Suspect& each : suspects_) {
      if (auto done = gather(each); !done) {
        return done;
      }
    }
    settle();
    for (const Suspect& each : suspects_) {
      if (!each.taken) {
        if (auto done = tell_unread(each); !done) {
          return done;
        }
      }
    }
    return {};
  }

 private:
  [[nodiscard]] const std::string& name(int sheet) const { return workbook_.sheets()[index_of(sheet)].name; }

  [[nodiscard]] Diagnostic placed(int sheet, int row, Diagnostic diagnostic) const {
    diagnostic.file = workbook_.file();
    diagnostic.sheet = name(sheet);
    diagnostic.cell = cell_name(std::max(row, 0), 0);
    return diagnostic;
  }

  // A sheet that is said to hold a list, by its name or by the mapping: nobody may go on without it.
  [[nodiscard]] Result<void> take_list(int sheet, const std::vector<TopRow>& top, int list) {
    auto row = find_heading_row(workbook_, sheet, top, sheets_.headings, {list, CaseIdHeading::needed, &ids_});
    if (!row) {
      return fail(row.error());
    }
    if (*row) {
      sheets_.lists.push_back({sheet, list, std::move(**row)});
      return {};
    }
    const facts::ListDecl& declared = vocabulary_.lists()[index_of(list)];
    const HeadingRow likely = likely_heading_row(top).value_or(HeadingRow{});
    sheets_.remarks.push_back(
        placed(sheet, likely.row,
               error("no-heading-row", "none of the first 20 rows of this sheet has headings that can be understood.",
                     fmt::format("Head two of its columns, in one row, Case ID and {}: the case IDs are those of the "
                                 "sheet {}. A mapping may say the same.",
                                 clerks_name(vocabulary_, declared.fields.front()), name(sheets_.cases.sheet)))));
    sheets_.unread.push_back({sheet, likely});
    return {};
  }

  [[nodiscard]] Result<void> take_letters(int sheet, const std::vector<TopRow>& top, const MappedSheet* mapped) {
    auto layout = SideSheet::find_layout(top, ids_, understand_sent_by(mapped));
    if (layout && sheets_.letters.empty()) {
      sheets_.letters.push_back({sheet, std::move(*layout)});
      return {};
    }
    return tell_unread({sheet, {SheetSort::letters, true}, top, {}, false});
  }

  [[nodiscard]] Result<void> gather(Suspect& suspect) const {
    for (const SheetSort sort : {SheetSort::children, SheetSort::incidents}) {
      const int list = list_of_sort(vocabulary_, sort);
      if (list < 0) {
        continue;
      }
      auto row = find_heading_row(workbook_, suspect.sheet, suspect.top, sheets_.headings,
                                  {list, CaseIdHeading::needed, &ids_});
      if (!row) {
        return fail(row.error());
      }
      if (*row && is_reading(**row)) {
        Reading reading;
        reading.sort = sort;
        reading.list = list;
        reading.strong = is_strong(**row, sort);
        reading.row = std::move(**row);
        suspect.readings.push_back(std::move(reading));
      }
    }
    auto layout = SideSheet::find_layout(suspect.top, ids_, understand_sent_by(nullptr));
    if (layout && layout->has(sent_letter) && layout->has(sent_date)) {
      Reading reading;
      reading.sort = SheetSort::letters;
      reading.strong = says_sent(*layout);
      reading.layout = std::move(*layout);
      suspect.readings.push_back(std::move(reading));
    }
    return {};
  }

  // The list's first field, and no meaning twice.
  [[nodiscard]] static bool is_reading(const HeadingRow& row) {
    bool first_field = false;
    for (std::size_t at = 0; at < row.columns.size(); ++at) {
      const auto& target = row.columns[at].target;
      first_field = first_field || (target && target->kind == TargetKind::field && target->field == 0);
      for (std::size_t other = 0; target && other < at; ++other) {
        if (row.columns[other].target == target) {
          return false;
        }
      }
    }
    return first_field;
  }

  // Children: what the person is to them. Incidents: a date that is said to be an incident's, and more of it.
  [[nodiscard]] bool is_strong(const HeadingRow& row, SheetSort sort) const {
    return std::any_of(row.columns.begin(), row.columns.end(), [&](const ColumnHeading& each) {
      if (!each.target || each.target->kind != TargetKind::field) {
        return false;
      }
      const std::string& fact = vocabulary_.facts()[index_of(each.target->index)].name;
      if (sort == SheetSort::children) {
        return fold_heading(fact) == "childrelationship";
      }
      return each.target->field == 0 && row.matched >= 3 && sheets_.headings.find(each.heading).has_value();
    });
  }

  // A date alone may be the day on which a letter is wanted.
  [[nodiscard]] static bool says_sent(const SideLayout& layout) {
    if (layout.has(sent_response_date) || layout.has(sent_channel)) {
      return true;
    }
    return std::any_of(layout.columns.begin(), layout.columns.end(), [&](const auto& column) {
      const auto heading = std::find_if(layout.headings.begin(), layout.headings.end(),
                                        [&](const auto& each) { return each.first == column.first; });
      const std::string folded = heading == layout.headings.end() ? "" : fold_heading(heading->second);
      return column.second.key == sent_date && folded != "date" && folded != "letterdate" && folded != "dateofletter";
    });
  }

  [[nodiscard]] bool is_given(const Reading& reading) const {
    if (reading.sort == SheetSort::letters) {
      return !sheets_.letters.empty();
    }
    return std::any_of(sheets_.lists.begin(), sheets_.lists.end(),
                       [&](const ListSheet& each) { return each.list == reading.list; });
  }

  // Its name says it, or nothing else, and the headings do.
  [[nodiscard]] static bool will_do(const Suspect& suspect, const Reading& reading) {
    if (suspect.name.sort == reading.sort) {
      return reading.strong || suspect.name.sure;
    }
    return suspect.name.sort == SheetSort::other && suspect.name.sure && reading.strong;
  }

  // A list has one sheet, and a sheet one list.
  void settle() {
    std::vector<std::pair<Suspect*, Reading*>> found;
    for (Suspect& suspect : suspects_) {
      std::vector<Reading*> good;
      for (Reading& each : suspect.readings) {
        if (will_do(suspect, each) && !is_given(each)) {
          good.push_back(&each);
        }
      }
      if (good.size() == 1 && !looks_like_cases(suspect)) {
        found.emplace_back(&suspect, good.front());
      }
    }
    for (const auto& [suspect, reading] : found) {
      const SheetSort sort = reading->sort;
      const bool alone =
          std::count_if(found.begin(), found.end(), [&](const auto& each) { return each.second->sort == sort; }) == 1;
      if (alone) {
        take(*suspect, *reading);
      }
    }
  }

  void take(Suspect& suspect, Reading& reading) {
    suspect.taken = true;
    const bool letters = reading.sort == SheetSort::letters;
    const std::string as = letters ? std::string(sent_sheet) : vocabulary_.lists()[index_of(reading.list)].sheet;
    const int row = letters ? reading.layout.row : reading.row.row;
    if (letters) {
      sheets_.letters.push_back({suspect.sheet, std::move(reading.layout)});
    } else {
      sheets_.lists.push_back({suspect.sheet, reading.list, std::move(reading.row)});
    }
    sheets_.remarks.push_back(placed(
        suspect.sheet, row,
        warning("sheet-taken", fmt::format("the sheet {} was read as {}.", name(suspect.sheet), as),
                fmt::format("Where that is right, nothing is to be done; named {} it is read without asking.", as))));
  }

  // Recipients, addresses or what letters are wanted: another sheet of cases.
  [[nodiscard]] bool looks_like_cases(const Suspect& suspect) const {
    const auto row = find_heading_row(workbook_, suspect.sheet, suspect.top, sheets_.headings, {});
    if (!row || !*row) {
      return false;
    }
    const int matched = (*row)->matched;
    if (sort_of(suspect) == SheetSort::other) {
      // One word alone may mean anything: a list of Yes and No.
      return matched >= 2 && matched * 2 >= static_cast<int>((*row)->columns.size());
    }
    bool who = false;
    bool where = false;
    bool what = false;
    for (const ColumnHeading& each : (*row)->columns) {
      if (!each.target) {
        continue;
      }
      where = where || each.target->kind == TargetKind::address;
      const std::string words = sheets_.headings.words(*each.target);
      who = who || words == "Last name" || words == "Full name" || words == "Title";
      what = what || each.target->kind == TargetKind::choice || words == "Incident date" || words == "Letter" ||
             words == "Complaint status" || words == "Ban decision";
    }
    const bool of_letters = suspect.name.sort == SheetSort::letters;
    return (where && what && !of_letters) || (who && where && what && matched >= 6);
  }

  // Which column holds IDs of the cases, where half of what it holds is; -1 where none does.
  [[nodiscard]] Result<int> id_column(int sheet, const std::vector<TopRow>& top, int& heading_row) const {
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

  [[nodiscard]] Result<bool> tells_of_cases(int sheet, int row, int column) const {
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

  [[nodiscard]] Result<void> tell_unread(const Suspect& suspect) {
    int row = -1;
    const auto column = ids_.empty() ? Result<int>(-1) : id_column(suspect.sheet, suspect.top, row);
    if (!column) {
      return fail(column.error());
    }
    const bool another = looks_like_cases(suspect);
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

  // What it tells of for all one knows.
  [[nodiscard]] static SheetSort sort_of(const Suspect& suspect) {
    return suspect.name.sort != SheetSort::other || suspect.readings.empty() ? suspect.name.sort
                                                                             : suspect.readings.front().sort;
  }

  void say(const Suspect& suspect, int row, std::string hint) {
    sheets_.remarks.push_back(placed(
        suspect.sheet, row,
        warning("sheet-unused", fmt::format("the sheet {} was not used.", name(suspect.sheet)), std::move(hint))));
    auto likely = likely_heading_row(suspect.top);
    sheets_.unread.push_back({suspect.sheet, likely ? std::move(*likely) : HeadingRow{}});
  }

  [[nodiscard]] std::string how_to_read(const Suspect& suspect) const {
    const SheetSort sort = sort_of(suspect);
    if (sort == SheetSort::letters) {
      return "If it tells of letters sent, name it Letters sent and head its columns Case ID, Letter and Date; if not, "
             "a "
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
  [[nodiscard]] bool changes_letters(SheetSort sort) const {
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

  [[nodiscard]] Result<void> refuse_cases(const Suspect& suspect, int heading_row, int column) {
    const bool letters = sort_of(suspect) == SheetSort::letters;
    return workbook_.read(suspect.sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
      if (info.row <= heading_row || index_of(column) >= cells.size()) {
        return true;
      }
      const std::string id = CaseIds::folded(cells[index_of(column)]);
      if (!ids_.has(id) || sheets_.refusals.count(id) != 0) {
        return true;
      }
      Diagnostic refused =
          error("sheet-unused",
                fmt::format(
                    "the sheet {} has a row for this case and was not understood: without {} a letter may say what is "
                    "not so.",
                    name(suspect.sheet), letters ? "the letters that were sent" : "the children it tells of"),
                how_to_read(suspect));
      refused = placed(suspect.sheet, info.row, std::move(refused));
      refused.cell = cell_name(info.row, column);
      sheets_.refusals[id].push_back(std::move(refused));
      return true;
    });
  }

  const Workbook& workbook_;
  const facts::Vocabulary& vocabulary_;
  bool by_name_;
  const CaseIds& ids_;
  UnderstoodSheets& sheets_;
  std::vector<Suspect> suspects_;
};

}  // namespace

Result<void> understand_others(const Workbook& workbook, const facts::Vocabulary& vocabulary, bool by_name,
                               UnderstoodSheets& sheets) {
  if (workbook.sheets().size() < 2) {
    return {};
  }
  const auto ids = CaseIds::read(workbook, sheets.headings, sheets.cases.sheet, sheets.cases.row);
  if (!ids) {
    return fail(ids.error());
  }
  return OtherSheets(workbook, vocabulary, by_name, *ids, sheets).look();
}

}  // namespace caseletters::sheets
