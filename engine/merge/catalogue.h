// What there is to choose from: the policies that ship, and the letters of one.
#pragma once

#include <string>
#include <vector>

#include "merge/workplace.h"

namespace caseletters::merge {

struct CatalogueLetter {
  std::string id, title, signatory, delivery;
  std::vector<std::string> after;  // "ban-1", or "ban-2 or ban-3"
  std::vector<std::string> companions;
};

struct CataloguePolicy {
  std::string id, name, version, source;
  std::vector<CatalogueLetter> letters;
};

[[nodiscard]] Checked<CataloguePolicy> describe_policy(const Files& files, const std::string& named,
                                                       const policy::Library& library);
[[nodiscard]] Checked<std::vector<CataloguePolicy>> describe_shipped(const Files& files,
                                                                     const policy::Library& library);

// Copies a policy with the shared files it includes into `folder`, for a school to make its own. Refuses to write over
// anything (code: not-empty). Gives the files written, relative to `folder`.
[[nodiscard]] Checked<std::vector<std::string>> copy_policy(Files& files, const std::string& named,
                                                            const std::string& folder, const policy::Library& library);

}  // namespace caseletters::merge
