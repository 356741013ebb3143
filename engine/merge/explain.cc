#include "merge/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/case_history.h"
#include "merge/case_letters.h"
#include "merge/case_selection.h"
#include "merge/issued.h"
#include "merge/open_cases.h"
#include "merge/reasons.h"

namespace caseletters::merge {
namespace {

using facts::Situation;

class Explainer {
 public:
  Explainer(const ExplainOptions& options, Files& files) : options_(options), files_(files) {}
  Explanation go();

 private:
  bool find_row();
  [[nodiscard]] Diagnostics recall_for(int letter, const std::shared_ptr<const history::Ledger>& ledger);
  void explain_letter(CaseDesk& desk, int letter);
  void explain_facts(Situation& situation, const letter::Program* program);
  void explain_fact(Situation& situation, int fact);
  [[nodiscard]] std::string rule_behind(Situation& situation, int fact) const;
  void explain_past(Situation& situation, const facts::Symbol& symbol);
  void explain_choice(Situation& situation, int choice);
  [[nodiscard]] Reasons reasons() const {
    return {workplace_->policy().rules.vocabulary, layout_, options_.show_names};
  }
  [[nodiscard]] std::string shown(Situation& situation, const facts::Symbol& symbol, bool personal) const {
    return reasons().shown(situation, symbol, personal);
  }
  bool stop(Diagnostics problems, Exit exit) {
    append(explanation_.run.diagnostics, std::move(problems));
    explanation_.run.exit = exit;
    return false;
  }

