// A case that was made up, as one would say it to a clerk: "ban-1 response date blank and Letter date on ban-1
// deadline".
#pragma once

#include <string>
#include <vector>

#include "facts/prove.h"

namespace caseletters::facts {

// The things told that are `needed` (by place), each in a few words. Dates are told by how they stand to what the rules
// of `reach` compare them with, not by the days that happened to be tried. Empty where nothing is needed.
[[nodiscard]] std::string describe(const Rules& rules, const Reach& reach, Search& search,
                                   const std::vector<MadeUp>& told, const std::vector<bool>& needed);

}  // namespace caseletters::facts
