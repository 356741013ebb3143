// What the register keeps of a letter: nothing that names a person, all that a later letter or a later question needs.
#include <fmt/format.h>

#include <algorithm>

#include "merge/case_letters.h"
#include "merge/issued.h"
#include "package/archive.h"
#include "register/register_history.h"
#include "register/value_text.h"

namespace caseletters::merge {
namespace {

using facts::Reading;
using facts::Value;

std::string state_word(const Value& value, const facts::Type& type, const facts::Vocabulary& vocabulary) {
  if (value.known()) return "= " + history::to_text(value, type, vocabulary);
  return value.state() == facts::State::none ? "none" : "unknown";
}

}  // namespace

void FactsRead::on_read(const Reading& reading) {
  if (reading.what == Reading::What::today) return;
  if (reading.what == Reading::What::fact) {
    const auto index = static_cast<std::size_t>(reading.index);
    if (facts_.size() <= index) facts_.resize(index + 1);
    facts_[index] = true;
    return;
  }
  if (std::find(readings_.rbegin(), readings_.rend(), reading) == readings_.rend()) readings_.push_back(reading);
}

std::string FactsRead::as_text(const facts::Record& record, const facts::Vocabulary& vocabulary) const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const auto& fact = vocabulary.facts()[i];
    if (facts_[i]) lines.push_back(fact.name + " " + state_word(record.facts[i], fact.type, vocabulary));
  }
  for (const auto& reading : readings_) {
    const auto index = static_cast<std::size_t>(reading.index);
    switch (reading.what) {
      case Reading::What::items:
        lines.push_back(fmt::format("{} = {}", vocabulary.lists()[index].plural, record.lists[index].size()));
        break;
      case Reading::What::field: {
        const auto& fact = vocabulary.facts()[index];
        const auto& fields = vocabulary.lists()[static_cast<std::size_t>(fact.list)].fields;
        const auto place =
            static_cast<std::size_t>(std::find(fields.begin(), fields.end(), reading.index) - fields.begin());
        const auto& items = record.lists[static_cast<std::size_t>(fact.list)];
        const auto item = static_cast<std::size_t>(reading.item);
        const bool there = item < items.size() && place < items[item].size();
        lines.push_back(fmt::format("{} {} {}", fact.name, reading.item + 1,
                                    state_word(there ? items[item][place] : Value{}, fact.type, vocabulary)));
        break;
      }
      case Reading::What::past: {
        const auto& past = record.letters[index];
        lines.push_back(fmt::format("{} {} {}", vocabulary.letters()[index].id,
                                    state_word(past.date, {facts::Kind::date, -1}, vocabulary),
                                    state_word(past.response_date, {facts::Kind::date, -1}, vocabulary)));
        break;
      }
      case Reading::What::fact:
      case Reading::What::today:
        break;
    }
  }
  // The order of reading is no part of what was read.
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return fmt::format("{}", fmt::join(lines, "\n"));
}

namespace {

// The tests of a due rule that make the letter due: of several ways joined by “or” those that hold, all where none does
// (the letter was asked for by name).
void add_tests(facts::Situation& situation, const facts::Expression& due, int index,
               std::vector<const facts::Node*>& tests) {
  const facts::Node& node = due.nodes[static_cast<std::size_t>(index)];
  if (node.op != facts::Op::all_of && node.op != facts::Op::one_of_these) {
    tests.push_back(&node);
    return;
  }
  const auto holds = [&](int child) {
    facts::Expression part;
    part.source = due.source;
    part.nodes.assign(due.nodes.begin(), due.nodes.begin() + child + 1);  // children stand first
    return situation.test(part) == facts::Truth::yes;
  };
  std::vector<int> ways = node.children;
  if (node.op == facts::Op::one_of_these) {
    std::erase_if(ways, [&](int child) { return !holds(child); });
    if (ways.empty()) ways = node.children;
  }
  for (const int child : ways) add_tests(situation, due, child, tests);
}

// The decisions that the letter carries out: those it is due for, or cannot do without.
std::vector<history::UsedDecision> used_decisions(const policy::Policy& policy, const policy::Letter& letter,
                                                  const facts::Record& record, const Calendar& calendar) {
  const facts::Vocabulary& vocabulary = policy.rules.vocabulary;
  std::vector<const facts::Node*> tests;
  if (!letter.due.empty()) {
    facts::Situation situation{policy.rules, record, calendar};
    const int letter_date = vocabulary.well_known().letter_date;
    if (letter_date >= 0) {
      const Value& day = record.facts[static_cast<std::size_t>(letter_date)];
      if (day.known()) situation.set_today(day.as<Date>());
    }
    add_tests(situation, letter.due, static_cast<int>(letter.due.nodes.size()) - 1, tests);
  }
  std::vector<history::UsedDecision> used;
  for (const auto& [fact, date] : history::decision_facts(vocabulary)) {
    const Value& value = record.facts[static_cast<std::size_t>(fact)];
    if (!value.known()) continue;
    const int option = value.as<facts::Option>().index;
    const bool due_for = std::any_of(tests.begin(), tests.end(), [fact = fact, option](const facts::Node* node) {
      return node->op == facts::Op::option_is && !node->negated && node->symbol.kind == facts::SymbolKind::fact &&
             node->symbol.index == fact &&
             std::find(node->options.begin(), node->options.end(), option) != node->options.end();
    });
    const bool needed = std::any_of(letter.needs.begin(), letter.needs.end(), [fact = fact](const policy::Need& need) {
      return need.when.empty() &&
             std::any_of(need.any_of.begin(), need.any_of.end(), [fact](const facts::Symbol& symbol) {
               return symbol.kind == facts::SymbolKind::fact && symbol.index == fact;
             });
    });
    if (!due_for && !needed) continue;
    const auto& decided = vocabulary.facts()[static_cast<std::size_t>(fact)];
    const auto& dated = vocabulary.facts()[static_cast<std::size_t>(date)];
    used.push_back({decided.name, history::to_text(value, decided.type, vocabulary),
                    history::to_text(record.facts[static_cast<std::size_t>(date)], dated.type, vocabulary)});
  }
  return used;
}

}  // namespace

