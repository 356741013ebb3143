#include "facts/prove.h"

#include <algorithm>

namespace caseletters::facts {
namespace {

constexpr std::int8_t kOpen = 0;
constexpr std::int8_t kMadeUp = 1;
constexpr std::int8_t kGiven = 2;

// xorshift64 (Marsaglia, 2003), from a fixed start: the same cases are drawn on every machine.
class Lot {
 public:
  std::size_t below(std::size_t count) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::size_t>(state_ % count);
  }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15u;
};

template <class Index, class Content>
void set_told(std::vector<std::pair<int, Content>>& list, Index index, const Content* content) {
  const auto place = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.first == index; });
  if (content == nullptr) {
    if (place != list.end()) list.erase(place);
  } else if (place != list.end()) {
    place->second = *content;
  } else {
    list.emplace_back(index, *content);
  }
}

}  // namespace

// Keeps the first reading that nothing was made up for.
class Search::Listener : public ReadingListener {
 public:
  explicit Listener(Search& search) : search_(search) {}
  void on_read(const Reading& reading) override {
    if (open) return;
    if (reading.what == Reading::What::fact) {
      const std::int8_t state = search_.fact_told_[static_cast<std::size_t>(reading.index)];
      if (state == kGiven) search_.read_given_ = true;
      if (state != kOpen) return;
    } else if (search_.is_told(reading)) {
      return;
    }
    open = true;
    next = reading;
  }
  bool open = false;
  Reading next;

 private:
  Search& search_;
};

Search::Search(const Rules& rules, const Calendar& calendar, const Samples& samples, const Record& given,
               const std::vector<int>& given_facts)
    : rules_(rules),
      calendar_(calendar),
      samples_(samples),
      record_(given),
      fact_told_(rules.vocabulary.facts().size(), kOpen) {
  for (std::size_t i = 0; i < fact_told_.size(); ++i) {
    if (rules.vocabulary.facts()[i].origin == Origin::derived) fact_told_[i] = kMadeUp;
  }
  for (const int fact : given_facts) {
    if (fact >= 0) fact_told_[static_cast<std::size_t>(fact)] = kGiven;
  }
}

bool Search::is_given(int fact) const {
  return fact_told_[static_cast<std::size_t>(fact)] == kGiven;
}

bool Search::is_told(const Reading& what) const {
  if (what.what == Reading::What::fact) return fact_told_[static_cast<std::size_t>(what.index)] != kOpen;
  if (what.what == Reading::What::past) {
    if (what.past == PastField::deadline) return true;
    if (what.past == PastField::fact &&
        rules_.vocabulary.facts()[static_cast<std::size_t>(what.past_index)].origin == Origin::derived) {
      return true;
    }
  }
  return std::any_of(told_.begin(), told_.end(), [&](const MadeUp& one) { return one.what == what; });
}

Search::Answer Search::ask(const Wanted& wanted) {
  Listener listener(*this);
  Situation situation(rules_, record_, calendar_);
  if (today_) situation.set_today(*today_);
  situation.tell_readings(&listener);
  Answer answer;
  answer.holds = wanted(situation);
  answer.open = listener.open;
  answer.next = listener.next;
  return answer;
}

void Search::write(const Reading& what, const Value& value) {
  const auto index = static_cast<std::size_t>(what.index);
  switch (what.what) {
    case Reading::What::fact:
      record_.facts[index] = value;
      return;
    case Reading::What::items: {
      const auto count = static_cast<std::size_t>(value.known() ? value.as<std::int64_t>() : 0);
      record_.lists[index].assign(count, Item(rules_.vocabulary.lists()[index].fields.size()));
      return;
    }
    case Reading::What::field: {
      const auto list = static_cast<std::size_t>(rules_.vocabulary.facts()[index].list);
      const std::vector<int>& fields = rules_.vocabulary.lists()[list].fields;
      const auto place = std::find(fields.begin(), fields.end(), what.index) - fields.begin();
      const auto item = static_cast<std::size_t>(what.item);
      if (item < record_.lists[list].size()) record_.lists[list][item][static_cast<std::size_t>(place)] = value;
      return;
    }
    case Reading::What::today:
      today_ = day_of(value);
      return;
    case Reading::What::past:
      break;
  }
  PastLetter& letter = record_.letters[index];
  switch (what.past) {
    case PastField::date:
      letter.sent = value.known();
      letter.date = value.known() ? value : Value();
      return;
    case PastField::response_date:
      letter.response_date = value.known() ? value : Value();
      return;
    case PastField::response_channel:
      letter.response_channel = value.known() ? value : Value();
      return;
    case PastField::signatory:
      letter.signatory = value;
      return;
    case PastField::deadline:
      letter.deadline = value;
      return;
    case PastField::choice: {
      OptionSet options;
      if (const auto* set = std::get_if<OptionSet>(&value.content())) options = *set;
      if (const auto* option = std::get_if<Option>(&value.content())) options = {*option};
      set_told(letter.choices, what.past_index, value.known() ? &options : nullptr);
      return;
    }
    case PastField::fact:
      set_told(letter.facts, what.past_index, value.known() ? &value : nullptr);
      return;
  }
}

