#include "sheets/map_sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sheets/sent_headings.h"
#include "sheets/sheet_names.h"

namespace caseletters::sheets {

namespace {

class Reader {
 public:
  Reader(const facts::Vocabulary& vocabulary, const KnowsFact& knows) : vocabulary_(vocabulary), knows_(knows) {}

  [[nodiscard]] MappedUse read(const MappedSheet& sheet, bool cases_are_known) const {
    MappedUse use;
    use.sheet = &sheet;
    if (!sheet.used) {
      use.use = SheetUse::off;
    } else if (!sheet.list.empty()) {
      name_list(use, sheet.list);
    } else {
      infer(use, cases_are_known);
    }
    return use;
  }

 private:
  void name_list(MappedUse& use, std::string_view name) const {
    const std::string folded = fold_heading(name);
    if (is_sent_sheet(name) || folded == "letters") {
      use.use = SheetUse::letters;
      return;
    }
    for (std::size_t list = 0; list < vocabulary_.lists().size(); ++list) {
      const facts::ListDecl& each = vocabulary_.lists()[list];
      if (folded == fold_heading(each.sheet) || folded == fold_heading(each.plural) ||
          folded == fold_heading(each.item)) {
        use.use = SheetUse::list;
        use.list = static_cast<int>(list);
        return;
      }
    }
  }

  // Whether every fact that its columns name has its place on such a sheet.
  [[nodiscard]] bool holds(const MappedSheet& sheet, int list) const {
    return std::all_of(sheet.columns.begin(), sheet.columns.end(),
                       [&](const MappedColumn& each) { return each.fact.empty() || knows_(each.fact, list); });
  }
  [[nodiscard]] static bool holds_letters(const MappedSheet& sheet) {
    return std::all_of(sheet.columns.begin(), sheet.columns.end(),
                       [&](const MappedColumn& each) { return each.fact.empty() || sent_fact(each.fact).has_value(); });
  }

  void infer(MappedUse& use, bool cases_are_known) const {
    const MappedSheet& sheet = *use.sheet;
    const SheetName name = read_sheet_name(sheet.name);
    const bool as_cases = holds(sheet, -1);
    const int sort = list_of_sort(vocabulary_, name.sort);
    if (name.sort == SheetSort::letters && holds_letters(sheet)) {
      use.use = SheetUse::letters;
    } else if (sort >= 0 && holds(sheet, sort)) {
      use.use = SheetUse::list;
      use.list = sort;
    } else if (as_cases || !cases_are_known) {
      use.use = cases_are_known ? SheetUse::unknown : SheetUse::cases;
    } else {
      infer_list(use);
    }
    // The first sheet may hold the cases although a list knows all its facts, or none does.
    if (use.use == SheetUse::cases && !as_cases) {
      infer_list(use);
      use.use = use.use == SheetUse::unknown ? SheetUse::cases : use.use;
    }
  }

  void infer_list(MappedUse& use) const {
    use.use = SheetUse::unknown;
    for (std::size_t list = 0; list < vocabulary_.lists().size(); ++list) {
      if (vocabulary_.lists()[list].sheet.empty() || !holds(*use.sheet, static_cast<int>(list))) {
        continue;
      }
      use.use = use.use == SheetUse::unknown ? SheetUse::list : SheetUse::off;  // off: several
      use.list = static_cast<int>(list);
    }
    use.use = use.use == SheetUse::off ? SheetUse::unknown : use.use;
  }

  const facts::Vocabulary& vocabulary_;
  const KnowsFact& knows_;
};

}  // namespace

std::vector<MappedUse> uses_of(const ColumnMap& map, const facts::Vocabulary& vocabulary, const KnowsFact& knows,
                               Diagnostics& problems) {
  const Reader reader(vocabulary, knows);
  std::vector<MappedUse> uses;
  for (const MappedSheet& sheet : map.sheets) {
    const bool cases_are_known =
        std::any_of(uses.begin(), uses.end(), [](const MappedUse& each) { return each.use == SheetUse::cases; });
    uses.push_back(reader.read(sheet, cases_are_known));
    if (uses.back().use != SheetUse::unknown) {
      continue;
    }
    Diagnostic problem =
        sheet.list.empty()
            ? error("unknown-list", fmt::format("the mapping does not say what the sheet '{}' holds.", sheet.name),
                    "Say it with list=\"Children\", list=\"Incidents\" or list=\"Letters sent\", or use=\"no\".")
            : error("unknown-list", fmt::format("the mapping names a list '{}', which the policy has not.", sheet.list),
                    "A sheet of a list holds Children, Incidents or Letters sent.");
    problem.file = map.file;
    problem.line = sheet.line;
    problems.push_back(std::move(problem));
  }
  return uses;
}

}  // namespace caseletters::sheets
