// Finished letters as Pandoc's own JSON tree (pandoc-types 1.22), for one run of Pandoc over many letters.
//
// Everything stands in Divs and Spans of one class each, so that spans, attributes and second heading rows survive
// Pandoc 2.17's custom writers, whose tables lose them. `typst.lua` beside this file writes each class as Typst source:
//   styles  text | stand          what is said once: looks of words, ways to stand
//   letter  section  edge  flow   pages
//   p  blank  list  item  gap  page-break  column-break  table  heads  cell  box
//   r  page  pages  note  tabs  seg                        spans
// Attributes are packed (pandoc_styles.h). Lengths are points as text. A picture's source is a name that we gave it,
// never one out of a letter.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "document/styled.h"
#include "pdf/pandoc_styles.h"

namespace caseletters::pdf {

class PandocTree {
 public:
  explicit PandocTree(FontBook& fonts) : styles_(fonts) {}

  // `name` is unique in this tree; `pictures` are the files' names as the typesetter finds them, in the document's
  // order. Gives the fonts that its words name.
  std::set<std::string> add(const std::string& name, const document::StyledDocument& letter,
                            const std::vector<std::string>& pictures);
  // The whole tree. Nothing may be added after.
  [[nodiscard]] std::string finish();

 private:
  PandocStyles styles_;
  Json letters_ = Json::array();
};

}  // namespace caseletters::pdf
