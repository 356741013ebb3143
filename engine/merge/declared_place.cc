#include "merge/declared_place.h"

#include <algorithm>

namespace caseletters::merge {

DeclaredPlaces::DeclaredPlaces(const policy::Policy& policy, const Files& files, const policy::Library& library)
    : policy_file_(policy.file) {
  const auto add = [&](const std::string& path) {
    if (auto text = files.read(path)) texts_.emplace_back(path, std::move(*text));
  };
  add(policy.file);
  for (const std::string& folder : {join_path(policy.folder, "shared"), join_path(library.templates, "shared")}) {
    for (const std::string& name : files.list(folder)) {
      if (file_ending(name) == "xml") add(join_path(folder, name));
    }
  }
}

DeclaredPlace DeclaredPlaces::of_choice(const std::string& name) const {
  return find("<choice", "name=\"" + name + "\"");
}

DeclaredPlace DeclaredPlaces::of_letter(const std::string& id) const {
  return find("<letter", "id=\"" + id + "\"");
}

DeclaredPlace DeclaredPlaces::find(const std::string& opening, const std::string& attribute) const {
  for (const auto& [file, text] : texts_) {
    for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at + 1)) {
      const std::size_t end = std::min(text.find('>', at), text.size());
      const char next = at + opening.size() < text.size() ? text[at + opening.size()] : '>';
      const std::size_t found = text.find(attribute, at);
      if (next == 's' || found == std::string::npos || found > end) continue;
      return {file,
              static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1};
    }
  }
  return {policy_file_, 0};
}

}  // namespace caseletters::merge
