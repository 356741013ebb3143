// Which letters of an earlier run of the process go on counting in the next one.
#pragma once

#include <string>
#include <vector>

#include "register/ledger.h"

namespace caseletters::history {

// What becomes of a letter when a new run of the process begins.
struct Stand {
  // A letter that ends it. Where `fact` is named, only one that set this fact to yes: not every review ends what it
  // looks at.
  struct Ender {
    std::string letter, fact;
  };
  bool stands = false;        // false: a new run begins without it
  std::vector<Ender> enders;  // none: nothing ends it
  bool is_step = false;       // a step of the process, not a matter that goes on beside it
};

// Whether this letter of another run goes on counting in `run`: one that stands, and was not ended in a run before.
// `lines` are the letters of one case, oldest first.
[[nodiscard]] bool stands_still(const std::vector<const Ledger::Line*>& lines, const Ledger::Line& letter,
                                const std::string& run, const Stand& stand);

}  // namespace caseletters::history
