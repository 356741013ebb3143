#include "letter/word_lists.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "document/relationships.h"

namespace caseletters::letter {

using document::Kind;
using document::local_name;
using document::Node;
using document::Tree;

namespace {

Node* child_named(const Node& node, std::string_view local) {
  for (auto* child : node.children)
    if (child->type == Node::Type::element && local_name(child->name) == local) return child;
  return nullptr;
}

std::string told(const Node* node, std::string_view attribute) {
  const auto* found = node == nullptr ? nullptr : node->attribute(attribute);
  return found == nullptr ? std::string{} : found->value;
}

// w:numId below w:numPr below some properties.
Node* list_number(const Node* properties) {
  const auto* numbered = properties == nullptr ? nullptr : child_named(*properties, "numPr");
  return numbered == nullptr ? nullptr : child_named(*numbered, "numId");
}

std::uint32_t number_of(const std::string& list) {
  std::uint32_t value = 0;
  std::from_chars(list.data(), list.data() + list.size(), value);
  return value;
}

Result<std::optional<Tree>> read_related(const document::Document& document, std::string_view type, std::string& part) {
  const auto related = document::read_relationships(document.archive(), document.main_part());
  if (!related) return fail(related.error());
  for (const auto& one : *related) {
    if (document::short_type(one) != type || one.external || document.archive().find(one.target) == nullptr) continue;
    const auto bytes = document.archive().read(one.target);
    if (!bytes) return fail(bytes.error());
    auto tree = Tree::parse(*bytes, document.file(), one.target, document::property_dialect());
    if (!tree) return fail(tree.error());
    part = one.target;
    return std::optional<Tree>{std::move(*tree)};
  }
  return std::optional<Tree>{};
}

}  // namespace

Result<WordLists> WordLists::read(const document::Document& document) {
  WordLists lists;
  auto numbers = read_related(document, "numbering", lists.part_);
  if (!numbers) return fail(numbers.error());
  if (!*numbers) return lists;
  // Definitions of lists come last but for one setting.
  auto& children = (*numbers)->root().children;
  const auto last = std::find_if(children.begin(), children.end(),
                                 [](const Node* child) { return local_name(child->name) == "numIdMacAtCleanup"; });
  lists.read_numbers(**numbers, static_cast<std::size_t>(last - children.begin()));
  std::string styles_part;
  const auto styles = read_related(document, "styles", styles_part);
  if (!styles) return fail(styles.error());
  if (*styles) lists.read_styles(**styles);
  return lists;
}

void WordLists::read_numbers(const Tree& tree, std::size_t end) {
  const auto& root = tree.root();
  std::map<std::string, const Node*> kinds;
  for (const auto* child : root.children) {
    if (local_name(child->name) == "abstractNum") kinds[told(child, "abstractNumId")] = child;
    if (local_name(child->name) != "num") continue;
    const auto id = told(child, "numId");
    const auto value = number_of(id);
    if (value < 0x7ffffff0u) first_free_ = std::max(first_free_, value + 1);
    const auto* kind = child_named(*child, "abstractNumId");
    const auto found = kinds.find(told(kind, "val"));
    if (found == kinds.end()) continue;
    const std::string w{document::prefix_of(child->name)};
    std::string levels;
    bool counts = false;
    for (const auto* level : found->second->children) {
      if (local_name(level->name) != "lvl") continue;
      const auto format = told(child_named(*level, "numFmt"), "val");
      if (format == "bullet" || format == "none") continue;
      counts = true;
      auto start = told(child_named(*level, "start"), "val");
      if (start.empty()) start = "1";
      levels += "<" + w + "lvlOverride " + w + "ilvl=\"" + told(level, "ilvl") + "\"><" + w + "startOverride " + w +
                "val=\"" + start + "\"/></" + w + "lvlOverride>";
    }
    // A list that sets levels of its own begins where those say; it is left as it is.
    if (!counts || child_named(*child, "lvlOverride") != nullptr) continue;
    numbers_[id] = {"<" + w + "num " + w + "numId=\"", "\"><" + w + "abstractNumId " + w + "val=\"" +
                                                           told(kind, "val") + "\"/>" + levels + "</" + w + "num>"};
  }
  head_ = tree.declaration() + (tree.declaration().empty() ? "" : "\n");
  append_tag(head_, root);
  head_ += '>';
  for (std::size_t index = 0; index < root.children.size(); ++index)
    append_xml(index < end ? head_ : tail_, *root.children[index]);
  append_end(tail_, root);
}

void WordLists::read_styles(const Tree& tree) {
  std::map<std::string, std::string> own, base;
  for (const auto* style : tree.root().children) {
    if (local_name(style->name) != "style") continue;
    const auto id = told(style, "styleId");
    if (const auto* number = list_number(child_named(*style, "pPr"))) own[id] = told(number, "val");
    base[id] = told(child_named(*style, "basedOn"), "val");
  }
  constexpr int longest_line = 20;  // of styles based on one another
  for (const auto& [id, unused] : base) {
    auto place = id;
    for (int step = 0; step < longest_line && !place.empty(); ++step, place = base[place])
      if (const auto found = own.find(place); found != own.end()) {
        styles_[id] = found->second;
        break;
      }
  }
}

std::string WordLists::list_of(const Node& paragraph) const {
  const auto* properties = paragraph.child(Kind::paragraph_properties);
  if (properties == nullptr) return {};
  std::string list;
  if (const auto* number = list_number(properties)) {
    list = told(number, "val");
  } else if (const auto style = styles_.find(told(child_named(*properties, "pStyle"), "val")); style != styles_.end()) {
    list = style->second;
  }
  return numbers_.contains(list) ? list : std::string{};
}

// The place of a paragraph's number, made where only its style numbers it (17.3.1.26: the order of settings).
void WordLists::number(Tree& tree, Node& paragraph, std::uint32_t slot) const {
  auto& properties = *paragraph.child(Kind::paragraph_properties);
  auto* number = list_number(&properties);
  if (number == nullptr) {
    static const std::set<std::string_view> earlier{"pStyle",          "keepNext", "keepLines",
                                                    "pageBreakBefore", "framePr",  "widowControl"};
    std::size_t position = 0;
    while (position < properties.children.size() && earlier.contains(local_name(properties.children[position]->name)))
      ++position;
    const std::string w{document::prefix_of(properties.name)};
    auto* around = child_named(properties, "numPr");
    if (around == nullptr) {
      around = tree.make(Node::Type::element);
      around->name = w + "numPr";
      Tree::insert(properties, position, around);
    }
    number = tree.make(Node::Type::element);
    number->name = w + "numId";
    number->attributes = {{w + "val", slots_[slot]}};
    const bool after_level = !around->children.empty() && local_name(around->children.front()->name) == "ilvl";
    Tree::insert(*around, after_level ? 1 : 0, number);
  }
  number->mark = static_cast<int>(slot);
  set_changing(*number);
}

std::uint32_t WordLists::slot_of(const std::string& list) {
  slots_.push_back(list);
  return static_cast<std::uint32_t>(slots_.size() - 1);
}

// Looks through the blocks of one story.
class ListFinder {
 public:
  ListFinder(WordLists& lists, Tree& tree, Woven& woven, const std::vector<Block>& blocks)
      : lists_(lists), tree_(tree), woven_(woven), blocks_(blocks) {}

