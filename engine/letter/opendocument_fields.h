// LibreOffice's own fields: those that carry a known name count as marks.
#pragma once

#include "document/tree.h"
#include "facts/vocabulary.h"
#include "letter/findings.h"

namespace caseletters::letter {

// Puts the mark `{{name}}` in the place of each field whose name is a fact's, or a heading of the workbook; fields for
// the lines of an address that follow one another become the whole address. Other fields pass through whole, but for
// those that would show a column of a database. Findings: native-field, with the mark to write instead; unknown-fact;
// warnings clock-field, outside-field.
void bind_opendocument_fields(document::Tree& tree, const document::Dialect& dialect,
                              const facts::Vocabulary& vocabulary, Findings& findings);

}  // namespace caseletters::letter
