// The school's crest in place of a placeholder picture whose alternative text is `{{School crest}}`.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "document/tree.h"
#include "letter/program.h"

namespace caseletters::letter {

inline constexpr auto svg_crest_id = "schoolcrestsvg";  // of the relationship to its SVG form

// Takes a picture out, and the paragraph that held nothing else.
void take_out_picture(document::Node& picture, const document::Dialect& dialect);

// Of a Word document.
struct CrestChange {
  bool any = false;  // the tree was changed
  // Relationships by id: those that must now lead to the crest, those to be made anew for it, those of no more use.
  std::vector<std::string> turned, made, unused;
};

// The drawings of a part whose alternative text is this mark and no more, by its folded name ("school crest").
[[nodiscard]] std::vector<document::Node*> find_frames(document::Tree& tree, std::string_view name);
// Sizes a drawing to a picture, its proportions kept, inside the frame the template draws, and gives it the picture's
// alternative text.
void fit_picture(document::Node& frame, const Picture& picture);
// The attributes in a drawing that name its picture, and the SVG form of it (null where the picture has none).
[[nodiscard]] std::vector<document::Attribute*> picture_ids(document::Node& frame);
// Has a drawing show an SVG form too, by the id of its relationship.
void add_svg(document::Tree& tree, document::Node& frame, const std::string& id);
// The ids of relationships that a part uses outside these drawings.
[[nodiscard]] std::set<std::string> ids_elsewhere(document::Tree& tree, const std::vector<document::Node*>& frames);

// With a crest: each placeholder takes it, fitted inside its frame. Without: the placeholder goes, and a paragraph that
// held nothing else.
[[nodiscard]] CrestChange place_crest(document::Tree& tree, const std::optional<Picture>& crest);

}  // namespace caseletters::letter
