// Scanned signatures in place of a placeholder picture whose alternative text is `{{Signature}}`.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "document/tree.h"
#include "letter/program.h"

namespace caseletters::letter {

struct SignatureChange {
  bool any = false;  // the tree was changed
  // Relationships to be made, by id, with the role whose signature they lead to, and whether to its SVG form; and those
  // of no more use.
  struct Made {
    std::string id, role;
    bool svg = false;
  };
  std::vector<Made> made;
  std::vector<std::string> unused;
};

// Who signs is known only with a case: each placeholder becomes a choice among the signatures, written as the marks of
// the choice `choice` ("Signatory"), before the marks of the part are looked for. Where a role has none, a space keeps
// the paragraph for a signature by hand.
[[nodiscard]] SignatureChange place_signatures(document::Tree& tree, const document::Dialect& dialect,
                                               const std::map<std::string, Picture>& signatures,
                                               const std::string& choice);

}  // namespace caseletters::letter
