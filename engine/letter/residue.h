// What a model letter leaves behind when nobody completes it: dotted blanks, "he/she", "delete as appropriate".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "document/tree.h"
#include "letter/findings.h"

namespace caseletters::letter {

// The first such words in a text, as they stand there. Marks in the text are passed over.
[[nodiscard]] std::optional<std::string> find_residue(std::string_view text);

// Every paragraph of a part. Finding: residue (an error); doubled spaces are a warning.
void check_residue(document::Tree& tree, Findings& findings);

}  // namespace caseletters::letter
