// Whether a letter is there already (commands.md: "issued for the same incident, decision or review"): by the register,
// else by a copy in the output folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "merge/case_history.h"
#include "merge/case_letters.h"
#include "merge/file_names.h"
#include "register/ledger.h"

namespace caseletters::merge {

struct Issued {
  bool there = false;
  Date date;                              // of the letter that is there
  const history::Entry* entry = nullptr;  // as the register has it; null: there is only a copy
  std::vector<std::string> files;         // as seen from the output folder
  Diagnostics notes;                      // what a clerk should know of it
  bool unknown_to_register = false;       // only a file tells of it: neither the register nor the row does
};

// That only a file tells of a letter, and the ways out of it. Code: letter-not-in-register.
[[nodiscard]] Diagnostic not_in_register(const Issued& issued, const std::string& letter, Severity severity);

class IssuedLetters {
 public:
  // All outlive it; `ledger` may be null.
  IssuedLetters(const Workplace& workplace, const Files& files, const std::string& cases_file, const std::string& out,
                Date run_date, const history::Ledger* ledger)
      : workplace_(workplace),
        files_(files),
        cases_file_(cases_file),
        out_(out),
        run_date_(run_date),
        ledger_(ledger),
        standing_(standing_letters(workplace.policy())) {}

  // `fields` names the letter as it would be written now.
  [[nodiscard]] Issued find(const CaseDesk& desk, int letter, const NamePattern::Fields& fields) const;
  // Issues that the workbook says were withdrawn and the register does not know to be: what is to be entered.
  [[nodiscard]] std::vector<history::Entry> withdrawals(const CaseDesk& desk) const;
  // The number of the entry that this one replaces, and the one that replaces, and so on: the first issue of the
  // letter.
  [[nodiscard]] std::int64_t first_of(const std::string& case_id, const history::Entry& entry) const;

 private:
  struct Known {
    std::vector<const history::Entry*> in_force;  // of this letter that count in the current run, by date
    std::vector<NamePattern::Copy> copies;        // those of which the register knows nothing
  };
  [[nodiscard]] Known look(const CaseDesk& desk, int letter, const NamePattern::Fields& fields) const;
  [[nodiscard]] std::optional<Issued> of_own_date(const CaseDesk& desk, const Known& known) const;
  [[nodiscard]] Issued repeated(const CaseDesk& desk, int letter, const Known& known) const;
  [[nodiscard]] Issued once(const CaseDesk& desk, int letter, const Known& known) const;
  [[nodiscard]] bool is_anew(const CaseDesk& desk, int letter, Date last) const;
  [[nodiscard]] std::optional<Date> incident(const CaseDesk& desk, int letter) const;
  [[nodiscard]] Issued found(const history::Entry& entry) const;
  [[nodiscard]] static Issued found(const NamePattern::Copy& copy);
  void note(Issued& issued, const CaseDesk& desk, int letter) const;

  const Workplace& workplace_;
  const Files& files_;
  const std::string& cases_file_;
  const std::string& out_;
  Date run_date_;
  const history::Ledger* ledger_;
  std::vector<history::Stand> standing_;  // by letter
};

// The date of the incident that a letter is bound to; nothing for a letter that needs no incident. Such a letter is a
// new one for each incident.
[[nodiscard]] std::optional<Date> bound_incident(const Workplace& workplace, int letter, const facts::Record& record);

}  // namespace caseletters::merge
