#include "pdf/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "base/text.h"
#include "pdf/cleared_away.h"

namespace caseletters::pdf {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_errors = 64 << 10;

Diagnostic failed(const std::string& what, int reason) {
  return error("tool-failed", fmt::format("{}: {}", what, std::strerror(reason)));
}

void shut(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

int milliseconds_left(Clock::time_point end) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left, 0, 1000LL * 3600));
}

}  // namespace

struct Process::State {
  pid_t child = -1;
  int in = -1, out = -1, err = -1;
  std::string heard, errors;
  bool reaped = false;
  int status = 0;

  ~State() {
    shut(in);
    if (child > 0 && !reaped) reap();
    shut(out);
    shut(err);
  }

  // One read of what is there; false at the end of the pipe.
  static bool take(int& descriptor, std::string& to, std::size_t most) {
    std::array<char, 16384> buffer{};
    const auto count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    if (count <= 0) {
      shut(descriptor);
      return false;
    }
    if (to.size() < most) to.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
  }

  // Waits until something is to be read, and reads it; where we have something to say, also until it may be said.
  bool listen(Clock::time_point end, bool say = false) {
    std::array<pollfd, 3> pipes{{{out, POLLIN, 0}, {err, POLLIN, 0}, {say ? in : -1, POLLOUT, 0}}};
    if (out < 0 && err < 0 && !say) return false;
    const int ready = ::poll(pipes.data(), pipes.size(), milliseconds_left(end));
    if (ready < 0 && errno == EINTR) return true;
    if (ready <= 0) return false;
    if (pipes[0].revents != 0 && out >= 0) take(out, heard, std::string::npos);
    if (pipes[1].revents != 0 && err >= 0) take(err, errors, most_errors);
    return true;
  }

  // Whether it has ended. It is not buried yet: its number is its own as long as it is not, and may be another's after.
  [[nodiscard]] bool ended() const {
    siginfo_t told{};
    if (::waitid(P_PID, static_cast<id_t>(child), &told, WEXITED | WNOHANG | WNOWAIT) != 0) return errno != EINTR;
    return told.si_pid == child;
  }

  // Ends it and all that it started, whether or not it has ended by itself, and buries it.
  void reap() {
    ::kill(-child, SIGKILL);
    is_cleared_away(child);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    reaped = true;
  }
};

Process::Process(std::unique_ptr<State> state) : state_(std::move(state)) {}
Process::Process(Process&&) noexcept = default;
Process& Process::operator=(Process&&) noexcept = default;
Process::~Process() = default;

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : std::string{};
  const char* path = std::getenv("PATH");
  for (const auto& folder : split(path == nullptr ? "/usr/bin:/bin" : path, ':')) {
    std::string candidate = folder + "/" + name;
    struct stat entry {};
    if (!folder.empty() && ::stat(candidate.c_str(), &entry) == 0 && S_ISREG(entry.st_mode) &&
        ::access(candidate.c_str(), X_OK) == 0)
      return candidate;
  }
  return {};
}

