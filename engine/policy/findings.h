// The errors of a pack as they are gathered: each with its file and line, in the order of reading.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caseletters::policy {

// A line of one of the pack's files.
struct Place {
  std::string file;
  int line = 0;
};

class Findings {
 public:
  void add(Diagnostic diagnostic, const Place& place, const std::string& letter = {});

  // A condition, date, name or text that does not parse. `what` says where it stands ("the due rule"), `source` is what
  // was written: it is shown with a caret under the column.
  void add_expression(Diagnostic diagnostic, const Place& place, const std::string& letter, std::string_view what,
                      std::string_view source);

  // A name that the pack means to declare but could not: what merely follows from that is not reported as well.
  void not_declared(std::string_view name);
  // A whole file is missing or unreadable: no unknown name can be trusted to be a mistake.
  void file_lost() { file_lost_ = true; }

  [[nodiscard]] bool any() const { return !entries_.empty(); }
  // By file in the order of `files`, then by line; without what only follows from others.
  [[nodiscard]] Diagnostics take(const std::vector<std::string>& files);

 private:
  struct Entry {
    Diagnostic diagnostic;
    std::string source;  // folded; of an expression
  };
  [[nodiscard]] bool is_consequence(const Entry& entry) const;
  std::vector<Entry> entries_;
  std::set<std::string> undeclared_;
  bool file_lost_ = false;
};

}  // namespace caseletters::policy
