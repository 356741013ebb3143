// Which font stands in for the one that a letter asks for, and how tall its lines are.
//
// fontconfig chooses; the names are those that this machine has. A line's height is the font's own, as LibreOffice
// takes it: ascender, descender and line gap of the `hhea` table, or of `OS/2` where the font says so or `hhea` is
// empty.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/diagnostic.h"

namespace caseletters::pdf {

struct Face {
  std::string family;  // as the font calls itself
  std::string file;
  double up = 0.9, down = 0.2;  // above and below the line, for a size of 1; the gap between lines counts as above
  bool found = false;
};

class FontBook {
 public:
  FontBook();
  ~FontBook();
  FontBook(const FontBook&) = delete;
  FontBook& operator=(const FontBook&) = delete;

  // The face for a wanted family, or for the first that is here of several parted by semicolons; the same answer each
  // time. Never fails where any font is installed.
  [[nodiscard]] const Face& face(const std::string& wanted, bool bold, bool italic);
  // The family that shows signs the others lack (☐ ☒ ✓); empty where it is not installed.
  [[nodiscard]] const std::string& signs() const { return signs_; }
  // Every file that was asked for so far, each once, sorted.
  [[nodiscard]] std::vector<std::string> files() const;
  // Which of these families are not here: code font-missing, a warning each. A font made to the same measures (Carlito
  // for Calibri) counts as the font.
  [[nodiscard]] Diagnostics substitutions(const std::set<std::string>& wanted) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::map<std::tuple<std::string, bool, bool>, Face> faces_;
  std::map<std::string, std::string> substituted_;
  std::string signs_;
};

// The fonts that letters usually ask for, each with the family that shows it here: for `check --pdf`.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> usual_fonts();

}  // namespace caseletters::pdf
