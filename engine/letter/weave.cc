#include "letter/weave.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "letter/control_row.h"
#include "letter/pieces.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;
using document::Tree;

void set_changing(Node& node) {
  for (auto* place = &node; place != nullptr && !place->changing; place = place->parent) place->changing = true;
}

namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n\r\f") == std::string_view::npos;
}

// Characters that go, and the mark (if any) that comes in their place.
struct Edit {
  std::size_t begin = 0, end = 0;
  int mark = -1;
};

class Weaver {
 public:
  Weaver(Tree& tree, const document::Dialect& dialect, Findings& findings)
      : tree_(tree), dialect_(dialect), findings_(findings) {}

  Woven run() {
    visit(tree_.root());
    if (open_elsewhere_) report_open();
    return std::move(woven_);
  }

 private:
  void visit(Node& node) {
    if (node.type != Node::Type::element || node.kind == Kind::opaque) return;
    if (node.kind == Kind::paragraph || (node.kind == Kind::property && holds_only_words(node))) {
      paragraph(node);
      return;
    }
    spoken_words(node);
    const auto children = node.children;  // paragraphs may be replaced on the way
    for (auto* child : children) visit(*child);
    if (node.kind == Kind::row || node.kind == Kind::list_item) control_row(node);
  }

  static bool holds_only_words(const Node& node) {
    return !node.children.empty() && std::all_of(node.children.begin(), node.children.end(), [](const Node* child) {
      return child->type == Node::Type::text || child->type == Node::Type::cdata;
    });
  }

  // Marks in alternative text change the element that carries them.
  void spoken_words(Node& node) {
    for (const auto& attribute : node.attributes)
      if (dialect_.is_spoken(node, attribute.name) && attribute.value.find("{{") != std::string::npos) {
        set_changing(node);
        woven_.any = true;
      }
  }

  void spoken_below(Node& node) {
    spoken_words(node);
    const auto children = node.children;
    for (auto* child : children) {
      if (child->type != Node::Type::element) continue;
      if (document::holds_blocks(child->kind) || child->kind == Kind::paragraph || child->kind == Kind::property)
        visit(*child);
      else
        spoken_below(*child);
    }
  }

  void paragraph(Node& node) {
    auto content = gather(node);
    for (auto* box : content.boxes) spoken_below(*box);
    for (auto* holder : content.holders) spoken_words(*holder);
    if (content.field_codes.find("{{") != std::string::npos)
      findings_.add(error("mark-in-field", "A mark stands inside the code of a field, where it cannot be filled.",
                          "Take the field out and type the mark as ordinary text."),
                    content.field_codes);
    const auto scan = find_marks(content.text);
    strays(scan, content.text);
    if (scan.marks.empty()) return;
    woven_.any = true;
    std::vector<Mark> found;
    for (const auto& stretch : scan.marks) {
      found.push_back(classify(std::string_view{content.text}.substr(stretch.begin, stretch.end - stretch.begin)));
      found.back().paragraph = content.text;
      if (!free_of_changes(content, stretch, found.back())) return;
    }
    if (node.kind == Kind::paragraph && is_control(content, scan, found)) {
      replace_by_marks(node, content, std::move(found), scan);
      return;
    }
    if (!content.smart_tags.empty()) {
      for (auto* tag : content.smart_tags) Tree::unwrap(*tag);
      content = gather(node);
    }
    inline_marks(node, content, scan, std::move(found));
  }

  void strays(const Scan& scan, std::string_view text) {
    if (!scan.stray) {
      return;
    }
    const bool opens = text.substr(*scan.stray, 2) == "{{";
    if (opens) {
      if (open_elsewhere_) report_open();
      open_elsewhere_ = std::string{text};
    } else if (open_elsewhere_) {
      findings_.add(error("bad-mark",
                          "A mark is opened in one paragraph and closed in another: “" + quoted(*open_elsewhere_) +
                              "” … “" + quoted(text) + "”.",
                          "Type the whole mark, from {{ to }}, within one paragraph."),
                    *open_elsewhere_);
      open_elsewhere_.reset();
    } else {
      findings_.add(error("residue", "“}}” closes a mark that was never opened.", "Take it out, or complete the mark."),
                    text);
    }
  }

  void report_open() {
    findings_.add(error("bad-mark", "“{{” opens a mark that is not closed in the same paragraph.",
                        "Close it with }} in that paragraph, or take it out."),
                  *open_elsewhere_);
    open_elsewhere_.reset();
  }

  [[nodiscard]] bool is_hidden(const Node& node) const {
    for (const auto* place = node.parent; place != nullptr; place = place->parent)
      if ((place->kind == Kind::run || place->hidden) && dialect_.is_hidden(*place)) return true;
    return false;
  }

