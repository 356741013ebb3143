#include "pdf/cleared_away.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

namespace caseletters::pdf {
namespace {

// Written to by the handler, which may do little else.
std::array<int, 2> told{-1, -1};

void tell(int number) {
  const int reason = errno;
  const auto byte = static_cast<unsigned char>(number);
  [[maybe_unused]] const auto written = ::write(told[1], &byte, 1);
  errno = reason;
}

class Kept {
 public:
  static Kept& instance() {
    // Never destroyed: the thread that listens may use it until the very end.
    static Kept* const kept = new Kept;
    return *kept;
  }

  template <typename Change>
  void change(Change change) {
    const std::lock_guard lock{guard_};
    change(folders_, groups_);
  }

 private:
  Kept() {
    if (::pipe2(told.data(), O_CLOEXEC) != 0) return;
    std::thread{[this] { listen(); }}.detach();
    for (const int one : {SIGINT, SIGTERM, SIGHUP}) {
      struct sigaction now {};
      // One that is ignored stays so: nohup means it.
      if (::sigaction(one, nullptr, &now) != 0 || now.sa_handler != SIG_DFL) continue;
      struct sigaction ours {};
      ours.sa_handler = &tell;
      ours.sa_flags = SA_RESTART;
      ::sigaction(one, &ours, nullptr);
    }
  }

  void listen() {
    unsigned char number = 0;
    while (::read(told[0], &number, 1) != 1)
      if (errno != EINTR) return;
    {
      const std::lock_guard lock{guard_};
      for (const auto group : groups_) ::kill(-group, SIGKILL);
      std::error_code ignored;
      for (const auto& folder : folders_) std::filesystem::remove_all(folder, ignored);
    }
    ::signal(number, SIG_DFL);
    ::kill(::getpid(), number);
  }

  std::mutex guard_;
  std::set<std::string> folders_;
  std::set<pid_t> groups_;
};

}  // namespace

void clear_away_at_end(const std::string& folder) {
  Kept::instance().change([&](auto& folders, auto&) { folders.insert(folder); });
}

void clear_away_at_end(pid_t group) {
  Kept::instance().change([&](auto&, auto& groups) { groups.insert(group); });
}

void is_cleared_away(const std::string& folder) {
  Kept::instance().change([&](auto& folders, auto&) { folders.erase(folder); });
}

void is_cleared_away(pid_t group) {
  Kept::instance().change([&](auto&, auto& groups) { groups.erase(group); });
}

}  // namespace caseletters::pdf
