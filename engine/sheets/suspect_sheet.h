// A sheet beside the cases that neither its name nor a mapping explains for certain, and what it may be read as.
#pragma once

#include <string>
#include <vector>

#include "sheets/case_ids.h"
#include "sheets/sheet_names.h"
#include "sheets/understood_sheets.h"

namespace caseletters::sheets {

// What a sheet may be read as, and whether its own words are enough to do so.
struct SheetReading {
  SheetSort sort = SheetSort::other;
  int list = -1;        // of a list
  HeadingRow row;       // of a list
  SideLayout layout;    // of letters
  bool strong = false;  // its headings leave no doubt, whatever the sheet is called
};

struct SuspectSheet {
  int sheet = 0;
  SheetName name;
  std::vector<TopRow> top;
  std::vector<SheetReading> readings;
  bool taken = false;
};

// What it tells of for all one knows.
[[nodiscard]] SheetSort sort_of(const SuspectSheet& suspect);
// Its name says it, or nothing else, and the headings do.
[[nodiscard]] bool will_do(const SuspectSheet& suspect, const SheetReading& reading);

class SuspectReader {
 public:
  // All outlive it.
  SuspectReader(const Workbook& workbook, const facts::Vocabulary& vocabulary, const Headings& headings,
                const CaseIds& ids)
      : workbook_(workbook), vocabulary_(vocabulary), headings_(headings), ids_(ids) {}
  // Fills its readings.
  [[nodiscard]] Result<void> gather(SuspectSheet& suspect) const;
  // Recipients, addresses or what letters are wanted: another sheet of cases.
  [[nodiscard]] bool looks_like_cases(const SuspectSheet& suspect) const;

 private:
  [[nodiscard]] bool is_strong(const HeadingRow& row, SheetSort sort) const;

  const Workbook& workbook_;
  const facts::Vocabulary& vocabulary_;
  const Headings& headings_;
  const CaseIds& ids_;
};

}  // namespace caseletters::sheets
