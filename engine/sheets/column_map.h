// A mapping that a school keeps beside its workbook: what each heading means, and where what was issued is written.
//
//     <map>
//       <sheet name="Cases" heading-row="4">
//         <column at="A" heading="Our ref" fact="Case ID"/>
//         <column at="F" heading="Notes"/>                        not used
//       </sheet>
//       <sheet name="Pupils" list="Children" heading-row="1"> … </sheet>      or Incidents, Letters sent
//       <sheet name="Staff" use="no"/>
//       <write-back> <column for="letter" heading="Letter issued"/> … </write-back>
//     </map>
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caseletters::sheets {

struct MappedColumn {
  std::string heading;  // its words, with its group before them: "Child 2 Name"
  std::string at;       // "C": where it stood when the mapping was written
  std::string fact;     // what it means in words; empty where it is not to be used
  int line = 0;         // of the mapping file
};

struct MappedSheet {
  std::string name;
  std::string list;     // "Children", "Incidents", "Letters sent"; empty for the sheet of cases, and where not said
  int heading_row = 0;  // as the workbook numbers its rows; 0: not said
  std::vector<MappedColumn> columns;
  bool used = true;        // use="no": nobody reads it
  bool undecided = false;  // written as a comment: what it holds is for the clerk to say
  int line = 0;            // of the mapping file
};

// What a copy of the workbook is told of a letter that was issued.
enum class IssuedField { letter, date, file, deadline, next_step };
inline constexpr std::array<std::string_view, 5> issued_ids = {"letter", "date", "file", "deadline", "next-step"};
inline constexpr std::array<std::string_view, 5> issued_headings = {"Letter issued", "Letter issued on", "Letter file",
                                                                    "Response deadline set", "Next step"};

struct IssuedColumn {
  IssuedField field = IssuedField::letter;
  std::string heading;
};

struct ColumnMap {
  std::string file;
  std::vector<MappedSheet> sheets;
  std::vector<IssuedColumn> issued;  // empty: all fields, under issued_headings
};

// Codes: bad-xml and its kin, schema (with lines), map-twice (two columns at one place).
[[nodiscard]] Checked<ColumnMap> read_map(std::string_view xml, const std::string& file, std::string_view schema);
[[nodiscard]] std::string write_map(const ColumnMap& map);

// "C" for 2; and back, within a sheet's columns.
[[nodiscard]] std::string column_name(int column);
[[nodiscard]] std::optional<int> column_number(std::string_view name);

}  // namespace caseletters::sheets
