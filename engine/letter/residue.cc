#include "letter/residue.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "letter/marks.h"
#include "letter/pieces.h"
#include "letter/seams.h"

namespace caseletters::letter {

using document::Kind;
using document::Node;

namespace {

constexpr char mark_sign = '\x01';  // stands for a mark: no text of a document holds it

constexpr std::array<std::string_view, 27> phrases{"delete as appropriate",
                                                   "delete as applicable",
                                                   "delete as necessary",
                                                   "delete as required",
                                                   "delete where",
                                                   "delete if not",
                                                   "delete whichever",
                                                   "please delete",
                                                   "select as appropriate",
                                                   "choose as appropriate",
                                                   "amend as appropriate",
                                                   "insert as appropriate",
                                                   "strike out as",
                                                   "cross out as",
                                                   "strike through as",
                                                   "[insert",
                                                   "<insert",
                                                   "(insert",
                                                   "[name of",
                                                   "click or tap",
                                                   "click here to enter",
                                                   "click to enter",
                                                   "choose an item",
                                                   "lorem ipsum",
                                                   "dd/mm/yy",
                                                   "dd/mm/yyyy",
                                                   "type text here"};

// Words that must stand alone: "he/she", but not "the/sheet".
constexpr std::array<std::string_view, 36> words{"he/she",          "she/he",          "him/her",      "her/him",
                                                 "his/her",         "her/his",         "his/hers",     "s/he",
                                                 "(s)he",           "he/she/they",     "him/her/them", "his/her/their",
                                                 "himself/herself", "herself/himself", "son/daughter", "daughter/son",
                                                 "sons/daughters",  "daughters/sons",  "boy/girl",     "girl/boy",
                                                 "child/children",  "sir/madam",       "madam/sir",    "mr/mrs",
                                                 "mrs/mr",          "mr/ms",           "ms/mr",        "mrs/ms",
                                                 "miss/ms",         "mr/mrs/ms",       "mr/mrs/miss",  "mr/mrs/miss/ms",
                                                 "mr/mrs/ms/miss",  "is/are",          "was/were",     "has/have"};

// In capitals only: "tbc" might be somebody's initials, "TBC" is not.
constexpr std::array<std::string_view, 5> unsettled{"TBC", "TBA", "TBD", "XX", "20XX"};

// What begins the words between brackets that wait to be replaced: "[date]", "<name of child>".
constexpr std::array<std::string_view, 56> prompts{
    "insert",   "name",     "names",     "date",        "dates",     "time",   "address", "school",
    "parent",   "parents",  "carer",     "child",       "children",  "pupil",  "student", "add",
    "enter",    "type",     "delete",    "select",      "choose",    "title",  "first",   "surname",
    "last",     "forename", "full",      "headteacher", "head",      "detail", "details", "specify",
    "describe", "number",   "state",     "your",        "his",       "her",    "their",   "year",
    "class",    "reason",   "reasons",   "telephone",   "phone",     "email",  "e",       "behaviour",
    "incident", "sanction", "signature", "postcode",    "recipient", "xx",     "xxx",     "tbc"};

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

// Spaces about a slash are of no account: "his / her".
std::string with_tight_slashes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ' ') {
      const auto next = text.find_first_not_of(' ', at);
      const bool beside = (next != std::string_view::npos && text[next] == '/') || (!out.empty() && out.back() == '/');
      if (beside) continue;
    }
    out += text[at];
  }
  return out;
}

// What was found in one text.
class Found {
 public:
  void add(std::string left) {
    // A longer find tells of a shorter one within it.
    for (const auto& known : all)
      if (known.find(left) != std::string::npos) return;
    std::erase_if(all, [&](const std::string& known) { return left.find(known) != std::string::npos; });
    all.push_back(std::move(left));
  }
  std::vector<std::string> all;
};

void find_phrases(std::string_view plain, std::string_view low, Found& found) {
  for (const auto phrase : phrases)
    if (const auto at = low.find(phrase); at != std::string::npos) {
      const auto end = at + phrase.size();
      if (end == low.size() || !is_letter(low[end])) found.add(std::string{plain.substr(at, phrase.size())});
    }
}

void find_words(std::string_view plain, std::string_view low, Found& found) {
  const auto look = [&](std::string_view in, std::string_view word) {
    for (auto at = in.find(word); at != std::string::npos; at = in.find(word, at + 1)) {
      const auto end = at + word.size();
      const bool starts = at == 0 || (!is_letter(in[at - 1]) && in[at - 1] != '/');
      const bool ends = end == in.size() || (!is_letter(in[end]) && in[end] != '/');
      if (starts && ends) found.add(std::string{plain.substr(at, word.size())});
    }
  };
  for (const auto word : words) look(low, word);
  for (const auto word : unsettled) look(plain, word);
  for (const std::string_view plural : {"(s)", "(ren)", "(es)"})
    for (auto at = low.find(plural); at != std::string::npos; at = low.find(plural, at + 1)) {
      auto start = at;
      while (start > 0 && is_letter(low[start - 1])) --start;
      const auto end = at + plural.size();
      if (start < at && (end == low.size() || !is_letter(low[end])))
        found.add(std::string{plain.substr(start, end - start)});
    }
}

