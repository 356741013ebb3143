// LibreOffice's own fields: those that carry a known name count as marks.
#pragma once

#include "document/tree.h"
#include "facts/vocabulary.h"
#include "letter/findings.h"

namespace caseletters::letter {

// Puts the mark `{{name}}` in the place of each field whose name is a fact's; other fields pass through whole.
// Findings: native-field, with the mark to write instead.
void bind_opendocument_fields(document::Tree& tree, const document::Dialect& dialect,
                              const facts::Vocabulary& vocabulary, Findings& findings);

}  // namespace caseletters::letter
