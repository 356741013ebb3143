#include "letter/findings.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "letter/marks.h"

namespace caseletters::letter {

void Findings::add(Diagnostic problem, std::string_view paragraph) {
  problem.file = file_;
  problem.letter = letter_;
  problem.paragraph = quoted(paragraph);
  const auto same = [&](const Diagnostic& known) {
    return known.code == problem.code && known.message == problem.message && known.paragraph == problem.paragraph;
  };
  // The two copies of a text box say everything twice.
  if (std::none_of(all_.begin(), all_.end(), same)) all_.push_back(std::move(problem));
}

void Findings::add(Diagnostic problem, const Mark& mark) {
  const auto shown = quoted(mark.source);
  if (problem.message.find(shown) == std::string::npos) problem.message = shown + ": " + problem.message;
  add(std::move(problem), mark.paragraph);
}

std::string quoted(std::string_view text, std::size_t limit) {
  std::string line;
  for (const char letter : trim(text)) {
    const bool space = letter == '\n' || letter == '\t' || letter == '\r' || letter == '\f' || letter == ' ';
    if (space && !line.empty() && line.back() == ' ') continue;
    line += space ? ' ' : letter;
  }
  if (line.size() <= limit) return line;
  std::size_t cut = limit;
  while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0u) == 0x80u) --cut;
  line.resize(cut);
  return line + "…";
}

}  // namespace caseletters::letter
