#include "merge/case_letters.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/second_person.h"
#include "register/recipient.h"
#include "sheets/workbook.h"

namespace caseletters::merge {
namespace {

using facts::Situation;
using facts::Truth;
using facts::Value;

void set(facts::Record& record, int fact, Value value) {
  if (fact >= 0) record.facts[static_cast<std::size_t>(fact)] = std::move(value);
}

facts::OptionSet as_options(std::vector<int> letters, int except) {
  std::sort(letters.begin(), letters.end());
  facts::OptionSet options;
  for (const int letter : letters) {
    if (letter != except) options.push_back(facts::Option{letter});
  }
  return options;
}

// Adds a letter to the group, with the whole group that it is in already, if there is one.
void take_in(Group& group, int letter, std::vector<Group>& groups) {
  const auto has = [](const Group& one, int wanted) {
    return std::find(one.letters.begin(), one.letters.end(), wanted) != one.letters.end();
  };
  if (has(group, letter)) return;
  const auto other = std::find_if(groups.begin(), groups.end(), [&](const Group& one) { return has(one, letter); });
  if (other == groups.end()) {
    group.letters.push_back(letter);
    return;
  }
  for (const int each : other->letters) {
    if (!has(group, each)) group.letters.push_back(each);
  }
  group.brings.insert(group.brings.end(), other->brings.begin(), other->brings.end());
  group.read.take(other->read);
  append(group.problems, std::move(other->problems));
  groups.erase(other);
}

// Each of those that no other letter brings was asked for.
void put_leaders_first(Group& group, const std::vector<int>& asked) {
  const auto leaders_end = std::stable_partition(group.letters.begin(), group.letters.end(), [&group](int letter) {
    return std::none_of(group.brings.begin(), group.brings.end(),
                        [letter](const auto& pair) { return pair.second == letter && pair.first != letter; });
  });
  std::sort(group.letters.begin(), leaders_end, [&asked](int a, int b) {
    return std::find(asked.begin(), asked.end(), a) < std::find(asked.begin(), asked.end(), b);
  });
}

}  // namespace

CaseDesk::CaseDesk(const Workplace& workplace, const sheets::CaseLayout& layout, const std::string& cases_file,
                   sheets::CaseRow row, Date run_date)
    : workplace_(workplace), layout_(layout), cases_file_(cases_file), row_(std::move(row)) {
  const auto& engine = workplace_.engine_facts();
  if (engine.letter_date >= 0) {
    auto& date = row_.record.facts[static_cast<std::size_t>(engine.letter_date)];
    letter_date_told_ = date.known();
    if (!letter_date_told_) date = Value{run_date};
  }
  for (auto& problem : row_.problems) complete(problem, {});
  merge_school();
  warn_about_unlikely_dates(run_date);
  look_for_third_person();
}

// Letters print the behaviour to the person who is meant: "What you did: …".
void CaseDesk::look_for_third_person() {
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const auto text_of = [&](const std::string& name) -> const std::string* {
    const auto fact = vocabulary.fact(name);
    return fact ? std::get_if<std::string>(&row_.record.facts[static_cast<std::size_t>(*fact)].content()) : nullptr;
  };
  std::vector<std::string> last_names;
  for (const std::string name : {"Last name", "Full name"}) {
    const std::string* text = text_of(name);
    if (text == nullptr) continue;
    // Of a name in one cell the last word, and all of them.
    last_names.push_back(*text);
    if (const auto space = text->rfind(' '); space != std::string::npos && name == "Full name")
      last_names.push_back(text->substr(space + 1));
    if (const std::string* first = text_of("First name"); first != nullptr && name == "Last name")
      last_names.push_back(*first + " " + *text);
  }
  for (const std::string name : {"Behaviour", "Earlier behaviour"}) {
    const std::string* text = text_of(name);
    const SpokenTo to = text == nullptr ? SpokenTo::yes : spoken_to(*text, last_names);
    if (to == SpokenTo::yes) continue;
    const bool another = to == SpokenTo::another;
    Diagnostic problem =
        warning("not-second-person",
                another ? fmt::format("{} speaks of the person, and the letter speaks to them", name)
                        : fmt::format("{} does not say “you”, and the letter speaks to the person", name),
                "Write it as “you …”: you shouted at a member of staff.");
    problem.fact = name;
    const int fact = *vocabulary.fact(name);
    const facts::Source& source = row_.record.sources[static_cast<std::size_t>(fact)];
    const auto& sheets = row_.record.sheet_names.empty() ? layout_.sheet_names : row_.record.sheet_names;
    if (source.sheet >= 0 && static_cast<std::size_t>(source.sheet) < sheets.size()) {
      problem.sheet = sheets[static_cast<std::size_t>(source.sheet)];
      problem.cell = sheets::cell_name(source.row, source.column);
    }
    complete(problem, {});
    if (!another) {
      row_.problems.push_back(std::move(problem));
      continue;
    }
    problem.severity = Severity::error;
    row_.bad_cells.push_back({sheets::BadCell::About::fact, fact, std::move(problem), true});
  }
}

// A slip of the pen gives a date that exists: "12" in a date cell is 12 January 1900.
void CaseDesk::warn_about_unlikely_dates(Date run_date) {
  const auto& declared = workplace_.policy().rules.vocabulary.facts();
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const Value& value = row_.record.facts[i];
    if (declared[i].origin == facts::Origin::school || declared[i].type.kind != facts::Kind::date || !value.known())
      continue;
    const Date date = value.as<Date>();
    const int months_back = static_cast<int>(i) == workplace_.engine_facts().letter_date ? 18
                            : declared[i].name == "Incident date"                        ? 24
                                                                                         : 120;
    if (date >= run_date.plus_months(-months_back) && date <= run_date.plus_months(60)) continue;
    Diagnostic problem = warning(
        "unlikely-date", fmt::format("{} is {}, a long way from the day of this run", declared[i].name, to_long(date)),
        "Check the year.");
    problem.fact = declared[i].name;
    complete(problem, {});
    row_.problems.push_back(std::move(problem));
  }
}

