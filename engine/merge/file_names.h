// What a letter's file is called: `<case>/<letter>-<letter date>` unless school.xml says otherwise (commands.md,
// "Files").
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace caseletters::merge {

// A pattern of literal words and {{Case ID}}, {{School}}, {{letter}}, {{Letter date}}; '/' makes folders.
class NamePattern {
 public:
  static constexpr const char* usual = "{{Case ID}}/{{letter}}-{{Letter date}}";

  // An empty pattern is the usual one. Code: bad-pattern (an unknown field, or one without case, letter and date).
  [[nodiscard]] static Result<NamePattern> parse(const std::string& pattern, const std::string& file);

  struct Fields {
    std::string case_id, school, letter, letter_date;
  };
  // Without an ending; every piece is a safe file name. `changed` tells whether a name had to be made safe.
  [[nodiscard]] std::string name(const Fields& fields, bool* changed = nullptr) const;

  // An earlier copy of this letter for this case, whatever its date: its name with ending, relative to `out`. With
  // `any_date` false only the very name counts.
  [[nodiscard]] std::optional<std::string> find_copy(const Files& files, const std::string& out, const Fields& fields,
                                                     const std::string& ending, bool any_date) const;

 private:
  enum class Part { literal, case_id, school, letter, letter_date };
  struct Piece {
    Part part = Part::literal;
    std::string literal;
  };
  std::vector<Piece> pieces_;
};

// Case IDs that come out as the same file name ("7/1" and "7-1", "a" and "A") are told apart by a number.
class CaseNames {
 public:
  // The name to use for a case; the same for the same case throughout a run.
  [[nodiscard]] std::string name_for(const std::string& case_id);

 private:
  std::map<std::string, std::string> name_of_case_;
  std::map<std::string, int> uses_;  // by folded safe name
};

}  // namespace caseletters::merge
