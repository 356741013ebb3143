#include "policy/rule_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/constant.h"
#include "policy/element.h"

namespace caseletters::policy {
namespace {

using facts::DerivedCase;
using facts::Expression;
using facts::Kind;
using facts::Type;

// yes_no derived facts hold a condition: "yes" is the one that always holds.
Expression always(bool yes) {
  Expression expression;
  expression.source = yes ? "yes" : "no";
  facts::Node node;
  node.end = static_cast<std::uint32_t>(expression.source.size());
  expression.nodes.push_back(node);
  if (yes) return expression;
  node.op = facts::Op::negation;
  node.children = {0};
  expression.nodes.push_back(std::move(node));
  return expression;
}

facts::TextTemplate literal(std::string text) {
  facts::TextPiece piece;
  piece.literal = std::move(text);
  return {std::move(piece)};
}

class RuleReader {
 public:
  RuleReader(const Declarations& declarations, const DeclaredIndex& index, ExpressionReader& reader,
             facts::Rules& rules)
      : declarations_(declarations), index_(index), reader_(reader), rules_(rules) {}

  void read() {
    rules_.derived_of_fact.assign(rules_.vocabulary.facts().size(), -1);
    rules_.choices.resize(rules_.vocabulary.choices().size());
    for (const Declaration& declaration : declarations_.all) {
      if (declaration.kind == DeclarationKind::review) read_review(declaration);
    }
    for (const Declaration& declaration : declarations_.all) {
      const auto place = index_.find(&declaration);
      if (place == index_.end()) continue;
      if (declaration.kind == DeclarationKind::derived) read_derived(declaration, place->second);
      if (declaration.kind == DeclarationKind::word) read_word(declaration, place->second);
      if (declaration.kind == DeclarationKind::choice) read_choice(declaration, place->second);
    }
    check_rings();
  }

 private:
  [[nodiscard]] static Site site(const Declaration& declaration, pugi::xml_node node, std::string what) {
    return {declaration.file->place(node), std::move(what), {}};
  }

  void read_review(const Declaration& declaration) {
    const pugi::xml_node node = declaration.node;
    facts::ReviewCycle cycle;
    cycle.id = declaration.name;
    const Site place = site(declaration, node, fmt::format("the review “{}”", cycle.id));
    const std::string period = attribute(node, "period"), outcome = attribute(node, "outcome");
    if (period.empty()) {
      cycle.count = 0;  // the school's settings give it
    } else if (const auto parsed = parse_period(period)) {
      std::tie(cycle.count, cycle.unit) = *parsed;
    } else {
      reader_.refuse(error("bad-period", fmt::format("“{}” is not a period.", period),
                           "Write it as “6 months”, “1 year” or “20 working days”."),
                     place);
    }
    cycle.anchor = reader_.date(attribute(node, "anchor"), place);
    if (!outcome.empty() && reader_.letter(outcome, place)) cycle.outcome_letter = outcome;
    rules_.reviews.push_back(std::move(cycle));
  }

  void read_derived(const Declaration& declaration, int fact) {
    const pugi::xml_node node = declaration.node;
    const Type type = rules_.vocabulary.facts()[static_cast<std::size_t>(fact)].type;
    facts::Derived derived;
    derived.fact = fact;
    const bool has_value = static_cast<bool>(node.attribute("value"));
    if (has_value == static_cast<bool>(node.child("case"))) {
      reader_.refuse(error("bad-derived",
                           has_value ? fmt::format("“{}” has both a value and cases.", declaration.name)
                                     : fmt::format("“{}” has neither a value nor cases.", declaration.name),
                           "Give it either value=\"…\" or <case> elements."),
                     site(declaration, node, ""));
    } else if (has_value) {
      derived.cases.push_back(read_case(declaration, node, type, ""));
    } else {
      bool settled = false;
      for (const pugi::xml_node each : node.children("case")) {
        const std::string when = case_condition(declaration, each, settled);
        derived.cases.push_back(read_case(declaration, each, type, when));
      }
    }
    add(std::move(derived));
  }

  void read_word(const Declaration& declaration, int fact) {
    facts::Derived derived;
    derived.fact = fact;
    bool settled = false;
    for (const pugi::xml_node each : declaration.node.children("case")) {
      const Site place = site(declaration, each, fmt::format("a case of “{}”", declaration.name));
      DerivedCase one;
      one.line = place.place.line;
      one.when = reader_.condition(case_condition(declaration, each, settled), place);
      const bool keep = attribute(each, "space") == "keep";
      one.text = reader_.text(keep ? raw_text_of(each) : words_of(each), place);
      if (one.text.empty()) one.text = literal("");
      derived.cases.push_back(std::move(one));
    }
    add(std::move(derived));
  }

  // The case's condition; complains where an earlier case already holds always.
  [[nodiscard]] std::string case_condition(const Declaration& declaration, pugi::xml_node node, bool& settled) {
    std::string when = attribute(node, "when");
    if (settled) {
      reader_.refuse(
          error("case-unreachable",
                fmt::format("This case of “{}” never counts: the one before it has no condition.", declaration.name),
                "Put the case without `when` last."),
          site(declaration, node, ""));
    }
    settled = settled || when.empty();
    return when;
  }

