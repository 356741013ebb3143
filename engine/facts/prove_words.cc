#include "facts/prove_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace caseletters::facts {
namespace {

// How two dates stand to each other: "Letter date" "the day after" "ban-1 deadline".
struct Relation {
  std::string left, right;
  int days = 0;                    // left minus right
  std::vector<std::size_t> about;  // places in `told` that it speaks of
};

std::string in_words(const Relation& relation) {
  switch (relation.days) {
    case 0:
      // "10 working days after ban-1 date" is a day by itself.
      if (relation.right.front() >= '0' && relation.right.front() <= '9') {
        return fmt::format("{} {}", relation.left, relation.right);
      }
      return fmt::format("{} on {}", relation.left, relation.right);
    case 1:
      return fmt::format("{} the day after {}", relation.left, relation.right);
    case -1:
      return fmt::format("{} the day before {}", relation.left, relation.right);
    default:
      return fmt::format("{} {} {}", relation.left, relation.days < 0 ? "before" : "after", relation.right);
  }
}

// One side of a comparison as an expression of its own: nodes stand children first.
Expression part_of(const Expression& expression, int node) {
  Expression part;
  part.source = expression.source;
  part.nodes.assign(expression.nodes.begin(), expression.nodes.begin() + node + 1);
  return part;
}

class Describer {
 public:
  Describer(const Rules& rules, const std::vector<MadeUp>& told, const std::vector<bool>& needed)
      : rules_(rules), told_(told), needed_(needed), said_(told.size(), false) {}

  void look_at_dates(const Reach& reach, Situation& situation) {
    for (const Expression* expression : reach.expressions) {
      for (const Node& node : expression->nodes) {
        if (node.op != Op::date_is && node.op != Op::same_as) continue;
        relate(*expression, node, situation);
      }
    }
    // The closest stand first: they say most.
    std::stable_sort(relations_.begin(), relations_.end(), [](const Relation& a, const Relation& b) {
      return std::min(std::abs(a.days), 2) < std::min(std::abs(b.days), 2);
    });
  }

  std::string words() {
    std::vector<std::string> dates;
    for (const Relation& relation : relations_) {
      const bool new_here =
          std::any_of(relation.about.begin(), relation.about.end(), [&](std::size_t place) { return !said_[place]; });
      if (!new_here) continue;
      dates.push_back(in_words(relation));
      for (const std::size_t place : relation.about) said_[place] = true;
    }
    std::vector<std::string> all;
    for (std::size_t i = 0; i < told_.size(); ++i) {
      if (needed_[i] && !said_[i]) all.push_back(words_of(told_[i]));
    }
    all.insert(all.end(), dates.begin(), dates.end());
    return join_words(all);
  }

 private:
  void relate(const Expression& expression, const Node& node, Situation& situation) {
    const Expression left = part_of(expression, node.children[0]);
    const Expression right = part_of(expression, node.children[1]);
    const auto left_terms = date_terms(rules_, left, node.children[0]);
    const auto right_terms = date_terms(rules_, right, node.children[1]);
    if (left_terms.empty() || right_terms.empty()) return;
    const auto left_day = day_of(situation.date(left));
    const auto right_day = day_of(situation.date(right));
    if (!left_day || !right_day) return;
    Relation relation;
    for (const auto& terms : {left_terms, right_terms}) {
      for (const DateTerm& term : terms) note(term, relation.about);
    }
    if (relation.about.empty()) return;
    relation.left = to_text(left, node.children[0], rules_.vocabulary);
    relation.right = to_text(right, node.children[1], rules_.vocabulary);
    relation.days = static_cast<int>((left_day->days() - right_day->days()).count());
    const bool known = std::any_of(relations_.begin(), relations_.end(), [&](const Relation& one) {
      return (one.left == relation.left && one.right == relation.right) ||
             (one.left == relation.right && one.right == relation.left);
    });
    if (!known) relations_.push_back(std::move(relation));
  }

  void note(const DateTerm& term, std::vector<std::size_t>& about) const {
    if (term.literal) return;
    for (std::size_t i = 0; i < told_.size(); ++i) {
      if (!needed_[i] || !(told_[i].what == term.told) || !day_of(told_[i].value)) continue;
      if (std::find(about.begin(), about.end(), i) == about.end()) about.push_back(i);
    }
  }

