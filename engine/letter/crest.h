// The school's crest in place of a placeholder picture whose alternative text is `{{School crest}}`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/tree.h"
#include "letter/program.h"

namespace caseletters::letter {

// Whether alternative text asks for the crest.
[[nodiscard]] bool names_crest(const std::string& words);

// Takes a picture out, and the paragraph that held nothing else.
void take_out_picture(document::Node& picture, const document::Dialect& dialect);

// Of a Word document.
struct CrestChange {
  bool any = false;  // the tree was changed
  // Relationships by id: those that must now lead to the crest, those to be made anew for it, those of no more use.
  std::vector<std::string> turned, made, unused;
};

// With a crest: each placeholder takes it, fitted inside its frame. Without: the placeholder goes, and a paragraph that
// held nothing else.
[[nodiscard]] CrestChange place_crest(document::Tree& tree, const std::optional<Picture>& crest);

}  // namespace caseletters::letter
