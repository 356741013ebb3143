// Workbooks read as cases, for the tests of the sheets room.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "sample_vocabulary.h"
#include "sheets/cases.h"
#include "small_workbook.h"

namespace caseletters::sheets {

struct Outcome {
  facts::Vocabulary vocabulary = sample_vocabulary();
  std::vector<CaseRow> rows;
  std::optional<CaseLayout> layout;
  Diagnostics errors;

  [[nodiscard]] const facts::Value& fact(std::size_t row, const std::string& name) const {
    return rows.at(row).record.facts[static_cast<std::size_t>(*vocabulary.fact(name))];
  }
  [[nodiscard]] std::string text(std::size_t row, const std::string& name) const {
    return fact(row, name).known() ? fact(row, name).as<std::string>() : "";
  }
  [[nodiscard]] std::vector<std::string> children(std::size_t row) const {
    std::vector<std::string> names;
    for (const facts::Item& item : rows.at(row).record.lists[0])
      names.push_back(item[0].known() ? item[0].as<std::string>() : "?");
    return names;
  }
  // "code cell" of each.
  [[nodiscard]] static std::vector<std::string> brief(const Diagnostics& diagnostics) {
    std::vector<std::string> brief;
    for (const Diagnostic& each : diagnostics) brief.push_back(each.code + " " + each.cell);
    return brief;
  }
  [[nodiscard]] std::vector<std::string> problems(std::size_t row) const { return brief(rows.at(row).problems); }
  [[nodiscard]] std::vector<std::string> warnings() const {
    return layout ? brief(layout->warnings) : std::vector<std::string>{"no layout"};
  }
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> ids;
    for (const CaseRow& row : rows) ids.push_back(row.id);
    return ids;
  }
};

inline Outcome read(std::string bytes, const std::string& file = "cases.xlsx", const CaseOptions& options = {}) {
  Outcome outcome;
  const auto workbook = opened(std::move(bytes), file);
  if (workbook == nullptr) return outcome;
  auto layout = read_cases(*workbook, outcome.vocabulary, options, [&](CaseRow&& row) {
    for (const BadCell& bad : row.bad_cells) row.problems.push_back(bad.problem);
    outcome.rows.push_back(std::move(row));
    return true;
  });
  if (layout) {
    outcome.layout = std::move(*layout);
  } else {
    outcome.errors = layout.error();
  }
  return outcome;
}

inline Outcome sheet(const std::string& rows, const std::string& after = "") {
  return read(SmallWorkbook{{{"Cases", rows, after}}}.bytes());
}
inline Outcome csv(const std::string& text) {
  return read(text, "cases.csv");
}

inline const std::vector<std::string> plain_headings = {"Case ID",    "Letter",    "Title",
                                                        "First name", "Last name", "Incident date"};

inline const std::string two_columns = row(1, {"Case ID", "Last name", "Letter"}) + row(2, {"C1", "Smith", "ban-1"});

}  // namespace caseletters::sheets
