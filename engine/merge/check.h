// Everything that can be known before a letter exists: policy, schools, templates, and the rows of a workbook.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "merge/workplace.h"
#include "sheets/cases.h"

namespace caseletters::merge {

struct CheckOptions {
  Places places;
  std::vector<std::string> subjects;  // policies (id, folder, policy.xml), school.xml files, templates, workbooks
  Date date;
};

struct CheckOutcome {
  Diagnostics findings;              // errors and warnings, all at once
  std::vector<std::string> checked;  // what was looked at, in words: "policy diamond: 14 letters"
  bool unusable = false;             // a subject that cannot be read at all
  bool usage = false;                // a subject that is nothing the program can check
};

[[nodiscard]] CheckOutcome check(const CheckOptions& options, Files& files);

}  // namespace caseletters::merge
