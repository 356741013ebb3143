// What must hold for a letter to be written, and for a choice to come out badly, as goals of a search
// (facts/prove_goals.h).
#pragma once

#include <deque>
#include <vector>

#include "facts/prove_goals.h"
#include "policy/policy.h"

namespace caseletters::merge {

// Conditions that no file holds. They stay where they are as more come; whoever searches keeps them.
using MadeConditions = std::deque<facts::Expression>;

// What must have gone before did, what the letter needs is there, and nothing refuses it.
[[nodiscard]] std::vector<facts::Goal> goals_of_writing(const facts::Vocabulary& vocabulary,
                                                        const policy::Letter& letter, MadeConditions& made);

// How a choice comes out badly: none of its options holds, or two of them do; one way an entry.
[[nodiscard]] std::vector<std::vector<facts::Goal>> goals_against(const facts::Rules& rules, int choice);

// That something is known, or is not.
[[nodiscard]] facts::Goal goal_known(const facts::Symbol& symbol, bool known, MadeConditions& made);

}  // namespace caseletters::merge
