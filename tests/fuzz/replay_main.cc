// Runs a fuzz target over given files and folders of files: what it began with and what it found stay tried, without
// libFuzzer.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  int tried = 0;
  const auto replay = [&tried](const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    // Whole, and broken off at many places.
    for (std::size_t length = bytes.size(), step = bytes.size() / 40 + 1;; length -= step) {
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), length);
      ++tried;
      if (length < step) break;
    }
  };
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) {
      replay(argv[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator{argv[i]})
      if (entry.is_regular_file()) replay(entry.path());
  }
  std::printf("%d inputs\n", tried);
  return tried > 0 ? 0 : 1;
}
