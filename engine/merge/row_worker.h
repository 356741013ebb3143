// One row of the workbook made into letters: worked out and staged, not yet in their places.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "merge/case_letters.h"
#include "merge/due_case.h"
#include "merge/file_names.h"
#include "merge/generate.h"

namespace caseletters::merge {

// Letters that are staged and wait to be put in their places together; indices into RowResult::letters.
struct StagedGroup {
  std::vector<std::size_t> letters;
  std::vector<std::pair<Batch::Staged, std::string>> files;
};

// What one row became: the outcomes of its letters, in order.
struct RowResult {
  std::vector<LetterOutcome> letters;
  std::vector<StagedGroup> groups;
  Diagnostics run_level;  // of a row for which no letter was asked
  bool output_failed = false;
};

// Works on many rows at once: every call of `work` is on its own. What it is given outlives it; `batch` is null for a
// dry run. Once `stop` is set (the disk is full), what is left counts as failed.
class RowWorker {
 public:
  RowWorker(const Workplace& workplace, const sheets::CaseLayout& layout, const GenerateOptions& options,
            const std::vector<int>& letters, const DueRun* due, Files& files, Batch* batch,
            const std::atomic<bool>& stop)
      : workplace_(workplace),
        layout_(layout),
        options_(options),
        letters_(letters),
        due_(due),
        files_(files),
        batch_(batch),
        stop_(stop) {}

  [[nodiscard]] RowResult work(sheets::CaseRow row) const;

 private:
  [[nodiscard]] LetterOutcome outcome_of(const CaseDesk& desk, int letter) const;
  // The copies that count as this letter issued already; see commands.md, "A letter already issued".
  [[nodiscard]] std::vector<NamePattern::Copy> copies_of(const CaseDesk& desk, int letter,
                                                         const NamePattern::Fields& fields) const;
  void note_other_date(LetterOutcome& outcome, const NamePattern::Copy& copy, const CaseDesk& desk, bool repeats) const;
  // All files of one letter; what went wrong, if anything.
  [[nodiscard]] std::optional<Diagnostic> stage(const Draft& draft, const LetterOutcome& outcome,
                                                StagedGroup& staged) const;
  // The letters due today, of those named on the command line; the desk dates them.
  [[nodiscard]] std::vector<int> due_of(CaseDesk& desk) const;
  void write_group(const CaseDesk& desk, Group group, RowResult& result) const;

  const Workplace& workplace_;
  const sheets::CaseLayout& layout_;
  const GenerateOptions& options_;
  const std::vector<int>& letters_;  // named on the command line; empty: the row's own
  const DueRun* due_;                // where what is due is to be written; else null
  Files& files_;
  Batch* batch_;
  const std::atomic<bool>& stop_;
};

}  // namespace caseletters::merge
