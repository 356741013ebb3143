// What the program tells a person about a thing that is wrong: data, never a printed line.
//
// A diagnostic has a stable code (others script against it), says where it is, what is wrong and what to do.
// Nothing in it may carry a name or an address unless it quotes the very cell the clerk must mend.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caseletters {

enum class Severity { error, warning };

struct Diagnostic {
  std::string code;  // a stable word such as "missing-fact" (commands.md, faults.md)
  Severity severity = Severity::error;
  std::string message;    // what is wrong, as one would say it to a clerk
  std::string hint;       // what to do about it; may be empty
  std::string file;       // the workbook, policy, school or template file
  std::string sheet;      // sheet name, for workbooks
  std::string cell;       // "B7", for workbooks
  std::string letter;     // letter id
  std::string paragraph;  // words of the paragraph, for templates
  std::string fact;       // fact or heading
  int line = 0;           // 1-based line in an XML or CSV file; 0 where there is none
  int column = 0;         // 1-based column (bytes) in that line or in `paragraph`'s mark; 0 where there is none
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] Diagnostic error(std::string code, std::string message, std::string hint = {});
[[nodiscard]] Diagnostic warning(std::string code, std::string message, std::string hint = {});

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

// Appends `more` to `to`.
void append(Diagnostics& to, Diagnostics more);

// Adds `diagnostic` unless it is there already (for a missing fact: the same fact, in whatever words): what several
// checks find is said once.
void add_once(Diagnostics& to, Diagnostic diagnostic);

// One line for a terminal: "cases.xlsx, sheet Cases, cell B7 (Incident date): … [bad-date]" and the hint on the next.
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic);

}  // namespace caseletters
