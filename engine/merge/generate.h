// The main story: a workbook in, finished letters out.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "document/document.h"
#include "merge/outcome.h"
#include "merge/workplace.h"
#include "pdf/pdf_batch.h"
#include "sheets/cases.h"

namespace caseletters::merge {

struct GenerateOptions {
  Places places;
  std::vector<std::string> letters;               // ids; empty: what the workbook's Letter column asks for
  std::vector<std::string> cases;                 // case IDs; empty: all
  std::vector<document::DocumentFormat> formats;  // empty: the template's own
  std::string out = "letters";
  Date date;         // stands in for the day's date
  bool due = false;  // what is due on `date` (of `letters`, where any are named), not what the Letter column asks for
  bool dry_run = false;
  bool overwrite = false;
  int jobs = 1;
  sheets::CaseOptions sheet;
  int first_row = 0, last_row = 0;                // as the workbook numbers its rows; 0: no limit
  std::optional<pdf::BatchOptions> pdf;           // PDFs beside the letters are wanted
  bool pdf_each = false;                          // one beside each letter
  std::string print;                              // one PDF of all letters for the printer; empty: none
  bool duplex = true;                             // in it each letter begins on a fresh sheet
  std::function<void(std::size_t)> pdf_progress;  // told of each PDF; may be empty
  std::string where;                              // a condition that a case must meet; empty: all
  std::string program_version = {};               // for the register
  std::string update = {};                        // a copy of the workbook that tells what was issued; empty: none
  bool in_place = false;  // the workbook itself is that copy, and a dated backup is kept beside it
  [[nodiscard]] bool updates() const { return in_place || !update.empty(); }
};

// The formats a letter is written in.
[[nodiscard]] std::vector<document::DocumentFormat> formats_of(const GenerateOptions& options,
                                                               const Workplace& workplace, int letter);

// Nothing is written before the whole workbook has been read once and every template compiled. Then each case's groups
// of letters are worked out and written, many at once, and told to `take` in the order of the workbook.
//
// Every letter is entered into the register (commands.md, "Files"), which this run has to itself; a batch is one
// commit.
[[nodiscard]] RunOutcome generate(const GenerateOptions& options, Files& files, const LetterTaker& take);

}  // namespace caseletters::merge