  bool free_of_changes(const ParagraphText& content, const Stretch& stretch, const Mark& mark) {
    for (const auto& piece : content.pieces) {
      const bool touches = piece.begin < stretch.end && piece.end > stretch.begin;
      if (touches && is_hidden(*piece.node))
        findings_.add(
            warning("hidden-mark", "The mark " + quoted(mark.source) + " stands in hidden text, which is not printed.",
                    "Show it, or take it out."),
            content.text);
      if (touches && piece.tracked) {
        findings_.add(error("mark-in-tracked-change", "A tracked change touches the mark " + quoted(mark.source) + ".",
                            "Accept or reject the change there, and save the template again."),
                      content.text);
        return false;
      }
      // What is no field is told with the other places where no mark is read.
      if (touches && document::local_name(piece.node->name).starts_with("oMath")) return false;
      if (touches && piece.node->kind == Kind::visible) {
        findings_.add(error("mark-in-field", "A field stands inside the mark " + quoted(mark.source) + ".",
                            "Take the field out and type the mark as ordinary text."),
                      content.text);
        return false;
      }
      if (piece.node->kind == Kind::field_character && piece.begin > stretch.begin && piece.begin < stretch.end) {
        findings_.add(error("mark-in-field", "A field begins or ends inside the mark " + quoted(mark.source) + ".",
                            "Take the field out and type the mark as ordinary text."),
                      content.text);
        return false;
      }
    }
    return true;
  }

  static bool is_control(const ParagraphText& content, const Scan& scan, const std::vector<Mark>& found) {
    if (content.shows_other) return false;
    if (std::any_of(found.begin(), found.end(), [](const Mark& mark) { return mark.kind == MarkKind::value; }))
      return false;
    std::size_t from = 0;
    for (const auto& stretch : scan.marks) {
      if (!is_blank(std::string_view{content.text}.substr(from, stretch.begin - from))) return false;
      from = stretch.end;
    }
    return is_blank(std::string_view{content.text}.substr(from));
  }

  int keep(Mark mark) {
    woven_.marks.push_back(std::move(mark));
    return static_cast<int>(woven_.marks.size()) - 1;
  }

  Node* mark_node(int mark) {
    auto* node = tree_.make(Node::Type::mark);
    node->mark = mark;
    return node;
  }

  // A control paragraph goes; its marks stand between paragraphs. What it carried beside words stays: the halves of
  // pairs, a section's end, a page break.
  void replace_by_marks(Node& node, const ParagraphText& content, std::vector<Mark> found, const Scan& scan) {
    auto& parent = *node.parent;
    const bool opening = opens_block(found.front().kind);
    std::vector<Node*> made;
    hoist_ranges(node, made);
    for (auto& mark : found)
      if (mark.kind != MarkKind::note) made.push_back(mark_node(keep(std::move(mark))));
    if (dialect_.ends_section(node) || content.breaks_page) {
      bool before = opening;
      if (!dialect_.ends_section(node)) before = content.text.find('\f') < scan.marks.front().begin;
      auto* rest = strip_text(node, content);
      if (before)
        made.insert(made.begin(), rest);
      else
        made.push_back(rest);
    }
    set_changing(parent);
    woven_.lost_paragraphs[&parent] = tree_.copy(node);
    auto position = node.position();
    Tree::remove(node);
    for (auto* one : made) Tree::insert(parent, position++, one);
  }

  Node* strip_text(const Node& node, const ParagraphText&) {
    auto* rest = tree_.copy(node);
    const auto words = gather(*rest);
    for (const auto& piece : words.pieces)
      if (piece.characters || piece.node->kind == Kind::tab || piece.node->kind == Kind::line_break)
        Tree::remove(*piece.node);
    return rest;
  }

  static void hoist_ranges(Node& node, std::vector<Node*>& out) {
    for (std::size_t index = 0; index < node.children.size();) {
      auto* child = node.children[index];
      if (child->kind == Kind::range_start || child->kind == Kind::range_end) {
        Tree::remove(*child);
        out.push_back(child);
        continue;
      }
      if (child->type == Node::Type::element && child->kind != Kind::opaque &&
          child->kind != Kind::paragraph_properties)
        hoist_ranges(*child, out);
      ++index;
    }
  }

  static bool may_be_blank(const Mark& mark) {
    return mark.kind != MarkKind::value || mark.rest.find("optional") != std::string::npos;
  }

  void inline_marks(Node& node, const ParagraphText& content, const Scan& scan, std::vector<Mark> found) {
    const std::string_view text = content.text;
    bool watch = std::any_of(found.begin(), found.end(), may_be_blank);
    for (const auto& stretch : scan.marks) {
      const bool before = stretch.begin >= 2 && text.substr(stretch.begin - 2, 2) == "  ";
      const bool after = text.substr(stretch.end, 2) == "  ";
      watch = watch || before || after;
    }
    std::vector<Edit> edits;
    std::size_t taken = 0;
    for (std::size_t index = 0; index < found.size(); ++index) {
      const auto [begin, end] = scan.marks[index];
      auto left = begin, right = end;
      if (watch) {
        while (left > taken && text[left - 1] == ' ') --left;
        while (right < text.size() && text[right] == ' ') ++right;
      }
      if (left < begin) edits.push_back({left, begin, soft_space()});
      const bool note = found[index].kind == MarkKind::note;
      edits.push_back({begin, end, note ? -1 : keep(std::move(found[index]))});
      if (right > end) edits.push_back({end, right, soft_space()});
      taken = right;
    }
    apply(content, edits);
    set_changing(node);
  }

