#include "letter/residue.h"

#include <array>

#include "letter/marks.h"
#include "letter/pieces.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;

namespace {

constexpr char mark_sign = '\x01';  // stands for a mark: no text of a document holds it

constexpr std::array<std::string_view, 9> phrases{"delete as appropriate",
                                                  "delete as applicable",
                                                  "delete as necessary",
                                                  "delete where applicable",
                                                  "delete if not",
                                                  "[insert",
                                                  "<insert",
                                                  "(insert",
                                                  "[name of"};

// Words that must stand alone: "he/she", but not "the/sheet".
constexpr std::array<std::string_view, 12> words{"he/she",      "she/he",       "him/her",      "her/him",
                                                 "his/her",     "her/his",      "his/hers",     "s/he",
                                                 "he/she/they", "him/her/them", "son/daughter", "sons/daughters"};

bool is_letter(char one) {
  return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (static_cast<unsigned char>(one) & 0x80u) != 0;
}

std::string lowered(std::string_view text) {
  std::string out{text};
  for (auto& one : out)
    if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
  return out;
}

std::string without_marks(std::string_view text) {
  std::string out;
  std::size_t from = 0;
  for (const auto& stretch : find_marks(text).marks) {
    out += text.substr(from, stretch.begin - from);
    out += mark_sign;
    from = stretch.end;
  }
  out += text.substr(from);
  return out;
}

// A run of at least `count` of one sign.
std::optional<std::string> blank_of(std::string_view text, std::string_view sign, std::size_t count) {
  std::string run;
  for (std::size_t index = 0; index < count; ++index) run += sign;
  const auto at = text.find(run);
  if (at == std::string_view::npos) return std::nullopt;
  auto end = at + run.size();
  while (text.substr(end).starts_with(sign)) end += sign.size();
  return std::string{text.substr(at, std::min<std::size_t>(end - at, 12))};
}

bool has_doubled_space(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return false;
  for (auto at = text.find("  ", first); at != std::string_view::npos; at = text.find("  ", at + 1)) {
    // Two spaces after a sentence are a habit, not a gap; spaces at the end show nowhere.
    const char before = text[at - 1];
    const auto after = text.find_first_not_of(' ', at);
    if (after == std::string_view::npos) return false;
    if (before != '.' && before != '!' && before != '?' && before != ':' && before != ' ') return true;
  }
  return false;
}

void visit(Node& node, Findings& findings) {
  if (node.type != Node::Type::element || node.kind == Kind::opaque) return;
  if (node.kind == Kind::paragraph) {
    const auto content = gather(node);
    if (const auto found = find_residue(content.text))
      findings.add(error("residue", "“" + *found + "” was left for somebody to complete.",
                         "Put a mark in its place, or take it out."),
                   content.text);
    else if (has_doubled_space(without_marks(content.text)))
      findings.add(warning("residue", "Two spaces stand together.", "Take one of them out."), content.text);
    for (auto* box : content.boxes) visit(*box, findings);
    return;
  }
  for (auto* child : node.children) visit(*child, findings);
}

}  // namespace

std::optional<std::string> find_residue(std::string_view text) {
  const auto plain = without_marks(text);
  const auto low = lowered(plain);
  for (const auto phrase : phrases)
    if (const auto at = low.find(phrase); at != std::string::npos) {
      const auto end = at + phrase.size();
      if (end == low.size() || !is_letter(low[end])) return plain.substr(at, phrase.size());
    }
  for (const auto word : words)
    for (auto at = low.find(word); at != std::string::npos; at = low.find(word, at + 1)) {
      const auto end = at + word.size();
      const bool starts = at == 0 || (!is_letter(low[at - 1]) && low[at - 1] != '/');
      const bool ends = end == low.size() || (!is_letter(low[end]) && low[end] != '/');
      if (starts && ends) return plain.substr(at, word.size());
    }
  for (const std::string_view plural : {"(s)", "(ren)", "(es)"})
    for (auto at = low.find(plural); at != std::string::npos; at = low.find(plural, at + 1)) {
      auto start = at;
      while (start > 0 && is_letter(low[start - 1])) --start;
      if (start < at) return plain.substr(start, at - start + plural.size());
    }
  if (auto found = blank_of(plain, ".", 4)) return found;
  if (auto found = blank_of(plain, "…", 2)) return found;
  return blank_of(plain, "_", 4);
}

void check_residue(document::Tree& tree, Findings& findings) {
  visit(tree.root(), findings);
}

}  // namespace caseletters::letter
