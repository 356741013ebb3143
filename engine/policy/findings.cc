#include "policy/findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace caseletters::policy {
namespace {

// to_text() indents the first line of a hint; the others must bring their own.
constexpr std::string_view kNextLine = "\n    ";

// The words around a byte, with a caret under it; a long condition is cut at spaces so that it stays on one line.
std::string with_caret(std::string_view source, std::size_t at) {
  constexpr std::size_t before = 50, after = 45;
  at = std::min(at, source.size());
  std::size_t from = 0, to = source.size();
  if (at > before) {
    const std::size_t space = source.find(' ', at - before);
    if (space < at) from = space + 1;
  }
  if (to - at > after) {
    const std::size_t space = source.rfind(' ', at + after);
    if (space != std::string_view::npos && space > at) to = space;
  }
  const std::string_view lead = from > 0 ? "… " : "";
  const std::size_t width = character_count(lead) + character_count(source.substr(from, at - from));
  return fmt::format("{}{}{}{}{}^", lead, source.substr(from, to - from), to < source.size() ? " …" : "", kNextLine,
                     std::string(width, ' '));
}

}  // namespace

void Findings::add(Diagnostic diagnostic, const Place& place, const std::string& letter) {
  diagnostic.file = place.file;
  diagnostic.line = place.line;
  diagnostic.letter = letter;
  entries_.push_back({std::move(diagnostic), {}});
}

void Findings::add_expression(Diagnostic diagnostic, const Place& place, const std::string& letter,
                              std::string_view what, std::string_view source) {
  diagnostic.file = place.file;
  diagnostic.line = place.line;
  diagnostic.letter = letter;
  std::string folded = fold_name(source);
  if (diagnostic.column > 0) {
    const std::string quoted = fmt::format(" In: “{}”.", folded);  // the hint shows it better
    if (diagnostic.message.ends_with(quoted)) diagnostic.message.resize(diagnostic.message.size() - quoted.size());
    const std::string before = diagnostic.hint.empty() ? "" : fmt::format("{}{}", diagnostic.hint, kNextLine);
    diagnostic.hint = before + with_caret(folded, static_cast<std::size_t>(diagnostic.column - 1));
  }
  diagnostic.message = fmt::format("In {}: {}", what, diagnostic.message);
  entries_.push_back({std::move(diagnostic), std::move(folded)});
}

void Findings::not_declared(std::string_view name) {
  std::string folded = fold_name(name);
  if (!folded.empty()) undeclared_.insert(std::move(folded));
}

bool Findings::is_consequence(const Entry& entry) const {
  const Diagnostic& found = entry.diagnostic;
  if (entry.source.empty()) {
    // What the schema already says of an element, in other words.
    static constexpr std::string_view shapes[] = {"bad-fact", "bad-derived", "bad-choice", "signatory-missing"};
    return std::find(std::begin(shapes), std::end(shapes), found.code) != std::end(shapes) &&
           std::any_of(entries_.begin(), entries_.end(), [&found](const Entry& other) {
             return other.diagnostic.code == "schema" && other.diagnostic.file == found.file &&
                    other.diagnostic.line == found.line;
           });
  }
  static constexpr std::string_view codes[] = {"unknown-fact",   "unknown-option", "unknown-letter",
                                               "unknown-review", "bad-condition",  "bad-type"};
  if (std::find(std::begin(codes), std::end(codes), found.code) == std::end(codes)) return false;
  return file_lost_ || std::any_of(undeclared_.begin(), undeclared_.end(), [&entry](const std::string& name) {
           return entry.source.find(name) != std::string::npos;
         });
}

Diagnostics Findings::take(const std::vector<std::string>& files) {
  const auto order = [&files](const std::string& file) {
    return std::find(files.begin(), files.end(), file) - files.begin();
  };
  std::stable_sort(entries_.begin(), entries_.end(), [&order](const Entry& left, const Entry& right) {
    const auto left_file = order(left.diagnostic.file), right_file = order(right.diagnostic.file);
    return left_file != right_file ? left_file < right_file : left.diagnostic.line < right.diagnostic.line;
  });
  Diagnostics out;
  for (const Entry& entry : entries_) {
    if (!is_consequence(entry)) out.push_back(entry.diagnostic);
  }
  entries_.clear();
  return out;
}

}  // namespace caseletters::policy
