// Whether the cells of a name say two adults where a letter goes to one.
#pragma once

#include <string>
#include <string_view>

namespace caseletters::sheets {

enum class NamePart { title, first, name };

// "Mr & Mrs", "Mr and Mrs", "Mr/Mrs", "Alex and Sam", "A & B", "The parents of …"; as a
// first name "Alex, Sam". Not "Anderson", "Smith-Jones", "Ortega y Gasset", "Rev
// Dr".
[[nodiscard]] bool names_two(std::string_view text, NamePart part);

// "MRS", "mrs." as "Mrs"; what is no usual title as it stands.
[[nodiscard]] std::string usual_title(std::string_view text);

}  // namespace caseletters::sheets
