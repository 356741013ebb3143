#include "policy/declarations.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "policy/element.h"

namespace caseletters::policy {
namespace {

using Kind = DeclarationKind;

std::optional<Kind> kind_of(std::string_view element) {
  static constexpr std::pair<std::string_view, Kind> kinds[] = {
      {"options", Kind::options}, {"fact", Kind::fact},     {"list", Kind::list},     {"derived", Kind::derived},
      {"word", Kind::word},       {"choice", Kind::choice}, {"review", Kind::review}, {"letter", Kind::letter}};
  for (const auto& [name, kind] : kinds) {
    if (name == element) return kind;
  }
  return std::nullopt;
}

bool can_be_replaced(Kind kind) {
  return kind != Kind::fact && kind != Kind::list;
}

// Derived facts and words are both rules for a fact: a policy may put one in the other's place.
bool can_replace(Kind replacement, Kind original) {
  const auto rule = [](Kind kind) { return kind == Kind::derived || kind == Kind::word; };
  return replacement == original || (rule(replacement) && rule(original));
}

std::string stands_at(const Declaration& declaration) {
  const Place place = declaration.place();
  return fmt::format("{}, line {}", place.file, place.line);
}

class Gathering {
 public:
  explicit Gathering(Findings& findings) : findings_(findings) {}

  void file(const PackFile& file) {
    for (const pugi::xml_node room : file.root().children()) {
      for (const pugi::xml_node node : room.children()) {
        if (node.type() == pugi::node_element) element(node, file, "");
      }
    }
  }

  [[nodiscard]] Declarations settle() {
    for (const Declaration& replacement : replacements_) replace(replacement);
    check_names();
    for (const auto& [name, extensions] : result_.extensions) check_extensions(name, extensions);
    for (const auto& [letter, extensions] : result_.letter_extensions) check_letter(letter, extensions);
    return std::move(result_);
  }

 private:
  void element(pugi::xml_node node, const PackFile& file, const std::string& list) {
    if (std::string_view(node.name()) == "extend") {
      const std::string letter = attribute(node, "letter");
      result_.letter_extensions[letter].push_back({Kind::letter, letter, node, &file, ""});
      return;
    }
    const auto kind = kind_of(node.name());
    std::string name = attribute(node, "name");
    if (name.empty() || kind == Kind::letter || kind == Kind::review) {
      const std::string id = attribute(node, "id");
      if (!id.empty()) name = id;
    }
    if (!kind || name.empty()) {  // the schema has complained of it
      findings_.not_declared(name);
      return;
    }
    Declaration declaration{*kind, name, node, &file, list};
    if (*kind == Kind::fact && yes_attribute(node, "extend", false)) {
      result_.extensions[fold_name(name)].push_back(declaration);
    } else if (yes_attribute(node, "replace", false)) {
      replacements_.push_back(declaration);
    } else {
      result_.all.push_back(declaration);
    }
    if (*kind == Kind::list) {
      for (const pugi::xml_node field : node.children()) {
        if (field.type() == pugi::node_element) element(field, file, name);
      }
    }
  }

  // Options and reviews have names of their own; everything else shares one namespace (markup.md).
  static std::string key_of(const Declaration& declaration, std::string_view name) {
    const std::string space = declaration.kind == Kind::options  ? "options: "
                              : declaration.kind == Kind::review ? "review: "
                                                                 : "name: ";
    return space + fold_name(name);
  }

  void replace(const Declaration& replacement) {
    const std::string key = key_of(replacement, replacement.name);
    const auto original = std::find_if(result_.all.begin(), result_.all.end(), [&key](const Declaration& declaration) {
      return key_of(declaration, declaration.name) == key;
    });
    if (original == result_.all.end()) {
      std::vector<std::string> names;
      for (const Declaration& declaration : result_.all) {
        if (can_replace(replacement.kind, declaration.kind)) names.push_back(declaration.name);
      }
      const std::string near = nearest(replacement.name, names);
      findings_.add(error("nothing-to-replace",
                          fmt::format("There is no {} “{}” to replace.", in_words(replacement.kind), replacement.name),
                          near.empty() ? "Take replace=\"yes\" away, or include the file that declares it."
                                       : fmt::format("Did you mean “{}”?", near)),
                    replacement.place());
      result_.all.push_back(replacement);
    } else if (!can_replace(replacement.kind, original->kind)) {
      findings_.add(error("name-taken",
                          fmt::format("“{}” is a {} ({}): a {} cannot replace it.", replacement.name,
                                      in_words(original->kind), stands_at(*original), in_words(replacement.kind)),
                          "Use another name."),
                    replacement.place());
    } else if (original->file == replacement.file) {
      findings_.add(error("name-taken",
                          fmt::format("“{}” is declared twice in this file, first in line {}.", replacement.name,
                                      original->place().line),
                          "Keep one of the two."),
                    replacement.place());
    } else {
      *original = replacement;
    }
  }

