// An open file of the operating system, closed when it goes; and what is said when writing to one fails.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace caseletters {

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool open() const { return descriptor_ >= 0; }
  // Some file systems report a failed write only here: 0, or -1 with errno set.
  [[nodiscard]] int close();

 private:
  int descriptor_;
};

// All of `bytes`; 0, or the errno of the failure.
[[nodiscard]] int write_all(int descriptor, std::string_view bytes);

// Codes: disk-full, write-failed.
[[nodiscard]] Diagnostic write_failure(const std::string& path, int reason);

}  // namespace caseletters
