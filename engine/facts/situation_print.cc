// Values of one case in print.
#include "base/text.h"
#include "facts/situation.h"

namespace caseletters::facts {

Printed Situation::print(const Field& field, const Scope& scope) {
  return print(field, View{nullptr, &scope, -1, -1});
}

Printed Situation::print(const TextTemplate& text, const Scope& scope) {
  return print(text, View{nullptr, &scope, -1, -1});
}

// A list prints the first field of each item.
Printed Situation::print_list(const Field& field) {
  const ListDecl& list = rules_.vocabulary.lists()[static_cast<std::size_t>(field.symbol.index)];
  const std::size_t count = item_count(field.symbol.index);
  if (field.has(Format::count)) return {State::known, std::to_string(count)};
  if (count == 0 || list.fields.empty()) return {State::none, {}};
  Field name;
  name.symbol.index = list.fields.front();
  name.symbol.type = rules_.vocabulary.facts()[static_cast<std::size_t>(list.fields.front())].type;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < count; ++i) {
    Printed item = print(name, View{nullptr, nullptr, field.symbol.index, static_cast<int>(i)});
    if (item.state != State::known) return {State::unknown, {}};
    words.push_back(std::move(item.text));
  }
  return {State::known, print_words(words, field.formats)};
}

// A cell that nobody filled, as against a rule that could not be worked out.
bool Situation::is_blank_cell(const Symbol& symbol) const {
  if (symbol.kind == SymbolKind::list_item) return true;
  return symbol.kind == SymbolKind::fact &&
         rules_.vocabulary.facts()[static_cast<std::size_t>(symbol.index)].origin != Origin::derived;
}

Printed Situation::print(const Field& field, const View& view) {
  Printed printed;
  if (field.symbol.kind == SymbolKind::list_plural) {
    printed = print_list(field);
  } else {
    Value storage;
    const Value& value = look(field.symbol, view, storage);
    const auto* set = std::get_if<OptionSet>(&value.content());
    const bool empty = set != nullptr && set->empty();
    if (!value.known() || empty) {
      printed.state = empty ? State::none : value.state();
      if (printed.state == State::none && field.has(Format::count)) return {State::known, "0"};
    } else {
      const Domain* domain = nullptr;
      const Domain* labels = nullptr;
      if (field.symbol.type.domain >= 0) {
        const auto index = static_cast<std::size_t>(field.symbol.type.domain);
        domain = &rules_.vocabulary.domains()[index];
        if (index < record_.labels.size()) labels = record_.labels[index];
      }
      printed.state = State::known;
      printed.text = facts::print(value, field.formats, domain, labels);
    }
  }
  if (printed.state == State::unknown && field.has(Format::optional) && is_blank_cell(field.symbol)) {
    printed.state = State::none;
  }
  return printed;
}

Printed Situation::print(const TextTemplate& text, const View& view) {
  Printed printed;
  printed.state = State::known;
  bool swallow_space = false;  // after an optional value that is blank: one of the spaces round it goes with it
  for (const TextPiece& piece : text) {
    std::string_view literal = piece.literal;
    if (swallow_space) {
      const bool space_before = printed.text.empty() || printed.text.back() == ' ' || printed.text.back() == '\n';
      if (space_before && !literal.empty() && literal.front() == ' ') {
        literal.remove_prefix(1);
      } else if (!printed.text.empty() && printed.text.back() == ' ') {
        printed.text.pop_back();
      }
      swallow_space = false;
    }
    printed.text += literal;
    if (!piece.has_field) continue;
    const Printed value = print(piece.field, view);
    if (value.state == State::known) {
      printed.text += value.text;
    } else if (value.state == State::none && piece.field.has(Format::optional)) {
      swallow_space = true;
    } else if (printed.state != State::unknown) {
      printed.state = value.state;
    }
  }
  if (swallow_space && !printed.text.empty() && printed.text.back() == ' ') printed.text.pop_back();
  if (printed.state != State::known) printed.text.clear();
  return printed;
}

}  // namespace caseletters::facts
