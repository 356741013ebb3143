#include "base/threads.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

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

// While it stands, no thread starts: their stacks would be larger than the address space.
class NoThreads {
 public:
  NoThreads() {
    pthread_attr_t huge;
    EXPECT_EQ(pthread_getattr_default_np(&usual_), 0);
    EXPECT_EQ(pthread_attr_init(&huge), 0);
    EXPECT_EQ(pthread_attr_setstacksize(&huge, std::size_t{1} << 50), 0);
    EXPECT_EQ(pthread_setattr_default_np(&huge), 0);
  }
  ~NoThreads() { EXPECT_EQ(pthread_setattr_default_np(&usual_), 0); }
  NoThreads(const NoThreads&) = delete;
  NoThreads& operator=(const NoThreads&) = delete;

 private:
  pthread_attr_t usual_;
};

TEST(RunOnThreads, ThreadsThatDoNotStartAreDoneWithout) {
  const NoThreads none;
  std::atomic<int> next{0}, done{0};
  run_on_threads(4, [&](std::size_t) {
    while (next.fetch_add(1) < 10) done.fetch_add(1);
  });
  EXPECT_EQ(done.load(), 10);
}

TEST(Beside, PiecesGoOnBesideTheCallerOneAfterAnother) {
  Beside beside{true};
  std::promise<void> go_on;
  std::vector<int> done;
  // Were it done by the caller, this would wait for ever.
  beside.start([&] {
    go_on.get_future().wait();
    done.push_back(1);
  });
  go_on.set_value();
  beside.start([&] { done.push_back(2); });
  beside.wait();
  EXPECT_EQ(done, (std::vector{1, 2}));
}

TEST(Beside, WhatAPieceThrowsComesBackWhereTheCallerNextWaits) {
  Beside beside{true};
  bool begun = false;
  beside.start([] { throw std::runtime_error("no memory"); });
  EXPECT_THROW(beside.start([&begun] { begun = true; }), std::runtime_error);
  EXPECT_FALSE(begun);
  EXPECT_NO_THROW(beside.wait());
}

TEST(Beside, WhatIsInHandIsDoneWhenItGoes) {
  std::atomic<bool> done{false};
  {
    Beside beside{true};
    beside.start([&done] { done.store(true); });
  }
  EXPECT_TRUE(done.load());
}

TEST(Beside, TheCallerDoesItselfWhatNoThreadDoes) {
  std::vector<std::thread::id> by;
  const auto note = [&by] { by.push_back(std::this_thread::get_id()); };
  {
    const NoThreads none;
    Beside beside{true};
    beside.start(note);
  }
  Beside alone{false};
  alone.start(note);
  EXPECT_EQ(by, (std::vector{std::this_thread::get_id(), std::this_thread::get_id()}));
}

}  // namespace
}  // namespace caseletters
