#include "merge/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "document/document.h"
#include "letter/annotate.h"
#include "merge/generate.h"
#include "merge/prove_policy.h"
#include "merge/twins.h"
#include "package/xml.h"

namespace caseletters::merge {
namespace {

std::string role_words(std::string role) {
  if (role == "ceo") return "chief executive";
  std::replace(role.begin(), role.end(), '-', ' ');
  return role;
}

class Checker {
 public:
  Checker(const CheckOptions& options, Files& files) : options_(options), files_(files) {}
  CheckOutcome go();

 private:
  void check_subject(const std::string& subject);
  void check_policy(const std::string& folder);
  void check_settings(const std::string& path);
  void check_signatories(const Workplace& workplace, const std::string& path);
  void check_template(const std::string& path);
  void annotate(const std::string& path, const facts::Vocabulary& vocabulary, const Diagnostics& findings);
  bool may_annotate();
  void check_cases(const std::string& path);
  void check_xml(const std::string& path);
  const policy::Policy* policy_for_templates();

  const CheckOptions& options_;
  Files& files_;
  CheckOutcome outcome_;
  std::optional<policy::Policy> policy_;
  std::set<std::string> settings_;  // looked at already
};

void Checker::check_policy(const std::string& folder) {
  auto policy = policy::load_policy(files_, folder, options_.places.library);
  if (!policy) {
    append(outcome_.findings, policy.error());
    outcome_.checked.push_back(fmt::format("policy {}", folder));
    return;
  }
  append(outcome_.findings, policy->warnings);
  int templates = 0;
  std::vector<LetterWords> words(policy->letters.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& letter = policy->letters[i];
    const auto own = own_format(files_, letter.template_path);
    auto program = compile_template(files_, template_file(letter.template_path, own), policy->rules, {}, letter.id);
    ++templates;
    append(outcome_.findings, program ? program->warnings() : program.error());
    if (program) words[i] = {program->symbols(), program->always_printed(), program->asked_choices()};
    const std::string twin = template_file(letter.template_path, document::DocumentFormat::odt);
    if (own == document::DocumentFormat::odt || !files_.exists(twin)) continue;
    auto other = compile_template(files_, twin, policy->rules, {}, letter.id);
    ++templates;
    append(outcome_.findings, other ? other->warnings() : other.error());
    if (program && other)
      append(outcome_.findings, compare_twins(files_, template_file(letter.template_path, own), *program, twin, *other,
                                              policy->rules, letter.id));
  }
  append(outcome_.findings, prove_policy(*policy, words).findings);
  outcome_.checked.push_back(
      fmt::format("policy {}: {} letters, {} templates", policy->id, policy->letters.size(), templates));
  policy_ = std::move(*policy);
}

void Checker::check_settings(const std::string& path) {
  Places places = options_.places;
  if (!settings_.insert(path).second) return;
  places.school = path;
  auto workplace = Workplace::open(files_, places);
  if (!workplace) {
    append(outcome_.findings, workplace.error());
  } else {
    append(outcome_.findings, (*workplace)->policy().warnings);
    check_signatories(**workplace, path);
    for (const auto& school : (*workplace)->schools().schools) {
      const auto confirmed = school.values.find("Section table confirmed");
      if (confirmed == school.values.end() || confirmed->second != "yes") {
        Diagnostic finding = warning(
            "section-table",
            fmt::format("{} has not confirmed its section table, so letters name the behaviour without section numbers",
                        school.name),
            "Compare <section-table> with your adopted policy and set confirmed=\"yes\".");
        finding.file = path;
        finding.line = school.line;
        outcome_.findings.push_back(std::move(finding));
      }
    }
  }
  outcome_.checked.push_back(fmt::format("settings {}", path));
}

// A letter whose usual signatory a school lacks could not be written there for anybody.
void Checker::check_signatories(const Workplace& workplace, const std::string& path) {
  for (const auto& school : workplace.schools().schools) {
    std::map<std::string, std::vector<std::string>> unsigned_letters;  // by role
    for (const auto& letter : workplace.policy().letters)
      if (policy::signatory_for(school, letter.signatory) == nullptr)
        unsigned_letters[letter.signatory].push_back(letter.id);
    for (const auto& [role, letters] : unsigned_letters) {
      Diagnostic finding = error(
          "no-signatory",
          fmt::format("{} has no {}, who signs {} of this policy: {}", school.name, role_words(role),
                      letters.size() == 1 ? "a letter" : fmt::format("{} letters", letters.size()),
                      join_words(letters)),
          fmt::format("Add <signatory role=\"{}\" …/>, or <stand-in for=\"{}\" role=\"…\"/> with the role that signs "
                      "instead.",
                      role, role));
      finding.file = path;
      finding.line = school.line;
      outcome_.findings.push_back(std::move(finding));
    }
  }
}

const policy::Policy* Checker::policy_for_templates() {
  if (policy_) return &*policy_;
  auto folder =
      find_policy(files_, options_.places.policy.empty() ? "diamond" : options_.places.policy, options_.places.library);
  if (!folder) {
    outcome_.findings.push_back(folder.error());
    return nullptr;
  }
  auto policy = policy::load_policy(files_, *folder, options_.places.library);
  if (!policy) {
    append(outcome_.findings, policy.error());
    return nullptr;
  }
  policy_ = std::move(*policy);
  return &*policy_;
}

void Checker::check_template(const std::string& path) {
  outcome_.checked.push_back(fmt::format("template {}", path));
  const policy::Policy* policy = policy_for_templates();
  if (policy == nullptr) return;
  auto program = compile_template(files_, path, policy->rules, {}, {});
  const auto findings = program ? program->warnings() : program.error();
  append(outcome_.findings, findings);
  if (!options_.annotate.empty()) annotate(path, policy->rules.vocabulary, findings);
}

// The template is read anew: the findings are known, and where they stand is found again by the words they quote.
void Checker::annotate(const std::string& path, const facts::Vocabulary& vocabulary, const Diagnostics& findings) {
  auto bytes = files_.read(path);
  if (!bytes) return;  // told already
  auto opened = document::Document::open(std::move(*bytes), path);
  if (!opened) {
    outcome_.unusable = true;
    Diagnostic finding = error("not-annotated", "the template cannot be opened, so there is no copy with comments",
                               "Mend what is said of it here first.");
    finding.file = path;
    outcome_.findings.push_back(std::move(finding));
    return;
  }
  auto copy = letter::annotate(*opened, vocabulary, findings);
  if (!copy) {
    outcome_.unusable = true;
    outcome_.findings.push_back(copy.error());
    return;
  }
  if (auto written = files_.write(options_.annotate, copy->bytes); !written) {
    outcome_.not_written = true;
    outcome_.findings.push_back(written.error());
    return;
  }
  outcome_.annotated = options_.annotate;
  outcome_.checked.push_back(
      fmt::format("copy {}: {} comment{}", options_.annotate, copy->comments, copy->comments == 1 ? "" : "s"));
}

// Asked before anything is read: a copy goes to a place of its own, and only a template has one.
bool Checker::may_annotate() {
  if (options_.annotate.empty()) return true;
  const auto refuse = [this](std::string code, std::string message, std::string hint) {
    Diagnostic finding = error(std::move(code), std::move(message), std::move(hint));
    finding.file = options_.annotate;
    outcome_.findings.push_back(std::move(finding));
    return false;
  };
  const auto ending = options_.subjects.size() == 1 ? file_ending(options_.subjects.front()) : std::string{};
  if (ending != "docx" && ending != "dotx") {
    outcome_.usage = true;
    return refuse("usage", "--annotate takes one template (.docx) and no more",
                  "Write: caseletters check TEMPLATE.docx --annotate COPY.docx");
  }
  if (file_ending(options_.annotate) != ending) {
    outcome_.usage = true;
    return refuse("usage", fmt::format("the copy of a .{} file is one too, so its name ends in .{}", ending, ending),
                  fmt::format("Write: --annotate COPY.{}", ending));
  }
  if (files_.exists(options_.annotate)) {
    outcome_.not_written = true;
    return refuse("not-empty", "this file is there already, and is not written over", "Name a new file.");
  }
  return true;
}

void Checker::check_cases(const std::string& path) {
  check_settings(options_.places.school.empty() ? join_path(parent_path(path), "school.xml") : options_.places.school);
  GenerateOptions dry;
  dry.places = options_.places;
  dry.places.cases = path;
  dry.date = options_.date;
  dry.dry_run = true;
  dry.sheet = options_.sheet;
  dry.out = join_path(parent_path(path), ".caseletters-check");
  int letters = 0;
  std::set<std::string> cases;
  const RunOutcome run = generate(dry, files_, [&](const LetterOutcome& letter) {
    ++letters;
    cases.insert(letter.case_id);
    append(outcome_.findings, letter.diagnostics);
  });
  append(outcome_.findings, run.diagnostics);
  outcome_.checked.push_back(fmt::format("workbook {}: {} letters asked for in {} cases", path, letters, cases.size()));
}

void Checker::check_xml(const std::string& path) {
  auto bytes = files_.read(path);
  if (!bytes) {
    outcome_.findings.push_back(bytes.error());
    return;
  }
  auto tree = package::XmlTree::parse(*bytes, path, {});
  if (!tree) {
    outcome_.findings.push_back(tree.error());
    return;
  }
  const std::string_view root = tree->root().name();
  if (root == "policy") {
    const std::string folder = parent_path(path);
    check_policy(folder.empty() ? "." : folder);
  } else if (root == "schools") {
    check_settings(path);
  } else if (root == "cases") {
    check_cases(path);
  } else {
    Diagnostic finding = error("not-ours", fmt::format("the root element of this file is <{}>", root),
                               "Name a policy.xml (<policy>), a school.xml (<schools>) or a case file (<cases>).");
    finding.file = path;
    outcome_.findings.push_back(std::move(finding));
  }
}

void Checker::check_subject(const std::string& subject) {
  const std::string ending = file_ending(subject);
  if ((subject.find('/') != std::string::npos || !ending.empty()) && !files_.exists(subject)) {
    outcome_.findings.push_back(files_.read(subject).error());
    outcome_.unusable = true;
    return;
  }
  const bool is_path = subject.find('/') != std::string::npos || subject.find('.') != std::string::npos;
  if (!is_path || files_.is_folder(subject)) {
    auto folder = find_policy(files_, subject, options_.places.library);
    if (folder) return check_policy(*folder);
    outcome_.findings.push_back(folder.error());
    outcome_.usage = !is_path;
    return;
  }
  if (ending == "xml") return check_xml(subject);
  if (ending == "docx" || ending == "docm" || ending == "dotx" || ending == "dotm" || ending == "doc" ||
      ending == "odt" || ending == "ott")
    return check_template(subject);
  for (const char* known : {"xlsx", "xlsm", "ods", "csv", "json"}) {
    if (ending == known) return check_cases(subject);
  }
  Diagnostic finding =
      error("not-checkable", "this is nothing the program can check",
            "Name a policy, a school.xml, a template (.docx, .odt) or a workbook (.xlsx, .ods, .csv, .json, .xml).");
  finding.file = subject;
  outcome_.findings.push_back(std::move(finding));
  outcome_.usage = true;
}

CheckOutcome Checker::go() {
  if (!may_annotate()) return std::move(outcome_);
  if (options_.subjects.empty()) {
    if (!options_.places.policy.empty()) {
      check_subject(options_.places.policy);
    } else if (!options_.places.school.empty()) {
      check_settings(options_.places.school);
    } else {
      for (const auto& id : policy::shipped_policies(files_, options_.places.library)) check_subject(id);
    }
  }
  for (const auto& subject : options_.subjects) check_subject(subject);
  return std::move(outcome_);
}

}  // namespace

CheckOutcome check(const CheckOptions& options, Files& files) {
  return Checker{options, files}.go();
}

}  // namespace caseletters::merge
