// What one MERGEFIELD or IF of Word says, in the words of marks.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "document/word_fields.h"
#include "facts/vocabulary.h"
#include "sheets/headings.h"

namespace caseletters::letter {

// A merge field understood.
struct MergeField {
  std::string mark;      // "{{First name | upper}}", with the words around it that show only where it is not blank
  std::string note;      // what of its formatting has no counterpart; empty where all has
  bool address = false;  // one line of the address
};

class MergeFields {
 public:
  explicit MergeFields(const facts::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  // `name` as it stands in a MERGEFIELD: underscores for spaces, cut at 40 characters. Code: unknown-fact.
  [[nodiscard]] Result<MergeField> understand(const document::WordField& field);
  // The same of a field that is a name and nothing else. Codes: unknown-fact, native-field.
  [[nodiscard]] Result<MergeField> understand(const std::string& name);
  // The mark that says what an IF says; empty where that cannot be told.
  [[nodiscard]] std::string mark_for_if(const document::WordField& field);
  // The same for a condition of LibreOffice, “ooow:Title EQ "Mr"”, and the words that it decides between.
  [[nodiscard]] std::string mark_for_condition(std::string_view told, const std::string& yes, const std::string& no);

 private:
  struct Name {
    std::string declared;  // as a mark has it
    facts::Symbol symbol;
    bool address = false;
  };
  [[nodiscard]] Result<Name> find(const std::string& written);
  [[nodiscard]] const sheets::Headings& headings();
  [[nodiscard]] std::string words_of(const document::WordField& field, const document::FieldWord& word);
  [[nodiscard]] std::string condition(const Name& name, std::string_view compare, const std::string& with);
  [[nodiscard]] std::string decided(const Name& name, std::string_view compare, const std::string& with,
                                    const std::string& yes, const std::string& no);

  const facts::Vocabulary& vocabulary_;
  std::optional<sheets::Headings> headings_;  // made when first asked for: it is large
};

// "MERGEFIELD" of an instruction, in capitals.
[[nodiscard]] std::string field_type(const document::WordField& field);

}  // namespace caseletters::letter
