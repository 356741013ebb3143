// Numbered lists of Word documents in what repeats: each repeat of a list begins anew, with a number of its own in the
// part that defines numbers (ECMA-376, part 1, 17.9).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "document/document.h"
#include "document/tree.h"
#include "letter/blocks.h"
#include "letter/operations.h"
#include "letter/weave.h"

namespace caseletters::letter {

class WordLists {
 public:
  // Reads the definitions of numbers and the styles. Codes: those of package/xml.h.
  [[nodiscard]] static Result<WordLists> read(const document::Document& document);

  // Finds the lists of a story that stand whole in a `for each` and are more than one repeated item: their numbers
  // begin anew with each repeat. Sets Woven::lists_anew.
  void settle(document::Tree& tree, Woven& woven, const std::vector<Block>& blocks);

  // The definitions with those that a letter makes as it goes; nothing where no list begins anew. It must run after
  // the stories.
  [[nodiscard]] std::optional<PartProgram> program() const;
  // The first number that no list has.
  [[nodiscard]] std::uint32_t first_free() const { return first_free_; }

 private:
  struct Definition {
    std::string before, after;  // around the number of a fresh one
  };

  void read_numbers(const document::Tree& tree, std::size_t end);
  void read_styles(const document::Tree& tree);
  [[nodiscard]] std::string list_of(const document::Node& paragraph) const;
  void number(document::Tree& tree, document::Node& paragraph, std::uint32_t slot) const;
  [[nodiscard]] std::uint32_t slot_of(const std::string& list);
  friend class ListFinder;

  std::string part_, head_, tail_;             // of the definitions, cut where fresh ones go
  std::map<std::string, Definition> numbers_;  // numbered lists, by number
  std::map<std::string, std::string> styles_;  // paragraph styles that number, with the number of their list
  std::vector<std::string> slots_;             // lists that begin anew
  std::uint32_t first_free_ = 1;
};

}  // namespace caseletters::letter
