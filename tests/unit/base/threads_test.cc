#include "base/threads.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <stdexcept>

namespace caseletters {
namespace {

TEST(RunOnThreads, EveryCallIsMadeOnce) {
  std::atomic<unsigned> seen{0};
  run_on_threads(8, [&seen](std::size_t which) { seen.fetch_add(1u << which); });
  EXPECT_EQ(seen.load(), 255u);
}

TEST(RunOnThreads, WhatACallThrowsComesBackWhenTheOthersAreDone) {
  for (const std::size_t thrower : {std::size_t{0}, std::size_t{3}}) {
    std::atomic<int> done{0};
    const auto work = [&](std::size_t which) {
      if (which == thrower) throw std::runtime_error("no memory");
      done.fetch_add(1);
    };
    EXPECT_THROW(run_on_threads(4, work), std::runtime_error) << thrower;
    EXPECT_EQ(done.load(), 3) << thrower;
  }
}

// Stacks larger than the address space: no thread starts, and the caller does all the work.
TEST(RunOnThreads, ThreadsThatDoNotStartAreDoneWithout) {
  pthread_attr_t usual, huge;
  ASSERT_EQ(pthread_getattr_default_np(&usual), 0);
  ASSERT_EQ(pthread_attr_init(&huge), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&huge, std::size_t{1} << 50), 0);
  ASSERT_EQ(pthread_setattr_default_np(&huge), 0);
  std::atomic<int> next{0}, done{0};
  run_on_threads(4, [&](std::size_t) {
    while (next.fetch_add(1) < 10) done.fetch_add(1);
  });
  EXPECT_EQ(pthread_setattr_default_np(&usual), 0);
  EXPECT_EQ(done.load(), 10);
}

}  // namespace
}  // namespace caseletters
