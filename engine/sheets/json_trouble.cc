#include "sheets/json_trouble.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace caseletters::sheets {

namespace {

constexpr std::string_view space = " \t\r\n";

bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}
bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool opens(char letter) {
  return letter == '{' || letter == '[';
}
bool closes(char letter) {
  return letter == '}' || letter == ']';
}

// What stands before the place where the reading stopped.
struct Before {
  struct Bracket {
    char sign;
    int line;
  };
  int line = 1;
  std::vector<Bracket> open;
  bool in_text = false;
  std::size_t text_at = 0;  // where the last text began
  int text_line = 0;
  char last = '\0';   // the last byte that is no space; '"' for a text
  int last_line = 0;  // and its line
  std::size_t last_at = 0;
  char structure = '\0';  // the last of { [ , : between texts
};

Before look_before(std::string_view text, std::size_t at) {
  Before before;
  for (std::size_t here = 0; here < at; ++here) {
    const char letter = text[here];
    if (letter == '\n') {
      ++before.line;
    }
    if (before.in_text) {
      if (letter == '\\' && here + 1 < at) {
        ++here;
      }
      before.in_text = letter != '"';
    } else if (space.find(letter) != std::string_view::npos) {
      continue;
    } else if (letter == '"') {
      before.in_text = true;
      before.text_at = here;
      before.text_line = before.line;
    } else if (opens(letter)) {
      before.open.push_back({letter, before.line});
    } else if (closes(letter) && !before.open.empty()) {
      before.open.pop_back();
    }
    if (!before.in_text && (opens(letter) || closes(letter) || letter == ',' || letter == ':')) {
      before.structure = letter;
    }
    before.last = letter;
    before.last_line = before.line;
    before.last_at = here;
  }
  return before;
}

std::string on_line(int line) {
  return "on line " + std::to_string(line);
}

Diagnostic at_line(int line, std::string message, std::string hint) {
  Diagnostic trouble = error("bad-json", std::move(message), std::move(hint));
  trouble.line = line;
  return trouble;
}

Diagnostic trouble_in_text(const Before& before, std::string_view rest) {
  if (rest.starts_with('\t')) {
    return at_line(before.line, "a tab stands in a text.", "Write \\t, or a space.");
  }
  if (before.last == '\\' || rest.starts_with('\\')) {
    return at_line(before.line, "a backslash stands in a text, and JSON gives it a meaning of its own.",
                   "Write it twice: \\\\.");
  }
  if (rest.empty() || rest.front() == '\n' || rest.front() == '\r') {
    return at_line(before.text_line, "a text is not closed " + on_line(before.text_line) + ", where it begins.",
                   "Put a quotation mark at its end. Several lines are a list of texts, or have \\n between them.");
  }
  return at_line(before.line, "a text holds a character that JSON does not allow.", "Take it out.");
}

// "{ of line 3".
Diagnostic unclosed(const Before& before) {
  const Before::Bracket& bracket = before.open.back();
  return at_line(before.line,
                 std::string("the file ends before all is closed: the ") + bracket.sign + " " + on_line(bracket.line) +
                     " has no " + (bracket.sign == '{' ? '}' : ']') + ".",
                 "Put it where it belongs; if the end of the file is missing, export the cases again.");
}

bool is_curly_mark(std::string_view rest) {
  return rest.starts_with("\xE2\x80\x9C") || rest.starts_with("\xE2\x80\x9D") || rest.starts_with("\xE2\x80\x98") ||
         rest.starts_with("\xE2\x80\x99") || rest.starts_with("\xE2\x80\x9E");
}

// The word that holds the place, or ends there.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && is_letter(text[begin - 1])) {
    --begin;
  }
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end])) {
    ++end;
  }
  return text.substr(begin, end - begin);
}

Diagnostic trouble_with_word(const Before& before, std::string_view word) {
  constexpr std::array<std::string_view, 8> known = {"True", "False", "None", "NaN", "TRUE", "FALSE", "Null", "NULL"};
  if (std::find(known.begin(), known.end(), word) != known.end()) {
    return at_line(before.line, "the word " + std::string(word) + " is not one that JSON has.",
                   "Write true, false or null in small letters; leave a blank cell out.");
  }
  return at_line(before.line, "a word stands without quotation marks.",
                 "Put names and words in straight double quotation marks.");
}

