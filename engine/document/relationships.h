// How the parts of an Open Packaging Conventions package hang together (ECMA-376, part 2, clauses 9 and 10).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "package/archive.h"

namespace caseletters::document {

struct Relationship {
  std::string id;
  std::string type;    // the whole URI
  std::string target;  // an entry of the package, or as written where external
  bool external = false;
};

// The entry that holds a part's relationships: "word/_rels/document.xml.rels"; "_rels/.rels" for the package ("").
[[nodiscard]] std::string relationships_part(std::string_view part);
// The relationships of a part, in order; none where it has no such entry. Codes: those of package/xml.h.
[[nodiscard]] Result<std::vector<Relationship>> read_relationships(const package::Archive& archive,
                                                                   std::string_view part);
// The last piece of a relationship's type: "header" of ".../relationships/header".
[[nodiscard]] std::string_view short_type(const Relationship& relationship);
// Whether it leads to the package's digital signatures (clause 13).
[[nodiscard]] bool is_signature(const Relationship& relationship);

class ContentTypes {
 public:
  // Codes: not-a-document where there is no [Content_Types].xml, and those of package/xml.h.
  [[nodiscard]] static Result<ContentTypes> read(const package::Archive& archive);
  // The type of an entry; empty where none is given.
  [[nodiscard]] std::string_view of(std::string_view part) const;
  [[nodiscard]] bool has_ending(std::string_view ending) const;

 private:
  std::vector<std::pair<std::string, std::string>> endings_, parts_;
};

}  // namespace caseletters::document
