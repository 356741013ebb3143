// One cell as the value of a fact: text, dates, times, yes/no, options and sets as people type them (facts.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "facts/vocabulary.h"
#include "sheets/workbook.h"

namespace caseletters::sheets {

// Where a cell stands, for messages.
struct CellPlace {
  int sheet = 0;
  int row = 0;            // 0-based
  int column = 0;         // 0-based
  int line = 0;           // of a CSV file
  std::string_view fact;  // what the heading means, in words
};

class CellValues {
 public:
  // Both outlive it. Only with `show_values` do messages quote what a cell holds: a column that has slipped by one
  // holds names.
  CellValues(const Workbook& workbook, const facts::Vocabulary& vocabulary, bool show_values = false);

  // Unknown where the cell is blank or cannot be understood; the trouble is added to `problems`. Codes: bad-date,
  // bad-time, bad-value, cell-error, shared-string-range, formula-without-value, control-character; warnings:
  // ambiguous-date (once a workbook), serial-date, read-as-blank, long-text.
  [[nodiscard]] facts::Value read(const Cell& cell, const facts::Type& type, const CellPlace& place,
                                  Diagnostics& problems);
  // The letters a cell asks for, by index, in the order given, without repeats. Code: unknown-letter.
  [[nodiscard]] std::vector<int> read_letters(const Cell& cell, const CellPlace& place, Diagnostics& problems);
  // A cell's words whatever its kind, trimmed, with line feeds only: names, addresses, case IDs. Numbers as stored,
  // padded with zeros where their format shows them so.
  [[nodiscard]] std::string read_text(const Cell& cell, const CellPlace& place, Diagnostics& problems);

  // What a cell holds, for a message: its words in quotation marks where they may be shown, else only their kind.
  [[nodiscard]] std::string held(const Cell& cell, std::string_view text) const;

  // Where the diagnostic is: file, sheet, cell, line and fact.
  [[nodiscard]] Diagnostic at(const CellPlace& place, Diagnostic diagnostic) const;

 private:
  [[nodiscard]] bool readable(const Cell& cell, const CellPlace& place, Diagnostics& problems) const;
  [[nodiscard]] facts::Value read_date_value(const Cell& cell, std::string_view text, const CellPlace& place,
                                             Diagnostics& problems);
  void remark_night(int minutes, const CellPlace& place, Diagnostics& problems) const;
  [[nodiscard]] facts::Value read_time_value(const Cell& cell, std::string_view text, const CellPlace& place,
                                             Diagnostics& problems) const;
  [[nodiscard]] facts::Value read_moment_value(const Cell& cell, std::string_view text, const CellPlace& place,
                                               Diagnostics& problems);
  [[nodiscard]] facts::Value read_number_value(const Cell& cell, std::string_view text, const CellPlace& place,
                                               Diagnostics& problems) const;
  [[nodiscard]] facts::Value read_yes_no(const Cell& cell, std::string_view text, const CellPlace& place,
                                         Diagnostics& problems) const;
  [[nodiscard]] facts::Value read_option(const Cell& cell, std::string_view text, int domain, const CellPlace& place,
                                         Diagnostics& problems) const;
  [[nodiscard]] facts::Value read_set(const Cell& cell, std::string_view text, int domain, const CellPlace& place,
                                      Diagnostics& problems) const;
  [[nodiscard]] Diagnostic unknown_word(const Cell& cell, std::string_view piece, std::string_view whole,
                                        int domain) const;
  void warn_ambiguous(std::string_view text, Date date, const CellPlace& place, Diagnostics& problems);

  const Workbook& workbook_;
  const facts::Vocabulary& vocabulary_;
  bool show_values_ = false;
  bool ambiguous_said_ = false;
};

// Whether the cell holds nothing that counts: empty, or only spaces.
[[nodiscard]] bool is_blank(const Cell& cell);

}  // namespace caseletters::sheets
