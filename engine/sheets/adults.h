// Whether the cells of a name say two adults where a letter goes to one.
#pragma once

#include <string_view>

namespace caseletters::sheets {

enum class NamePart { title, name };

// "Mr & Mrs", "Mr and Mrs", "Mr/Mrs", "Alex and Sam", "A & B". Not "Anderson", "Smith-Jones", "Ortega y Gasset", "Rev
// Dr".
[[nodiscard]] bool names_two(std::string_view text, NamePart part);

}  // namespace caseletters::sheets