  [[nodiscard]] std::string name_of(const Reading& what) const {
    const Vocabulary& vocabulary = rules_.vocabulary;
    switch (what.what) {
      case Reading::What::fact:
        return vocabulary.facts()[static_cast<std::size_t>(what.index)].name;
      case Reading::What::items:
        return vocabulary.lists()[static_cast<std::size_t>(what.index)].plural;
      case Reading::What::field: {
        MissingFact field;
        field.fact = what.index;
        field.item = what.item;
        return facts::name_of(field, vocabulary);
      }
      case Reading::What::today:
        return "today";
      case Reading::What::past:
        break;
    }
    Symbol symbol;
    symbol.kind = SymbolKind::past;
    symbol.index = what.index;
    symbol.past = what.past;
    symbol.past_index = what.past_index;
    return vocabulary.name_of(symbol);
  }

  [[nodiscard]] const Domain* domain_of(const Reading& what) const {
    const Vocabulary& vocabulary = rules_.vocabulary;
    int domain = -1;
    if (what.what == Reading::What::fact || what.what == Reading::What::field) {
      domain = vocabulary.facts()[static_cast<std::size_t>(what.index)].type.domain;
    } else if (what.what == Reading::What::past) {
      const auto index = static_cast<std::size_t>(what.past_index);
      if (what.past == PastField::choice) domain = vocabulary.choices()[index].domain;
      if (what.past == PastField::fact) domain = vocabulary.facts()[index].type.domain;
      if (what.past == PastField::signatory) domain = Vocabulary::roles_domain;
      if (what.past == PastField::response_channel) domain = Vocabulary::channels_domain;
    }
    return domain < 0 ? nullptr : &vocabulary.domains()[static_cast<std::size_t>(domain)];
  }

  [[nodiscard]] std::string words_of(const MadeUp& one) const {
    const Reading& what = one.what;
    const std::string name = name_of(what);
    if (what.what == Reading::What::past && what.past == PastField::date) {
      const std::string& letter = rules_.vocabulary.letters()[static_cast<std::size_t>(what.index)].id;
      return letter + (one.value.known() ? " sent" : " not sent");
    }
    if (what.what == Reading::What::items) {
      const std::int64_t count = one.value.as<std::int64_t>();
      const ListDecl& list = rules_.vocabulary.lists()[static_cast<std::size_t>(what.index)];
      return fmt::format("{} {}", count == 0 ? "no" : std::to_string(count), count == 1 ? list.item : list.plural);
    }
    if (!one.value.known()) return name + " blank";
    const Domain* domain = domain_of(what);
    const auto& content = one.value.content();
    if (const auto* option = std::get_if<Option>(&content)) {
      return fmt::format("{} {}", name, domain->options[static_cast<std::size_t>(option->index)].id);
    }
    if (const auto* set = std::get_if<OptionSet>(&content)) {
      std::vector<std::string> ids;
      for (const Option option : *set) ids.push_back(domain->options[static_cast<std::size_t>(option.index)].id);
      // A list of its own within the sentence.
      if (ids.size() == 1) return fmt::format("{} {}", name, ids.front());
      if (ids.size() == domain->options.size()) return fmt::format("all of {}", name);
      return fmt::format("{} ({})", name, fmt::join(ids, ", "));
    }
    if (const auto* yes = std::get_if<bool>(&content)) return fmt::format("{} {}", name, *yes ? "yes" : "no");
    if (const auto* number = std::get_if<std::int64_t>(&content)) return fmt::format("{} {}", name, *number);
    if (const auto* text = std::get_if<std::string>(&content)) {
      if (text->rfind("something", 0) != 0) return fmt::format("{} “{}”", name, *text);
    }
    return name + " filled in";
  }

  const Rules& rules_;
  const std::vector<MadeUp>& told_;
  const std::vector<bool>& needed_;
  std::vector<bool> said_;
  std::vector<Relation> relations_;
};

}  // namespace

std::string describe(const Rules& rules, const Reach& reach, Search& search, const std::vector<MadeUp>& told,
                     const std::vector<bool>& needed) {
  Describer describer(rules, told, needed);
  search.show(told, [&](Situation& situation) { describer.look_at_dates(reach, situation); });
  return describer.words();
}

}  // namespace caseletters::facts
