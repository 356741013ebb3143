// Headings whose words nobody foresaw, over cells that can be only one thing: "Which letter do I need" over "ban-1",
// "Head says ban?" over "confirm".
#pragma once

#include <vector>

#include "sheets/column_cells.h"
#include "sheets/heading_row.h"
#include "sheets/headings.h"

namespace caseletters::sheets {

// What a column may mean, if its cells say so too.
struct Wish {
  std::size_t place = 0;  // in the row's columns
  Target target;
  facts::Type type;
  How how = How::beside;
  Holds holds = Holds::values;
};

// The facts, of those that no column means yet, to which a word of the heading belongs and none that says it is
// something else: the letter that was sent, the reason of a ban. Several for one column: its cells decide, or nobody.
[[nodiscard]] std::vector<Wish> wishes_by_cells(const facts::Vocabulary& vocabulary, const Headings& headings,
                                                const HeadingRow& row);

}  // namespace caseletters::sheets
