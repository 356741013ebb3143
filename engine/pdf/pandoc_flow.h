// The state of one container while its blocks are written.
#pragma once

#include "pdf/pandoc_blocks.h"

namespace caseletters::pdf {

struct PandocBlocks::Flow {
  Json out;
  Container container;
  bool at_start = true;  // nothing stands above on this page
};

}  // namespace caseletters::pdf
