// What a situation lacks for a letter, gathered over the whole letter and said once each.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "facts/situation.h"
#include "letter/operations.h"

namespace caseletters::letter {

class Shortfall {
 public:
  Shortfall(facts::Situation& situation, std::string letter) : situation_(situation), letter_(std::move(letter)) {}

  // A value that is not there. Code: missing-fact.
  void missing(const facts::Symbol& symbol, facts::State state, const facts::Scope& scope, const Place& place);
  // A condition that nobody can decide. Code: missing-fact.
  void undecided(const facts::Expression& condition, const facts::Scope& scope, const Place& place);
  // A choice without its one option. Codes: choice-none, choice-several, missing-fact.
  void undecided(const facts::Symbol& choice, const facts::Decision& decision, const facts::Scope& scope,
                 const Place& place);
  void no_option(const facts::Symbol& symbol, const Place& place);
  // Code: bad-value.
  void bad_value(const facts::Symbol& symbol, const Place& place);

  [[nodiscard]] const Diagnostics& all() const { return all_; }

 private:
  void add(Diagnostic problem, const std::string& key, const Place& place);
  void add_all(const std::vector<facts::MissingFact>& missing, const std::string& what, const std::string& needed_for,
               const Place& place);
  void add_one(const facts::MissingFact& missing, const std::string& needed_for, const Place& place);
  [[nodiscard]] facts::Source source_of(const facts::MissingFact& missing) const;
  bool set_cell(Diagnostic& problem, const facts::Source& source) const;
  void add_choice(int choice, const facts::Decision& decision, const Place& place);

  facts::Situation& situation_;
  std::string letter_;
  std::set<std::string> said_;
  Diagnostics all_;
};

}  // namespace caseletters::letter
