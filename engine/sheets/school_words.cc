#include "sheets/school_words.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

struct Word {
  std::string_view word, common;
};

constexpr std::array<Word, 59> common_forms = {{{"yr", "year"},
                                                {"yrs", "year"},
                                                {"grp", "group"},
                                                {"gp", "group"},
                                                {"pupil", "child"},
                                                {"pupils", "child"},
                                                {"student", "child"},
                                                {"learner", "child"},
                                                {"carer", "parent"},
                                                {"guardian", "parent"},
                                                {"recipient", "parent"},
                                                {"complainant", "parent"},
                                                {"adult", "parent"},
                                                {"surname", "lastname"},
                                                {"surnames", "lastname"},
                                                {"forename", "firstname"},
                                                {"forenames", "firstname"},
                                                {"names", "name"},
                                                {"gender", "sex"},
                                                {"number", "no"},
                                                {"num", "no"},
                                                {"nr", "no"},
                                                {"reference", "no"},
                                                {"ref", "no"},
                                                {"location", "place"},
                                                {"description", "summary"},
                                                {"details", "summary"},
                                                {"impact", "effect"},
                                                {"reply", "response"},
                                                {"replied", "response"},
                                                {"behavior", "behaviour"},
                                                {"headmaster", "headteacher"},
                                                {"reqd", "required"},
                                                {"addr", "address"},
                                                {"previous", "earlier"},
                                                {"tel", "telephone"},
                                                {"phone", "telephone"},
                                                {"1st", "first"},
                                                {"2nd", "second"},
                                                {"3rd", "third"},
                                                {"ltr", "letter"},
                                                {"ltrs", "letters"},
                                                {"inc", "incident"},
                                                {"incid", "incident"},
                                                {"desc", "summary"},
                                                {"descr", "summary"},
                                                {"narrative", "summary"},
                                                {"prev", "earlier"},
                                                {"beh", "behaviour"},
                                                {"behav", "behaviour"},
                                                {"bhvr", "behaviour"},
                                                {"fname", "firstname"},
                                                {"lname", "lastname"},
                                                {"ch", "child"},
                                                {"sch", "school"},
                                                {"dt", "date"},
                                                {"venue", "place"},
                                                {"pcode", "postcode"},
                                                {"pstcd", "postcode"}}};

constexpr std::array<std::string_view, 6> silent = {"the", "a", "an", "or", "please", "is"};
constexpr std::array<std::string_view, 6> cardinals = {"one", "two", "three", "four", "five", "six"};
constexpr std::array<std::string_view, 6> ordinals = {"first", "second", "third", "fourth", "fifth", "sixth"};

}  // namespace

std::string divided_words(std::string_view heading) {
  const auto is_small = [](char letter) { return letter >= 'a' && letter <= 'z'; };
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  std::string out;
  for (std::size_t at = 0; at < heading.size(); ++at) {
    const char letter = heading[at];
    const char before = at == 0 ? ' ' : heading[at - 1];
    const bool capital = letter >= 'A' && letter <= 'Z';
    if ((capital && (is_small(before) || is_digit(before))) || (is_digit(letter) && is_small(before))) {
      out.push_back(' ');
    }
    out.push_back(letter);
  }
  return out;
}

std::vector<std::string> plain_words(std::string_view heading) {
  std::vector<std::string> words{""};
  for (const char letter : fold_name(heading)) {
    const bool part = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || (letter & 0x80) != 0;
    if (part) {
      words.back().push_back(letter);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  std::erase(words, "");
  return words;
}

std::string common_form(std::string word) {
  const auto found =
      std::find_if(common_forms.begin(), common_forms.end(), [&](const Word& each) { return each.word == word; });
  return found == common_forms.end() ? std::move(word) : std::string(found->common);
}

bool is_silent(std::string_view word) {
  return std::find(silent.begin(), silent.end(), word) != silent.end();
}

namespace {

// The digit of a number in words; nothing where it is none of them.
template <class Table>
std::string digit(const Table& table, const std::string& word) {
  const auto found = std::find(table.begin(), table.end(), word);
  return found == table.end() ? std::string() : std::to_string(found - table.begin() + 1);
}

}  // namespace

std::string common_words(std::string_view heading) {
  std::vector<std::string> words;
  for (std::string& typed : plain_words(heading)) {
    std::string word = common_form(std::move(typed));
    if (!is_silent(word) && (words.empty() || words.back() != word)) {
      words.push_back(std::move(word));
    }
  }
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    if (words[at] == "child" && !digit(cardinals, words[at + 1]).empty()) {
      words[at + 1] = digit(cardinals, words[at + 1]);
    } else if (words[at + 1] == "child" && !digit(ordinals, words[at]).empty()) {
      words[at] = digit(ordinals, words[at]);
    }
  }
  std::string joined;
  for (const std::string& word : words) {
    joined += word;
  }
  return fold_heading(joined);
}

std::string without_question(std::string_view folded) {
  constexpr std::array<std::string_view, 13> frames = {"please", "what", "which", "describe", "give", "enter", "state",
                                                       "is",     "was",  "are",   "has",      "the",  "insert"};
  std::size_t at = 0;
  while (at < folded.size()) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (std::find(frames.begin(), frames.end(), folded.substr(at, end - at)) == frames.end()) {
      break;
    }
    at = std::min(end + 1, folded.size());
  }
  return at == 0 ? std::string() : std::string(folded.substr(at));
}

std::string without_possessives(std::string_view folded) {
  std::string out;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (folded[at] == '\'') {
      const bool ends = at + 1 == folded.size() || folded[at + 1] == ' ';
      const bool s =
          at + 1 < folded.size() && folded[at + 1] == 's' && (at + 2 == folded.size() || folded[at + 2] == ' ');
      if (ends) {
        continue;
      }
      if (s) {
        ++at;
        continue;
      }
    }
    out.push_back(folded[at]);
  }
  return out;
}

}  // namespace caseletters::sheets
