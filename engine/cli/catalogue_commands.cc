#include <fmt/format.h>
#include <fmt/ostream.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/screen.h"
#include "merge/catalogue.h"
#include "merge/letter_facts.h"
#include "merge/report.h"

namespace caseletters::cli {

using merge::Exit;

namespace {

nlohmann::ordered_json to_json(const merge::CataloguePolicy& policy) {
  nlohmann::ordered_json json;
  json["id"] = policy.id;
  json["name"] = policy.name;
  json["version"] = policy.version;
  json["source"] = policy.source;
  json["letters"] = nlohmann::ordered_json::array();
  for (const auto& letter : policy.letters) {
    json["letters"].push_back({{"id", letter.id},
                               {"title", letter.title},
                               {"signatory", letter.signatory},
                               {"delivery", letter.delivery},
                               {"after", letter.after},
                               {"companions", letter.companions}});
  }
  return json;
}

nlohmann::ordered_json to_json(const std::vector<merge::LetterFacts>& letters) {
  auto json = nlohmann::ordered_json::array();
  for (const auto& letter : letters) {
    auto facts = nlohmann::ordered_json::array();
    for (const auto& fact : letter.facts) {
      auto uses = nlohmann::ordered_json::array();
      for (const auto& use : fact.uses) uses.push_back({{"place", use.place}, {"words", use.words}});
      facts.push_back({{"name", fact.name},
                       {"from", fact.from},
                       {"type", fact.type},
                       {"needed", fact.needed},
                       {"headings", fact.headings},
                       {"ask", fact.ask},
                       {"uses", std::move(uses)}});
    }
    json.push_back({{"id", letter.id}, {"title", letter.title}, {"facts", std::move(facts)}});
  }
  return json;
}

void print_facts(std::ostream& out, const merge::LetterFacts& letter) {
  fmt::print(out, "\n{}  {}\n", letter.id, letter.title);
  for (const auto& fact : letter.facts) {
    fmt::print(out, "  {} ({}{}; {})\n", fact.name, fact.needed ? "always needed; " : "", fact.from, fact.type);
    if (fact.headings.size() > 1) fmt::print(out, "    headings: {}\n", fmt::join(fact.headings, ", "));
    for (const auto& use : fact.uses)
      fmt::print(out, "    {}: {}\n", use.place, use.place == "letter" ? fmt::format("“{}”", use.words) : use.words);
  }
}

// What each letter needs, one below the other.
Exit list_facts(const std::string& policy, const Arguments& arguments, Surroundings& surroundings) {
  const auto letters = merge::letter_facts(surroundings.files, policy, surroundings.library);
  if (!letters) {
    return refuse(letters.error(), Exit::unusable_input, arguments, surroundings);
  }
  if (arguments.has("json")) {
    print_json(surroundings.out, {{"policy", policy}, {"letters", to_json(*letters)}});
  } else if (!arguments.has("quiet")) {
    for (const auto& letter : *letters) print_facts(surroundings.out, letter);
  }
  return Exit::done;
}

Exit copy(const Arguments& arguments, Surroundings& surroundings) {
  if (arguments.operands.empty()) {
    return refuse_usage(
        error("usage", "policies --copy needs a folder to copy into", "Usage: caseletters policies --copy P DIR"),
        surroundings);
  }
  const auto written =
      merge::copy_policy(surroundings.files, arguments.one("copy"), arguments.operands.front(), surroundings.library);
  if (!written) {
    const std::string& code = written.error().front().code;
    if (code == "unknown-policy") return refuse_usage(written.error().front(), surroundings);
    const bool unread = code == "file-missing" || code == "file-unreadable";
    return refuse(written.error(), unread ? Exit::unusable_input : Exit::output_failed, arguments, surroundings);
  }
  if (arguments.has("json")) {
    print_json(surroundings.out, {{"folder", arguments.operands.front()}, {"files", *written}});
  } else if (!arguments.has("quiet")) {
    fmt::print(surroundings.out,
               "{} copied into {}.\nEdit policy.xml and the letters there, then run: caseletters check {}/policy.xml\n",
               counted(static_cast<int>(written->size()), "file"), arguments.operands.front(),
               arguments.operands.front());
  }
  return Exit::done;
}

}  // namespace

Exit run_letters(const Arguments& arguments, Surroundings& surroundings) {
  auto places = places_of(arguments, surroundings);
  if (!places) return refuse_usage(places.error(), surroundings);
  const std::string named = places->policy.empty() ? "diamond" : places->policy;
  if (arguments.has("facts")) return list_facts(named, arguments, surroundings);
  const auto policy = merge::describe_policy(surroundings.files, named, surroundings.library);
  if (!policy) return refuse(policy.error(), Exit::unusable_input, arguments, surroundings);
  if (arguments.has("json")) {
    print_json(surroundings.out, to_json(*policy));
    return Exit::done;
  }
  if (arguments.has("quiet")) return Exit::done;
  fmt::print(surroundings.out, "{} ({} {})\n", policy->name, policy->id, policy->version);
  for (const auto& letter : policy->letters) {
    fmt::print(surroundings.out, "  {:<24} {}\n", letter.id, letter.title);
    std::string about = fmt::format("signed by the {}; {}", letter.signatory, letter.delivery);
    if (!letter.after.empty()) about += fmt::format("; after {}", fmt::join(letter.after, " and "));
    if (!letter.companions.empty()) about += fmt::format("; may bring {}", fmt::join(letter.companions, ", "));
    fmt::print(surroundings.out, "  {:<24}   {}\n", "", about);
  }
  return Exit::done;
}

Exit run_policies(const Arguments& arguments, Surroundings& surroundings) {
  if (arguments.has("copy")) return copy(arguments, surroundings);
  if (!arguments.operands.empty()) {
    return refuse_usage(
        error("usage", fmt::format("policies does not know what to do with '{}'", arguments.operands.front()),
              "To copy a policy: caseletters policies --copy P DIR"),
        surroundings);
  }
  const auto policies = merge::describe_shipped(surroundings.files, surroundings.library);
  if (!policies) return refuse(policies.error(), Exit::unusable_input, arguments, surroundings);
  if (arguments.has("json")) {
    auto json = nlohmann::ordered_json::array();
    for (const auto& policy : *policies) json.push_back(to_json(policy));
    print_json(surroundings.out, json);
    return Exit::done;
  }
  if (arguments.has("quiet")) return Exit::done;
  for (const auto& policy : *policies) {
    fmt::print(surroundings.out, "{:<22} {}; {}\n", policy.id, policy.name,
               counted(static_cast<int>(policy.letters.size()), "letter"));
  }
  return Exit::done;
}

}  // namespace caseletters::cli
