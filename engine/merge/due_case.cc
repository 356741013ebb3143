#include "merge/due_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "merge/companions.h"
#include "merge/reasons.h"

namespace caseletters::merge {
namespace {

using facts::Situation;
using facts::Truth;
using facts::Value;
using For = policy::Await::For;

const char* word_for(For what) {
  switch (what) {
    case For::response:
      return "response";
    case For::review:
      return "review";
    case For::decision:
      break;
  }
  return "decision";
}

}  // namespace

bool is_ended_by(const OpenMatter& matter, const std::string& letter) {
  return matter.letter == letter || std::find(matter.also.begin(), matter.also.end(), letter) != matter.also.end();
}

namespace {

class CaseJudge {
 public:
  CaseJudge(const DueRun& run, CaseDesk& desk)
      : run_(run),
        desk_(desk),
        policy_(run.workplace.policy()),
        days_(run.workplace, run.rules, desk.record(), run.workplace.calendar(desk.school()), run.today),
        reasons_(policy_.rules.vocabulary, run.layout, false) {}

  CaseDue judge() {
    due_.case_id = desk_.id();
    due_.diagnostics = desk_.problems();
    say_later_dates();
    look_at_letters();
    look_at_awaits();
    mark_late();
    look_ahead();
    pass_over_used_decisions();
    return std::move(due_);
  }

 private:
  [[nodiscard]] const policy::Letter& letter_of(int letter) const {
    return policy_.letters[static_cast<std::size_t>(letter)];
  }
  [[nodiscard]] bool is_due(int letter) const {
    return std::any_of(today_.begin(), today_.end(), [&](const DueToday& due) { return due.letter == letter; });
  }

  void say(Diagnostic problem) {
    desk_.place(problem);
    add_once(due_.diagnostics, std::move(problem));
  }

  void say_later_dates() {
    later_ = days_.later_than_today();
    for (const auto& [name, date] : later_) {
      Diagnostic problem =
          warning("after-today", fmt::format("{} is {}, after the day that is asked about", name, to_long(date)),
                  name.ends_with(" date") && policy_.rules.vocabulary.fact(name)
                      ? "It counts from that day on. Check it if that is not meant."
                      : "The letter counts as sent. Check the date if that is not meant.");
      problem.fact = name;
      say(std::move(problem));
    }
  }

  void look_at_letters() {
    today_ = letters_due(run_, days_);
    if (letter_date_is_old(run_, desk_.record(), today_)) desk_.date_letters(run_.today);
    std::vector<int> asked;
    for (const auto& due : today_) asked.push_back(due.letter);
    const auto groups = desk_.groups(asked);
    for (const auto& group : groups) {
      const std::size_t first = due_.letters.size();
      for (const int letter : group.letters) add_letter(letter, group);
      hold_back_companions(first);
    }
    std::vector<Diagnostics*> said;
    for (auto& letter : due_.letters) said.push_back(&letter.diagnostics);
    say_dates_once(said);
    for (std::size_t i = 0; i < policy_.letters.size(); ++i) look_at_undecided(static_cast<int>(i));
  }

  void add_letter(int letter, const Group& whole) {
    DueLetter line;
    line.index = letter;
    line.letter = letter_of(letter).id;
    line.title = letter_of(letter).title;
    const auto own =
        std::find_if(today_.begin(), today_.end(), [&](const DueToday& due) { return due.letter == letter; });
    const auto leader = std::find_if(today_.begin(), today_.end(),
                                     [&](const DueToday& due) { return due.letter == whole.letters.front(); });
    const auto& since = own != today_.end() ? own->since : leader->since;
    for (const int other : whole.letters) {
      const bool brings =
          std::find(whole.brings.begin(), whole.brings.end(), std::pair{other, letter}) != whole.brings.end();
      if (brings && line.goes_with.empty()) line.goes_with = letter_of(other).id;
    }
    line.since = since_of(own != today_.end() ? letter : whole.letters.front(), since);
    if (own != today_.end()) line.because = because(letter);
    line.diagnostics = desk_.draft(letter, whole, {run_.workplace.own_format(letter)}).diagnostics;
    without_already_sent(line.diagnostics);
    if (letter == whole.letters.front()) append(line.diagnostics, whole.problems);
    look_for_copy(line, whole);
    due_.letters.push_back(std::move(line));
  }

  // A letter of which only a file tells is not written again, and what follows it never comes: that must be mended.
  void look_for_copy(DueLetter& line, const Group& whole) const {
    if (run_.issued == nullptr) return;
    // A notice that goes with each letter is new where that one is.
    if (!line.goes_with.empty() && letter_of(line.index).repeats) return;
    const auto& school = run_.workplace.schools().schools[static_cast<std::size_t>(desk_.school())];
    const Issued there = run_.issued->find(
        desk_, line.index, {case_name(desk_.id()), school.id, line.letter, desk_.letter_date_iso(whole)});
    if (!there.unknown_to_register) return;
    Diagnostic problem = not_in_register(there, line.letter, Severity::error);
    desk_.place(problem);
    line.diagnostics.push_back(std::move(problem));
  }

