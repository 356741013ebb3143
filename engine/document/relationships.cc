#include "document/relationships.h"

#include <algorithm>

#include "document/dialect.h"
#include "package/xml.h"

namespace caseletters::document {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Part names are compared without regard to ASCII case (clause 9.1.1).
bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string folder_of(std::string_view part) {
  const auto slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string{} : std::string{part.substr(0, slash)};
}

std::string percent_decoded(std::string_view text) {
  const auto digit = [](char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    const char low = lower(letter);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
  };
  std::string out;
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] == '%' && index + 2 < text.size() && digit(text[index + 1]) >= 0 && digit(text[index + 2]) >= 0) {
      out += static_cast<char>(digit(text[index + 1]) * 16 + digit(text[index + 2]));
      index += 2;
    } else {
      out += text[index];
    }
  }
  return out;
}

// A target relative to the folder of its source, as an entry's name.
std::string resolved(std::string_view folder, std::string_view target) {
  const auto fragment = target.find('#');
  if (fragment != std::string_view::npos) target = target.substr(0, fragment);
  if (target.empty()) return {};
  std::vector<std::string_view> pieces;
  const auto walk = [&pieces](std::string_view path) {
    while (!path.empty()) {
      const auto slash = path.find('/');
      const auto piece = path.substr(0, slash);
      path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
      if (piece == "..") {
        if (!pieces.empty()) pieces.pop_back();
      } else if (!piece.empty() && piece != ".") {
        pieces.push_back(piece);
      }
    }
  };
  if (target.front() != '/') walk(folder);
  walk(target);
  std::string out;
  for (const auto piece : pieces) {
    if (!out.empty()) out += '/';
    out += piece;
  }
  return percent_decoded(out);
}

}  // namespace

std::string relationships_part(std::string_view part) {
  const auto slash = part.rfind('/');
  if (slash == std::string_view::npos) return "_rels/" + std::string{part} + ".rels";
  return std::string{part.substr(0, slash)} + "/_rels/" + std::string{part.substr(slash + 1)} + ".rels";
}

Result<std::vector<Relationship>> read_relationships(const package::Archive& archive, std::string_view part) {
  std::vector<Relationship> out;
  const auto name = relationships_part(part);
  if (archive.find(name) == nullptr) return out;
  const auto bytes = archive.read(name);
  if (!bytes) return fail(bytes.error());
  const auto tree = package::XmlTree::parse(*bytes, archive.file(), name);
  if (!tree) return fail(tree.error());
  const auto folder = folder_of(part);
  for (const auto& node : tree->root().children()) {
    if (local_name(node.name()) != "Relationship") continue;
    Relationship made;
    made.id = node.attribute("Id").value();
    made.type = node.attribute("Type").value();
    made.external = std::string_view{node.attribute("TargetMode").value()} == "External";
    const std::string_view target = node.attribute("Target").value();
    made.target = made.external ? std::string{target} : resolved(folder, target);
    if (!made.external) {
      // The entry may be written in another case than the target.
      for (const auto& entry : archive.entries())
        if (same_name(entry.name, made.target)) {
          made.target = entry.name;
          break;
        }
    }
    out.push_back(std::move(made));
  }
  return out;
}

std::string_view short_type(const Relationship& relationship) {
  const std::string_view type = relationship.type;
  const auto slash = type.rfind('/');
  return slash == std::string_view::npos ? type : type.substr(slash + 1);
}

bool is_signature(const Relationship& relationship) {
  return relationship.type.ends_with("/digital-signature/origin");
}

Result<ContentTypes> ContentTypes::read(const package::Archive& archive) {
  constexpr std::string_view name = "[Content_Types].xml";
  if (archive.find(name) == nullptr) {
    auto problem =
        error("not-a-document", "The file is a zip, but not a Word document: it has no list of content types.",
              "Open it in Word or LibreOffice and save it as a Word document (.docx).");
    problem.file = archive.file();
    return fail(std::move(problem));
  }
  const auto bytes = archive.read(name);
  if (!bytes) return fail(bytes.error());
  const auto tree = package::XmlTree::parse(*bytes, archive.file(), std::string{name});
  if (!tree) return fail(tree.error());
  ContentTypes out;
  for (const auto& node : tree->root().children()) {
    const auto kind = local_name(node.name());
    if (kind == "Default")
      out.endings_.emplace_back(node.attribute("Extension").value(), node.attribute("ContentType").value());
    if (kind == "Override") {
      std::string_view part = node.attribute("PartName").value();
      if (part.starts_with('/')) part.remove_prefix(1);
      out.parts_.emplace_back(percent_decoded(part), node.attribute("ContentType").value());
    }
  }
  return out;
}

std::string_view ContentTypes::of(std::string_view part) const {
  for (const auto& [name, type] : parts_)
    if (same_name(name, part)) return type;
  const auto dot = part.rfind('.');
  if (dot == std::string_view::npos) return {};
  for (const auto& [ending, type] : endings_)
    if (same_name(ending, part.substr(dot + 1))) return type;
  return {};
}

bool ContentTypes::has_ending(std::string_view ending) const {
  return std::any_of(endings_.begin(), endings_.end(),
                     [&](const auto& entry) { return same_name(entry.first, ending); });
}

}  // namespace caseletters::document
