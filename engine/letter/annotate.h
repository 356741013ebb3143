// A copy of a template with what is wrong in it as comments at the place.
#pragma once

#include <string>

#include "document/document.h"
#include "facts/vocabulary.h"

namespace caseletters::letter {

struct Annotated {
  std::string bytes;  // the whole package
  int comments = 0;
};

// Each finding becomes a comment of Word (ECMA-376, part 1, clause 17.13.4) on the words it is about; one about a
// header, a footer, a note or the whole document stands at the first paragraph and names its place. Comments that are
// there already stay. `findings` are those of Program::compile for this document. Codes: not-annotated (there is no
// paragraph to hold a comment), and those of package/archive.h and package/xml.h.
[[nodiscard]] Result<Annotated> annotate(const document::Document& document, const facts::Vocabulary& vocabulary,
                                         const Diagnostics& findings);

}  // namespace caseletters::letter
