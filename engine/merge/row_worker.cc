#include "merge/row_worker.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/case_selection.h"
#include "merge/companions.h"
#include "register/recipient.h"

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

// Who writes a letter anew has looked at it.
void accept_other_person(Diagnostics& recalled) {
  for (auto& problem : recalled) {
    if (problem.code == "other-person") problem.severity = Severity::warning;
  }
}

}  // namespace

LetterOutcome RowWorker::outcome_of(const CaseDesk& desk, int letter) const {
  LetterOutcome outcome;
  outcome.case_id = desk.id();
  if (letter >= 0) outcome.letter = workplace_.policy().letters[static_cast<std::size_t>(letter)].id;
  return outcome;
}

// Another letter's file is never written over: a second letter of the same name gets a number.
std::vector<std::string> RowWorker::free_names(const std::string& name,
                                               const std::vector<document::DocumentFormat>& formats,
                                               const Issued& issued) const {
  for (int number = 1;; ++number) {
    std::vector<std::string> names;
    bool taken = false;
    for (const auto format : formats) {
      names.push_back(
          fmt::format("{}{}.{}", name, number == 1 ? "" : fmt::format(" ({})", number), document::ending_of(format)));
      taken = taken || files_.exists(join_path(options_.out, names.back()));
    }
    if (issued.there || !taken) return names;
  }
}

std::optional<Date> RowWorker::deadline_of(const Draft& draft) const {
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const auto& sets = vocabulary.letters()[static_cast<std::size_t>(draft.letter)].sets;
  const int deadline = vocabulary.well_known().response_deadline;
  if (deadline < 0 || std::find(sets.begin(), sets.end(), deadline) == sets.end()) return std::nullopt;
  const std::string& name = vocabulary.facts()[static_cast<std::size_t>(deadline)].name;
  const auto found =
      std::find_if(draft.dates.begin(), draft.dates.end(), [&name](const auto& each) { return each.first == name; });
  return found == draft.dates.end() ? std::nullopt : Date::from_iso(found->second);
}

std::string RowWorker::step_after(sheets::CaseRow row, const std::vector<LetterOutcome>& letters) const {
  for (const auto& outcome : letters) {
    const auto letter = workplace_.policy().rules.vocabulary.letter(outcome.letter);
    const bool there = outcome.status == Status::written || outcome.status == Status::existing;
    if (!letter || !there || !outcome.issued_on) continue;
    facts::PastLetter& past = row.record.letters[static_cast<std::size_t>(*letter)];
    past.sent = true;
    if (!past.date.known() || past.date.as<Date>() < *outcome.issued_on) past.date = facts::Value{*outcome.issued_on};
  }
  CaseDesk desk{workplace_, layout_, options_.places.cases, std::move(row), options_.date};
  return can_be_judged(desk) ? next_step(judge_case(*steps_, desk)) : std::string{};
}

std::vector<LetterOutcome> RowWorker::work_out(const CaseDesk& desk, const Group& group,
                                               const std::vector<Issued>& issued, std::vector<Draft>& drafts) const {
  std::vector<LetterOutcome> outcomes;
  const std::string school = workplace_.schools().schools[static_cast<std::size_t>(desk.school())].id;
  for (std::size_t at = 0; at < group.letters.size(); ++at) {
    LetterOutcome outcome = outcome_of(desk, group.letters[at]);
    Draft draft;
    draft.letter = group.letters[at];
    if (issued[at].there && !options_.overwrite) {
      outcome.diagnostics = issued[at].notes;
      if (issued[at].unknown_to_register) {
        outcome.diagnostics.push_back(
            not_in_register(issued[at], outcome.letter, due_ != nullptr ? Severity::error : Severity::warning));
        desk.place(outcome.diagnostics.back());
      }
      // Nobody asked for a letter that is due: that it is not known to have gone must not pass for done.
      if (has_errors(outcome.diagnostics)) {
        draft.diagnostics = outcome.diagnostics;
        drafts.push_back(std::move(draft));
        outcomes.push_back(std::move(outcome));
        continue;
      }
      outcome.status = Status::existing;
      outcome.files = issued[at].files;
      outcome.issued_on = issued[at].date;
      if (options_.updates())
        outcome.deadline = deadline_of(desk.draft(draft.letter, group, formats_of(options_, workplace_, draft.letter)));
    } else {
      const auto& id = workplace_.policy().letters[static_cast<std::size_t>(draft.letter)].id;
      const auto formats = formats_of(options_, workplace_, draft.letter);
      draft = desk.draft(draft.letter, group, formats);
      const std::string name =
          workplace_.file_names().name({case_name(desk.id()), school, id, desk.letter_date_iso(group)});
      outcome.files = free_names(name, formats, issued[at]);
      outcome.choices = draft.choices;
      outcome.dates = draft.dates;
      outcome.issued_on = Date::from_iso(desk.letter_date_iso(group));
      outcome.deadline = deadline_of(draft);
      if (due_ != nullptr) without_already_sent(draft.diagnostics);
      outcome.diagnostics = draft.diagnostics;
    }
    drafts.push_back(std::move(draft));
    outcomes.push_back(std::move(outcome));
  }
  append(outcomes.front().diagnostics, group.problems);
  return outcomes;
}

