#include "merge/row_worker.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "register/workbook_history.h"

namespace caseletters::merge {
namespace {

// Nothing of the group is there: all its letters failed.
void fail_group(std::vector<LetterOutcome>& outcomes, const Diagnostic& reason) {
  for (auto& outcome : outcomes) {
    if (outcome.status == Status::existing) continue;
    outcome.status = Status::failed;
    outcome.files.clear();
    outcome.diagnostics.push_back(reason);
  }
}

}  // namespace

LetterOutcome RowWorker::outcome_of(const CaseDesk& desk, int letter) const {
  LetterOutcome outcome;
  outcome.case_id = desk.id();
  if (letter >= 0) outcome.letter = workplace_.policy().letters[static_cast<std::size_t>(letter)].id;
  return outcome;
}

// A letter that is written once counts whatever the date of its copy. One that is written at each review counts only by
// its own date; where the row tells none, a copy later than the last one the workbook knows of is the one that was
// asked for.
std::vector<NamePattern::Copy> RowWorker::copies_of(const CaseDesk& desk, int letter,
                                                    const NamePattern::Fields& fields) const {
  auto copies = workplace_.file_names().find_copies(files_, options_.out, fields);
  if (!workplace_.policy().letters[static_cast<std::size_t>(letter)].repeats) return copies;
  const facts::Value& last_told = desk.record().letters[static_cast<std::size_t>(letter)].date;
  copies.erase(std::remove_if(copies.begin(), copies.end(),
                              [&](const NamePattern::Copy& copy) {
                                if (desk.letter_date_told()) return to_iso(copy.date) != fields.letter_date;
                                return last_told.known() && copy.date <= last_told.as<Date>();
                              }),
               copies.end());
  return copies;
}

// Nothing is written where a copy is there; a clerk who meant another letter must not think it was.
void RowWorker::note_other_date(LetterOutcome& outcome, const NamePattern::Copy& copy, const CaseDesk& desk,
                                bool repeats) const {
  const bool other_day =
      desk.letter_date_told() ? to_iso(copy.date) != desk.letter_date_iso({}) : repeats && copy.date != options_.date;
  if (!other_day) return;
  Diagnostic note = warning(
      "other-date", fmt::format("a copy dated {} is there already, so no other is written", to_long(copy.date)),
      repeats ? fmt::format("If this is the next review, write {} under '{} date'.", to_long(copy.date), outcome.letter)
              : "If another letter is meant, move that copy out of the folder; to write it anew, use --overwrite.");
  note.file = options_.places.cases;
  note.letter = outcome.letter;
  outcome.diagnostics.push_back(std::move(note));
}

std::optional<Diagnostic> RowWorker::stage(const Draft& draft, const LetterOutcome& outcome,
                                           StagedGroup& staged) const {
  for (std::size_t i = 0; i < draft.packages.size(); ++i) {
    const std::string target = join_path(options_.out, outcome.files[i]);
    auto made = files_.make_folder(parent_path(target));
    auto place = made ? batch_->stage(draft.packages[i]) : Result<Batch::Staged>{fail(made.error())};
    if (!place) return place.error();
    staged.files.emplace_back(*place, target);
  }
  return std::nullopt;
}

void RowWorker::write_group(const CaseDesk& desk, Group group, RowResult& result) const {
  const auto& policy = workplace_.policy();
  std::vector<LetterOutcome> outcomes;
  std::vector<Draft> drafts;
  bool refused = has_errors(group.problems);
  const std::string school = workplace_.schools().schools[static_cast<std::size_t>(desk.school())].id;

  const std::string name = case_name(desk.id());
  std::vector<std::vector<NamePattern::Copy>> copies;
  for (const int letter : group.letters) {
    const auto& id = policy.letters[static_cast<std::size_t>(letter)].id;
    copies.push_back(copies_of(desk, letter, {name, school, id, desk.letter_date_iso(group)}));
    // The day of the run dates a letter only where no copy was issued: what is made again keeps its day, and companions
    // share theirs.
    if (!desk.letter_date_told() && !copies.back().empty() &&
        (!group.letter_date || copies.back().back().date > *group.letter_date)) {
      group.letter_date = copies.back().back().date;
    }
  }
  for (std::size_t at = 0; at < group.letters.size(); ++at) {
    const int letter = group.letters[at];
    LetterOutcome outcome = outcome_of(desk, letter);
    const auto& declared = policy.letters[static_cast<std::size_t>(letter)];
    const NamePattern::Fields fields{name, school, declared.id, desk.letter_date_iso(group)};
    const bool there = !copies[at].empty() && !options_.overwrite;
    Draft draft;
    draft.letter = letter;
    if (there) {
      outcome.status = Status::existing;
      outcome.files.push_back(copies[at].back().path);
      note_other_date(outcome, copies[at].back(), desk, declared.repeats);
    } else {
      const auto formats = formats_of(options_, workplace_, letter);
      draft = desk.draft(letter, group, formats);
      for (const auto format : formats)
        outcome.files.push_back(
            fmt::format("{}.{}", workplace_.file_names().name(fields), document::ending_of(format)));
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
      // Folders are made here, where many hands are at work; putting the letters in place has only one.
      auto failure = stage(drafts[i], outcomes[i], staged);
      if (failure) {
        fail_group(outcomes, *failure);
        result.output_failed = failure->code == "disk-full";
        staged.files.clear();
        break;
      }
      staged.letters.push_back(result.letters.size() + i);
    }
    if (!staged.files.empty()) result.groups.push_back(std::move(staged));
  }
  for (auto& outcome : outcomes) {
    if (outcome.status == Status::refused && !refused) outcome.status = Status::written;
    result.letters.push_back(std::move(outcome));
  }
}

std::vector<int> RowWorker::due_of(CaseDesk& desk) const {
  CaseDays days{workplace_, due_->rules, desk.record(), workplace_.calendar(desk.school()), due_->today};
  const auto due = letters_due(*due_, days);
  if (letter_date_is_old(*due_, desk.record(), due)) desk.date_letters(due_->today);
  std::vector<int> letters;
  for (const auto& one : due) {
    if (letters_.empty() || std::find(letters_.begin(), letters_.end(), one.letter) != letters_.end())
      letters.push_back(one.letter);
  }
  return letters;
}

RowResult RowWorker::work(sheets::CaseRow row) const {
  RowResult result;
  auto asked = due_ != nullptr ? std::vector<int>{} : letters_.empty() ? row.letters : letters_;
  if (!letters_.empty() || due_ != nullptr) {
    // The Letter column does not matter where the letters are named on the command line, or what is due is asked for.
    row.problems.erase(std::remove_if(row.problems.begin(), row.problems.end(),
                                      [](const Diagnostic& problem) { return problem.fact == "Letter"; }),
                       row.problems.end());
  }
  const history::WorkbookHistory history{workplace_.policy().rules.vocabulary};
  Diagnostics recalled = history.recall(row.id, row.record);
  CaseDesk desk{workplace_, layout_, options_.places.cases, std::move(row), options_.date};
  desk.add_problems(std::move(recalled));
  if (has_errors(desk.problems())) {
    const bool letter_unknown = std::any_of(
        desk.problems().begin(), desk.problems().end(),
        [](const Diagnostic& problem) { return problem.severity == Severity::error && problem.fact == "Letter"; });
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
  if (due_ != nullptr) asked = due_of(desk);
  if (asked.empty()) return result;
  for (const auto& group : desk.groups(asked)) {
    if (stop_.load()) {
      for (const int letter : group.letters) {
        LetterOutcome outcome = outcome_of(desk, letter);
        outcome.status = Status::failed;
        result.letters.push_back(std::move(outcome));
      }
      continue;
    }
    write_group(desk, group, result);
  }
  bool renamed = false;
  const std::string name = case_name(desk.id(), &renamed);
  if (renamed) {
    Diagnostic note =
        warning("safe-name", fmt::format("the case ID cannot be a file name, so its letters are filed under {}", name));
    note.fact = "Case ID";
    desk.add_problems({std::move(note)});
  }
  // What a clerk should know of the row goes with its first letter.
  if (!result.letters.empty()) {
    Diagnostics warnings = desk.problems();
    append(warnings, std::move(result.letters.front().diagnostics));
    result.letters.front().diagnostics = std::move(warnings);
  }
  return result;
}

}  // namespace caseletters::merge
