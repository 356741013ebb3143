#include "register/register_history.h"

#include <fmt/format.h>

#include <algorithm>

#include "register/recipient.h"
#include "register/value_text.h"
#include "register/workbook_history.h"

namespace caseletters::history {
namespace {

using facts::Value;

Value day(const std::string& iso) {
  const auto date = Date::from_iso(iso);
  return date ? Value{*date} : Value{};
}

std::string in_words(const std::string& iso) {
  const auto date = Date::from_iso(iso);
  return date ? to_long(*date) : iso;
}

bool is_date(const Value& value, const std::string& iso) {
  return value.known() && to_iso(value.as<Date>()) == iso;
}

Diagnostic contradiction(const std::string& fact, const std::string& column, const std::string& said) {
  Diagnostic problem = error(
      "history-contradiction", fmt::format("the column '{}' says {}, and the register says {}", fact, column, said),
      fmt::format("Empty '{}' if the register is right. If it is not, look at the letter itself: "
                  "'caseletters register show' tells what was issued.",
                  fact));
  problem.fact = fact;
  return problem;
}

}  // namespace

std::vector<std::pair<int, int>> decision_facts(const facts::Vocabulary& vocabulary) {
  std::vector<std::pair<int, int>> found;
  for (std::size_t i = 0; i < vocabulary.facts().size(); ++i) {
    const auto& fact = vocabulary.facts()[i];
    if (fact.type.kind != facts::Kind::option || fact.origin != facts::Origin::workbook || fact.list >= 0) continue;
    const auto date = vocabulary.fact(fact.name + " date");
    if (!date) continue;
    const auto& dated = vocabulary.facts()[static_cast<std::size_t>(*date)];
    if (dated.type.kind == facts::Kind::date && dated.origin == facts::Origin::workbook)
      found.emplace_back(static_cast<int>(i), *date);
  }
  return found;
}

std::optional<Date> withdrawn_on(const facts::Vocabulary& vocabulary, const facts::Record& record, std::size_t letter) {
  const auto letters = vocabulary.fact("Withdrawn letters");
  const auto date = vocabulary.fact("Withdrawn date");
  if (!letters || !date) return std::nullopt;
  const Value& named = record.facts[static_cast<std::size_t>(*letters)];
  const Value& day_told = record.facts[static_cast<std::size_t>(*date)];
  if (!named.known() || !day_told.known()) return std::nullopt;
  const auto& set = named.as<facts::OptionSet>();
  const bool told = std::find(set.begin(), set.end(), facts::Option{static_cast<int>(letter)}) != set.end();
  return told ? std::optional{day_told.as<Date>()} : std::nullopt;
}

const Ledger::Line* taken_back(const std::vector<const Ledger::Line*>& lines, const std::string& letter, Date day) {
  const Ledger::Line* latest = nullptr;
  for (const auto* line : lines) {
    const Entry& entry = line->entry;
    if (entry.letter != letter) continue;
    // Done already: the letter may have been issued again since, with a date before that day.
    if (line->withdrawn_on == to_iso(day)) return nullptr;
    if (line->standing == Standing::replaced) continue;
    if (entry.letter_date > to_iso(day)) continue;
    if (latest == nullptr || entry.letter_date >= latest->entry.letter_date) latest = line;
  }
  return latest != nullptr && latest->standing == Standing::in_force ? latest : nullptr;
}

std::string run_of(const facts::Vocabulary& vocabulary, const facts::Record& record) {
  const auto run = vocabulary.fact("Run");
  if (!run) return "1";
  const auto& declared = vocabulary.facts()[static_cast<std::size_t>(*run)];
  const std::string told = to_text(record.facts[static_cast<std::size_t>(*run)], declared.type, vocabulary);
  return told.empty() ? "1" : told;
}

RegisterHistory::RegisterHistory(const facts::Vocabulary& vocabulary, std::shared_ptr<const Ledger> ledger,
                                 std::vector<Stand> stands)
    : vocabulary_(vocabulary), ledger_(std::move(ledger)), stands_(std::move(stands)) {
  stands_.resize(vocabulary.letters().size());
  for (const auto& [fact, date] : decision_facts(vocabulary)) decisions_.push_back({fact, date});
}

Diagnostics RegisterHistory::recall_before(const std::string& case_id, facts::Record& record,
                                           std::int64_t entry) const {
  Lines lines;
  for (const auto* line : ledger_->of_case(case_id)) {
    if (entry == 0 || line->entry.number < entry) lines.push_back(line);
  }
  const std::string run = run_of(vocabulary_, record);
  Recalled recalled{record, lines, run, carried_before(lines, record, run), {}};
  if (auto other = check_person(lines, record)) recalled.problems.push_back(std::move(*other));
  if (!lines.empty()) {
    for (std::size_t i = 0; i < record.letters.size(); ++i) join(recalled, i, record.letters[i]);
    drop_used_decisions(lines, record, recalled.problems);
    drop_old_cause(recalled, record);
  }
  append(recalled.problems, WorkbookHistory{vocabulary_}.recall(case_id, record));
  return std::move(recalled.problems);
}

// A case ID that comes to stand for somebody else would tell them of another family.
std::optional<Diagnostic> RegisterHistory::check_person(const Lines& lines, const facts::Record& record) const {
  if (lines.empty() || !ledger_->key()) return std::nullopt;
  const auto reason = vocabulary_.fact("Override reason");
  const bool meant = reason && record.facts[static_cast<std::size_t>(*reason)].known();
  return compare_recipient(*ledger_->key(), lines.back()->entry, recipient_of(vocabulary_, record), meant);
}

// The day from which an earlier run counts no longer: that of the letter at which the process is resumed. One that was
// not sent then comes after all that was.
std::string RegisterHistory::carried_before(const Lines& lines, const facts::Record& record,
                                            const std::string& run) const {
  const auto fact = vocabulary_.fact("Resume at");
  if (!fact) return {};
  const Value& told = record.facts[static_cast<std::size_t>(*fact)];
  if (!told.known()) return {};
  const auto index = static_cast<std::size_t>(told.as<facts::Option>().index);
  const std::string& letter = vocabulary_.letters()[index].id;
  std::string day = "9999";
  for (const auto* line : lines) {
    const bool there = line->entry.letter == letter && line->entry.run != run && line->standing == Standing::in_force;
    if (there && line->entry.letter_date < day) day = line->entry.letter_date;
  }
  return day;
}

bool RegisterHistory::tells_an_earlier_issue(const facts::PastLetter& column, const Lines& in_force,
                                             const Lines& others) {
  const auto dated = [&column](const Ledger::Line* line) { return is_date(column.date, line->entry.letter_date); };
  const auto before = [&column](const Ledger::Line* line) { return is_date(column.date, line->entry.earlier); };
  return std::any_of(in_force.begin(), in_force.end(), before) || std::any_of(others.begin(), others.end(), dated);
}

void RegisterHistory::join(Recalled& recalled, std::size_t letter, facts::PastLetter& past) const {
  const std::string& id = vocabulary_.letters()[letter].id;
  Lines all, in_force, other_runs;
  const auto day_told = withdrawn_on(vocabulary_, recalled.record, letter);
  const Ledger::Line* withdrawn = day_told ? taken_back(recalled.lines, id, *day_told) : nullptr;
  for (const auto* line : recalled.lines) {
    if (line->entry.letter != id) continue;
    all.push_back(line);
    // What replaced a letter counts, not the letter; what was replaced after the moment looked at still stood then.
    if (line->standing == Standing::withdrawn) continue;
    if (line == withdrawn) continue;
    const bool replaced = std::any_of(recalled.lines.begin(), recalled.lines.end(), [line](const auto* later) {
      return later->entry.refers_to == std::to_string(line->entry.number);
    });
    if (replaced) continue;
    const bool counts = line->entry.run == recalled.run || line->entry.letter_date < recalled.carried ||
                        stands_still(recalled.lines, *line, recalled.run, stands_[letter]);
    (counts ? in_force : other_runs).push_back(line);
  }
  if (all.empty()) return;
  std::stable_sort(in_force.begin(), in_force.end(),
                   [](const auto* a, const auto* b) { return a->entry.letter_date < b->entry.letter_date; });
  const bool any_match = std::any_of(in_force.begin(), in_force.end(),
                                     [&past](const auto* line) { return is_date(past.date, line->entry.letter_date); });
  if (past.date.known() && !any_match) {
    const Value response = past.response_date, channel = past.response_channel;
    if (tells_an_earlier_issue(past, in_force, other_runs)) {
      past = facts::PastLetter{};
      past.response_date = response;
      past.response_channel = channel;
    } else if (!in_force.empty()) {
      recalled.problems.push_back(
          contradiction(id + " date", to_long(past.date.as<Date>()), in_words(in_force.back()->entry.letter_date)));
      return;
    } else if (std::any_of(all.begin(), all.end(),
                           [&past](const auto* line) { return is_date(past.date, line->entry.letter_date); })) {
      recalled.problems.push_back(
          contradiction(id + " date", to_long(past.date.as<Date>()), "that this letter was withdrawn"));
      return;
    }
  }
  if (!in_force.empty()) {
    const Entry& latest = in_force.back()->entry;
    const bool speak = !past.date.known() || is_date(past.date, latest.letter_date);
    take_over(recalled, id, latest, speak, past);
  }
  drop_stale_response(recalled, id, all, past);
}

void RegisterHistory::take_over(Recalled& recalled, const std::string& letter, const Entry& entry,
                                bool columns_speak_of_it, facts::PastLetter& past) const {
  facts::PastLetter told;
  std::swap(told, past);
  past.sent = true;
  past.date = day(entry.letter_date);
  past.response_date = told.response_date;
  past.response_channel = told.response_channel;
  const auto& roles = vocabulary_.domains()[facts::Vocabulary::roles_domain];
  if (const auto role = to_options({entry.signatory}, roles)) past.signatory = Value{role->front()};
  for (const auto& chosen : choices_of(entry)) {
    const auto choice = vocabulary_.choice(chosen.choice);
    if (!choice) continue;
    const auto& declared = vocabulary_.choices()[static_cast<std::size_t>(*choice)];
    const auto& domain = vocabulary_.domains()[static_cast<std::size_t>(declared.domain)];
    if (auto options = to_options(chosen.options, domain)) past.choices.emplace_back(*choice, std::move(*options));
  }
  for (const auto& [name, text] : facts_of(entry)) {
    const auto fact = vocabulary_.fact(name);
    if (!fact) continue;
    const auto& type = vocabulary_.facts()[static_cast<std::size_t>(*fact)].type;
    auto value = to_value(text, type, vocabulary_);
    if (!value) continue;
    if (*fact == vocabulary_.well_known().response_deadline) past.deadline = *value;
    past.facts.emplace_back(*fact, std::move(*value));
  }
  if (!columns_speak_of_it) return;
  const auto compare = [&](const std::string& what, const Value& column, const Value& said, const facts::Type& type) {
    if (!column.known() || !said.known() || column == said) return;
    recalled.problems.push_back(
        contradiction(letter + " " + what, to_text(column, type, vocabulary_), to_text(said, type, vocabulary_)));
  };
  compare("deadline", told.deadline, past.deadline, {facts::Kind::date, -1});
  compare("signatory", told.signatory, past.signatory, {facts::Kind::option, facts::Vocabulary::roles_domain});
  for (const auto& [fact, value] : told.facts) {
    const auto same = std::find_if(past.facts.begin(), past.facts.end(),
                                   [wanted = fact](const auto& known) { return known.first == wanted; });
    const auto& declared = vocabulary_.facts()[static_cast<std::size_t>(fact)];
    if (same == past.facts.end()) {
      past.facts.emplace_back(fact, value);
    } else {
      compare(declared.name, value, same->second, declared.type);
    }
  }
  for (const auto& [choice, options] : told.choices) {
    const auto same = std::find_if(past.choices.begin(), past.choices.end(),
                                   [wanted = choice](const auto& known) { return known.first == wanted; });
    const auto& declared = vocabulary_.choices()[static_cast<std::size_t>(choice)];
    if (same == past.choices.end()) {
      past.choices.emplace_back(choice, options);
    } else {
      compare(declared.name, Value{options}, Value{same->second}, {facts::Kind::set, declared.domain});
    }
  }
}

// A response from before the latest issue that answers an earlier one.
void RegisterHistory::drop_stale_response(Recalled& recalled, const std::string& letter, const Lines& lines,
                                          facts::PastLetter& past) const {
  if (!past.response_date.known()) return;
  const std::string response = to_iso(past.response_date.as<Date>());
  if (past.date.known() && response >= to_iso(past.date.as<Date>())) return;
  const bool answers_earlier = std::any_of(lines.begin(), lines.end(), [&](const auto* line) {
    const std::string& issued = line->entry.letter_date;
    const bool is_latest = past.date.known() && is_date(past.date, issued);
    const bool known_before = !line->entry.earlier.empty() && line->entry.earlier <= response;
    return (!is_latest && issued <= response) || known_before;
  });
  if (!answers_earlier) return;
  Diagnostic note =
      warning("stale-response",
              fmt::format("the response of {} answers an earlier {}, so it does not count", in_words(response), letter),
              fmt::format("When the latest one is answered, write that day under '{} response date'.", letter));
  note.fact = letter + " response date";
  recalled.problems.push_back(std::move(note));
  past.response_date = Value{};
  past.response_channel = Value{};
}

// A new run begins with an incident of its own: the one that a letter of another run was about is over, and so is a
// talk from before that run's last step.
void RegisterHistory::drop_old_cause(Recalled& recalled, facts::Record& record) const {
  const Entry *about_it = nullptr, *last_step = nullptr;
  const auto told = [&](const char* name) -> Value* {
    const auto fact = vocabulary_.fact(name);
    if (!fact || vocabulary_.facts()[static_cast<std::size_t>(*fact)].origin != facts::Origin::workbook) return nullptr;
    Value& value = record.facts[static_cast<std::size_t>(*fact)];
    return value.known() ? &value : nullptr;
  };
  Value* const incident = told("Incident date");
  Value* const talk = told("Informal talk date");
  bool again = false;
  for (const auto* line : recalled.lines) {
    const Entry& entry = line->entry;
    if (line->standing != Standing::in_force) continue;
    const bool same_incident = incident != nullptr && is_date(*incident, entry.incident);
    if (entry.run == recalled.run) {
      again = again || same_incident;
      continue;
    }
    if (same_incident) about_it = &entry;
    const auto letter = vocabulary_.letter(entry.letter);
    const bool beside = letter && stands_[static_cast<std::size_t>(*letter)].stands &&
                        !stands_[static_cast<std::size_t>(*letter)].is_step;
    if (!beside && (last_step == nullptr || entry.letter_date > last_step->letter_date)) last_step = &entry;
  }
  const auto drop = [&](Value& value, const std::string& fact, const std::string& what, const Entry& by) {
    Diagnostic note =
        warning("stale-incident",
                fmt::format("{} of {} is ignored: it belongs to run {} of the process, in which {} was sent on {}",
                            what, to_long(value.as<Date>()), by.run, by.letter, in_words(by.letter_date)),
                fmt::format("Fill in under '{}' what this run began with.", fact));
    note.fact = fact;
    recalled.problems.push_back(std::move(note));
    value = Value::none();
  };
  if (about_it != nullptr && !again) drop(*incident, "Incident date", "the incident", *about_it);
  if (talk != nullptr && last_step != nullptr && to_iso(talk->as<Date>()) <= last_step->letter_date)
    drop(*talk, "Informal talk date", "the talk", *last_step);
}

// A decision counts for one letter (letters.md, 1): one that stands in the workbook as the last letter that used it
// found it was carried out.
void RegisterHistory::drop_used_decisions(const Lines& lines, facts::Record& record, Diagnostics& problems) const {
  for (const auto& decision : decisions_) {
    const auto& fact = vocabulary_.facts()[static_cast<std::size_t>(decision.fact)];
    const auto& dated = vocabulary_.facts()[static_cast<std::size_t>(decision.date)];
    Value& value = record.facts[static_cast<std::size_t>(decision.fact)];
    Value& date = record.facts[static_cast<std::size_t>(decision.date)];
    if (!value.known()) continue;
    const UsedDecision now{fact.name, to_text(value, fact.type, vocabulary_), to_text(date, dated.type, vocabulary_)};
    const Entry* user = nullptr;
    bool same = false;
    for (const auto* line : lines) {
      if (line->standing == Standing::withdrawn) continue;
      for (const auto& used : decisions_of(line->entry)) {
        if (used.fact != fact.name) continue;
        user = &line->entry;
        same = used == now;
      }
    }
    if (user == nullptr || !same) continue;
    Diagnostic note =
        warning("stale-decision",
                fmt::format("'{}' ({}, {}) is ignored: {} of {} carried it out, and a decision counts once", fact.name,
                            now.value, now.date.empty() ? "undated" : in_words(now.date), user->letter,
                            in_words(user->letter_date)),
                fmt::format("When the next decision is taken, write it under '{}' with its own date under '{}'.",
                            fact.name, dated.name));
    note.fact = fact.name;
    problems.push_back(std::move(note));
    value = Value{};
    date = Value{};
  }
}

}  // namespace caseletters::history