  int soft_space() {
    if (soft_space_ < 0) {
      Mark mark;
      mark.kind = MarkKind::soft_space;
      soft_space_ = keep(std::move(mark));
    }
    return soft_space_;
  }

  void apply(const ParagraphText& content, const std::vector<Edit>& edits) {
    std::vector<Node*> touched, blocks;
    for (const auto& piece : content.pieces) {
      const auto hit = [&](const Edit& edit) { return edit.begin < piece.end && edit.end > piece.begin; };
      if (std::none_of(edits.begin(), edits.end(), hit)) continue;
      auto& parent = *piece.node->parent;
      auto position = piece.node->position();
      Tree::remove(*piece.node);
      if (!piece.characters) {
        touched.push_back(&parent);
        if (piece.node->kind == Kind::spaces) keep_soft_space(parent, position, piece, edits);
        continue;
      }
      const auto put = [&](Node* made) {
        Tree::insert(parent, position++, made);
        set_changing(*made);
      };
      const auto put_text = [&](std::size_t from, std::size_t to) {
        if (from >= to) return;
        auto* made = tree_.make(Node::Type::text);
        made->text = content.text.substr(from, to - from);
        put(made);
      };
      auto from = piece.begin;
      for (const auto& edit : edits) {
        if (!hit(edit)) continue;
        put_text(from, edit.begin);
        from = std::min(edit.end, piece.end);
        if (edit.mark < 0 || edit.begin < piece.begin) continue;
        auto* made = mark_node(edit.mark);
        put(made);
        if (is_block_mark(woven_.marks[static_cast<std::size_t>(edit.mark)].kind)) blocks.push_back(made);
      }
      put_text(from, piece.end);
      if (parent.kind == Kind::text) dialect_.keep_spaces(parent);
      touched.push_back(&parent);
    }
    for (auto* mark : blocks) split_around(*mark, touched);
    for (auto* place : touched) clear_away(place);
  }

  // Where spaces of their own element begin what a soft space stands for.
  void keep_soft_space(Node& parent, std::size_t position, const Piece& piece, const std::vector<Edit>& edits) {
    for (const auto& edit : edits) {
      if (edit.mark < 0 || edit.mark != soft_space_ || edit.begin < piece.begin || edit.begin >= piece.end) continue;
      auto* text = tree_.make(Node::Type::element, Kind::text);
      Tree::insert(parent, position++, text);
      Tree::insert(*text, 0, mark_node(edit.mark));
      set_changing(*text->children.front());
    }
  }

  // Cuts text and run in two, so that the mark stands between whole runs.
  void split_around(Node& mark, std::vector<Node*>& touched) {
    while (mark.parent->kind == Kind::text || mark.parent->kind == Kind::run) {
      auto& whole = *mark.parent;
      auto& around = *whole.parent;
      const auto at = mark.position();
      auto* right = tree_.copy_shell(whole);
      right->changing = whole.changing;
      if (const auto* properties = whole.child(Kind::run_properties)) {
        auto* copied = tree_.copy(*properties);
        copied->parent = right;
        right->children.push_back(copied);
      }
      while (whole.children.size() > at + 1) {
        auto* moved = whole.children[at + 1];
        Tree::remove(*moved);
        moved->parent = right;
        right->children.push_back(moved);
      }
      Tree::remove(mark);
      const auto position = whole.position();
      Tree::insert(around, position + 1, &mark);
      Tree::insert(around, position + 2, right);
      touched.push_back(&whole);
      touched.push_back(right);
    }
  }

  // Takes out texts and runs that hold nothing any more.
  static void clear_away(Node* place) {
    while (place != nullptr && place->parent != nullptr) {
      auto* parent = place->parent;
      const bool empty_text = place->kind == Kind::text && place->children.empty();
      const bool empty_run = place->kind == Kind::run &&
                             std::all_of(place->children.begin(), place->children.end(), [](const Node* child) {
                               return child->kind == Kind::run_properties || child->type == Node::Type::text;
                             });
      if (!empty_text && !empty_run) return;
      Tree::remove(*place);
      place = parent;
    }
  }

  void control_row(Node& row) {
    const auto found = find_control_row(row, woven_.marks);
    if (!found) return;
    auto& parent = *row.parent;
    auto position = row.position();
    Tree::remove(row);
    for (const auto* part : {&found->ranges, &found->marks})
      for (auto* one : *part) {
        Tree::remove(*one);
        Tree::insert(parent, position++, one);
      }
    set_changing(parent);
  }

  Tree& tree_;
  const document::Dialect& dialect_;
  Findings& findings_;
  Woven woven_;
  int soft_space_ = -1;
  std::optional<std::string> open_elsewhere_;
};

}  // namespace

Woven weave(Tree& tree, const document::Dialect& dialect, Findings& findings) {
  return Weaver{tree, dialect, findings}.run();
}

}  // namespace caseletters::letter
