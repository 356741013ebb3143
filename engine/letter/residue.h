// What a model letter leaves behind when nobody completes it: dotted blanks, "he/she", "delete as appropriate".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/tree.h"
#include "letter/findings.h"

namespace caseletters::letter {

// All such words in a text, as they stand there, each once. Marks in the text are passed over.
[[nodiscard]] std::vector<std::string> find_all_residue(std::string_view text);
// The first of them.
[[nodiscard]] std::optional<std::string> find_residue(std::string_view text);

// Every paragraph of a part, as it stands and with its blocks resolved. Finding: residue (an error); doubled spaces are
// a warning.
void check_residue(document::Tree& tree, Findings& findings);

}  // namespace caseletters::letter
