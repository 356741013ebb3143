// The files of one pack: policy.xml and everything it includes, parsed and valid against the schema.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "package/xml.h"
#include "policy/findings.h"
#include "policy/policy.h"

namespace caseletters::policy {

struct PackFile {
  std::string path;
  std::string signatory;  // default role for its letters that name none; may be empty
  package::XmlTree tree;

  [[nodiscard]] pugi::xml_node root() const { return tree.root(); }
  [[nodiscard]] Place place(pugi::xml_node node) const { return {path, tree.line_of(node)}; }
};

struct PackFiles {
  std::vector<std::unique_ptr<PackFile>> files;  // each after what it includes; policy.xml last, where it could be read
  std::vector<std::string> paths;                // all that were tried, in that order too
  std::string sha256;                            // over their bytes, in that order
};

// Codes, with places: file-missing, bad-xml, schema, wrong-root, include-missing, include-cycle, unknown-letter (a
// rename). What could be read is there in spite of findings, so that all of a pack's errors show at once.
[[nodiscard]] PackFiles read_pack(const Files& files, const std::string& policy_folder, const Library& library,
                                  Findings& findings);

}  // namespace caseletters::policy
