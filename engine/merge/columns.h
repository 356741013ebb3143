// How the headings of a workbook were understood, and what they leave each letter without.
#pragma once

#include <string>
#include <vector>

#include "merge/outcome.h"
#include "merge/workplace.h"
#include "sheets/column_survey.h"

namespace caseletters::merge {

struct ColumnsOptions {
  Places places;
  sheets::CaseOptions sheet;
  std::string write;  // where a mapping is kept; empty: nowhere
  bool overwrite = false;
};

// What no heading of the workbook gives to a letter.
struct LetterLacks {
  std::string letter;
  std::vector<std::string> always;     // every such letter needs it: "Incident effect", "ban-1 date or ban-2 date"
  std::vector<std::string> sometimes;  // some cases need it
  bool asked = false;                  // some case of the workbook asks for the letter
};

struct ColumnsOutcome {
  RunOutcome run;  // its diagnostics; Exit::refused where headings cannot be used as they stand
  std::string file, policy;
  sheets::Survey survey;
  std::vector<LetterLacks> lacking;  // letters that lack anything
  std::string written;               // the mapping that was kept
};

[[nodiscard]] ColumnsOutcome columns(const ColumnsOptions& options, Files& files);

}  // namespace caseletters::merge
