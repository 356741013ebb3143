// What the cells of one row say after its letters were issued: a line a letter, in the same order in every column.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "facts/vocabulary.h"
#include "sheets/column_map.h"

namespace caseletters::merge {

struct IssuedColumn {
  sheets::IssuedField field = sheets::IssuedField::letter;
  std::string heading;
  int column = -1;
  bool is_new = false;  // the workbook has no heading of this name
};

// What a cell of one of our columns held before.
struct HeldCell {
  std::string text;
  bool foreign = false;  // a number, a date, a formula: nothing that lines can be added to
};

struct IssuedLetter {
  std::string letter, file;
  Date date;
  std::optional<Date> deadline;
};

struct IssuedRow {
  std::map<int, std::string> texts;  // by column
  std::vector<int> foreign;          // places in `columns` whose cells were kept as they are
  std::vector<int> typed;            // places whose cells held a clerk's words: ours stand below them
};

// `held` by column. Nothing where every letter has its line already.
[[nodiscard]] IssuedRow issued_row(const std::vector<IssuedColumn>& columns, const std::map<int, HeldCell>& held,
                                   const std::vector<IssuedLetter>& letters, const std::string& next_step,
                                   const facts::Vocabulary& vocabulary);

}  // namespace caseletters::merge
