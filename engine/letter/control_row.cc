#include "letter/control_row.h"

#include "letter/pieces.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;

namespace {

class Search {
 public:
  explicit Search(const std::vector<Mark>& marks) : marks_(marks) {}

  // False where something other than marks shows.
  bool look(Node& node) {
    int depth = 0;
    for (auto* child : node.children) {
      if (child->type == Node::Type::mark) {
        note(*child, depth);
        continue;
      }
      if (child->type != Node::Type::element) continue;
      switch (child->kind) {
        case Kind::range_start:
        case Kind::range_end:
          found.ranges.push_back(child);
          break;
        case Kind::opaque:
        case Kind::paragraph_properties:
        case Kind::run_properties:
        case Kind::ignorable:
          break;
        case Kind::paragraph:
          if (!is_empty(*child)) return false;
          break;
        case Kind::table:
        case Kind::list:
          return false;
        case Kind::cell:
          cell_ = child;
          if (!look(*child)) return false;
          break;
        default:
          if (!look(*child)) return false;
      }
    }
    balanced = balanced && depth == 0;
    return true;
  }

  ControlRow found;
  bool balanced = true;
  bool in_one_cell = true;

 private:
  void note(Node& node, int& depth) {
    const auto kind = marks_[static_cast<std::size_t>(node.mark)].kind;
    if (opens_block(kind))
      ++depth;
    else if (depth <= 0)
      balanced = false;
    if (kind == MarkKind::end) --depth;
    in_one_cell = in_one_cell && (found.marks.empty() || cell_ == marked_cell_);
    marked_cell_ = cell_;
    found.marks.push_back(&node);
  }

  bool is_empty(Node& paragraph) {
    const auto content = gather(paragraph);
    if (paragraph.changing || content.shows_other || content.breaks_page ||
        content.text.find_first_not_of(" \t\n\r\f") != std::string::npos)
      return false;
    for (auto* child : paragraph.children)
      if (child->kind == Kind::range_start || child->kind == Kind::range_end) found.ranges.push_back(child);
    return true;
  }

  const std::vector<Mark>& marks_;
  const Node* cell_ = nullptr;
  const Node* marked_cell_ = nullptr;
};

}  // namespace

std::optional<ControlRow> find_control_row(Node& row, const std::vector<Mark>& marks) {
  Search search{marks};
  if (!search.look(row) || search.found.marks.empty() || search.balanced || !search.in_one_cell) return std::nullopt;
  return std::move(search.found);
}

}  // namespace caseletters::letter
