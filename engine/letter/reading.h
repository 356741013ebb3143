// What a compiled template reads: which facts, where, and which choices it branches on.
#pragma once

#include <vector>

#include "letter/operations.h"
#include "letter/program.h"

namespace caseletters::letter {

// Each adds what one part reads. Symbols are named once, uses as often as they stand there.
void note_symbols(std::vector<facts::Symbol>& known, const PartProgram& program);
void note_always_printed(std::vector<facts::Symbol>& known, const PartProgram& program);
void note_asked_choices(std::vector<AskedChoice>& asked, const PartProgram& program);
void note_uses(std::vector<Use>& uses, const PartProgram& program);

}  // namespace caseletters::letter
