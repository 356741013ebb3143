#include "merge/prove_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "facts/prove.h"
#include "facts/prove_words.h"
#include "merge/declared_place.h"

namespace caseletters::merge {
namespace {

using facts::Decision;
using facts::Search;
using facts::SearchResult;
using facts::Situation;
using facts::Truth;
using facts::Value;

constexpr facts::SearchLimits kReachLimits{200'000, 0};
constexpr facts::SearchLimits kPrintLimits{3'000, 0};

// 1,234,567, and from there on no more than two places that mean something.
std::string in_round_numbers(double count) {
  double unit = 1;
  while (count / unit >= 100) unit *= 10;
  const auto rounded = static_cast<std::int64_t>(count / unit + 0.5);
  std::string digits = fmt::format("{:.0f}", static_cast<double>(rounded) * unit);
  for (std::size_t i = digits.size(); i > 3;) {
    i -= 3;
    digits.insert(i, ",");
  }
  return digits;
}

class Prover {
 public:
  Prover(const policy::Policy& policy, const std::vector<LetterWords>& words, const Files& files,
         const policy::Library& library)
      : policy_(policy),
        rules_(policy.rules),
        vocabulary_(policy.rules.vocabulary),
        words_(words),
        places_(policy, files, library),
        settled_(vocabulary_.choices().size(), false) {}

  Proof go() {
    for (std::size_t i = 0; i < policy_.letters.size(); ++i) look_at(static_cast<int>(i));
    tell();
    return std::move(proof_);
  }

 private:
  using Kind = Decision::Outcome;
  struct Finding {
    std::string code;
    int subject = -1;   // choice, or fact that is printed
    std::string name;   // its name, or what is missing
    std::string words;  // when it happens
    std::vector<std::string> letters;
  };

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
    const SearchResult first = run(plain.search, [&](Situation& situation) {
      const Kind outcome = situation.choice(choice).outcome;
      return outcome == Kind::none_holds || outcome == Kind::several_hold;
    });
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
      const SearchResult found = run(whole.search, [&](Situation& situation) {
        return goes_wrong(situation) && can_be_written(situation, letter);
      });
      if (found.outcome == SearchResult::Outcome::too_many) unproved(letter, choice, found);
      if (found.outcome != SearchResult::Outcome::found) continue;
      std::string when =
          describe(rules_, own.reach(), whole.search, found.told, whole.search.needed(found.told, goes_wrong));
      if (!when.empty()) when = "with " + when + ", ";
      std::vector<std::string> holding;
      whole.search.show(found.told, [&](Situation& situation) { holding = options_of(situation, choice); });
      note({kind == Kind::none_holds ? "choice-none" : "choice-several",
            choice,
            name_of_choice(choice),
            when + outcome_words(choice, kind, holding),
            {}},
           letter);
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
    Finding finding{"unproved", choice, name_of_choice(choice), in_round_numbers(result.combinations), {}};
    for (Finding& known : findings_) {
      if (known.code != finding.code || known.subject != choice) continue;
      if (std::find(known.letters.begin(), known.letters.end(), letter_of(letter).id) == known.letters.end()) {
        known.letters.push_back(letter_of(letter).id);
      }
      return;
    }
    note(std::move(finding), letter);
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
    const auto result = run(
        bench.search, [&](Situation& situation) { return is_due(situation) && can_be_written(situation, letter); },
        kReachLimits);
    if (result.outcome == SearchResult::Outcome::found) return;
    if (result.outcome == SearchResult::Outcome::too_many) {
      note({"unproved-letter", letter, declared.id, in_round_numbers(result.combinations), {}}, letter);
      return;
    }
    std::string why = "whatever a case says, what it needs and what refuses it leave no way for it";
    for (const auto& refusal : declared.refusals) {
      const auto past_it = run(
          bench.search,
          [&](Situation& situation) { return is_due(situation) && situation.test(refusal.when) == Truth::no; },
          kReachLimits);
      if (past_it.outcome != SearchResult::Outcome::none) continue;
      why = fmt::format("its refusal “{}” holds whenever it is due", refusal.code);
      break;
    }
    const auto due = run(bench.search, is_due, kReachLimits);
    if (due.outcome == SearchResult::Outcome::none) why = "what makes it due can never hold";
    note({"unreachable-letter", letter, declared.id, std::move(why), {}}, letter);
  }

  // A value that every letter prints, and a case in which the letter may be written without it.
  void look_at_print(int letter, const facts::Symbol& symbol) {
    if (symbol.kind == facts::SymbolKind::choice || filled_by_program(symbol)) return;
    facts::ReachBuilder reach(rules_);
    reach.add(symbol);
    add_conditions(reach, letter);
    Bench bench(*this, letter, reach.reach());
    for (std::size_t i = 0; i < vocabulary_.facts().size(); ++i) give_setting(bench.samples, static_cast<int>(i));
    const auto result = run(
        bench.search,
        [&](Situation& situation) { return !situation.value(symbol).known() && can_be_written(situation, letter); },
        kPrintLimits);
    if (result.outcome != SearchResult::Outcome::found) return;
    std::vector<std::string> names;
    bench.search.show(result.told, [&](Situation& situation) {
      for (const auto& missing : situation.missing_for(symbol)) {
        names.push_back(facts::name_of(missing, vocabulary_));
      }
    });
    if (names.empty()) names.push_back(vocabulary_.name_of(symbol));
    for (std::string& name : names) note({"not-needed", symbol.index, std::move(name), {}, {}}, letter);
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

  SearchResult run(Search& search, const Search::Wanted& wanted, const facts::SearchLimits& limits = {}) {
    SearchResult result = search.run(wanted, limits);
    proof_.tried += result.tried;
    return result;
  }

  void note(Finding finding, int letter) {
    const std::string& id = letter_of(letter).id;
    for (Finding& known : findings_) {
      const bool same = known.code == finding.code && known.name == finding.name && known.words == finding.words;
      if (!same) continue;
      if (std::find(known.letters.begin(), known.letters.end(), id) == known.letters.end()) known.letters.push_back(id);
      return;
    }
    finding.letters.push_back(id);
    findings_.push_back(std::move(finding));
  }

  void tell() {
    for (const Finding& finding : findings_) {
      Diagnostic told = words_of(finding);
      if (finding.letters.size() == 1) told.letter = finding.letters.front();
      const bool of_choice =
          finding.code == "choice-none" || finding.code == "choice-several" || finding.code == "unproved";
      const DeclaredPlace place =
          of_choice ? places_.of_choice(finding.name) : places_.of_letter(finding.letters.front());
      told.file = place.file;
      told.line = place.line;
      if (of_choice || finding.code == "not-needed") told.fact = finding.name;
      proof_.findings.push_back(std::move(told));
    }
  }

  [[nodiscard]] static Diagnostic words_of(const Finding& finding) {
    const std::string letters = join_words(finding.letters);
    if (finding.code == "unproved") {
      return warning("unproved",
                     fmt::format("{} in {} depends on about {} combinations of facts, too many to try each; those that "
                                 "were tried show nothing wrong",
                                 finding.name, letters, finding.words),
                     "Split its rules into derived facts with few values, or look through them by hand.");
    }
    if (finding.code == "unproved-letter") {
      return warning("unproved",
                     fmt::format("whether {} can come about depends on about {} combinations of facts; none of those "
                                 "that were tried lets it be written when it is due",
                                 letters, finding.words),
                     "Look through what makes it due, what it needs and what refuses it.");
    }
    if (finding.code == "unreachable-letter") {
      return error(finding.code, fmt::format("{} can never be written: {}", letters, finding.words),
                   "Compare what makes it due with what refuses it.");
    }
    if (finding.code == "not-needed") {
      const bool one = finding.letters.size() == 1;
      return warning(finding.code,
                     fmt::format("{} always print{} {}, and no rule of {} makes sure that it is known", letters,
                                 one ? "s" : "", finding.name, one ? "the letter" : "theirs"),
                     fmt::format("Add <needs fact=\"{}\"/>, so that a clerk is told, or let it be blank: {{{{{} | "
                                 "optional}}}}.",
                                 finding.name, finding.name));
    }
    return error(finding.code, fmt::format("in {}, {}", letters, finding.words),
                 finding.code == "choice-none" ? "Give one option a rule that holds there, or refuse the letter there."
                                               : "Let only one rule hold there: narrow the others.");
  }

  const policy::Policy& policy_;
  const facts::Rules& rules_;
  const facts::Vocabulary& vocabulary_;
  const std::vector<LetterWords>& words_;
  DeclaredPlaces places_;
  Calendar calendar_;
  std::vector<bool> settled_;  // by choice: proved for every letter
  std::vector<Finding> findings_;
  Proof proof_;
};

}  // namespace

Proof prove_policy(const policy::Policy& policy, const std::vector<LetterWords>& words, const Files& files,
                   const policy::Library& library) {
  return Prover(policy, words, files, library).go();
}

}  // namespace caseletters::merge
