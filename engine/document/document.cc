#include "document/document.h"

#include <algorithm>
#include <utility>

#include "document/relationships.h"

namespace caseletters::document {
namespace {

constexpr std::string_view main_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
constexpr std::string_view template_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";

Diagnostic about(Diagnostic problem, const package::Archive& archive) {
  problem.file = archive.file();
  return problem;
}

StoryKind kind_of(std::string_view type) {
  if (type == "header") return StoryKind::header;
  if (type == "footer") return StoryKind::footer;
  if (type == "footnotes") return StoryKind::footnotes;
  return StoryKind::endnotes;
}

bool is_story(std::string_view type) {
  return type == "header" || type == "footer" || type == "footnotes" || type == "endnotes";
}

bool is_property(std::string_view type) {
  return type == "core-properties" || type == "extended-properties" || type == "custom-properties";
}

// Headers, body, footers, notes, properties: the order in which a reader meets them.
int rank(StoryKind kind) {
  switch (kind) {
    case StoryKind::header:
    case StoryKind::margins:
      return 0;
    case StoryKind::body:
      return 1;
    case StoryKind::footer:
      return 2;
    case StoryKind::footnotes:
      return 3;
    case StoryKind::endnotes:
      return 4;
    case StoryKind::properties:
      return 5;
  }
  return 6;
}

Result<void> check_main_type(const package::Archive& archive, std::string_view type) {
  if (type == main_type || type == template_type) return {};
  if (type.find("macroEnabled") != std::string_view::npos && type.find("ms-word") != std::string_view::npos)
    return fail(about(error("has-macros", "The document holds macros, which a letter must not.",
                            "Open it in Word and save it without macros, as a Word document (.docx)."),
                      archive));
  return fail(about(
      error("not-a-document", "The file is an Office file, but not a Word document.", "Give a Word document (.docx)."),
      archive));
}

// What is worth a word but does not stop a letter.
void note_oddities(const std::vector<Relationship>& relationships, const package::Archive& archive,
                   Diagnostics& warnings) {
  bool pictures = false, chunks = false, objects = false, comments = false;
  for (const auto& relationship : relationships) {
    const auto type = short_type(relationship);
    if (type == "image" && relationship.external) pictures = true;
    if (type == "aFChunk" || type == "subDocument") chunks = true;
    if (type == "oleObject") objects = true;
    // Word keeps the part when the last comment is taken out.
    if (type == "comments" && !relationship.external) {
      const auto part = archive.read(relationship.target);
      comments = comments || (part && part->find("comment ") != std::string::npos);
    }
  }
  if (pictures)
    warnings.push_back(about(
        warning("external-picture", "The document links to a picture that is not in it; the picture is never fetched.",
                "Put the picture into the document itself."),
        archive));
  if (chunks)
    warnings.push_back(about(
        warning("foreign-content", "The document holds another document whole; nothing in that one is read or filled.",
                "Open it in Word and save it again, so that the content becomes its own."),
        archive));
  if (comments)
    warnings.push_back(about(
        warning("comments-kept", "The document holds comments, and every letter made from it would hold them too.",
                "Take the comments out before letters are made."),
        archive));
  if (objects)
    warnings.push_back(about(
        warning("embedded-object", "The document holds an embedded object of another program; it is kept as it is."),
        archive));
}

}  // namespace

const Dialect& dialect_of(DocumentFormat format, StoryKind kind) {
  if (kind == StoryKind::properties) return property_dialect();
  return format == DocumentFormat::odt ? opendocument_dialect() : word_dialect();
}

std::string_view ending_of(DocumentFormat format) {
  return format == DocumentFormat::odt ? "odt" : "docx";
}

Result<Document> Document::open(std::string bytes, const std::string& file) {
  auto hash = package::sha256(bytes);
  auto archive = package::Archive::open(std::move(bytes), file);
  if (!archive) return fail(std::move(archive.error()));
  const bool word = archive->find("[Content_Types].xml") != nullptr;
  const bool open = archive->find("mimetype") != nullptr || archive->find("META-INF/manifest.xml") != nullptr;
  auto document = open && !word ? open_opendocument(std::move(*archive)) : open_word(std::move(*archive));
  if (document) document->sha256_ = std::move(hash);
  return document;
}

Result<Document> Document::open_word(package::Archive archive) {
  const auto types = ContentTypes::read(archive);
  if (!types) return fail(types.error());
  const auto top = read_relationships(archive, "");
  if (!top) return fail(top.error());

  const auto is_main = [](const Relationship& one) { return short_type(one) == "officeDocument" && !one.external; };
  const auto main = std::find_if(top->begin(), top->end(), is_main);
  if (main == top->end())
    return fail(about(error("not-a-document", "The file does not say which of its parts is the document.",
                            "Open it in Word and save it as a Word document (.docx)."),
                      archive));
  if (main->type.starts_with("http://purl.oclc.org/"))
    return fail(about(error("strict-format", "The document is in the strict variant of the format.",
                            "Open it in Word and save it as Word document (.docx)."),
                      archive));
  const auto missing = [file = archive.file()](const std::string& part) {
    auto problem = error("part-missing", "The document refers to a part that it does not hold: " + part + ".",
                         "Open it in Word, let Word repair it, and save it again.");
    problem.file = file;
    return problem;
  };
  if (archive.find(main->target) == nullptr) return fail(missing(main->target));
  if (auto checked = check_main_type(archive, types->of(main->target)); !checked) return fail(checked.error());

  const auto below = read_relationships(archive, main->target);
  if (!below) return fail(below.error());
  Document document{DocumentFormat::docx, std::move(archive)};
  const auto& package = document.archive_;
  document.main_part_ = main->target;
  document.stories_.push_back({main->target, StoryKind::body});
  const auto add = [&](const std::string& part, StoryKind kind) {
    const auto& known = document.stories_;
    if (std::none_of(known.begin(), known.end(), [&](const Story& story) { return story.part == part; }))
      document.stories_.push_back({part, kind});
  };
  for (const auto& relationship : *below) {
    const auto type = short_type(relationship);
    if (type == "vbaProject")
      return fail(about(error("has-macros", "The document holds macros, which a letter must not.",
                              "Open it in Word and save it without macros, as a Word document (.docx)."),
                        package));
    if (relationship.external || relationship.target.empty()) continue;
    if (package.find(relationship.target) == nullptr) return fail(missing(relationship.target));
    if (is_story(type)) add(relationship.target, kind_of(type));
  }
  for (const auto& relationship : *top) {
    if (is_property(short_type(relationship)) && !relationship.external && package.find(relationship.target) != nullptr)
      add(relationship.target, StoryKind::properties);
    if (is_signature(relationship))
      document.warnings_.push_back(
          about(warning("signature-removed",
                        "The document carries a digital signature; a letter made from it cannot, so the "
                        "signature is left out."),
                package));
  }
  std::stable_sort(document.stories_.begin(), document.stories_.end(),
                   [](const Story& left, const Story& right) { return rank(left.kind) < rank(right.kind); });

  std::vector<Relationship> all = *below;
  for (const auto& story : document.stories_) {
    if (story.kind == StoryKind::body || story.kind == StoryKind::properties) continue;
    const auto own = read_relationships(package, story.part);
    if (!own) return fail(own.error());
    for (const auto& relationship : *own)
      if (!relationship.external && !relationship.target.empty() && package.find(relationship.target) == nullptr)
        return fail(missing(relationship.target));
    all.insert(all.end(), own->begin(), own->end());
  }
  note_oddities(all, package, document.warnings_);
  return document;
}

}  // namespace caseletters::document