  // That a decision was carried out is what one expects: it is said only where another is wanting.
  void pass_over_used_decisions() {
    const bool day_has_come = std::any_of(due_.open.begin(), due_.open.end(), [this](const OpenMatter& one) {
      return one.kind != "response" && one.until && *one.until <= run_.today;
    });
    if (day_has_come) return;
    Diagnostics said;
    for (const auto& line : due_.letters) append(said, line.diagnostics);
    without_used_decisions(due_.diagnostics, said);
  }

  // Letters that go together are written together or not at all.
  void hold_back_companions(std::size_t first) {
    std::vector<GroupMember> members;
    for (std::size_t i = first; i < due_.letters.size(); ++i)
      members.push_back({due_.letters[i].letter, &due_.letters[i].diagnostics});
    refuse_together(desk_, members);
  }

  // Where the rule reads what has no date of its own, the policy may name a date before which it was not so.
  [[nodiscard]] std::optional<Date> since_of(int letter, const CaseDays::Since& since) {
    const std::optional<Date> by_rule = since.told ? std::optional{since.day} : std::nullopt;
    const auto& expression = letter_of(letter).due_since;
    if (expression.empty()) return by_rule;
    Situation situation{policy_.rules, days_.on(run_.today, letter), days_.calendar()};
    const Value told = situation.date(expression);
    if (!told.known() || told.as<Date>() > run_.today) return by_rule;
    return by_rule ? std::max(*by_rule, told.as<Date>()) : told.as<Date>();
  }

  [[nodiscard]] std::vector<std::string> because(int letter) {
    std::vector<std::string> words;
    Situation situation{policy_.rules, days_.on(run_.today, letter), days_.calendar()};
    situation.set_today(run_.today);
    for (const auto& step : situation.trace(letter_of(letter).due)) {
      if (step.truth == Truth::yes) words.push_back(reasons_.of(situation, step));
    }
    return words;
  }

  void look_at_undecided(int letter) {
    if (is_due(letter) || days_.due_on(letter, run_.today) != Truth::unknown) return;
    Situation situation{policy_.rules, days_.on(run_.today, letter), days_.calendar()};
    situation.set_today(run_.today);
    UndecidedLetter line{letter_of(letter).id, letter_of(letter).title, {}};
    for (const auto& lacking : situation.missing_for(letter_of(letter).due)) {
      const std::string name = facts::name_of(lacking, policy_.rules.vocabulary);
      // What is dated later than today is there, and said; it is only not there yet.
      const bool to_come =
          std::any_of(later_.begin(), later_.end(), [&](const auto& one) { return one.first == name; });
      if (to_come) continue;
      std::string heading = name;
      for (const auto& match : run_.layout.headings) {
        if (fold_name(match.fact) == fold_name(name)) heading = match.heading;
      }
      if (std::find(line.missing.begin(), line.missing.end(), heading) == line.missing.end())
        line.missing.push_back(std::move(heading));
    }
    if (!line.missing.empty()) due_.undecided.push_back(std::move(line));
  }

  void look_at_awaits() {
    for (std::size_t i = 0; i < policy_.letters.size(); ++i) {
      const int letter = static_cast<int>(i);
      const auto& declared = letter_of(letter);
      if (declared.awaits.empty() && declared.remarks.empty()) continue;
      const facts::Record record = days_.this_evening(letter);
      Situation situation{policy_.rules, record, days_.calendar()};
      situation.set_today(run_.today);
      for (const auto& await : declared.awaits) {
        if (situation.test(await.when) == Truth::yes) add_matter(declared, await, situation);
      }
      for (const auto& remark : declared.remarks) {
        if (situation.test(remark.when) != Truth::yes) continue;
        Diagnostic problem = warning(remark.code, situation.print(remark.because).text);
        problem.letter = declared.id;
        say(std::move(problem));
      }
    }
  }

  void add_matter(const policy::Letter& declared, const policy::Await& await, Situation& situation) {
    OpenMatter matter;
    matter.kind = word_for(await.what);
    matter.letter = declared.id;
    matter.title = declared.title;
    for (const int other : await.also) matter.also.push_back(letter_of(other).id);
    const auto printed = situation.print(await.words);
    matter.words = printed.state == facts::State::known ? printed.text : matter.kind;
    if (!await.until.empty()) {
      const Value until = situation.date(await.until);
      if (until.known()) matter.until = until.as<Date>();
    }
    matter.late = matter.until && run_.today > *matter.until;
    // The time to respond is over without anybody being late.
    if (await.what == For::response && matter.late) return;
    if (matter.until) say_of_day(matter);
    due_.open.push_back(std::move(matter));
  }

