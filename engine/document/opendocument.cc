#include "document/opendocument.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "document/document.h"

namespace caseletters::document {
namespace {

Diagnostic about(Diagnostic problem, const package::Archive& archive) {
  problem.file = archive.file();
  return problem;
}

const char* const save_as_text = "Open it in LibreOffice or Word and save it as a text document (.odt or .docx).";

bool is_macro(std::string_view part) {
  if (part.ends_with('/')) return false;
  if (part.starts_with("Scripts/")) return true;
  // The lists of libraries and modules are written even where there is no macro.
  return part.starts_with("Basic/") && !part.ends_with("script-lc.xml") && !part.ends_with("script-lb.xml");
}

bool is_encrypted(const Node& node) {
  return local_name(node.name) == "encryption-data" ||
         std::any_of(node.children.begin(), node.children.end(),
                     [](const Node* child) { return is_encrypted(*child); });
}

Result<void> check_manifest(const package::Archive& archive) {
  if (archive.find(manifest_part) == nullptr) return {};
  const auto tree = read_manifest(archive);
  if (!tree) return fail(tree.error());
  if (is_encrypted(tree->root()))
    return fail(about(error("password", "The file is password-protected, so it cannot be read.",
                            "Open it in LibreOffice and save it without “Save with password”."),
                      archive));
  return {};
}

Result<void> check_media_type(const package::Archive& archive, std::string_view type) {
  if (type == opendocument_text || type == opendocument_template) return {};
  if (type.starts_with("application/vnd.sun.xml."))
    return fail(about(
        error("old-format", "The file is in the old OpenOffice format.", "Open it in LibreOffice and save it as .odt."),
        archive));
  if (type == "application/vnd.oasis.opendocument.text-master")
    return fail(about(error("not-a-document",
                            "The file is a master document, which only refers to the documents that hold the words.",
                            "Open it in LibreOffice and export it as a text document (.odt)."),
                      archive));
  if (type.starts_with("application/vnd.oasis.opendocument."))
    return fail(about(error("not-a-document", "The file is a LibreOffice file, but not a text document.", save_as_text),
                      archive));
  return fail(
      about(error("not-a-document", "The file is neither a Word nor a LibreOffice document.", save_as_text), archive));
}

void note_oddities(const package::Archive& archive, Diagnostics& warnings) {
  const auto& entries = archive.entries();
  const auto any = [&](const auto& test) {
    return std::any_of(entries.begin(), entries.end(), [&](const package::Entry& entry) { return test(entry.name); });
  };
  if (entries.empty() || entries.front().name != media_type_part || entries.front().method != 0)
    warnings.push_back(about(
        warning("mimetype-misplaced", archive.find(media_type_part) == nullptr
                                          ? "The package does not say at its start what it is; letters made from it do."
                                          : "The package says what it is, but not at its start; letters made from it "
                                            "say it there."),
        archive));
  if (any([](std::string_view name) { return is_signature_part(name); }))
    warnings.push_back(about(warning("signature-removed",
                                     "The document carries a digital signature; a letter made from it cannot, so the "
                                     "signature is left out."),
                             archive));
  if (any([](std::string_view name) { return name.starts_with("Object ") && name.ends_with("/content.xml"); }))
    warnings.push_back(about(
        warning("embedded-object", "The document holds an embedded object of another program; it is kept as it is."),
        archive));
}

}  // namespace

Result<Tree> read_manifest(const package::Archive& archive) {
  auto bytes = archive.read(manifest_part);
  if (!bytes) return fail(bytes.error());
  if (const auto type = bytes->find("<!DOCTYPE"); type != std::string::npos) {
    const auto end = bytes->find_first_of("[>", type);
    if (end != std::string::npos && (*bytes)[end] == '>') bytes->erase(type, end + 1 - type);
    // That type declared the prefix too.
    constexpr std::string_view bare = "<manifest:manifest>";
    if (const auto root = bytes->find(bare); root != std::string::npos)
      bytes->insert(root + bare.size() - 1, " xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"");
  }
  return Tree::parse(*bytes, archive.file(), std::string{manifest_part}, property_dialect());
}

bool is_signature_part(std::string_view part) {
  return part.starts_with("META-INF/") && part.find("signatures") != std::string_view::npos;
}

Result<std::string> media_type_of(const package::Archive& archive) {
  if (archive.find(media_type_part) != nullptr) {
    const auto bytes = archive.read(media_type_part);
    if (!bytes) return fail(bytes.error());
    return std::string{trim(*bytes)};
  }
  const auto tree = read_manifest(archive);
  if (!tree) return fail(tree.error());
  for (const auto* entry : tree->root().children) {
    const auto* path = entry->attribute("full-path");
    const auto* type = entry->attribute("media-type");
    if (path != nullptr && type != nullptr && path->value == "/") return type->value;
  }
  return std::string{};
}

Result<Document> Document::open_opendocument(package::Archive archive) {
  const auto type = media_type_of(archive);
  if (!type) return fail(type.error());
  if (auto checked = check_media_type(archive, *type); !checked) return fail(checked.error());
  if (auto checked = check_manifest(archive); !checked) return fail(checked.error());
  const auto& entries = archive.entries();
  if (std::any_of(entries.begin(), entries.end(), [](const package::Entry& entry) { return is_macro(entry.name); }))
    return fail(about(error("has-macros", "The document holds macros, which a letter must not.",
                            "Open it in LibreOffice, delete the macros (Tools, Macros), and save it again."),
                      archive));
  if (archive.find("content.xml") == nullptr)
    return fail(about(error("part-missing", "The document lacks the part that holds its words: content.xml.",
                            "Open it in LibreOffice, let it repair the file, and save it again."),
                      archive));
  Document document{DocumentFormat::odt, std::move(archive)};
  document.main_part_ = "content.xml";
  if (document.archive_.find("styles.xml") != nullptr) document.stories_.push_back({"styles.xml", StoryKind::margins});
  document.stories_.push_back({"content.xml", StoryKind::body});
  if (document.archive_.find("meta.xml") != nullptr) document.stories_.push_back({"meta.xml", StoryKind::properties});
  note_oddities(document.archive_, document.warnings_);
  return document;
}

}  // namespace caseletters::document
