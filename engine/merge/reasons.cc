#include "merge/reasons.h"

#include <fmt/format.h>

#include "sheets/workbook.h"

namespace caseletters::merge {
namespace {

using facts::Situation;
using facts::SymbolKind;

std::string_view word_for(facts::Truth truth) {
  switch (truth) {
    case facts::Truth::yes:
      return "yes";
    case facts::Truth::no:
      return "no";
    case facts::Truth::unknown:
      break;
  }
  return "not known";
}

}  // namespace

std::string Reasons::place_of(const facts::Source& source, const facts::Record& record) const {
  if (source.sheet < 0) return {};
  const auto& names = record.sheet_names.empty() ? layout_.sheet_names : record.sheet_names;
  const std::string sheet = static_cast<std::size_t>(source.sheet) < names.size()
                                ? names[static_cast<std::size_t>(source.sheet)]
                                : std::string{};
  return fmt::format("sheet {}, cell {}", sheet, sheets::cell_name(source.row, source.column));
}

std::string Reasons::shown(Situation& situation, const facts::Symbol& symbol, bool personal) const {
  if (personal && !show_names_)
    return situation.value(symbol).known() ? "(filled in; --show-names shows it)" : "(blank)";
  facts::Field field;
  field.symbol = symbol;
  const auto printed = situation.print(field);
  if (printed.state == facts::State::known) return printed.text;
  return printed.state == facts::State::none ? "(none)" : "(not known)";
}

// What was read for a test: its value, and where that stands or how it was counted.
std::string Reasons::reading(Situation& situation, const facts::Symbol& symbol) const {
  const bool text = symbol.type.kind == facts::Kind::text;
  if (symbol.kind == SymbolKind::past) {
    const auto& past = situation.record().letters[static_cast<std::size_t>(symbol.index)];
    if (!past.sent && !past.date.known()) return {};
    return fmt::format("{} is {}", vocabulary_.name_of(symbol), shown(situation, symbol, text));
  }
  if (symbol.kind == SymbolKind::choice) {
    return fmt::format("{} is {}", vocabulary_.name_of(symbol), shown(situation, symbol, false));
  }
  if (symbol.kind != SymbolKind::fact) return {};
  const auto& fact = vocabulary_.facts()[static_cast<std::size_t>(symbol.index)];
  if (fact.list >= 0) return {};
  std::string how = place_of(situation.record().sources[static_cast<std::size_t>(symbol.index)], situation.record());
  if (how.empty() && fact.origin == facts::Origin::derived) how = situation.explain_date(symbol.index);
  const std::string value = shown(situation, symbol, fact.personal && text);
  return fmt::format("{} is {}{}{}", fact.name, value, how.empty() || how == value ? "" : ", ",
                     how == value ? std::string{} : how);
}

std::string Reasons::of(Situation& situation, const facts::TraceStep& step) const {
  std::string words = fmt::format("{}: {}", step.words, word_for(step.truth));
  for (const auto& symbol : step.read) {
    const std::string read = reading(situation, symbol);
    if (!read.empty()) words += fmt::format(" ({})", read);
  }
  return words;
}

}  // namespace caseletters::merge
