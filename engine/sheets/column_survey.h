// What stands under each heading of a workbook: kinds of values, never the values themselves unless asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sheets/cases.h"

namespace caseletters::sheets {

struct SurveyedColumn {
  HeadingMatch match;
  int filled = 0;                        // rows
  std::vector<std::string> kinds;        // "12 dates", "1 text of 4 characters", the most frequent first
  int not_understood = 0;                // of the filled cells, by the fact's type
  std::optional<facts::Type> type = {};  // of its cells, where the match has no target: on a sheet of letters sent
  std::vector<std::string> samples;      // the first three different values; only where values may be shown
};

struct SurveyedSheet {
  std::string name;
  std::string list;     // "Children", "Incidents", "Letters sent"; empty for the sheet of cases and for one not read
  bool read = true;     // false: it may tell of the cases, and nobody reads it
  int heading_row = 0;  // 0-based
  int rows = 0;         // that hold anything below the headings
  std::vector<SurveyedColumn> columns;
};

struct Survey {
  std::vector<SurveyedSheet> sheets;  // the cases first
  std::vector<bool> letters_asked;    // by letter: some case asks for it
  std::vector<bool> letters_told;     // by letter: the sheet Letters sent tells of one at least
  Diagnostics diagnostics;            // errors: headings that nobody can use as they stand
};

// Codes: those of read_cases for a workbook whose headings cannot be found.
[[nodiscard]] Checked<Survey> survey_columns(const Workbook& workbook, const facts::Vocabulary& vocabulary,
                                             const CaseOptions& options);

// A mapping that says what the survey found, with the columns for what is issued.
[[nodiscard]] ColumnMap map_of(const Survey& survey);

}  // namespace caseletters::sheets
