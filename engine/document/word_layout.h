// A Word document as a typesetter needs it.
#pragma once

#include "base/result.h"
#include "document/document.h"
#include "document/styled.h"

namespace caseletters::document {

// Everything that shows on the pages of a DOCX, computed. Codes: those of package/archive.h and package/xml.h. What the
// model cannot hold is among the findings of the result.
[[nodiscard]] Result<StyledDocument> read_word_layout(const Document& document);

}  // namespace caseletters::document
