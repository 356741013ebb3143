#include "pdf/process.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

namespace caseletters::pdf {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Process run(const std::string& script, bool speaks = false) {
  auto process = Process::start({{"sh", "-c", script}, "/", speaks, 0});
  EXPECT_TRUE(process.has_value());
  return std::move(*process);
}

TEST(Process, TellsTheExitCodeAndWhatWasSaid) {
  const auto ended = run("echo trouble >&2; exit 3").wait(seconds{20});
  EXPECT_EQ(ended.exit, 3);
  EXPECT_EQ(ended.errors, "trouble\n");
  EXPECT_FALSE(ended.well());
  EXPECT_FALSE(ended.late);
}

TEST(Process, TellsTheSignal) {
  const auto ended = run("kill -SEGV $$").wait(seconds{20});
  EXPECT_EQ(ended.signal, SIGSEGV);
}

TEST(Process, OneThatIsLateIsEndedWithAllThatItStarted) {
  auto process = run("sleep 1000 & echo $!; wait", true);
  std::string child;
  ASSERT_TRUE(process.hear(child, seconds{20}));
  const auto ended = process.wait(milliseconds{50});
  EXPECT_TRUE(ended.late);
  // A process that its dead parent left is taken over by init; ended it soon stops answering.
  const auto pid = static_cast<pid_t>(std::stol(child));
  bool gone = false;
  for (int i = 0; i < 500 && !gone; ++i) {
    std::error_code ignored;
    gone = ::kill(pid, 0) != 0 || std::filesystem::read_symlink("/proc/" + child + "/exe", ignored).empty();
    if (!gone) ::usleep(10000);
  }
  EXPECT_TRUE(gone);
}

TEST(Process, SpeaksLineByLine) {
  auto process = run("while read line; do echo \"<$line>\"; done", true);
  std::string line;
  ASSERT_TRUE(process.say("one\n", seconds{20}));
  ASSERT_TRUE(process.hear(line, seconds{20}));
  EXPECT_EQ(line, "<one>");
  EXPECT_TRUE(process.wait(seconds{20}).well());
}

TEST(Process, OneThatDoesNotListenIsNotWaitedForLongerThanAsked) {
  auto process = run("sleep 1000", true);
  EXPECT_FALSE(process.say(std::string(1 << 20, 'x') + "\n", milliseconds{50}));
  EXPECT_TRUE(process.wait(milliseconds{0}).late);
}

TEST(Process, OneThatSpeaksWhileItIsSpokenToIsHeard) {
  // More than both pipes hold: neither may wait for the other.
  auto process = run("cat", true);
  const std::string line(1 << 20, 'x');
  ASSERT_TRUE(process.say(line + "\n", seconds{20}));
  std::string heard;
  ASSERT_TRUE(process.hear(heard, seconds{20}));
  EXPECT_EQ(heard.size(), line.size());
  EXPECT_TRUE(process.wait(seconds{20}).well());
}

TEST(Process, OneThatListensNoMoreIsNotSpokenTo) {
  auto process = run("exec <&-; echo deaf", true);
  std::string heard;
  ASSERT_TRUE(process.hear(heard, seconds{20}));
  EXPECT_FALSE(process.say("one\n", seconds{20}));
  EXPECT_TRUE(process.wait(seconds{20}).well());
}

TEST(Process, WhatOneStartedEndsWithIt) {
  auto process = run("sleep 1000 >/dev/null 2>&1 & echo $!", true);
  std::string child;
  ASSERT_TRUE(process.hear(child, seconds{20}));
  EXPECT_TRUE(process.wait(seconds{20}).well());
  bool gone = false;
  for (int i = 0; i < 500 && !gone; ++i) {
    std::error_code ignored;
    gone = ::kill(static_cast<pid_t>(std::stol(child)), 0) != 0 ||
           std::filesystem::read_symlink("/proc/" + child + "/exe", ignored).empty();
    if (!gone) ::usleep(10000);
  }
  EXPECT_TRUE(gone);
}

TEST(Process, OneThatIsNotThereIsSaid) {
  const auto process = Process::start({{"no-such-program-anywhere"}, "/", false, 0});
  ASSERT_FALSE(process.has_value());
  EXPECT_EQ(process.error().code, "tool-missing");
}

TEST(WorkFolder, IsGoneWithAllThatIsInIt) {
  std::string path;
  {
    const auto folder = WorkFolder::make();
    ASSERT_TRUE(folder.has_value());
    path = folder->path();
    ASSERT_TRUE(folder->put("a", "words"));
    EXPECT_EQ(*folder->get("a"), "words");
    EXPECT_FALSE(folder->get("b").has_value());
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

class Leftovers : public testing::Test {
 protected:
  void SetUp() override {
    // A test that ends by a signal begins once more in a process of its own, and looks at the same folder.
    if (const char* given = std::getenv("LEFTOVERS"); given != nullptr) {
      parent_ = given;
    } else {
      std::string pattern = testing::TempDir() + "leftovers-XXXXXX";
      ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
      parent_ = pattern;
      ::setenv("LEFTOVERS", parent_.c_str(), 1);
    }
    ::setenv("TMPDIR", parent_.c_str(), 1);
  }
  void TearDown() override {
    ::unsetenv("TMPDIR");
    ::unsetenv("LEFTOVERS");
    std::filesystem::remove_all(parent_);
  }
  [[nodiscard]] bool nothing_left() const { return std::filesystem::is_empty(parent_); }
  std::string parent_;
};

TEST_F(Leftovers, OfARunThatWasKilledAreClearedAwayAndThoseInUseAreNot) {
  const std::string old = parent_ + "/caseletters-pdf-123456", other = parent_ + "/somebody-elses";
  std::filesystem::create_directories(old);
  std::filesystem::create_directories(other);
  std::ofstream{old + "/.in-use"} << "";
  std::ofstream{old + "/letter.json"} << "words";
  const std::string young = parent_ + "/caseletters-pdf-young1", aged = parent_ + "/caseletters-pdf-aged12";
  for (const auto& folder : {young, aged}) std::filesystem::create_directories(folder);
  std::filesystem::last_write_time(aged, std::filesystem::file_time_type::clock::now() - std::chrono::hours{1});
  const auto in_use = WorkFolder::make();
  const auto next = WorkFolder::make();
  ASSERT_TRUE(in_use && next);
  EXPECT_FALSE(std::filesystem::exists(old));
  EXPECT_FALSE(std::filesystem::exists(aged));
  EXPECT_TRUE(std::filesystem::exists(young));
  EXPECT_TRUE(std::filesystem::exists(other));
  EXPECT_TRUE(std::filesystem::exists(in_use->path()));
}

TEST_F(Leftovers, AreNoneWhereASignalEndsTheRun) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        const auto folder = WorkFolder::make();
        (void)folder->put("letter.json", "words");
        const auto child = Process::start({{"sleep", "60"}, folder->path(), false, 0});
        ::kill(::getpid(), SIGTERM);
        for (;;) ::pause();
      },
      testing::KilledBySignal(SIGTERM), "");
  EXPECT_TRUE(nothing_left());
}

}  // namespace
}  // namespace caseletters::pdf
