#include "merge/issued.h"

#include <fmt/format.h>

#include <algorithm>

#include "register/register_history.h"

namespace caseletters::merge {

std::optional<Date> bound_incident(const Workplace& workplace, int letter, const facts::Record& record) {
  const int fact = workplace.engine_facts().incident_date;
  if (fact < 0) return std::nullopt;
  const auto& needs = workplace.policy().letters[static_cast<std::size_t>(letter)].needs;
  const bool bound = std::any_of(needs.begin(), needs.end(), [fact](const policy::Need& need) {
    return need.any_of.size() == 1 && need.any_of.front().kind == facts::SymbolKind::fact &&
           need.any_of.front().index == fact;
  });
  const facts::Value& date = record.facts[static_cast<std::size_t>(fact)];
  return bound && date.known() ? std::optional{date.as<Date>()} : std::nullopt;
}

Issued IssuedLetters::found(const history::Entry& entry) const {
  Issued issued;
  issued.there = true;
  issued.entry = &entry;
  issued.date = Date::from_iso(entry.letter_date).value_or(Date{});
  for (const auto& [file, sha256] : history::files_of(entry)) {
    const std::string path = history::place_of(parent_path(ledger_->path()), file);
    issued.files.push_back(path_from(out_, path));
    if (files_.exists(path)) continue;
    issued.notes.push_back(warning(
        "letter-file-missing",
        fmt::format("the register says that it was issued on {}, but its file is not there", to_long(issued.date)),
        "Put the file back, or write the letter again with --overwrite."));
  }
  return issued;
}

Issued IssuedLetters::found(const NamePattern::Copy& copy) {
  Issued issued;
  issued.there = true;
  issued.date = copy.date;
  issued.files.push_back(copy.path);
  return issued;
}

IssuedLetters::Known IssuedLetters::look(const CaseDesk& desk, int letter, const NamePattern::Fields& fields) const {
  Known known;
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const std::string& id = workplace_.policy().letters[static_cast<std::size_t>(letter)].id;
  const std::string run = history::run_of(vocabulary, desk.record());
  const auto& stand = standing_[static_cast<std::size_t>(letter)];
  known.copies = workplace_.file_names().find_copies(files_, out_, fields);
  if (ledger_ == nullptr) return known;
  for (const auto* line : ledger_->of_case(desk.id())) {
    const history::Entry& entry = line->entry;
    if (entry.letter != id) continue;
    // A copy of that day is that letter, signed and scanned perhaps, whatever became of it.
    known.copies.erase(
        std::remove_if(known.copies.begin(), known.copies.end(),
                       [&entry](const NamePattern::Copy& copy) { return to_iso(copy.date) == entry.letter_date; }),
        known.copies.end());
    const bool counts = entry.run == run || history::stands_still(ledger_->of_case(desk.id()), *line, run, stand);
    if (line->standing == history::Standing::in_force && counts) known.in_force.push_back(&entry);
  }
  const auto day = history::withdrawn_on(vocabulary, desk.record(), static_cast<std::size_t>(letter));
  if (day) {
    if (const auto* line = history::taken_back(ledger_->of_case(desk.id()), id, *day)) {
      known.in_force.erase(std::remove(known.in_force.begin(), known.in_force.end(), &line->entry),
                           known.in_force.end());
    }
  }
  std::stable_sort(known.in_force.begin(), known.in_force.end(),
                   [](const auto* a, const auto* b) { return a->letter_date < b->letter_date; });
  return known;
}

// Never two letters of one kind and one date for one case.
std::optional<Issued> IssuedLetters::of_own_date(const CaseDesk& desk, const Known& known) const {
  const std::string date = desk.letter_date_iso({});
  for (const auto* entry : known.in_force) {
    if (entry->letter_date == date) return found(*entry);
  }
  for (const auto& copy : known.copies) {
    if (to_iso(copy.date) == date) return found(copy);
  }
  return std::nullopt;
}

// What happened since the last one makes the next one a new letter: one that it follows was sent again, or the policy
// says so.
bool IssuedLetters::is_anew(const CaseDesk& desk, int letter, Date last) const {
  const auto& declared = workplace_.policy().letters[static_cast<std::size_t>(letter)];
  const auto& past = desk.record().letters;
  for (const auto& any_of : declared.after) {
    for (const int earlier : any_of) {
      const facts::Value& date = past[static_cast<std::size_t>(earlier)].date;
      if (date.known() && date.as<Date>() > last) return true;
    }
  }
  if (declared.again.empty()) return false;
  const facts::Record record = desk.record_for_letter(letter, {});
  facts::Situation situation{workplace_.policy().rules, record, workplace_.calendar(desk.school())};
  return situation.test(declared.again) == facts::Truth::yes;
}

// A letter that is written at each review counts by its own date where the row tells one. Where it does not, the review
// date that the last one set has to come first; a copy that nothing else tells of counts when it is later than the last
// one that the workbook knows.
Issued IssuedLetters::repeated(const CaseDesk& desk, int letter, const Known& known) const {
  if (desk.letter_date_told()) return {};
  const facts::Value& last_told = desk.record().letters[static_cast<std::size_t>(letter)].date;
  if (!known.in_force.empty()) {
    const history::Entry& last = *known.in_force.back();
    if (is_anew(desk, letter, Date::from_iso(last.letter_date).value_or(Date{}))) return {};
    for (const auto& [name, value] : history::facts_of(last)) {
      const auto next = name == "Review date" ? Date::from_iso(value) : std::nullopt;
      if (next && *next <= run_date_) return {};
    }
    return found(last);
  }
  for (auto copy = known.copies.rbegin(); copy != known.copies.rend(); ++copy) {
    if (!last_told.known() || copy->date > last_told.as<Date>()) return found(*copy);
  }
  return {};
}

Issued IssuedLetters::once(const CaseDesk& desk, int letter, const Known& known) const {
  const auto happened = bound_incident(workplace_, letter, desk.record());
  const history::Entry* last = nullptr;
  for (const auto* entry : known.in_force) {
    const bool same = !happened || entry->incident.empty() || entry->incident == to_iso(*happened);
    if (same) last = entry;
  }
  if (last != nullptr) {
    const auto date = Date::from_iso(last->letter_date).value_or(Date{});
    return is_anew(desk, letter, date) ? Issued{} : found(*last);
  }
  if (!known.in_force.empty() || known.copies.empty()) return {};
  const auto& copy = known.copies.back();
  // A letter from before the incident is about another one.
  const bool other = (happened && copy.date < *happened) || is_anew(desk, letter, copy.date);
  return other ? Issued{} : found(copy);
}

// Nothing is written where one is there; a clerk who meant another letter must not think it was.
void IssuedLetters::note(Issued& issued, const CaseDesk& desk, int letter) const {
  const auto& declared = workplace_.policy().letters[static_cast<std::size_t>(letter)];
  const bool told_another = desk.letter_date_told() && to_iso(issued.date) != desk.letter_date_iso({});
  if (issued.entry != nullptr) {
    const auto happened = bound_incident(workplace_, letter, desk.record());
    const bool other_incident =
        happened && !issued.entry->incident.empty() && issued.entry->incident != to_iso(*happened);
    if (other_incident) {
      issued.notes.push_back(
          warning("other-incident",
                  fmt::format("the letter of {} is about the incident of {}, so no other of that date is written",
                              to_long(issued.date), to_long(*Date::from_iso(issued.entry->incident))),
                  "If the date of the incident was put right, use --overwrite; if this is another incident, give its "
                  "letter a later date."));
    } else if (told_another) {
      issued.notes.push_back(warning(
          "other-date", fmt::format("it was issued with the date {}, so no other is written", to_long(issued.date)),
          "To write it anew with another date, use --overwrite."));
    }
  } else if (told_another || (declared.repeats && issued.date != run_date_)) {
    issued.notes.push_back(warning(
        "other-date", fmt::format("a copy dated {} is there already, so no other is written", to_long(issued.date)),
        declared.repeats
            ? fmt::format("If this is the next review, write {} under '{} date'.", to_long(issued.date), declared.id)
            : "If another letter is meant, move that copy out of the folder; to write it anew, use --overwrite."));
  }
  for (auto& one : issued.notes) {
    one.file = cases_file_;
    one.letter = declared.id;
  }
}

Diagnostic not_in_register(const Issued& issued, const std::string& letter, Severity severity) {
  Diagnostic problem =
      error("letter-not-in-register",
            fmt::format("the file {} is there, and the register does not know that letter: it is not written a second "
                        "time, and nothing that follows from it is waited for",
                        issued.files.empty() ? letter : issued.files.front()),
            fmt::format("If it was sent, write {} under '{} date', or put back the register that knows it. If it was "
                        "not, take the file out of the folder.",
                        to_long(issued.date), letter));
  problem.severity = severity;
  problem.letter = letter;
  problem.fact = letter + " date";
  return problem;
}

std::vector<history::Entry> IssuedLetters::withdrawals(const CaseDesk& desk) const {
  std::vector<history::Entry> entries;
  if (ledger_ == nullptr) return entries;
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  for (std::size_t letter = 0; letter < vocabulary.letters().size(); ++letter) {
    const auto day = history::withdrawn_on(vocabulary, desk.record(), letter);
    const auto* line =
        day ? history::taken_back(ledger_->of_case(desk.id()), vocabulary.letters()[letter].id, *day) : nullptr;
    if (line == nullptr) continue;
    history::Entry entry;
    entry.event = "withdrawn";
    entry.case_id = desk.id();
    entry.run = line->entry.run;
    entry.letter = line->entry.letter;
    entry.letter_date = to_iso(*day);
    entry.refers_to = std::to_string(line->entry.number);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::int64_t IssuedLetters::first_of(const std::string& case_id, const history::Entry& entry) const {
  const history::Entry* first = &entry;
  const auto& lines = ledger_->of_case(case_id);
  // An entry refers only to one before it, so walking back once finds the whole row of them.
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (first->refers_to == std::to_string((*line)->entry.number)) first = &(*line)->entry;
  }
  return first->number;
}

Issued IssuedLetters::find(const CaseDesk& desk, int letter, const NamePattern::Fields& fields) const {
  const Known known = look(desk, letter, fields);
  Issued issued;
  if (auto same_day = of_own_date(desk, known)) {
    issued = std::move(*same_day);
  } else if (workplace_.policy().letters[static_cast<std::size_t>(letter)].repeats) {
    issued = repeated(desk, letter, known);
  } else {
    issued = once(desk, letter, known);
  }
  if (!issued.there) return issued;
  note(issued, desk, letter);
  const facts::Value& told = desk.record().letters[static_cast<std::size_t>(letter)].date;
  issued.unknown_to_register = issued.entry == nullptr && (!told.known() || told.as<Date>() < issued.date);
  return issued;
}

}  // namespace caseletters::merge
