#include "merge/due.h"

#include <algorithm>

#include "merge/case_history.h"
#include "merge/case_letters.h"
#include "merge/case_selection.h"
#include "merge/due_case.h"
#include "merge/open_cases.h"

namespace caseletters::merge {
namespace {

class Run {
 public:
  Run(const DueOptions& options, Files& files, const DueTaker& take) : options_(options), files_(files), take_(take) {}

  DueOutcome go() {
    if (open() && read_once()) judge();
    return std::move(outcome_);
  }

 private:
  bool stop(Diagnostics problems, Exit exit) {
    append(outcome_.diagnostics, std::move(problems));
    outcome_.exit = exit;
    return false;
  }

  bool open() {
    auto opened = open_cases(files_, options_.places);
    if (!opened) return stop(opened.error(), Exit::unusable_input);
    workbook_ = std::move(opened->workbook);
    workplace_ = std::move(opened->workplace);
    append(outcome_.diagnostics, std::move(opened->warnings));
    auto selection = CaseSelection::parse(
        {options_.cases, options_.first_row, options_.last_row, options_.where, options_.date}, *workplace_);
    if (!selection) return stop({selection.error()}, Exit::usage);
    selection_ = std::move(*selection);
    if (selection_.asks_history()) {
      auto history = open_history(files_, *workplace_, options_.places);
      if (!history) return stop(history.error(), exit_for_register(history.error()));
      selection_.set_history(std::move(*history));
    }
    return true;
  }

  template <class Take>
  bool read(const Take& take) {
    auto layout = sheets::read_cases(*workbook_, workplace_->policy().rules.vocabulary,
                                     workplace_->case_options(options_.sheet), [&](sheets::CaseRow&& row) {
                                       if (selection_.wants(row, *workplace_, layout_, options_.places.cases))
                                         take(std::move(row));
                                       return true;
                                     });
    if (!layout) return stop(layout.error(), Exit::unusable_input);
    layout_ = std::move(*layout);
    return true;
  }

  // The headings are known only at the end, and a row's case ID may come again.
  bool read_once() {
    if (!read([&](sheets::CaseRow&& row) { selection_.saw(row); })) return false;
    append(outcome_.diagnostics, layout_.warnings);
    Diagnostics not_found = selection_.not_found(options_.places.cases);
    if (!not_found.empty()) outcome_.exit = Exit::refused;
    append(outcome_.diagnostics, std::move(not_found));
    return true;
  }

  void judge() {
    const auto ledger = read_register(files_, register_path(*workplace_, options_.places));
    if (!ledger) {
      stop(ledger.error(), exit_for_register(ledger.error()));
      return;
    }
    const auto history = history_over(*workplace_, *ledger);
    const sheets::CaseLayout layout = layout_;
    const IssuedLetters issued{*workplace_, files_, options_.places.cases, options_.out, options_.date, ledger->get()};
    const DueRun run{*workplace_, layout, options_.date, &issued};
    const bool whole = read([&](sheets::CaseRow&& row) {
      selection_.refuse_repeated(row);
      forget_letters_asked(row);
      Diagnostics recalled = history->recall(row.id, row.record);
      CaseDesk desk{*workplace_, layout, options_.places.cases, std::move(row), options_.date};
      desk.add_problems(std::move(recalled));
      count(judge_case(run, desk));
    });
    if (whole && outcome_.totals.unjudged > 0) outcome_.exit = Exit::refused;
  }

  void count(const CaseDue& due) {
    auto& totals = outcome_.totals;
    ++totals.cases;
    if (!due.judged) ++totals.unjudged;
    totals.due += static_cast<int>(due.letters.size());
    for (const auto& letter : due.letters) totals.late += letter.late ? 1 : 0;
    for (const auto& matter : due.open) {
      bool said = false;
      for (const auto& letter : due.letters) said = said || (matter.late && is_ended_by(matter, letter.letter));
      if (!said) ++(matter.late ? totals.late : totals.waiting);
    }
    take_(due);
  }

  const DueOptions& options_;
  Files& files_;
  const DueTaker& take_;
  DueOutcome outcome_;
  std::unique_ptr<Workplace> workplace_;
  std::unique_ptr<sheets::Workbook> workbook_;
  sheets::CaseLayout layout_;
  CaseSelection selection_;
};

}  // namespace

DueOutcome due(const DueOptions& options, Files& files, const DueTaker& take) {
  return Run{options, files, take}.go();
}

}  // namespace caseletters::merge
