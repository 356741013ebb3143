#include "letter/lay_out.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "letter/shape.h"
#include "package/xml.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;

namespace {

constexpr std::string_view closing_punctuation = ".,;:!?)]";
constexpr std::string_view opening_punctuation = "([";

class Layout {
 public:
  Layout(std::string part, const document::Dialect& dialect, const Woven& woven, const std::vector<Block>& blocks,
         const facts::Vocabulary& vocabulary, Findings& findings)
      : dialect_(dialect), woven_(woven), blocks_(blocks), vocabulary_(vocabulary), findings_(findings) {
    program_.part = std::move(part);
  }

  PartProgram run(const document::Tree& tree) {
    literal_ = tree.declaration();
    if (!literal_.empty()) literal_ += '\n';
    for (const auto* node : tree.before()) append_xml(literal_, *node);
    element(tree.root(), Around{});
    for (const auto* node : tree.after()) append_xml(literal_, *node);
    flush();
    program_.typical_size = program_.bytes.size() + program_.bytes.size() / 4;
    return std::move(program_);
  }

 private:
  // What is being laid out around a node.
  struct Around {
    bool in_line = false;  // inside a paragraph with marks
    bool watched = false;
    bool framed = false;   // a group counts the blocks written here
  };

  struct OpenBlock {
    MarkKind kind;
    std::uint32_t index = 0;                   // of its branching or loop
    std::uint32_t body = 0;                    // first operation of a repeat
    std::optional<std::size_t> pending;        // operation whose target is the next part
    std::vector<std::size_t> to_end;           // operations whose target is the end
    std::vector<std::size_t> tests;            // to be told where the end is
    std::size_t joined = 0;
  };

  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(program_.ops.size()); }

  Op& op(Code code, std::uint32_t index = 0) {
    flush();
    auto& made = program_.ops.emplace_back();
    made.code = code;
    made.index = index;
    return made;
  }

  Span store(std::string_view text) {
    const auto begin = static_cast<std::uint32_t>(program_.bytes.size());
    program_.bytes += text;
    return {begin, static_cast<std::uint32_t>(program_.bytes.size())};
  }

  void flush(std::uint8_t flags = 0, Code code = Code::literal) {
    flags = static_cast<std::uint8_t>(flags | literal_flags_);
    literal_flags_ = 0;
    if (literal_.empty() && flags == 0) return;
    const auto span = store(literal_);
    literal_.clear();
    auto& ops = program_.ops;
    // Neighbours that say the same are one, unless something jumps to between them.
    if (code == Code::literal && !ops.empty() && ops.back().code == Code::literal && ops.back().flags == flags &&
        ops.back().span.end == span.begin && here() != landing_) {
      ops.back().span.end = span.end;
      return;
    }
    auto& made = ops.emplace_back();
    made.code = code;
    made.flags = flags;
    made.span = span;
  }

  void land() {
    flush();
    landing_ = here();
  }

  std::uint32_t place_of(const Mark& mark) {
    program_.places.push_back({quoted(mark.source), quoted(mark.paragraph)});
    return static_cast<std::uint32_t>(program_.places.size() - 1);
  }

  void node(const Node& one, Around around) {
    switch (one.type) {
      case Node::Type::element:
        element(one, around);
        return;
      case Node::Type::mark:
        mark(one, around);
        return;
      case Node::Type::text:
      case Node::Type::cdata:
        if (around.watched && (one.parent->kind == Kind::text || one.parent->kind == Kind::property)) {
          characters(one.text);
          return;
        }
        append_xml(literal_, one);
        return;
      default:
        append_xml(literal_, one);
    }
  }

