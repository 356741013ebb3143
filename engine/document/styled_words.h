// The words of a styled document, for comparing them with its plain reading (words_of) and with its PDF.
#pragma once

#include <string>

#include "document/styled.h"

namespace caseletters::document {

// Everything that the body and the notes say, one line a paragraph, as it shows: capitals are capitals.
[[nodiscard]] std::string body_words_of(const StyledDocument& document);
// The same with the headers and footers that show on a document of so many pages.
[[nodiscard]] std::string shown_words_of(const StyledDocument& document, int pages);
// Numbers and marks of lists, and of notes, parted by spaces.
[[nodiscard]] std::string labels_of(const StyledDocument& document);
// Heading rows of tables: they stand on every page that the table reaches.
[[nodiscard]] std::string repeated_words_of(const StyledDocument& document);
// Headers and footers: they stand on page after page.
[[nodiscard]] std::string edges_of(const StyledDocument& document);
// How many page numbers and page counts there are.
[[nodiscard]] int page_fields_of(const StyledDocument& document);

}  // namespace caseletters::document