void Search::tell(const Reading& what, const Value& value) {
  write(what, value);
  if (what.what == Reading::What::fact) fact_told_[static_cast<std::size_t>(what.index)] = kMadeUp;
  told_.push_back({what, value});
}

void Search::untell() {
  const Reading what = told_.back().what;
  told_.pop_back();
  write(what, Value());
  if (what.what == Reading::What::fact) fact_told_[static_cast<std::size_t>(what.index)] = kOpen;
}

bool Search::descend(const Wanted& wanted, const SearchLimits& limits, SearchResult& result) {
  const Answer answer = ask(wanted);
  if (!answer.open) {
    ++result.tried;
    if (answer.holds) result.told = told_;
    return answer.holds;
  }
  std::vector<Value> values = samples_.values(answer.next, told_);
  if (values.empty()) values.emplace_back();  // nothing to tell: it stays blank
  for (const Value& value : values) {
    tell(answer.next, value);
    const bool found = descend(wanted, limits, result);
    untell();
    if (found) return true;
    if (result.tried >= limits.most) return false;
  }
  return false;
}

// One case by lot, and how many there would be if each stretch of the way branched as this one (Knuth, 1975).
bool Search::draw(const Wanted& wanted, const SearchLimits& limits, SearchResult& result) {
  Lot lot;
  double sum = 0;
  bool found = false;
  int drawn = 0;
  for (; drawn < limits.draws && !found; ++drawn) {
    double product = 1;
    const std::size_t before = told_.size();
    Answer answer = ask(wanted);
    while (answer.open) {
      std::vector<Value> values = samples_.values(answer.next, told_);
      if (values.empty()) values.emplace_back();
      product *= static_cast<double>(values.size());
      tell(answer.next, values[lot.below(values.size())]);
      answer = ask(wanted);
    }
    sum += product;
    ++result.tried;
    found = answer.holds;
    if (found) result.told = told_;
    while (told_.size() > before) untell();
  }
  result.combinations = drawn == 0 ? 0 : sum / drawn;
  return found;
}

SearchResult Search::run(const Wanted& wanted, const SearchLimits& limits) {
  SearchResult result;
  read_given_ = false;
  if (descend(wanted, limits, result)) {
    result.outcome = SearchResult::Outcome::found;
  } else if (result.tried >= limits.most) {
    const bool found = draw(wanted, limits, result);
    result.outcome = found ? SearchResult::Outcome::found : SearchResult::Outcome::too_many;
    result.combinations = std::max(result.combinations, static_cast<double>(limits.most));
  }
  result.read_given = read_given_;
  return result;
}

std::vector<bool> Search::needed(const std::vector<MadeUp>& told, const Wanted& wanted) {
  for (const MadeUp& one : told) tell(one.what, one.value);
  std::vector<bool> needed(told.size(), false);
  for (std::size_t i = 0; i < told.size(); ++i) {
    std::vector<MadeUp> others = told;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const Record kept = record_;  // a change of a list's length drops its items
    for (const Value& value : samples_.values(told[i].what, others)) {
      if (value == told[i].value) continue;
      write(told[i].what, value);
      const Answer answer = ask(wanted);
      if (!answer.holds || answer.open) {
        needed[i] = true;
        break;
      }
    }
    record_ = kept;
    if (told[i].what.what == Reading::What::today) today_ = day_of(told[i].value);
  }
  while (!told_.empty()) untell();
  return needed;
}

void Search::show(const std::vector<MadeUp>& told, const std::function<void(Situation&)>& look) {
  for (const MadeUp& one : told) tell(one.what, one.value);
  {
    Situation situation(rules_, record_, calendar_);
    if (today_) situation.set_today(*today_);
    look(situation);
  }
  while (!told_.empty()) untell();
}

}  // namespace caseletters::facts
