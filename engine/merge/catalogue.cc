#include "merge/catalogue.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

namespace caseletters::merge {
namespace {

std::string delivery_words(policy::Delivery delivery) {
  switch (delivery) {
    case policy::Delivery::signed_for:
      return "Royal Mail Signed For";
    case policy::Delivery::signed_for_and_ordinary:
      return "Royal Mail Signed For and ordinary post";
    case policy::Delivery::internal:
      return "internal";
    case policy::Delivery::ordinary:
      break;
  }
  return "ordinary post";
}

// What a pack is made of; sources and drafts beside it are not copied.
bool belongs(const std::string& name) {
  const std::string ending = file_ending(name);
  return ending == "xml" || ending == "docx" || ending == "odt";
}

}  // namespace

Checked<CataloguePolicy> describe_policy(const Files& files, const std::string& named, const policy::Library& library) {
  auto folder = find_policy(files, named, library);
  if (!folder) return fail(Diagnostics{folder.error()});
  auto policy = policy::load_policy(files, *folder, library);
  if (!policy) return fail(policy.error());
  CataloguePolicy described{policy->id, policy->name, policy->version, policy->source, {}};
  const auto& ids = policy->rules.vocabulary.letters();
  for (const auto& letter : policy->letters) {
    CatalogueLetter line{letter.id, letter.title, letter.signatory, delivery_words(letter.delivery), {}, {}};
    for (const auto& any_of : letter.after) {
      std::vector<std::string> names;
      for (const int earlier : any_of) names.push_back(ids[static_cast<std::size_t>(earlier)].id);
      line.after.push_back(fmt::format("{}", fmt::join(names, " or ")));
    }
    for (const auto& companion : letter.companions)
      line.companions.push_back(ids[static_cast<std::size_t>(companion.letter)].id);
    described.letters.push_back(std::move(line));
  }
  return described;
}

Checked<std::vector<CataloguePolicy>> describe_shipped(const Files& files, const policy::Library& library) {
  std::vector<CataloguePolicy> policies;
  Diagnostics problems;
  for (const auto& id : policy::shipped_policies(files, library)) {
    auto policy = describe_policy(files, id, library);
    if (policy) {
      policies.push_back(std::move(*policy));
    } else {
      append(problems, policy.error());
    }
  }
  if (!problems.empty()) return fail(std::move(problems));
  return policies;
}

Checked<std::vector<std::string>> copy_policy(Files& files, const std::string& named, const std::string& folder,
                                              const policy::Library& library) {
  auto from = find_policy(files, named, library);
  if (!from) return fail(Diagnostics{from.error()});
  if (!files.list(folder).empty()) {
    Diagnostic problem = error("not-empty", "this folder holds files already, and none of them is to be overwritten",
                               "Name a new folder.");
    problem.file = folder;
    return fail(Diagnostics{std::move(problem)});
  }
  // A shared file of the pack's own stands before the one that ships, for the copy as for the pack.
  const std::string shared = "shared";
  std::map<std::string, std::string> copies;  // bytes, by the name below the folder
  for (const auto& [source, below] : {std::pair{join_path(library.templates, shared), shared},
                                      std::pair{join_path(*from, shared), shared}, std::pair{*from, std::string{}}}) {
    for (const auto& name : files.list(source)) {
      if (!belongs(name)) continue;
      auto bytes = files.read(join_path(source, name));
      if (!bytes) return fail(Diagnostics{bytes.error()});
      copies[below.empty() ? name : join_path(below, name)] = std::move(*bytes);
    }
  }
  if (auto made = files.make_folder(join_path(folder, shared)); !made) return fail(Diagnostics{made.error()});
  std::vector<std::string> names;
  std::vector<std::pair<std::string, std::string_view>> group;
  for (const auto& [name, bytes] : copies) {
    names.push_back(name);
    group.emplace_back(join_path(folder, name), bytes);
  }
  if (auto written = files.write_group(group); !written) return fail(Diagnostics{written.error()});
  return names;
}

}  // namespace caseletters::merge
