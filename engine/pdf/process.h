// Another program, run with limits: on time, memory and what it may see.
//
// Each runs in a process group of its own, and it is the group that is ended when its time is up: a program that
// started others leaves none behind. Its environment is PATH, a language and a home folder that we give it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/descriptor.h"
#include "base/result.h"

namespace caseletters::pdf {

struct ProcessOptions {
  std::vector<std::string> words;  // the program, by name or path, and its arguments
  std::string folder;              // where it runs, and its home
  bool speaks = false;             // its input is written to, its output read line by line
  std::size_t memory_bytes = 0;    // of data; 0: no limit
};

// How it ended.
struct Ended {
  int exit = 0;        // 0 to 255
  int signal = 0;      // where one ended it
  bool late = false;   // its time was up
  std::string errors;  // what it said on standard error; the first 64 KB
  [[nodiscard]] bool well() const { return exit == 0 && signal == 0 && !late; }
};

class Process {
 public:
  // Code: tool-missing where there is no such program, tool-failed where it could not be started.
  [[nodiscard]] static Result<Process> start(const ProcessOptions& options);
  Process(Process&&) noexcept;
  Process& operator=(Process&&) noexcept;
  ~Process();  // ends the group if it still runs

  // For one that speaks. False where it no longer listens or has not taken all when the time is up.
  [[nodiscard]] bool say(const std::string& line, std::chrono::milliseconds limit);
  // Its next line; false at its end or when the time is up.
  [[nodiscard]] bool hear(std::string& line, std::chrono::milliseconds limit);
  // Waits for its end; when the time is up its group is ended.
  [[nodiscard]] Ended wait(std::chrono::milliseconds limit);

 private:
  struct State;
  explicit Process(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The path of a program on PATH; empty where there is none.
[[nodiscard]] std::string find_program(const std::string& name);

// A folder of our own for the time of a run, gone with all that is in it when this goes or the run is ended
// (cleared_away.h).
class WorkFolder {
 public:
  // Also clears away what runs that were killed have left. Code: folder-failed.
  [[nodiscard]] static Result<WorkFolder> make();
  WorkFolder(WorkFolder&& other) noexcept;
  WorkFolder& operator=(WorkFolder&&) = delete;
  ~WorkFolder();
  [[nodiscard]] const std::string& path() const { return path_; }
  // A file in it. Codes: disk-full, write-failed; file-missing, file-unreadable.
  [[nodiscard]] Result<void> put(const std::string& name, std::string_view bytes) const;
  [[nodiscard]] Result<std::string> get(const std::string& name) const;
  void drop(const std::string& name) const;

 private:
  WorkFolder(std::string path, std::unique_ptr<Descriptor> lock);
  std::string path_;
  std::unique_ptr<Descriptor> lock_;  // held as long as the folder is in use
};

}  // namespace caseletters::pdf
