// What the styles of a document do to its words from afar: hide them, or begin a page with them.
#pragma once

#include <memory>

#include "base/result.h"
#include "document/document.h"
#include "document/tree.h"

namespace caseletters::document {

class StyleEffects {
 public:
  // Reads the styles, where they hide or break anything. Codes: those of package/xml.h.
  [[nodiscard]] static Result<StyleEffects> read(const Document& document);
  StyleEffects(StyleEffects&&) noexcept;
  StyleEffects& operator=(StyleEffects&&) noexcept;
  ~StyleEffects();

  // Sets Node::hidden, begins_page, breaks_before and breaks_after in the tree of a story.
  void note(Tree& tree, const Story& story) const;

 private:
  struct Styles;
  explicit StyleEffects(std::unique_ptr<Styles> styles);
  std::unique_ptr<Styles> styles_;
};

}  // namespace caseletters::document
