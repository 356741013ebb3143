// Whether any case at all makes a question come out badly: the proof that `check` gives before a case exists
// (markup.md, "How names resolve", 5, 6 and the last paragraph).
//
// A case is made up only as far as the rules ask: the question is put to an empty record; the first thing that is read
// and not yet made up gets each of its sampled values (prove_domain.h) in turn, and the question is put again. What is
// never read stays open, so one run stands for every case that differs in it. The rules themselves are evaluated by the
// engine that writes letters, so what is found here happens there.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "facts/prove_domain.h"
#include "facts/situation.h"

namespace caseletters::facts {

struct SearchLimits {
  std::int64_t most = 200'000;  // cases; beyond it the question is not proved
  int draws = 3'000;            // cases then drawn by lot all the same (always the same ones)
};

struct SearchResult {
  enum class Outcome : std::uint8_t { found, none, too_many };
  Outcome outcome = Outcome::none;
  std::vector<MadeUp> told;  // found: what was made up, in the order in which the rules asked
  std::int64_t tried = 0;    // cases
  double combinations = 0;   // too_many: about how many cases there are
  bool read_given = false;   // whether any of the given facts was read
};

class Search {
 public:
  using Wanted = std::function<bool(Situation&)>;

  // `given` holds what is settled beforehand (the current letter); `given_facts` are those facts, and derived facts are
  // settled by their rules. All outlive the search.
  Search(const Rules& rules, const Calendar& calendar, const Samples& samples, const Record& given,
         const std::vector<int>& given_facts);

  // The first case for which `wanted` holds. Pure but for the record it makes up.
  [[nodiscard]] SearchResult run(const Wanted& wanted, const SearchLimits& limits = {});

  // For each thing told: whether some other value of it would make `wanted` fail (or ask for more to be told), so that
  // a message must name it. Those before count as they are.
  [[nodiscard]] std::vector<bool> needed(const std::vector<MadeUp>& told, const Wanted& wanted);

  // Lets `look` see the case that was made up.
  void show(const std::vector<MadeUp>& told, const std::function<void(Situation&)>& look);

 private:
  friend class GoalSearch;  // prove_goals.h
  class Listener;
  struct Answer {
    bool holds = false;
    bool open = false;  // something was read that is not made up yet: `next`
    Reading next;
  };
  [[nodiscard]] Answer ask(const Wanted& wanted);
  [[nodiscard]] bool descend(const Wanted& wanted, const SearchLimits& limits, SearchResult& result);
  [[nodiscard]] bool draw(const Wanted& wanted, const SearchLimits& limits, SearchResult& result);
  void tell(const Reading& what, const Value& value);
  void untell();
  void write(const Reading& what, const Value& value);
  [[nodiscard]] bool is_told(const Reading& what) const;
  [[nodiscard]] bool is_given(int fact) const;

  const Rules& rules_;
  const Calendar& calendar_;
  const Samples& samples_;
  Record record_;
  std::vector<std::int8_t> fact_told_;  // 0 open, 1 made up or settled by rules, 2 given
  std::vector<MadeUp> told_;
  std::optional<Date> today_;
  bool read_given_ = false;
};

}  // namespace caseletters::facts
