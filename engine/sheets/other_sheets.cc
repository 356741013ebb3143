#include "sheets/other_sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sheets/neighbour_headings.h"
#include "sheets/sent_headings.h"
#include "sheets/unread_sheets.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

class OtherSheets {
 public:
  OtherSheets(const Workbook& workbook, const facts::Vocabulary& vocabulary, bool by_name, const CaseIds& ids,
              UnderstoodSheets& sheets)
      : workbook_(workbook),
        vocabulary_(vocabulary),
        ids_(ids),
        sheets_(sheets),
        reader_(workbook, vocabulary, sheets.headings, ids),
        unread_(workbook, vocabulary, by_name, ids, reader_, sheets) {}

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
    for (SuspectSheet& each : suspects_) {
      if (auto done = reader_.gather(each); !done) {
        return done;
      }
    }
    settle();
    for (const SuspectSheet& each : suspects_) {
      if (!each.taken) {
        if (auto done = unread_.tell(each); !done) {
          return done;
        }
      }
    }
    return {};
  }

 private:
  [[nodiscard]] const std::string& name(int sheet) const { return workbook_.sheets()[index_of(sheet)].name; }

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
    auto told = told_list(sheet, top, list);
    if (!told) {
      return fail(told.error());
    }
    if (*told) {
      sheets_.lists.push_back(std::move(**told));
      return {};
    }
    const facts::ListDecl& declared = vocabulary_.lists()[index_of(list)];
    const HeadingRow likely = likely_heading_row(top).value_or(HeadingRow{});
    sheets_.remarks.push_back(
        at_row(workbook_, sheet, likely.row,
               error("no-heading-row", "none of the first 20 rows of this sheet has headings that can be understood.",
                     fmt::format("Head two of its columns, in one row, Case ID and {}: the case IDs are those of the "
                                 "sheet {}. A mapping may say the same.",
                                 clerks_name(vocabulary_, declared.fields.front()), name(sheets_.cases.sheet)))));
    sheets_.unread.push_back({sheet, likely});
    return {};
  }

  // A row that heads the case IDs in words we know and the rest in words of its own: enough, if the cells below explain
  // what the list cannot be without.
  [[nodiscard]] Result<std::optional<ListSheet>> told_list(int sheet, const std::vector<TopRow>& top, int list) {
    constexpr int least = 3;
    auto row = find_heading_row(workbook_, sheet, top, sheets_.headings, {list, CaseIdHeading::needed, &ids_, true});
    if (!row) {
      return fail(row.error());
    }
    if (!*row) {
      return std::nullopt;
    }
    ListSheet told{sheet, list, std::move(**row)};
    if (auto done = explain_list(workbook_, vocabulary_, sheets_.headings, told); !done) {
      return fail(done.error());
    }
    const bool first_field =
        std::any_of(told.row.columns.begin(), told.row.columns.end(), [](const ColumnHeading& each) {
          return each.target && each.target->kind == TargetKind::field && each.target->field == 0;
        });
    if (!first_field || told.row.matched < least) {
      return std::nullopt;
    }
    return told;
  }

  [[nodiscard]] Result<void> take_letters(int sheet, const std::vector<TopRow>& top, const MappedSheet* mapped) {
    auto layout = SideSheet::find_layout(top, ids_, understand_sent_by(mapped));
    if (layout && sheets_.letters.empty()) {
      sheets_.letters.push_back({sheet, std::move(*layout)});
      return {};
    }
    return unread_.tell({sheet, {SheetSort::letters, true}, top, {}, false});
  }

  [[nodiscard]] bool is_given(const SheetReading& reading) const {
    if (reading.sort == SheetSort::letters) {
      return !sheets_.letters.empty();
    }
    return std::any_of(sheets_.lists.begin(), sheets_.lists.end(),
                       [&](const ListSheet& each) { return each.list == reading.list; });
  }

  // A list has one sheet, and a sheet one list.
  void settle() {
    std::vector<std::pair<SuspectSheet*, SheetReading*>> found;
    for (SuspectSheet& suspect : suspects_) {
      std::vector<SheetReading*> good;
      for (SheetReading& each : suspect.readings) {
        if (will_do(suspect, each) && !is_given(each)) {
          good.push_back(&each);
        }
      }
      if (good.size() == 1 && !reader_.looks_like_cases(suspect)) {
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

  void take(SuspectSheet& suspect, SheetReading& reading) {
    suspect.taken = true;
    const bool letters = reading.sort == SheetSort::letters;
    const std::string as = letters ? std::string(sent_sheet) : vocabulary_.lists()[index_of(reading.list)].sheet;
    const int row = letters ? reading.layout.row : reading.row.row;
    if (letters) {
      sheets_.letters.push_back({suspect.sheet, std::move(reading.layout)});
    } else {
      sheets_.lists.push_back({suspect.sheet, reading.list, std::move(reading.row)});
    }
    sheets_.remarks.push_back(at_row(
        workbook_, suspect.sheet, row,
        warning("sheet-taken", fmt::format("the sheet {} was read as {}.", name(suspect.sheet), as),
                fmt::format("Where that is right, nothing is to be done; named {} it is read without asking.", as))));
  }

  const Workbook& workbook_;
  const facts::Vocabulary& vocabulary_;
  const CaseIds& ids_;
  UnderstoodSheets& sheets_;
  SuspectReader reader_;
  UnreadSheets unread_;
  std::vector<SuspectSheet> suspects_;
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
