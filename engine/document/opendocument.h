// How the parts of an OpenDocument package hang together (OpenDocument 1.3, part 2).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "document/tree.h"
#include "package/archive.h"

namespace caseletters::document {

inline constexpr std::string_view manifest_part = "META-INF/manifest.xml";
inline constexpr std::string_view media_type_part = "mimetype";
inline constexpr std::string_view opendocument_text = "application/vnd.oasis.opendocument.text";
inline constexpr std::string_view opendocument_template = "application/vnd.oasis.opendocument.text-template";

// The manifest as a tree. The first office suites that wrote OpenDocument named a document type in it, without
// entities of its own: that line is passed over. Codes: those of package/xml.h, part-missing.
[[nodiscard]] Result<Tree> read_manifest(const package::Archive& archive);
// Where signatures over the package stand (clause 5).
[[nodiscard]] bool is_signature_part(std::string_view part);
// What the package says it is: the mimetype entry (3.3), or else the manifest's first line. Codes: those of
// package/xml.h.
[[nodiscard]] Result<std::string> media_type_of(const package::Archive& archive);

}  // namespace caseletters::document
