// What each letter of a policy needs to know, by what name a workbook may hold it, and where it is used.
#pragma once

#include <string>
#include <vector>

#include "merge/workplace.h"

namespace caseletters::merge {

struct FactUse {
  std::string place;  // "letter", "needs", "refused (not-yet)", "rule of Salutation", "choice Response" …
  std::string words;  // of the paragraph, or of the rule
};

struct LetterFact {
  std::string name;
  std::string from;                   // "workbook", "settings" (school.xml), "earlier letter", "program"
  std::string type;                   // "a date", "one of: none, live, complete"
  bool needed = false;                // without it the letter is refused, whatever the case
  std::vector<std::string> headings;  // of its column: its name, and the words that mean the same
  std::string ask;                    // the question that fills it
  std::vector<FactUse> uses;
};

struct LetterFacts {
  std::string id, title;
  std::vector<LetterFact> facts;  // those needed first, then in the order in which the letter comes to them
};

// By letter, in the policy's order. A template that cannot be used is a failure.
[[nodiscard]] Checked<std::vector<LetterFacts>> letter_facts(const Files& files, const std::string& named,
                                                             const policy::Library& library);

}  // namespace caseletters::merge
