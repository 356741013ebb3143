#include "merge/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <set>

#include "base/text.h"
#include "base/threads.h"
#include "merge/case_history.h"
#include "merge/case_letters.h"
#include "merge/case_selection.h"
#include "merge/file_names.h"
#include "merge/letter_places.h"
#include "merge/open_cases.h"
#include "merge/pdf_stage.h"
#include "merge/row_worker.h"
#include "merge/write_back.h"

namespace caseletters::merge {
namespace {

constexpr int register_wait = 30;  // seconds for another run to finish
constexpr std::size_t rows_in_hand =
    256;  // read, worked on or put in place at once: bounds memory, whatever the workbook's size

class Run {
 public:
  Run(const GenerateOptions& options, Files& files, const LetterTaker& take)
      : options_(options), files_(files), take_(take), write_back_(options, files) {}

  RunOutcome go();

 private:
  bool open();
  bool read_once();
  bool compile_templates();
  bool prepare_output();
  void make_letters();
  // The rows read so far are worked on while the next are read, and their letters put in place while those after them
  // are worked on.
  void hand_on(std::vector<sheets::CaseRow>& rows);
  [[nodiscard]] std::vector<RowResult> work(std::vector<sheets::CaseRow>& rows);
  void settle(std::vector<RowResult>& results);
  bool open_register();
  void finish_register();
  void make_pdfs(std::vector<RowResult>& results);
  bool wanted(const sheets::CaseRow& row) const {
    return selection_.wants(row, *workplace_, layout_, options_.places.cases);
  }
  [[nodiscard]] std::vector<int> asked_of(const sheets::CaseRow& row) const {
    if (options_.due) return {};
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
  WriteBack write_back_;
  RunOutcome outcome_;
  std::unique_ptr<Workplace> workplace_;
  std::unique_ptr<history::History> history_;
  std::unique_ptr<sheets::Workbook> workbook_;
  sheets::CaseLayout layout_;
  std::unique_ptr<DueRun> due_;
  std::unique_ptr<DueRun> steps_;  // where a copy of the workbook tells what comes next
  std::unique_ptr<FolderLock> lock_;
  std::unique_ptr<history::RegisterFile> register_;  // only where something is written
  std::shared_ptr<const history::Ledger> ledger_;    // null where there is no register
  std::unique_ptr<Batch> batch_;
  std::unique_ptr<LetterPlaces> places_;
  std::unique_ptr<PdfStage> pdf_stage_;
  bool pdf_failed_ = false;
  std::vector<PdfStage::Task> to_print_;  // in the order of the workbook
  std::vector<int> letters_;              // named on the command line
  CaseSelection selection_;
  std::set<int> letters_in_use_;  // asked for anywhere in the workbook, with what may come with them
  int asked_in_all_ = 0;
  int rows_without_letter_ = 0;
  std::atomic<bool> failed_{false};
  // Last, since what is in hand uses all the others; the first hands its results on to the second.
  Beside settling_{options_.jobs > 1};
  Beside working_{options_.jobs > 1};
};

bool Run::open() {
  Exit refused_copy = Exit::done;
  if (auto refusals = write_back_.refusals(refused_copy); !refusals.empty())
    return stop(std::move(refusals), refused_copy);
  auto opened = open_cases(files_, options_.places, [this](const std::string& bytes) { write_back_.remember(bytes); });
  if (!opened) return stop(opened.error(), Exit::unusable_input);
  workbook_ = std::move(opened->workbook);
  workplace_ = std::move(opened->workplace);
  append(outcome_.diagnostics, std::move(opened->warnings));
  Diagnostics problems;
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
  auto selection = CaseSelection::parse(
      {options_.cases, options_.first_row, options_.last_row, options_.where, options_.date}, *workplace_);
  if (selection) {
    selection_ = std::move(*selection);
  } else {
    problems.push_back(selection.error());
  }
  if (!problems.empty()) return stop(std::move(problems), Exit::usage);
  if (selection_.asks_history()) {
    auto history = open_history(files_, *workplace_, options_.places);
    if (!history) return stop(history.error(), exit_for_register(history.error()));
    selection_.set_history(std::move(*history));
  }
  return true;
}

// A damaged end of the file must be found before the first letter is written.
bool Run::read_once() {
  auto layout = sheets::read_cases(*workbook_, workplace_->policy().rules.vocabulary,
                                   workplace_->case_options(options_.sheet), [&](sheets::CaseRow&& row) {
                                     selection_.saw(row);
                                     if (!wanted(row)) return true;
                                     const auto asked = asked_of(row);
                                     asked_in_all_ += static_cast<int>(asked.size());
                                     letters_in_use_.insert(asked.begin(), asked.end());
                                     const bool broken = std::any_of(
                                         row.problems.begin(), row.problems.end(), [](const Diagnostic& problem) {
                                           return problem.fact == "Letter" && problem.severity == Severity::error;
                                         });
                                     if (asked.empty() && !broken) ++rows_without_letter_;
                                     return true;
                                   });
  if (!layout) return stop(layout.error(), Exit::unusable_input);
  layout_ = std::move(*layout);
  append(outcome_.diagnostics, layout_.warnings);
  Diagnostics not_found = selection_.not_found(options_.places.cases);
  if (!not_found.empty()) outcome_.exit = Exit::refused;
  append(outcome_.diagnostics, std::move(not_found));
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
    for (const auto format : formats_of(options_, *workplace_, letter)) {
      auto program = workplace_->program(letter, 0, format);
      if (program) {
        append(outcome_.diagnostics, (*program)->warnings());
      } else {
        append(problems, program.error());
      }
    }
  }
  return problems.empty() || stop(std::move(problems), Exit::unusable_input);
}

// One run at a time has the register: what is there already must not change while this one decides.
bool Run::open_register() {
  const std::string path = register_path(*workplace_, options_.places);
  if (options_.dry_run || (asked_in_all_ == 0 && !options_.due)) {
    auto ledger = read_register(files_, path);
    if (!ledger) return stop(ledger.error(), exit_for_register(ledger.error()));
    ledger_ = std::move(*ledger);
    if (ledger_ != nullptr && !ledger_->pending().empty()) {
      outcome_.diagnostics.push_back(warning(
          "unfinished-run", "an earlier run was interrupted; letters that it had in hand are not looked at here",
          "Run generate without --dry-run: it finishes what was begun."));
    }
  } else {
    auto opened = history::RegisterFile::open(files_, path, register_wait);
    if (!opened) return stop(opened.error(), exit_for_register(opened.error()));
    register_ = std::move(*opened);
    ledger_ = register_->ledger();
    append(outcome_.diagnostics, register_->notes());
  }
  history_ = history_over(*workplace_, ledger_);
  return true;
}

bool Run::prepare_output() {
  if (options_.dry_run || (asked_in_all_ == 0 && !options_.due)) return open_register();
  if (auto made = files_.make_folder(options_.out); !made) return stop({made.error()}, Exit::output_failed);
  auto lock = files_.lock_folder(options_.out);
  if (!lock) return stop({lock.error()}, Exit::output_failed);
  lock_ = std::move(*lock);
  // First the register, which may have letters of an interrupted run to take from where this run will clear away.
  if (!open_register()) return false;
  auto batch = files_.start_batch(options_.out);
  if (!batch) return stop({batch.error()}, Exit::output_failed);
  batch_ = std::move(*batch);
  places_ = std::make_unique<LetterPlaces>(*batch_, *register_);
  if (options_.pdf) {
    pdf_stage_ = std::make_unique<PdfStage>(*options_.pdf, files_);
    if (auto missing = pdf_stage_->missing(); !missing.empty()) {
      append(outcome_.diagnostics, std::move(missing));
      pdf_stage_.reset();
      pdf_failed_ = true;
    }
  }
  return true;
}

void Run::finish_register() {
  if (!places_) return;
  if (auto finished = places_->finish(); !finished) {
    failed_.store(true);
    outcome_.diagnostics.push_back(finished.error());
  }
  if (register_->changed()) {
    outcome_.register_head = register_->head();
    outcome_.register_entries = register_->last_number();
  }
}

// The letters are there already: whatever goes wrong from here on costs only PDFs. A letter that was there before gets
// the PDF that it lacks.
void Run::make_pdfs(std::vector<RowResult>& results) {
  if (!pdf_stage_ || !batch_) return;
  std::vector<PdfStage::Task> tasks;
  for (auto& result : results) {
    for (auto& letter : result.letters) {
      const bool there = letter.status == Status::written || letter.status == Status::existing;
      if (!there || letter.files.empty()) continue;
      const auto word = std::find_if(letter.files.begin(), letter.files.end(),
                                     [](const std::string& one) { return file_ending(one) == "docx"; });
      const std::string file = word == letter.files.end() ? letter.files.front() : *word;
      const std::string told = file.substr(0, file.rfind('.')) + ".pdf";
      PdfStage::Task task{join_path(options_.out, file), join_path(options_.out, told), told, &letter};
      if (options_.pdf_each && letter.status == Status::existing && files_.exists(task.pdf)) {
        letter.files.push_back(told);
      } else if (options_.pdf_each) {
        tasks.push_back(task);
      }
      task.outcome = nullptr;
      task.entry = {letter.case_id, letter.letter};
      if (!options_.print.empty()) to_print_.push_back(std::move(task));
    }
  }
  if (!pdf_stage_->make(tasks, options_.pdf_progress)) pdf_failed_ = true;
}

void Run::hand_on(std::vector<sheets::CaseRow>& rows) {
  const auto in_hand = std::make_shared<std::vector<sheets::CaseRow>>(std::move(rows));
  rows.clear();
  working_.start([this, in_hand] {
    const auto results = std::make_shared<std::vector<RowResult>>(work(*in_hand));
    settling_.start([this, results] { settle(*results); });
  });
}

std::vector<RowResult> Run::work(std::vector<sheets::CaseRow>& rows) {
  std::vector<RowResult> results(rows.size());
  const RowWorker worker_of_rows{{*workplace_, layout_, options_, letters_, due_.get(), steps_.get(), *history_,
                                  ledger_.get(), register_.get(), files_, batch_.get(), failed_}};
  std::atomic<std::size_t> next{0};
  const auto worker = [&](std::size_t) {
    for (std::size_t i = next.fetch_add(1); i < rows.size(); i = next.fetch_add(1)) {
      results[i] = worker_of_rows.work(std::move(rows[i]));
      if (results[i].output_failed) failed_.store(true);
    }
  };
  const auto helpers = std::min<std::size_t>(static_cast<std::size_t>(std::max(1, options_.jobs)), rows.size());
  run_on_threads(helpers, worker);
  return results;
}

void Run::settle(std::vector<RowResult>& results) {
  if (places_ && !places_->place(results)) failed_.store(true);
  make_pdfs(results);

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
      write_back_.note(result.row, letter, result.next_step);
      take_(letter);
    }
  }
}