// The letter tells what an earlier one chose ("the gate arrangements that letter made"); a column that chooses
// something else now would be passed over in silence.
void CaseDesk::check_recalled_choice(Diagnostics& to, const facts::Situation& situation, std::size_t earlier,
                                     int choice, int letter) const {
  const auto& asked = situation.asked_choices();
  // What the letter chooses for itself, the column decides.
  if (std::find(asked.begin(), asked.end(), choice) != asked.end()) return;
  const facts::Record& record = situation.record();
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const auto& column = record.overrides[static_cast<std::size_t>(choice)];
  if (!column) return;
  const auto& chosen = record.letters[earlier].choices;
  const auto then =
      std::find_if(chosen.begin(), chosen.end(), [choice](const auto& one) { return one.first == choice; });
  if (then == chosen.end() || then->second == *column) return;
  const auto& declared = vocabulary.choices()[static_cast<std::size_t>(choice)];
  const facts::Type type{facts::Kind::set, declared.domain};
  const auto& id = vocabulary.letters()[earlier].id;
  Diagnostic problem = error("history-contradiction",
                             fmt::format("the column 'Choice: {}' says {}, and {} of this case says {}", declared.name,
                                         history::to_text(Value{*column}, type, vocabulary), id,
                                         history::to_text(Value{then->second}, type, vocabulary)),
                             fmt::format("This letter tells what {} arranged: empty 'Choice: {}'.", id, declared.name));
  problem.fact = "Choice: " + declared.name;
  complete(problem, vocabulary.letters()[static_cast<std::size_t>(letter)].id);
  add_once(to, std::move(problem));
}

// A column that overrides a rule ("Response deadline") is that of the letter it was filled in for. Where the letter of
// today sets no such fact and recalls that of an earlier one, the column may have been changed since: then nobody knows
// which of the two the person was told.
void CaseDesk::check_recalled(Diagnostics& to, const facts::Situation& situation, const FactsRead& read,
                              int letter) const {
  const facts::Record& record = situation.record();
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const auto sets = [&vocabulary](std::size_t which, int fact) {
    const auto& all = vocabulary.letters()[which].sets;
    return std::find(all.begin(), all.end(), fact) != all.end();
  };
  for (const auto& reading : read.others()) {
    if (reading.what != Reading::What::past) continue;
    if (reading.past == facts::PastField::choice) {
      check_recalled_choice(to, situation, static_cast<std::size_t>(reading.index), reading.past_index, letter);
      continue;
    }
    const int fact = reading.past == facts::PastField::deadline ? vocabulary.well_known().response_deadline
                     : reading.past == facts::PastField::fact   ? reading.past_index
                                                                : -1;
    if (fact < 0 || sets(static_cast<std::size_t>(letter), fact)) continue;
    const auto& declared = vocabulary.facts()[static_cast<std::size_t>(fact)];
    const Value& column = record.facts[static_cast<std::size_t>(fact)];
    if (!declared.overridable || declared.type.kind != facts::Kind::date || !column.known()) continue;
    const auto& past = record.letters[static_cast<std::size_t>(reading.index)];
    const auto set =
        std::find_if(past.facts.begin(), past.facts.end(), [fact](const auto& known) { return known.first == fact; });
    if (set == past.facts.end() || !past.date.known() || column.as<Date>() <= past.date.as<Date>()) continue;
    bool of_a_later_letter = set->second == column;
    for (std::size_t other = 0; other < record.letters.size(); ++other) {
      const Value& date = record.letters[other].date;
      if (sets(other, fact) && date.known() && date.as<Date>() > past.date.as<Date>()) of_a_later_letter = true;
    }
    if (of_a_later_letter) continue;
    const auto& id = vocabulary.letters()[static_cast<std::size_t>(reading.index)].id;
    Diagnostic problem = error(
        "history-contradiction",
        fmt::format("the column '{}' says {}, and {} set {}", declared.name, to_long(column.as<Date>()), id,
                    set->second.known() ? to_long(set->second.as<Date>()) : "none"),
        fmt::format("Put the date that {} told back into '{}', or empty it. Another date has to be told by a letter.",
                    id, declared.name));
    problem.fact = declared.name;
    complete(problem, vocabulary.letters()[static_cast<std::size_t>(letter)].id);
    add_once(to, std::move(problem));
  }
}

