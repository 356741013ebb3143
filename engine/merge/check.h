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
  std::string annotate;  // where a copy of the one template goes, its findings as comments; empty: none is asked for
  sheets::CaseOptions sheet = {};
};

struct CheckOutcome {
  Diagnostics findings;              // errors and warnings, all at once
  std::vector<std::string> checked;  // what was looked at, in words: "policy diamond: 14 letters"
  bool unusable = false;             // a subject that cannot be read at all
  bool usage = false;                // a subject that is nothing the program can check
  bool not_written = false;          // the copy with comments
  std::string annotated;             // that copy, once it is written
};

[[nodiscard]] CheckOutcome check(const CheckOptions& options, Files& files);

}  // namespace caseletters::merge
