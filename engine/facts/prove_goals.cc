#include "facts/prove_goals.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace caseletters::facts {
namespace {

constexpr std::size_t kMostTold = 512;  // things made up for one case
constexpr int kDeepest = 400;           // steps inside steps

using Places = std::bitset<kMostTold>;  // of what was made up

}  // namespace

class GoalSearch {
 public:
  GoalSearch(Search& search, const Search::Wanted& wanted, const SearchLimits& limits)
      : search_(search), rules_(search.rules_), wanted_(wanted), most_(limits.most) {}

  SearchResult run(const std::vector<Goal>& goals) {
    search_.read_given_ = false;
    Branch all;
    Places why;
    bool found = false;
    if (expand_all(goals, all)) found = step(all, why, 0);
    result_.read_given = search_.read_given_;
    using Outcome = SearchResult::Outcome;
    result_.outcome = found ? Outcome::found : given_up_ ? Outcome::too_many : Outcome::none;
    result_.combinations = static_cast<double>(most_);
    return std::move(result_);
  }

 private:
  struct Open {
    Goal goal;
    std::optional<Reading> waits_for;  // nothing: not looked at yet
  };
  struct Branch {
    std::vector<Open> open;
    std::vector<std::pair<int, bool>> asserted;  // conditions by their words, and how they must come out
  };
  struct Look {
    Truth truth = Truth::unknown;
    std::optional<Reading> open;
    Places read;
  };

  // What a goal reads of the things made up.
  class Listener : public ReadingListener {
   public:
    Listener(Search& search, Look& look) : search_(search), look_(look) {}
    void on_read(const Reading& reading) override {
      if (reading.what == Reading::What::fact && search_.is_given(reading.index)) search_.read_given_ = true;
      if (!search_.is_told(reading)) {
        if (!look_.open) look_.open = reading;
        return;
      }
      for (std::size_t i = 0; i < search_.told_.size() && i < kMostTold; ++i) {
        if (search_.told_[i].what == reading) look_.read.set(i);
      }
    }
    // Which letters went together is read off all their dates.
    void on_look_back() override {
      for (std::size_t i = 0; i < search_.told_.size() && i < kMostTold; ++i) {
        if (search_.told_[i].what.what == Reading::What::past) look_.read.set(i);
      }
    }

   private:
    Search& search_;
    Look& look_;
  };

  template <class Ask>
  Look look(const Ask& ask) {
    Look found;
    ++result_.tried;
    if (result_.tried >= most_) given_up_ = true;
    Listener listener(search_, found);
    Situation situation(rules_, search_.record_, search_.calendar_);
    if (search_.today_) situation.set_today(*search_.today_);
    situation.tell_readings(&listener);
    found.truth = ask(situation);
    return found;
  }

  bool expand_all(const std::vector<Goal>& goals, Branch& branch) {
    return std::all_of(goals.begin(), goals.end(), [&](const Goal& one) { return expand(one, branch, 0); });
  }

  // Takes a goal apart; false where it contradicts another.
  bool expand(const Goal& one, Branch& branch, int depth) {
    const Node& node = node_of(one);
    if (node.op == Op::always) return one.holds;
    if (depth < kDeepest) {
      if (node.op == Op::negation) return expand({one.expression, node.children[0], !one.holds}, branch, depth + 1);
      if (const Expression* rule = rule_of(node)) {
        const bool yes = (node.number != 0) == (one.holds != node.negated);
        return expand(goal(*rule, yes), branch, depth + 1);
      }
    }
    const int words = words_of(one);
    for (const auto& [other, holds] : branch.asserted) {
      if (other == words) return holds == one.holds;
    }
    branch.asserted.emplace_back(words, one.holds);
    if (is_and(one) && depth < kDeepest) {
      return std::all_of(node.children.begin(), node.children.end(), [&](int child) {
        return expand({one.expression, child, one.holds}, branch, depth + 1);
      });
    }
    branch.open.push_back({one, std::nullopt});
    return true;
  }

  [[nodiscard]] static const Node& node_of(const Goal& one) {
    return one.expression->nodes[static_cast<std::size_t>(one.node)];
  }
  [[nodiscard]] static bool is_and(const Goal& one) {
    return node_of(one).op == (one.holds ? Op::all_of : Op::one_of_these);
  }
  [[nodiscard]] static bool is_or(const Goal& one) {
    return node_of(one).op == (one.holds ? Op::one_of_these : Op::all_of);
  }

