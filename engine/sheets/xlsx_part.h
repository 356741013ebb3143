// The parts of an XLSX package that say where its sheets are.
//
// Source: ECMA-376 part 2 (packages, relationships) and part 1, 18.2 (workbook). Namespaces are compared with the root
// element's own, so that Transitional and Strict files and any prefix read alike.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "package/archive.h"
#include "package/xml.h"

namespace caseletters::sheets {

struct XlsxSheet {
  std::string name;
  bool hidden = false;
  std::string part;  // empty where the workbook names none
};

struct XlsxParts {
  std::vector<XlsxSheet> sheets;  // worksheets only: charts, dialogs and macro sheets hold no cases
  std::string strings;            // empty where there is none
  std::string styles;
  bool starts_1904 = false;
};

// Codes: not-a-workbook, and those of package/archive.h and package/xml.h.
[[nodiscard]] Result<XlsxParts> find_parts(const package::Archive& archive);

// The parts that `part` names in relationships of this type ("table"), as far as the package holds them.
[[nodiscard]] Result<std::vector<std::string>> related_parts(const package::Archive& archive, const std::string& part,
                                                             std::string_view type);

// Feeds a part to a handler until it is read or the handler is done.
[[nodiscard]] Result<void> stream_part(const package::Archive& archive, const std::string& part,
                                       package::StreamHandler& handler);

// The name a relationship's target has in the package: "../", "./", a leading '/', backslashes and %20 resolved against
// the part that holds it.
[[nodiscard]] std::string resolve_target(std::string_view source_part, std::string_view target);

// The value of an attribute without a namespace; empty where there is none.
[[nodiscard]] std::string_view attribute(std::span<const package::StreamAttribute> attributes, std::string_view name);

// "1", "true", "on".
[[nodiscard]] bool is_true(std::string_view value);

// Knows which elements belong to the document's own namespace.
class OwnNamespace {
 public:
  // Call for each element's start, the root's first.
  [[nodiscard]] bool holds(std::string_view namespace_uri) {
    if (!known_) {
      known_ = true;
      uri_ = namespace_uri;
    }
    return namespace_uri == uri_;
  }

 private:
  bool known_ = false;
  std::string uri_;
};

}  // namespace caseletters::sheets
