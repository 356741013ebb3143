// build/sweep FOLDER: one JSON line a document; exit 1 if any differs (commands.md).
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "merge/sweep.h"

namespace {

using caseletters::merge::SweepStatus;

const char* word_for(SweepStatus status) {
  switch (status) {
    case SweepStatus::same:
      return "same";
    case SweepStatus::refused:
      return "refused";
    case SweepStatus::differs:
      return "differs";
    case SweepStatus::error:
      break;
  }
  return "error";
}

}  // namespace

int main(int argc, char** argv) {
  // Whoever reads what we print may stop reading; what is being written is finished all the same.
  std::signal(SIGPIPE, SIG_IGN);
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::cerr << "Usage: sweep FOLDER\n    Opens every .docx and .odt below FOLDER as a template and says whether it "
                 "comes out as it was.\n";
    return 2;
  }
  std::vector<std::string> paths;
  std::error_code failure;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1], failure)) {
    const std::string ending = caseletters::file_ending(entry.path().string());
    if (entry.is_regular_file() && (ending == "docx" || ending == "odt")) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  const auto files = caseletters::disk_files();
  bool differs = false;
  for (const auto& path : paths) {
    const auto start = std::chrono::steady_clock::now();
    caseletters::merge::SweepResult result;
    try {
      result = caseletters::merge::sweep_document(*files, path);
    } catch (const std::exception& caught) {
      result = {SweepStatus::error, "exception", caught.what()};
    }
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    differs = differs || result.status == SweepStatus::differs;
    nlohmann::ordered_json line;
    line["file"] = path;
    line["status"] = word_for(result.status);
    line["code"] = result.code;
    line["message"] = result.message;
    line["ms"] = took.count();
    std::cout << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n' << std::flush;
  }
  return differs ? 1 : 0;
}
