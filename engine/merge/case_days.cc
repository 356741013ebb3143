#include "merge/case_days.h"

#include <algorithm>

namespace caseletters::merge {
namespace {

using facts::Situation;
using facts::Truth;
using facts::Value;

constexpr int kMonthsAhead = 30;  // the longest review period that a policy allows is two years
constexpr int kRoundsOfDays = 3;  // a day found may show other dates, as a letter sent between does
constexpr std::size_t kMostDays = 2'000;

std::optional<Date> date_in(const Value& value) {
  if (const auto* date = std::get_if<Date>(&value.content())) return *date;
  if (const auto* moment = std::get_if<facts::Moment>(&value.content())) return moment->date;
  return std::nullopt;
}

// “Ban decision” of “Ban decision date”: -1 where there is none.
int dated_by(const facts::Vocabulary& vocabulary, const std::string& name) {
  constexpr std::string_view ending = " date";
  if (name.size() <= ending.size() || !name.ends_with(ending)) return -1;
  return vocabulary.fact(name.substr(0, name.size() - ending.size())).value_or(-1);
}

// The date by which the items of a list are ordered; nothing where they are not, or this one has none.
std::optional<Date> date_of_item(const facts::ListDecl& list, const facts::Item& item) {
  const auto place = std::find(list.fields.begin(), list.fields.end(), list.order);
  if (list.order < 0 || place == list.fields.end()) return std::nullopt;
  return date_in(item[static_cast<std::size_t>(place - list.fields.begin())]);
}

// Which facts of the workbook are dates of something that happened; a deadline told in a column is none of them.
template <class Take>
void each_event(const facts::Vocabulary& vocabulary, const facts::Record& record, int letter_date, Take take) {
  for (std::size_t i = 0; i < record.facts.size(); ++i) {
    const auto& declared = vocabulary.facts()[i];
    if (declared.origin != facts::Origin::workbook || declared.list >= 0 || static_cast<int>(i) == letter_date)
      continue;
    if (const auto date = date_in(record.facts[i])) take(i, *date);
  }
}

}  // namespace

std::vector<RuleDays> days_of_due_rules(const policy::Policy& policy, const EngineFacts& engine) {
  std::vector<RuleDays> days;
  for (const auto& letter : policy.letters) {
    RuleDays of_letter{policy.rules, engine.letter_date};
    of_letter.add(letter.due);
    days.push_back(std::move(of_letter));
  }
  return days;
}

template <class Take>
void CaseDays::each_item(Take take) const {
  const auto& lists = workplace_.policy().rules.vocabulary.lists();
  for (std::size_t list = 0; list < lists.size(); ++list) {
    for (const auto& item : record_.lists[list]) {
      if (const auto date = date_of_item(lists[list], item)) take(*date);
    }
  }
}

CaseDays::CaseDays(const Workplace& workplace, const std::vector<RuleDays>& rules, const facts::Record& record,
                   const Calendar& calendar, Date today)
    : workplace_(workplace),
      rules_(rules),
      record_(record),
      calendar_(calendar),
      today_(today),
      first_(today),
      last_(today.plus_months(kMonthsAhead)),
      days_(workplace.policy().letters.size()) {
  const auto earlier = [&](const Value& value) {
    if (const auto date = date_in(value)) first_ = std::min(first_, *date);
  };
  for (const auto& value : record_.facts) earlier(value);
  each_item([&](Date date) { earlier(Value{date}); });
  for (const auto& past : record_.letters) {
    for (const auto* value : {&past.date, &past.deadline, &past.response_date}) earlier(*value);
  }
  first_ = first_.plus_days(-1);
}

// What happened after the day is not there yet: an item of a list that is ordered by date goes whole.
void CaseDays::mask_items(const facts::Vocabulary& vocabulary, facts::Record& record, Date day) {
  const auto& lists = vocabulary.lists();
  for (std::size_t list = 0; list < lists.size(); ++list) {
    auto& items = record.lists[list];
    auto& sources = record.item_sources[list];
    for (std::size_t i = items.size(); i-- > 0;) {
      const auto date = date_of_item(lists[list], items[i]);
      if (!date || *date <= day) continue;
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
      if (i < sources.size()) sources.erase(sources.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

facts::Record CaseDays::masked(Date day) const {
  facts::Record record = record_;
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  const int letter_date = workplace_.engine_facts().letter_date;
  each_event(vocabulary, record_, letter_date, [&](std::size_t fact, Date date) {
    if (date <= day) return;
    record.facts[fact] = Value{};
    if (const int dated = dated_by(vocabulary, vocabulary.facts()[fact].name); dated >= 0)
      record.facts[static_cast<std::size_t>(dated)] = Value{};
  });
  for (auto& past : record.letters) {
    if (day < today_ && past.date.known() && past.date.as<Date>() > day) past = {};
    if (past.response_date.known() && past.response_date.as<Date>() > day) {
      past.response_date = Value{};
      past.response_channel = Value{};
    }
  }
  mask_items(vocabulary, record, day);
  if (letter_date >= 0) record.facts[static_cast<std::size_t>(letter_date)] = Value{day};
  return record;
}

const facts::Record& CaseDays::on(Date day, int letter) {
  auto found = records_.find(day);
  if (found == records_.end()) found = records_.emplace(day, masked(day)).first;
  facts::Record& record = found->second;
  const auto& engine = workplace_.engine_facts();
  const auto& roles = workplace_.policy().rules.letter_roles;
  const auto set = [&record](int fact, Value value) {
    if (fact >= 0) record.facts[static_cast<std::size_t>(fact)] = std::move(value);
  };
  set(engine.current_letter, Value{facts::Option{letter}});
  const int role = roles[static_cast<std::size_t>(letter)];
  set(engine.letter_signatory, role >= 0 ? Value{facts::Option{role}} : Value{});
  set(engine.companion_letters, Value::none());
  return record;
}

facts::Record CaseDays::this_evening(int letter) {
  facts::Record record = on(today_, letter);
  const int letter_date = workplace_.engine_facts().letter_date;
  if (letter_date >= 0) record.facts[static_cast<std::size_t>(letter_date)] = Value{today_.plus_days(1)};
  return record;
}

Truth CaseDays::due_on(int letter, Date day) {
  const auto& due = workplace_.policy().letters[static_cast<std::size_t>(letter)].due;
  if (due.empty()) return Truth::no;
  Situation situation{workplace_.policy().rules, on(day, letter), calendar_};
  situation.set_today(day);
  return situation.test(due);
}

const std::set<Date>& CaseDays::days_of(int letter) {
  std::set<Date>& days = days_[static_cast<std::size_t>(letter)];
  if (!days.empty()) return days;
  const RuleDays& rules = rules_[static_cast<std::size_t>(letter)];
  const auto add = [&](std::optional<Date> date) {
    if (!date) return;
    days.insert(*date);
    days.insert(date->plus_days(1));
  };
  days.insert(first_);
  for (const auto& value : record_.facts) add(date_in(value));
  each_item(add);
  for (const auto& past : record_.letters) {
    for (const auto* value : {&past.date, &past.deadline, &past.response_date}) add(date_in(*value));
  }
  if (rules.reads_school_years()) {
    for (Date year = first_.school_year_start(); year <= last_; year = year.plus_months(12)) days.insert(year);
  }
  RuleDays::Readings first;
  std::set<Date> asked;
  std::set<Date> next{today_};
  for (int round = 0; round < kRoundsOfDays && days.size() < kMostDays; ++round) {
    for (const Date day : next) {
      if (day < first_ || day > last_ || !asked.insert(day).second) continue;
      Situation situation{workplace_.policy().rules, on(day, letter), calendar_};
      situation.set_today(day);
      rules.collect(situation, day, first, days);
    }
    next = days;
  }
  days.erase(days.begin(), days.lower_bound(first_));
  days.erase(days.upper_bound(last_), days.end());
  days.insert(today_);
  return days;
}

CaseDays::Since CaseDays::due_since(int letter) {
  const auto& days = days_of(letter);
  Since since{true, today_};
  for (auto day = std::make_reverse_iterator(days.upper_bound(today_)); day != days.rend(); ++day) {
    if (*day != today_ && due_on(letter, *day) != Truth::yes) return since;
    since.day = *day;
  }
  since.told = false;
  return since;
}

std::optional<Date> CaseDays::due_after(int letter) {
  if (workplace_.policy().letters[static_cast<std::size_t>(letter)].due.empty()) return std::nullopt;
  const auto& days = days_of(letter);
  for (auto day = days.upper_bound(today_); day != days.end(); ++day) {
    if (due_on(letter, *day) == Truth::yes) return *day;
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, Date>> CaseDays::later_than_today() const {
  std::vector<std::pair<std::string, Date>> later;
  const auto& vocabulary = workplace_.policy().rules.vocabulary;
  each_event(vocabulary, record_, workplace_.engine_facts().letter_date, [&](std::size_t fact, Date date) {
    if (date > today_) later.emplace_back(vocabulary.facts()[fact].name, date);
  });
  for (std::size_t i = 0; i < record_.letters.size(); ++i) {
    const auto date = date_in(record_.letters[i].date);
    if (date && *date > today_) later.emplace_back(vocabulary.letters()[i].id + " date", *date);
  }
  return later;
}

}  // namespace caseletters::merge
