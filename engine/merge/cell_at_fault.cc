// Where a clerk would look when a rule of the policy refuses a letter or warns of it: the cell that its words are
// about, rather than the row as a whole.
#include <algorithm>

#include "base/text.h"
#include "merge/case_letters.h"
#include "sheets/workbook.h"

namespace caseletters::merge {
namespace {

using facts::Situation;
using facts::SymbolKind;
using facts::Truth;

// What the words print of the case, a derived word by what it prints itself.
void collect_printed(const facts::TextTemplate& text, Situation& situation, const facts::Rules& rules,
                     std::vector<facts::Symbol>& to, int depth = 0) {
  constexpr int deepest = 4;
  for (const facts::TextPiece& piece : text) {
    if (!piece.has_field) continue;
    const facts::Symbol& symbol = piece.field.symbol;
    to.push_back(symbol);
    const int rule = symbol.kind == SymbolKind::fact && depth < deepest
                         ? rules.derived_of_fact[static_cast<std::size_t>(symbol.index)]
                         : -1;
    if (rule < 0) continue;
    const auto& cases = rules.derived[static_cast<std::size_t>(rule)].cases;
    const auto holds = std::find_if(cases.begin(), cases.end(), [&situation](const facts::DerivedCase& each) {
      return each.when.empty() || situation.test(each.when) == Truth::yes;
    });
    if (holds != cases.end()) collect_printed(holds->text, situation, rules, to, depth + 1);
  }
}

// The names between “ and ”, in their order.
std::vector<std::string> quoted_in(const std::string& text) {
  constexpr std::string_view open = "“", close = "”";
  std::vector<std::string> names;
  for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
    const auto begin = at + open.size(), end = text.find(close, begin);
    if (end == std::string::npos) break;
    names.push_back(text.substr(begin, end - begin));
  }
  return names;
}

}  // namespace

bool CaseDesk::point_to(Diagnostic& problem, const facts::Record& record, const std::string& name,
                        bool filled_only) const {
  const auto fact = workplace_.policy().rules.vocabulary.fact(name);
  if (fact) {
    const facts::Source& source = record.sources[static_cast<std::size_t>(*fact)];
    const auto& sheets = record.sheet_names.empty() ? layout_.sheet_names : record.sheet_names;
    if (source.sheet >= 0 && static_cast<std::size_t>(source.sheet) < sheets.size()) {
      problem.fact = name;
      problem.sheet = sheets[static_cast<std::size_t>(source.sheet)];
      problem.cell = sheets::cell_name(source.row, source.column);
      return true;
    }
  }
  if (filled_only) return false;
  const bool has_column =
      std::any_of(layout_.headings.begin(), layout_.headings.end(), [&name](const sheets::HeadingMatch& heading) {
        return !heading.fact.empty() && fold_name(heading.fact) == fold_name(name);
      });
  if (has_column) problem.fact = name;
  return has_column;
}

void CaseDesk::point_to_fault(Diagnostic& problem, const facts::Record& record, const facts::Expression& when,
                              const facts::TextTemplate& because) const {
  const auto& rules = workplace_.policy().rules;
  // A case of its own: what is read here only to find the place is not what the letter was decided by.
  Situation situation{rules, record, workplace_.calendar(school_)};
  std::vector<facts::Symbol> printed;
  collect_printed(because, situation, rules, printed);
  for (const facts::Symbol& symbol : printed) {
    if (point_to(problem, record, rules.vocabulary.name_of(symbol), true)) return;
  }
  for (const std::string* text : {&problem.hint, &problem.message}) {
    for (const std::string& name : quoted_in(*text)) {
      if (point_to(problem, record, name, false)) return;
    }
  }
  const std::vector<facts::TraceStep> steps = situation.trace(when);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    for (const facts::Symbol& symbol : step->read) {
      if (point_to(problem, record, rules.vocabulary.name_of(symbol), true)) return;
    }
  }
}

}  // namespace caseletters::merge
