#include "merge/letter_places.h"

#include <utility>

namespace caseletters::merge {
namespace {

void mark_failed(RowResult& result, const StagedGroup& group, const Diagnostic& reason) {
  for (const std::size_t letter : group.letters) {
    result.letters[letter].status = Status::failed;
    result.letters[letter].files.clear();
    result.letters[letter].diagnostics.push_back(reason);
  }
}

}  // namespace

bool LetterPlaces::place(std::vector<RowResult>& results) {
  std::vector<history::RegisterFile::Intention> intentions;
  std::int64_t groups = 0;
  for (auto& result : results) {
    for (auto& group : result.groups) {
      ++groups;
      for (auto& intention : group.entries) {
        intention.group = groups;
        intentions.push_back(std::move(intention));
      }
    }
  }
  // What is only said of a letter comes last: the places of the others are counted from the first.
  for (auto& result : results) {
    for (auto& withdrawal : result.withdrawals) intentions.push_back(std::move(withdrawal));
  }
  if (intentions.empty()) return true;
  // The flush makes the last batch's names durable too, before its letters are entered.
  Result<void> ready = batch_.flush();
  if (ready) {
    ready = register_.advance(failed_, std::move(intentions));
    if (ready) failed_.clear();
  }
  bool go_on = ready.has_value();
  std::size_t number = 0;
  for (auto& result : results) {
    for (const auto& group : result.groups) {
      Result<void> placed = ready;
      if (placed) placed = batch_.place(group.files);
      if (!placed) {
        // A full disk stops the run; a folder that cannot be written to stops only its own case.
        if (placed.error().code == "disk-full") go_on = false;
        mark_failed(result, group, placed.error());
        if (ready) {
          for (std::size_t i = 0; i < group.letters.size(); ++i) failed_.push_back(number + i);
        }
      }
      number += group.letters.size();
    }
  }
  return go_on;
}

Result<void> LetterPlaces::finish() {
  if (auto flushed = batch_.flush(); !flushed) return flushed;
  return register_.advance(failed_, {});
}

}  // namespace caseletters::merge
