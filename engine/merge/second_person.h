// Whether what a person did is told to them, as the letters print it: "What you did: you shouted at a member of staff".
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace caseletters::merge {

enum class SpokenTo {
  yes,      // "you" or "your" stands in it, outside quoted words
  nobody,   // "Shouting at staff": it can be printed, and is not how a letter speaks
  another,  // "He shouted at staff", "Mrs Holt shouted", "The parent shouted": it begins with the person, and has no
            // "you"
};

// `last_names` are the recipient's, as they stand.
[[nodiscard]] SpokenTo spoken_to(std::string_view text, std::span<const std::string> last_names);

}  // namespace caseletters::merge
