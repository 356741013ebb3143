#include "sheets/suspect_sheet.h"

#include <algorithm>

#include "base/text.h"
#include "sheets/sent_headings.h"

namespace caseletters::sheets {

namespace {

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

// The list's first field, and no meaning twice.
bool is_reading(const HeadingRow& row) {
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

// A date alone may be the day on which a letter is wanted.
bool says_sent(const SideLayout& layout) {
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

}  // namespace

// What it tells of for all one knows.
SheetSort sort_of(const SuspectSheet& suspect) {
  return suspect.name.sort != SheetSort::other || suspect.readings.empty() ? suspect.name.sort
                                                                           : suspect.readings.front().sort;
}

// Its name says it, or nothing else, and the headings do.
bool will_do(const SuspectSheet& suspect, const SheetReading& reading) {
  if (suspect.name.sort == reading.sort) {
    return reading.strong || suspect.name.sure;
  }
  return suspect.name.sort == SheetSort::other && suspect.name.sure && reading.strong;
}

Result<void> SuspectReader::gather(SuspectSheet& suspect) const {
  for (const SheetSort sort : {SheetSort::children, SheetSort::incidents}) {
    const int list = list_of_sort(vocabulary_, sort);
    if (list < 0) {
      continue;
    }
    auto row = find_heading_row(workbook_, suspect.sheet, suspect.top, headings_, {list, CaseIdHeading::needed, &ids_});
    if (!row) {
      return fail(row.error());
    }
    if (*row && is_reading(**row)) {
      SheetReading reading;
      reading.sort = sort;
      reading.list = list;
      reading.strong = is_strong(**row, sort);
      reading.row = std::move(**row);
      suspect.readings.push_back(std::move(reading));
    }
  }
  auto layout = SideSheet::find_layout(suspect.top, ids_, understand_sent_by(nullptr));
  if (layout && layout->has(sent_letter) && layout->has(sent_date)) {
    SheetReading reading;
    reading.sort = SheetSort::letters;
    reading.strong = says_sent(*layout);
    reading.layout = std::move(*layout);
    suspect.readings.push_back(std::move(reading));
  }
  return {};
}

// Children: what the person is to them. Incidents: a date that is said to be an incident's, and more of it.
bool SuspectReader::is_strong(const HeadingRow& row, SheetSort sort) const {
  return std::any_of(row.columns.begin(), row.columns.end(), [&](const ColumnHeading& each) {
    if (!each.target || each.target->kind != TargetKind::field) {
      return false;
    }
    const std::string& fact = vocabulary_.facts()[index_of(each.target->index)].name;
    if (sort == SheetSort::children) {
      return fold_heading(fact) == "childrelationship";
    }
    return each.target->field == 0 && row.matched >= 3 && headings_.find(each.heading).has_value();
  });
}

// Recipients, addresses or what letters are wanted: another sheet of cases.
bool SuspectReader::looks_like_cases(const SuspectSheet& suspect) const {
  const auto row = find_heading_row(workbook_, suspect.sheet, suspect.top, headings_, {});
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
    const std::string words = headings_.words(*each.target);
    who = who || words == "Last name" || words == "Full name" || words == "Title";
    what = what || each.target->kind == TargetKind::choice || words == "Incident date" || words == "Letter" ||
           words == "Complaint status" || words == "Ban decision";
  }
  const bool of_letters = suspect.name.sort == SheetSort::letters;
  return (where && what && !of_letters) || (who && where && what && matched >= 6);
}

}  // namespace caseletters::sheets
