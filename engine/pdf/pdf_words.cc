#include "pdf/pdf_words.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

#include "base/text.h"
#include "document/styled_findings.h"

namespace caseletters::pdf {
namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80;
}

// With a space where words of one direction meet those of the other, and in place of signs that only a symbol font
// knows.
std::string parted(const std::string& text) {
  std::string out;
  bool leftwards = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = 1;
    while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80U) ++size;
    const std::string letter = text.substr(at, size);
    const bool is_private = size == 3 && letter >= "\uE000" && letter <= "\uF8FF";
    const bool turns = document::runs_leftwards(letter) != leftwards;
    if (turns) leftwards = !leftwards;
    if (turns || is_private) out += ' ';
    if (!is_private) out += letter;
    at += size;
  }
  return out;
}

// Two letters that one shape shows come out of a PDF in either order: the letters of such a word count, not their
// order.
std::string in_order(const std::string& word) {
  std::vector<std::string> letters;
  for (std::size_t at = 0; at < word.size();) {
    std::size_t size = 1;
    while (at + size < word.size() && (static_cast<unsigned char>(word[at + size]) & 0xC0U) == 0x80U) ++size;
    letters.push_back(word.substr(at, size));
    at += size;
  }
  std::sort(letters.begin(), letters.end());
  std::string out;
  for (const auto& letter : letters) out += letter;
  return out;
}

// Stretches of letters and stretches of digits. Where a line ends, or a note's number clings to a word, must not
// matter; signs are passed over, for a font may show one with another's character.
std::vector<std::string> tokens_of(const std::string& text) {
  std::vector<std::string> out;
  const std::string folded = parted(fold_name(text));
  for (std::size_t at = 0; at < folded.size();) {
    const auto kind = is_digit(folded[at]) ? &is_digit : &is_letter;
    std::size_t end = at;
    while (end < folded.size() && kind(folded[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    out.push_back(document::runs_leftwards(folded.substr(at, end - at)) ? in_order(folded.substr(at, end - at))
                                                                        : folded.substr(at, end - at));
    at = end;
  }
  return out;
}

std::map<std::string, int> counted(const std::vector<std::string>& tokens) {
  std::map<std::string, int> out;
  for (const auto& token : tokens) ++out[token];
  return out;
}

std::string squeezed(const std::vector<std::string>& tokens) {
  std::string out;
  for (const auto& token : tokens) out += token;
  return out;
}

std::size_t occurrences(const std::string& text, const std::string& piece) {
  std::size_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + piece.size())) ++count;
  return count;
}

// Poppler works out every colour of a page before it gives its words, and a profile costs it more than the words: each
// space with one is named as plain red, green and blue in as many characters.
std::string without_profiles(std::string pdf) {
  constexpr std::string_view begin = "[/ICCBased ", plain = "/DeviceRGB";
  for (std::size_t at = pdf.find(begin); at != std::string::npos; at = pdf.find(begin, at + begin.size())) {
    std::size_t end = at + begin.size();
    while (end < pdf.size() && (is_digit(pdf[end]) || pdf[end] == ' ' || pdf[end] == 'R')) ++end;
    if (end >= pdf.size() || pdf[end] != ']') continue;
    std::fill(pdf.begin() + static_cast<std::ptrdiff_t>(at), pdf.begin() + static_cast<std::ptrdiff_t>(end + 1), ' ');
    std::copy(plain.begin(), plain.end(), pdf.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return pdf;
}

}  // namespace

Result<std::vector<std::string>> pages_of_pdf(const std::string& pdf) {
  // Poppler keeps one function for all threads.
  static std::once_flag quiet;
  std::call_once(quiet, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
  const std::string read = without_profiles(pdf);
  const std::unique_ptr<poppler::document> document{
      poppler::document::load_from_raw_data(read.data(), static_cast<int>(read.size()))};
  if (!document || document->is_locked() || document->pages() < 1)
    return fail(error("pdf-not-made", "what came out is no PDF that can be read"));
  std::vector<std::string> out;
  for (int i = 0; i < document->pages(); ++i) {
    const std::unique_ptr<poppler::page> page{document->create_page(i)};
    if (!page) continue;
    const auto bytes = page->text(poppler::rectf{}, poppler::page::raw_order_layout).to_utf8();
    out.emplace_back(bytes.data(), bytes.size());
  }
  return out;
}

WordDifference compare_words(const std::string& letter, const std::string& pdf, const std::string& besides,
                             int numbers) {
  const auto wanted_tokens = tokens_of(letter), shown_tokens = tokens_of(pdf);
  const auto wanted = counted(wanted_tokens), shown = counted(shown_tokens), free = counted(tokens_of(besides));
  const std::string all_wanted = squeezed(wanted_tokens), all_shown = squeezed(shown_tokens);
  WordDifference out;
  int forgiven = 0;
  for (const auto& [word, count] : wanted) {
    const auto found = shown.find(word);
    const int there = found == shown.end() ? 0 : found->second;
    if (there >= count) continue;
    if (is_digit(word.front()) && forgiven + count - there <= numbers) {
      forgiven += count - there;
      continue;
    }
    // A word that a line's end parts is whole again without the spaces.
    if (occurrences(all_shown, word) >= occurrences(all_wanted, word)) continue;
    out.missing.push_back(word);
  }
  for (const auto& [word, count] : shown) {
    const auto found = wanted.find(word);
    const int there = found == wanted.end() ? 0 : found->second;
    if (count <= there || free.count(word) != 0 || is_digit(word.front())) continue;
    if (occurrences(all_wanted, word) >= occurrences(all_shown, word)) continue;
    // Part of a word that a line's end parts.
    if (there == 0 && all_wanted.find(word) != std::string::npos) continue;
    out.added.push_back(word);
  }
  return out;
}

}  // namespace caseletters::pdf