void CaseDesk::merge_school() {
  const int fact = workplace_.engine_facts().school;
  const Value cell = fact >= 0 ? row_.record.facts[static_cast<std::size_t>(fact)] : Value{};
  const auto found = workplace_.find_school(cell);
  if (!found) {
    std::vector<std::string> ids;
    for (const auto& school : workplace_.schools().schools) ids.push_back(school.id);
    Diagnostic problem = cell.known() ? error("unknown-school", "no school of this name stands in school.xml",
                                              fmt::format("Write one of: {}.", join_words(ids)))
                                      : error("missing-fact", "the school is not filled in, and school.xml has several",
                                              fmt::format("Write one of: {}.", join_words(ids)));
    problem.fact = "School";
    complete(problem, {});
    row_.problems.push_back(std::move(problem));
    return;
  }
  school_ = *found;
  // Where there is only one, a blank cell means it: conditions may ask.
  if (fact >= 0 && !cell.known()) {
    row_.record.facts[static_cast<std::size_t>(fact)] =
        Value{workplace_.schools().schools[static_cast<std::size_t>(school_)].id};
  }
  const facts::Record& own = workplace_.record_for(school_);
  const auto& declared = workplace_.policy().rules.vocabulary.facts();
  for (std::size_t i = 0; i < own.facts.size(); ++i) {
    if (declared[i].origin == facts::Origin::workbook || own.facts[i].state() == facts::State::unknown) continue;
    // A column of the workbook wins over the school's settings where a clerk filled one.
    if (row_.record.facts[i].state() == facts::State::unknown) row_.record.facts[i] = own.facts[i];
  }
  row_.record.labels = own.labels;
  row_.record.review_periods = own.review_periods;
}

void CaseDesk::add_problems(Diagnostics problems) {
  for (auto& problem : problems) {
    if (follows_from_bad_cell(problem)) continue;
    complete(problem, {});
    row_.problems.push_back(std::move(problem));
  }
}

std::string CaseDesk::letter_date_iso(const Group& group) const {
  if (!letter_date_told_ && group.letter_date) return to_iso(*group.letter_date);
  const int fact = workplace_.engine_facts().letter_date;
  if (fact < 0) return {};
  const Value& date = row_.record.facts[static_cast<std::size_t>(fact)];
  return date.known() ? to_iso(date.as<Date>()) : std::string{};
}

void CaseDesk::date_letters(Date day) {
  set(row_.record, workplace_.engine_facts().letter_date, Value{day});
  letter_date_told_ = false;
}

