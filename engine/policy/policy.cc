#include "policy/policy.h"

#include <algorithm>

#include "base/text.h"
#include "policy/element.h"
#include "policy/letter_reader.h"
#include "policy/rule_reader.h"

namespace caseletters::policy {
namespace {

int role_index(const facts::Vocabulary& vocabulary, std::string_view role) {
  const auto option = vocabulary.domains()[facts::Vocabulary::roles_domain].find_id(fold_name(role));
  return option ? option->index : -1;
}

}  // namespace

Checked<Policy> load_policy(const Files& files, const std::string& policy_folder, const Library& library) {
  Findings findings;
  const PackFiles pack = read_pack(files, policy_folder, library, findings);
  Policy policy;
  policy.folder = policy_folder;
  policy.file = join_path(policy_folder, "policy.xml");
  policy.sha256 = pack.sha256;
  if (!pack.files.empty() && pack.files.back()->path == policy.file) {
    const pugi::xml_node root = pack.files.back()->root();
    policy.id = attribute(root, "id");
    policy.name = attribute(root, "name");
    policy.version = attribute(root, "version");
    policy.source = attribute(root, "source");
  }

  const Declarations declarations = gather_declarations(pack, findings);
  facts::Vocabulary& vocabulary = policy.rules.vocabulary;
  const DeclaredIndex index = declare_vocabulary(declarations, vocabulary, findings);
  read_sets(declarations, index, vocabulary, findings);
  ExpressionReader reader(vocabulary, findings);
  read_rules(declarations, index, reader, policy.rules);
  policy.letters = read_letters(declarations, index, reader);
  policy.choice_places.resize(vocabulary.choices().size());
  for (const Declaration& declaration : declarations.all) {
    const auto found = index.find(&declaration);
    if (declaration.kind != DeclarationKind::choice || found == index.end()) continue;
    policy.choice_places[static_cast<std::size_t>(found->second)] = declaration.place();
  }
  for (const Letter& letter : policy.letters) {
    policy.rules.letter_roles.push_back(role_index(vocabulary, letter.signatory));
  }

  Diagnostics found = findings.take(pack.paths);
  if (has_errors(found)) return fail(std::move(found));
  policy.warnings = std::move(found);
  return policy;
}

std::vector<std::string> shipped_policies(const Files& files, const Library& library) {
  std::vector<std::string> ids;
  for (const std::string& name : files.list(library.templates)) {
    if (files.exists(join_path(join_path(library.templates, name), "policy.xml"))) ids.push_back(name);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace caseletters::policy
