#include "letter/blocks.h"

#include <algorithm>
#include <utility>

#include "letter/pieces.h"
#include "letter/repeats.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;

namespace {

class Matcher {
 public:
  Matcher(const document::Dialect& dialect, Woven& woven, Findings& findings)
      : dialect_(dialect), woven_(woven), findings_(findings) {}

  std::vector<Block> run(Node& root) {
    visit(root);
    report_loose();
    for (const auto& block : blocks_) check_extent(block);
    return std::move(blocks_);
  }

 private:
  Mark& mark_of(const Node* node) { return woven_.marks[static_cast<std::size_t>(node->mark)]; }

  void visit(Node& node) {
    if (!node.changing) return;
    std::vector<Block> open;
    for (auto* child : node.children) {
      if (child->type == Node::Type::element) visit(*child);
      if (child->type != Node::Type::mark || !is_block_mark(mark_of(child).kind)) continue;
      const auto kind = mark_of(child).kind;
      if (opens_block(kind)) {
        open.push_back({child, {}, nullptr});
      } else if (kind == MarkKind::end) {
        end(open, child);
      } else if (open.empty()) {
        loose_.push_back(child);
      } else {
        part(open.back(), child);
      }
    }
    for (const auto& block : open) loose_.push_back(block.open);
  }

  void end(std::vector<Block>& open, Node* node) {
    const auto& mark = mark_of(node);
    if (open.empty()) {
      loose_.push_back(node);
      return;
    }
    const auto opened = mark_of(open.back().open).kind;
    if (mark.closes && *mark.closes != opened) {
      findings_.add(error("block-crosses",
                          "“" + quoted(mark_of(open.back().open).source) + "” in “" +
                              quoted(mark_of(open.back().open).paragraph, 60) + "” is not ended before " +
                              quoted(mark.source) + ".",
                          "End it with {{end " + std::string{end_word(opened)} + "}} first."),
                    mark);
      return;
    }
    auto block = std::move(open.back());
    open.pop_back();
    block.end = node;
    const auto index = static_cast<int>(blocks_.size());
    mark_of(block.open).block = index;
    for (auto* one : block.parts) mark_of(one).block = index;
    mark_of(node).block = index;
    blocks_.push_back(std::move(block));
  }

  static std::string_view end_word(MarkKind kind) {
    switch (kind) {
      case MarkKind::if_:
        return "if";
      case MarkKind::choose:
        return "choose";
      case MarkKind::any_of:
        return "any";
      default:
        return "for";
    }
  }

  void part(Block& block, Node* node) {
    const auto opened = mark_of(block.open).kind;
    const auto& mark = mark_of(node);
    const bool of_if = mark.kind == MarkKind::else_if || mark.kind == MarkKind::else_;
    const auto last = block.parts.empty() ? MarkKind::if_ : mark_of(block.parts.back()).kind;
    std::string problem;
    if (of_if && opened != MarkKind::if_)
      problem = "stands in a {{" + std::string{keyword_of(opened)} + " …}}, where only an {{if …}} may have it";
    else if (mark.kind == MarkKind::when && opened != MarkKind::choose && opened != MarkKind::any_of)
      problem = "stands in a {{" + std::string{keyword_of(opened)} +
                " …}}, where only {{choose …}} and {{any of …}} may have it";
    else if (mark.kind == MarkKind::otherwise && opened != MarkKind::choose)
      problem = "stands in a {{" + std::string{keyword_of(opened)} + " …}}, where only a {{choose …}} may have it";
    else if (last == MarkKind::else_ || last == MarkKind::otherwise)
      problem = "comes after the part for all the rest, which must be the last";
    if (!problem.empty())
      findings_.add(error("bad-mark", quoted(mark.source) + " " + problem + ".", "Move it or take it out."), mark);
    block.parts.push_back(node);
  }

  // What found no partner where it stands may have one elsewhere: then the block crosses something.
  void report_loose() {
    std::sort(loose_.begin(), loose_.end(),
              [](const Node* left, const Node* right) { return left->mark < right->mark; });
    std::vector<bool> done(loose_.size(), false);
    for (std::size_t index = 0; index < loose_.size(); ++index) {
      const auto& mark = mark_of(loose_[index]);
      if (done[index] || !opens_block(mark.kind)) continue;
      std::size_t other = index + 1;
      while (other < loose_.size()) {
        const auto& candidate = mark_of(loose_[other]);
        if (!done[other] && candidate.kind == MarkKind::end && (!candidate.closes || *candidate.closes == mark.kind))
          break;
        ++other;
      }
      const std::string end = "{{end " + std::string{end_word(mark.kind)} + "}}";
      if (other == loose_.size()) {
        findings_.add(error("block-open", quoted(mark.source) + " is never ended.", "Write " + end + " where it ends."),
                      mark);
        continue;
      }
      done[other] = true;
      for (auto between = index + 1; between < other; ++between)
        if (divides_block(mark_of(loose_[between]).kind)) done[between] = true;
      findings_.add(
          error(
              "block-crosses",
              quoted(mark.source) + " in “" + quoted(mark.paragraph, 60) + "” and " +
                  quoted(mark_of(loose_[other]).source) + " in “" + quoted(mark_of(loose_[other]).paragraph, 60) +
                  "” do not stand in the same place.",
              "Put all marks of the block into one paragraph; or each into a paragraph of its own in the same cell or "
              "story; or, to keep or repeat rows, each alone in a row of the same table."),
          mark);
      done[index] = true;
    }
    for (std::size_t index = 0; index < loose_.size(); ++index) {
      const auto& mark = mark_of(loose_[index]);
      if (done[index] || opens_block(mark.kind)) continue;
      findings_.add(error("block-open", quoted(mark.source) + " belongs to no block that is open here.",
                          "Take it out, or write the mark that opens its block."),
                    mark);
    }
  }

