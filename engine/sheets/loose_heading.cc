#include "sheets/loose_heading.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "sheets/school_words.h"

namespace caseletters::sheets {

namespace {

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Pair {
  std::string_view first, second, together;
};

// Two words that are one.
constexpr std::array<Pair, 41> together = {{{"line", "one", "line1"},
                                            {"line", "1", "line1"},
                                            {"line", "two", "line2"},
                                            {"line", "2", "line2"},
                                            {"line", "three", "line3"},
                                            {"line", "3", "line3"},
                                            {"line", "four", "line4"},
                                            {"line", "4", "line4"},
                                            {"name", "first", "firstname"},
                                            {"name", "last", "lastname"},
                                            {"effect", "on", "effect"},
                                            {"boy", "girl", "girlboy"},
                                            {"girl", "boy", "girlboy"},
                                            {"to", "be", "tobe"},
                                            {"date", "for", "datefor"},
                                            {"rec", "d", "received"},
                                            {"req", "d", "required"},
                                            {"first", "name", "firstname"},
                                            {"fore", "name", "firstname"},
                                            {"given", "name", "firstname"},
                                            {"christian", "name", "firstname"},
                                            {"last", "name", "lastname"},
                                            {"sur", "name", "lastname"},
                                            {"family", "name", "lastname"},
                                            {"post", "code", "postcode"},
                                            {"p", "code", "postcode"},
                                            {"e", "mail", "email"},
                                            {"year", "group", "year"},
                                            {"nc", "year", "year"},
                                            {"head", "teacher", "headteacher"},
                                            {"took", "place", "happened"},
                                            {"take", "place", "happened"},
                                            {"taken", "place", "happened"},
                                            {"firstname", "name", "firstname"},
                                            {"lastname", "name", "lastname"},
                                            {"little", "one", "child"},
                                            {"f", "name", "firstname"},
                                            {"s", "name", "lastname"},
                                            {"d", "line", "deadline"},
                                            {"m", "f", "mf"},
                                            {"young", "person", "child"}}};

struct Form {
  std::string_view word, common;
};

constexpr std::array<Form, 108> forms = {{{"consequence", "effect"},
                                          {"consequences", "effect"},
                                          {"students", "child"},
                                          {"learners", "child"},
                                          {"types", "types"},
                                          {"methods", "methods"},
                                          {"yg", "year"},
                                          {"sname", "lastname"},
                                          {"ttl", "title"},
                                          {"cde", "code"},
                                          {"loc", "place"},
                                          {"locn", "place"},
                                          {"det", "summary"},
                                          {"dets", "summary"},
                                          {"recd", "received"},
                                          {"corr", "correspondence"},
                                          {"medium", "channel"},
                                          {"estab", "establishment"},
                                          {"yeargroup", "year"},
                                          {"yrgrp", "year"},
                                          {"yrgp", "year"},
                                          {"behaviours", "behaviours"},  // another fact than the behaviour
                                          {"children", "children"},
                                          {"apptd", "appointed"},
                                          {"app", "approximate"},
                                          {"rev", "review"},
                                          {"revw", "review"},
                                          {"dec", "decision"},
                                          {"decn", "decision"},
                                          {"std", "child"},
                                          {"stu", "child"},
                                          {"stud", "child"},
                                          {"pup", "child"},
                                          {"chd", "child"},
                                          {"childs", "child"},
                                          {"parents", "parent"},
                                          {"carers", "parent"},
                                          {"par", "parent"},
                                          {"prnt", "parent"},
                                          {"complt", "complaint"},
                                          {"compl", "complaint"},
                                          {"cmplnt", "complaint"},
                                          {"resp", "response"},
                                          {"outc", "outcome"},
                                          {"occurred", "happened"},
                                          {"occured", "happened"},
                                          {"occur", "happened"},
                                          {"happen", "happened"},
                                          {"occurrence", "incident"},
                                          {"event", "incident"},
                                          {"relation", "relationship"},
                                          {"reln", "relationship"},
                                          {"relnship", "relationship"},
                                          {"rship", "relationship"},
                                          {"reasoning", "reason"},
                                          {"rationale", "reason"},
                                          {"grounds", "reason"},
                                          {"particulars", "summary"},
                                          {"synopsis", "summary"},
                                          {"outline", "summary"},
                                          {"account", "summary"},
                                          {"maximum", "max"},
                                          {"standing", "status"},
                                          {"crs", "correspondence"},
                                          {"dte", "date"},
                                          {"fore", "firstname"},
                                          {"sur", "lastname"},
                                          {"surn", "lastname"},
                                          {"forn", "firstname"},
                                          {"kid", "child"},
                                          {"kids", "child"},
                                          {"youngster", "child"},
                                          {"sal", "salutation"},
                                          {"rel", "relationship"},
                                          {"relat", "relationship"},
                                          {"reltn", "relationship"},
                                          {"adr", "address"},
                                          {"tme", "time"},
                                          {"mob", "telephone"},
                                          {"rept", "report"},
                                          {"sect", "section"},
                                          {"sects", "section"},
                                          {"sanct", "sanction"},
                                          {"outcm", "outcome"},
                                          {"respond", "response"},
                                          {"responded", "response"},
                                          {"responds", "response"},
                                          {"reps", "representation"},
                                          {"corresp", "correspondence"},
                                          {"incdt", "incident"},
                                          {"incdnt", "incident"},
                                          {"bhv", "behaviour"},
                                          {"parnt", "parent"},
                                          {"cmpl", "complaint"},
                                          {"cmplt", "complaint"},
                                          {"deadln", "deadline"},
                                          {"addressee", "parent"},
                                          {"cse", "case"},
                                          {"tm", "time"},
                                          {"stg", "stage"},
                                          {"dline", "deadline"},
                                          {"respondent", "parent"},
                                          {"dl", "deadline"},
                                          {"srname", "lastname"},
                                          {"pstcode", "postcode"},
                                          {"decd", "decided"},
                                          {"despatched", "sent"},
                                          {"dispatched", "sent"}}};

// They say nothing of which fact it is.
constexpr std::array<std::string_view, 36> silent = {
    "which", "index",    "for",        "and",    "in",       "full",    "approx", "approximate", "approximately",
    "exact", "brief",    "briefly",    "short",  "did",      "does",    "do",     "has",         "have",
    "had",   "been",     "being",      "be",     "was",      "were",    "are",    "known",       "any",
    "if",    "relevant", "applicable", "actual", "specific", "current", "formal", "s",           "there"};

constexpr std::array<std::string_view, 14> asking = {"is",  "was",  "were", "are",  "has", "have", "had",
                                                     "did", "does", "do",   "will", "can", "any",  "should"};

// What may be somebody's who has a name and an address: beside it a contact is the parent.
constexpr std::array<std::string_view, 12> personal = {"title",        "firstname", "lastname", "name",
                                                       "address",      "town",      "postcode", "salutation",
                                                       "relationship", "city",      "county",   "street"};

constexpr std::array<std::string_view, 6> foremost = {"main", "primary", "first", "one", "1", "priority"};

// What the one cell holds: "Police told (date/time)".
constexpr std::array<std::string_view, 3> of_time = {"date", "time", "day"};

// How to fill the cell in.
constexpr std::array<std::string_view, 7> formats = {"dd", "mm", "yy", "yyyy", "hh", "ddmmyyyy", "ddmmyy"};

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string singular(std::string word) {
  const bool many = word.size() > 3 && !is_one_of(silent, word) && word.ends_with('s') && !word.ends_with("ss") &&
                    !word.ends_with("us") && !word.ends_with("is");
  if (many) {
    word.pop_back();
  }
  return word;
}

std::vector<std::string> words_of(std::string_view heading) {
  std::vector<std::string> words;
  for (std::string& word : plain_words(without_possessives(fold_name(divided_words(heading))))) {
    const auto form = std::find_if(forms.begin(), forms.end(), [&](const Form& each) { return each.word == word; });
    words.push_back(form == forms.end() ? common_form(singular(common_form(word))) : std::string(form->common));
    if (words.size() < 2) {
      continue;
    }
    const std::string& before = words[words.size() - 2];
    const auto pair = std::find_if(together.begin(), together.end(), [&](const Pair& each) {
      return each.first == before && each.second == words.back();
    });
    if (pair != together.end()) {
      words.pop_back();
      words.back() = pair->together;
    }
  }
  return words;
}

// The person written to, by whatever name: "Main contact", "Parent/carer 1", "1st parent". The second one keeps its
// number, and is none of ours.
void find_parent(std::vector<std::string>& words) {
  const bool of_person =
      std::any_of(words.begin(), words.end(), [](const std::string& each) { return is_one_of(personal, each); });
  if (!of_person) {
    return;
  }
  std::replace(words.begin(), words.end(), std::string("contact"), std::string("parent"));
  const auto parent = [&](std::size_t at) { return at < words.size() && words[at] == "parent"; };
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool last = at + 1 == words.size();
    const bool before = is_one_of(foremost, words[at]) && parent(at + 1);
    const bool behind = (words[at] == "1" || words[at] == "one") && at > 0 && parent(at - 1) && !last;
    if (before || behind) {
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
      at = at > 1 ? at - 2 : 0;
    }
  }
}

// "child 2 name", "second child name", "year of child 2": the number, taken out.
int take_child_number(std::vector<std::string>& words) {
  constexpr std::array<std::string_view, 6> cardinals = {"one", "two", "three", "four", "five", "six"};
  constexpr std::array<std::string_view, 6> ordinals = {"first", "second", "third", "fourth", "fifth", "sixth"};
  const auto place = [](const auto& table, std::string_view word) {
    const auto found = std::find(table.begin(), table.end(), word);
    return found == table.end() ? 0 : static_cast<int>(found - table.begin()) + 1;
  };
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] != "child") {
      continue;
    }
    for (const std::size_t beside : {at + 1, at - 1}) {
      if (beside >= words.size()) {
        continue;
      }
      const std::string& word = words[beside];
      const int number = is_number(word) && word.size() <= 2 ? std::stoi(word)
                         : beside > at                       ? place(cardinals, word)
                                                             : place(ordinals, word);
      if (number > 0) {
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(beside));
        return number;
      }
    }
  }
  return 0;
}

