// What the policy says about one letter of one case, before its words: who signs, what must have gone before, what
// refuses it, what it needs, and which of its dates a clerk should look at.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/case_letters.h"
#include "merge/unheard_options.h"
#include "sheets/workbook.h"

namespace caseletters::merge {
namespace {

using facts::Situation;
using facts::Truth;
using facts::Value;

void set(facts::Record& record, int fact, Value value) {
  if (fact >= 0) record.facts[static_cast<std::size_t>(fact)] = std::move(value);
}

std::string words(const facts::Printed& printed) {
  return printed.state == facts::State::known ? printed.text : std::string{};
}

}  // namespace

Diagnostic CaseDesk::missing(int fact, const std::string& name, const std::string& letter) const {
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  std::string heading;
  const auto item = item_that_tells(fact);
  for (const auto& match : layout_.headings) {
    if (!item && fold_name(match.fact) == fold_name(name)) heading = match.heading;
  }
  const auto& sheets = row_.record.sheet_names.empty() ? layout_.sheet_names : row_.record.sheet_names;
  const bool of_school =
      fact >= 0 && vocabulary.facts()[static_cast<std::size_t>(fact)].origin == facts::Origin::school;
  std::string hint;
  if (const std::string reviews = reviews_without_period(fact); !reviews.empty()) {
    hint = fmt::format("The policy leaves the period to the school: give it in {} ({}), or fill in '{}'.",
                       workplace_.schools().file, reviews, name);
  } else if (of_school) {
    hint = fmt::format("Give {} in {}.", name, workplace_.schools().file);
  } else if (item) {
    hint = fmt::format("Fill in '{}' in row {} of the sheet {}: what this case tells of that incident stands there.",
                       name, item->row + 1, sheets[static_cast<std::size_t>(item->sheet)]);
  } else if (!heading.empty()) {
    hint = fmt::format("Fill in '{}' in row {}.", heading, row_.row + 1);
  } else if (const std::string sheet = sheet_of_items(fact); !sheet.empty()) {
    hint = fmt::format("Fill in '{}' on the sheet {}.", name, sheet);
  } else {
    hint = fmt::format("Add a column headed '{}' and fill it in for row {}.", name, row_.row + 1);
  }
  Diagnostic problem = error("missing-fact",
                             heading.empty() || fold_heading(heading) == fold_heading(name)
                                 ? fmt::format("{} is not known, and {} needs it", name, letter)
                                 : fmt::format("'{}' ({}) is not known, and {} needs it", heading, name, letter),
                             std::move(hint));
  problem.fact = name;
  if (item) {
    problem.sheet = sheets[static_cast<std::size_t>(item->sheet)];
    problem.cell = sheets::cell_name(item->row, item->column);
  }
  complete(problem, letter);
  return problem;
}

// The row of another sheet (the latest incident) that tells what the case's own row says nothing of, and the column of
// the fact where another row of the case has it filled in, else the first that is filled in there.
std::optional<facts::Source> CaseDesk::item_that_tells(int fact) const {
  const auto& facts = workplace_.policy().rules.vocabulary.facts();
  const auto& lists = workplace_.policy().rules.vocabulary.lists();
  const facts::Record& record = row_.record;
  for (std::size_t list = 0; fact >= 0 && list < lists.size(); ++list) {
    const auto& fields = lists[list].fields;
    for (std::size_t field = 0; field < fields.size(); ++field) {
      const auto& declared = facts[static_cast<std::size_t>(fields[field])];
      const auto fills = declared.latest == fact ? &facts::FactDecl::latest : &facts::FactDecl::earlier;
      const std::size_t back = declared.latest == fact ? 1 : 2;
      if (declared.*fills != fact || record.item_sources[list].size() < back) continue;
      const auto& sources = record.item_sources[list][record.item_sources[list].size() - back];
      const bool told = std::any_of(fields.begin(), fields.end(), [&](const int& other) {
        const int filled = facts[static_cast<std::size_t>(other)].*fills;
        const auto place = static_cast<std::size_t>(&other - fields.data());
        return filled >= 0 && sources[place].sheet >= 0 &&
               record.sources[static_cast<std::size_t>(filled)].sheet == sources[place].sheet &&
               record.sources[static_cast<std::size_t>(filled)].row == sources[place].row;
      });
      if (!told) continue;
      facts::Source found;
      for (const facts::Source& source : sources) {
        if (found.sheet < 0 && source.sheet >= 0) found = source;
      }
      for (const auto& item : record.item_sources[list]) {
        if (item[field].sheet == found.sheet) found.column = item[field].column;
      }
      return found;
    }
  }
  return std::nullopt;
}

// An option that the policy does not have would be left out of the letter without a word.
void CaseDesk::judge_unheard_options(Draft& draft, const Situation& situation,
                                     const std::vector<const letter::Program*>& programs) const {
  const auto& policy = workplace_.policy();
  const auto& vocabulary = policy.rules.vocabulary;
  for (const int choice : situation.asked_choices()) {
    for (const UnheardOptions& unheard : unheard_options(policy, choice, row_.record, programs)) {
      const auto& fact = vocabulary.facts()[static_cast<std::size_t>(unheard.fact)];
      const auto& options = vocabulary.domains()[static_cast<std::size_t>(fact.type.domain)].options;
      const auto ids = [&options](const std::vector<int>& of) {
        std::vector<std::string> words;
        for (const int option : of) words.push_back(options[static_cast<std::size_t>(option)].id);
        return join_words(words);
      };
      Diagnostic problem =
          warning("not-in-policy",
                  fmt::format("“{}” names {}, which this policy does not have", fact.name, ids(unheard.options)),
                  fmt::format("It is left out of the letter. This policy has {}.", ids(unheard.heard)));
      problem.fact = fact.name;
      complete(problem, policy.letters[static_cast<std::size_t>(draft.letter)].id);
      add_once(draft.diagnostics, std::move(problem));
    }
  }
}

// The sheet that holds the children (incidents …) where the fact is one of theirs and no column of the cases tells of
// them; empty where a column is the place.
std::string CaseDesk::sheet_of_items(int fact) const {
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const int list = fact < 0 ? -1 : vocabulary.facts()[static_cast<std::size_t>(fact)].list;
  if (list < 0) return {};
  const bool in_columns =
      std::any_of(layout_.headings.begin(), layout_.headings.end(), [list](const sheets::HeadingMatch& heading) {
        return heading.target && heading.target->kind == sheets::TargetKind::field && heading.target->list == list;
      });
  if (in_columns) return {};
  const std::string wanted = fold_heading(vocabulary.lists()[static_cast<std::size_t>(list)].sheet);
  const auto found = std::find_if(layout_.sheet_names.begin(), layout_.sheet_names.end(),
                                  [&wanted](const std::string& name) { return fold_heading(name) == wanted; });
  return found == layout_.sheet_names.end() ? std::string{} : *found;
}

// The settings that would give a review date its period, as they are written; empty where none is lacking.
std::string CaseDesk::reviews_without_period(int fact) const {
  const auto& rules = workplace_.policy().rules;
  const int rule = fact < 0 ? -1 : rules.derived_of_fact[static_cast<std::size_t>(fact)];
  const auto* periods = row_.record.review_periods;
  if (rule < 0 || periods == nullptr) return {};
  std::vector<std::string> settings;
  for (const facts::DerivedCase& line : rules.derived[static_cast<std::size_t>(rule)].cases) {
    if (line.review < 0 || (*periods)[static_cast<std::size_t>(line.review)].first > 0) continue;
    const std::string setting = fmt::format("<review-period review=\"{}\" period=\"6 months\"/>",
                                            rules.reviews[static_cast<std::size_t>(line.review)].id);
    if (std::find(settings.begin(), settings.end(), setting) == settings.end()) settings.push_back(setting);
  }
  return fmt::format("{}", fmt::join(settings, " "));
}

void CaseDesk::report_missing(Diagnostics& to, Situation& situation, const facts::Expression& condition,
                              const std::string& letter) const {
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  for (const auto& lacking : situation.missing_for(condition)) {
    add_once(to, missing(lacking.fact, facts::name_of(lacking, vocabulary), letter));
  }
}

Diagnostics CaseDesk::settle_signatory(facts::Record& record, Situation& situation, int letter) const {
  Diagnostics problems;
  const auto& engine = workplace_.engine_facts();
  const auto& rules = workplace_.policy().rules;
  if (engine.signatory_choice < 0) return problems;
  const facts::Decision& decision = situation.choice(engine.signatory_choice);
  const std::string& id = workplace_.policy().letters[static_cast<std::size_t>(letter)].id;
  if (decision.outcome != facts::Decision::Outcome::decided) {
    append(problems, judge_choice(situation, engine.signatory_choice, letter));
    return problems;
  }
  const auto domain = rules.vocabulary.choices()[static_cast<std::size_t>(engine.signatory_choice)].domain;
  const auto& role = rules.vocabulary.domains()[static_cast<std::size_t>(domain)]
                         .options[static_cast<std::size_t>(decision.options.front().index)]
                         .id;
  const auto& school = workplace_.schools().schools[static_cast<std::size_t>(school_)];
  const policy::Signatory* signatory = policy::signatory_for(school, role);
  if (signatory == nullptr) {
    Diagnostic problem =
        error("no-signatory", fmt::format("{} is to be signed by the {}, and {} has none", id, role, school.name),
              fmt::format("Add <signatory role=\"{}\" …/> or <stand-in for=\"{}\" …/> to the school's settings.", role,
                          role));
    problem.file = workplace_.schools().file;
    problem.letter = id;
    problem.line = school.line;
    problems.push_back(std::move(problem));
    return problems;
  }
  const auto text_or_none = [](const std::string& text) { return text.empty() ? Value::none() : Value{text}; };
  set(record, engine.signatory_name, text_or_none(signatory->name));
  set(record, engine.signatory_post, text_or_none(signatory->post));
  set(record, engine.signatory_qualifications, text_or_none(signatory->qualifications));
  return problems;
}

Diagnostics CaseDesk::judge_choice(Situation& situation, int choice, int letter) const {
  Diagnostics problems;
  using Outcome = facts::Decision::Outcome;
  const facts::Decision& decision = situation.choice(choice);
  const auto& rules = workplace_.policy().rules;
  const auto& declared = rules.vocabulary.choices()[static_cast<std::size_t>(choice)];
  const std::string& id = workplace_.policy().letters[static_cast<std::size_t>(letter)].id;
  if (decision.outcome == Outcome::unknown) {
    facts::Symbol symbol;
    symbol.kind = facts::SymbolKind::choice;
    symbol.index = choice;
    for (const auto& lacking : situation.missing_for(symbol)) {
      add_once(problems, missing(lacking.fact, facts::name_of(lacking, rules.vocabulary), id));
    }
  } else if (decision.outcome == Outcome::none_holds || decision.outcome == Outcome::several_hold) {
    const bool none = decision.outcome == Outcome::none_holds;
    Diagnostic problem = error(none ? "choice-none" : "choice-several",
                               none ? fmt::format("no option of {} fits this case", declared.name)
                                    : fmt::format("more than one option of {} fits this case", declared.name),
                               fmt::format("Check the cells that decide {}, or fill in a column headed 'Choice: {}'.",
                                           declared.name, declared.name));
    problem.fact = declared.name;
    complete(problem, id);
    problems.push_back(std::move(problem));
  }
  return problems;
}

Diagnostics CaseDesk::judge(Situation& situation, int letter, const Group& group) const {
  Diagnostics problems;
  const auto& rules = workplace_.policy().rules;
  const auto& declared = workplace_.policy().letters[static_cast<std::size_t>(letter)];
  const auto& vocabulary = rules.vocabulary;

  for (const auto& any_of : declared.after) {
    const bool sent = std::any_of(any_of.begin(), any_of.end(), [&](int earlier) {
      return situation.record().letters[static_cast<std::size_t>(earlier)].sent ||
             std::find(group.letters.begin(), group.letters.end(), earlier) != group.letters.end();
    });
    if (sent) continue;
    std::vector<std::string> ids;
    for (const int earlier : any_of) ids.push_back(vocabulary.letters()[static_cast<std::size_t>(earlier)].id);
    const std::string column = ids.front() + " date";
    Diagnostic problem = error(
        "not-after",
        fmt::format("{} follows {}, and no such letter is recorded for this case", declared.id, fmt::join(ids, " or ")),
        fmt::format("If it was sent, write its date under '{}'; if not, send it first.", column));
    problem.fact = column;
    complete(problem, declared.id);
    add_once(problems, std::move(problem));
  }

  // Without the letter that it follows, what else it lacks is beside the point.
  if (has_errors(problems)) return problems;

  for (const auto& refusal : declared.refusals) {
    const Truth holds = situation.test(refusal.when);
    if (holds == Truth::unknown) {
      report_missing(problems, situation, refusal.when, declared.id);
    } else if (holds == Truth::yes) {
      const int reason = workplace_.engine_facts().override_reason;
      const bool overridden = refusal.overridable && reason >= 0 && situation.fact(reason).known();
      Diagnostic problem =
          error(refusal.code, words(situation.print(refusal.because)), words(situation.print(refusal.remedy)));
      if (overridden) {
        problem.severity = Severity::warning;
        facts::Field field;
        field.symbol.index = reason;
        field.symbol.type = vocabulary.facts()[static_cast<std::size_t>(reason)].type;
        problem.hint = fmt::format("Written all the same; the override reason is: {}.", words(situation.print(field)));
        problem.fact = vocabulary.facts()[static_cast<std::size_t>(reason)].name;
      } else if (refusal.overridable) {
        problem.hint += " To send it all the same, fill in 'Override reason'.";
      }
      if (!overridden) point_to_fault(problem, situation.record(), refusal.when, refusal.because);
      complete(problem, declared.id);
      problems.push_back(std::move(problem));
    }
  }

  for (const auto& need : declared.needs) {
    const Truth holds = need.when.empty() ? Truth::yes : situation.test(need.when);
    if (holds == Truth::unknown) report_missing(problems, situation, need.when, declared.id);
    if (holds != Truth::yes) continue;
    const bool there = std::any_of(need.any_of.begin(), need.any_of.end(),
                                   [&](const facts::Symbol& symbol) { return situation.value(symbol).known(); });
    if (there) continue;
    if (need.any_of.size() == 1) {
      const auto lacking = situation.missing_for(need.any_of.front());
      for (const auto& fact : lacking)
        add_once(problems, missing(fact.fact, facts::name_of(fact, vocabulary), declared.id));
      if (!lacking.empty()) continue;
    }
    std::vector<std::string> names;
    for (const auto& symbol : need.any_of) names.push_back(vocabulary.name_of(symbol));
    Diagnostic problem = missing(need.any_of.front().kind == facts::SymbolKind::fact ? need.any_of.front().index : -1,
                                 names.front(), declared.id);
    if (names.size() > 1) {
      problem.message =
          fmt::format("{} needs {}, and none of them is filled in", declared.id, fmt::join(names, " or "));
    }
    add_once(problems, std::move(problem));
  }

  for (const auto& caution : declared.cautions) {
    if (situation.test(caution.when) != Truth::yes) continue;
    Diagnostic problem = warning(caution.code, words(situation.print(caution.because)));
    point_to_fault(problem, situation.record(), caution.when, caution.because);
    complete(problem, declared.id);
    problems.push_back(std::move(problem));
  }
  return problems;
}

void CaseDesk::warn_about_dates(Diagnostics& to, Situation& situation, int letter) const {
  const auto& rules = workplace_.policy().rules;
  const auto& vocabulary = rules.vocabulary;
  const auto& declared = workplace_.policy().letters[static_cast<std::size_t>(letter)];
  const auto& school = workplace_.schools().schools[static_cast<std::size_t>(school_)];
  const auto warn = [&](std::string code, const std::string& fact, std::string message, std::string hint) {
    Diagnostic problem = warning(std::move(code), std::move(message), std::move(hint));
    problem.fact = fact;
    complete(problem, declared.id);
    add_once(to, std::move(problem));
  };
  for (const int fact : vocabulary.letters()[static_cast<std::size_t>(letter)].sets) {
    const auto& about = vocabulary.facts()[static_cast<std::size_t>(fact)];
    if (about.origin != facts::Origin::derived || about.type.kind != facts::Kind::date) continue;
    const Value value = situation.fact(fact);
    if (!value.known()) continue;
    const Date date = value.as<Date>();
    if (about.overridable && row_.record.facts[static_cast<std::size_t>(fact)].known()) {
      const Value computed = situation.computed(fact);
      if (computed.known() && computed != value) {
        warn("differs-from-computed", about.name,
             fmt::format("{} says {}; by the policy it would be {}", about.name, to_long(date),
                         to_long(computed.as<Date>())),
             "The date in the workbook is used. Empty the cell to use the policy's.");
      }
    }
    // Nobody is there at a weekend or on a bank holiday, closed or not.
    const bool weekend = date.is_weekend();
    if (weekend || workplace_.calendar(school_).is_bank_holiday(date)) {
      warn(weekend ? "weekend" : "bank-holiday", about.name,
           fmt::format("{} falls on {}{}", about.name, weekend ? to_weekday(date) : to_long(date),
                       weekend ? "" : ", a bank holiday"),
           "It is printed as it stands; plan for the working day before.");
      continue;
    }
    for (const auto& closure : school.closures) {
      if (date >= closure.from && date <= closure.to) {
        warn("in-closure", about.name,
             fmt::format("{} falls on {}, when the school is closed ({})", about.name, to_weekday(date), closure.name),
             "School holidays count as working days; consider whether somebody will be there.");
      }
    }
  }
}

// A letter that goes out once and that the workbook says went out before.
void CaseDesk::warn_about_earlier(Diagnostics& to, Situation& situation, int letter) const {
  const auto& declared = workplace_.policy().letters[static_cast<std::size_t>(letter)];
  const auto& past = situation.record().letters[static_cast<std::size_t>(letter)];
  if (declared.repeats || !past.date.known()) return;
  Diagnostic problem =
      warning("already-sent",
              fmt::format("{} is recorded as sent on {}; this is another", declared.id, to_long(past.date.as<Date>())),
              fmt::format("Take {} out of the letters asked for, if no second one is meant.", declared.id));
  problem.fact = declared.id + " date";
  complete(problem, declared.id);
  to.push_back(std::move(problem));
}

}  // namespace caseletters::merge
