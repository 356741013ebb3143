// What is said of letters that go out together, where some of them cannot be written.
#pragma once

#include <string>
#include <vector>

#include "merge/case_letters.h"

namespace caseletters::merge {

// A letter of a group, the leader first, with what was found wrong with it.
struct GroupMember {
  std::string letter;
  Diagnostics* diagnostics = nullptr;
  bool there = false;  // issued before: nothing is refused
};

// Refuses them all where one is refused (code: companion-refused): each fault is said of the first letter that has it,
// and the others name the letters at fault. Nothing happens where none is refused.
void refuse_together(const CaseDesk& desk, const std::vector<GroupMember>& members);

// What is said of a date of the case is said with the first letter that tells it: a weekend, a bank holiday, a closure.
void say_dates_once(const std::vector<Diagnostics*>& letters);

}  // namespace caseletters::merge
