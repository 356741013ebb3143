// Staged letters put in their places, each batch with its entries in the register: after a crash only whole letters are
// there, and the next run makes register and folder agree.
#pragma once

#include <vector>

#include "merge/row_worker.h"
#include "register/register_file.h"

namespace caseletters::merge {

class LetterPlaces {
 public:
  // Both outlive it.
  LetterPlaces(Batch& batch, history::RegisterFile& register_file) : batch_(batch), register_(register_file) {}

  // One batch, in the order of the workbook. Letters that could not be put in their places are marked as failed. False
  // where nothing more should be tried: the disk is full, or the register cannot be written.
  [[nodiscard]] bool place(std::vector<RowResult>& results);
  // What was placed last becomes entries, and its names are to outlive a power cut. To be called once, at the end.
  [[nodiscard]] Result<void> finish();

 private:
  Batch& batch_;
  history::RegisterFile& register_;
  std::vector<std::size_t> failed_;  // of the last batch, by place in what the register was told
};

}  // namespace caseletters::merge