void RowWorker::refuse_group(const CaseDesk& desk, std::vector<LetterOutcome>& outcomes) const {
  std::vector<GroupMember> members;
  for (auto& outcome : outcomes) {
    const bool there = outcome.status == Status::existing;
    if (!there) outcome.files.clear();
    members.push_back({outcome.letter, &outcome.diagnostics, there});
  }
  refuse_together(desk, members);
}

void RowWorker::stage(const std::vector<Issued>& issued, std::vector<Draft>& drafts,
                      std::vector<LetterOutcome>& outcomes, RowResult& result) const {
  StagedGroup staged;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (outcomes[i].status == Status::existing) continue;
    history::RegisterFile::Intention intention{std::move(drafts[i].entry), {}, 0};
    for (std::size_t format = 0; format < drafts[i].packages.size(); ++format) {
      const std::string target = join_path(options_.out, outcomes[i].files[format]);
      // Folders are made here, where many hands are at work; putting the letters in place has only one.
      auto made = files_.make_folder(parent_path(target));
      auto place = made ? batch_->stage(drafts[i].packages[format]) : Result<Batch::Staged>{fail(made.error())};
      if (!place) {
        fail_group(outcomes, place.error());
        result.output_failed = place.error().code == "disk-full";
        return;
      }
      staged.files.emplace_back(*place, target);
      intention.staged.push_back(batch_->path_of(*place));
      if (register_ != nullptr)
        intention.entry.files += (format == 0 ? "" : "\n") + path_from(register_->folder(), target);
    }
    staged.letters.push_back(result.letters.size() + i);
    if (register_ == nullptr) continue;
    intention.entry.written_on = to_iso(options_.date);
    intention.entry.program = options_.program_version;
    intention.entry.facts_hmac = history::hash_facts(register_->key(), drafts[i].facts_read, drafts[i].recipient);
    intention.entry.key_id = register_->key().id;
    if (issued[i].entry != nullptr) intention.entry.refers_to = std::to_string(issued[i].entry->number);
    staged.entries.push_back(std::move(intention));
  }
  if (!staged.files.empty()) result.groups.push_back(std::move(staged));
}

// A letter that goes out each time with another, a notice of it, is new where that other one is.
std::vector<Issued> RowWorker::issued_of(const CaseDesk& desk, const Group& group) const {
  const std::string school = workplace_.schools().schools[static_cast<std::size_t>(desk.school())].id;
  std::vector<Issued> issued;
  for (const int letter : group.letters) {
    const auto& id = workplace_.policy().letters[static_cast<std::size_t>(letter)].id;
    issued.push_back(issued_.find(desk, letter, {case_name(desk.id()), school, id, desk.letter_date_iso(group)}));
  }
  const auto place_of = [&group](int letter) {
    return static_cast<std::size_t>(std::find(group.letters.begin(), group.letters.end(), letter) -
                                    group.letters.begin());
  };
  for (const auto& [leader, companion] : group.brings) {
    const std::size_t leads = place_of(leader), follows = place_of(companion);
    const bool each_time = workplace_.policy().letters[static_cast<std::size_t>(companion)].repeats;
    if (each_time && leads < issued.size() && follows < issued.size() && !issued[leads].there) issued[follows] = {};
  }
  return issued;
}

