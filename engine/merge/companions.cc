#include "merge/companions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace caseletters::merge {
namespace {

// Of two letters, in whatever words: each names itself in what it lacks.
bool is_same_fault(const Diagnostic& one, const Diagnostic& other) {
  return one.severity == Severity::error && other.severity == Severity::error && one.code == other.code &&
         one.fact == other.fact && one.sheet == other.sheet && one.cell == other.cell && one.line == other.line &&
         (one.code == "missing-fact" || one.message == other.message);
}

// What an earlier letter of the group is refused for already is no fault of a later one's own.
void forget_faults_said_before(const std::vector<GroupMember>& members) {
  for (std::size_t at = 1; at < members.size(); ++at) {
    std::erase_if(*members[at].diagnostics, [&](const Diagnostic& each) {
      return std::any_of(members.begin(), members.begin() + static_cast<std::ptrdiff_t>(at),
                         [&each](const GroupMember& earlier) {
                           return std::any_of(earlier.diagnostics->begin(), earlier.diagnostics->end(),
                                              [&each](const Diagnostic& said) { return is_same_fault(said, each); });
                         });
    });
  }
}

}  // namespace

void refuse_together(const CaseDesk& desk, const std::vector<GroupMember>& members) {
  forget_faults_said_before(members);
  std::vector<std::string> at_fault;
  for (const GroupMember& member : members) {
    if (has_errors(*member.diagnostics)) at_fault.push_back(member.letter);
  }
  for (const GroupMember& member : members) {
    const bool own_fault = has_errors(*member.diagnostics);
    if (member.there || (own_fault && &member != &members.front())) continue;
    std::vector<std::string> others;
    for (const auto& id : at_fault) {
      if (id != member.letter) others.push_back(id);
    }
    if (others.empty()) continue;
    const std::string named = join_words(others);
    Diagnostic problem = error("companion-refused",
                               fmt::format("{} goes out together with {}, which {} refused", member.letter, named,
                                           others.size() == 1 ? "is" : "are"),
                               fmt::format("Mend what is said of {}; the letters are then written together.", named));
    problem.letter = member.letter;
    desk.place(problem);
    member.diagnostics->push_back(std::move(problem));
  }
}

void say_dates_once(const std::vector<Diagnostics*>& letters) {
  constexpr std::array<std::string_view, 3> of_dates = {"in-closure", "weekend", "bank-holiday"};
  std::vector<std::string> said;
  for (Diagnostics* letter : letters) {
    std::erase_if(*letter, [&](const Diagnostic& each) {
      if (each.severity != Severity::warning ||
          std::find(of_dates.begin(), of_dates.end(), each.code) == of_dates.end())
        return false;
      const bool before = std::find(said.begin(), said.end(), each.message) != said.end();
      if (!before) said.push_back(each.message);
      return before;
    });
  }
}

}  // namespace caseletters::merge