Result<Process> Process::start(const ProcessOptions& options) {
  const std::string program = find_program(options.words.front());
  if (program.empty())
    return fail(error("tool-missing", fmt::format("{} is not on this machine", options.words.front())));
  // A program that stops listening is no reason for us to stop.
  static const bool deaf_to_pipes = [] { return ::signal(SIGPIPE, SIG_IGN) != SIG_ERR; }();
  (void)deaf_to_pipes;

  const char* path = std::getenv("PATH");
  std::vector<std::string> surroundings{std::string{"PATH="} + (path == nullptr ? "/usr/bin:/bin" : path),
                                        "HOME=" + options.folder,
                                        "TMPDIR=" + options.folder,
                                        "LANG=C.UTF-8",
                                        "TZ=UTC",
                                        "GHCRTS="};
  std::vector<char*> words, variables;
  std::vector<std::string> own = options.words;
  for (auto& word : own) words.push_back(word.data());
  words.push_back(nullptr);
  for (auto& variable : surroundings) variables.push_back(variable.data());
  variables.push_back(nullptr);

  auto state = std::make_unique<State>();
  std::array<int, 2> in{-1, -1}, out{-1, -1}, err{-1, -1};
  const int silence = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  bool piped = silence >= 0 && ::pipe2(err.data(), O_CLOEXEC) == 0 && ::pipe2(out.data(), O_CLOEXEC) == 0;
  if (piped && options.speaks) piped = ::pipe2(in.data(), O_CLOEXEC) == 0;
  const int reason_of_pipe = errno;
  const auto close_all = [&] {
    for (int* one : {&in[0], &in[1], &out[0], &out[1], &err[0], &err[1]}) shut(*one);
    int last = silence;
    shut(last);
  };
  if (!piped) {
    close_all();
    return fail(failed("no pipe could be made", reason_of_pipe));
  }
  const pid_t child = ::fork();
  if (child < 0) {
    const int reason = errno;
    close_all();
    return fail(failed("no process could be started", reason));
  }
  if (child == 0) {
    // Between fork and exec only calls that are safe in a signal handler.
    ::signal(SIGPIPE, SIG_DFL);  // what we ignore, a child would ignore too
    ::setpgid(0, 0);
    ::dup2(options.speaks ? in[0] : silence, STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(err[1], STDERR_FILENO);
    if (options.memory_bytes > 0) {
      const rlimit limit{options.memory_bytes, options.memory_bytes};
      ::setrlimit(RLIMIT_DATA, &limit);
    }
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
    ::execve(program.c_str(), words.data(), variables.data());
    ::_exit(127);
  }
  ::setpgid(child, child);  // whichever of the two comes first
  clear_away_at_end(child);
  state->child = child;
  state->in = std::exchange(in[1], -1);
  if (state->in >= 0) ::fcntl(state->in, F_SETFL, O_WRONLY | O_NONBLOCK);
  state->out = std::exchange(out[0], -1);
  state->err = std::exchange(err[0], -1);
  close_all();
  return Process{std::move(state)};
}

bool Process::say(const std::string& line, std::chrono::milliseconds limit) {
  const auto end = Clock::now() + limit;
  std::string_view rest{line};
  while (!rest.empty()) {
    const auto count = ::write(state_->in, rest.data(), rest.size());
    if (count > 0) {
      rest.remove_prefix(static_cast<std::size_t>(count));
    } else if (count < 0 && errno == EAGAIN) {
      // It may be waiting until we hear what it says.
      if (milliseconds_left(end) == 0 || !state_->listen(end, true)) return false;
    } else if (count == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool Process::hear(std::string& line, std::chrono::milliseconds limit) {
  const auto end = Clock::now() + limit;
  for (;;) {
    const auto at = state_->heard.find('\n');
    if (at != std::string::npos) {
      line = state_->heard.substr(0, at);
      state_->heard.erase(0, at + 1);
      return true;
    }
    if (state_->out < 0 || milliseconds_left(end) == 0 || !state_->listen(end)) return false;
  }
}

Ended Process::wait(std::chrono::milliseconds limit) {
  const auto end = Clock::now() + limit;
  Ended ended;
  shut(state_->in);
  while (state_->out >= 0 || state_->err >= 0) {
    if (milliseconds_left(end) > 0 && state_->listen(end)) continue;
    ended.late = true;
    break;
  }
  // It may have closed its pipes and live on.
  while (!ended.late && !state_->reaped && !state_->ended()) {
    if (milliseconds_left(end) == 0) {
      ended.late = true;
    } else {
      ::usleep(1000);
    }
  }
  if (!state_->reaped) state_->reap();
  if (WIFEXITED(state_->status)) ended.exit = WEXITSTATUS(state_->status);
  if (WIFSIGNALED(state_->status)) ended.signal = WTERMSIG(state_->status);
  ended.errors = std::move(state_->errors);
  return ended;
}

}  // namespace caseletters::pdf
