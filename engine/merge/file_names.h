// What a letter's file is called: `<case>/<letter>-<letter date>` unless school.xml says otherwise (commands.md,
// "Files").
#pragma once

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

  struct Copy {
    std::string path;  // relative to `out`
    Date date;         // as its name says
  };
  // Copies of this letter for this case, of whatever date and ending, in the order of their dates: what stands under
  // its name with any date, and words behind it ("ban-1-2026-11-03 (signed).pdf").
  [[nodiscard]] std::vector<Copy> find_copies(const Files& files, const std::string& out, const Fields& fields) const;

 private:
  enum class Part { literal, case_id, school, letter, letter_date };
  struct Piece {
    Part part = Part::literal;
    std::string literal;
  };
  std::vector<Piece> pieces_;
};

// What a case is called among the files: its ID, where every system can bear it; else made safe, with a few characters
// of the ID's SHA-256 behind it, so that two IDs never share a name and none depends on which other cases there are.
[[nodiscard]] std::string case_name(const std::string& case_id, bool* changed = nullptr);

}  // namespace caseletters::merge
