// Which cases of a workbook a run is about: by ID, by row, by a condition.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "merge/workplace.h"
#include "register/history.h"
#include "sheets/cases.h"

namespace caseletters::merge {

// What is wrong with the Letter column does not matter to who asks for letters otherwise.
void forget_letters_asked(sheets::CaseRow& row);

class CaseSelection {
 public:
  struct Words {
    std::vector<std::string> cases;   // case IDs; empty: all
    int first_row = 0, last_row = 0;  // as the workbook numbers its rows; 0: no limit
    std::string where;                // a condition that a case must meet; empty: all
    Date date;                        // the day of the run
  };
  // Codes: those of facts/condition.h.
  [[nodiscard]] static Result<CaseSelection> parse(Words words, const Workplace& workplace);

  // Where a condition is asked, it may ask for earlier letters too, which this knows.
  [[nodiscard]] bool asks_history() const { return !where_.empty(); }
  void set_history(std::unique_ptr<history::History> history) { history_ = std::move(history); }
  // A case of which nobody can say whether it meets the condition is not one that was asked for.
  [[nodiscard]] bool wants(const sheets::CaseRow& row, const Workplace& workplace, const sheets::CaseLayout& layout,
                           const std::string& cases_file) const;

  // For a first reading of the whole workbook: which IDs there are, and which twice.
  void saw(const sheets::CaseRow& row);
  // IDs asked for that no row has (unknown-case).
  [[nodiscard]] Diagnostics not_found(const std::string& cases_file) const;
  // The reader refuses the later rows of a case ID; the first is no surer to be the right one (case-twice).
  void refuse_repeated(sheets::CaseRow& row) const;

 private:
  Words words_;
  facts::Expression where_;                          // schools by their ids
  std::shared_ptr<const history::History> history_;  // null: what the workbook tells
  std::set<std::string> cases_, found_, repeated_;   // folded
};

}  // namespace caseletters::merge
