#include "merge/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "base/text.h"
#include "merge/case_letters.h"
#include "merge/file_names.h"
#include "register/workbook_history.h"

namespace caseletters::merge {
namespace {

constexpr std::size_t rows_in_hand =
    512;  // read before they are worked on: bounds memory, whatever the workbook's size

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

class Run {
 public:
  Run(const GenerateOptions& options, Files& files, const LetterTaker& take)
      : options_(options), files_(files), take_(take) {}

  RunOutcome go();

 private:
  bool open();
  bool read_once();
  bool compile_templates();
  bool prepare_output();
  void make_letters();
  void work(std::vector<sheets::CaseRow>& rows);
  void place(std::vector<RowResult>& results);
  RowResult work_row(sheets::CaseRow row, const std::string& case_name) const;
  void write_group(const CaseDesk& desk, const Group& group, const std::string& case_name, RowResult& result) const;
  LetterOutcome outcome_of(const CaseDesk& desk, int letter) const;
  bool wanted(const sheets::CaseRow& row) const { return cases_.empty() || cases_.count(fold_name(row.id)) != 0; }
  [[nodiscard]] std::vector<int> asked_of(const sheets::CaseRow& row) const {
    return letters_.empty() ? row.letters : letters_;
  }
  bool stop(Diagnostics problems, Exit exit) {
    append(outcome_.diagnostics, std::move(problems));
    outcome_.exit = exit;
    return false;
  }

