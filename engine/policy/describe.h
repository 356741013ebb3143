// A letter's rules in words, for explanations, lists of letters and the documentation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace caseletters::policy {

// How a letter travels: "by Royal Mail Signed For and as an ordinary copy".
[[nodiscard]] std::string_view in_words(Delivery delivery);

// A text with its fields as marks again: "runs until {{ban-1 deadline}}".
[[nodiscard]] std::string in_words(const facts::TextTemplate& text, const facts::Vocabulary& vocabulary);

// One line a rule, in the order of a letter's life: "due when …", "after ban-1 or ban-2", "needs …", "refused
// (not-yet) when …: …", "with meetings-3 when …", "sets …".
[[nodiscard]] std::vector<std::string> describe(const Letter& letter, const Policy& policy);

}  // namespace caseletters::policy
