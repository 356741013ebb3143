// The fields by which LibreOffice fills in or decides (OpenDocument 1.3, part 3, 7.4 to 7.7).
#pragma once

#include "document/tree.h"

namespace caseletters::document {

// Database fields, placeholders, user and variable fields are values under their name; conditional and hidden text,
// hidden paragraphs and sections, and the fields that count or go to the next record are conditions; dates and times
// that are not fixed are clocks.
[[nodiscard]] NativeField opendocument_field(const Node& node);

}  // namespace caseletters::document
