#include "merge/companions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace caseletters::merge {
namespace {

std::vector<std::string> messages(const Diagnostics& diagnostics) {
  std::vector<std::string> messages;
  for (const Diagnostic& each : diagnostics) messages.push_back(each.code + ": " + each.message);
  return messages;
}

TEST(Companions, ADayIsToldWithTheFirstLetterThatHasIt) {
  const Diagnostic closed = warning("in-closure", "Review date falls on Tuesday 31 August 2027");
  const Diagnostic later = warning("in-closure", "Review date falls on Thursday 31 August 2028");
  const Diagnostic weekend = warning("weekend", "Response deadline falls on Sunday");
  const Diagnostic sent = warning("already-sent", "ban-1 is recorded as sent");
  Diagnostics first = {closed, sent}, second = {closed, weekend, sent}, third = {weekend, later};
  say_dates_once({&first, &second, &third});
  EXPECT_EQ(messages(first), messages({closed, sent}));
  EXPECT_EQ(messages(second), messages({weekend, sent})) << "only what is said of dates is said once";
  EXPECT_EQ(messages(third), messages({later})) << "another day is another thing";
}

}  // namespace
}  // namespace caseletters::merge
