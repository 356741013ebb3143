// Marks in places where none is filled: they refuse a template, for they would reach a parent as they stand.
#pragma once

#include <string>
#include <string_view>

#include "document/tree.h"
#include "letter/findings.h"

namespace caseletters::letter {

// What is left in a part whose marks have been taken up: attributes and texts that no mark is looked for in. Finding:
// mark-not-read.
void find_left_marks(const document::Tree& tree, const document::Dialect& dialect, Findings& findings);

// A part that goes into every letter as it is: it must be sound XML, and hold no mark, not even one split over several
// elements. Codes: those of package/xml.h. Finding: mark-not-read.
[[nodiscard]] Result<void> check_unread(std::string_view content, const std::string& file, const std::string& part,
                                        Findings& findings);

}  // namespace caseletters::letter