std::vector<std::string> words_in_brackets(std::string_view heading) {
  std::string inside;
  int depth = 0;
  for (const char letter : heading) {
    depth -= (letter == ')' || letter == ']') && depth > 0 ? 1 : 0;
    inside.push_back(depth > 0 ? letter : ' ');
    depth += letter == '(' || letter == '[' ? 1 : 0;
  }
  return plain_words(fold_name(inside));
}

bool has_list_in_brackets(std::string_view heading) {
  const std::size_t open = heading.find_first_of("([");
  return open != std::string_view::npos && heading.find_first_of("/,|;", open) != std::string_view::npos;
}

}  // namespace

std::vector<std::string> loose_words(std::string_view heading) {
  return words_of(heading);
}

LooseHeading loosened(std::string_view heading) {
  std::vector<std::string> words = words_of(heading);
  std::erase_if(words, [](const std::string& each) { return is_silent(each) || is_one_of(silent, each); });
  std::erase_if(words, [](const std::string& each) { return is_one_of(formats, each); });
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    if ((words[at] == "y" && words[at + 1] == "n") || (words[at] == "yes" && words[at + 1] == "no")) {
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(at) + 2);
    }
  }
  find_parent(words);
  LooseHeading loose;
  loose.number = take_child_number(words);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (at == 0 || words[at] != words[at - 1]) {
      loose.joined += words[at];
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.size() >= 2) {
    for (const std::string& word : words) {
      loose.words.append(loose.words.empty() ? "" : " ").append(word);
    }
  }
  return loose;
}

