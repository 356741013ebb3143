// The text of one paragraph joined over its runs, and where each stretch of it comes from.
#pragma once

#include <string>
#include <vector>

#include "document/tree.h"

namespace caseletters::letter {

struct Piece {
  document::Node* node = nullptr;  // characters inside a text element, or a tab, break, hyphen, field character
  std::size_t begin = 0, end = 0;  // in ParagraphText::text
  bool characters = false;
  bool tracked = false;  // stands in a tracked change
};

struct ParagraphText {
  std::string text;  // tabs and breaks as control characters; text that a tracked change took out is in it too
  std::string field_codes;
  std::vector<Piece> pieces;
  std::vector<document::Node*> smart_tags;
  std::vector<document::Node*> holders;  // links and other elements around runs
  std::vector<document::Node*> boxes;    // objects that may hold paragraphs of their own
  bool shows_other = false;              // something visible that is not text
  bool breaks_page = false;
};

// `paragraph` is a paragraph or a document property.
[[nodiscard]] ParagraphText gather(document::Node& paragraph);

}  // namespace caseletters::letter
