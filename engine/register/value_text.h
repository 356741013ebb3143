// Values as the register keeps them: dates as ISO, options by their ids.
#pragma once

#include <optional>
#include <string>

#include "facts/vocabulary.h"

namespace caseletters::history {

// Empty for what is not known.
[[nodiscard]] std::string to_text(const facts::Value& value, const facts::Type& type,
                                  const facts::Vocabulary& vocabulary);
// Nothing where the text is no such value: an option that the policy no longer has.
[[nodiscard]] std::optional<facts::Value> to_value(const std::string& text, const facts::Type& type,
                                                   const facts::Vocabulary& vocabulary);
// Options of one domain by their ids, joined by commas, and back.
[[nodiscard]] std::optional<facts::OptionSet> to_options(const std::vector<std::string>& ids,
                                                         const facts::Domain& domain);

}  // namespace caseletters::history
