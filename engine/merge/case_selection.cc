#include "merge/case_selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/case_letters.h"

namespace caseletters::merge {
namespace {

bool is_school(const facts::Symbol& symbol, const Workplace& workplace) {
  const int school = workplace.engine_facts().school;
  return school >= 0 && symbol.kind == facts::SymbolKind::fact && symbol.index == school;
}

}  // namespace

Result<CaseSelection> CaseSelection::parse(Words words, const Workplace& workplace) {
  CaseSelection selection;
  if (!words.where.empty()) {
    facts::Context context;
    context.vocabulary = &workplace.policy().rules.vocabulary;
    context.bare_text = true;
    auto where = facts::parse_condition(words.where, context);
    if (!where) {
      where.error().message = "--where: " + where.error().message;
      return fail(std::move(where.error()));
    }
    selection.where_ = std::move(*where);
    for (auto& node : selection.where_.nodes) {
      if (node.op != facts::Op::text_is || !is_school(node.symbol, workplace)) continue;
      // A cell may tell the school by its id or its name, and so may the condition.
      if (const auto school = workplace.find_school(facts::Value{node.text}))
        node.text = fold_name(workplace.schools().schools[static_cast<std::size_t>(*school)].id);
    }
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
  facts::Record record = desk.record();
  if (const int fact = workplace.engine_facts().school; fact >= 0 && desk.school() >= 0)
    record.facts[static_cast<std::size_t>(fact)] =
        facts::Value{workplace.schools().schools[static_cast<std::size_t>(desk.school())].id};
  facts::Situation situation{workplace.policy().rules, record,
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
