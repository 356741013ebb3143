#include "policy/domain_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/element.h"

namespace caseletters::policy {
namespace {

using facts::Domain;
using facts::OptionDecl;
using facts::Vocabulary;

std::vector<std::string> ids_of(const Domain& domain) {
  std::vector<std::string> ids;
  for (const OptionDecl& option : domain.options) ids.push_back(option.id);
  return ids;
}

OptionDecl* option_by_id(Domain& domain, std::string_view id) {
  const auto found = std::find_if(domain.options.begin(), domain.options.end(),
                                  [id](const OptionDecl& option) { return fold_name(option.id) == fold_name(id); });
  return found == domain.options.end() ? nullptr : &*found;
}

class Builder {
 public:
  Builder(const Declarations& declarations, Vocabulary& vocabulary, Findings& findings)
      : declarations_(declarations), vocabulary_(vocabulary), findings_(findings) {}

  [[nodiscard]] DeclaredDomains build() {
    result_.by_name = {{"letters", Vocabulary::letters_domain},
                       {"roles", Vocabulary::roles_domain},
                       {"response-channels", Vocabulary::channels_domain}};
    for (const Declaration& declaration : declarations_.all) draft(declaration);
    for (const auto& [name, extensions] : declarations_.extensions) {
      for (const Declaration& extension : extensions) extend(name, extension);
    }
    for (Draft& each : drafts_) declare(each);
    for (const Declaration& declaration : declarations_.all) {
      if (declaration.kind == DeclarationKind::choice) settle_choice(declaration);
    }
    return std::move(result_);
  }

 private:
  struct Draft {
    Domain domain;
    const Declaration* declaration;
  };

  void draft(const Declaration& declaration) {
    const pugi::xml_node node = declaration.node;
    if (!node.child("option")) return;
    if (declaration.kind == DeclarationKind::choice && over_shared_options(declaration)) return;
    if (declaration.kind != DeclarationKind::options && declaration.kind != DeclarationKind::fact &&
        declaration.kind != DeclarationKind::choice) {
      return;
    }
    Draft draft{{}, &declaration};
    draft.domain.name = declaration.name;
    draft.domain.ordered = yes_attribute(node, "ordered", false);
    for (const pugi::xml_node child : node.children("option")) {
      OptionDecl option;
      option.id = attribute(child, "id");
      option.label = attribute(child, "label");
      option.group = attribute(child, "group");
      for (const pugi::xml_node word : child.children("word")) option.words.push_back(words_of(word));
      if (option.id.empty()) continue;
      if (option_by_id(draft.domain, option.id) != nullptr) {
        findings_.add(error("option-twice", fmt::format("“{}” has the option “{}” twice.", declaration.name, option.id),
                            "Keep one of the two."),
                      declaration.file->place(child));
        continue;
      }
      draft.domain.options.push_back(std::move(option));
    }
    drafts_.push_back(std::move(draft));
  }

  static bool is_signatory(const Declaration& choice) { return fold_name(choice.name) == "signatory"; }
  static bool over_shared_options(const Declaration& choice) {
    return is_signatory(choice) || !attribute(choice.node, "options").empty();
  }

  void extend(const std::string& fact, const Declaration& extension) {
    if (!extension.node.child("option")) return;
    std::string name = fact;
    for (const Declaration& declaration : declarations_.all) {
      const std::string options = attribute(declaration.node, "options");
      if (declaration.kind == DeclarationKind::fact && fold_name(declaration.name) == fact && !options.empty()) {
        name = fold_name(options);
      }
    }
    const auto owner = std::find_if(drafts_.begin(), drafts_.end(),
                                    [&name](const Draft& each) { return fold_name(each.domain.name) == name; });
    for (const pugi::xml_node child : extension.node.children("option")) {
      const std::string id = attribute(child, "id");
      OptionDecl* option = owner == drafts_.end() ? nullptr : option_by_id(owner->domain, id);
      if (option == nullptr) {
        const std::string near = owner == drafts_.end() ? "" : nearest(id, ids_of(owner->domain));
        findings_.add(
            error("unknown-option", fmt::format("“{}” has no option “{}” to add words to.", extension.name, id),
                  near.empty() ? "An extension cannot add options." : fmt::format("Did you mean “{}”?", near)),
            extension.file->place(child));
        continue;
      }
      for (const pugi::xml_node word : child.children("word")) option->words.push_back(words_of(word));
    }
  }

  void declare(Draft& draft) {
    const std::string folded = fold_name(draft.domain.name);
    const bool shared = draft.declaration->kind == DeclarationKind::options;
    if (shared && result_.by_name.count(folded) != 0) {
      findings_.add(error("name-taken",
                          fmt::format("The list of options “{}” is built in or declared already.", draft.domain.name),
                          "Give it another name."),
                    draft.declaration->place());
      return;
    }
    const auto added = vocabulary_.add_domain(std::move(draft.domain));
    if (!added) {
      findings_.add(added.error(), draft.declaration->place());
      findings_.not_declared(draft.declaration->name);
      return;
    }
    if (!shared) result_.of[draft.declaration->node.internal_object()] = *added;
    result_.by_name.emplace(folded, *added);
  }

  void settle_choice(const Declaration& choice) {
    if (!over_shared_options(choice)) return;
    const std::string options = is_signatory(choice) ? "roles" : attribute(choice.node, "options");
    const auto domain = result_.by_name.find(fold_name(options));
    if (domain == result_.by_name.end()) {
      findings_.add(error("unknown-options", fmt::format("There is no list of options “{}”.", options),
                          result_.hint_for(options)),
                    choice.place());
      return;
    }
    result_.of[choice.node.internal_object()] = domain->second;
    if (!is_signatory(choice)) return;
    std::vector<std::string> wanted = ids_of(vocabulary_.domains()[Vocabulary::roles_domain]), given;
    for (const pugi::xml_node option : choice.node.children("option")) given.push_back(attribute(option, "id"));
    const std::string list = join_words(wanted);
    std::sort(wanted.begin(), wanted.end());
    std::sort(given.begin(), given.end());
    if (given != wanted) {
      findings_.add(error("bad-choice", "The choice “Signatory” does not have exactly the roles as its options.",
                          fmt::format("Its options must be {}.", list)),
                    choice.place());
    }
  }

  const Declarations& declarations_;
  Vocabulary& vocabulary_;
  Findings& findings_;
  DeclaredDomains result_;
  std::vector<Draft> drafts_;
};

}  // namespace

std::string DeclaredDomains::hint_for(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& [folded, domain] : by_name) names.push_back(folded);
  const std::string near = nearest(name, names);
  return near.empty() ? fmt::format("Declare it as <options name=\"{}\">.", name)
                      : fmt::format("Did you mean “{}”?", near);
}

DeclaredDomains declare_domains(const Declarations& declarations, Vocabulary& vocabulary, Findings& findings) {
  return Builder(declarations, vocabulary, findings).build();
}

}  // namespace caseletters::policy
