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
#include "merge/issued.h"
#include "register/history.h"
#include "register/register_file.h"

namespace caseletters::merge {

// Letters that are staged and wait to be put in their places together; indices into RowResult::letters.
struct StagedGroup {
  std::vector<std::size_t> letters;
  std::vector<std::pair<Batch::Staged, std::string>> files;
  std::vector<history::RegisterFile::Intention> entries;  // one a letter, for the register
};

// What one row became: the outcomes of its letters, in order.
struct RowResult {
  int row = 0;            // of the cases sheet, 0-based
  std::string next_step;  // where it is asked for
  std::vector<LetterOutcome> letters;
  std::vector<StagedGroup> groups;
  std::vector<history::RegisterFile::Intention> withdrawals;
  Diagnostics run_level;  // of a row for which no letter was asked
  bool output_failed = false;
};

// Works on many rows at once: every call of `work` is on its own. What it is given outlives it; `batch` is null for a
// dry run. Once `stop` is set (the disk is full), what is left counts as failed.
class RowWorker {
 public:
  struct Tools {
    const Workplace& workplace;
    const sheets::CaseLayout& layout;
    const GenerateOptions& options;
    const std::vector<int>& letters;  // named on the command line; empty: the row's own
    const DueRun* due;                // where what is due is to be written; else null
    const DueRun* steps;              // where the next step is to be told; else null
    const history::History& history;
    const history::Ledger* ledger;               // null: there is no register
    const history::RegisterFile* register_file;  // null: nothing is entered
    Files& files;
    Batch* batch;
    const std::atomic<bool>& stop;
  };
  explicit RowWorker(const Tools& tools)
      : workplace_(tools.workplace),
        layout_(tools.layout),
        options_(tools.options),
        letters_(tools.letters),
        due_(tools.due),
        steps_(tools.steps),
        history_(tools.history),
        register_(tools.register_file),
        files_(tools.files),
        batch_(tools.batch),
        stop_(tools.stop),
        issued_(tools.workplace, tools.files, tools.options.places.cases, tools.options.out, tools.options.date,
                tools.ledger) {}

  [[nodiscard]] RowResult work(sheets::CaseRow row) const;

 private:
  [[nodiscard]] LetterOutcome outcome_of(const CaseDesk& desk, int letter) const;
  // The group's letters written, refused or found there. `row` is as it was read: what is written anew is worked out as
  // the case stood before.
  [[nodiscard]] std::vector<Issued> issued_of(const CaseDesk& desk, const Group& group) const;
  void write_group(const CaseDesk& desk, Group group, const sheets::CaseRow& row, RowResult& result) const;
  [[nodiscard]] std::vector<LetterOutcome> work_out(const CaseDesk& desk, const Group& group,
                                                    const std::vector<Issued>& issued,
                                                    std::vector<Draft>& drafts) const;
  void note_withdrawals(const CaseDesk& desk, RowResult& result) const;
  void refuse_group(const CaseDesk& desk, std::vector<LetterOutcome>& outcomes) const;
  // The deadline that this letter sets, not one that it recalls.
  [[nodiscard]] std::optional<Date> deadline_of(const Draft& draft) const;
  // What comes next once these letters have gone out; `row` has its history recalled.
  [[nodiscard]] std::string step_after(sheets::CaseRow row, const std::vector<LetterOutcome>& letters) const;
  // The letters due today, of those named on the command line; the desk dates them.
  [[nodiscard]] std::vector<int> due_of(CaseDesk& desk) const;
  void stage(const std::vector<Issued>& issued, std::vector<Draft>& drafts, std::vector<LetterOutcome>& outcomes,
             RowResult& result) const;
  [[nodiscard]] std::vector<std::string> free_names(const std::string& name,
                                                    const std::vector<document::DocumentFormat>& formats,
                                                    const Issued& issued) const;

  const Workplace& workplace_;
  const sheets::CaseLayout& layout_;
  const GenerateOptions& options_;
  const std::vector<int>& letters_;
  const DueRun* due_;
  const DueRun* steps_;
  const history::History& history_;
  const history::RegisterFile* register_;
  Files& files_;
  Batch* batch_;
  const std::atomic<bool>& stop_;
  IssuedLetters issued_;
};

}  // namespace caseletters::merge
