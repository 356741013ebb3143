// What is wrong with a template, gathered with its place.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace caseletters::letter {

struct Mark;

class Findings {
 public:
  Findings(std::string file, std::string letter) : file_(std::move(file)), letter_(std::move(letter)) {}

  void add(Diagnostic problem, std::string_view paragraph);
  // Says which mark it is about, where the message does not quote it.
  void add(Diagnostic problem, const Mark& mark);

  [[nodiscard]] const Diagnostics& all() const { return all_; }

 private:
  std::string file_, letter_;
  Diagnostics all_;
};

// At most `limit` bytes of a text as one line, cut between characters.
[[nodiscard]] std::string quoted(std::string_view text, std::size_t limit = 90);

}  // namespace caseletters::letter
