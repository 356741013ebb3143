// Why a letter says what it says: every fact with its cell, every choice with its rule, every date with its count.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "merge/outcome.h"
#include "merge/workplace.h"
#include "sheets/cases.h"

namespace caseletters::merge {

struct ExplainOptions {
  Places places;
  std::string case_id;
  std::string letter;
  Date date;
  bool show_names = false;  // personal facts in full; else only where they come from
  sheets::CaseOptions sheet = {};
};

struct ExplainedFact {
  std::string name, value, source;  // source: "sheet Cases, cell D7", "settings", "policy: 10 working days after …"
  bool personal = false;
};

struct ExplainedChoice {
  std::string name;
  std::vector<std::string> options;
  std::string how;                   // "decided by the rule", "decided by the column", "no option holds" …
  std::vector<std::string> because;  // each test that decided it, with its outcome
};

struct Explanation {
  RunOutcome run;
  LetterOutcome letter;
  std::vector<ExplainedFact> facts;
  std::vector<ExplainedChoice> choices;
  std::vector<std::string> companions;
  std::optional<Date> issued;  // its date, where the register has it: then all is as it was before that letter
};

[[nodiscard]] Explanation explain(const ExplainOptions& options, Files& files);

}  // namespace caseletters::merge
