// The numbers and bullets of a Word document's lists (ECMA-376, part 1, clause 17.9).
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "document/word_properties.h"
#include "package/archive.h"

namespace caseletters::document {

struct ListLevel {
  std::string format = "decimal";  // numFmt: "lowerLetter", "bullet" …
  std::string text;                // "%1)"
  int start = 1;
  std::optional<int> restart;  // after which level it starts anew; 0: never
  Label::After after = Label::After::tab;
  Align align = Align::left;
  bool legal = false;  // all numbers in it as 1, 2, 3
  ParagraphProperties paragraph;
  RunProperties run;
  std::string style;
};

// "iv", "d", "4th", "04" of 4.
[[nodiscard]] std::string format_number(int value, std::string_view format);

class WordNumbering {
 public:
  [[nodiscard]] static Result<WordNumbering> read(const package::Archive& archive, const std::string& part,
                                                  const ThemeFonts& theme);
  // The level of a list; null where there is none (list 0 is "no list").
  [[nodiscard]] const ListLevel* level(int list, int level) const;
  // The level that a list gives to a paragraph style, or 0.
  [[nodiscard]] int level_of_style(int list, const std::string& style) const;
  // Which lists count on together.
  [[nodiscard]] std::string family(int list) const;
  // Counts one more paragraph of that level and gives the words of its number.
  [[nodiscard]] std::string next(int list, int level);

 private:
  struct List {
    int abstract = -1;
    std::array<std::optional<int>, 9> starts;
    std::map<int, ListLevel> levels;  // those it sets itself
  };
  struct Counters {
    std::array<std::optional<int>, 9> values;
  };
  std::map<int, std::map<int, ListLevel>> abstracts_;
  std::map<int, List> lists_;
  std::map<int, Counters> counters_;          // by abstract list
  std::map<int, std::array<bool, 9>> begun_;  // by list: whose own start has been used
};

}  // namespace caseletters::document