  // A block must not begin in one section or field and end in another.
  void check_extent(const Block& block) {
    const auto& children = block.open->parent->children;
    const auto from = block.open->position(), to = block.end->position();
    int fields = 0;
    bool uneven = false;
    for (auto index = from; index < to; ++index) {
      auto* child = children[index];
      if (child->type == Node::Type::mark) {
        const auto& mark = mark_of(child);
        if (child == block.open || (mark.block >= 0 && mark.block == mark_of(block.open).block)) {
          uneven = uneven || fields != 0;
          fields = 0;
        }
        continue;
      }
      count_fields(*child, fields, uneven);
    }
    const bool section = cuts_section(block);
    uneven = uneven || fields != 0;
    const auto report = [&](const std::string& what, const std::string& hint) {
      findings_.add(error("block-crosses",
                          quoted(mark_of(block.open).source) + " in “" + quoted(mark_of(block.open).paragraph, 60) +
                              "” and " + quoted(mark_of(block.end).source) + " in “" +
                              quoted(mark_of(block.end).paragraph, 60) + "” " + what + ".",
                          hint),
                    mark_of(block.open));
    };
    if (section)
      report(
          "hold the end of a section, but not the whole section",
          "Put whole sections into the block: open it right after a section break and end it right after one; or end "
          "the block before the break, and open it again after.");
    if (uneven) report("cut a field in two", "Put the whole field inside the block, or outside.");
    const bool repeats = mark_of(block.open).kind == MarkKind::for_each;
    if (const auto whole = must_stay_whole(*block.open->parent, from, to, repeats))
      report(*whole, repeats ? "Move it out of what repeats." : "Put all rows of the merged cell inside the block.");
  }

  [[nodiscard]] bool ends_section(const Node* node) const {
    return node->kind == Kind::paragraph && dialect_.ends_section(*node);
  }

  // Whether a part of the block holds the end of a section but not whole sections: from where one begins to where one
  // ends.
  [[nodiscard]] bool cuts_section(const Block& block) const {
    const auto& children = block.open->parent->children;
    const auto begin = block.open->position();
    std::size_t before = begin;
    while (before > 0 && children[before - 1]->type != Node::Type::element) --before;
    const bool at_start = before == 0 ? block.open->parent->kind == Kind::body : ends_section(children[before - 1]);
    bool any = false, last = false;  // since the last border: an end was met, and nothing followed it
    for (auto index = begin + 1; index <= block.end->position(); ++index) {
      const auto* child = children[index];
      if (child == block.end || std::find(block.parts.begin(), block.parts.end(), child) != block.parts.end()) {
        if (any && (!last || !at_start)) return true;
        any = last = false;
      } else if (child->type == Node::Type::element && child->kind != Kind::range_start &&
                 child->kind != Kind::range_end && child->kind != Kind::ignorable) {
        last = ends_section(child);
        any = any || last;
      }
    }
    return false;
  }

  void count_fields(const Node& node, int& depth, bool& uneven) const {
    const auto step = dialect_.field_step(node);
    if (step == document::FieldStep::begin || step == document::FieldStep::open) ++depth;
    if (step == document::FieldStep::end) --depth;
    if (depth < 0) uneven = true;
    if (node.kind == Kind::opaque) return;
    for (const auto* child : node.children) count_fields(*child, depth, uneven);
  }

  const document::Dialect& dialect_;
  Woven& woven_;
  Findings& findings_;
  std::vector<Block> blocks_;
  std::vector<Node*> loose_;
};

class Binder {
 public:
  Binder(Woven& woven, const std::vector<Block>& blocks, const facts::Vocabulary& vocabulary, Findings& findings)
      : woven_(woven), blocks_(blocks), vocabulary_(vocabulary), findings_(findings) {
    context_.vocabulary = &vocabulary;
  }