void CaseDesk::collect_issue(Draft& draft, facts::Situation& situation,
                             const std::vector<const letter::Program*>& programs) const {
  const auto& policy = workplace_.policy();
  const auto& rules = policy.rules;
  const auto& vocabulary = rules.vocabulary;
  const auto& engine = workplace_.engine_facts();
  const auto& letter = policy.letters[static_cast<std::size_t>(draft.letter)];
  const facts::Record& record = situation.record();
  history::Entry& entry = draft.entry;
  entry.case_id = row_.id;
  entry.run = history::run_of(vocabulary, record);
  entry.letter = letter.id;
  if (engine.letter_date >= 0) entry.letter_date = to_iso(situation.fact(engine.letter_date).as<Date>());
  if (const Value& before = record.letters[static_cast<std::size_t>(draft.letter)].date; before.known())
    entry.earlier = to_iso(before.as<Date>());
  entry.policy = policy.id;
  entry.policy_version = policy.version;
  entry.policy_sha256 = policy.sha256;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const char* between = i == 0 ? "" : "\n";
    entry.template_sha256 += between + programs[i]->template_sha256();
    entry.output_sha256 += between + package::sha256(draft.packages[i]);
  }

  std::vector<history::Chosen> choices;
  const std::vector<int> asked = situation.asked_choices();
  for (const int choice : asked) {
    const facts::Decision& decision = situation.choice(choice);
    if (decision.outcome != facts::Decision::Outcome::decided) continue;
    const auto& declared = vocabulary.choices()[static_cast<std::size_t>(choice)];
    const auto& options = vocabulary.domains()[static_cast<std::size_t>(declared.domain)].options;
    history::Chosen chosen{declared.name, {}, decision.overridden ? "column" : "rule"};
    for (const auto option : decision.options) {
      const auto index = static_cast<std::size_t>(option.index);
      chosen.options.push_back(options[index].id);
      const auto& rule = rules.choices[static_cast<std::size_t>(choice)].options;
      if (!decision.overridden && index < rule.size()) chosen.how += fmt::format(" {}", rule[index].line);
    }
    if (choice == engine.signatory_choice && !chosen.options.empty()) entry.signatory = chosen.options.front();
    choices.push_back(std::move(chosen));
  }
  entry.choices = history::pack(choices);

  std::vector<int> remembered = vocabulary.letters()[static_cast<std::size_t>(draft.letter)].sets;
  if (const auto incident = bound_incident(workplace_, draft.letter, record)) {
    entry.incident = to_iso(*incident);
    if (std::find(remembered.begin(), remembered.end(), engine.incident_date) == remembered.end())
      remembered.push_back(engine.incident_date);
  }
  std::vector<history::NamedText> facts;
  for (const int fact : remembered) {
    const auto& declared = vocabulary.facts()[static_cast<std::size_t>(fact)];
    if (declared.personal) continue;  // only in the hash of what was read
    const Value value = situation.fact(fact);
    if (value.known()) facts.emplace_back(declared.name, history::to_text(value, declared.type, vocabulary));
  }
  entry.facts = history::pack(facts);
  entry.decisions = history::pack(used_decisions(workplace_.policy(), letter, record, situation.calendar()));
  if (engine.override_reason >= 0) {
    const auto& declared = vocabulary.facts()[static_cast<std::size_t>(engine.override_reason)];
    // Coded only: free words are none of the register's.
    if (declared.type.kind == facts::Kind::option)
      entry.override_reason = history::to_text(situation.fact(engine.override_reason), declared.type, vocabulary);
  }
}

}  // namespace caseletters::merge
