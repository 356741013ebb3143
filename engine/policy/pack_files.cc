#include "policy/pack_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "package/archive.h"
#include "policy/element.h"

namespace caseletters::policy {
namespace {

// A letter of a shared file, and what the pack calls it.
struct Rename {
  std::string letter, to;
  Place place;
};

// What an <include> says of the file it names.
struct Inclusion {
  std::string signatory;  // may be empty
  std::vector<Rename> renames;
};

// The words with the id `from` as `to`, where it stands whole: "ban-1 date", not "ban-12".
std::string renamed(std::string_view words, const std::string& from, const std::string& to) {
  const auto of_id = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  std::string result;
  std::size_t start = 0;
  for (std::size_t at = words.find(from); at != std::string_view::npos; at = words.find(from, at + from.size())) {
    const std::size_t end = at + from.size();
    if ((at > 0 && of_id(words[at - 1])) || (end < words.size() && of_id(words[end]))) continue;
    result.append(words.substr(start, at - start)).append(to);
    start = end;
  }
  return result.append(words.substr(start));
}

// Wherever the element speaks of the letter: everything but the names of files. False where it never does.
bool rename_letter(pugi::xml_node element, const Rename& rename) {
  bool found = false;
  const auto change = [&](auto& place) {
    const std::string words = renamed(place.value(), rename.letter, rename.to);
    if (words == place.value()) return;
    place.set_value(words.c_str());
    found = true;
  };
  for (pugi::xml_attribute each : element.attributes()) {
    const std::string_view name = each.name();
    if (name != "template" && name != "shared") change(each);
  }
  for (pugi::xml_node child : element.children()) {
    if (child.type() == pugi::node_element) {
      found = rename_letter(child, rename) || found;
    } else {
      change(child);
    }
  }
  return found;
}

class PackReader {
 public:
  PackReader(const Files& files, std::string folder, const Library& library, std::string schema, Findings& findings)
      : files_(files), folder_(std::move(folder)), library_(library), schema_(std::move(schema)), findings_(findings) {}

  void read(const std::string& path, const std::string& root_name, const Inclusion& inclusion, const Place& asked_at) {
    open_.push_back(path);
    if (const auto bytes = files_.read(path)) {
      parse(path, *bytes, root_name, inclusion);
    } else {
      findings_.add(bytes.error(), asked_at);
      findings_.file_lost();
    }
    pack_.paths.push_back(path);
    open_.pop_back();
  }

  [[nodiscard]] PackFiles take() {
    pack_.sha256 = package::sha256(digests_);
    return std::move(pack_);
  }

 private:
  void parse(const std::string& path, const std::string& bytes, const std::string& root_name,
             const Inclusion& inclusion) {
    auto tree = package::XmlTree::parse(bytes, path, "");
    if (!tree) {
      findings_.add(tree.error(), {path, tree.error().line});
      findings_.file_lost();
      return;
    }
    for (Diagnostic& finding : package::validate(bytes, path, schema_)) {
      const Place place{path, finding.line};
      findings_.add(std::move(finding), place);
    }
    auto file = std::make_unique<PackFile>(PackFile{path, inclusion.signatory, std::move(*tree)});
    const pugi::xml_node root = file->root();
    if (root.name() != root_name) {
      findings_.add(
          error("wrong-root", fmt::format("This file begins with <{}>, not with <{}>.", root.name(), root_name),
                root_name == "shared" ? "An included file is a <shared id=\"…\">."
                                      : "A policy.xml is a <policy id=\"…\" name=\"…\" version=\"…\">."),
          file->place(root));
      findings_.file_lost();
      return;
    }
    for (const Rename& rename : inclusion.renames) {
      if (rename_letter(root, rename)) continue;
      findings_.add(error("unknown-letter", fmt::format("{} has no letter “{}”.", file_name(path), rename.letter),
                          "Write the id that the shared file gives it, or take the <rename> out."),
                    rename.place);
    }
    for (const pugi::xml_node include : root.children("include")) follow(include, *file);
    digests_ += package::sha256(bytes) + "\n";
    pack_.files.push_back(std::move(file));
  }

  void follow(pugi::xml_node include, const PackFile& from) {
    const std::string name = attribute(include, "shared");
    Inclusion inclusion{attribute(include, "signatory"), {}};
    for (const pugi::xml_node rename : include.children("rename")) {
      const std::string letter = attribute(rename, "letter"), to = attribute(rename, "to");
      if (!letter.empty() && !to.empty()) inclusion.renames.push_back({letter, to, from.place(rename)});
    }
    if (name.empty()) return;
    const std::string own = join_path(join_path(folder_, "shared"), name + ".xml");
    const std::string shipped = join_path(join_path(library_.templates, "shared"), name + ".xml");
    const Place place = from.place(include);
    const std::string path = files_.exists(own) ? own : files_.exists(shipped) ? shipped : "";
    if (path.empty()) {
      findings_.add(error("include-missing", fmt::format("The shared file “{}” is not there.", name),
                          fmt::format("Looked for {} and {}.", own, shipped)),
                    place);
      findings_.file_lost();
      return;
    }
    const auto open = std::find(open_.begin(), open_.end(), path);
    if (open != open_.end()) {
      std::string chain;
      for (auto step = open; step != open_.end(); ++step) chain += file_name(*step) + " includes ";
      findings_.add(error("include-cycle", fmt::format("{}{}: it would never end.", chain, file_name(path)),
                          "Take one of these <include> elements out."),
                    place);
      return;
    }
    if (std::find(pack_.paths.begin(), pack_.paths.end(), path) != pack_.paths.end()) {
      for (const auto& file : pack_.files) {
        if (file->path == path && file->signatory.empty()) file->signatory = inclusion.signatory;
      }
      return;
    }
    read(path, "shared", inclusion, place);
  }

  const Files& files_;
  std::string folder_;
  const Library& library_;
  std::string schema_;
  Findings& findings_;
  PackFiles pack_;
  std::string digests_;
  std::vector<std::string> open_;
};

}  // namespace

PackFiles read_pack(const Files& files, const std::string& policy_folder, const Library& library, Findings& findings) {
  const std::string schema_path = join_path(library.schemas, "policy.xsd");
  const auto schema = files.read(schema_path);
  if (!schema) {
    findings.add(schema.error(), {schema_path, 0});
    return {};
  }
  const std::string path = join_path(policy_folder, "policy.xml");
  PackReader reader(files, policy_folder, library, *schema, findings);
  reader.read(path, "policy", {}, {path, 0});
  return reader.take();
}

}  // namespace caseletters::policy
