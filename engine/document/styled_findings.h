// What a page of ours shows otherwise than the document: said of the finished form, whichever format it was read from.
#pragma once

#include "document/styled.h"

namespace caseletters::document {

// Adds warnings (code pdf-set-otherwise) to the document's findings, each kind once, with its first place.
void find_set_otherwise(StyledDocument& document, const std::string& file);

// Whether some of it is written from right to left (Hebrew, Arabic and their kin).
[[nodiscard]] bool runs_leftwards(std::string_view text);

}  // namespace caseletters::document