  [[nodiscard]] DerivedCase read_case(const Declaration& declaration, pugi::xml_node node, const Type& type,
                                      const std::string& when) {
    const Site place = site(declaration, node, fmt::format("a case of “{}”", declaration.name));
    DerivedCase one;
    one.line = place.place.line;
    one.when = reader_.condition(when, place);
    const std::string value = attribute(node, "value"), is = attribute(node, "is"), review = attribute(node, "review");
    const int given = int{!value.empty()} + int{!is.empty()} + int{!review.empty()};
    if (given != 1) {
      reader_.refuse(error("bad-derived",
                           given == 0 ? fmt::format("This case of “{}” gives nothing.", declaration.name)
                                      : fmt::format("This case of “{}” gives more than one thing.", declaration.name),
                           "Give it exactly one of value, is and review."),
                     place);
    } else if (!review.empty()) {
      read_review_case(declaration, node, type, review, place, one);
    } else if (!is.empty()) {
      read_constant(type, is, place, one);
    } else if (type.kind == Kind::date) {
      one.value = reader_.date(value, place);
    } else if (type.kind == Kind::yes_no) {
      one.value = reader_.condition(value, place);
    } else {
      one.value = reader_.name_of_type(value, type, place);
    }
    if (review.empty() && !attribute(node, "after").empty()) {
      reader_.refuse(error("bad-derived", "`after` goes with `review` only.", "Name the review, or take `after` away."),
                     place);
    }
    return one;
  }

  void read_review_case(const Declaration& declaration, pugi::xml_node node, const Type& type,
                        const std::string& review, const Site& place, DerivedCase& one) {
    const std::string after = attribute(node, "after");
    if (type.kind != Kind::date) {
      reader_.refuse(error("bad-type", fmt::format("A review gives a date, and “{}” is {}.", declaration.name,
                                                   reader_.in_words(type))),
                     place);
    }
    if (after.empty()) {
      reader_.refuse(error("bad-derived", "The review lacks `after`.",
                           "Say the date after which it is the first: "
                           "after=\"Letter date\"."),
                     place);
    }
    one.value = reader_.date(after, place);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < rules_.reviews.size(); ++i) {
      if (rules_.reviews[i].id == review) one.review = static_cast<int>(i);
      ids.push_back(rules_.reviews[i].id);
    }
    if (one.review >= 0) return;
    const std::string near = nearest(review, ids);
    reader_.findings().add_expression(
        error("unknown-review", fmt::format("There is no review “{}”.", review),
              near.empty() ? "Declare it among the <reviews>." : fmt::format("Did you mean “{}”?", near)),
        place.place, place.letter, place.what, review);
  }

  void read_constant(const Type& type, const std::string& is, const Site& place, DerivedCase& one) {
    if (type.kind == Kind::text) {
      one.text = literal(is);
      return;
    }
    if (type.kind == Kind::date) {
      one.value = reader_.date(is, place);
      return;
    }
    auto constant = parse_constant(is, type, rules_.vocabulary);
    if (!constant) {
      reader_.findings().add_expression(constant.error(), place.place, place.letter, place.what, is);
    } else if (type.kind == Kind::yes_no) {
      one.value = always(constant->as<bool>());
    } else {
      one.constant = std::move(*constant);
    }
  }

  void add(facts::Derived derived) {
    rules_.derived_of_fact[static_cast<std::size_t>(derived.fact)] = static_cast<int>(rules_.derived.size());
    rules_.derived.push_back(std::move(derived));
  }

  void read_choice(const Declaration& declaration, int choice) {
    const std::size_t place = static_cast<std::size_t>(choice);
    const facts::Domain& domain =
        rules_.vocabulary.domains()[static_cast<std::size_t>(rules_.vocabulary.choices()[place].domain)];
    facts::ChoiceRules& rules = rules_.choices[place];
    rules.guard =
        reader_.condition(attribute(declaration.node, "when"),
                          site(declaration, declaration.node, fmt::format("the choice “{}”", declaration.name)));
    rules.options.resize(domain.options.size());
    for (const pugi::xml_node node : declaration.node.children("option")) {
      const std::string id = attribute(node, "id");
      const Site option_site =
          site(declaration, node, fmt::format("the option “{}” of the choice “{}”", id, declaration.name));
      const auto option = domain.find_id(fold_name(id));
      if (!option) {
        std::vector<std::string> ids;
        for (const facts::OptionDecl& each : domain.options) ids.push_back(each.id);
        const std::string near = nearest(id, ids);
        reader_.refuse(error("unknown-option", fmt::format("“{}” is not one of the options of {}.", id, domain.name),
                             near.empty() ? "" : fmt::format("Did you mean “{}”?", near)),
                       option_site);
        continue;
      }
      facts::OptionRule& rule = rules.options[static_cast<std::size_t>(option->index)];
      rule.when = reader_.condition(attribute(node, "when"), option_site);
      rule.line = option_site.place.line;
    }
  }

  void check_rings() {
    const std::vector<std::string> ring = facts::find_cycle(rules_);
    if (ring.empty()) return;
    const std::string first = fold_name(ring.front());
    const auto owner =
        std::find_if(declarations_.all.begin(), declarations_.all.end(), [&first](const Declaration& declaration) {
          return declaration.kind != DeclarationKind::options && fold_name(declaration.name) == first;
        });
    const Place place = owner == declarations_.all.end() ? Place{} : owner->place();
    reader_.findings().add(
        error("rules-in-a-ring", fmt::format("These rules need each other: {}.", fmt::join(ring, " needs ")),
              "Let one of them be decided by facts of the case."),
        place);
  }

  const Declarations& declarations_;
  const DeclaredIndex& index_;
  ExpressionReader& reader_;
  facts::Rules& rules_;
};

}  // namespace

void read_rules(const Declarations& declarations, const DeclaredIndex& index, ExpressionReader& reader,
                facts::Rules& rules) {
  RuleReader(declarations, index, reader, rules).read();
}

}  // namespace caseletters::policy
