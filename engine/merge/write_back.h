// A copy of the workbook that tells, in the row of each case, what was issued.
//
// Each letter is a line of its cell, in the same order in every column; where one column has nothing to say of a letter
// that another names, its line is "-"; the next step stands beside the letter issued last. What a clerk has typed there
// is kept, and ours stands below it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "merge/generate.h"
#include "merge/issued_cells.h"

namespace caseletters::merge {

class WriteBack {
 public:
  // Both outlive it.
  WriteBack(const GenerateOptions& options, Files& files) : options_(options), files_(files) {}

  // What keeps the copy from being written, before anything is: nothing where it may be. Codes: usage (exit 2);
  // copy-exists, open-elsewhere (exit 4).
  [[nodiscard]] Diagnostics refusals(Exit& exit) const;

  // The workbook's bytes as they were read: nobody may change it before the copy is written.
  void remember(const std::string& bytes);
  // A letter of this row that is there, and what comes next in the case.
  void note(int row, const LetterOutcome& letter, const std::string& next_step);

  // Writes the copy, where any letter is there. Codes: changed-meanwhile, those of sheets/write_cells.h and
  // base/files.h; warnings: cell-kept,
  // outside-table.
  [[nodiscard]] Diagnostics write(const Workplace& workplace, const sheets::CaseLayout& layout,
                                  const sheets::Workbook& workbook, std::string& written) const;

 private:
  const GenerateOptions& options_;
  Files& files_;
  std::string sum_;  // SHA-256 of the workbook
  std::map<int, std::vector<IssuedLetter>> rows_;
  std::map<int, std::string> next_steps_;  // by row
};

}  // namespace caseletters::merge
