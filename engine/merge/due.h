// What is due for whom on a day: letters, what is waited for, what is late, what comes next (commands.md, `due`).
//
// Nothing is guessed: since when a letter is due is found by asking the policy's own rule for the days on which it can
// change its mind, with everything dated later taken out of the case.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "merge/outcome.h"
#include "merge/workplace.h"
#include "sheets/cases.h"

namespace caseletters::merge {

// A letter that the policy suggests today.
struct DueLetter {
  int index = -1;  // of the policy's letters
  std::string letter, title;
  std::optional<Date> since;         // nothing: no date in the case says since when
  bool late = false;                 // a review or decision that it answers is past its day
  std::string goes_with;             // the letter that brings it along; empty where it stands for itself
  std::vector<std::string> because;  // the tests of its rule that hold, with their cells
  Diagnostics diagnostics;           // what generate would say of it: an error means that it would be refused
};

// What is open although no letter is due for it yet.
struct OpenMatter {
  std::string kind;  // response, decision, review
  std::string letter, title;
  std::vector<std::string> also;  // other letters that may end the wait
  std::string words;              // "a response to ban-1"
  std::optional<Date> until;
  bool late = false;
};

// Nobody can tell whether the letter is due: what is missing.
struct UndecidedLetter {
  std::string letter, title;
  std::vector<std::string> missing;  // headings, or names of facts that have no column yet
};

// The next thing that happens of itself, if nothing else is recorded until then.
struct NextStep {
  std::string kind;  // letter, response, decision, review
  std::string letter, title;
  std::string words;
  Date on;
};

struct CaseDue {
  std::string case_id;
  bool judged = true;  // false: the row or its history must be mended first, see diagnostics
  std::vector<DueLetter> letters;
  std::vector<OpenMatter> open;
  std::vector<UndecidedLetter> undecided;
  std::vector<NextStep> ahead;  // by date, what is due today not among them
  Diagnostics diagnostics;
};

struct DueOptions {
  Places places;
  std::string out = "letters";  // where generate puts them: a letter there that the register does not know is told of
  Date date;
  std::vector<std::string> cases;  // case IDs; empty: all
  sheets::CaseOptions sheet;
  int first_row = 0, last_row = 0;  // as the workbook numbers its rows; 0: no limit
  std::string where;
};

struct DueTotals {
  int cases = 0, due = 0, late = 0, waiting = 0, unjudged = 0;
};

struct DueOutcome {
  Exit exit = Exit::done;
  Diagnostics diagnostics;
  DueTotals totals;
};

using DueTaker = std::function<void(const CaseDue&)>;

// Cases come in the order of the workbook.
[[nodiscard]] DueOutcome due(const DueOptions& options, Files& files, const DueTaker& take);

// Whether the letter is what the open matter waits to become.
[[nodiscard]] bool is_ended_by(const OpenMatter& matter, const std::string& letter);

// The next step of a case in a few words for a cell of the workbook: "ban-2 (Withdrawal of permission confirmed), due
// since 18 November 2026"; "decision by 17 November 2026: confirm or restore"; empty where nothing is ahead.
[[nodiscard]] std::string next_step(const CaseDue& due);

}  // namespace caseletters::merge
