// Wishes of columns whose headings speak of a fact in words of their own, or of a letter that was sent, or list the
// options that their cells hold.
#pragma once

#include <optional>
#include <vector>

#include "sheets/column_cells.h"
#include "sheets/told_by_cells.h"

namespace caseletters::sheets {

// For columns without a meaning, of meanings that no column has yet. On the sheet of a list, of its fields: those that
// fill a fact of the case stand in `row`, and are wished for, as that fact (ListDecl::latest).
[[nodiscard]] std::vector<Wish> wishes_by_words(const facts::Vocabulary& vocabulary, const Headings& headings,
                                                const HeadingRow& row, std::optional<int> list = {});

}  // namespace caseletters::sheets
