#include "letter/marks.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace caseletters::letter {
namespace {

using facts::Symbol;
using facts::SymbolKind;

// Takes `words` off the front of a folded text where it stands there as whole words.
bool take(std::string_view& text, std::string_view words) {
  if (!text.starts_with(words)) return false;
  if (text.size() > words.size() && text[words.size()] != ' ') return false;
  text.remove_prefix(words.size());
  while (text.starts_with(' ')) text.remove_prefix(1);
  return true;
}

const std::array<std::string, 17>& keywords() {
  static const std::array<std::string, 17> words{"if",      "else if",   "else",  "choose",   "any of",      "for each",
                                                 "when",    "otherwise", "end",   "end if",   "end choose",  "end any",
                                                 "end for", "note:",     "endif", "end each", "end for each"};
  return words;
}

// What an unknown word was probably meant to be.
std::string keyword_hint(std::string_view words) {
  const auto first = std::string{words.substr(0, words.find(' '))};
  if (first == "endif") return "Write {{end if}}.";
  if (first == "elseif" || first == "elsif") return "Write {{else if …}}.";
  if (first == "endfor") return "Write {{end for}}.";
  const auto near = nearest(words, keywords());
  return near.empty() ? std::string{} : "Write {{" + near + "}}.";
}

facts::Type type_for_formats(const Symbol& symbol) {
  return symbol.kind == SymbolKind::list_plural ? facts::Type{facts::Kind::set, -1} : symbol.type;
}

Diagnostic bare(const Mark& mark, std::string_view what) {
  return error("bad-mark", "The mark " + mark.source + " does not say " + std::string{what} + ".");
}

}  // namespace

Scan find_marks(std::string_view text) {
  Scan scan;
  std::size_t from = 0;
  while (true) {
    const auto open = text.find("{{", from);
    const auto close = text.find("}}", from);
    if (open == std::string_view::npos || close < open) {
      if (close != std::string_view::npos || open != std::string_view::npos) scan.stray = close < open ? close : open;
      if (open == std::string_view::npos) return scan;
      from = close + 2;
      continue;
    }
    const auto next = text.find("{{", open + 2);
    if (close == std::string_view::npos || next < close) {
      scan.stray = open;
      if (close == std::string_view::npos) return scan;
      from = next;
      continue;
    }
    scan.marks.push_back({open, close + 2});
    from = close + 2;
  }
}

Mark classify(std::string_view source) {
  Mark mark;
  mark.source = std::string{source};
  const auto folded = fold_name(source.substr(2, source.size() - 4));
  std::string_view rest = folded;
  if (rest.starts_with("note:") || rest.starts_with("note :"))
    mark.kind = MarkKind::note;
  else if (take(rest, "if"))
    mark.kind = MarkKind::if_;
  else if (take(rest, "else if"))
    mark.kind = MarkKind::else_if;
  else if (rest == "else")
    mark.kind = MarkKind::else_;
  else if (take(rest, "choose"))
    mark.kind = MarkKind::choose;
  else if (take(rest, "any of"))
    mark.kind = MarkKind::any_of;
  else if (take(rest, "for each"))
    mark.kind = MarkKind::for_each;
  else if (take(rest, "when"))
    mark.kind = MarkKind::when;
  else if (rest == "otherwise")
    mark.kind = MarkKind::otherwise;
  else if (rest == "end" || rest == "end if" || rest == "end choose" || rest == "end any" || rest == "end for") {
    mark.kind = MarkKind::end;
    if (rest == "end if") mark.closes = MarkKind::if_;
    if (rest == "end choose") mark.closes = MarkKind::choose;
    if (rest == "end any") mark.closes = MarkKind::any_of;
    if (rest == "end for") mark.closes = MarkKind::for_each;
  }
  mark.rest = std::string{rest};
  return mark;
}

std::string_view keyword_of(MarkKind kind) {
  switch (kind) {
    case MarkKind::if_:
      return "if";
    case MarkKind::choose:
      return "choose";
    case MarkKind::any_of:
      return "any of";
    case MarkKind::for_each:
      return "for each";
    default:
      return "";
  }
}

Result<void> bind_value(Mark& mark, const facts::Context& context) {
  const auto pieces = split(mark.rest, '|');
  const auto name = trim(pieces.front());
  if (name.empty()) return fail(bare(mark, "which fact is meant"));
  if (context.vocabulary->letter(name))
    return fail(error("bad-mark", mark.source + " names a letter, and does not say what about it.",
                      "Write for example {{" + std::string{name} + " date}}."));
  auto symbol = facts::parse_symbol(name, context);
  if (!symbol) {
    auto problem = std::move(symbol.error());
    if (const auto hint = keyword_hint(name); !hint.empty() && problem.hint.empty()) problem.hint = hint;
    return fail(std::move(problem));
  }
  mark.field.symbol = *symbol;
  for (std::size_t index = 1; index < pieces.size(); ++index) {
    const auto word = trim(pieces[index]);
    const auto format = facts::find_format(word);
    if (!format)
      return fail(error("bad-format", "There is no format “" + std::string{word} + "” for " + mark.source + ".",
                        "The formats are weekday, short, month, upper, lower, sentence, capitals, lines, count and "
                        "optional."));
    if (auto suits = facts::check_format(*format, type_for_formats(*symbol)); !suits) return fail(suits.error());
    mark.field.formats = static_cast<std::uint16_t>(mark.field.formats | (1u << static_cast<unsigned>(*format)));
  }
  return {};
}

