// What is put right in an OpenDocument part once it has been read: characters get elements of their own, white space
// is collapsed, and what only a style or a far-off element tells is noted.
#pragma once

#include <string_view>

#include "document/tree.h"

namespace caseletters::document {

inline constexpr std::string_view text_namespace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

// OpenDocument 1.3, part 3: 6.1.2 (white space), 5.5 (tracked changes), 19.880 (style:master-page-name), 20.405
// (text:display).
void settle_opendocument(Tree& tree);

}  // namespace caseletters::document
