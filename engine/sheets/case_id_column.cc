#include "sheets/case_id_column.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "sheets/case_builder.h"
#include "sheets/cell_values.h"
#include "sheets/column_cells.h"
#include "sheets/fact_words.h"
#include "sheets/loose_heading.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// A number of these is the case's; with "case" or "file" beside it, any office's.
constexpr std::string_view of_number = "no id code key identifier serial nos index";
constexpr std::string_view of_case = "case folder file log record matter";
constexpr std::string_view further =
    "family entry item our unique internal office master main job referral book card system row line conduct concern "
    "trust "
    "ticket docket register academy department site centre school whose behaviour";
// Beside a word of a number they say that it is that of somebody or something else.
constexpr std::string_view of_others =
    "child parent staff contact person incident police crime complaint house class invoice telephone address teacher "
    "governor "
    "solicitor witness letter email section stage run version order budget page call";
// Before all others, over numbers of which no two rows share one, they are what the rows are kept by.
constexpr std::string_view of_rows = "complaint incident";
// Numbers of somebody or something else, short enough to be the initials of an office.
constexpr std::string_view foreign =
    "upn uln urn tel mob dfe fsm dob nhs ni po inv gl vat laestab exam cost sen send ehcp pp lac cla dsl mis sims cad "
    "fax "
    "ext car room reg form year yr age att roll adm";

struct Asked {
  bool may_be = false;
  bool counts = false;  // may only count the rows
};

Asked asked(const std::string& heading, bool first) {
  Asked asked;
  std::vector<std::string> words = loose_words(heading);
  std::erase_if(words, [](const std::string& each) { return says_nothing(each); });
  const auto any = [&](std::string_view of) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& each) { return is_among(of, each); });
  };
  const bool cases = any(of_case);
  const auto explained = [&](const std::string& word) {
    constexpr std::size_t longest_initials = 4;
    const bool initials = cases && word.size() <= longest_initials;
    const bool ours = initials || first;
    if (is_among(foreign, word) || is_among(of_others, word)) {
      return first && (is_among(of_rows, word) || (cases && word == "parent"));
    }
    return is_among(of_number, word) || is_among(of_case, word) || is_among(further, word) || ours;
  };
  asked.may_be = (cases || any(of_number)) && std::all_of(words.begin(), words.end(), explained);
  asked.counts = !cases && words.size() == 1 && words.front() != "id";
  return asked;
}

struct Column {
  std::size_t place = 0;
  bool counts = false;
  bool fits = true;
  int filled = 0;
  std::unordered_set<std::string> ids;
};

}  // namespace

Result<std::optional<std::size_t>> find_case_id_column(const Workbook& workbook, int sheet, const HeadingRow& row) {
  std::vector<Column> columns;
  for (std::size_t place = 0; place < row.columns.size(); ++place) {
    const ColumnHeading& heading = row.columns[place];
    const Asked meant = heading.target || heading.told ? Asked{} : asked(heading.heading, place == 0);
    if (meant.may_be) {
      Column column;
      column.place = place;
      column.counts = meant.counts;
      columns.push_back(std::move(column));
    }
  }
  if (columns.empty()) {
    return std::nullopt;
  }
  auto read = workbook.read(sheet, [&](const RowInfo& info, std::span<const Cell> cells) {
    const auto filled = std::count_if(cells.begin(), cells.end(), [](const Cell& each) { return !is_blank(each); });
    if (info.row <= row.row || filled < 2 || CaseBuilder::is_totals(cells)) {
      return true;
    }
    for (Column& column : columns) {
      const std::size_t at = index_of(row.columns[column.place].column);
      if (at >= cells.size() || !is_code(cells[at])) {
        column.fits = false;
        continue;
      }
      ++column.filled;
      std::string id = fold_name(cell_text(cells[at]));
      column.counts = column.counts && id == std::to_string(column.filled);
      column.fits = column.fits && column.ids.insert(std::move(id)).second;
    }
    return true;
  });
  if (!read) {
    return fail(read.error());
  }
  std::erase_if(columns, [](const Column& each) { return !each.fits || each.filled == 0 || each.counts; });
  return columns.size() == 1 ? std::optional{columns.front().place} : std::nullopt;
}

}  // namespace caseletters::sheets
