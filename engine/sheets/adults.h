// What the cells of a name say that no letter could print: two people where one is meant, a title in place of a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caseletters::sheets {

enum class NamePart { title, first, name, child };

// "Mr & Mrs", "Mr and Mrs", "Mr/Mrs", "Messrs", "Alex and Sam", "A & B", "A; B", "A (and B)", "The parents of …"; as a
// first name "Alex, Sam", as a last name "Holt, Anna Nowak". Not "Anderson", "Smith-Jones", "Ortega y Gasset", "Rev
// Dr". As a child also whatever holds a comma or a new line: "Holt, Anna" cannot be told from two children.
[[nodiscard]] bool names_two(std::string_view text, NamePart part);

// Why the cell is no part of a name that could stand in a salutation, in words for its reader: a first or last name
// that begins with a title ("Mr", "Mr Bob"), a last name with another behind a comma, a title with a number. None where
// it is one.
[[nodiscard]] std::optional<std::string_view> name_trouble(std::string_view text, NamePart part);

// Whether none of its words is a title that is known here: "Holt". Many that are not known are used.
[[nodiscard]] bool is_unusual_title(std::string_view text);

// "Mr", "Dr.": a title and nothing else.
[[nodiscard]] bool is_title_alone(std::string_view text);

// Whether it is written without one capital, in a script that has them: "idris".
[[nodiscard]] bool is_in_small_letters(std::string_view text);

// "MRS", "mrs." as "Mrs"; what is no usual title as it stands.
[[nodiscard]] std::string usual_title(std::string_view text);

}  // namespace caseletters::sheets
