#include "letter/crest.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/text.h"
#include "letter/pieces.h"
#include "letter/weave.h"

namespace caseletters::letter {

using document::Kind;
using document::local_name;
using document::Node;
using document::Tree;

namespace {

// The folded name in "{{School crest}}", where a text is one mark and no more.
std::string only_name(const std::string& words) {
  const auto text = trim(words);
  if (!text.starts_with("{{") || !text.ends_with("}}") || text.size() < 5) return {};
  return fold_name(text.substr(2, text.size() - 4));
}

void find_placeholders(Node& node, std::string_view name, std::vector<Node*>& out) {
  if (node.kind == Kind::object) {
    bool found = false;
    const auto look = [&found, name](const auto& self, Node& place) -> void {
      const bool described = place.kind == Kind::description;
      for (const auto& attribute : place.attributes) {
        // Pictures of older documents (VML) have it in the shape itself.
        const bool spoken =
            described ? attribute.name == "descr" || attribute.name == "title" : attribute.name == "alt";
        if (spoken && only_name(attribute.value) == name) found = true;
      }
      for (auto* child : place.children) self(self, *child);
    };
    look(look, node);
    if (found) {
      out.push_back(&node);
      return;
    }
  }
  for (auto* child : node.children) find_placeholders(*child, name, out);
}

double number(const document::Attribute* attribute) {
  double value = 0;
  if (attribute != nullptr)
    std::from_chars(attribute->value.data(), attribute->value.data() + attribute->value.size(), value);
  return value;
}

// A length of a style: "width:100pt" is 100 with "pt" behind it.
struct Length {
  std::size_t begin = std::string::npos, end = 0;
  double value = 0;
  std::string_view unit;
};

Length length_in(std::string_view style, std::string_view name) {
  Length found;
  for (auto at = style.find(name); at != std::string_view::npos; at = style.find(name, at + 1)) {
    if ((at > 0 && style[at - 1] != ';' && style[at - 1] != ' ') || !style.substr(at + name.size()).starts_with(':'))
      continue;
    const auto from = at + name.size() + 1;
    const auto end = std::min(style.find(';', from), style.size());
    const auto read = std::from_chars(style.data() + from, style.data() + end, found.value);
    const auto digits = static_cast<std::size_t>(read.ptr - style.data());
    if (read.ec != std::errc{} || found.value <= 0) return found;
    found.begin = from;
    found.end = digits;
    found.unit = style.substr(digits, end - digits);
    return found;
  }
  return found;
}

// The size of a VML shape stands in its style (ECMA-376, part 4, clause 19.1.2.19).
void fit_style(std::string& style, const Picture& picture) {
  const auto width = length_in(style, "width"), height = length_in(style, "height");
  if (width.begin == std::string::npos || height.begin == std::string::npos || width.unit != height.unit ||
      picture.width_px <= 0 || picture.height_px <= 0)
    return;
  const double scale = std::min(width.value / picture.width_px, height.value / picture.height_px);
  const auto put = [&](const Length& length, int pixels) {
    style.replace(length.begin, length.end - length.begin, fmt::format("{:g}", std::round(pixels * scale * 100) / 100));
  };
  // From the back, so that the place of the other stays.
  if (width.begin < height.begin) {
    put(height, picture.height_px);
    put(width, picture.width_px);
  } else {
    put(width, picture.width_px);
    put(height, picture.height_px);
  }
}

void fit(Node& node, const Picture& picture) {
  const auto local = local_name(node.name);
  if (auto* alt = node.attribute("alt"); alt != nullptr && !only_name(alt->value).empty()) {
    alt->value = picture.alternative;
    if (auto* style = node.attribute("style")) fit_style(style->value, picture);
  }
  auto* width = node.attribute("cx");
  auto* height = node.attribute("cy");
  if ((local == "extent" || local == "ext") && width != nullptr && height != nullptr && picture.width_px > 0 &&
      picture.height_px > 0) {
    const double scale = std::min(number(width) / picture.width_px, number(height) / picture.height_px);
    width->value = std::to_string(std::llround(picture.width_px * scale));
    height->value = std::to_string(std::llround(picture.height_px * scale));
  }
  if (node.kind == Kind::description) {
    bool described = false;
    for (auto& attribute : node.attributes) {
      if (attribute.name == "title" && !only_name(attribute.value).empty()) attribute.value.clear();
      if (attribute.name == "descr") {
        attribute.value = picture.alternative;
        described = true;
      }
    }
    std::erase_if(node.attributes, [](const auto& one) { return one.name == "title" && one.value.empty(); });
    if (!described) node.attributes.push_back({"descr", picture.alternative});
  }
  if (local == "blip") {
    // Another form of the placeholder would be shown in place of the picture.
    while (!node.children.empty()) Tree::remove(*node.children.back());
  }
  for (std::size_t index = 0; index < node.children.size();) {
    if (local_name(node.children[index]->name) == "srcRect")
      Tree::remove(*node.children[index]);
    else
      fit(*node.children[index++], picture);
  }
}

void gather_blips(Node& node, std::vector<document::Attribute*>& out) {
  if (local_name(node.name) == "blip")
    if (auto* embed = node.attribute("embed")) out.push_back(embed);
  if (local_name(node.name) == "imagedata")
    for (auto& attribute : node.attributes)
      if (local_name(attribute.name) == "id" && attribute.name.starts_with("r:")) out.push_back(&attribute);
  for (auto* child : node.children) gather_blips(*child, out);
}

void gather_other_embeds(const Node& node, const std::vector<Node*>& placeholders, std::set<std::string>& out) {
  if (std::find(placeholders.begin(), placeholders.end(), &node) != placeholders.end()) return;
  for (const auto& attribute : node.attributes) {
    const auto local = local_name(attribute.name);
    if (local != attribute.name && (local == "embed" || local == "id" || local == "link" || local == "pict"))
      out.insert(attribute.value);
  }
  for (const auto* child : node.children) gather_other_embeds(*child, placeholders, out);
}

// Whether a container would be left without a paragraph at its end.
bool is_needed(const Node& paragraph) {
  const auto& siblings = paragraph.parent->children;
  const auto others =
      std::count_if(siblings.begin(), siblings.end(), [](const Node* node) { return node->kind == Kind::paragraph; });
  return others < 2 || siblings.back() == &paragraph;
}

}  // namespace

void take_out_picture(Node& picture, const document::Dialect& dialect) {
  Node* place = &picture;
  while (place->parent != nullptr && place->parent->kind != Kind::run && place->parent->kind != Kind::paragraph)
    place = place->parent;
  if (place->parent == nullptr) {
    Tree::remove(picture);  // it hangs on a page, not on a paragraph
    return;
  }
  auto* around = place->parent;
  Tree::remove(*place);
  while (around->kind == Kind::run) {
    if (std::any_of(around->children.begin(), around->children.end(),
                    [](const Node* child) { return child->kind != Kind::run_properties; }))
      return;
    place = around;
    around = around->parent;
    Tree::remove(*place);
  }
  while (around != nullptr && around->kind != Kind::paragraph) around = around->parent;
  if (around == nullptr || around->parent == nullptr || around->begins_page || is_needed(*around)) return;
  const auto content = gather(*around);
  const bool bare = trim(content.text).empty() && !content.shows_other && !content.breaks_page &&
                    !dialect.ends_section(*around) &&
                    std::none_of(around->children.begin(), around->children.end(), [](const Node* child) {
                      return child->kind == Kind::range_start || child->kind == Kind::range_end;
                    });
  if (bare) Tree::remove(*around);
}

std::vector<Node*> find_frames(Tree& tree, std::string_view name) {
  std::vector<Node*> out;
  find_placeholders(tree.root(), name, out);
  return out;
}

void fit_picture(Node& frame, const Picture& picture) {
  fit(frame, picture);
}

std::vector<document::Attribute*> picture_ids(Node& frame) {
  std::vector<document::Attribute*> out;
  gather_blips(frame, out);
  return out;
}

std::set<std::string> ids_elsewhere(Tree& tree, const std::vector<Node*>& frames) {
  std::set<std::string> out;
  gather_other_embeds(tree.root(), frames, out);
  return out;
}

// The extension by which Word 2016 shows SVG (MS-ODRAWXML, 2.3.3.1): the picture itself stays for all others.
void add_svg(Tree& tree, Node& frame, const std::string& id) {
  constexpr auto svg_uri = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
  const auto visit = [&](const auto& self, Node& node) -> void {
    if (local_name(node.name) != "blip") {
      const auto children = node.children;
      for (auto* child : children) self(self, *child);
      return;
    }
    const std::string prefix{document::prefix_of(node.name)};
    const auto* embed = node.attribute("embed");
    const std::string relation{embed == nullptr ? std::string_view{"r:"} : document::prefix_of(embed->name)};
    const auto put = [&](Node& parent, std::string name, std::vector<document::Attribute> attributes) -> Node& {
      auto* made = tree.make(Node::Type::element);
      made->name = std::move(name);
      made->attributes = std::move(attributes);
      Tree::insert(parent, parent.children.size(), made);
      return *made;
    };
    auto& list = put(node, prefix + "extLst", {});
    auto& extension = put(list, prefix + "ext", {{"uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"}});
    put(extension, "asvg:svgBlip", {{"xmlns:asvg", svg_uri}, {relation + "embed", id}});
  };
  visit(visit, frame);
}

CrestChange place_crest(Tree& tree, const std::optional<Picture>& crest) {
  CrestChange change;
  const auto placeholders = find_frames(tree, "school crest");
  change.any = !placeholders.empty();
  const auto others = ids_elsewhere(tree, placeholders);
  for (auto* placeholder : placeholders) {
    for (auto* embed : picture_ids(*placeholder)) {
      const bool shared = others.contains(embed->value);
      if (!crest) {
        if (!shared) change.unused.push_back(embed->value);
        continue;
      }
      if (shared) embed->value += "crest";
      (shared ? change.made : change.turned).push_back(embed->value);
    }
    if (!crest) {
      take_out_picture(*placeholder, document::word_dialect());
      continue;
    }
    fit(*placeholder, *crest);
    if (!crest->svg.empty()) add_svg(tree, *placeholder, svg_crest_id);
  }
  for (auto* ids : {&change.turned, &change.made, &change.unused}) {
    std::sort(ids->begin(), ids->end());
    ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
  }
  return change;
}

}  // namespace caseletters::letter
