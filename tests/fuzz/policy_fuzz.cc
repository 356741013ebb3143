// Any bytes as policy.xml: loaded, or refused with findings.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/files.h"
#include "policy/policy.h"

using namespace caseletters;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const MemoryFiles shipped = [] {
    MemoryFiles files;
    const auto disk = disk_files();
    for (const char* name : {"schemas/policy.xsd", "templates/shared/vocabulary.xml"})
      files.contents[name] = disk->read(std::string{CASELETTERS_SOURCE_DIR} + "/" + name).value();
    return files;
  }();
  auto files = shipped;
  files.contents["p/policy.xml"] = std::string{reinterpret_cast<const char*>(data), size};
  const auto policy = policy::load_policy(files, "p", {"templates", "schemas"});
  if (!policy && policy.error().empty()) std::abort();
  return 0;
}
