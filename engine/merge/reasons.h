// Why a rule came out as it did, in words a clerk can check: each test with the facts it read, their cells and sums.
#pragma once

#include <string>

#include "facts/situation.h"
#include "sheets/cases.h"

namespace caseletters::merge {

class Reasons {
 public:
  // All outlive the reasons. Personal facts are shown only where `show_names`.
  Reasons(const facts::Vocabulary& vocabulary, const sheets::CaseLayout& layout, bool show_names)
      : vocabulary_(vocabulary), layout_(layout), show_names_(show_names) {}

  // "Ban decision is ban: yes (Ban decision is ban, sheet Cases, cell F3)"
  [[nodiscard]] std::string of(facts::Situation& situation, const facts::TraceStep& step) const;
  // "sheet Cases, cell F3"; empty for what stands in no cell.
  [[nodiscard]] std::string place_of(const facts::Source& source, const facts::Record& record) const;
  // The value as it prints, "(none)", "(not known)"; for what is personal only whether it is filled in.
  [[nodiscard]] std::string shown(facts::Situation& situation, const facts::Symbol& symbol, bool personal) const;

 private:
  [[nodiscard]] std::string reading(facts::Situation& situation, const facts::Symbol& symbol) const;

  const facts::Vocabulary& vocabulary_;
  const sheets::CaseLayout& layout_;
  bool show_names_;
};

}  // namespace caseletters::merge