  // Text of a watched paragraph: the program must know how it begins and ends.
  void characters(std::string_view text) {
    if (text.empty()) return;
    flush();
    package::append_escaped_text(literal_, text);
    std::uint8_t flags = 0;
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) flags |= flag::visible;
    if (closing_punctuation.find(text.front()) != std::string_view::npos) flags |= flag::closer;
    if (text.back() == ' ' || opening_punctuation.find(text.back()) != std::string_view::npos || text.ends_with("“") ||
        text.ends_with("‘"))
      flags |= flag::opener;
    flush(flags, Code::text);
  }

  void element(const Node& one, Around around) {
    if (one.changing && (one.kind == Kind::paragraph || is_property_with_marks(one))) {
      paragraph(one, around);
      return;
    }
    if (around.in_line) {
      inline_element(one, around);
      return;
    }
    const bool is_block = around.framed && (one.kind == Kind::paragraph || one.kind == Kind::table ||
                                            one.kind == Kind::row || one.kind == Kind::content_control ||
                                            one.kind == Kind::group);
    if (!one.changing) {
      if (is_block && one.kind == Kind::table) gap(one);
      if (is_block) flush();
      append_xml(literal_, one);
      if (is_block) end_block(one.kind == Kind::table);
      return;
    }
    const bool frame = holds_blocks(one.kind) || one.kind == Kind::table || one.kind == Kind::content_control ||
                       (one.kind == Kind::group && (one.parent == nullptr || one.parent->kind != Kind::content_control));
    if (is_block && one.kind == Kind::table) gap(one);
    if (frame && one.changing) {
      const bool keeps = holds_blocks(one.kind) && ends_with_paragraph(one);
      const auto flags = keeps ? flag::keeps : holds_blocks(one.kind) ? std::uint8_t{0} : flag::droppable;
      // The opening tag lies inside a group that may go, and outside one that may not.
      if (flags == flag::droppable) op(Code::group_begin).flags = flags;
      start_tag(one);
      if (flags != flag::droppable) op(Code::group_begin).flags = flags;
      Around inside;
      inside.framed = true;
      children(one, inside);
      const auto filler = keeps ? store_filler(one) : Span{};
      if (flags == flag::droppable) append_end(literal_, one);
      flush();
      auto& end = op(Code::group_end);
      end.flags = flags;
      end.span = filler;
      if (flags == flag::droppable && is_block && one.kind == Kind::table)
        end.flags = static_cast<std::uint8_t>(end.flags | flag::is_table);
      if (flags != flag::droppable) append_end(literal_, one);
      return;
    }
    if (is_block) flush();
    if (one.children.empty()) {
      start_tag(one, "/>");
    } else {
      start_tag(one);
      Around inside;
      inside.framed = around.framed && one.kind == Kind::group;
      children(one, inside);
      append_end(literal_, one);
    }
    if (is_block && !(one.kind == Kind::group && inside_control(one))) end_block(one.kind == Kind::table);
  }

  static bool is_property_with_marks(const Node& one) {
    return one.kind == Kind::property && std::any_of(one.children.begin(), one.children.end(), [](const Node* child) {
             return child->type == Node::Type::mark;
           });
  }

  static bool inside_control(const Node& group) {
    return group.parent != nullptr && group.parent->kind == Kind::content_control;
  }

  void end_block(bool is_table) {
    literal_flags_ |= static_cast<std::uint8_t>(flag::block | (is_table ? flag::is_table : 0));
    flush();
  }

  // Two tables with nothing between them would be read as one.
  void gap(const Node& table) {
    const auto at = table.position();
    for (auto index = at; index > 0; --index) {
      const auto* before = table.parent->children[index - 1];
      if (before->kind == Kind::table) return;
      if (before->type == Node::Type::element || before->type == Node::Type::mark) break;
    }
    std::string name{document::prefix_of(table.name)};
    op(Code::table_gap).span = store("<" + name + "p/>");
  }

  static bool ends_with_paragraph(const Node& container) {
    for (auto place = container.children.rbegin(); place != container.children.rend(); ++place) {
      if ((*place)->type == Node::Type::mark) return true;
      if ((*place)->kind == Kind::table) return false;
      if ((*place)->kind == Kind::paragraph || (*place)->kind == Kind::content_control) return true;
    }
    return true;
  }

  // An empty paragraph that looks like the last one the container had.
  Span store_filler(const Node& container) {
    const Node* model = nullptr;
    for (const auto* child : container.children)
      if (child->kind == Kind::paragraph) model = child;
    if (model == nullptr) {
      const auto lost = woven_.lost_paragraphs.find(&container);
      if (lost != woven_.lost_paragraphs.end()) model = lost->second;
    }
    std::string out;
    if (model != nullptr) {
      out = "<" + model->name + ">";
      properties(out, *model);
      append_end(out, *model);
    } else {
      out = "<" + std::string{document::prefix_of(container.name)} + "p/>";
    }
    return store(out);
  }

  // The paragraph's own properties, without the end of a section or a tracked change.
  void properties(std::string& out, const Node& paragraph) const {
    const auto* found = paragraph.child(Kind::paragraph_properties);
    if (found == nullptr) return;
    Node copy = *found;
    std::erase_if(copy.children, [](const Node* child) {
      const auto local = document::local_name(child->name);
      return local == "sectPr" || local == "pPrChange";
    });
    append_xml(out, copy);
  }

  void start_tag(const Node& one, std::string_view end = ">") {
    literal_ += '<';
    literal_ += one.name;
    for (const auto& attribute : one.attributes) {
      literal_ += ' ';
      literal_ += attribute.name;
      literal_ += "=\"";
      if (repeating_ > 0 && dialect_.is_numbered_id(one, attribute.name))
        op(Code::fresh_id);
      else if (dialect_.is_spoken(one, attribute.name) && attribute.value.find("{{") != std::string::npos)
        spoken(attribute.value);
      else
        package::append_escaped_attribute(literal_, attribute.value);
      literal_ += '"';
    }
    literal_ += end;
  }

  void spoken(const std::string& text) {
    const auto scan = find_marks(text);
    std::size_t from = 0;
    facts::Context context;
    context.vocabulary = &vocabulary_;
    for (const auto& stretch : scan.marks) {
      package::append_escaped_attribute(literal_, std::string_view{text}.substr(from, stretch.begin - from));
      from = stretch.end;
      auto mark = classify(std::string_view{text}.substr(stretch.begin, stretch.end - stretch.begin));
      mark.paragraph = text;
      if (mark.kind == MarkKind::note) continue;
      if (mark.kind != MarkKind::value) {
        findings_.add(error("bad-mark", "Alternative text can hold facts, but no blocks."), mark);
        continue;
      }
      if (auto bound = bind_value(mark, context); !bound) {
        findings_.add(std::move(bound.error()), mark);
        continue;
      }
      ValueUse use;
      use.field = mark.field;
      use.in_attribute = true;
      use.place = place_of(mark);
      program_.values.push_back(std::move(use));
      op(Code::value, static_cast<std::uint32_t>(program_.values.size() - 1));
    }
    package::append_escaped_attribute(literal_, std::string_view{text}.substr(from));
  }

  void paragraph(const Node& one, Around around) {
    auto shape = shape_of(one, woven_, dialect_);
    if (shape.droppable && between_tables(one)) shape.droppable = false;
    flush();
    const auto flags = shape.droppable ? flag::droppable : std::uint8_t{0};
    const bool framed = shape.droppable || shape.watched;
    if (framed) op(Code::paragraph_begin).flags = flags;
    start_tag(one);
    Around inside;
    inside.in_line = true;
    inside.watched = shape.watched;
    children(one, inside);
    append_end(literal_, one);
    if (framed) {
      op(Code::paragraph_end).flags = static_cast<std::uint8_t>(flags | (around.framed ? flag::block : 0));
    } else if (around.framed) {
      end_block(false);
    }
  }

  static bool between_tables(const Node& one) {
    const auto& siblings = one.parent->children;
    const auto at = one.position();
    return at > 0 && at + 1 < siblings.size() && siblings[at - 1]->kind == Kind::table &&
           siblings[at + 1]->kind == Kind::table;
  }

  void inline_element(const Node& one, Around around) {
    if (one.kind == Kind::opaque || one.kind == Kind::paragraph_properties || one.kind == Kind::run_properties) {
      append_xml(literal_, one);
      return;
    }
    if (shows(one.kind)) literal_flags_ |= flag::visible;
    if (one.kind == Kind::object || one.kind == Kind::alternatives || holds_blocks(one.kind)) {
      if (one.kind == Kind::object || one.kind == Kind::alternatives) flush();
      around = {};
      if (holds_blocks(one.kind)) {
        element(one, around);
        return;
      }
    }
    const bool edge = around.watched && (one.kind == Kind::tab || one.kind == Kind::line_break);
    if (edge) flush();
    if (one.children.empty()) {
      start_tag(one, "/>");
    } else {
      start_tag(one);
      children(one, around);
      append_end(literal_, one);
    }
    // No space is wanted at the start of a line.
    if (edge) {
      flush(flag::opener);
    } else if (around.watched && shows(one.kind)) {
      flush();
    }
  }

  void children(const Node& one, Around around) {
    for (const auto* child : one.children) node(*child, around);
  }

  void mark(const Node& at, Around around) {
    const auto& mark = woven_.marks[static_cast<std::size_t>(at.mark)];
    switch (mark.kind) {
      case MarkKind::value:
        value(at, mark);
        return;
      case MarkKind::soft_space:
        op(Code::soft_space);
        return;
      case MarkKind::note:
        return;
      default:
        block_mark(at, mark, around);
    }
  }

  void value(const Node& at, const Mark& mark) {
    ValueUse use;
    use.field = mark.field;
    use.place = place_of(mark);
    const auto& text = *at.parent;
    use.line_break = store(dialect_.line_break(text));
    use.tab = store(dialect_.tab(text));
    if (mark.field.has(facts::Format::lines)) {
      std::string closing, opening;
      if (paragraph_break(text, closing, opening)) {
        use.lines = true;
        use.paragraph_break = store(closing + opening);
      }
    }
    program_.values.push_back(std::move(use));
    op(Code::value, static_cast<std::uint32_t>(program_.values.size() - 1));
  }

  // Tags that end a text within its run, and tags that begin such a text again.
  void run_tags(const Node& text, const Node& until, std::string& closing, std::string& opening) const {
    for (const auto* place = &text; place != &until; place = place->parent) {
      append_end(closing, *place);
      std::string tag;
      append_tag(tag, *place);
      tag += '>';
      if (const auto* own = place->child(Kind::run_properties)) append_xml(tag, *own);
      opening = tag + opening;
    }
  }

  bool paragraph_break(const Node& text, std::string& closing, std::string& opening) const {
    const Node* place = &text;
    while (place->kind == Kind::text || place->kind == Kind::run) place = place->parent;
    if (place->kind != Kind::paragraph || dialect_.ends_section(*place)) return false;
    run_tags(text, *place, closing, opening);
    append_end(closing, *place);
    Node shell;
    shell.name = place->name;
    for (const auto& attribute : place->attributes)
      if (!dialect_.is_single_id(*place, attribute.name)) shell.attributes.push_back(attribute);
    std::string tag;
    append_tag(tag, shell);
    tag += '>';
    properties(tag, *place);
    opening = tag + opening;
    return true;
  }

  void block_mark(const Node& at, const Mark& mark, Around around) {
    if (opens_block(mark.kind)) {
      open_block(mark);
      return;
    }
    auto& block = open_.back();
    switch (mark.kind) {
      case MarkKind::else_if:
      case MarkKind::else_:
        next_part(block);
        if (mark.kind == MarkKind::else_if) test(block, mark);
        return;
      case MarkKind::when:
        if (block.kind == MarkKind::choose) {
          next_part(block);
          program_.branchings[block.index].targets[static_cast<std::size_t>(mark.option)] =
              static_cast<std::int32_t>(here());
        } else {
          when_any(block, at, mark, around);
        }
        return;
      case MarkKind::otherwise:
        next_part(block);
        program_.branchings[block.index].otherwise = static_cast<std::int32_t>(here());
        return;
      default:
        end_mark();
    }
  }

  void open_block(const Mark& mark) {
    OpenBlock made;
    made.kind = mark.kind;
    flush();
    if (mark.kind == MarkKind::if_) {
      test(made, mark);
    } else if (mark.kind == MarkKind::for_each) {
      made.index = static_cast<std::uint32_t>(program_.loops.size());
      program_.loops.push_back({mark.list, mark.condition, place_of(mark)});
      op(Code::for_begin, made.index);
      made.pending = program_.ops.size() - 1;
      land();
      made.body = here();
      ++repeating_;
    } else {
      made.index = static_cast<std::uint32_t>(program_.branchings.size());
      auto& branching = program_.branchings.emplace_back();
      branching.symbol = mark.symbol;
      branching.place = place_of(mark);
      const auto& domain = vocabulary_.domains()[static_cast<std::size_t>(mark.symbol.type.domain)];
      branching.targets.assign(domain.options.size(), -1);
      if (mark.kind == MarkKind::any_of)
        for (const auto* part : blocks_[static_cast<std::size_t>(mark.block)].parts)
          branching.listed.push_back(woven_.marks[static_cast<std::size_t>(part->mark)].option);
      op(mark.kind == MarkKind::choose ? Code::choose : Code::any_begin, made.index);
      if (mark.kind == MarkKind::any_of) made.to_end.push_back(program_.ops.size() - 1);
    }
    open_.push_back(std::move(made));
  }

  void test(OpenBlock& block, const Mark& mark) {
    program_.tests.push_back({mark.condition, 0, place_of(mark)});
    block.tests.push_back(program_.tests.size() - 1);
    op(Code::test, static_cast<std::uint32_t>(program_.tests.size() - 1));
    block.pending = program_.ops.size() - 1;
  }

  // Ends the part before, which jumps to the end of its block, and is where the test before it leads.
  void next_part(OpenBlock& block) {
    op(Code::jump);
    block.to_end.push_back(program_.ops.size() - 1);
    land();
    if (block.pending) program_.ops[*block.pending].target = here();
    block.pending.reset();
  }

  void when_any(OpenBlock& block, const Node& at, const Mark& mark, Around around) {
    land();
    if (block.pending) program_.ops[*block.pending].target = here();
    Joint joint;
    joint.option = mark.option;
    if (around.in_line || at.parent->kind == Kind::property) {
      joint.inline_join = true;
      std::string closing, opening;
      if (const auto* text = text_after(at)) run_tags(*text, *at.parent, closing, opening);
      joint.before = store(opening);
      joint.after = store(closing);
    }
    program_.joints.push_back(joint);
    op(Code::any_when, static_cast<std::uint32_t>(program_.joints.size() - 1));
    block.pending = program_.ops.size() - 1;
  }

  // The first text between a mark and the next mark of its block that could lend its formatting; null where none.
  [[nodiscard]] static const Node* text_after(const Node& at) {
    const auto& siblings = at.parent->children;
    for (auto index = at.position() + 1; index < siblings.size(); ++index)
      if (const auto* found = first_text(*siblings[index])) return found;
    for (auto index = at.position(); index > 0; --index)
      if (const auto* found = first_text(*siblings[index - 1])) return found;
    return nullptr;
  }

  static const Node* first_text(const Node& node) {
    if (node.kind == Kind::text && node.type == Node::Type::element) return &node;
    if (node.kind != Kind::run) return nullptr;
    for (const auto* child : node.children)
      if (const auto* found = first_text(*child)) return found;
    return nullptr;
  }

  void end_mark() {
    auto block = std::move(open_.back());
    open_.pop_back();
    if (block.kind == MarkKind::for_each) {
      auto& next = op(Code::for_next, block.index);
      next.target = block.body;
      --repeating_;
    } else if (block.kind == MarkKind::any_of) {
      land();
      if (block.pending) program_.ops[*block.pending].target = here();
      block.pending.reset();
      op(Code::any_end, block.index);
    }
    land();
    if (block.pending) program_.ops[*block.pending].target = here();
    for (const auto index : block.to_end) program_.ops[index].target = here();
    for (const auto index : block.tests) program_.tests[index].end = here();
    if (block.kind == MarkKind::choose || block.kind == MarkKind::any_of)
      program_.branchings[block.index].end = here();
  }

  const document::Dialect& dialect_;
  const Woven& woven_;
  const std::vector<Block>& blocks_;
  const facts::Vocabulary& vocabulary_;
  Findings& findings_;
  PartProgram program_;
  std::string literal_;
  std::uint8_t literal_flags_ = 0;
  std::uint32_t landing_ = ~std::uint32_t{0};
  int repeating_ = 0;
  std::vector<OpenBlock> open_;
};

}  // namespace

PartProgram lay_out(const std::string& part, const document::Tree& tree, const document::Dialect& dialect,
                    const Woven& woven, const std::vector<Block>& blocks, const facts::Vocabulary& vocabulary,
                    Findings& findings) {
  return Layout{part, dialect, woven, blocks, vocabulary, findings}.run(tree);
}

}  // namespace caseletters::letter