  // The one rule of a yes-or-no fact, where it has no other and no column speaks for it.
  [[nodiscard]] const Expression* rule_of(const Node& node) const {
    if (node.op != Op::yes_is || node.symbol.kind != SymbolKind::fact) return nullptr;
    const auto index = static_cast<std::size_t>(node.symbol.index);
    const FactDecl& declared = rules_.vocabulary.facts()[index];
    if (declared.list >= 0 || declared.overridable || index >= rules_.derived_of_fact.size()) return nullptr;
    const int rule = rules_.derived_of_fact[index];
    if (rule < 0) return nullptr;
    const auto& cases = rules_.derived[static_cast<std::size_t>(rule)].cases;
    if (cases.size() != 1 || !cases.front().when.empty() || cases.front().value.empty()) return nullptr;
    return cases.front().value.root().op == Op::symbol ? nullptr : &cases.front().value;
  }

  int words_of(const Goal& one) {
    const auto key = std::pair{one.expression, one.node};
    if (const auto place = words_.find(key); place != words_.end()) return place->second;
    const std::string text = to_text(*one.expression, one.node, rules_.vocabulary);
    const int number = numbers_.emplace(text, static_cast<int>(numbers_.size())).first->second;
    return words_.emplace(key, number).first->second;
  }

  // Looks at what the last thing made up may have settled; false where a goal fails.
  bool settle(Branch& branch, Places& why) {
    for (Open& one : branch.open) {
      if (one.waits_for && !search_.is_told(*one.waits_for)) continue;
      const Look found =
          look([&](Situation& situation) { return situation.test_node(*one.goal.expression, one.goal.node); });
      one.waits_for = found.open;
      if (found.open) continue;
      if (found.truth != (one.goal.holds ? Truth::yes : Truth::no)) {
        why = found.read;
        return false;
      }
      one.goal.expression = nullptr;
    }
    std::erase_if(branch.open, [](const Open& one) { return one.goal.expression == nullptr; });
    return true;
  }

  // Whether a case is found below; `why`: what of it made all fail, where none is.
  bool step(Branch branch, Places& why, int depth) {
    if (given_up_ || depth > kDeepest || search_.told_.size() + 1 >= kMostTold) {
      given_up_ = true;
      return false;
    }
    if (!settle(branch, why)) return false;
    for (const Open& one : branch.open) {
      if (!is_or(one.goal)) return branch_on(*one.waits_for, branch, why, depth);
    }
    if (!branch.open.empty()) return try_each_way(branch, why, depth);
    const Look whole = look([&](Situation& situation) { return wanted_(situation) ? Truth::yes : Truth::no; });
    if (whole.open) return branch_on(*whole.open, branch, why, depth);
    why = whole.read;
    if (whole.truth == Truth::yes) result_.told = search_.told_;
    return whole.truth == Truth::yes;
  }

  bool try_each_way(const Branch& branch, Places& why, int depth) {
    const Goal parted = branch.open.front().goal;
    for (const int child : node_of(parted).children) {
      Branch way = branch;
      way.open.erase(way.open.begin());
      if (!expand({parted.expression, child, parted.holds}, way, 0)) continue;
      Places why_not;
      if (step(std::move(way), why_not, depth + 1)) return true;
      if (given_up_) return false;
      why |= why_not;
    }
    return false;
  }

  bool branch_on(const Reading& what, const Branch& branch, Places& why, int depth) {
    const std::size_t place = search_.told_.size();
    std::vector<Value> values = search_.samples_.values(what, search_.told_);
    if (values.empty()) values.emplace_back();  // nothing to tell: it stays blank
    Places all;
    for (const Value& value : values) {
      Places why_not;
      search_.tell(what, value);
      const bool found = step(branch, why_not, depth + 1);
      search_.untell();
      if (found) return true;
      if (given_up_) return false;
      if (!why_not.test(place)) {
        why = why_not;  // fails whatever this is
        return false;
      }
      why_not.reset(place);
      all |= why_not;
    }
    // Which days are tried follows from the days that were made up before.
    const bool days = std::any_of(values.begin(), values.end(), [](const Value& value) { return day_of(value); });
    if (days) {
      for (const std::size_t source : search_.samples_.sources(what, search_.told_)) all.set(source);
    }
    why = all;
    return false;
  }

  Search& search_;
  const Rules& rules_;
  const Search::Wanted& wanted_;
  std::int64_t most_;
  SearchResult result_;
  bool given_up_ = false;
  std::map<std::pair<const Expression*, int>, int> words_;
  std::map<std::string, int> numbers_;
};

Goal goal(const Expression& expression, bool holds) {
  return {&expression, static_cast<int>(expression.nodes.size()) - 1, holds};
}

SearchResult solve(Search& search, const std::vector<Goal>& goals, const Search::Wanted& wanted,
                   const SearchLimits& limits) {
  return GoalSearch(search, wanted, limits).run(goals);
}

}  // namespace caseletters::facts
