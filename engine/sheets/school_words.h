// Words that schools use for one another in headings, brought to one form: "Pupil 2 Yr Gp" is "child 2 year group".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caseletters::sheets {

// The heading's words in their common form, folded and joined: numbers told in words beside a child become digits, what
// says nothing ("the", "or") and repetitions ("parent/carer") go. Both the vocabulary and the headings are put through
// it, so that it never decides what a word means, only which words mean the same.
[[nodiscard]] std::string common_words(std::string_view heading);

// The words of a heading: runs of letters and digits, folded.
[[nodiscard]] std::vector<std::string> plain_words(std::string_view heading);
// The form that common_words gives one word; whether it leaves the word out.
[[nodiscard]] std::string common_form(std::string word);
[[nodiscard]] bool is_silent(std::string_view word);

// "IncDate" as "Inc Date", "Ch1Yr" as "Ch 1 Yr"; before the heading is folded.
[[nodiscard]] std::string divided_words(std::string_view heading);

// "What is the parent title" as "parent title": without what asks; empty where nothing does. For a heading folded by
// fold_name.
[[nodiscard]] std::string without_question(std::string_view folded);

// "Child's name" as "Child name"; for a heading folded by fold_name.
[[nodiscard]] std::string without_possessives(std::string_view folded);

}  // namespace caseletters::sheets
