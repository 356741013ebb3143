// Values as policy.xml and school.xml write them: defaults, constants of rules, settings.
#pragma once

#include <string_view>

#include "base/result.h"
#include "facts/vocabulary.h"

namespace caseletters::policy {

// Dates 2026-11-03, times 09:30, moments "2026-11-03 09:30", whole numbers, yes or no, an option's id (label, cell
// word), sets by comma. Codes: bad-value, bad-date, unknown-option (with the nearest).
[[nodiscard]] Result<facts::Value> parse_constant(std::string_view text, const facts::Type& type,
                                                  const facts::Vocabulary& vocabulary);

// "date", "a whole number" …: what a value of that kind looks like, for messages.
[[nodiscard]] std::string_view kind_in_words(facts::Kind kind);

}  // namespace caseletters::policy
