// Word's own mail-merge fields in a template (markup.md, "Native fields").
#pragma once

#include "document/tree.h"
#include "facts/vocabulary.h"
#include "letter/findings.h"

namespace caseletters::letter {

// A MERGEFIELD becomes the mark that says the same, in the formatting of its result: it carries the name of a fact, or
// a heading of the workbook. Fields that decide, ask or count are refused with the mark to write instead; fields that
// read a clock or another file pass with a warning; all others pass. Findings: unknown-fact, native-field, bad-format,
// mark-in-field; warnings field-format, clock-field, outside-field.
void translate_fields(document::Tree& tree, const document::Dialect& dialect, const facts::Vocabulary& vocabulary,
                      Findings& findings);

}  // namespace caseletters::letter