  void run() {
    count(tree_.root());
    // Inner blocks were matched before the ones around them: the innermost repeat that holds a whole list counts.
    for (const auto& block : blocks_)
      if (woven_.marks[static_cast<std::size_t>(block.open->mark)].kind == MarkKind::for_each) look(block);
  }

 private:
  void count(const Node& node) {
    if (node.kind == Kind::paragraph)
      if (const auto list = lists_.list_of(node); !list.empty()) ++everywhere_[list];
    for (const auto* child : node.children) count(*child);
  }

  void gather(Node& node, std::map<std::string, std::vector<Node*>>& found, std::size_t& others) {
    if (node.kind == Kind::paragraph) {
      const auto list = lists_.list_of(node);
      if (list.empty())
        ++others;
      else
        found[list].push_back(&node);
    } else if (node.kind == Kind::table) {
      ++others;
    }
    for (auto* child : node.children) gather(*child, found, others);
  }

  void look(const Block& block) {
    std::map<std::string, std::vector<Node*>> found;
    std::size_t others = 0;
    const auto& children = block.open->parent->children;
    for (auto index = block.open->position() + 1; children[index] != block.end; ++index)
      gather(*children[index], found, others);
    for (const auto& [list, paragraphs] : found) {
      // A lone item that repeats is one list; and what began before the block goes on in it.
      if (paragraphs.size() != everywhere_[list] || done_.contains(list)) continue;
      if (paragraphs.size() == 1 && others == 0 && found.size() == 1) continue;
      const auto slot = lists_.slot_of(list);
      for (auto* paragraph : paragraphs) lists_.number(tree_, *paragraph, slot);
      woven_.lists_anew[block.open].push_back({slot, number_of(list)});
      done_.insert(list);
    }
  }

  WordLists& lists_;
  Tree& tree_;
  Woven& woven_;
  const std::vector<Block>& blocks_;
  std::map<std::string, std::size_t> everywhere_;
  std::set<std::string> done_;
};

void WordLists::settle(Tree& tree, Woven& woven, const std::vector<Block>& blocks) {
  if (!numbers_.empty()) ListFinder{*this, tree, woven, blocks}.run();
}

std::optional<PartProgram> WordLists::program() const {
  if (slots_.empty()) return std::nullopt;
  PartProgram program;
  program.part = part_;
  const auto store = [&program](std::string_view text) {
    const auto begin = static_cast<std::uint32_t>(program.bytes.size());
    program.bytes += text;
    return Span{begin, static_cast<std::uint32_t>(program.bytes.size())};
  };
  const auto add = [&program](Code code, Span span) {
    Op op;
    op.code = code;
    op.span = span;
    program.ops.push_back(op);
  };
  add(Code::literal, store(head_));
  add(Code::list_definitions, {});
  add(Code::literal, store(tail_));
  for (const auto& slot : slots_) {
    const auto& definition = numbers_.at(slot);
    program.lists.push_back({store(definition.before), store(definition.after)});
  }
  program.typical_size = program.bytes.size() + 1000;
  return program;
}

}  // namespace caseletters::letter
