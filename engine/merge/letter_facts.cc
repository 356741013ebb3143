#include "merge/letter_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "policy/describe.h"

namespace caseletters::merge {
namespace {

using facts::Symbol;
using facts::SymbolKind;

std::string type_words(const facts::Type& type, const facts::Vocabulary& vocabulary) {
  using facts::Kind;
  switch (type.kind) {
    case Kind::text:
      return "text";
    case Kind::date:
      return "a date";
    case Kind::time:
      return "a time of day";
    case Kind::moment:
      return "a date and time";
    case Kind::number:
      return "a number";
    case Kind::yes_no:
      return "yes or no";
    case Kind::option:
    case Kind::set:
      break;
  }
  std::vector<std::string> ids;
  for (const auto& option : vocabulary.domains()[static_cast<std::size_t>(type.domain)].options)
    ids.push_back(option.id);
  return fmt::format("{}: {}", type.kind == Kind::option ? "one of" : "any of", fmt::join(ids, ", "));
}

class Tracer {
 public:
  Tracer(const policy::Policy& policy, const policy::Letter& letter)
      : policy_(policy), vocabulary_(policy.rules.vocabulary), letter_(letter) {}

  LetterFacts trace(const letter::Program& program) {
    for (const auto& use : program.uses()) visit(use.symbol, {"letter", use.paragraph});
    rules();
    std::set<std::string> needed;
    for (const auto& need : letter_.needs)
      if (need.any_of.size() == 1 && need.when.empty()) needed.insert(vocabulary_.name_of(need.any_of.front()));
    for (const auto& symbol : program.always_printed()) needed.insert(vocabulary_.name_of(symbol));
    for (auto& fact : found_) fact.needed = needed.count(fact.name) != 0;
    std::stable_partition(found_.begin(), found_.end(), [](const LetterFact& fact) { return fact.needed; });
    return {letter_.id, letter_.title, std::move(found_)};
  }

 private:
  void rules() {
    for (const auto& need : letter_.needs) {
      std::vector<std::string> names;
      for (const auto& symbol : need.any_of) names.push_back(vocabulary_.name_of(symbol));
      const auto words = fmt::format("{}", fmt::join(names, " or "));
      for (const auto& symbol : need.any_of) visit(symbol, {"needs", words});
      condition(need.when, "needs");
    }
    for (const auto& refusal : letter_.refusals) {
      condition(refusal.when, fmt::format("refused ({})", refusal.code));
      text(refusal.because, fmt::format("refused ({})", refusal.code));
    }
    for (const auto& caution : letter_.cautions) condition(caution.when, fmt::format("caution ({})", caution.code));
    for (const auto& companion : letter_.companions)
      condition(companion.when,
                fmt::format("with {}", vocabulary_.letters()[static_cast<std::size_t>(companion.letter)].id));
    condition(letter_.due, "due");
    for (const auto& earlier : letter_.after)
      for (const int index : earlier) {
        Symbol symbol;
        symbol.kind = SymbolKind::letter;
        symbol.index = index;
        visit(symbol, {"after", vocabulary_.letters()[static_cast<std::size_t>(index)].title});
      }
  }

  void condition(const facts::Expression& expression, const std::string& place) {
    if (expression.empty()) return;
    const auto words = facts::to_text(expression, vocabulary_);
    for (const auto& symbol : facts::symbols_of(expression)) visit(symbol, {place, words});
  }

  void text(const facts::TextTemplate& pieces, const std::string& place) {
    const auto words = policy::in_words(pieces, vocabulary_);
    for (const auto& piece : pieces)
      if (piece.has_field) visit(piece.field.symbol, {place, words});
  }

  void visit(const Symbol& symbol, const FactUse& use) {
    switch (symbol.kind) {
      case SymbolKind::fact:
        fact(symbol.index, use);
        return;
      case SymbolKind::list_item:
      case SymbolKind::list_plural: {
        const auto& fields = vocabulary_.lists()[static_cast<std::size_t>(symbol.index)].fields;
        if (!fields.empty()) fact(fields.front(), use);
        return;
      }
      case SymbolKind::choice:
        choice(symbol.index);
        return;
      case SymbolKind::letter: {
        const auto& id = vocabulary_.letters()[static_cast<std::size_t>(symbol.index)].id;
        add({id + " date", "earlier letter", "a date", false, {id + " date"}, {}, {}}, use);
        return;
      }
      case SymbolKind::past: {
        const auto name = vocabulary_.name_of(symbol);
        add({name, "earlier letter", type_words(symbol.type, vocabulary_), false, {name}, {}, {}}, use);
        return;
      }
    }
  }

  void fact(int index, const FactUse& use) {
    const auto& declared = vocabulary_.facts()[static_cast<std::size_t>(index)];
    const bool derived = declared.origin == facts::Origin::derived;
    if (!derived || declared.overridable) {
      LetterFact made;
      made.name = declared.name;
      made.from = declared.origin == facts::Origin::school   ? "settings"
                  : declared.origin == facts::Origin::engine ? "program"
                                                             : "workbook";
      made.type = type_words(declared.type, vocabulary_);
      made.ask = declared.ask;
      if (made.from == "workbook") {
        made.headings = {declared.name};
        made.headings.insert(made.headings.end(), declared.headings.begin(), declared.headings.end());
      }
      add(std::move(made), use);
    }
    const int rule = policy_.rules.derived_of_fact[static_cast<std::size_t>(index)];
    if (rule < 0 || !derived_.insert(rule).second) return;
    const auto place = "rule of " + declared.name;
    for (const auto& one : policy_.rules.derived[static_cast<std::size_t>(rule)].cases) {
      condition(one.when, place);
      condition(one.value, place);
      text(one.text, place);
    }
  }

  void choice(int index) {
    if (!choices_.insert(index).second) return;
    const auto& rules = policy_.rules.choices[static_cast<std::size_t>(index)];
    const auto place = "choice " + vocabulary_.choices()[static_cast<std::size_t>(index)].name;
    condition(rules.guard, place);
    for (const auto& option : rules.options) condition(option.when, place);
  }

  void add(LetterFact fact, const FactUse& use) {
    auto known = std::find_if(found_.begin(), found_.end(),
                              [&](const LetterFact& one) { return one.name == fact.name && one.from == fact.from; });
    if (known == found_.end()) known = found_.insert(found_.end(), std::move(fact));
    const auto same = [&](const FactUse& one) { return one.place == use.place && one.words == use.words; };
    if (std::none_of(known->uses.begin(), known->uses.end(), same)) known->uses.push_back(use);
  }

  const policy::Policy& policy_;
  const facts::Vocabulary& vocabulary_;
  const policy::Letter& letter_;
  std::vector<LetterFact> found_;
  std::set<int> derived_, choices_;  // looked into already
};

}  // namespace

Checked<std::vector<LetterFacts>> letter_facts(const Files& files, const std::string& named,
                                               const policy::Library& library) {
  auto folder = find_policy(files, named, library);
  if (!folder) return fail(Diagnostics{folder.error()});
  auto policy = policy::load_policy(files, *folder, library);
  if (!policy) return fail(policy.error());
  std::vector<LetterFacts> out;
  Diagnostics problems;
  for (const auto& letter : policy->letters) {
    auto program = compile_template(files, template_file(letter.template_path, own_format(files, letter.template_path)),
                                    policy->rules, {}, letter.id);
    if (!program)
      append(problems, program.error());
    else
      out.push_back(Tracer{*policy, letter}.trace(*program));
  }
  if (!problems.empty()) return fail(std::move(problems));
  return out;
}

}  // namespace caseletters::merge
