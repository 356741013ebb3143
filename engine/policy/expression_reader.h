// Conditions, dates, names and texts of a pack: parsed against its vocabulary, or a finding with the place.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "facts/rules.h"
#include "policy/findings.h"

namespace caseletters::policy {

// Where an expression stands: for the finding.
struct Site {
  Place place;
  std::string what;    // "the due rule"
  std::string letter;  // id; empty outside letters
};

class ExpressionReader {
 public:
  ExpressionReader(const facts::Vocabulary& vocabulary, Findings& findings)
      : vocabulary_(vocabulary), findings_(findings) {
    context_.vocabulary = &vocabulary;
  }

  // Empty where `source` is empty, or after a finding.
  [[nodiscard]] facts::Expression condition(std::string_view source, const Site& site, bool allow_today = false);
  [[nodiscard]] facts::Expression date(std::string_view source, const Site& site);
  [[nodiscard]] facts::TextTemplate text(std::string_view source, const Site& site);
  [[nodiscard]] std::optional<facts::Symbol> name(std::string_view source, const Site& site);
  // A single name of that type, as an expression of one symbol. Code: bad-type.
  [[nodiscard]] facts::Expression name_of_type(std::string_view source, const facts::Type& type, const Site& site);
  // A letter's index. Code: unknown-letter, with the nearest.
  [[nodiscard]] std::optional<int> letter(std::string_view id, const Site& site);

  void refuse(Diagnostic diagnostic, const Site& site) {
    findings_.add(std::move(diagnostic), site.place, site.letter);
  }
  [[nodiscard]] const facts::Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] Findings& findings() { return findings_; }

  // "text", "option of Complaint status": a type as a message says it.
  [[nodiscard]] std::string in_words(const facts::Type& type) const;

 private:
  void report(Diagnostic diagnostic, const Site& site, std::string_view source) {
    findings_.add_expression(std::move(diagnostic), site.place, site.letter, site.what, source);
  }
  const facts::Vocabulary& vocabulary_;
  Findings& findings_;
  facts::Context context_;
};

}  // namespace caseletters::policy
