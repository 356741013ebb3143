#include "policy/expression_reader.h"

#include <fmt/format.h>

#include <vector>

#include "base/text.h"

namespace caseletters::policy {

using facts::Expression;
using facts::Kind;

Expression ExpressionReader::condition(std::string_view source, const Site& site, bool allow_today) {
  if (source.empty()) return {};
  facts::Context context = context_;
  context.allow_today = allow_today;
  auto parsed = facts::parse_condition(source, context);
  if (parsed) return std::move(*parsed);
  report(std::move(parsed.error()), site, source);
  return {};
}

Expression ExpressionReader::date(std::string_view source, const Site& site) {
  if (source.empty()) return {};
  auto parsed = facts::parse_date(source, context_);
  if (parsed) return std::move(*parsed);
  report(std::move(parsed.error()), site, source);
  return {};
}

facts::TextTemplate ExpressionReader::text(std::string_view source, const Site& site) {
  auto parsed = facts::parse_text(source, context_);
  if (parsed) return std::move(*parsed);
  Diagnostic why = std::move(parsed.error());
  why.column = 0;  // it counts from the mark that the message quotes, not from the start of the words
  report(std::move(why), site, source);
  return {};
}

std::optional<facts::Symbol> ExpressionReader::name(std::string_view source, const Site& site) {
  auto parsed = facts::parse_symbol(source, context_);
  if (parsed) return *parsed;
  report(std::move(parsed.error()), site, source);
  return std::nullopt;
}

Expression ExpressionReader::name_of_type(std::string_view source, const facts::Type& type, const Site& site) {
  const auto symbol = name(source, site);
  if (!symbol) return {};
  if (symbol->type != type) {
    report(error("bad-type", fmt::format("“{}” is {}, and {} is wanted.", vocabulary_.name_of(*symbol),
                                         in_words(symbol->type), in_words(type))),
           site, source);
    return {};
  }
  Expression expression;
  expression.source = fold_name(source);
  facts::Node node;
  node.op = facts::Op::symbol;
  node.symbol = *symbol;
  node.end = static_cast<std::uint32_t>(expression.source.size());
  expression.nodes.push_back(std::move(node));
  return expression;
}

std::optional<int> ExpressionReader::letter(std::string_view id, const Site& site) {
  if (const auto found = vocabulary_.letter(id)) return found;
  std::vector<std::string> ids;
  for (const facts::LetterDecl& each : vocabulary_.letters()) ids.push_back(each.id);
  const std::string near = nearest(id, ids);
  report(error("unknown-letter", fmt::format("There is no letter “{}”.", id),
               near.empty() ? fmt::format("The letters are: {}.", fmt::join(ids, ", "))
                            : fmt::format("Did you mean “{}”?", near)),
         site, id);
  return std::nullopt;
}

std::string ExpressionReader::in_words(const facts::Type& type) const {
  const auto domain = [&] { return vocabulary_.domains()[static_cast<std::size_t>(type.domain)].name; };
  switch (type.kind) {
    case Kind::text:
      return "a text";
    case Kind::date:
      return "a date";
    case Kind::time:
      return "a time";
    case Kind::moment:
      return "a date and time";
    case Kind::number:
      return "a number";
    case Kind::yes_no:
      return "a yes or no";
    case Kind::option:
      return fmt::format("one option of {}", domain());
    case Kind::set:
      return fmt::format("a set of options of {}", domain());
  }
  return "a value";
}

}  // namespace caseletters::policy