  void visit(Node& node) {
    if (node.type == Node::Type::mark) {
      bind(woven_.marks[static_cast<std::size_t>(node.mark)]);
      return;
    }
    if (!node.changing) return;
    const auto lists = context_.open_lists;
    for (auto* child : node.children) visit(*child);
    context_.open_lists = lists;
  }

 private:
  void bind(Mark& mark) {
    Result<void> bound;
    switch (mark.kind) {
      case MarkKind::value:
        bound = bind_value(mark, context_);
        break;
      case MarkKind::if_:
      case MarkKind::else_if:
        bound = bind_condition(mark, context_);
        break;
      case MarkKind::choose:
      case MarkKind::any_of:
        bound = bind_choice(mark, context_);
        if (bound && mark.block >= 0) options(mark, blocks_[static_cast<std::size_t>(mark.block)]);
        break;
      case MarkKind::for_each:
        bound = bind_loop(mark, context_);
        if (bound) context_.open_lists.push_back(mark.list);
        break;
      case MarkKind::end:
        if (mark.block >= 0) {
          const auto& opened = open_of(mark);
          if (opened.kind == MarkKind::for_each && opened.list >= 0) context_.open_lists.pop_back();
        }
        break;
      default:
        break;
    }
    if (!bound) findings_.add(std::move(bound.error()), mark);
  }

  [[nodiscard]] const Mark& open_of(const Mark& mark) const {
    const auto* open = blocks_[static_cast<std::size_t>(mark.block)].open;
    return woven_.marks[static_cast<std::size_t>(open->mark)];
  }

  void options(const Mark& choice, const Block& block) {
    const auto& domain = vocabulary_.domains()[static_cast<std::size_t>(choice.symbol.type.domain)];
    std::vector<bool> listed(domain.options.size(), false);
    bool rest = false, sound = true;
    for (const auto* part : block.parts) {
      auto& mark = woven_.marks[static_cast<std::size_t>(part->mark)];
      if (mark.kind == MarkKind::otherwise) rest = true;
      if (mark.kind != MarkKind::when) continue;
      if (auto bound = bind_option(mark, choice, vocabulary_); !bound) {
        findings_.add(std::move(bound.error()), mark);
        sound = false;
        continue;
      }
      const auto option = static_cast<std::size_t>(mark.option);
      if (listed[option])
        findings_.add(
            error("bad-mark",
                  "The option “" + domain.options[option].id + "” stands twice in " + quoted(choice.source) + ".",
                  "Keep one of the two."),
            mark);
      listed[option] = true;
    }
    if (choice.kind == MarkKind::any_of) {
      if (block.parts.empty())
        findings_.add(error("option-missing", quoted(choice.source) + " lists no option.",
                            "Write {{when …}} before the words of each option."),
                      choice);
      return;
    }
    lead_in(choice, block);
    if (rest || !sound) return;
    std::string missing;
    for (std::size_t option = 0; option < listed.size(); ++option)
      if (!listed[option]) missing += (missing.empty() ? "" : ", ") + domain.options[option].id;
    if (!missing.empty())
      findings_.add(error("option-missing", quoted(choice.source) + " has no words for: " + missing + ".",
                          "Add {{when …}} for each, or {{otherwise}} for the rest."),
                    choice);
  }

  // Words before the first option of a `choose` would never be printed.
  void lead_in(const Mark& choice, const Block& block) {
    const auto& children = block.open->parent->children;
    const auto to = block.parts.empty() ? block.end->position() : block.parts.front()->position();
    std::string words;
    for (auto index = block.open->position() + 1; index < to; ++index)
      if (children[index]->type == Node::Type::element) words += words_in(*children[index]);
    if (words.find_first_not_of(" \t\r\n\f") != std::string::npos)
      findings_.add(error("bad-mark",
                          "“" + quoted(words, 60) + "” stands between " + quoted(choice.source) +
                              " and its first option, where it would never be printed.",
                          "Move it before {{choose …}}, or behind a {{when …}}."),
                    choice);
  }

  static std::string words_in(Node& node) {
    if (node.kind == Kind::paragraph || node.kind == Kind::run) return gather(node).text;
    std::string out;
    for (auto* child : node.children) out += words_in(*child);
    return out;
  }

  Woven& woven_;
  const std::vector<Block>& blocks_;
  const facts::Vocabulary& vocabulary_;
  Findings& findings_;
  facts::Context context_;
};

}  // namespace

std::vector<Block> match_blocks(document::Tree& tree, const document::Dialect& dialect, Woven& woven,
                                Findings& findings) {
  return Matcher{dialect, woven, findings}.run(tree.root());
}

void bind_marks(document::Tree& tree, Woven& woven, const std::vector<Block>& blocks,
                const facts::Vocabulary& vocabulary, Findings& findings) {
  Binder{woven, blocks, vocabulary, findings}.visit(tree.root());
}

}  // namespace caseletters::letter
