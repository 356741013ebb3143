#include "letter/pieces.h"

#include "base/text.h"
#include "letter/weave.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;

namespace {

class Gatherer {
 public:
  explicit Gatherer(ParagraphText& out) : out_(out) {}

  void children(Node& node, bool tracked) {
    for (auto* child : node.children) {
      if (child->type == Node::Type::element)
        element(*child, tracked);
      else if (node.kind == Kind::property)
        characters(*child, tracked);
    }
  }

 private:
  void characters(Node& node, bool tracked) {
    if (node.type != Node::Type::text && node.type != Node::Type::cdata) return;
    const auto begin = out_.text.size();
    out_.text += node.text;
    out_.pieces.push_back({&node, begin, out_.text.size(), true, tracked});
  }

  void single(Node& node, std::string_view shown, bool tracked) {
    const auto begin = out_.text.size();
    out_.text += shown;
    out_.pieces.push_back({&node, begin, out_.text.size(), false, tracked});
  }

  // What a field shows.
  static std::string words_in(const Node& node) {
    std::string out = node.type == Node::Type::text ? node.text : std::string{};
    for (const auto* child : node.children) out += words_in(*child);
    return out;
  }

  void element(Node& node, bool tracked) {
    tracked = tracked || node.tracked;
    switch (node.kind) {
      case Kind::text:
        for (auto* child : node.children) characters(*child, tracked);
        break;
      case Kind::deleted_text:
        for (auto* child : node.children) characters(*child, true);
        break;
      case Kind::field_code:
        for (const auto* child : node.children) out_.field_codes += child->text;
        break;
      case Kind::spaces:
        single(node, std::string(document::spaces_in(node), ' '), tracked);
        break;
      case Kind::tab:
        single(node, "\t", tracked);
        break;
      case Kind::line_break:
        single(node, "\n", tracked);
        break;
      case Kind::page_break:
        out_.breaks_page = true;
        single(node, "\f", tracked);
        break;
      case Kind::hyphen:
        single(node, "\u2011", tracked);
        break;
      case Kind::field_character:
        out_.shows_other = true;
        single(node, "", tracked);
        break;
      case Kind::visible:
        out_.shows_other = true;
        // Without spaces at its ends: those beside a mark may go, and the field must not.
        if (const auto words = words_in(node); !trim(words).empty()) single(node, trim(words), tracked);
        break;
      case Kind::object:
      case Kind::alternatives:
        out_.shows_other = true;
        out_.boxes.push_back(&node);
        break;
      case Kind::insertion:
      case Kind::deletion:
        children(node, true);
        break;
      case Kind::smart_tag:
        out_.smart_tags.push_back(&node);
        children(node, tracked);
        break;
      case Kind::simple_field:
        for (const auto& attribute : node.attributes) out_.field_codes += attribute.value;
        children(node, tracked);
        break;
      case Kind::inline_holder:
        out_.holders.push_back(&node);
        children(node, tracked);
        break;
      case Kind::opaque:
      case Kind::paragraph_properties:
      case Kind::run_properties:
      case Kind::range_start:
      case Kind::range_end:
        break;
      case Kind::ignorable:
        // Where a tracked change took something out, a mark may be broken.
        if (node.tracked) single(node, "", true);
        break;
      default:
        children(node, tracked);
    }
  }

  ParagraphText& out_;
};

}  // namespace

ParagraphText gather(Node& paragraph) {
  ParagraphText out;
  Gatherer{out}.children(paragraph, false);
  return out;
}

bool shows(Kind kind) {
  return kind == Kind::visible || kind == Kind::object || kind == Kind::alternatives || kind == Kind::field_character ||
         kind == Kind::hyphen || kind == Kind::page_break;
}

std::string paragraph_words(const Node& paragraph) {
  return gather(const_cast<Node&>(paragraph)).text;
}

}  // namespace caseletters::letter