// Dots, underscores or crosses for somebody to write upon, spaces among them or not.
void find_blanks(std::string_view text, Found& found) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t weight = 0, end = at, signs = 0;
    const auto same = [&](std::string_view sign, std::size_t counts) {
      if (!text.substr(end).starts_with(sign)) return false;
      weight += counts;
      end += sign.size();
      ++signs;
      return true;
    };
    const auto run = [&](auto&& step) {
      auto last = end;
      while (true) {
        if (step()) {
          last = end;
        } else if (end < last + 2 && text.substr(end).starts_with(' ')) {
          ++end;
        } else {
          end = last;
          return;
        }
      }
    };
    const bool dots = text[at] == '.' || text.substr(at).starts_with("…");
    if (dots) {
      run([&] { return same(".", 1) || same("…", 3); });
    } else if (text[at] == '_') {
      run([&] { return same("_", 1); });
    } else if (text[at] == '?') {
      run([&] { return same("?", 1); });
    } else if ((text[at] == 'x' || text[at] == 'X') && (at == 0 || !is_letter(text[at - 1]))) {
      while (same("x", 1) || same("X", 1)) {
      }
      if (end < text.size() && is_letter(text[end])) weight = 0;
    } else {
      ++at;
      continue;
    }
    // An ellipsis ends a thought, and a full stop may follow it; three spaced dots are one too.
    const std::size_t enough = !dots ? 3 : text.substr(at, end - at).find("…") == std::string_view::npos ? 4 : 5;
    if (weight >= enough && signs > 1) {
      auto shown = std::string{text.substr(at, end - at)};
      if (shown.size() > 12) {
        std::size_t cut = 12;
        while (cut > 0 && (static_cast<unsigned char>(shown[cut]) & 0xC0u) == 0x80u) --cut;
        shown.resize(cut);
      }
      found.add(std::move(shown));
    }
    at = std::max(end, at + 1);
  }
}

// "[date]", "<name of child>", "{First name}", "«First_name»".
void find_brackets(std::string_view text, Found& found) {
  struct Pair {
    std::string_view open, close;
    bool any;  // whatever stands between them
  };
  constexpr std::size_t longest = 80;
  for (const auto& [open, close, any] :
       {Pair{"[", "]", false}, Pair{"<", ">", false}, Pair{"{", "}", true}, Pair{"«", "»", true}})
    for (auto at = text.find(open); at != std::string_view::npos; at = text.find(open, at + 1)) {
      const auto from = at + open.size();
      const auto end = text.find(close, from);
      if (end == std::string_view::npos || end - from > longest) continue;
      const auto inside = text.substr(from, end - from);
      const auto folded = fold_name(inside);
      const auto first = folded.substr(0, folded.find_first_of(" -/’'.,:;*"));
      const bool prompt = any ? !folded.empty() && (is_letter(folded.front()) || folded.front() == mark_sign)
                              : std::find(prompts.begin(), prompts.end(), first) != prompts.end();
      if (prompt) found.add(std::string{text.substr(at, end + close.size() - at)});
    }
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
    auto found = find_all_residue(content.text);
    for (const auto& text : resolved_texts(content.text))
      for (auto& words_left : find_all_residue(text))
        if (std::find(found.begin(), found.end(), words_left) == found.end()) found.push_back(std::move(words_left));
    for (const auto& words_left : found)
      findings.add(error("residue", "“" + words_left + "” was left for somebody to complete.",
                         "Put a mark in its place, or take it out."),
                   content.text);
    if (found.empty() && has_doubled_space(without_marks(content.text)))
      findings.add(warning("residue", "Two spaces stand together.", "Take one of them out."), content.text);
    for (auto* box : content.boxes) visit(*box, findings);
    return;
  }
  for (auto* child : node.children) visit(*child, findings);
}

}  // namespace

std::vector<std::string> find_all_residue(std::string_view text) {
  const auto plain = with_tight_slashes(without_marks(text));
  const auto low = lowered(plain);
  Found found;
  find_phrases(plain, low, found);
  find_words(plain, low, found);
  find_brackets(plain, found);
  find_blanks(plain, found);
  for (auto& one : found.all) std::replace(one.begin(), one.end(), mark_sign, '*');
  return std::move(found.all);
}

std::optional<std::string> find_residue(std::string_view text) {
  auto all = find_all_residue(text);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

void check_residue(document::Tree& tree, Findings& findings) {
  visit(tree.root(), findings);
}

}  // namespace caseletters::letter