  const GenerateOptions& options_;
  Files& files_;
  const LetterTaker& take_;
  RunOutcome outcome_;
  std::unique_ptr<Workplace> workplace_;
  std::unique_ptr<sheets::Workbook> workbook_;
  sheets::CaseLayout layout_;
  std::optional<NamePattern> pattern_;
  std::unique_ptr<FolderLock> lock_;
  std::unique_ptr<Batch> batch_;
  std::vector<int> letters_;      // named on the command line
  std::set<std::string> cases_;   // folded
  std::set<int> letters_in_use_;  // asked for anywhere in the workbook, with what may come with them
  int asked_in_all_ = 0;
  CaseNames case_names_;
  std::atomic<bool> failed_{false};
};

bool Run::open() {
  auto bytes = files_.read(options_.places.cases);
  Diagnostics problems;
  if (!bytes) problems.push_back(bytes.error());
  auto workplace = Workplace::open(files_, options_.places);
  if (!workplace) append(problems, workplace.error());
  if (bytes) {
    auto workbook = sheets::open_workbook(std::move(*bytes), options_.places.cases);
    if (workbook) {
      workbook_ = std::move(*workbook);
      append(outcome_.diagnostics, workbook_->warnings());
    } else {
      problems.push_back(workbook.error());
    }
  }
  if (!problems.empty()) return stop(std::move(problems), Exit::unusable_input);
  workplace_ = std::move(*workplace);
  append(outcome_.diagnostics, workplace_->policy().warnings);
  const auto& vocabulary = workplace_->policy().rules.vocabulary;
  for (const auto& id : options_.letters) {
    const auto letter = vocabulary.letter(id);
    if (!letter) {
      std::vector<std::string> ids;
      for (const auto& declared : vocabulary.letters()) ids.push_back(declared.id);
      const std::string near = nearest(id, ids);
      problems.push_back(error("unknown-letter",
                               fmt::format("policy {} has no letter '{}'", workplace_->policy().id, id),
                               near.empty() ? fmt::format("Its letters: {}.", fmt::join(ids, ", "))
                                            : fmt::format("Did you mean {}?", near)));
    } else if (std::find(letters_.begin(), letters_.end(), *letter) == letters_.end()) {
      letters_.push_back(*letter);
    }
  }
  if (!problems.empty()) return stop(std::move(problems), Exit::usage);
  for (const auto& id : options_.cases) cases_.insert(fold_name(id));
  auto pattern = NamePattern::parse(workplace_->schools().name_pattern, workplace_->schools().file);
  if (!pattern) return stop({pattern.error()}, Exit::unusable_input);
  pattern_ = std::move(*pattern);
  return true;
}

// A damaged end of the file must be found before the first letter is written.
bool Run::read_once() {
  std::set<std::string> not_found = cases_;
  auto layout =
      sheets::read_cases(*workbook_, workplace_->policy().rules.vocabulary, options_.sheet, [&](sheets::CaseRow&& row) {
        if (!wanted(row)) return true;
        not_found.erase(fold_name(row.id));
        const auto asked = asked_of(row);
        asked_in_all_ += static_cast<int>(asked.size());
        letters_in_use_.insert(asked.begin(), asked.end());
        return true;
      });
  if (!layout) return stop(layout.error(), Exit::unusable_input);
  layout_ = std::move(*layout);
  append(outcome_.diagnostics, layout_.warnings);
  for (const auto& id : options_.cases) {
    if (not_found.count(fold_name(id)) == 0) continue;
    Diagnostic problem = error("unknown-case", fmt::format("no row has the case ID '{}'", id),
                               "Check the ID as it stands in the workbook.");
    problem.file = options_.places.cases;
    outcome_.diagnostics.push_back(std::move(problem));
    outcome_.exit = Exit::refused;
  }
  return true;
}

bool Run::compile_templates() {
  Diagnostics problems;
  std::vector<int> open(letters_in_use_.begin(), letters_in_use_.end());
  for (std::size_t at = 0; at < open.size(); ++at) {
    for (const auto& companion : workplace_->policy().letters[static_cast<std::size_t>(open[at])].companions) {
      if (letters_in_use_.insert(companion.letter).second) open.push_back(companion.letter);
    }
  }
  for (const int letter : open) {
    // The schools differ only in their crest; the others are compiled when a row first needs them.
    auto program = workplace_->program(letter, 0);
    if (program) {
      append(outcome_.diagnostics, (*program)->warnings());
    } else {
      append(problems, program.error());
    }
  }
  return problems.empty() || stop(std::move(problems), Exit::unusable_input);
}

bool Run::prepare_output() {
  if (options_.dry_run) return true;
  if (auto made = files_.make_folder(options_.out); !made) return stop({made.error()}, Exit::output_failed);
  auto lock = files_.lock_folder(options_.out);
  if (!lock) return stop({lock.error()}, Exit::output_failed);
  lock_ = std::move(*lock);
  auto batch = files_.start_batch(options_.out);
  if (!batch) return stop({batch.error()}, Exit::output_failed);
  batch_ = std::move(*batch);
  return true;
}

LetterOutcome Run::outcome_of(const CaseDesk& desk, int letter) const {
  LetterOutcome outcome;
  outcome.case_id = desk.id();
  if (letter >= 0) outcome.letter = workplace_->policy().letters[static_cast<std::size_t>(letter)].id;
  return outcome;
}

// Nothing of the group is there: all its letters failed.
void fail_group(std::vector<LetterOutcome>& outcomes, const Diagnostic& reason) {
  for (auto& outcome : outcomes) {
    if (outcome.status == Status::existing) continue;
    outcome.status = Status::failed;
    outcome.files.clear();
    outcome.diagnostics.push_back(reason);
  }
}

void Run::write_group(const CaseDesk& desk, const Group& group, const std::string& case_name, RowResult& result) const {
  const auto& policy = workplace_->policy();
  std::vector<LetterOutcome> outcomes;
  std::vector<Draft> drafts;
  bool refused = has_errors(group.problems);
  const std::string school = workplace_->schools().schools[static_cast<std::size_t>(desk.school())].id;

  for (const int letter : group.letters) {
    LetterOutcome outcome = outcome_of(desk, letter);
    const auto& declared = policy.letters[static_cast<std::size_t>(letter)];
    const NamePattern::Fields fields{case_name, school, declared.id, desk.letter_date_iso()};
    const auto copy = options_.overwrite ? std::nullopt
                                         : pattern_->find_copy(files_, options_.out, fields, "docx", !declared.repeats);
    Draft draft;
    draft.letter = letter;
    if (copy) {
      outcome.status = Status::existing;
      outcome.files.push_back(*copy);
    } else {
      draft = desk.draft(letter, group);
      outcome.files.push_back(pattern_->name(fields) + ".docx");
      outcome.choices = draft.choices;
      outcome.dates = draft.dates;
      outcome.diagnostics = draft.diagnostics;
      refused = refused || draft.refused();
    }
    drafts.push_back(std::move(draft));
    outcomes.push_back(std::move(outcome));
  }
  append(outcomes.front().diagnostics, group.problems);

  if (refused) {
    std::vector<std::string> at_fault;
    for (const auto& outcome : outcomes) {
      if (has_errors(outcome.diagnostics)) at_fault.push_back(outcome.letter);
    }
    for (auto& outcome : outcomes) {
      if (outcome.status == Status::existing) continue;
      outcome.files.clear();
      if (has_errors(outcome.diagnostics)) {
        const bool alone = at_fault.size() == 1 || outcomes.size() == 1;
        if (alone || &outcome != &outcomes.front()) continue;
      }
      std::vector<std::string> others;
      for (const auto& id : at_fault) {
        if (id != outcome.letter) others.push_back(id);
      }
      if (others.empty()) continue;
      Diagnostic problem =
          error("companion-refused",
                fmt::format("{} goes out together with {}, which is refused", outcome.letter, join_words(others)),
                fmt::format("Mend what is said of {}; the letters are then written together.", join_words(others)));
      problem.file = options_.places.cases;
      problem.letter = outcome.letter;
      outcome.diagnostics.push_back(std::move(problem));
    }
  } else if (!options_.dry_run) {
    StagedGroup staged;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      if (outcomes[i].status == Status::existing) continue;
      auto place = batch_->stage(drafts[i].bytes);
      if (!place) {
        fail_group(outcomes, place.error());
        result.output_failed = true;
        staged.files.clear();
        break;
      }
      staged.letters.push_back(result.letters.size() + i);
      staged.files.emplace_back(*place, join_path(options_.out, outcomes[i].files.front()));
    }
    if (!staged.files.empty()) result.groups.push_back(std::move(staged));
  }
  for (auto& outcome : outcomes) {
    if (outcome.status == Status::refused && !refused) outcome.status = Status::written;
    result.letters.push_back(std::move(outcome));
  }
}

RowResult Run::work_row(sheets::CaseRow row, const std::string& case_name) const {
  RowResult result;
  const auto asked = asked_of(row);
  if (!letters_.empty()) {
    // The Letter column does not matter where the letters are named on the command line.
    row.problems.erase(std::remove_if(row.problems.begin(), row.problems.end(),
                                      [](const Diagnostic& problem) { return problem.code == "unknown-letter"; }),
                       row.problems.end());
  }
  const history::WorkbookHistory history{workplace_->policy().rules.vocabulary};
  Diagnostics recalled = history.recall(row.id, row.record);
  CaseDesk desk{*workplace_, layout_, options_.places.cases, std::move(row), options_.date};
  desk.add_problems(std::move(recalled));
  if (has_errors(desk.problems())) {
    const bool letter_unknown = std::any_of(desk.problems().begin(), desk.problems().end(),
                                            [](const Diagnostic& problem) { return problem.code == "unknown-letter"; });
    for (const int letter : asked) {
      LetterOutcome outcome = outcome_of(desk, letter);
      outcome.diagnostics = desk.problems();
      for (auto& problem : outcome.diagnostics) problem.letter = outcome.letter;
      result.letters.push_back(std::move(outcome));
    }
    if (asked.empty() && letter_unknown) {
      LetterOutcome outcome = outcome_of(desk, -1);
      outcome.diagnostics = desk.problems();
      result.letters.push_back(std::move(outcome));
    }
    if (asked.empty() && !letter_unknown) {
      result.run_level = desk.problems();
      for (auto& problem : result.run_level) problem.severity = Severity::warning;
    }
    return result;
  }
  if (asked.empty()) return result;
  for (const auto& group : desk.groups(asked)) {
    if (failed_.load()) {
      for (const int letter : group.letters) {
        LetterOutcome outcome = outcome_of(desk, letter);
        outcome.status = Status::failed;
        result.letters.push_back(std::move(outcome));
      }
      continue;
    }
    write_group(desk, group, case_name, result);
  }
  // What a clerk should know of the row goes with its first letter.
  if (!result.letters.empty()) {
    Diagnostics warnings = desk.problems();
    append(warnings, std::move(result.letters.front().diagnostics));
    result.letters.front().diagnostics = std::move(warnings);
  }
  return result;
}

// One flush for all that is staged, then each group into its places: after a crash only whole letters are there.
void Run::place(std::vector<RowResult>& results) {
  if (!batch_) return;
  Result<void> placed = batch_->flush();
  for (auto& result : results) {
    for (const auto& group : result.groups) {
      if (placed) placed = batch_->place(group.files);
      if (placed) continue;
      failed_.store(true);
      for (const std::size_t letter : group.letters) {
        result.letters[letter].status = Status::failed;
        result.letters[letter].files.clear();
        result.letters[letter].diagnostics.push_back(placed.error());
      }
    }
  }
}

void Run::work(std::vector<sheets::CaseRow>& rows) {
  std::vector<RowResult> results(rows.size());
  std::vector<std::string> names(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) names[i] = case_names_.name_for(rows[i].id);
  std::atomic<std::size_t> next{0};
  const auto worker = [&] {
    for (std::size_t i = next.fetch_add(1); i < rows.size(); i = next.fetch_add(1)) {
      results[i] = work_row(std::move(rows[i]), names[i]);
      if (results[i].output_failed) failed_.store(true);
    }
  };
  const auto helpers = std::min<std::size_t>(static_cast<std::size_t>(std::max(1, options_.jobs)), rows.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < helpers; ++i) threads.emplace_back(worker);
  worker();
  for (auto& thread : threads) thread.join();
  place(results);

  for (const auto& result : results) {
    append(outcome_.diagnostics, result.run_level);
    for (const auto& letter : result.letters) {
      switch (letter.status) {
        case Status::written:
          ++outcome_.totals.written;
          break;
        case Status::refused:
          ++outcome_.totals.refused;
          break;
        case Status::existing:
          ++outcome_.totals.existing;
          break;
        case Status::failed:
          ++outcome_.totals.failed;
          break;
      }
      take_(letter);
    }
  }
  rows.clear();
}

void Run::make_letters() {
  std::vector<sheets::CaseRow> rows;
  auto layout =
      sheets::read_cases(*workbook_, workplace_->policy().rules.vocabulary, options_.sheet, [&](sheets::CaseRow&& row) {
        if (wanted(row)) rows.push_back(std::move(row));
        if (rows.size() >= rows_in_hand) work(rows);
        return !failed_.load();
      });
  if (!layout) {
    // It was whole a moment ago: somebody changed it under us.
    stop(layout.error(), Exit::unusable_input);
    return;
  }
  work(rows);
  // The new names are to outlive a power cut too.
  if (batch_ && !failed_.load() && !batch_->flush()) failed_.store(true);
  if (failed_.load()) {
    outcome_.exit = Exit::output_failed;
    outcome_.diagnostics.push_back(error(
        "output-failed",
        fmt::format("{} of {} letters are written; the rest could not be", outcome_.totals.written, asked_in_all_),
        "Mend what the first failed letter says and run the same command again: what is there is kept."));
  } else if (outcome_.totals.refused > 0) {
    outcome_.exit = Exit::refused;
  }
  if (outcome_.totals.all() == 0 && outcome_.exit == Exit::done) {
    outcome_.diagnostics.push_back(
        warning("nothing-asked", "no letter was asked for, so none was written",
                "Fill in the 'Letter' column of the workbook, or name letters with --letter."));
  }
}

RunOutcome Run::go() {
  if (open() && read_once() && compile_templates() && prepare_output()) make_letters();
  return std::move(outcome_);
}

}  // namespace

RunOutcome generate(const GenerateOptions& options, Files& files, const LetterTaker& take) {
  return Run{options, files, take}.go();
}

}  // namespace caseletters::merge