Diagnostic generic(const Before& before) {
  return at_line(before.line, "the file is not written as JSON must be, here or just before.",
                 "Look for a comma, bracket or quotation mark that is missing or one too many.");
}

Diagnostic trouble_with_bracket(const Before& before, char bracket) {
  if (before.last == ',') {
    return at_line(before.last_line, "a comma stands before a closing bracket.", "Take the comma out.");
  }
  if (before.structure == ':' && before.last == ':') {
    return at_line(before.last_line, "a value is missing after a name.", "Write it, or null for a blank cell.");
  }
  const bool fits = !before.open.empty() && (before.open.back().sign == '{') == (bracket == '}');
  if (!fits && !before.open.empty()) {
    return at_line(before.line,
                   std::string("the ") + before.open.back().sign + " " + on_line(before.open.back().line) +
                       " is closed by " + bracket + ".",
                   "Look for a bracket that is missing between the two.");
  }
  return generic(before);
}

// A text, a number, a word or an opening bracket where none may stand.
Diagnostic trouble_with_value(const Before& before, std::string_view text, std::size_t at) {
  const bool after_value = before.last == '"' || closes(before.last) || is_letter(before.last) || is_digit(before.last);
  if (is_digit(text[at]) && is_digit(before.last) && before.last_at + 1 == at) {
    return at_line(before.line, "a number begins with 0.", "Put it in quotation marks, so that the 0 is kept.");
  }
  if (after_value && before.structure != ':' && before.open.back().sign == '{' && before.last == '"') {
    return at_line(before.last_line, "a colon is missing after a name.", "Write \"name\": \"value\".");
  }
  if (after_value) {
    return at_line(before.last_line, "a comma is missing " + on_line(before.last_line) + ", before what follows.",
                   "Put a comma between two values, two cases or two children.");
  }
  return is_letter(text[at]) ? trouble_with_word(before, word_at(text, at)) : generic(before);
}

}  // namespace

Diagnostic json_trouble(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  Before before = look_before(text, at);
  if (before.in_text && at < text.size() && text[at] == '"') {
    at = before.text_at;  // a whole text where none may stand
    before = look_before(text, at);
  }
  const std::string_view rest = text.substr(at);
  if (before.in_text) {
    return trouble_in_text(before, rest);
  }
  if (rest.empty()) {
    return before.open.empty() ? generic(before) : unclosed(before);
  }
  if (const std::string_view word = word_at(text, at);
      !word.empty() && word != "true" && word != "false" && word != "null" && !before.open.empty()) {
    return trouble_with_word(before, word);
  }
  if (is_curly_mark(rest) || rest.front() == '\'') {
    return at_line(before.line,
                   rest.front() == '\'' ? "a single quotation mark stands where a double one belongs."
                                        : "a curly quotation mark stands where a straight one belongs.",
                   "Write straight double quotation marks: \"Case ID\". Word processors make them curly.");
  }
  if (rest.front() == '/' || rest.front() == '#') {
    return at_line(before.line, "a remark stands here, and JSON has none.", "Take it out.");
  }
  if (before.open.empty()) {
    return before.last == '\0'
               ? at_line(before.line, "the file does not begin with { or [.", "Take out what stands before the cases.")
               : at_line(before.line, "something follows after the end of the cases.",
                         "A file holds one list of cases: put all of them into it.");
  }
  if (closes(rest.front())) {
    return trouble_with_bracket(before, rest.front());
  }
  if (rest.front() == '"' || opens(rest.front()) || is_digit(rest.front()) || rest.front() == '-' ||
      is_letter(rest.front())) {
    return trouble_with_value(before, text, at);
  }
  if (rest.front() == ',' && before.last == ':') {
    return at_line(before.line, "a value is missing after a name.", "Write it, or null for a blank cell.");
  }
  return generic(before);
}

}  // namespace caseletters::sheets
