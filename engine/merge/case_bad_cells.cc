// Cells that could not be understood: each refuses the letters that look at what it leaves in doubt, and no others.
#include <algorithm>

#include "merge/case_letters.h"

namespace caseletters::merge {
namespace {

using facts::PastField;
using facts::Reading;
using sheets::BadCell;

bool is_answer(const Reading& reading) {
  return reading.past == PastField::response_date || reading.past == PastField::response_channel;
}

}  // namespace

bool FactsRead::looked_at(const BadCell& cell) const {
  const auto any = [this](auto holds) { return std::any_of(readings_.begin(), readings_.end(), holds); };
  switch (cell.about) {
    case BadCell::About::fact:
      return static_cast<std::size_t>(cell.index) < facts_.size() && facts_[static_cast<std::size_t>(cell.index)];
    case BadCell::About::field:  // of whichever item: which one the rules came to may hang on this very cell
      return any([&](const Reading& each) { return each.what == Reading::What::field && each.index == cell.index; });
    case BadCell::About::items:
      return any([&](const Reading& each) { return each.what == Reading::What::items && each.index == cell.index; });
    case BadCell::About::answer:
      return any([&](const Reading& each) {
        return each.what == Reading::What::past && each.index == cell.index && is_answer(each);
      });
    case BadCell::About::past:
      return looked_back_ ||
             any([&](const Reading& each) { return each.what == Reading::What::past && each.index == cell.index; });
  }
  return true;
}

void FactsRead::take(const FactsRead& other) {
  for (const int fact : other.facts()) on_read({Reading::What::fact, fact});
  for (const auto& reading : other.readings_) on_read(reading);
  looked_back_ = looked_back_ || other.looked_back_;
}

// That something is not known, or was not sent, follows from the cell.
bool CaseDesk::explains(const BadCell& cell, const Diagnostic& problem) const {
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const auto index = static_cast<std::size_t>(cell.index);
  switch (cell.about) {
    case BadCell::About::fact: {
      const std::string& name = vocabulary.facts()[index].name;
      // One of several would do: this one is filled in, if wrongly.
      const bool one_of = problem.message.find(", and none of them is filled in") != std::string::npos &&
                          problem.message.find(name) != std::string::npos;
      return problem.code == "missing-fact" && (problem.fact == name || one_of);
    }
    case BadCell::About::field:
    case BadCell::About::items:
      // What is asked of a child hangs on which children there are, and of what year.
      return problem.code == "missing-fact";
    case BadCell::About::answer:
      if (problem.code == "not-yet") return true;  // what it waits for may have come
      [[fallthrough]];
    case BadCell::About::past:
      return (problem.code == "missing-fact" || problem.code == "not-after") &&
             problem.fact.starts_with(vocabulary.letters()[index].id + " ");
  }
  return false;
}

// An answer to a letter whose date cannot be read is no answer to nothing.
bool CaseDesk::follows_from_bad_cell(const Diagnostic& problem) const {
  const auto& letters = workplace_.policy().rules.vocabulary.letters();
  return problem.code == "history-incomplete" &&
         std::any_of(row_.bad_cells.begin(), row_.bad_cells.end(), [&](const BadCell& cell) {
           return cell.about == BadCell::About::past &&
                  problem.fact.starts_with(letters[static_cast<std::size_t>(cell.index)].id + " ");
         });
}

bool CaseDesk::is_looked_at(const BadCell& cell, const Draft& draft, const FactsRead& read, const Group& group) const {
  if (read.looked_at(cell) || group.read.looked_at(cell)) return true;
  if (cell.about != BadCell::About::past) return false;
  if (cell.index == draft.letter) return true;  // it may have gone out already
  const auto& after = workplace_.policy().letters[static_cast<std::size_t>(draft.letter)].after;
  const bool follows = std::any_of(after.begin(), after.end(), [&cell](const auto& any_of) {
    return std::find(any_of.begin(), any_of.end(), cell.index) != any_of.end();
  });
  return follows && std::any_of(draft.diagnostics.begin(), draft.diagnostics.end(),
                                [](const Diagnostic& each) { return each.code == "not-after"; });
}

// What a letter comes to without looking at a cell it comes to whatever the cell holds.
void CaseDesk::judge_bad_cells(Draft& draft, const FactsRead& facts_read, const Group& group) const {
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  std::vector<const BadCell*> looked_at;
  for (const auto& cell : row_.bad_cells) {
    if (is_looked_at(cell, draft, facts_read, group)) looked_at.push_back(&cell);
  }
  std::erase_if(draft.diagnostics, [&](const Diagnostic& each) {
    return std::any_of(looked_at.begin(), looked_at.end(), [&](const BadCell* cell) { return explains(*cell, each); });
  });
  for (const auto& cell : row_.bad_cells) {
    Diagnostic problem = cell.problem;
    complete(problem, vocabulary.letters()[static_cast<std::size_t>(draft.letter)].id);
    if (std::find(looked_at.begin(), looked_at.end(), &cell) == looked_at.end()) problem.severity = Severity::warning;
    draft.diagnostics.push_back(std::move(problem));
  }
}

}  // namespace caseletters::merge
