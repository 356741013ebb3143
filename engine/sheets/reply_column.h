// Whether a column that nobody understood may tell of an answer to a letter: “no reply” must not be written over it.
#pragma once

#include <string_view>

#include "sheets/workbook.h"

namespace caseletters::sheets {

// By the words of the heading ("Their reply", "Heard back"), unless the cell says no; or by a date in the cell, unless
// the heading speaks of something that the school did ("Posted on", "Proof of delivery", "Next review").
[[nodiscard]] bool may_tell_of_reply(std::string_view heading, const Cell& cell);

}  // namespace caseletters::sheets
