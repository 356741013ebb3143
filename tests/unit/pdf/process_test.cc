#include "pdf/process.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>

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
  ASSERT_TRUE(process.say("one\n"));
  ASSERT_TRUE(process.hear(line, seconds{20}));
  EXPECT_EQ(line, "<one>");
  EXPECT_TRUE(process.wait(seconds{20}).well());
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

}  // namespace
}  // namespace caseletters::pdf
