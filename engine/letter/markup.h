// Pieces of markup that a program puts in by itself: paragraphs and runs like those of the template.
#pragma once

#include <string>

#include "document/tree.h"
#include "letter/weave.h"

namespace caseletters::letter {

// Tags that end `text` and its runs up to `until`, and tags that begin such a text again.
void run_tags(const document::Node& text, const document::Node& until, std::string& closing, std::string& opening);

// Tags that end the whole paragraph of a text, and tags that begin one like it. False where the paragraph cannot be
// cut: the text stands in a link or a content control, or a section ends with it.
[[nodiscard]] bool paragraph_tags(const document::Dialect& dialect, const document::Node& text, std::string& closing,
                                  std::string& opening);

// An empty paragraph that looks like the last one of a container.
[[nodiscard]] std::string empty_paragraph(const document::Dialect& dialect, const document::Node& container,
                                          const Woven& woven);

// Whether a container ends with a paragraph, or with a block that may.
[[nodiscard]] bool ends_with_paragraph(const document::Node& container);

// Whether only this paragraph keeps two tables apart.
[[nodiscard]] bool between_tables(const document::Node& paragraph);

// The text beside a mark that could lend its formatting to words put in at the mark; null where there is none.
[[nodiscard]] const document::Node* text_beside(const document::Node& mark);

}  // namespace caseletters::letter