bool asks_yes_or_no(std::string_view heading) {
  const std::vector<std::string> words = plain_words(fold_name(heading));
  if (words.empty()) {
    return false;
  }
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    const bool yes = words[at] == "y" || words[at] == "yes";
    const std::string& next = words[at + 1] == "or" && at + 2 < words.size() ? words[at + 2] : words[at + 1];
    if (yes && (next == "n" || next == "no")) {
      return true;
    }
  }
  return words.size() > 1 && is_one_of(asking, words.front());
}

bool lists_titles(std::string_view heading) {
  constexpr std::array<std::string_view, 11> titles = {"mr",  "mrs",  "ms",   "miss", "mx",  "dr",
                                                       "rev", "revd", "prof", "sir",  "lady"};
  int found = 0;
  for (const std::string& word : plain_words(fold_name(heading))) {
    const bool title = is_one_of(titles, word);
    if (!title && word != "or" && word != "etc" && word != "other" && word != "title") {
      return false;
    }
    found += title ? 1 : 0;
  }
  return found >= 2;
}

std::string without_brackets(std::string_view heading) {
  std::string out;
  int depth = 0;
  for (const char letter : heading) {
    depth += letter == '(' || letter == '[' ? 1 : 0;
    if (depth == 0) {
      out.push_back(letter);
    }
    depth -= (letter == ')' || letter == ']') && depth > 0 ? 1 : 0;
  }
  return out;
}

