// An OpenDocument text as a typesetter needs it.
#pragma once

#include "base/result.h"
#include "document/document.h"
#include "document/styled.h"

namespace caseletters::document {

// Everything that shows on the pages of an ODT, computed. Codes: those of package/archive.h and package/xml.h. What the
// model cannot hold is among the findings of the result.
[[nodiscard]] Result<StyledDocument> read_opendocument_layout(const Document& document);

// Of a Word document or an OpenDocument text.
[[nodiscard]] Result<StyledDocument> read_layout(const Document& document);

}  // namespace caseletters::document