void Run::make_letters() {
  if (options_.updates() && !options_.dry_run) steps_ = std::make_unique<DueRun>(*workplace_, layout_, options_.date);
  if (options_.due) due_ = std::make_unique<DueRun>(*workplace_, layout_, options_.date);
  std::vector<sheets::CaseRow> rows;
  auto layout = sheets::read_cases(*workbook_, workplace_->policy().rules.vocabulary,
                                   workplace_->case_options(options_.sheet), [&](sheets::CaseRow&& row) {
                                     if (wanted(row)) {
                                       selection_.refuse_repeated(row);
                                       rows.push_back(std::move(row));
                                     }
                                     if (rows.size() >= rows_in_hand) hand_on(rows);
                                     return !failed_.load();
                                   });
  if (layout) hand_on(rows);
  working_.wait();
  settling_.wait();
  if (!layout) {
    // The same bytes were read to their end before the first letter. What is in its place by now is entered.
    finish_register();
    stop(layout.error(), Exit::unusable_input);
    return;
  }
  finish_register();
  if (pdf_stage_ && !to_print_.empty() &&
      !pdf_stage_->print(to_print_, options_.print, options_.duplex, outcome_.diagnostics))
    pdf_failed_ = true;
  if (failed_.load() || outcome_.totals.failed > 0) {
    outcome_.exit = Exit::output_failed;
    outcome_.diagnostics.push_back(error(
        "output-failed",
        fmt::format("{} of {} letters are there; the rest could not be written",
                    outcome_.totals.written + outcome_.totals.existing, std::max(asked_in_all_, outcome_.totals.all())),
        "Mend what is said of the first letter that failed and run the same command again: what is there is kept."));
  } else if (pdf_failed_) {
    outcome_.exit = Exit::pdf_failed;
  } else if (outcome_.totals.refused > 0) {
    outcome_.exit = Exit::refused;
  }
  Diagnostics told = write_back_.write(*workplace_, layout_, *workbook_, outcome_.updated);
  if (has_errors(told)) outcome_.exit = Exit::output_failed;
  append(outcome_.diagnostics, std::move(told));
  if (rows_without_letter_ > 0 && letters_.empty() && !options_.due) {
    const bool none = asked_in_all_ == 0;
    outcome_.diagnostics.push_back(
        warning("nothing-asked",
                none ? std::string{"no letter was asked for, so none was written"}
                     : fmt::format("{} {} for no letter, so none was written for {}", rows_without_letter_,
                                   rows_without_letter_ == 1 ? "case asks" : "cases ask",
                                   rows_without_letter_ == 1 ? "it" : "them"),
                none ? "Fill in the 'Letter' column of the workbook, or name letters with --letter." : ""));
  }
}

RunOutcome Run::go() {
  if (open() && read_once() && compile_templates() && prepare_output()) make_letters();
  return std::move(outcome_);
}

}  // namespace

std::vector<document::DocumentFormat> formats_of(const GenerateOptions& options, const Workplace& workplace,
                                                 int letter) {
  if (!options.formats.empty()) return options.formats;
  return {workplace.own_format(letter)};
}

RunOutcome generate(const GenerateOptions& options, Files& files, const LetterTaker& take) {
  return Run{options, files, take}.go();
}

}  // namespace caseletters::merge