bool brackets_change_it(std::string_view heading) {
  constexpr std::array<std::string_view, 66> how_to_fill = {
      "home",    "ditto",   "dd",     "mm",         "yy",       "yyyy",        "hh",       "ddmmyyyy", "ddmmyy",
      "y",       "n",       "yes",    "no",         "s",        "es",          "ren",      "in",       "full",
      "if",      "any",     "known",  "applicable", "relevant", "optional",    "required", "please",   "select",
      "choose",  "pick",    "tick",   "one",        "of",       "list",        "drop",     "down",     "dropdown",
      "from",    "the",     "etc",    "max",        "maximum",  "characters",  "words",    "brief",    "short",
      "text",    "free",    "format", "approx",     "or",       "24",          "hour",     "hr",       "mandatory",
      "see",     "notes",   "as",     "m",          "f",        "appropriate", "24hr",     "24h",      "describe",
      "explain", "specify", "state"};
  constexpr std::array<std::string_view, 40> of_whom = {
      "child",    "pupil",  "student", "learner", "sibling", "staff", "teacher", "school", "academy",   "sent",
      "received", "issued", "due",     "reason",  "why",     "old",   "prev",    "former", "earlier",   "last",
      "new",      "next",   "second",  "phone",   "tel",     "email", "mobile",  "ref",    "reference", "id",
      "surname",  "birth",  "dob",     "age",     "witness", "by",    "partner", "whom",   "previous",  "governor"};
  const std::vector<std::string> words = words_in_brackets(heading);
  if (words.empty()) {
    return false;
  }
  const bool example = words.front() == "eg" || words.front() == "ie" || words.front() == "example" ||
                       (words.size() > 1 && (words.front() == "e" || words.front() == "i" || words.front() == "for"));
  const bool when = is_one_of(of_time, words.front());
  // "(1-16)", "(a–g)".
  const bool from_to = words.size() == 2 && words.front().size() <= 2 && words.back().size() <= 2 &&
                       (is_number(words.front()) == is_number(words.back()));
  if (example || from_to) {
    return false;
  }
  if (!when && has_list_in_brackets(heading)) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& each) {
      return is_one_of(of_whom, each) || is_one_of(of_whom, singular(each));
    });
  }
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& each) { return !is_one_of(how_to_fill, each); });
}

}  // namespace caseletters::sheets