  void say_of_day(const OpenMatter& matter) {
    if (matter.late) return;
    const auto& school = run_.workplace.schools().schools[static_cast<std::size_t>(desk_.school())];
    const auto tell = [&](std::string code, std::string message, std::string hint) {
      Diagnostic problem = warning(std::move(code), std::move(message), std::move(hint));
      problem.letter = matter.letter;
      say(std::move(problem));
    };
    const std::string thing = fmt::format("the day for {}, {},", matter.words, to_weekday(*matter.until));
    for (const auto& closure : school.closures) {
      if (*matter.until < closure.from || *matter.until > closure.to) continue;
      tell("in-closure", fmt::format("{} falls in a closure of the school ({})", thing, closure.name),
           "Consider whether somebody will be there.");
    }
    if (matter.until->is_weekend())
      tell("weekend", fmt::format("{} is at a weekend", thing), "Plan for the working day before.");
    else if (days_.calendar().is_bank_holiday(*matter.until))
      tell("bank-holiday", fmt::format("{} is a bank holiday", thing), "Plan for the working day before.");
  }

  // A letter is late where it answers a review or a decision that is past its day.
  void mark_late() {
    for (auto& line : due_.letters) {
      line.late = std::any_of(due_.open.begin(), due_.open.end(), [&](const OpenMatter& matter) {
        return matter.late && is_ended_by(matter, line.letter);
      });
    }
  }

  void look_ahead() {
    for (const auto& matter : due_.open) {
      if (matter.until && *matter.until >= run_.today)
        due_.ahead.push_back({matter.kind, matter.letter, matter.title, matter.words, *matter.until});
    }
    for (std::size_t i = 0; i < policy_.letters.size(); ++i) {
      const int letter = static_cast<int>(i);
      if (is_due(letter)) continue;
      const auto on = days_.due_after(letter);
      if (on) due_.ahead.push_back({"letter", letter_of(letter).id, letter_of(letter).title, {}, *on});
    }
    std::stable_sort(due_.ahead.begin(), due_.ahead.end(),
                     [](const NextStep& a, const NextStep& b) { return a.on < b.on; });
  }

  const DueRun& run_;
  CaseDesk& desk_;
  const policy::Policy& policy_;
  CaseDays days_;
  Reasons reasons_;
  std::vector<DueToday> today_;
  std::vector<std::pair<std::string, Date>> later_;
  CaseDue due_;
};

}  // namespace

std::vector<DueToday> letters_due(const DueRun& run, CaseDays& days) {
  std::vector<DueToday> due;
  const auto& letters = run.workplace.policy().letters;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const int letter = static_cast<int>(i);
    if (days.due_on(letter, run.today) != Truth::yes) continue;
    const auto since = days.due_since(letter);
    const auto& sent = days.on(run.today, letter).letters[i].date;
    // Sent since it is due: done, though the rule looks at the state before the letter and holds to the day's end.
    if (sent.known() && (!since.told || sent.as<Date>() >= since.day)) continue;
    due.push_back({letter, since});
  }
  return due;
}

bool letter_date_is_old(const DueRun& run, const facts::Record& record, const std::vector<DueToday>& due) {
  const int fact = run.workplace.engine_facts().letter_date;
  if (fact < 0) return false;
  const Value& told = record.facts[static_cast<std::size_t>(fact)];
  if (!told.known() || told.as<Date>() >= run.today) return false;
  return std::any_of(due.begin(), due.end(),
                     [&](const DueToday& one) { return one.since.told && one.since.day > told.as<Date>(); });
}

void without_already_sent(Diagnostics& diagnostics) {
  std::erase_if(diagnostics, [](const Diagnostic& one) { return one.code == "already-sent"; });
}

void without_used_decisions(Diagnostics& diagnostics, const Diagnostics& said_of_letters) {
  std::erase_if(diagnostics, [&](const Diagnostic& one) {
    if (one.code != "stale-decision" || !one.letter.empty()) return false;
    return std::none_of(said_of_letters.begin(), said_of_letters.end(), [&one](const Diagnostic& said) {
      return said.code == "no-decision" || (said.code == "missing-fact" && said.fact == one.fact);
    });
  });
}

bool can_be_judged(const CaseDesk& desk) {
  const bool told = std::all_of(desk.bad_cells().begin(), desk.bad_cells().end(),
                                [](const sheets::BadCell& cell) { return cell.told; });
  return !has_errors(desk.problems()) && told && desk.school() >= 0;
}

CaseDue judge_case(const DueRun& run, CaseDesk& desk) {
  if (!can_be_judged(desk)) {
    CaseDue due;
    due.case_id = desk.id();
    due.judged = false;
    due.diagnostics = desk.problems();
    for (const auto& cell : desk.bad_cells()) due.diagnostics.push_back(cell.problem);
    return due;
  }
  return CaseJudge{run, desk}.judge();
}

std::string next_step(const CaseDue& due) {
  if (!due.letters.empty()) {
    const auto& first = due.letters.front();
    return fmt::format("{} ({}), {}", first.letter, first.title,
                       first.since ? fmt::format("due since {}", to_long(*first.since)) : "due");
  }
  for (const auto& matter : due.open) {
    if (matter.late) return fmt::format("overdue: {}, was due by {}", matter.words, to_long(*matter.until));
  }
  if (due.ahead.empty()) return {};
  const auto& next = due.ahead.front();
  return next.kind == "letter" ? fmt::format("{} ({}), due from {}", next.letter, next.title, to_long(next.on))
                               : fmt::format("{}, {}", next.words, to_long(next.on));
}

}  // namespace caseletters::merge
