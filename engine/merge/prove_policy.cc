#include "merge/prove_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "base/text.h"
#include "facts/prove_goals.h"
#include "facts/prove_words.h"
#include "merge/prove_findings.h"
#include "merge/prove_letters.h"

namespace caseletters::merge {
namespace {

using facts::Decision;
using facts::Search;
using facts::SearchResult;
using facts::Situation;
using facts::Truth;
using facts::Value;

constexpr facts::SearchLimits kFewLimits{5'000, 500};  // of a choice that was too much for an earlier letter
constexpr facts::SearchLimits kReachLimits{200'000, 0};
constexpr facts::SearchLimits kPrintLimits{8'000, 0};
constexpr facts::SearchLimits kGoalLimits{100'000, 0};  // looks at a goal, each far less work than a whole case

class Prover {
 public:
  Prover(const policy::Policy& policy, const std::vector<LetterWords>& words, const facts::SearchLimits& limits)
      : policy_(policy),
        rules_(policy.rules),
        vocabulary_(policy.rules.vocabulary),
        words_(words),
        limits_(limits),
        settled_(vocabulary_.choices().size(), false),
        unproved_(vocabulary_.choices().size(), false) {
    // A period that the policy leaves open is a setting that every school gives.
    for (const auto& cycle : rules_.reviews)
      periods_.push_back(cycle.count == 0 ? facts::open_period : std::pair{0, facts::Unit::months});
  }

  Proof go() {
    for (std::size_t i = 0; i < policy_.letters.size(); ++i) look_at(static_cast<int>(i));
    proof_.findings = findings_.tell(policy_);
    return std::move(proof_);
  }

 private:
  using Kind = Decision::Outcome;
  using What = ProofFinding::What;

  // One question's search: what is given, what is tried.
  struct Bench {
    Bench(const Prover& prover, int letter, const facts::Reach& reach)
        : samples(prover.rules_, reach, prover.calendar_),
          given(prover.given_for(letter)),
          search(prover.rules_, prover.calendar_, samples, given,
                 {prover.vocabulary_.well_known().current_letter, prover.vocabulary_.well_known().letter_signatory}) {
      prover.prepare(samples, letter);
    }
    facts::Samples samples;
    facts::Record given;
    Search search;
  };

  [[nodiscard]] const policy::Letter& letter_of(int letter) const {
    return policy_.letters[static_cast<std::size_t>(letter)];
  }

  [[nodiscard]] facts::Record given_for(int letter) const {
    facts::Record record = facts::Record::for_vocabulary(vocabulary_);
    const auto& known = vocabulary_.well_known();
    const auto set = [&](int fact, Value value) {
      if (fact >= 0) record.facts[static_cast<std::size_t>(fact)] = std::move(value);
    };
    record.review_periods = &periods_;
    set(known.current_letter, Value(facts::Option{letter}));
    const auto index = static_cast<std::size_t>(letter);
    const int role = index < rules_.letter_roles.size() ? rules_.letter_roles[index] : -1;
    if (role >= 0) set(known.letter_signatory, Value(facts::Option{role}));
    return record;
  }

  // What the program fills in for this letter, and the letters it may go out with.
  void prepare(facts::Samples& samples, int letter) const {
    const auto& known = vocabulary_.well_known();
    samples.set_values(known.signatory_name, {Value(std::string("something"))});
    samples.set_values(known.signatory_post, {Value(std::string("something"))});
    samples.set_values(known.companion_letters, companions_of(letter));
  }

  [[nodiscard]] std::vector<Value> companions_of(int letter) const {
    std::vector<int> others;
    const auto add = [&](int other) {
      if (other != letter && std::find(others.begin(), others.end(), other) == others.end()) others.push_back(other);
    };
    for (const auto& companion : letter_of(letter).companions) add(companion.letter);
    for (std::size_t leader = 0; leader < policy_.letters.size(); ++leader) {
      const auto& brings = policy_.letters[leader].companions;
      const bool with_this =
          std::any_of(brings.begin(), brings.end(), [&](const auto& one) { return one.letter == letter; });
      if (!with_this) continue;
      add(static_cast<int>(leader));
      for (const auto& companion : brings) add(companion.letter);
    }
    std::sort(others.begin(), others.end());
    std::vector<Value> values = {Value::none()};
    facts::OptionSet all;
    for (const int other : others) {
      values.emplace_back(facts::OptionSet{facts::Option{other}});
      all.push_back(facts::Option{other});
    }
    if (all.size() > 1) values.emplace_back(std::move(all));
    return values;
  }

  // What must have gone before did, nothing refuses the letter, and what it needs is there.
  [[nodiscard]] bool can_be_written(Situation& situation, int letter) const {
    const policy::Letter& declared = letter_of(letter);
    return follows(situation, declared) && has_needs(situation, declared) &&
           std::all_of(declared.refusals.begin(), declared.refusals.end(),
                       [&](const auto& refusal) { return situation.test(refusal.when) == Truth::no; });
  }

  [[nodiscard]] bool follows(Situation& situation, const policy::Letter& declared) const {
    const auto was_sent = [&](int earlier) {
      facts::Symbol date;
      date.kind = facts::SymbolKind::past;
      date.index = earlier;
      if (situation.value(date).known()) return true;
      const int together = vocabulary_.well_known().companion_letters;
      if (together < 0) return false;
      const Value& with = situation.fact(together);
      const auto* set = std::get_if<facts::OptionSet>(&with.content());
      return set != nullptr && std::find(set->begin(), set->end(), facts::Option{earlier}) != set->end();
    };
    return std::all_of(declared.after.begin(), declared.after.end(),
                       [&](const auto& any_of) { return std::any_of(any_of.begin(), any_of.end(), was_sent); });
  }

  [[nodiscard]] static bool has_needs(Situation& situation, const policy::Letter& declared) {
    return std::all_of(declared.needs.begin(), declared.needs.end(), [&](const policy::Need& need) {
      const Truth asked = need.when.empty() ? Truth::yes : situation.test(need.when);
      if (asked != Truth::yes) return asked == Truth::no;
      return std::any_of(need.any_of.begin(), need.any_of.end(),
                         [&](const facts::Symbol& symbol) { return situation.value(symbol).known(); });
    });
  }

  // Led by the goals; where that comes to no end, by trying all.
  SearchResult solve(Search& search, std::vector<facts::Goal> goals, const std::vector<facts::Goal>& more,
                     const Search::Wanted& wanted, const facts::SearchLimits& limits) {
    goals.insert(goals.end(), more.begin(), more.end());
    SearchResult result = facts::solve(search, goals, wanted, kGoalLimits);
    proof_.tried += result.tried;
    return result.outcome == SearchResult::Outcome::too_many ? run(search, wanted, limits) : result;
  }

  // Every way in which it may come out badly; the first case that is found, or how far the search came.
  SearchResult solve_choice(Search& search, int choice, const std::vector<facts::Goal>& more,
                            const Search::Wanted& wanted, const facts::SearchLimits& limits) {
    SearchResult all;
    for (const auto& way : goals_against(rules_, choice)) {
      std::vector<facts::Goal> goals = way;
      goals.insert(goals.end(), more.begin(), more.end());
      SearchResult one = facts::solve(search, goals, wanted, kGoalLimits);
      proof_.tried += one.tried;
      one.read_given = one.read_given || all.read_given;
      if (one.outcome == SearchResult::Outcome::found) return one;
      if (one.outcome == SearchResult::Outcome::too_many) return run(search, wanted, limits);
      all = std::move(one);
    }
    return all;
  }

  void add_conditions(facts::ReachBuilder& reach, int letter) const {
    const policy::Letter& declared = letter_of(letter);
    for (const auto& refusal : declared.refusals) reach.add(refusal.when);
    for (const auto& need : declared.needs) {
      reach.add(need.when);
      for (const auto& symbol : need.any_of) reach.add(symbol);
    }
  }

  void look_at(int letter) {
    facts::ReachBuilder asked(rules_);
    add_conditions(asked, letter);
    const policy::Letter& declared = letter_of(letter);
    for (const auto& symbol : words_[static_cast<std::size_t>(letter)].symbols) asked.add(symbol);
    for (const auto& companion : declared.companions) asked.add(companion.when);
    for (const auto& refusal : declared.refusals) {
      asked.add(refusal.because);
      asked.add(refusal.remedy);
    }
    asked.add(declared.due);
    asked.add_choice(vocabulary_.well_known().signatory_choice);
    for (const int choice : asked.reach().choices) look_at_choice(letter, choice);
    for (const auto& choice : words_[static_cast<std::size_t>(letter)].asked_choices) look_at_mark(letter, choice);
    look_at_reach(letter);
    for (const auto& symbol : words_[static_cast<std::size_t>(letter)].always_printed) look_at_print(letter, symbol);
  }

  // First without a view to the letter's refusals: a choice that always comes out and never asks which letter it is in
  // is proved for all of them.
  void look_at_choice(int letter, int choice) {
    if (settled_[static_cast<std::size_t>(choice)]) return;
    facts::ReachBuilder own(rules_);
    own.add_choice(choice);
    Bench plain(*this, letter, own.reach());
    const facts::SearchLimits limits = unproved_[static_cast<std::size_t>(choice)] ? kFewLimits : limits_;
    const SearchResult first = solve_choice(
        plain.search, choice, {},
        [&](Situation& situation) {
          const Kind outcome = situation.choice(choice).outcome;
          return outcome == Kind::none_holds || outcome == Kind::several_hold;
        },
        limits);
    if (first.outcome == SearchResult::Outcome::none) {
      settled_[static_cast<std::size_t>(choice)] = !first.read_given && !reads_companions(own.reach());
      return;
    }
    if (first.outcome == SearchResult::Outcome::too_many) return unproved(letter, choice, first);
    facts::ReachBuilder all(rules_);
    all.add_choice(choice);
    add_conditions(all, letter);
    Bench whole(*this, letter, all.reach());
    for (const Kind kind : {Kind::none_holds, Kind::several_hold}) {
      const auto goes_wrong = [&](Situation& situation) { return situation.choice(choice).outcome == kind; };
      const SearchResult found = solve_choice(
          whole.search, choice, goals_of_writing(vocabulary_, letter_of(letter), made_),
          [&](Situation& situation) { return goes_wrong(situation) && can_be_written(situation, letter); }, limits);
      if (found.outcome == SearchResult::Outcome::too_many) unproved(letter, choice, found);
      if (found.outcome != SearchResult::Outcome::found) continue;
      std::string when =
          describe(rules_, own.reach(), whole.search, found.told, whole.search.needed(found.told, goes_wrong));
      if (!when.empty()) when = "with " + when + ", ";
      std::vector<std::string> holding;
      whole.search.show(found.told, [&](Situation& situation) { holding = options_of(situation, choice); });
      note(kind == Kind::none_holds ? What::choice_none : What::choice_several, name_of_choice(choice),
           when + outcome_words(choice, kind, holding), letter);
    }
  }

  [[nodiscard]] bool reads_companions(const facts::Reach& reach) const {
    const int fact = vocabulary_.well_known().companion_letters;
    return std::any_of(reach.symbols.begin(), reach.symbols.end(), [&](const facts::Symbol& symbol) {
      return symbol.kind == facts::SymbolKind::fact && symbol.index == fact;
    });
  }

  [[nodiscard]] const std::string& name_of_choice(int choice) const {
    return vocabulary_.choices()[static_cast<std::size_t>(choice)].name;
  }

  [[nodiscard]] std::vector<std::string> options_of(Situation& situation, int choice) const {
    const auto domain = static_cast<std::size_t>(vocabulary_.choices()[static_cast<std::size_t>(choice)].domain);
    std::vector<std::string> ids;
    for (const facts::Option option : situation.choice(choice).options) {
      ids.push_back(vocabulary_.domains()[domain].options[static_cast<std::size_t>(option.index)].id);
    }
    return ids;
  }

  [[nodiscard]] std::string outcome_words(int choice, Kind kind, const std::vector<std::string>& holding) const {
    const auto& declared = vocabulary_.choices()[static_cast<std::size_t>(choice)];
    if (kind == Kind::several_hold) return fmt::format("{} of {} hold at once", join_words(holding), declared.name);
    if (holding.empty()) return fmt::format("no option of {} holds", declared.name);
    return fmt::format("only {} of {} holds, and it asks for at least {}", join_words(holding), declared.name,
                       declared.at_least);
  }

  void unproved(int letter, int choice, const SearchResult& result) {
    unproved_[static_cast<std::size_t>(choice)] = true;
    note(What::choice_unproved, name_of_choice(choice), in_round_numbers(result.combinations), letter);
  }

  // A mark that stands where its choice is not asked (markup.md, "How names resolve", 6).
  void look_at_mark(int letter, const letter::AskedChoice& mark) {
    const int choice = mark.choice.index;
    facts::ReachBuilder own(rules_);
    own.add_choice(choice);
    for (const auto& [condition, holds] : mark.under) own.add(condition);
    for (const auto& [outer, option] : mark.when) own.add(outer);
    facts::ReachBuilder all = own;
    add_conditions(all, letter);
    Bench bench(*this, letter, all.reach());
    const auto reached = [&](Situation& situation) {
      return situation.choice(choice).outcome == Kind::outside_guard &&
             std::all_of(mark.under.begin(), mark.under.end(),
                         [&](const auto& part) {
                           return situation.test(part.first) == (part.second ? Truth::yes : Truth::no);
                         }) &&
             std::all_of(mark.when.begin(), mark.when.end(), [&](const auto& part) {
               return situation.value(part.first) == Value(facts::Option{part.second});
             });
    };
    const facts::Expression& guard = rules_.choices[static_cast<std::size_t>(choice)].guard;
    if (guard.empty()) return;
    std::vector<facts::Goal> goals{facts::goal(guard, false)};
    for (const auto& [condition, holds] : mark.under) {
      if (!condition.empty()) goals.push_back(facts::goal(condition, holds));
    }
    const SearchResult found = solve(
        bench.search, std::move(goals), goals_of_writing(vocabulary_, letter_of(letter), made_),
        [&](Situation& situation) { return reached(situation) && can_be_written(situation, letter); }, kReachLimits);
    if (found.outcome != SearchResult::Outcome::found) return;
    std::string when =
        describe(rules_, own.reach(), bench.search, found.told, bench.search.needed(found.told, reached));
    if (!when.empty()) when = "with " + when + ", ";
    const std::string& name = name_of_choice(choice);
    note(What::choice_not_asked, name, fmt::format("{}{} is not asked, but a mark depends on it", when, name), letter);
  }

  void look_at_reach(int letter) {
    const policy::Letter& declared = letter_of(letter);
    facts::ReachBuilder reach(rules_);
    reach.add(declared.due);
    add_conditions(reach, letter);
    Bench bench(*this, letter, reach.reach());
    bench.samples.put_known_first();
    const auto is_due = [&](Situation& situation) {
      return declared.due.empty() || situation.test(declared.due) == Truth::yes;
    };
    std::vector<facts::Goal> to_be_due;
    if (!declared.due.empty()) to_be_due.push_back(facts::goal(declared.due, true));
    const auto result = solve(
        bench.search, to_be_due, goals_of_writing(vocabulary_, letter_of(letter), made_),
        [&](Situation& situation) { return is_due(situation) && can_be_written(situation, letter); }, kReachLimits);
    if (result.outcome == SearchResult::Outcome::found) return;
    if (result.outcome == SearchResult::Outcome::too_many) {
      return note(What::letter_unproved, declared.id, in_round_numbers(result.combinations), letter);
    }
    std::string why = "whatever a case says, what it needs and what refuses it leave no way for it";
    for (const auto& refusal : declared.refusals) {
      if (refusal.when.empty()) continue;
      const auto past_it = solve(
          bench.search, to_be_due, {facts::goal(refusal.when, false)},
          [&](Situation& situation) { return is_due(situation) && situation.test(refusal.when) == Truth::no; },
          kReachLimits);
      if (past_it.outcome != SearchResult::Outcome::none) continue;
      why = fmt::format("its refusal “{}” holds whenever it is due", refusal.code);
      break;
    }
    const auto due = solve(bench.search, to_be_due, {}, is_due, kReachLimits);
    if (due.outcome == SearchResult::Outcome::none) why = "what makes it due can never hold";
    note(What::letter_unreachable, declared.id, std::move(why), letter);
  }

  // A value that every letter prints, and a case in which the letter may be written without it.
  void look_at_print(int letter, const facts::Symbol& symbol) {
    if (symbol.kind == facts::SymbolKind::choice || filled_by_program(symbol)) return;
    // A word chooses what it is made of, and asks for that itself ("half a name"): only one that comes to nothing is
    // found.
    const bool asks = symbol.kind == facts::SymbolKind::fact && symbol.type.kind == facts::Kind::text &&
                      vocabulary_.facts()[static_cast<std::size_t>(symbol.index)].origin == facts::Origin::derived;
    facts::ReachBuilder reach(rules_);
    reach.add(symbol);
    add_conditions(reach, letter);
    Bench bench(*this, letter, reach.reach());
    bench.samples.put_known_first();
    for (std::size_t i = 0; i < vocabulary_.facts().size(); ++i) give_setting(bench.samples, static_cast<int>(i));
    const auto lacks = [&](Situation& situation) {
      const Value value = situation.value(symbol);
      return !value.known() && !(asks && value.state() == facts::State::unknown);
    };
    // Most are there in every case, whatever the letter needs.
    const std::vector<facts::Goal> blank{goal_known(symbol, false, made_)};
    const auto any = facts::solve(bench.search, blank, lacks, kPrintLimits);
    proof_.tried += any.tried;
    if (any.outcome == SearchResult::Outcome::none) return;
    auto goals = goals_of_writing(vocabulary_, letter_of(letter), made_);
    goals.insert(goals.end(), blank.begin(), blank.end());
    const auto result = facts::solve(
        bench.search, goals,
        [&](Situation& situation) { return lacks(situation) && can_be_written(situation, letter); }, kPrintLimits);
    proof_.tried += result.tried;
    if (result.outcome != SearchResult::Outcome::found) return;
    std::vector<std::string> names;
    bool all_said_elsewhere = false;
    bench.search.show(result.told, [&](Situation& situation) {
      const auto all_missing = situation.missing_for(symbol);
      for (const auto& missing : all_missing) {
        // A choice that does not come out is found as such, and an item is there only where it was filled in.
        if (missing.choice < 0 && missing.item < 0) names.push_back(facts::name_of(missing, vocabulary_));
      }
      all_said_elsewhere = !all_missing.empty() && names.empty();
    });
    if (all_said_elsewhere) return;
    if (names.empty()) names.push_back(vocabulary_.name_of(symbol));
    for (std::string& name : names) note(What::not_needed, std::move(name), {}, letter);
  }

  // What a school must say is not the clerk's to fill in a row.
  void give_setting(facts::Samples& samples, int fact) const {
    const auto& declared = vocabulary_.facts()[static_cast<std::size_t>(fact)];
    const bool other = declared.origin != facts::Origin::school && declared.origin != facts::Origin::engine;
    if (other || declared.blank == facts::State::none || declared.fallback) return;
    std::vector<Value> values = samples.values({facts::Reading::What::fact, fact}, {});
    values.erase(std::remove_if(values.begin(), values.end(), [](const Value& value) { return !value.known(); }),
                 values.end());
    if (!values.empty()) samples.set_values(fact, std::move(values));
  }

  [[nodiscard]] bool filled_by_program(const facts::Symbol& symbol) const {
    if (symbol.kind != facts::SymbolKind::fact) return false;
    const auto& fact = vocabulary_.facts()[static_cast<std::size_t>(symbol.index)];
    if (fact.list >= 0 || fact.fallback) return true;
    if (fact.origin == facts::Origin::school || fact.origin == facts::Origin::engine) {
      return fact.blank == facts::State::unknown;
    }
    const std::string folded = fold_name(fact.name);
    return folded == "case id" || folded == "letter date" || folded == "school";
  }

  SearchResult run(Search& search, const Search::Wanted& wanted, const facts::SearchLimits& limits) {
    SearchResult result = search.run(wanted, limits);
    proof_.tried += result.tried;
    return result;
  }

  void note(What what, std::string name, std::string words, int letter) {
    findings_.note({what, std::move(name), std::move(words)}, letter_of(letter).id);
  }

  const policy::Policy& policy_;
  const facts::Rules& rules_;
  const facts::Vocabulary& vocabulary_;
  const std::vector<LetterWords>& words_;
  const facts::SearchLimits limits_;
  Calendar calendar_;
  std::vector<std::pair<int, facts::Unit>> periods_;  // by review; 0: the policy's own
  std::vector<bool> settled_;                         // by choice: proved for every letter
  std::vector<bool> unproved_;                        // by choice: too many cases in some letter
  MadeConditions made_;
  ProofFindings findings_;
  Proof proof_;
};

}  // namespace

Proof prove_policy(const policy::Policy& policy, const std::vector<LetterWords>& words,
                   const facts::SearchLimits& limits) {
  return Prover(policy, words, limits).go();
}

}  // namespace caseletters::merge
