#include "letter/lay_out.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "letter/markup.h"
#include "letter/program_writer.h"
#include "letter/shape.h"
#include "package/xml.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;

namespace {

constexpr std::string_view closing_punctuation = ".,;:!?)]";
constexpr std::string_view opening_punctuation = "([";

// A mark in an attribute; nothing where it prints nothing, or is wrong (and then told).
std::optional<Mark> bind_spoken(const std::string& text, const Stretch& stretch, bool address,
                                const facts::Vocabulary& vocabulary, Findings& findings) {
  auto mark = classify(std::string_view{text}.substr(stretch.begin, stretch.end - stretch.begin));
  mark.paragraph = text;
  if (mark.kind == MarkKind::note) return std::nullopt;
  if (mark.kind != MarkKind::value) {
    findings.add(error("bad-mark", address ? "The address of a link can hold facts, but no blocks."
                                           : "Alternative text can hold facts, but no blocks."),
                 mark);
    return std::nullopt;
  }
  facts::Context context;
  context.vocabulary = &vocabulary;
  if (auto bound = bind_value(mark, context); !bound) {
    findings.add(std::move(bound.error()), mark);
    return std::nullopt;
  }
  return mark;
}

class Layout {
 public:
  Layout(std::string part, const document::Dialect& dialect, const Woven& woven, const std::vector<Block>& blocks,
         const facts::Vocabulary& vocabulary, Findings& findings)
      : dialect_(dialect),
        woven_(woven),
        vocabulary_(vocabulary),
        findings_(findings),
        out_(std::move(part), woven, blocks, vocabulary) {}

  PartProgram run(const document::Tree& tree) {
    out_.literal = tree.declaration();
    if (!out_.literal.empty()) out_.literal += '\n';
    for (const auto* node : tree.before()) append_xml(out_.literal, *node);
    element(tree.root(), Around{});
    for (const auto* node : tree.after()) append_xml(out_.literal, *node);
    return out_.take();
  }