Result<void> bind_condition(Mark& mark, const facts::Context& context) {
  if (mark.rest.empty()) return fail(bare(mark, "under which condition"));
  auto parsed = facts::parse_condition(mark.rest, context);
  if (!parsed) return fail(std::move(parsed.error()));
  mark.condition = std::move(*parsed);
  return {};
}

Result<void> bind_choice(Mark& mark, const facts::Context& context) {
  if (mark.rest.empty()) return fail(bare(mark, "which choice is meant"));
  auto symbol = facts::parse_symbol(mark.rest, context);
  if (!symbol) return fail(std::move(symbol.error()));
  const bool any = mark.kind == MarkKind::any_of;
  if (symbol->kind == SymbolKind::letter || symbol->kind == SymbolKind::list_item ||
      symbol->kind == SymbolKind::list_plural ||
      (symbol->type.kind != facts::Kind::option && symbol->type.kind != facts::Kind::set))
    return fail(error("bad-type", "“" + mark.rest + "” has no options, so nothing can be chosen by it.",
                      "Use {{if …}} with a test of it."));
  if (any != (symbol->type.kind == facts::Kind::set))
    return fail(error("bad-type",
                      any ? "Exactly one option of “" + mark.rest + "” holds, so {{any of …}} does not suit it."
                          : "Several options of “" + mark.rest + "” may hold, so {{choose …}} does not suit it.",
                      any ? "Write {{choose " + mark.rest + "}}." : "Write {{any of " + mark.rest + "}}."));
  mark.symbol = *symbol;
  return {};
}

Result<void> bind_loop(Mark& mark, facts::Context context) {
  if (mark.rest.empty()) return fail(bare(mark, "of what"));
  std::size_t length = 0;
  const auto symbol = context.vocabulary->longest(mark.rest, length);
  if (!symbol || (symbol->kind != SymbolKind::list_item && symbol->kind != SymbolKind::list_plural)) {
    std::vector<std::string> items;
    std::string known;
    for (const auto& list : context.vocabulary->lists()) {
      items.push_back(fold_name(list.item));
      known += (known.empty() ? "" : ", ") + list.item;
    }
    const auto words = mark.rest.substr(0, mark.rest.find(" where"));
    const auto near = nearest(words, items);
    return fail(error("unknown-fact", "{{for each …}} does not know “" + words + "”.",
                      !near.empty()    ? "Did you mean “" + near + "”?"
                      : !known.empty() ? "It repeats for each: " + known + "."
                                       : "This policy has nothing that repeats."));
  }
  mark.list = symbol->index;
  context.open_lists.push_back(symbol->index);
  std::string_view rest = std::string_view{mark.rest}.substr(length);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  if (rest.empty()) return {};
  if (!take(rest, "where") || rest.empty())
    return fail(error("bad-mark", "In " + mark.source + " the words “" + std::string{rest} + "” are not understood.",
                      "After the name only “where” and a condition may follow."));
  auto parsed = facts::parse_condition(rest, context);
  if (!parsed) return fail(std::move(parsed.error()));
  mark.condition = std::move(*parsed);
  return {};
}

Result<void> bind_option(Mark& mark, const Mark& choice, const facts::Vocabulary& vocabulary) {
  if (mark.rest.empty()) return fail(bare(mark, "which option is meant"));
  const auto& domain = vocabulary.domains()[static_cast<std::size_t>(choice.symbol.type.domain)];
  auto option = domain.find_id(mark.rest);
  if (!option) option = domain.find(mark.rest);
  if (!option) {
    std::vector<std::string> ids;
    std::string known;
    for (const auto& one : domain.options) {
      ids.push_back(fold_name(one.id));
      known += (known.empty() ? "" : ", ") + one.id;
    }
    const auto near = nearest(mark.rest, ids);
    return fail(error("unknown-option",
                      "“" + mark.rest + "” is not an option of “" + vocabulary.name_of(choice.symbol) + "”.",
                      near.empty() ? "Its options are: " + known + "." : "Did you mean “" + near + "”?"));
  }
  mark.option = option->index;
  return {};
}

}  // namespace caseletters::letter
