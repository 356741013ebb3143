// An expression put back into words.
#include <fmt/format.h>

#include "facts/condition.h"

namespace caseletters::facts {
namespace {

class Writer {
 public:
  Writer(const Expression& expression, const Vocabulary& vocabulary)
      : expression_(expression), vocabulary_(vocabulary) {}

  [[nodiscard]] std::string write(int index) const {
    const Node& node = expression_.nodes[static_cast<std::size_t>(index)];
    switch (node.op) {
      case Op::all_of:
        return join(node, " and ");
      case Op::one_of_these:
        return join(node, " or ");
      case Op::negation:
        return "not " + in_brackets(node.children[0]);
      case Op::any_item:
        return fmt::format("any {} has ({})", name(node), write(node.children[0]));
      case Op::every_item:
        return fmt::format("every {} has ({})", name(node), write(node.children[0]));
      case Op::no_item:
        return fmt::format("no {} has ({})", name(node), write(node.children[0]));
      case Op::several_items:
        return fmt::format("several {} has ({})", name(node), write(node.children[0]));
      case Op::symbol:
        return name(node);
      case Op::date_literal:
        return to_long(node.date);
      case Op::today:
        return "today";
      case Op::date_shift:
        return fmt::format("{} {} {}", to_text(node.number < 0 ? -node.number : node.number, node.unit),
                           node.number < 0 ? "before" : "after", write(node.children[0]));
      case Op::school_year_start:
        return "start of school year of " + write(node.children[0]);
      case Op::always:
        return "always";
      default:
        return write_test(node);
    }
  }

 private:
  [[nodiscard]] std::string write_test(const Node& node) const {
    const std::string_view is = node.negated ? "is not" : "is";
    switch (node.op) {
      case Op::is_sent:
        return fmt::format("{} {} sent", name(node), is);
      case Op::is_known:
        return fmt::format("{} {} known", name(node), is);
      case Op::same_as:
        return fmt::format("{} {} the same as {}", write(node.children[0]), is, write(node.children[1]));
      case Op::option_is:
        return fmt::format("{} {} {}{}", name(node), is, node.options.size() > 1 ? "one of " : "", options(node));
      case Op::option_compare:
        return fmt::format("{} {} {}{}", name(node), is, order(node.compare), options(node));
      case Op::set_includes:
        return fmt::format("{} {} {}", name(node), node.negated ? "excludes" : "includes", options(node));
      case Op::yes_is:
        return fmt::format("{} is {}", name(node), node.number != 0 ? "yes" : "no");
      case Op::text_is:
        return fmt::format("{} {} {}", name(node), is, quoted(node.text));
      case Op::number_is:
        return fmt::format("{} {} {}{}", name(node), is, amount(node.compare), node.number);
      case Op::date_is:
        return fmt::format("{} {} {}{}", write(node.children[0]), is, order(node.compare), write(node.children[1]));
      default:
        return {};
    }
  }

  [[nodiscard]] std::string name(const Node& node) const { return vocabulary_.name_of(node.symbol); }

  // Double quotes, but single ones where a typed double quote stands inside.
  static std::string quoted(const std::string& text) {
    const char quote = text.find('"') == std::string::npos ? '"' : '\'';
    return quote + text + quote;
  }

  static std::string_view order(Compare compare) {
    switch (compare) {
      case Compare::equal:
        return "";
      case Compare::less:
        return "before ";
      case Compare::greater:
        return "after ";
      case Compare::at_least:
        return "on or after ";
      case Compare::at_most:
        return "on or before ";
    }
    return "";
  }

  static std::string_view amount(Compare compare) {
    switch (compare) {
      case Compare::equal:
        return "";
      case Compare::less:
        return "under ";
      case Compare::greater:
        return "over ";
      case Compare::at_least:
        return "at least ";
      case Compare::at_most:
        return "at most ";
    }
    return "";
  }

  [[nodiscard]] std::string options(const Node& node) const {
    const auto& declared = vocabulary_.domains()[static_cast<std::size_t>(node.symbol.type.domain)].options;
    std::string words;
    for (std::size_t i = 0; i < node.options.size(); ++i) {
      words += (i == 0 ? "" : ", ") + declared[static_cast<std::size_t>(node.options[i])].id;
    }
    return words;
  }

  [[nodiscard]] std::string join(const Node& node, std::string_view word) const {
    std::string words;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) words += word;
      words += in_brackets(node.children[i]);
    }
    return words;
  }

  [[nodiscard]] std::string in_brackets(int index) const {
    const Op op = expression_.nodes[static_cast<std::size_t>(index)].op;
    const bool joined = op == Op::all_of || op == Op::one_of_these;
    return joined ? fmt::format("({})", write(index)) : write(index);
  }

  const Expression& expression_;
  const Vocabulary& vocabulary_;
};

}  // namespace

std::string to_text(const Expression& expression, const Vocabulary& vocabulary) {
  if (expression.empty()) return {};
  return to_text(expression, static_cast<int>(expression.nodes.size()) - 1, vocabulary);
}

std::string to_text(const Expression& expression, int node, const Vocabulary& vocabulary) {
  return Writer(expression, vocabulary).write(node);
}

}  // namespace caseletters::facts
