#include "base/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace caseletters {

Diagnostic error(std::string code, std::string message, std::string hint) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

Diagnostic warning(std::string code, std::string message, std::string hint) {
  Diagnostic diagnostic = error(std::move(code), std::move(message), std::move(hint));
  diagnostic.severity = Severity::warning;
  return diagnostic;
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
}

void append(Diagnostics& to, Diagnostics more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void add_once(Diagnostics& to, Diagnostic diagnostic) {
  const bool there = std::any_of(to.begin(), to.end(), [&](const Diagnostic& other) {
    return other.code == diagnostic.code && other.fact == diagnostic.fact &&
           (diagnostic.code == "missing-fact" || other.message == diagnostic.message);
  });
  if (!there) to.push_back(std::move(diagnostic));
}

std::string to_text(const Diagnostic& diagnostic) {
  std::string place = diagnostic.file;
  const auto add = [&place](std::string_view words) {
    if (!place.empty()) place += ", ";
    place += words;
  };
  if (diagnostic.line > 0) add(fmt::format("line {}", diagnostic.line));
  if (!diagnostic.sheet.empty()) add(fmt::format("sheet {}", diagnostic.sheet));
  if (!diagnostic.cell.empty()) add(fmt::format("cell {}", diagnostic.cell));
  if (!diagnostic.letter.empty()) add(diagnostic.letter);
  if (!diagnostic.fact.empty()) place += place.empty() ? diagnostic.fact : fmt::format(" ({})", diagnostic.fact);
  const bool ends = diagnostic.message.ends_with('.') || diagnostic.message.ends_with('?');
  std::string text = fmt::format("{}{}{}{}{} [{}]", diagnostic.severity == Severity::warning ? "warning: " : "", place,
                                 place.empty() ? "" : ": ", diagnostic.message, ends ? "" : ".", diagnostic.code);
  if (!diagnostic.paragraph.empty()) text += fmt::format("\n    in: {}", diagnostic.paragraph);
  if (!diagnostic.hint.empty()) text += fmt::format("\n    {}", diagnostic.hint);
  return text;
}

}  // namespace caseletters
