#include "sheets/sheet_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

constexpr std::array<std::string_view, 21> child_words = {
    "child",    "children", "childs",   "childrens", "pupil",    "pupils",  "student",
    "students", "kid",      "kids",     "learner",   "learners", "sibling", "siblings",
    "son",      "sons",     "daughter", "daughters", "brothers", "sisters", "youngsters"};
constexpr std::array<std::string_view, 8> incident_words = {"incident",   "incidents",   "event",      "events",
                                                            "occurrence", "occurrences", "chronology", "timeline"};
constexpr std::array<std::string_view, 13> letter_words = {"letter",  "letters",  "ltr",  "ltrs",    "correspondence",
                                                           "post",    "posted",   "mail", "mailing", "mailed",
                                                           "posting", "outgoing", "sent"};
// Letters that have gone out.
constexpr std::array<std::string_view, 11> sent_words = {"correspondence", "post",     "posted", "posting",
                                                         "mailed",         "outgoing", "sent",   "issued",
                                                         "already",        "history",  "record"};
// Books of any kind: what they keep stands beside them. Alone they are kept of what happened.
constexpr std::array<std::string_view, 8> book_words = {"log",      "logs",    "diary",   "book",
                                                        "register", "logbook", "journal", "records"};
constexpr std::array<std::string_view, 52> fillers = {
    "the",         "of",       "our",    "at",      "in",    "on",    "this", "these",  "school",  "academy", "list",
    "linked",      "all",      "with",   "and",     "for",   "names", "name", "detail", "details", "data",    "info",
    "sheet",       "table",    "record", "history", "case",  "cases", "to",   "date",   "by",      "per",     "people",
    "information", "related",  "issued", "already", "their", "his",   "her",  "who",    "they",    "parent",  "parents",
    "family",      "families", "carer",  "carers",  "link",  "links", "no",   "ref"};

template <std::size_t Count>
bool is_one_of(const std::array<std::string_view, Count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "2025", "26", "1": a year or a number of the sheet says nothing of its kind.
bool is_number(std::string_view word) {
  return word.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  char before = ' ';
  for (const char letter : name) {
    const bool capital = letter >= 'A' && letter <= 'Z';
    const bool small_before = before >= 'a' && before <= 'z';
    const bool counts = static_cast<unsigned char>(letter) >= 0x80 || (letter >= '0' && letter <= '9') || capital ||
                        (letter >= 'a' && letter <= 'z');
    before = letter;
    if (letter == '\'') {
      continue;
    }
    if ((!counts || (capital && small_before)) && !word.empty()) {
      words.push_back(fold_heading(word));
      word.clear();
    }
    if (counts) {
      word.push_back(letter);
    }
  }
  if (!word.empty()) {
    words.push_back(fold_heading(word));
  }
  return words;
}

}  // namespace

SheetName read_sheet_name(std::string_view name) {
  bool children = false;
  bool incidents = false;
  bool letters = false;
  bool books = false;
  bool others = false;
  bool kept = false;
  const std::vector<std::string> words = words_of(name);
  for (const std::string& word : words) {
    children = children || is_one_of(child_words, word);
    incidents = incidents || is_one_of(incident_words, word);
    letters = letters || is_one_of(letter_words, word);
    books = books || is_one_of(book_words, word);
    kept = kept || is_one_of(sent_words, word);
    const bool future = word == "to" && letters;  // letters to write
    others = others || future ||
             !(is_one_of(child_words, word) || is_one_of(incident_words, word) || is_one_of(letter_words, word) ||
               is_one_of(book_words, word) || is_one_of(fillers, word) || is_number(word));
  }
  SheetName read;
  const int sorts = (children ? 1 : 0) + (incidents ? 1 : 0) + (letters ? 1 : 0);
  if (sorts == 1 || (sorts == 0 && books)) {
    read.sort = children ? SheetSort::children : letters ? SheetSort::letters : SheetSort::incidents;
  }
  // "Letters" alone may be those that are wanted.
  read.sure = sorts <= 1 && !others && (read.sort != SheetSort::letters || kept || books);
  return read;
}

int list_of_sort(const facts::Vocabulary& vocabulary, SheetSort sort) {
  const std::string_view sheet = sort == SheetSort::children    ? "children"
                                 : sort == SheetSort::incidents ? "incidents"
                                                                : "";
  for (std::size_t list = 0; list < vocabulary.lists().size() && !sheet.empty(); ++list) {
    if (fold_heading(vocabulary.lists()[list].sheet) == sheet) {
      return static_cast<int>(list);
    }
  }
  return -1;
}

const std::string& clerks_name(const facts::Vocabulary& vocabulary, int fact) {
  const auto& facts = vocabulary.facts();
  const int latest = facts[static_cast<std::size_t>(fact)].latest;
  return facts[static_cast<std::size_t>(latest < 0 ? fact : latest)].name;
}

}  // namespace caseletters::sheets
