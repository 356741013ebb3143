#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/constant.h"
#include "policy/element.h"
#include "policy/findings.h"
#include "policy/school.h"

namespace caseletters::policy {
namespace {

using facts::Kind;
using facts::Value;

class Binding {
 public:
  Binding(const School& school, const facts::Rules& rules, const std::string& file)
      : school_(school), rules_(rules), vocabulary_(rules.vocabulary), file_(file) {}

  [[nodiscard]] Checked<BoundSchool> bind() {
    for (const auto& [name, text] : school_.values) bind_value(name, text);
    bind_roles();
    for (const facts::Domain& table : school_.labels) bind_labels(table);
    bind_periods();
    Diagnostics found = findings_.take({file_});
    if (has_errors(found)) return fail(std::move(found));
    return std::move(bound_);
  }

 private:
  [[nodiscard]] Place place_of(const std::string& name) const {
    const auto line = school_.value_lines.find(name);
    return {file_, line == school_.value_lines.end() ? school_.line : line->second};
  }

  [[nodiscard]] const facts::FactDecl& declared(int fact) const {
    return vocabulary_.facts()[static_cast<std::size_t>(fact)];
  }

  void bind_value(const std::string& name, const std::string& text) {
    const auto fact = vocabulary_.fact(name);
    const bool ours = fact && declared(*fact).origin == facts::Origin::school;
    if (!ours) {
      if (school_.settings.count(name) != 0) refuse_setting(name, fact);
      return;  // a policy need not use all that a school tells
    }
    auto value = parse_constant(text, declared(*fact).type, vocabulary_);
    if (value) {
      bound_.values.emplace_back(*fact, std::move(*value));
      return;
    }
    Diagnostic why = value.error();
    why.fact = declared(*fact).name;
    findings_.add(std::move(why), place_of(name));
  }

  void refuse_setting(const std::string& name, std::optional<int> fact) {
    std::vector<std::string> names;
    for (const facts::FactDecl& each : vocabulary_.facts()) {
      if (each.origin == facts::Origin::school) names.push_back(each.name);
    }
    const std::string near = fact ? "" : nearest(name, names);
    findings_.add(
        error("unknown-fact",
              fact ? fmt::format("“{}” is not a setting of the school: the policy takes it from elsewhere.", name)
                   : fmt::format("The policy knows no setting “{}”.", name),
              near.empty() ? "Take the setting out." : fmt::format("Did you mean “{}”?", near)),
        place_of(name));
  }

  void give(std::string_view name, Kind kind, Value value) {
    const auto fact = vocabulary_.fact(name);
    if (fact && declared(*fact).type.kind == kind) bound_.values.emplace_back(*fact, std::move(value));
  }

  void bind_roles() {
    facts::OptionSet roles;
    std::string post = "headteacher";  // within a sentence
    const facts::Domain& domain = vocabulary_.domains()[facts::Vocabulary::roles_domain];
    for (const Signatory& signatory : school_.signatories) {
      if (const auto role = domain.find_id(fold_name(signatory.role))) roles.push_back(*role);
      if (signatory.role != "headteacher") continue;
      give("Headteacher name", Kind::text, Value{signatory.name});
      if (fold_heading(signatory.post) != "headteacher") post = signatory.post;
    }
    give("Headteacher post", Kind::text, Value{std::move(post)});
    std::sort(roles.begin(), roles.end());
    give("School roles", Kind::set, Value{std::move(roles)});
  }

  void bind_labels(const facts::Domain& table) {
    const auto& domains = vocabulary_.domains();
    const auto owner = std::find_if(domains.begin(), domains.end(), [&table](const facts::Domain& domain) {
      return fold_name(domain.name) == fold_name(table.name);
    });
    if (owner == domains.end()) return;
    facts::Domain labels = *owner;
    std::vector<std::string> ids;
    for (const facts::OptionDecl& option : labels.options) ids.push_back(option.id);
    for (const facts::OptionDecl& given : table.options) {
      const auto option = owner->find_id(fold_name(given.id));
      if (!option) {
        const std::string near = nearest(given.id, ids);
        findings_.add(error("unknown-option", fmt::format("The policy has no section “{}”.", given.id),
                            near.empty() ? fmt::format("Its sections are: {}.", fmt::join(ids, ", "))
                                         : fmt::format("Did you mean “{}”?", near)),
                      place_of(table.name + " " + given.id));
        continue;
      }
      facts::OptionDecl& mine = labels.options[static_cast<std::size_t>(option->index)];
      mine.label = given.label;
      mine.group = given.group;
    }
    labels.index();
    bound_.labels.emplace_back(static_cast<int>(owner - domains.begin()), std::move(labels));
  }

  void bind_periods() {
    std::vector<std::string> ids;
    for (const facts::ReviewCycle& cycle : rules_.reviews) {
      ids.push_back(cycle.id);
      const auto own = school_.review_periods.find(cycle.id);
      bound_.review_periods.emplace_back(own == school_.review_periods.end() ? cycle.count : own->second.count,
                                         own == school_.review_periods.end() ? cycle.unit : own->second.unit);
    }
    for (const auto& [review, period] : school_.review_periods) {
      if (std::find(ids.begin(), ids.end(), review) != ids.end()) continue;
      const std::string near = nearest(review, ids);
      findings_.add(error("unknown-review", fmt::format("The policy has no review “{}”.", review),
                          near.empty() ? "Take the <review-period> out." : fmt::format("Did you mean “{}”?", near)),
                    {file_, period.line});
    }
  }

  const School& school_;
  const facts::Rules& rules_;
  const facts::Vocabulary& vocabulary_;
  const std::string& file_;
  Findings findings_;
  BoundSchool bound_;
};

}  // namespace

Checked<BoundSchool> bind_school(const School& school, const facts::Rules& rules, const std::string& file) {
  return Binding(school, rules, file).bind();
}

void fill_school_facts(const BoundSchool& school, facts::Record& record) {
  for (const auto& [fact, value] : school.values) record.facts[static_cast<std::size_t>(fact)] = value;
  for (const auto& [domain, labels] : school.labels) record.labels[static_cast<std::size_t>(domain)] = &labels;
  record.review_periods = &school.review_periods;
}

}  // namespace caseletters::policy
