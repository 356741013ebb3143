#include "document/word_fields.h"

#include <algorithm>
#include <utility>

namespace caseletters::document {
namespace {

class Search {
 public:
  std::vector<WordField> run(Node& root) {
    visit(root);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Numbered& left, const Numbered& right) { return left.number < right.number; });
    std::vector<WordField> out;
    for (auto& one : found_) out.push_back(std::move(one.field));
    return out;
  }

 private:
  struct Numbered {
    WordField field;
    std::size_t number = 0;
  };
  struct Open {
    WordField field;
    std::size_t number = 0;
    bool in_result = false;
  };

  void visit(Node& node) {
    if (node.type != Node::Type::element) return;
    switch (node.kind) {
      case Kind::opaque:
      case Kind::paragraph_properties:
      case Kind::run_properties:
        return;
      case Kind::field_character:
        character(node);
        return;
      case Kind::field_code:
        if (!open_.empty() && !open_.back().in_result) {
          for (const auto* child : node.children) open_.back().field.instruction += child->text;
          open_.back().field.skeleton.push_back(&node);
        }
        return;
      case Kind::text:
      case Kind::tab:
      case Kind::line_break:
      case Kind::page_break:
      case Kind::hyphen:
        for (auto& one : open_)
          if (one.in_result) one.field.shown.push_back(&node);
        return;
      case Kind::simple_field:
        if (const auto* code = node.attribute("instr")) {
          begin();
          open_.back().field.instruction = code->value;
          open_.back().field.holder = &node;
          open_.back().in_result = true;
          children(node);
          end();
          return;
        }
        break;
      case Kind::deletion:
        ++deleted_;
        children(node);
        --deleted_;
        return;
      default:
        break;
    }
    if (node.kind == Kind::paragraph) {
      auto* const around = std::exchange(paragraph_, &node);
      children(node);
      paragraph_ = around;
    } else if (holds_blocks(node.kind) && paragraph_ != nullptr) {
      // A text box is a story of its own.
      const auto around = std::exchange(open_, {});
      auto* const outer = std::exchange(paragraph_, nullptr);
      children(node);
      open_ = around;
      paragraph_ = outer;
    } else {
      children(node);
    }
  }

  void children(Node& node) {
    for (auto* child : node.children) visit(*child);
  }

  void begin() {
    Open made;
    made.number = number_++;
    made.field.paragraph = paragraph_;
    made.field.deleted = deleted_ > 0;
    open_.push_back(std::move(made));
  }

  void end() {
    auto done = std::move(open_.back());
    open_.pop_back();
    done.field.one_paragraph = done.field.paragraph == paragraph_;
    if (open_.empty() || open_.back().in_result) {
      found_.push_back({std::move(done.field), done.number});
      return;
    }
    auto& around = open_.back().field;
    around.instruction += nested_sign;
    around.nested.push_back(std::move(done.field));
  }

  void character(Node& node) {
    const auto* type = node.attribute("fldCharType");
    if (type == nullptr) return;
    if (type->value == "begin") begin();
    if (open_.empty()) return;
    open_.back().field.skeleton.push_back(&node);
    if (type->value == "separate") open_.back().in_result = true;
    if (type->value == "end") end();
  }

  std::vector<Open> open_;
  std::vector<Numbered> found_;
  Node* paragraph_ = nullptr;
  std::size_t number_ = 0;
  int deleted_ = 0;
};

// The length of a quotation mark at the start of a text; 0 where there is none.
std::size_t quote_length(std::string_view text) {
  if (text.starts_with('"')) return 1;
  for (const std::string_view curly : {"“", "”", "„"})
    if (text.starts_with(curly)) return curly.size();
  return 0;
}

bool is_space(std::string_view text) {
  return text.starts_with(' ') || text.starts_with('\t') || text.starts_with('\n') || text.starts_with('\r') ||
         text.starts_with("\u00a0");
}

}  // namespace

std::vector<WordField> find_fields(Tree& tree) {
  return Search{}.run(tree.root());
}

std::vector<FieldWord> field_words(std::string_view text) {
  std::vector<FieldWord> out;
  std::size_t fields = 0;
  while (!text.empty()) {
    if (is_space(text)) {
      text.remove_prefix(text.starts_with("\u00a0") ? 2 : 1);
      continue;
    }
    FieldWord word;
    if (text.front() == nested_sign) {
      word.type = FieldWord::Type::field;
      word.field = fields++;
      text.remove_prefix(1);
    } else if (const auto quote = quote_length(text); quote > 0) {
      word.type = FieldWord::Type::quoted;
      text.remove_prefix(quote);
      while (!text.empty() && quote_length(text) == 0) {
        if (text.front() == nested_sign) {
          word.type = FieldWord::Type::field;
          word.field = fields++;
          text.remove_prefix(1);
          continue;
        }
        // A backslash lets a quotation mark, or itself, stand in a text.
        if (text.front() == '\\' && text.size() > 1 && (text[1] == '"' || text[1] == '\\')) text.remove_prefix(1);
        word.text += text.front();
        text.remove_prefix(1);
      }
      text.remove_prefix(quote_length(text));
    } else if (text.front() == '\\' && text.size() > 1 && !is_space(text.substr(1))) {
      word.type = FieldWord::Type::option;
      word.text = text.substr(1, 1);
      text.remove_prefix(2);
    } else {
      do {
        word.text += text.front();
        text.remove_prefix(1);
      } while (!text.empty() && !is_space(text) && quote_length(text) == 0 && text.front() != nested_sign &&
               text.front() != '\\');
    }
    out.push_back(std::move(word));
  }
  return out;
}

}  // namespace caseletters::document
