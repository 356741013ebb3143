// Wires the program to the machine: where its templates are, what day it is, which streams it writes to.
#include <poll.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "cli/command_line.h"

namespace {

// Beside the program: in a build tree, or under an install prefix. CASELETTERS_TEMPLATES names another place.
caseletters::policy::Library find_library(const caseletters::Files& files) {
  std::error_code ignored;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path().string();
  caseletters::policy::Library library;
  for (const auto& base : {program, program + "/..", program + "/../share/caseletters"}) {
    if (!library.templates.empty()) break;
    if (files.is_folder(base + "/templates") && files.is_folder(base + "/schemas")) {
      library.templates = base + "/templates";
      library.schemas = base + "/schemas";
    }
  }
  if (const char* named = std::getenv("CASELETTERS_TEMPLATES"); named != nullptr && *named != '\0') {
    library.templates = named;
    const std::string beside = std::string{named} + "/../schemas";
    if (files.is_folder(beside)) library.schemas = beside;
  }
  return library;
}

// Beside the templates, wherever those were found.
std::string find_typesetter(const caseletters::Files& files, const caseletters::policy::Library& library) {
  std::error_code ignored;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path().string();
  for (const auto& place : {program + "/pdf", program + "/../share/caseletters/pdf", library.templates + "/../pdf",
                            library.templates + "/../engine/pdf"}) {
    if (files.exists(place + "/worker.mjs")) return std::filesystem::weakly_canonical(place, ignored).string();
  }
  return {};
}

// Those that this process may use, which may be fewer than the machine has.
int processors() {
  cpu_set_t usable;
  CPU_ZERO(&usable);
  if (::sched_getaffinity(0, sizeof usable, &usable) != 0) return 1;
  return std::max(1, CPU_COUNT(&usable));
}

// `caseletters generate … | head -1`: nobody misses the rest.
bool reader_has_gone() {
  pollfd out{STDOUT_FILENO, 0, 0};
  return ::poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Whoever reads what we print may stop reading; what is being written is finished all the same.
  std::signal(SIGPIPE, SIG_IGN);
  // Without TZ the C library looks at the zone's file for every part of every package that libzip writes; named once,
  // it is read once. No letter's bytes depend on it.
  ::setenv("TZ", ":/etc/localtime", 0);
  const auto files = caseletters::disk_files();
  const auto library = find_library(*files);
  caseletters::cli::Surroundings surroundings{*files,
                                              library,
                                              caseletters::today_by_clock(),
                                              std::cout,
                                              std::cerr,
                                              ::isatty(STDERR_FILENO) == 1,
                                              processors(),
                                              find_typesetter(*files, library)};
  const std::vector<std::string> words{argv + 1, argv + argc};
  const int exit = caseletters::cli::run(words, surroundings);
  std::cout.flush();
  if (!std::cout && !reader_has_gone()) {
    std::cerr << "caseletters: what was to be printed could not be written: the disk may be full\n";
    if (exit <= 1) return static_cast<int>(caseletters::merge::Exit::output_failed);
  }
  return exit;
}
