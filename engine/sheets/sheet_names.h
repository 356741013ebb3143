// What the name of a sheet says of what stands on it, by its words: "Linked Pupils", "Incident diary", "Post book".
#pragma once

#include <string_view>

#include "facts/vocabulary.h"

namespace caseletters::sheets {

enum class SheetSort { other, children, incidents, letters };

struct SheetName {
  SheetSort sort = SheetSort::other;
  // Every other word of it says nothing else: "Pupils at our school", but neither "Pupils hurt" nor "Letters to write".
  bool sure = false;
};

[[nodiscard]] SheetName read_sheet_name(std::string_view name);

// The list of that sort by the name of its own sheet, Children or Incidents; -1 where the policy has none.
[[nodiscard]] int list_of_sort(const facts::Vocabulary& vocabulary, SheetSort sort);

// "Incident date" for the date of a row on the sheet Incidents, which the vocabulary calls "Logged incident date".
[[nodiscard]] const std::string& clerks_name(const facts::Vocabulary& vocabulary, int fact);

}  // namespace caseletters::sheets
