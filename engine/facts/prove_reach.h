// What a question about a case can come to read: down from conditions, names and words through derived facts and
// choices. What an earlier letter chose is told, not worked out again, so its rules are not followed.
#pragma once

#include <vector>

#include "facts/rules.h"

namespace caseletters::facts {

struct Reach {
  std::vector<const Expression*> expressions;  // without repeats; they belong to the rules or to whoever added them
  std::vector<Symbol> symbols;                 // without repeats
  std::vector<int> choices;                    // those asked of the letter itself, in order of first meeting
};

// Gathers one. All that is added outlives the reach.
class ReachBuilder {
 public:
  explicit ReachBuilder(const Rules& rules);
  void add(const Expression& expression);
  void add(const Symbol& symbol);
  void add(const TextTemplate& text);
  void add_choice(int choice);
  [[nodiscard]] const Reach& reach() const { return reach_; }

 private:
  void add_fact(int fact);

  const Rules& rules_;
  Reach reach_;
  std::vector<bool> facts_seen_;
  std::vector<bool> choices_seen_;
};

}  // namespace caseletters::facts
