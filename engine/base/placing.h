// Finished files renamed into their places: all of them, or all stands as it stood.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace caseletters {

class Placing {
 public:
  Placing() = default;
  // Puts everything back unless it was settled.
  ~Placing();
  Placing(const Placing&) = delete;
  Placing& operator=(const Placing&) = delete;

  // `from` goes to `to`, in a folder that is there. What stands at `to` is kept under the name `kept`, on the same disk
  // and free, until all is settled. Codes: disk-full, write-failed.
  [[nodiscard]] Result<void> place(const std::string& from, const std::string& to, const std::string& kept);
  // All are in their places: what they replaced goes.
  void settle();

 private:
  struct Placed {
    std::string path;
    std::string kept;  // empty: nothing stood there
  };
  std::vector<Placed> placed_;
};

}  // namespace caseletters
