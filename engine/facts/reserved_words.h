// Words that decide how a condition is read (markup.md, "How names resolve", 1), and so stand in no name.
#pragma once

#include <string_view>

namespace caseletters::facts {

// The reserved word that stands, whole, in a folded name; empty where there is none.
[[nodiscard]] std::string_view reserved_word_in(std::string_view folded);

}  // namespace caseletters::facts
