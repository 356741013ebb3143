// What the sheets of a mapping are: it may say so, or their name and the facts of their columns tell.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/vocabulary.h"
#include "sheets/column_map.h"

namespace caseletters::sheets {

enum class SheetUse { unknown, cases, list, letters, off };  // off: the mapping says that nobody reads it

struct MappedUse {
  const MappedSheet* sheet = nullptr;
  SheetUse use = SheetUse::unknown;
  int list = -1;
};

// Whether a fact's name means something: on the sheet of cases (-1) or on that of a list.
using KnowsFact = std::function<bool(const std::string& fact, int list)>;

// In the order of the mapping. Unknown where nobody can tell: unknown-list, added to `problems`. A list is named by its
// sheet, its plural or its item.
[[nodiscard]] std::vector<MappedUse> uses_of(const ColumnMap& map, const facts::Vocabulary& vocabulary,
                                             const KnowsFact& knows, Diagnostics& problems);

}  // namespace caseletters::sheets
