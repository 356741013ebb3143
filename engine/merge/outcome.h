// What became of one letter, and of a run: data for the screen, the report and the register.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/diagnostic.h"

namespace caseletters::merge {

enum class Status { written, refused, existing, failed };

struct LetterOutcome {
  std::string case_id;
  std::string letter;
  Status status = Status::refused;
  std::vector<std::string> files;                                         // relative to the output folder
  std::vector<std::pair<std::string, std::vector<std::string>>> choices;  // name → option ids
  std::vector<std::pair<std::string, std::string>> dates;                 // name → ISO
  Diagnostics diagnostics;
  // For a copy of the workbook that is told what was issued: empty where the letter is not there.
  std::optional<Date> issued_on, deadline;
};

struct Totals {
  int written = 0, refused = 0, existing = 0, failed = 0;
  [[nodiscard]] int all() const { return written + refused + existing + failed; }
};

// Exit codes of commands.md.
enum class Exit { done = 0, refused = 1, usage = 2, unusable_input = 3, output_failed = 4, pdf_failed = 5 };

struct RunOutcome {
  Exit exit = Exit::done;
  Diagnostics diagnostics;  // of the run, not of one letter
  Totals totals;
  std::string register_head = {};  // the end of the register's chain, where this run wrote to it
  std::int64_t register_entries = 0;
  std::string updated = {};  // the copy of the workbook that tells what was issued; empty where there is none
};

// Called for each letter in the order of the workbook, as the run goes on.
using LetterTaker = std::function<void(const LetterOutcome&)>;

}  // namespace caseletters::merge
