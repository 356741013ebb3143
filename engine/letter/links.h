// Marks in the addresses that links lead to.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "document/tree.h"
#include "facts/vocabulary.h"
#include "letter/findings.h"
#include "letter/operations.h"

namespace caseletters::letter {

// The relationships of one part as a program, where the target of a link in it holds a mark, as typed or
// percent-encoded; nothing where none does. `content` is the part as it will be written. Codes: those of package/xml.h.
[[nodiscard]] Result<std::optional<PartProgram>> lay_out_links(const std::string& content, const std::string& file,
                                                               const std::string& part,
                                                               const facts::Vocabulary& vocabulary, Findings& findings);

// A value as a piece of an address (RFC 3986): what is no plain character is percent-encoded. `whole` where the address
// begins with it: then it keeps its own signs, and gets `scheme` where it has none: "https://" or "mailto:" where that
// is empty.
[[nodiscard]] std::string as_address(std::string_view value, bool whole, std::string_view scheme = {});

// In a story of OpenDocument, whose links hold their addresses themselves: marks in them as they were typed.
void uncover_addresses(document::Tree& tree, const document::Dialect& dialect);

}  // namespace caseletters::letter
