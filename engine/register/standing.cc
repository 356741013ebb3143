#include "register/standing.h"

#include <algorithm>

namespace caseletters::history {
namespace {

bool says_yes(const Entry& entry, const std::string& fact) {
  const auto facts = facts_of(entry);
  return std::any_of(facts.begin(), facts.end(),
                     [&fact](const NamedText& told) { return told.first == fact && told.second == "yes"; });
}

}  // namespace

bool stands_still(const std::vector<const Ledger::Line*>& lines, const Ledger::Line& letter, const std::string& run,
                  const Stand& stand) {
  if (!stand.stands) return false;
  const auto ends = [&](const Ledger::Line& line) {
    return std::any_of(stand.enders.begin(), stand.enders.end(), [&](const Stand::Ender& ender) {
      return line.entry.letter == ender.letter && (ender.fact.empty() || says_yes(line.entry, ender.fact));
    });
  };
  return std::none_of(lines.begin(), lines.end(), [&](const Ledger::Line* line) {
    return line->entry.run != run && line->standing == Standing::in_force &&
           line->entry.letter_date >= letter.entry.letter_date && ends(*line);
  });
}

}  // namespace caseletters::history