 private:
  // What is being laid out around a node.
  struct Around {
    bool in_line = false;  // inside a paragraph with marks
    bool watched = false;
    bool framed = false;  // a group counts the blocks written here
  };

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
        append_xml(out_.literal, one);
        return;
      default:
        append_xml(out_.literal, one);
    }
  }

  // Text of a watched paragraph: the program must know how it begins and ends.
  void characters(std::string_view text) {
    if (text.empty()) return;
    out_.flush();
    package::append_escaped_text(out_.literal, text);
    std::uint8_t flags = 0;
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) flags |= flag::visible;
    if (closing_punctuation.find(text.front()) != std::string_view::npos) flags |= flag::closer;
    if (text.back() == ' ' || opening_punctuation.find(text.back()) != std::string_view::npos || text.ends_with("“") ||
        text.ends_with("‘"))
      flags |= flag::opener;
    out_.flush(flags, Code::text);
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
    const bool is_block = around.framed && (one.kind == Kind::paragraph || one.kind == Kind::row ||
                                            one.kind == Kind::cell || document::goes_when_emptied(one.kind));
    if (one.name.empty()) {
      children(one, around);
      return;
    }
    if (!one.changing) {
      if (is_block && one.kind == Kind::table) gap(one);
      if (is_block) out_.flush();
      append_xml(out_.literal, one);
      if (is_block) end_block(one.kind == Kind::table);
      return;
    }
    const bool frame = holds_blocks(one.kind) || (document::goes_when_emptied(one.kind) && !inside_control(one));
    if (is_block && one.kind == Kind::table) gap(one);
    if (frame && one.changing) {
      const bool keeps = holds_blocks(one.kind) && (!dialect_.tables_need_paragraphs() || ends_with_paragraph(one));
      const auto kept =
          static_cast<std::uint8_t>(flag::keeps | (dialect_.tables_need_paragraphs() ? 0 : flag::any_block));
      const auto flags = keeps ? kept : holds_blocks(one.kind) ? std::uint8_t{0} : flag::droppable;
      // The opening tag lies inside a group that may go, and outside one that may not.
      if (flags == flag::droppable) out_.add(Code::group_begin).flags = flags;
      start_tag(one);
      if (flags != flag::droppable) out_.add(Code::group_begin).flags = flags;
      Around inside;
      inside.framed = true;
      const auto end_of_blocks = one.children.size() - settings_at_end(one);
      for (std::size_t index = 0; index < end_of_blocks; ++index) node(*one.children[index], inside);
      const auto filler = keeps ? out_.store(empty_paragraph(dialect_, one, woven_)) : Span{};
      if (flags == flag::droppable) append_end(out_.literal, one);
      out_.flush();
      auto& end = out_.add(Code::group_end);
      end.flags = flags;
      end.span = filler;
      if (flags == flag::droppable && is_block && one.kind == Kind::table)
        end.flags = static_cast<std::uint8_t>(end.flags | flag::is_table);
      if (flags == flag::droppable) return;
      for (auto index = end_of_blocks; index < one.children.size(); ++index) node(*one.children[index], Around{});
      append_end(out_.literal, one);
      if (is_block) end_block(false);
      return;
    }
    if (is_block) out_.flush();
    if (one.children.empty()) {
      start_tag(one, "/>");
    } else {
      start_tag(one);
      Around inside;
      inside.framed = around.framed && one.kind == Kind::group;
      children(one, inside);
      append_end(out_.literal, one);
    }
    if (is_block && !inside_control(one)) end_block(one.kind == Kind::table);
  }

  static bool is_property_with_marks(const Node& one) {
    return one.kind == Kind::property && std::any_of(one.children.begin(), one.children.end(),
                                                     [](const Node* child) { return child->type == Node::Type::mark; });
  }

  // How many of its last children are settings: the section that a body ends with stands after every block.
  static std::size_t settings_at_end(const Node& one) {
    if (one.kind != Kind::body) return 0;
    const auto last = std::find_if(one.children.rbegin(), one.children.rend(), [](const Node* child) {
      return child->type != Node::Type::element || child->kind != Kind::opaque;
    });
    return static_cast<std::size_t>(last - one.children.rbegin());
  }

  static bool inside_control(const Node& one) {
    return one.kind == Kind::group && one.parent != nullptr && one.parent->kind == Kind::content_control;
  }

  void end_block(bool is_table) {
    out_.literal_flags |= static_cast<std::uint8_t>(flag::block | (is_table ? flag::is_table : 0));
    out_.flush();
  }

  // Two tables with nothing between them would be read as one.
  void gap(const Node& table) {
    if (!dialect_.tables_need_paragraphs()) return;
    const auto at = table.position();
    for (auto index = at; index > 0; --index) {
      const auto* before = table.parent->children[index - 1];
      if (before->kind == Kind::table) return;
      if (before->type == Node::Type::element || before->type == Node::Type::mark) break;
    }
    const auto apart = out_.store(dialect_.empty_paragraph(table));
    out_.add(Code::table_gap).span = apart;
  }

  void start_tag(const Node& one, std::string_view end = ">") {
    out_.literal += '<';
    out_.literal += one.name;
    for (const auto& attribute : one.attributes) {
      out_.literal += ' ';
      out_.literal += attribute.name;
      out_.literal += "=\"";
      if (out_.repeats() && dialect_.is_numbered_id(one, attribute.name)) {
        out_.add(Code::fresh_id);
      } else if (out_.repeats() && dialect_.is_single_name(one, attribute.name)) {
        package::append_escaped_attribute(out_.literal, attribute.value + "-");
        out_.add(Code::fresh_id);
      } else if (dialect_.is_spoken(one, attribute.name) && attribute.value.find("{{") != std::string::npos)
        spoken(attribute.value, dialect_.is_address(one, attribute.name));
      else
        package::append_escaped_attribute(out_.literal, attribute.value);
      out_.literal += '"';
    }
    out_.literal += end;
  }

  void spoken(const std::string& text, bool address) {
    const auto scan = find_marks(text);
    std::size_t from = 0;
    for (const auto& stretch : scan.marks) {
      auto before = std::string_view{text}.substr(from, stretch.begin - from);
      from = stretch.end;
      ValueUse use;
      use.in_attribute = true;
      use.in_address = address;
      use.whole_address = address && stretch.begin == 0;
      // Office programs put this before whatever is typed: a value that brings its own needs none.
      if (address && stretch.begin == before.size() && (before == "http://" || before == "https://")) {
        use.whole_address = true;
        use.scheme = out_.store(std::string{before});
        before = {};
      }
      package::append_escaped_attribute(out_.literal, before);
      const auto mark = bind_spoken(text, stretch, address, vocabulary_, findings_);
      if (!mark) continue;
      out_.add_value(use, *mark);
    }
    package::append_escaped_attribute(out_.literal, std::string_view{text}.substr(from));
  }

  void paragraph(const Node& one, Around around) {
    auto shape = shape_of(one, woven_, dialect_);
    if (shape.droppable && dialect_.tables_need_paragraphs() && between_tables(one)) shape.droppable = false;
    out_.flush();
    const auto flags = shape.droppable ? flag::droppable : std::uint8_t{0};
    const bool framed = shape.droppable || shape.watched;
    if (framed) out_.add(Code::paragraph_begin).flags = flags;
    start_tag(one);
    Around inside;
    inside.in_line = true;
    inside.watched = shape.watched;
    children(one, inside);
    append_end(out_.literal, one);
    if (framed) {
      out_.add(Code::paragraph_end).flags = static_cast<std::uint8_t>(flags | (around.framed ? flag::block : 0));
    } else if (around.framed) {
      end_block(false);
    }
  }

  void inline_element(const Node& one, Around around) {
    if (one.mark >= 0) {
      list_number(one);
      return;
    }
    if (one.kind == Kind::paragraph_properties && one.changing) {
      start_tag(one);
      children(one, {true, false, false});
      append_end(out_.literal, one);
      return;
    }
    if (one.kind == Kind::opaque || one.kind == Kind::paragraph_properties || one.kind == Kind::run_properties) {
      append_xml(out_.literal, one);
      return;
    }
    if (one.name.empty()) {
      children(one, around);
      return;
    }
    if (one.kind == Kind::spaces && around.watched) {
      out_.flush();
      append_xml(out_.literal, one);
      out_.flush(flag::opener, Code::text);
      return;
    }
    if (shows(one.kind)) out_.literal_flags |= flag::visible;
    if (one.kind == Kind::object || one.kind == Kind::alternatives || holds_blocks(one.kind)) {
      if (one.kind == Kind::object || one.kind == Kind::alternatives) out_.flush();
      around = {};
      if (holds_blocks(one.kind)) {
        element(one, around);
        return;
      }
    }
    const bool edge = around.watched && (one.kind == Kind::tab || one.kind == Kind::line_break);
    if (edge) out_.flush();
    if (one.children.empty()) {
      start_tag(one, "/>");
    } else {
      start_tag(one);
      children(one, around);
      append_end(out_.literal, one);
    }
    // No space is wanted at the start of a line.
    if (edge) {
      out_.flush(flag::opener);
    } else if (around.watched && shows(one.kind)) {
      out_.flush();
    }
  }

  // An element whose attribute names the list of a paragraph.
  void list_number(const Node& one) {
    out_.literal += '<';
    out_.literal += one.name;
    for (const auto& attribute : one.attributes) {
      out_.literal.append(" ").append(attribute.name).append("=\"");
      out_.add(Code::list_number, static_cast<std::uint32_t>(one.mark));
      out_.literal += '"';
    }
    out_.literal += "/>";
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
        out_.add(Code::soft_space);
        return;
      case MarkKind::note:
        return;
      default:
        out_.block_mark(at, mark, around.in_line);
    }
  }

  void value(const Node& at, const Mark& mark) {
    ValueUse use;
    const auto& text = *at.parent;
    use.line_break = out_.store(dialect_.line_break(text));
    use.tab = out_.store(dialect_.tab(text));
    use.space = out_.store(dialect_.space(text));
    if (mark.field.has(facts::Format::lines)) {
      std::string closing, opening;
      if (paragraph_tags(dialect_, text, closing, opening)) {
        use.lines = true;
        use.paragraph_break = out_.store(closing + opening);
      }
    }
    out_.add_value(use, mark);
  }

  const document::Dialect& dialect_;
  const Woven& woven_;
  const facts::Vocabulary& vocabulary_;
  Findings& findings_;
  ProgramWriter out_;
};

}  // namespace

void check_spoken(const Node& node, const document::Dialect& dialect, const facts::Vocabulary& vocabulary,
                  Findings& findings) {
  for (const auto& attribute : node.attributes)
    if (dialect.is_spoken(node, attribute.name) && attribute.value.find("{{") != std::string::npos)
      for (const auto& stretch : find_marks(attribute.value).marks)
        (void)bind_spoken(attribute.value, stretch, dialect.is_address(node, attribute.name), vocabulary, findings);
  for (const auto* child : node.children) check_spoken(*child, dialect, vocabulary, findings);
}

PartProgram lay_out(const std::string& part, const document::Tree& tree, const document::Dialect& dialect,
                    const Woven& woven, const std::vector<Block>& blocks, const facts::Vocabulary& vocabulary,
                    Findings& findings) {
  return Layout{part, dialect, woven, blocks, vocabulary, findings}.run(tree);
}

}  // namespace caseletters::letter
