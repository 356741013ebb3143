#include "sheets/adults.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

bool is_courtesy(std::string_view word) {
  constexpr std::array<std::string_view, 6> titles = {"mr", "mrs", "ms", "miss", "mx", "master"};
  return std::find(titles.begin(), titles.end(), word) != titles.end();
}

// Titles that are no names, or hardly ever.
bool is_title(std::string_view word) {
  constexpr std::array<std::string_view, 14> titles = {"mr",  "mrs",  "ms",  "miss", "mx",        "dr",     "prof",
                                                       "rev", "revd", "mme", "mlle", "professor", "messrs", "mesdames"};
  return std::find(titles.begin(), titles.end(), word) != titles.end();
}

// Words, and "&" for each sign that stands between two people.
std::vector<std::string> words_of(std::string_view text, bool comma_parts) {
  std::vector<std::string> words{""};
  for (const char letter : fold_name(text)) {
    if (letter == '&' || letter == '+' || letter == '/' || letter == ';' || (comma_parts && letter == ',')) {
      words.emplace_back("&");
      words.emplace_back();
    } else if (letter == ' ' || letter == '.' || letter == '(' || letter == ')' || letter == ',') {
      words.emplace_back();
    } else if (letter != '\'') {
      words.back().push_back(letter);
    }
  }
  std::erase(words, "");
  return words;
}

}  // namespace

bool names_two(std::string_view text, NamePart part) {
  if (part == NamePart::child && trim(text).find('\n') != std::string_view::npos) {
    return true;
  }
  const std::vector<std::string> words = words_of(text, part != NamePart::name);
  const std::size_t first = !words.empty() && words.front() == "the" ? 1 : 0;
  const bool of_somebody = first + 1 < words.size() && words[first + 1] == "of";
  if (of_somebody && (words[first] == "parents" || words[first] == "carers" || words[first] == "guardians")) {
    return true;
  }
  for (std::size_t at = 1; at + 1 < words.size(); ++at) {
    if (words[at] == "&" || words[at] == "and" || words[at] == "or") {
      return true;
    }
  }
  if (!words.empty() && (words[0] == "messrs" || words[0] == "mesdames" || words[0] == "mmes")) {
    return true;
  }
  if (const auto comma = text.find(','); part == NamePart::name && comma != std::string_view::npos) {
    return words_of(text.substr(comma + 1), false).size() > 1;
  }
  return part == NamePart::title && std::count_if(words.begin(), words.end(), is_courtesy) > 1;
}

std::optional<std::string_view> name_trouble(std::string_view text, NamePart part) {
  if (part == NamePart::title) {
    const bool number = std::any_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
    return number ? std::optional<std::string_view>("this title holds a number.") : std::nullopt;
  }
  const std::vector<std::string> words = words_of(text, false);
  if (!words.empty() && is_title(words.front())) {
    return part == NamePart::first ? "this first name begins with a title." : "this last name begins with a title.";
  }
  if (part == NamePart::name && text.find(',') != std::string_view::npos) {
    return "this last name holds a comma.";
  }
  return std::nullopt;
}

bool is_unusual_title(std::string_view text) {
  constexpr std::array<std::string_view, 98> titles = {
      "mr",       "mrs",      "ms",         "miss",     "mx",       "master",    "mstr",      "madam",    "dr",
      "doctor",   "prof",     "professor",  "rev",      "revd",     "reverend",  "sir",       "dame",     "lady",
      "lord",     "baron",    "baroness",   "viscount", "count",    "countess",  "duke",      "duchess",  "earl",
      "hon",      "cllr",     "councillor", "capt",     "cpt",      "captain",   "major",     "maj",      "col",
      "colonel",  "lt",       "lieutenant", "gen",      "general",  "brigadier", "sgt",       "sergeant", "cpl",
      "corporal", "private",  "pte",        "pc",       "wpc",      "inspector", "insp",      "supt",     "judge",
      "justice",  "honour",   "fr",         "father",   "br",       "brother",   "sister",    "mother",   "sr",
      "pastor",   "imam",     "sheikh",     "shaykh",   "rabbi",    "canon",     "dean",      "bishop",   "archbishop",
      "deacon",   "elder",    "apostle",    "chaplain", "minister", "admiral",   "commander", "cdr",      "commodore",
      "wing",     "squadron", "flt",        "eng",      "engr",     "mme",       "mlle",      "monsieur", "madame",
      "herr",     "frau",     "haji",       "hajji",    "hajja",    "alhaji",    "chief",     "prince"};
  const std::vector<std::string> words = words_of(text, false);
  return std::none_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(titles.begin(), titles.end(), word) != titles.end();
  });
}

bool is_title_alone(std::string_view text) {
  const std::vector<std::string> words = words_of(text, false);
  return words.size() == 1 && is_title(words.front());
}

bool is_in_small_letters(std::string_view text) {
  return character_count(text) > 1 && to_lower(text) == text && to_upper(text) != text;
}

std::string usual_title(std::string_view text) {
  constexpr std::array<std::string_view, 10> titles = {"Mr", "Mrs", "Ms",   "Miss", "Mx",
                                                       "Dr", "Rev", "Prof", "Sir",  "Lady"};
  std::string folded = fold_name(text);
  if (folded.ends_with('.')) {
    folded.pop_back();
  }
  const auto* const usual =
      std::find_if(titles.begin(), titles.end(), [&](std::string_view each) { return to_lower(each) == folded; });
  return std::string(usual == titles.end() ? text : *usual);
}

}  // namespace caseletters::sheets