// Adds the place a clerk would look at: file, sheet, and the cell of the row under the fact's own heading.
// The policy's own names between quotation marks, as the headings of this workbook call them.
void CaseDesk::say_headings(std::string& text) const {
  constexpr std::string_view open = "“", close = "”";
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const auto heading_of = [&](const std::string& name) -> const std::string* {
    for (const auto& match : layout_.headings) {
      if (fold_name(match.fact) == fold_name(name)) return &match.heading;
      const auto fact = vocabulary.fact(match.fact);
      if (!fact) continue;
      const auto& known = vocabulary.facts()[static_cast<std::size_t>(*fact)].headings;
      const bool called = std::any_of(known.begin(), known.end(), [&](const std::string& heading) {
        return fold_heading(heading) == fold_heading(name);
      });
      if (called) return &match.heading;
    }
    return nullptr;
  };
  for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
    const auto begin = at + open.size();
    const auto end = text.find(close, begin);
    if (end == std::string::npos) return;
    if (const std::string* heading = heading_of(text.substr(begin, end - begin)))
      text.replace(begin, end - begin, *heading);
  }
}

void CaseDesk::complete(Diagnostic& problem, const std::string& letter) const {
  say_headings(problem.message);
  say_headings(problem.hint);
  if (problem.letter.empty()) problem.letter = letter;
  if (!problem.file.empty() && problem.file != cases_file_) return;
  problem.file = cases_file_;
  if (problem.sheet.empty() && static_cast<std::size_t>(layout_.sheet) < layout_.sheet_names.size()) {
    problem.sheet = layout_.sheet_names[static_cast<std::size_t>(layout_.sheet)];
  }
  if (!problem.cell.empty()) return;
  // What is about no fact is about the row: its case ID. A fact without a column has no cell to look at.
  const std::string name = problem.fact.empty() ? "Case ID" : problem.fact;
  for (const auto& heading : layout_.headings) {
    if (fold_name(heading.fact) != fold_name(name)) continue;
    problem.cell = sheets::cell_name(row_.row, heading.column);
    return;
  }
}

std::vector<Group> CaseDesk::groups(const std::vector<int>& asked) const {
  std::vector<Group> groups;
  const auto& letters = workplace_.policy().letters;
  std::vector<bool> taken(letters.size(), false);
  // A companion asked for by name goes with the letter that brings it, so leaders are found first.
  for (const bool leaders_only : {true, false}) {
    for (const int first : asked) {
      if (taken[static_cast<std::size_t>(first)]) continue;
      if (leaders_only && letters[static_cast<std::size_t>(first)].companions.empty()) continue;
      Group group;
      group.letters.push_back(first);
      taken[static_cast<std::size_t>(first)] = true;
      for (std::size_t at = 0; at < group.letters.size(); ++at) {
        const int leader = group.letters[at];
        facts::Record record = record_for_letter(leader, group);
        Situation situation{workplace_.policy().rules, record, workplace_.calendar(school_)};
        if (!row_.bad_cells.empty()) situation.tell_readings(&group.read);
        for (const auto& companion : letters[static_cast<std::size_t>(leader)].companions) {
          const Truth goes = companion.when.empty() ? Truth::yes : situation.test(companion.when);
          if (goes == Truth::unknown) {
            report_missing(group.problems, situation, companion.when, letters[static_cast<std::size_t>(leader)].id);
          } else if (goes == Truth::yes) {
            group.brings.emplace_back(leader, companion.letter);
            take_in(group, companion.letter, groups);
            taken[static_cast<std::size_t>(companion.letter)] = true;
          }
        }
      }
      put_leaders_first(group, asked);
      groups.push_back(std::move(group));
    }
  }
  // Back into the order in which the letters were asked for.
  std::stable_sort(groups.begin(), groups.end(), [&asked](const Group& a, const Group& b) {
    return std::find(asked.begin(), asked.end(), a.letters.front()) <
           std::find(asked.begin(), asked.end(), b.letters.front());
  });
  return groups;
}

facts::Record CaseDesk::record_for_letter(int letter, const Group& group) const {
  const auto& engine = workplace_.engine_facts();
  const auto& rules = workplace_.policy().rules;
  facts::Record record = row_.record;
  if (!letter_date_told_ && group.letter_date) set(record, engine.letter_date, Value{*group.letter_date});
  set(record, engine.current_letter, Value{facts::Option{letter}});
  const int role = rules.letter_roles[static_cast<std::size_t>(letter)];
  if (role >= 0) set(record, engine.letter_signatory, Value{facts::Option{role}});
  const auto companions = as_options(group.letters, letter);
  set(record, engine.companion_letters, companions.empty() ? Value::none() : Value{companions});
  return record;
}

