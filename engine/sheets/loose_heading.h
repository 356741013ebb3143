// A heading as the words that carry its meaning, whatever their order: "Date incident occurred (approx.)" and "Incident
// date" say the same, "Date of birth of parent" and "Parent" do not. Both the vocabulary and the headings are put
// through it, and only headings whose words are all the same words mean the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caseletters::sheets {

struct LooseHeading {
  std::string words;   // in their common form, each once, sorted, a space between; empty where fewer than two are left
  std::string joined;  // the same words as they follow one another, without spaces
  int number = 0;      // of a child: "child 2 name"; 0 where none is told
};

// All its words in their common form, as they follow one another.
[[nodiscard]] std::vector<std::string> loose_words(std::string_view heading);
[[nodiscard]] LooseHeading loosened(std::string_view heading);

// Whether it asks for yes or no: "Was help offered?", "Help offered Y/N".
[[nodiscard]] bool asks_yes_or_no(std::string_view heading);

// "Miss/Mr/Mrs etc", "Mr, Mrs, Dr?": nothing but titles, two at least.
[[nodiscard]] bool lists_titles(std::string_view heading);

// The heading without what stands in brackets: "Incident date (dd/mm/yyyy)" is "Incident date ".
[[nodiscard]] std::string without_brackets(std::string_view heading);

// Whether what stands in brackets says whose or which it is: "Surname (pupil)", "Ban decision (date)"; never how to
// fill it in: "Sex (M/F)", "Address (in full)".
[[nodiscard]] bool brackets_change_it(std::string_view heading);

}  // namespace caseletters::sheets