void RowWorker::write_group(const CaseDesk& desk, Group group, const sheets::CaseRow& row, RowResult& result) const {
  std::vector<Issued> issued = issued_of(desk, group);
  std::int64_t first = 0;  // of the entries that are written anew
  for (const Issued& one : issued) {
    // The day of the run dates a letter only where none was issued: what is made again keeps its day, and companions
    // share theirs.
    const bool dates_the_group = options_.overwrite || (one.entry == nullptr && issued.size() == 1);
    if (dates_the_group && !desk.letter_date_told() && one.there &&
        (!group.letter_date || one.date > *group.letter_date))
      group.letter_date = one.date;
    if (!one.there || one.entry == nullptr || !options_.overwrite) continue;
    const std::int64_t number = issued_.first_of(desk.id(), *one.entry);
    if (first == 0 || number < first) first = number;
  }
  // A companion goes with each new letter that brings it, however often it went before with another.
  for (std::size_t at = 1; at < issued.size() && !issued.front().there; ++at) {
    if (issued[at].entry != nullptr && to_iso(issued[at].date) != desk.letter_date_iso(group)) issued[at] = {};
  }
  std::vector<Draft> drafts;
  std::vector<LetterOutcome> outcomes;
  if (first == 0) {
    outcomes = work_out(desk, group, issued, drafts);
  } else {
    sheets::CaseRow then = row;
    Diagnostics recalled = history_.recall_before(then.id, then.record, first);
    accept_other_person(recalled);
    CaseDesk earlier{workplace_, layout_, options_.places.cases, std::move(then), options_.date};
    earlier.add_problems(std::move(recalled));
    if (!desk.letter_date_told() && earlier.letter_date_told()) earlier.date_letters(options_.date);
    outcomes = work_out(earlier, group, issued, drafts);
  }
  const bool refused = has_errors(group.problems) ||
                       std::any_of(drafts.begin(), drafts.end(), [](const Draft& draft) { return draft.refused(); });
  if (refused) {
    refuse_group(desk, outcomes);
  } else if (!options_.dry_run) {
    stage(issued, drafts, outcomes, result);
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

void RowWorker::note_withdrawals(const CaseDesk& desk, RowResult& result) const {
  for (auto& entry : issued_.withdrawals(desk)) {
    Diagnostic note =
        warning("letter-withdrawn", fmt::format("{} (entry {} of the register) {} as withdrawn", entry.letter,
                                                entry.refers_to, options_.dry_run ? "would be entered" : "is entered"));
    note.file = options_.places.cases;
    note.letter = entry.letter;
    note.fact = "Withdrawn letters";
    result.run_level.push_back(std::move(note));
    if (register_ == nullptr) continue;
    entry.written_on = to_iso(options_.date);
    entry.program = options_.program_version;
    result.withdrawals.push_back({std::move(entry), {}, 0});
  }
}

RowResult RowWorker::work(sheets::CaseRow row) const {
  RowResult result;
  result.row = row.row;
  auto asked = due_ != nullptr ? std::vector<int>{} : letters_.empty() ? row.letters : letters_;
  if (!letters_.empty() || due_ != nullptr) {
    // The Letter column does not matter where the letters are named on the command line, or what is due is asked for.
    forget_letters_asked(row);
  }
  const sheets::CaseRow as_read = options_.overwrite ? row : sheets::CaseRow{};
  Diagnostics recalled = history_.recall(row.id, row.record);
  if (options_.overwrite) accept_other_person(recalled);
  std::optional<sheets::CaseRow> kept;
  if (steps_ != nullptr) kept = row;
  CaseDesk desk{workplace_, layout_, options_.places.cases, std::move(row), options_.date};
  desk.add_problems(std::move(recalled));
  if (due_ != nullptr && !can_be_judged(desk)) {
    // What is due is unknown, which is not the same as nothing.
    LetterOutcome outcome = outcome_of(desk, -1);
    outcome.diagnostics = desk.problems();
    for (const auto& cell : desk.bad_cells()) outcome.diagnostics.push_back(cell.problem);
    result.letters.push_back(std::move(outcome));
    return result;
  }
  if (has_errors(desk.problems())) {
    const bool letter_unknown = std::any_of(
        desk.problems().begin(), desk.problems().end(),
        [](const Diagnostic& problem) { return problem.severity == Severity::error && problem.fact == "Letter"; });
    for (const int letter : asked) {
      LetterOutcome outcome = outcome_of(desk, letter);
      outcome.diagnostics = desk.problems();
      for (const auto& cell : desk.bad_cells()) outcome.diagnostics.push_back(cell.problem);
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
  note_withdrawals(desk, result);
  if (asked.empty()) {
    for (const auto& cell : desk.bad_cells()) {
      result.run_level.push_back(cell.problem);
      result.run_level.back().severity = Severity::warning;
    }
    return result;
  }
  for (const auto& group : desk.groups(asked)) {
    if (stop_.load()) {
      for (const int letter : group.letters) {
        LetterOutcome outcome = outcome_of(desk, letter);
        outcome.status = Status::failed;
        result.letters.push_back(std::move(outcome));
      }
      continue;
    }
    write_group(desk, group, as_read, result);
  }
  std::vector<Diagnostics*> told;
  for (auto& letter : result.letters) told.push_back(&letter.diagnostics);
  say_dates_once(told);
  if (kept) result.next_step = step_after(std::move(*kept), result.letters);
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
    Diagnostics said;
    for (const auto& letter : result.letters) append(said, letter.diagnostics);
    without_used_decisions(warnings, said);
    append(warnings, std::move(result.letters.front().diagnostics));
    result.letters.front().diagnostics = std::move(warnings);
  }
  return result;
}

}  // namespace caseletters::merge