void CaseDesk::collect_decisions(Draft& draft, Situation& situation) const {
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  for (const int choice : situation.asked_choices()) {
    const facts::Decision& decision = situation.choice(choice);
    if (decision.outcome != facts::Decision::Outcome::decided) continue;
    const auto& declared = vocabulary.choices()[static_cast<std::size_t>(choice)];
    const auto& options = vocabulary.domains()[static_cast<std::size_t>(declared.domain)].options;
    std::vector<std::string> ids;
    for (const auto option : decision.options) ids.push_back(options[static_cast<std::size_t>(option.index)].id);
    draft.choices.emplace_back(declared.name, std::move(ids));
    if (decision.overridden) {
      Diagnostic note =
          warning("overridden", fmt::format("{} was decided by the column 'Choice: {}', not by the policy's rules",
                                            declared.name, declared.name));
      note.fact = fmt::format("Choice: {}", declared.name);
      complete(note,
               draft.letter >= 0 ? vocabulary.letters()[static_cast<std::size_t>(draft.letter)].id : std::string{});
      draft.diagnostics.push_back(std::move(note));
    }
  }
  std::vector<int> dates;
  if (workplace_.engine_facts().letter_date >= 0) dates.push_back(workplace_.engine_facts().letter_date);
  for (const int fact : vocabulary.letters()[static_cast<std::size_t>(draft.letter)].sets) dates.push_back(fact);
  for (const int fact : situation.asked_facts()) dates.push_back(fact);
  std::vector<int> seen;
  for (const int fact : dates) {
    const auto& about = vocabulary.facts()[static_cast<std::size_t>(fact)];
    const bool told = fact == workplace_.engine_facts().letter_date;
    if (about.type.kind != facts::Kind::date || (about.origin != facts::Origin::derived && !told)) continue;
    if (std::find(seen.begin(), seen.end(), fact) != seen.end()) continue;
    seen.push_back(fact);
    if (const Value value = situation.fact(fact); value.known())
      draft.dates.emplace_back(about.name, to_iso(value.as<Date>()));
  }
}

Draft CaseDesk::draft(int letter, const Group& group, const std::vector<document::DocumentFormat>& formats) const {
  Draft draft;
  draft.letter = letter;
  const auto& id = workplace_.policy().letters[static_cast<std::size_t>(letter)].id;
  std::vector<const letter::Program*> programs;
  for (const auto format : formats) {
    auto program = workplace_.program(letter, school_, format);
    if (program) {
      programs.push_back(*program);
    } else {
      append(draft.diagnostics, program.error());
    }
  }
  if (draft.refused()) return draft;
  facts::Record record = record_for_letter(letter, group);
  Situation situation{workplace_.policy().rules, record, workplace_.calendar(school_)};
  FactsRead facts_read;
  situation.tell_readings(&facts_read);
  append(draft.diagnostics, settle_signatory(record, situation, letter));
  Diagnostics judged = judge(situation, letter, group);
  const bool follows_nothing =
      std::any_of(judged.begin(), judged.end(), [](const Diagnostic& problem) { return problem.code == "not-after"; });
  for (auto& problem : judged) add_once(draft.diagnostics, std::move(problem));
  if (follows_nothing) {
    judge_bad_cells(draft, facts_read, group);
    return draft;
  }
  for (const auto* program : programs) {
    auto resolved = program->resolve(situation);
    if (resolved) {
      draft.packages.push_back(std::move(*resolved));
      continue;
    }
    for (auto& problem : resolved.error()) {
      // The letter room knows the fact; where it stands in the workbook is known here.
      if (problem.code == "missing-fact" && !problem.fact.empty()) {
        const auto fact = workplace_.policy().rules.vocabulary.fact(problem.fact);
        problem = missing(fact.value_or(-1), problem.fact, id);
      } else {
        complete(problem, id);
      }
      add_once(draft.diagnostics, std::move(problem));
    }
  }
  check_recalled(draft.diagnostics, situation, facts_read, letter);
  warn_about_earlier(draft.diagnostics, situation, letter);
  if (!draft.refused()) warn_about_dates(draft.diagnostics, situation, letter);
  collect_decisions(draft, situation);
  judge_unheard_options(draft, situation, programs);
  judge_bad_cells(draft, facts_read, group);
  if (draft.refused()) {
    draft.packages.clear();
  } else {
    draft.facts_read = facts_read.as_text(record, workplace_.policy().rules.vocabulary);
    draft.recipient = history::recipient_of(workplace_.policy().rules.vocabulary, record);
    collect_issue(draft, situation, programs);
  }
  return draft;
}

}  // namespace caseletters::merge
