// The workbook's columns and the register, told as one.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "register/history.h"
#include "register/ledger.h"
#include "register/standing.h"

namespace caseletters::history {

// The register knows what the program issued: dates, deadlines, choices, what a letter set, who signed. The columns
// know the letters from before, and every response. Where both speak of one letter they must agree (code:
// history-contradiction). A column that tells an earlier issue (of an earlier run, or one that the register knows was
// there before its own) is passed over, and so is a response to it (warning: stale-response).
class RegisterHistory final : public History {
 public:
  // `vocabulary` outlives it. `stands`: by letter; those that it lacks stand in no new run of the process.
  RegisterHistory(const facts::Vocabulary& vocabulary, std::shared_ptr<const Ledger> ledger,
                  std::vector<Stand> stands = {});
  [[nodiscard]] Diagnostics recall_before(const std::string& case_id, facts::Record& record,
                                          std::int64_t entry) const override;

 private:
  using Lines = std::vector<const Ledger::Line*>;
  struct Recalled {
    const facts::Record& record;
    const Lines& lines;  // of the case, as far as they are looked at
    std::string run;
    std::string carried;  // letters of an earlier run count too where they are dated before this day (ISO)
    Diagnostics problems;
  };
  [[nodiscard]] std::string carried_before(const Lines& lines, const facts::Record& record,
                                           const std::string& run) const;
  [[nodiscard]] std::optional<Diagnostic> check_person(const Lines& lines, const facts::Record& record) const;
  [[nodiscard]] static bool tells_an_earlier_issue(const facts::PastLetter& column, const Lines& in_force,
                                                   const Lines& others);
  void join(Recalled& recalled, std::size_t letter, facts::PastLetter& past) const;
  void take_over(Recalled& recalled, const std::string& letter, const Entry& entry, bool columns_speak_of_it,
                 facts::PastLetter& past) const;
  void drop_stale_response(Recalled& recalled, const std::string& letter, const Lines& lines,
                           facts::PastLetter& past) const;
  void drop_old_cause(Recalled& recalled, facts::Record& record) const;
  void drop_used_decisions(const Lines& lines, facts::Record& record, Diagnostics& problems) const;

  const facts::Vocabulary& vocabulary_;
  std::shared_ptr<const Ledger> ledger_;
  std::vector<Stand> stands_;
  struct DecisionFact {
    int fact, date;
  };
  std::vector<DecisionFact> decisions_;
};

// Facts that are decisions: an option of the workbook's with a date beside it, "X" and "X date".
[[nodiscard]] std::vector<std::pair<int, int>> decision_facts(const facts::Vocabulary& vocabulary);

// The day on which the workbook says that a letter was withdrawn ("Withdrawn letters" and "Withdrawn date"); nothing
// where it does not. It speaks of the issues up to that day.
[[nodiscard]] std::optional<Date> withdrawn_on(const facts::Vocabulary& vocabulary, const facts::Record& record,
                                               std::size_t letter);

// The issue that this takes back: the latest up to that day; null where there is none, or where the register knows it
// already. `lines` are the letters of one case, oldest first.
[[nodiscard]] const Ledger::Line* taken_back(const std::vector<const Ledger::Line*>& lines, const std::string& letter,
                                             Date day);

// The run that a record speaks of: "1" unless the process was resumed.
[[nodiscard]] std::string run_of(const facts::Vocabulary& vocabulary, const facts::Record& record);

}  // namespace caseletters::history
