// The sheet Letters sent, joined into the record of its case: one row a letter, with Case ID, Letter, Date and what
// came back. Of one letter the latest counts. It is the same record as the columns "ban-1 date", "ban-1 response date";
// where the two differ the case is refused.
#pragma once

#include "sheets/cases.h"
#include "sheets/sent_headings.h"
#include "sheets/side_sheet.h"

namespace caseletters::sheets {

// A sheet of letters sent, and where its headings stand.
struct SentSheet {
  int sheet = 0;
  SideLayout layout;
};

class SentLetters {
 public:
  // The first of them counts.
  [[nodiscard]] static Result<SentLetters> read(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                                CellValues& values, const std::vector<SentSheet>& sheets, bool hidden);
  // Adds to the case what the sheet tells of it. Codes: letter-twice, missing-fact, reply-unread and those of its cells
  // (bad_cells, where the row tells which letter); hidden-rows.
  void join(CaseRow& row, const CellValues& values);
  // Rows of no case: orphan-row.
  [[nodiscard]] Diagnostics orphans(const CellValues& values) const;
  // Headings that could not be understood: heading-unused.
  [[nodiscard]] Diagnostics remarks(const CellValues& values) const;
  // By letter: whether the sheet tells of one at least.
  [[nodiscard]] std::vector<bool> letters_told() const;

 private:
  void join_letters(CaseRow& row, SideCase& side, const CellValues& values) const;
  void join_problems(CaseRow& row, const SideRow& sent) const;
  void refuse(CaseRow& row, const SideRow& sent, int key, Diagnostic problem) const;
  void join_letter(CaseRow& row, int letter, const SideRow& sent, const CellValues& values) const;

  const facts::Vocabulary* vocabulary_ = nullptr;
  std::optional<SideSheet> letters_;
};

}  // namespace caseletters::sheets
