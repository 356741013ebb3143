#include "letter/shortfall.h"

#include <utility>
#include <vector>

#include "base/text.h"

namespace caseletters::letter {
namespace {

std::string cell_name(const facts::Source& source) {
  std::string letters;
  for (int column = source.column + 1; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters + std::to_string(source.row + 1);
}

std::string headings(const facts::FactDecl& fact) {
  if (fact.headings.empty()) return {};
  std::string out;
  for (const auto& heading : fact.headings) {
    if (!out.empty()) out += " or ";
    out += "“" + heading + "”";
  }
  return out;
}

}  // namespace

void Shortfall::add(Diagnostic problem, const std::string& key, const Place& place) {
  if (!said_.insert(key).second) return;
  problem.letter = letter_;
  problem.paragraph = place.paragraph;
  all_.push_back(std::move(problem));
}

void Shortfall::add_all(const std::vector<facts::MissingFact>& missing, const std::string& what,
                        const std::string& needed_for, const Place& place) {
  for (const auto& one : missing) add_one(one, needed_for, place);
  if (!missing.empty()) return;
  auto problem = error("missing-fact", "“" + what + "” is blank, and " + needed_for + " needs it.",
                       "Fill in what it is worked out from (“explain” shows it).");
  problem.fact = what;
  add(std::move(problem), "fact " + what, place);
}

void Shortfall::add_one(const facts::MissingFact& missing, const std::string& needed_for, const Place& place) {
  if (missing.choice >= 0) {
    const auto& decision = situation_.choice(missing.choice);
    if (decision.outcome != facts::Decision::Outcome::decided &&
        decision.outcome != facts::Decision::Outcome::unknown) {
      add_choice(missing.choice, decision, place);
      return;
    }
  }
  const auto& vocabulary = situation_.rules().vocabulary;
  const auto name = facts::name_of(missing, vocabulary);
  std::string hint = "Add a column headed “" + name + "” and fill it in.";
  auto problem = error("missing-fact", "“" + name + "” is blank, and " + needed_for + " needs it.");
  problem.fact = name;
  if (missing.fact >= 0 && missing.past_letter < 0) {
    const auto& declared = vocabulary.facts()[static_cast<std::size_t>(missing.fact)];
    const auto others = headings(declared);
    if (declared.origin == facts::Origin::school)
      hint = "Fill it in in school.xml.";
    else if (declared.origin == facts::Origin::engine)
      hint = "It comes from what school.xml says of the signatories.";
    else if (set_cell(problem, source_of(missing)))
      hint = "Fill in that cell.";
    else if (!others.empty())
      hint += " The heading " + others + " is understood as well.";
    if (!declared.ask.empty()) hint = declared.ask + " " + hint;
  }
  problem.hint = std::move(hint);
  add(std::move(problem), "fact " + name, place);
}

facts::Source Shortfall::source_of(const facts::MissingFact& missing) const {
  const auto& record = situation_.record();
  const auto fact = static_cast<std::size_t>(missing.fact);
  const auto& declared = situation_.rules().vocabulary.facts()[fact];
  if (declared.list < 0) return fact < record.sources.size() ? record.sources[fact] : facts::Source{};
  const auto list = static_cast<std::size_t>(declared.list), item = static_cast<std::size_t>(missing.item);
  if (missing.item < 0 || list >= record.item_sources.size() || item >= record.item_sources[list].size()) return {};
  const auto& fields = situation_.rules().vocabulary.lists()[list].fields;
  const auto& sources = record.item_sources[list][item];
  for (std::size_t field = 0; field < fields.size() && field < sources.size(); ++field)
    if (fields[field] == missing.fact) return sources[field];
  return {};
}

bool Shortfall::set_cell(Diagnostic& problem, const facts::Source& source) const {
  const auto& names = situation_.record().sheet_names;
  if (source.sheet < 0 || source.row < 0 || source.column < 0 || static_cast<std::size_t>(source.sheet) >= names.size())
    return false;
  problem.sheet = names[static_cast<std::size_t>(source.sheet)];
  problem.cell = cell_name(source);
  return true;
}

void Shortfall::missing(const facts::Symbol& symbol, facts::State state, const facts::Scope& scope,
                        const Place& place) {
  std::vector<facts::MissingFact> missing;
  if (state == facts::State::unknown) {
    missing = situation_.missing_for(symbol, scope);
  } else if (symbol.kind == facts::SymbolKind::fact) {
    // Nothing is known to be there, and the words have room for something only: the same cell mends it.
    facts::MissingFact one;
    one.fact = symbol.index;
    const auto list = situation_.rules().vocabulary.facts()[static_cast<std::size_t>(symbol.index)].list;
    for (const auto& open : scope.places)
      if (open.list == list) one.item = open.item;
    missing.push_back(one);
  }
  add_all(missing, situation_.rules().vocabulary.name_of(symbol), "the mark " + place.mark, place);
}

void Shortfall::undecided(const facts::Expression& condition, const facts::Scope& scope, const Place& place) {
  add_all(situation_.missing_for(condition, scope), condition.source, "the mark " + place.mark, place);
}

void Shortfall::undecided(const facts::Symbol& choice, const facts::Decision& decision, const facts::Scope& scope,
                          const Place& place) {
  if (decision.outcome == facts::Decision::Outcome::unknown) {
    const auto name = situation_.rules().vocabulary.name_of(choice);
    add_all(situation_.missing_for(choice, scope), name, "the choice “" + name + "”", place);
    return;
  }
  add_choice(choice.index, decision, place);
}

void Shortfall::add_choice(int choice, const facts::Decision& decision, const Place& place) {
  const auto& vocabulary = situation_.rules().vocabulary;
  const auto& declared = vocabulary.choices()[static_cast<std::size_t>(choice)];
  const auto& name = declared.name;
  const auto& domain = vocabulary.domains()[static_cast<std::size_t>(declared.domain)];
  std::vector<std::string> held;
  for (const auto option : decision.options)
    held.push_back("“" + domain.options[static_cast<std::size_t>(option.index)].id + "”");
  const std::string remedy =
      "Look at the facts that decide it (“explain” shows them), or settle it with a column headed “Choice: " + name +
      "”.";
  using Outcome = facts::Decision::Outcome;
  std::string code = "choice-none";
  std::string message = "No option of the choice “" + name + "” holds.";
  std::string hint = remedy;
  if (decision.outcome == Outcome::several_hold) {
    code = "choice-several";
    message = "Of the choice “" + name + "” exactly one option must hold, but " + join_words(held) + " do.";
  } else if (decision.outcome == Outcome::outside_guard) {
    message = "The choice “" + name + "” is not asked in this letter, but the letter's words depend on it.";
    hint = "Put its mark under the same condition as the choice, or change the choice's own condition.";
  }
  auto problem = error(code, message, hint);
  problem.fact = name;
  add(std::move(problem), "choice " + name, place);
}

void Shortfall::no_option(const facts::Symbol& symbol, const Place& place) {
  const auto name = situation_.rules().vocabulary.name_of(symbol);
  add(error("choice-none", "No option of “" + name + "” is given, and the mark " + place.mark + " needs one.",
            "Fill it in, or settle it with a column headed “Choice: " + name + "”."),
      "choice " + name, place);
}

void Shortfall::bad_value(const facts::Symbol& symbol, const Place& place) {
  const auto name = situation_.rules().vocabulary.name_of(symbol);
  auto problem = error("bad-value", "“" + name + "” holds a character that no letter can show (a control character).",
                       "Type the cell's content anew; such characters come in by copying from other programs.");
  problem.fact = name;
  if (symbol.kind == facts::SymbolKind::fact) {
    facts::MissingFact one;
    one.fact = symbol.index;
    (void)set_cell(problem, source_of(one));
  }
  add(std::move(problem), "value " + name, place);
}

}  // namespace caseletters::letter
