#include "merge/case_selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/case_letters.h"

namespace caseletters::merge {

Result<CaseSelection> CaseSelection::parse(Words words, const facts::Vocabulary& vocabulary) {
  CaseSelection selection;
  if (!words.where.empty()) {
    facts::Context context;
    context.vocabulary = &vocabulary;
    context.bare_text = true;
    auto where = facts::parse_condition(words.where, context);
    if (!where) {
      where.error().message = "--where: " + where.error().message;
      return fail(std::move(where.error()));
    }
    selection.where_ = std::move(*where);
  }
  for (const auto& id : words.cases) selection.cases_.insert(fold_name(id));
  selection.words_ = std::move(words);
  return selection;
}

void forget_letters_asked(sheets::CaseRow& row) {
  std::erase_if(row.problems, [](const Diagnostic& problem) { return problem.fact == "Letter"; });
}

bool CaseSelection::wants(const sheets::CaseRow& row, const Workplace& workplace, const sheets::CaseLayout& layout,
                          const std::string& cases_file) const {
  if (!cases_.empty() && cases_.count(fold_name(row.id)) == 0) return false;
  if (words_.first_row > 0 && row.row + 1 < words_.first_row) return false;
  if (words_.last_row > 0 && row.row + 1 > words_.last_row) return false;
  if (where_.empty()) return true;
  sheets::CaseRow known = row;
  // What is wrong with the case is said when it is worked on.
  if (history_ != nullptr) static_cast<void>(history_->recall(known.id, known.record));
  const CaseDesk desk{workplace, layout, cases_file, std::move(known), words_.date};
  const Calendar anywhere;
  facts::Situation situation{workplace.policy().rules, desk.record(),
                             desk.school() < 0 ? anywhere : workplace.calendar(desk.school())};
  return situation.test(where_) == facts::Truth::yes;
}

void CaseSelection::saw(const sheets::CaseRow& row) {
  found_.insert(fold_name(row.id));
  for (const auto& problem : row.problems) {
    if (problem.code == "case-twice") repeated_.insert(fold_name(row.id));
  }
}

Diagnostics CaseSelection::not_found(const std::string& cases_file) const {
  Diagnostics problems;
  for (const auto& id : words_.cases) {
    if (found_.count(fold_name(id)) != 0) continue;
    Diagnostic problem = error("unknown-case", fmt::format("no row has the case ID '{}'", id),
                               "Check the ID as it stands in the workbook.");
    problem.file = cases_file;
    problems.push_back(std::move(problem));
  }
  return problems;
}

void CaseSelection::refuse_repeated(sheets::CaseRow& row) const {
  if (repeated_.count(fold_name(row.id)) == 0) return;
  const bool said = std::any_of(row.problems.begin(), row.problems.end(),
                                [](const Diagnostic& problem) { return problem.code == "case-twice"; });
  if (said) return;
  Diagnostic problem = error("case-twice", "another row has the same case ID, and nobody can tell which is meant",
                             "Give every case an ID of its own.");
  problem.fact = "Case ID";
  row.problems.push_back(std::move(problem));
}

}  // namespace caseletters::merge
