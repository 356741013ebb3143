// A cell, or a row of another sheet, that could not be understood, and what it leaves in doubt: only the letters that
// look at that must not be written.
#pragma once

#include <cstdint>
#include <vector>

#include "base/diagnostic.h"
#include "facts/vocabulary.h"

namespace caseletters::sheets {

struct BadCell {
  enum class About : std::uint8_t {
    fact,    // a fact of the case, which stays unknown
    field,   // a field of a list's items
    items,   // which items a list has
    past,    // an earlier letter: whether and when it was sent, what it said
    answer,  // whether, when or how an earlier letter was answered
  };
  About about = About::fact;
  int index = -1;  // of the fact, of the field's fact, of the list, of the letter
  Diagnostic problem;
  bool told = false;  // what it says is known well enough to see what is due, and no letter can print it
};

// Errors of `found` go to `bad_cells`, its warnings to `problems`.
void add_trouble(Diagnostics found, BadCell::About about, int index, std::vector<BadCell>& bad_cells,
                 Diagnostics& problems);

// The same for a field of a list's items, or for the list as a whole (`field` -1; an item without its first field is
// none). Items that tell facts of the case as well, or stand in the order of their dates, leave all of it in doubt:
// then the errors go to `problems`, which refuse the case.
void add_item_trouble(Diagnostics found, const facts::Vocabulary& vocabulary, int list, int field,
                      std::vector<BadCell>& bad_cells, Diagnostics& problems);

// Whether it is in doubt which items the list has.
[[nodiscard]] bool are_items_doubtful(const std::vector<BadCell>& bad_cells, int list);

}  // namespace caseletters::sheets
