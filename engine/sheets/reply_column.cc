#include "sheets/reply_column.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "sheets/cell_values.h"
#include "sheets/typed_date.h"

namespace caseletters::sheets {

namespace {

// How the words begin that speak of an answer.
constexpr std::array<std::string_view, 12> answers = {"repl",     "respon", "answer", "represent", "comment", "heard",
                                                      "feedback", "came",   "rec'd",  "recd",      "receiv",  "wrote"};
// How those begin that speak of what the school does with its own letter, or of what comes later.
constexpr std::array<std::string_view, 23> school_does = {
    "post",  "deliver", "signed", "track", "proof", "print",  "draft", "typed",   "check", "approv", "author",  "log",
    "enter", "updat",   "scan",   "filed", "copy",  "review", "due",   "deadlin", "chase", "remind", "incident"};

bool has_word(const std::string& folded, const auto& beginnings) {
  std::size_t at = 0;
  while (at < folded.size()) {
    const std::size_t end = std::min(folded.find_first_of(" /-,.:;?()", at), folded.size());
    const std::string_view word = std::string_view(folded).substr(at, end - at);
    if (std::any_of(beginnings.begin(), beginnings.end(),
                    [&](std::string_view beginning) { return word.starts_with(beginning); })) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

bool says_no(const Cell& cell) {
  constexpr std::array<std::string_view, 9> words = {"no", "n", "none", "na", "nil", "nothing", "false", "0", ""};
  const std::string folded = fold_heading(cell_text(cell));
  return (cell.kind == CellKind::boolean && cell.number == 0) ||
         std::find(words.begin(), words.end(), folded) != words.end();
}

bool holds_date(const Cell& cell) {
  return cell.kind == CellKind::date || cell.kind == CellKind::moment ||
         (cell.kind == CellKind::text && read_date(cell.text).date.has_value());
}

}  // namespace

bool may_tell_of_reply(std::string_view heading, const Cell& cell) {
  if (is_blank(cell) || says_no(cell)) {
    return false;
  }
  const std::string folded = fold_name(heading);
  const bool of_school = has_word(folded, school_does);
  return has_word(folded, answers) ? !of_school || folded.find("repl") != std::string::npos
                                   : !of_school && holds_date(cell);
}

}  // namespace caseletters::sheets
