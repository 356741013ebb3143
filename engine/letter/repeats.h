// What a block must not hold, though its marks stand where they should.
#pragma once

#include <optional>
#include <string>

#include "document/tree.h"

namespace caseletters::letter {

// What lies between two children of `parent` and must not be left out or repeated without the rest, in words to follow
// the names of two marks: cells merged downwards that go on in the rows after them, or (where it `repeats`) a note,
// which a document holds once.
[[nodiscard]] std::optional<std::string> must_stay_whole(const document::Node& parent, std::size_t from, std::size_t to,
                                                         bool repeats);

}  // namespace caseletters::letter
