// One case judged on a day: which letters are due, what is open, what comes next.
#pragma once

#include <vector>

#include "merge/case_days.h"
#include "merge/case_letters.h"
#include "merge/due.h"
#include "merge/issued.h"

namespace caseletters::merge {

// What is the same for every case of a run. Made once; read from many threads.
struct DueRun {
  const Workplace& workplace;
  const sheets::CaseLayout& layout;
  Date today;
  std::vector<RuleDays> rules;
  const IssuedLetters* issued;  // what stands in the output folder; null where that is nobody's question
  DueRun(const Workplace& place, const sheets::CaseLayout& cases, Date day, const IssuedLetters* there = nullptr)
      : workplace(place),
        layout(cases),
        today(day),
        rules(days_of_due_rules(place.policy(), place.engine_facts())),
        issued(there) {}
};

// A letter due today: whose rule holds, and which was not sent since it does.
struct DueToday {
  int letter = -1;
  CaseDays::Since since;
};

// The letters due, in the order of the policy. Precondition: the desk's problems hold no error.
[[nodiscard]] std::vector<DueToday> letters_due(const DueRun& run, CaseDays& days);

// A date that the row tells for its letter is that of an earlier one where a letter came to be due after it. True where
// the row's `Letter date` is not for the letters due, and the day of the run dates them.
[[nodiscard]] bool letter_date_is_old(const DueRun& run, const facts::Record& record, const std::vector<DueToday>& due);

// “This is another” is nothing to say of a letter that is due: the policy asks for another.
void without_already_sent(Diagnostics& diagnostics);

// What the history says of a decision that was carried out (stale-decision) is dropped from `diagnostics` of the case,
// unless something said of its letters shows that another is wanting.
void without_used_decisions(Diagnostics& diagnostics, const Diagnostics& said_of_letters);

// Nobody can say what is due where a cell cannot be read: it might be the one that decides.
[[nodiscard]] bool can_be_judged(const CaseDesk& desk);

// Everything of one case. `desk` has its history recalled.
[[nodiscard]] CaseDue judge_case(const DueRun& run, CaseDesk& desk);

}  // namespace caseletters::merge