  const ExplainOptions& options_;
  Files& files_;
  Explanation explanation_;
  std::unique_ptr<Workplace> workplace_;
  std::unique_ptr<sheets::Workbook> workbook_;
  sheets::CaseLayout layout_;
  std::optional<sheets::CaseRow> row_;
  int row_number_ = 0;  // 0-based
};

bool Explainer::find_row() {
  auto opened = open_cases(files_, options_.places);
  if (!opened) return stop(opened.error(), Exit::unusable_input);
  workbook_ = std::move(opened->workbook);
  workplace_ = std::move(opened->workplace);
  append(explanation_.run.diagnostics, std::move(opened->warnings));
  const std::string wanted = fold_name(options_.case_id);
  sheets::CaseOptions asked = options_.sheet;
  asked.show_values = options_.show_names;
  auto layout = sheets::read_cases(*workbook_, workplace_->policy().rules.vocabulary, workplace_->case_options(asked),
                                   [&](sheets::CaseRow&& row) {
                                     if (!row_ && fold_name(row.id) == wanted) row_ = std::move(row);
                                     return true;
                                   });
  if (!layout) return stop(layout.error(), Exit::unusable_input);
  layout_ = std::move(*layout);
  if (row_) {
    row_number_ = row_->row;
    forget_letters_asked(*row_);
  }
  if (!row_) {
    Diagnostic problem = error("unknown-case", fmt::format("no row has the case ID '{}'", options_.case_id),
                               "Check the ID as it stands in the workbook.");
    problem.file = options_.places.cases;
    return stop({std::move(problem)}, Exit::refused);
  }
  return true;
}

// The line of the policy that gave a value, in words: the condition that held and what it read.
std::string Explainer::rule_behind(Situation& situation, int fact) const {
  const auto& rules = workplace_->policy().rules;
  const auto index = static_cast<std::size_t>(fact);
  const int rule = index < rules.derived_of_fact.size() ? rules.derived_of_fact[index] : -1;
  if (rule < 0) return "worked out by the policy";
  const auto told = [&](const facts::Expression& condition) {
    std::vector<std::string> words;
    for (const auto& step : situation.trace(condition)) words.push_back(reasons().of(situation, step));
    return fmt::format("{}", fmt::join(words, "; "));
  };
  for (const auto& line : rules.derived[static_cast<std::size_t>(rule)].cases) {
    const auto holds = line.when.empty() ? facts::Truth::yes : situation.test(line.when);
    if (holds == facts::Truth::no) continue;
    std::string when = line.when.empty() ? std::string{} : "because " + told(line.when);
    if (holds == facts::Truth::unknown) return when;
    const bool condition = !line.value.empty() && line.value.root().op != facts::Op::symbol;
    if (!condition) return when.empty() ? "as the policy says where nothing else does" : when;
    const auto kind = rules.vocabulary.facts()[index].type.kind;
    if (kind != facts::Kind::yes_no) return when.empty() ? "worked out by the policy" : when;
    return "because " + told(line.value);
  }
  return "no rule of the policy gives one here";
}

void Explainer::explain_fact(Situation& situation, int fact) {
  const auto& vocabulary = workplace_->policy().rules.vocabulary;
  const auto& declared = vocabulary.facts()[static_cast<std::size_t>(fact)];
  if (declared.list >= 0) return;
  const auto symbol = vocabulary.find(declared.name);
  if (!symbol) return;
  ExplainedFact line;
  line.name = declared.name;
  line.personal = declared.personal;
  line.value = shown(situation, *symbol, declared.personal);
  const auto& record = situation.record();
  line.source = reasons().place_of(record.sources[static_cast<std::size_t>(fact)], record);
  if (line.source.empty()) {
    switch (declared.origin) {
      case facts::Origin::workbook:
        line.source = situation.value(*symbol).known() ? "by default" : "no cell";
        if (fact == workplace_->engine_facts().letter_date) line.source = "the day of the run";
        break;
      case facts::Origin::school:
        line.source = "the school's settings";
        break;
      case facts::Origin::derived: {
        const std::string sum = situation.explain_date(fact);
        line.source = sum.empty() ? rule_behind(situation, fact) : sum;
        break;
      }
      case facts::Origin::engine:
        line.source = "filled in by the program";
        break;
    }
  }
  explanation_.facts.push_back(std::move(line));
}

void Explainer::explain_past(Situation& situation, const facts::Symbol& symbol) {
  ExplainedFact line;
  line.name = workplace_->policy().rules.vocabulary.name_of(symbol);
  line.value = shown(situation, symbol, symbol.type.kind == facts::Kind::text);
  const std::string& letter =
      workplace_->policy().rules.vocabulary.letters()[static_cast<std::size_t>(symbol.index)].id;
  const auto& past = situation.record().letters[static_cast<std::size_t>(symbol.index)];
  const auto column = std::find_if(layout_.headings.begin(), layout_.headings.end(), [&line](const auto& heading) {
    return fold_name(heading.fact) == fold_name(line.name);
  });
  const std::string elsewhere = symbol.past == facts::PastField::date
                                    ? std::string{"the register"}
                                    : fmt::format("the register, or the rules of {} on its date", letter);
  if (!past.sent && !past.date.known()) {
    line.source = fmt::format("{} was not sent", letter);
  } else if (column != layout_.headings.end()) {
    line.source =
        fmt::format("{}; where that is blank, {}",
                    reasons().place_of({layout_.sheet, row_number_, column->column}, situation.record()), elsewhere);
  } else {
    line.source = elsewhere;
  }
  explanation_.facts.push_back(std::move(line));
}

void Explainer::explain_choice(Situation& situation, int choice) {
  using Outcome = facts::Decision::Outcome;
  const auto& vocabulary = workplace_->policy().rules.vocabulary;
  const auto& declared = vocabulary.choices()[static_cast<std::size_t>(choice)];
  const auto& options = vocabulary.domains()[static_cast<std::size_t>(declared.domain)].options;
  const facts::Decision decision = situation.choice(choice);
  ExplainedChoice line;
  line.name = declared.name;
  for (const auto option : decision.options) line.options.push_back(options[static_cast<std::size_t>(option.index)].id);
  switch (decision.outcome) {
    case Outcome::decided:
      line.how = decision.overridden ? fmt::format("decided by the column 'Choice: {}'", declared.name)
                                     : "decided by the policy's rule";
      break;
    case Outcome::none_holds:
      line.how = "no option holds";
      break;
    case Outcome::several_hold:
      line.how = "more than one option holds";
      break;
    case Outcome::unknown:
      line.how = "cannot be decided: a fact is not known";
      break;
    case Outcome::outside_guard:
      line.how = "not asked for this case";
      break;
  }
  for (const auto& step : situation.trace_choice(choice)) line.because.push_back(reasons().of(situation, step));
  explanation_.choices.push_back(std::move(line));
}

void Explainer::explain_facts(Situation& situation, const letter::Program* program) {
  std::vector<int> facts;
  std::vector<facts::Symbol> past;
  const auto add = [&facts](int fact) {
    if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
  };
  if (workplace_->engine_facts().letter_date >= 0) add(workplace_->engine_facts().letter_date);
  if (program != nullptr) {
    for (const auto& symbol : program->symbols()) {
      if (symbol.kind == facts::SymbolKind::fact) add(symbol.index);
      if (symbol.kind == facts::SymbolKind::past) past.push_back(symbol);
    }
  }
  for (const int fact : situation.asked_facts()) add(fact);
  for (const int fact : facts) explain_fact(situation, fact);
  for (const auto& symbol : past) explain_past(situation, symbol);
}

void Explainer::explain_letter(CaseDesk& desk, int letter) {
  const auto& policy = workplace_->policy();
  const auto groups = desk.groups({letter});
  Group group = groups.front();
  group.letter_date = explanation_.issued;
  for (std::size_t i = 1; i < group.letters.size(); ++i) {
    explanation_.companions.push_back(policy.letters[static_cast<std::size_t>(group.letters[i])].id);
  }
  Draft draft = desk.draft(letter, group, {workplace_->own_format(letter)});
  LetterOutcome& outcome = explanation_.letter;
  outcome.case_id = desk.id();
  outcome.letter = policy.letters[static_cast<std::size_t>(letter)].id;
  outcome.status = draft.refused() ? Status::refused : Status::written;
  outcome.choices = draft.choices;
  outcome.dates = draft.dates;
  outcome.diagnostics = draft.diagnostics;
  append(outcome.diagnostics, group.problems);
  if (draft.refused()) explanation_.run.exit = Exit::refused;

  facts::Record record = desk.record_for_letter(letter, group);
  Situation situation{policy.rules, record, workplace_->calendar(desk.school())};
  (void)desk.settle_signatory(record, situation, letter);
  (void)desk.judge(situation, letter, group);
  auto program = workplace_->program(letter, desk.school(), workplace_->own_format(letter));
  if (program) (void)(*program)->resolve(situation);
  const std::vector<int> choices = situation.asked_choices();
  for (const int choice : choices) explain_choice(situation, choice);
  explain_facts(situation, program ? *program : nullptr);
}

// A letter that was issued is explained as the case stood before it; one that was not, as it stands now.
Diagnostics Explainer::recall_for(int letter, const std::shared_ptr<const history::Ledger>& ledger) {
  const auto history = history_over(*workplace_, ledger);
  sheets::CaseRow now = *row_;
  Diagnostics recalled = history->recall(now.id, now.record);
  if (ledger != nullptr && !has_errors(recalled)) {
    const CaseDesk desk{*workplace_, layout_, options_.places.cases, now, options_.date};
    const std::string nowhere;
    const IssuedLetters issued{*workplace_, files_, options_.places.cases, nowhere, options_.date, ledger.get()};
    const Issued found = desk.school() < 0 ? Issued{} : issued.find(desk, letter, {});
    if (found.entry != nullptr) {
      recalled = history->recall_before(row_->id, row_->record, issued.first_of(row_->id, *found.entry));
      explanation_.issued = found.date;
      return recalled;
    }
  }
  *row_ = std::move(now);
  return recalled;
}

Explanation Explainer::go() {
  if (!find_row()) return std::move(explanation_);
  const auto& vocabulary = workplace_->policy().rules.vocabulary;
  const auto letter = vocabulary.letter(options_.letter);
  if (!letter) {
    std::vector<std::string> ids;
    for (const auto& declared : vocabulary.letters()) ids.push_back(declared.id);
    const std::string near = nearest(options_.letter, ids);
    stop({error("unknown-letter", fmt::format("policy {} has no letter '{}'", workplace_->policy().id, options_.letter),
                near.empty() ? fmt::format("Its letters: {}.", fmt::join(ids, ", "))
                             : fmt::format("Did you mean {}?", near))},
         Exit::usage);
    return std::move(explanation_);
  }
  auto ledger = read_register(files_, register_path(*workplace_, options_.places));
  if (!ledger) {
    stop(ledger.error(), exit_for_register(ledger.error()));
    return std::move(explanation_);
  }
  Diagnostics recalled = recall_for(*letter, *ledger);
  CaseDesk desk{*workplace_, layout_, options_.places.cases, std::move(*row_), options_.date};
  desk.add_problems(std::move(recalled));
  if (has_errors(desk.problems())) {
    explanation_.letter.case_id = desk.id();
    explanation_.letter.letter = options_.letter;
    explanation_.letter.diagnostics = desk.problems();
    explanation_.run.exit = Exit::refused;
    return std::move(explanation_);
  }
  explain_letter(desk, *letter);
  return std::move(explanation_);
}

}  // namespace

Explanation explain(const ExplainOptions& options, Files& files) {
  return Explainer{options, files}.go();
}

}  // namespace caseletters::merge
