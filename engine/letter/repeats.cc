#include "letter/repeats.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace caseletters::letter {

using document::Kind;
using document::local_name;
using document::Node;

namespace {

bool holds_note(const Node& node) {
  const auto local = local_name(node.name);
  if (node.kind == Kind::visible && (local == "footnoteReference" || local == "endnoteReference")) return true;
  return std::any_of(node.children.begin(), node.children.end(), [](const Node* child) { return holds_note(*child); });
}

const Node* setting(const Node& cell, std::string_view name) {
  for (const auto* properties : cell.children) {
    if (local_name(properties->name) != "tcPr") continue;
    for (const auto* one : properties->children)
      if (local_name(one->name) == name) return one;
  }
  return nullptr;
}

int number(const Node& node) {
  const auto* value = node.attribute("val");
  int out = 1;
  if (value != nullptr) std::from_chars(value->value.data(), value->value.data() + value->value.size(), out);
  return std::clamp(out, 1, 63);
}

// The cells of a row that are merged downwards, by column (ECMA-376, part 1, clause 17.4.84); true where one begins.
std::map<int, bool> merged_cells(const Node& row) {
  std::map<int, bool> out;
  int column = 0;
  for (const auto* cell : row.children) {
    if (cell->kind != Kind::cell) continue;
    if (const auto* merge = setting(*cell, "vMerge")) {
      const auto* value = merge->attribute("val");
      out[column] = value != nullptr && value->value == "restart";
    }
    const auto* span = setting(*cell, "gridSpan");
    column += span == nullptr ? 1 : number(*span);
  }
  return out;
}

}  // namespace

std::optional<std::string> must_stay_whole(const Node& parent, std::size_t from, std::size_t to, bool repeats) {
  const auto& children = parent.children;
  if (repeats)
    for (auto index = from; index < to; ++index)
      if (holds_note(*children[index])) return "repeat a footnote or endnote, which a document can hold only once";
  std::map<int, bool> begun;  // by column: cells that begin between the marks, and go on to the last row there
  for (auto index = from; index < to; ++index) {
    if (children[index]->kind != Kind::row) continue;
    const auto row = merged_cells(*children[index]);
    std::map<int, bool> still;
    for (const auto& [column, starts] : row)
      if (starts || begun.count(column) != 0) still[column] = true;
    begun = std::move(still);
  }
  for (auto index = to; index < children.size() && !begun.empty(); ++index) {
    if (children[index]->kind != Kind::row) continue;
    const auto row = merged_cells(*children[index]);
    const bool goes_on = std::any_of(row.begin(), row.end(),
                                     [&](const auto& cell) { return !cell.second && begun.count(cell.first) != 0; });
    if (goes_on) return "hold the beginning of a merged cell, but not its end";
    break;
  }
  return std::nullopt;
}

}  // namespace caseletters::letter