  void check_names() {
    std::map<std::string, Declaration> taken;
    std::vector<Declaration> kept;
    for (const Declaration& declaration : result_.all) {
      std::vector<std::string> names{declaration.name};
      if (declaration.kind == Kind::list) names.push_back(attribute(declaration.node, "plural"));
      bool clear = true;
      for (const std::string& name : names) {
        const auto [place, is_new] = taken.emplace(key_of(declaration, name), declaration);
        if (is_new || name.empty()) continue;
        clear = false;
        const Declaration& first = place->second;
        std::string hint = "Give one of the two another name.";
        if (first.file != declaration.file && can_replace(declaration.kind, first.kind)) {
          if (can_be_replaced(first.kind)) hint = "To put this one in its place, write replace=\"yes\".";
          if (first.kind == Kind::fact) hint = "To add headings, words or a default to it, write extend=\"yes\".";
        }
        findings_.add(
            error("name-taken",
                  fmt::format("The name “{}” is taken by a {} ({}).", name, in_words(first.kind), stands_at(first)),
                  hint),
            declaration.place());
      }
      if (clear) kept.push_back(declaration);
    }
    result_.all = std::move(kept);
  }

  void check_extensions(const std::string& folded, const std::vector<Declaration>& extensions) {
    const auto owner = std::find_if(result_.all.begin(), result_.all.end(), [&folded](const Declaration& declaration) {
      return (declaration.kind == Kind::fact || declaration.kind == Kind::derived) &&
             fold_name(declaration.name) == folded;
    });
    for (const Declaration& extension : extensions) {
      if (owner == result_.all.end()) {
        std::vector<std::string> names;
        for (const Declaration& declaration : result_.all) {
          if (declaration.kind == Kind::fact || declaration.kind == Kind::derived) names.push_back(declaration.name);
        }
        const std::string near = nearest(extension.name, names);
        findings_.add(error("nothing-to-extend", fmt::format("There is no fact “{}” to extend.", extension.name),
                            near.empty() ? "Take extend=\"yes\" away, or include the file that declares the fact."
                                         : fmt::format("Did you mean “{}”?", near)),
                      extension.place());
        continue;
      }
      for (const char* name : {"type", "options", "ordered", "blank", "origin", "personal", "ask"}) {
        if (extension.node.attribute(name).empty()) continue;
        findings_.add(error("bad-extension",
                            fmt::format("“{}” is declared in {}: here its {} cannot be changed.", extension.name,
                                        stands_at(*owner), name),
                            "An extension adds headings, words of options, or a default."),
                      extension.place());
      }
      if (owner->kind == Kind::derived && (extension.node.child("option") || extension.node.attribute("default"))) {
        findings_.add(error("bad-extension",
                            fmt::format("“{}” is a derived fact: only headings can be added to it.", extension.name),
                            "Take the options and the default out."),
                      extension.place());
      }
    }
  }

  void check_letter(const std::string& letter, const std::vector<Declaration>& extensions) {
    std::vector<std::string> ids;
    for (const Declaration& declaration : result_.all) {
      if (declaration.kind == Kind::letter) ids.push_back(declaration.name);
    }
    if (std::find(ids.begin(), ids.end(), letter) != ids.end()) return;
    const std::string near = nearest(letter, ids);
    for (const Declaration& extension : extensions) {
      findings_.add(
          error("nothing-to-extend", fmt::format("There is no letter “{}” to extend.", letter),
                near.empty() ? "Include the file that declares the letter." : fmt::format("Did you mean “{}”?", near)),
          extension.place());
    }
  }

  Findings& findings_;
  Declarations result_;
  std::vector<Declaration> replacements_;
};

}  // namespace

std::vector<Declaration> Declarations::parts_of_letter(const Declaration& letter) const {
  std::vector<Declaration> parts{letter};
  const auto more = letter_extensions.find(letter.name);
  if (more != letter_extensions.end()) parts.insert(parts.end(), more->second.begin(), more->second.end());
  return parts;
}

std::string_view in_words(DeclarationKind kind) {
  switch (kind) {
    case Kind::options:
      return "list of options";
    case Kind::fact:
      return "fact";
    case Kind::list:
      return "list";
    case Kind::derived:
      return "derived fact";
    case Kind::word:
      return "word";
    case Kind::choice:
      return "choice";
    case Kind::review:
      return "review";
    case Kind::letter:
      return "letter";
  }
  return "name";
}

Declarations gather_declarations(const PackFiles& pack, Findings& findings) {
  Gathering gathering(findings);
  for (const auto& file : pack.files) gathering.file(*file);
  return gathering.settle();
}

}  // namespace caseletters::policy
