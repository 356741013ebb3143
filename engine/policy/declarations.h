// What a pack declares, with its replacements and extensions settled, before anything is parsed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy/pack_files.h"

namespace caseletters::policy {

enum class DeclarationKind { options, fact, list, derived, word, choice, review, letter };

struct Declaration {
  DeclarationKind kind = DeclarationKind::fact;
  std::string name;  // or id
  pugi::xml_node node;
  const PackFile* file = nullptr;
  std::string list;  // the item of the list that a fact is a field of; may be empty

  [[nodiscard]] Place place() const { return file->place(node); }
};

struct Declarations {
  std::vector<Declaration> all;  // in the order of the files, a replacement where the replaced one stood
  std::map<std::string, std::vector<Declaration>> extensions;         // by the fact's folded name
  std::map<std::string, std::vector<Declaration>> letter_extensions;  // by the letter's id

  // The letter's own element and those that add to it.
  [[nodiscard]] std::vector<Declaration> parts_of_letter(const Declaration& letter) const;
};

// "fact", "choice" …, as a message says it.
[[nodiscard]] std::string_view in_words(DeclarationKind kind);

// Codes: name-taken (with both lines), nothing-to-replace, nothing-to-extend, bad-extension.
[[nodiscard]] Declarations gather_declarations(const PackFiles& pack, Findings& findings);

}  // namespace caseletters::policy
