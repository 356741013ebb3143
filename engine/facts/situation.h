// One case seen from one letter: its record, and everything the rules make of it, worked out when asked for.
//
// Pure: reads no files and no clock. Not thread-safe; each letter has its own.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/calendar.h"
#include "facts/rules.h"

namespace caseletters::facts {

enum class Truth : std::uint8_t { no, yes, unknown };

// Where a value came from, for messages: sheet and cell, or a place in words ("school.xml").
struct Source {
  int sheet = -1;   // index into Record::sheet_names; -1: not from a sheet
  int row = -1;     // 0-based
  int column = -1;  // 0-based
};

// What is remembered of one earlier letter of this run.
struct PastLetter {
  bool sent = false;
  Value date, deadline, signatory, response_date, response_channel;
  std::vector<std::pair<int, OptionSet>> choices;  // by choice index
  std::vector<std::pair<int, Value>> facts;        // by fact index: what the letter set
};

using Item = std::vector<Value>;  // in the order of ListDecl::fields

// What is told about a case: cells, settings, history. Sized to the vocabulary by `for_vocabulary`.
struct Record {
  std::vector<Value> facts;              // by fact; fields of lists and derived facts left unknown unless told
  std::vector<Source> sources;           // by fact
  std::vector<std::vector<Item>> lists;  // by list
  std::vector<std::vector<std::vector<Source>>> item_sources;  // the same shape
  std::vector<PastLetter> letters;                             // by letter
  std::vector<std::optional<OptionSet>> overrides;             // by choice: what a column "Choice: NAME" said
  std::vector<std::string> sheet_names;
  // Domains whose printed words this school sets for itself (its own section table), by domain; null: the policy's.
  std::vector<const Domain*> labels;
  const std::vector<std::pair<int, Unit>>* review_periods = nullptr;  // by review cycle; a school's own periods

  [[nodiscard]] static Record for_vocabulary(const Vocabulary& vocabulary);
};

// The current item of each open `for each`, by list; innermost last.
struct Scope {
  struct Place {
    int list;
    int item;
  };
  std::vector<Place> places;
};

struct Decision {
  enum class Outcome : std::uint8_t { decided, none_holds, several_hold, unknown, outside_guard };
  Outcome outcome = Outcome::unknown;
  OptionSet options;        // those that hold (for `several_hold` all of them)
  bool overridden = false;  // a column decided, not the rules
};

struct Printed {
  State state = State::unknown;
  std::string text;  // where known
};

// One leaf test as it came out, for explanations.
struct TraceStep {
  std::string words;  // "ban-1 response date is known"
  Truth truth = Truth::unknown;
  std::vector<Symbol> read;  // what it read
  int option = -1;           // from trace_choice: the option whose rule this test belongs to; -1 for the guard
};

// What nobody told us and a letter needs. Exactly one of `fact`, `choice` and (where both are -1) `past` is meant.
struct MissingFact {
  int fact = -1;         // of the case, or a field of an item
  int item = -1;         // 0-based, for a field of an item
  int choice = -1;       // a choice of which no option holds, or several
  int past_letter = -1;  // the earlier letter it is missing for; with neither fact nor choice: its own field `past`
  PastField past = PastField::date;
  int past_index = -1;  // for a past choice or fact
  friend bool operator==(const MissingFact&, const MissingFact&) = default;
};

// One thing that a rule came down to: somebody told it, no rule gave it.
struct Reading {
  enum class What : std::uint8_t { fact, items, field, past, today };
  What what = What::fact;
  int index = -1;                    // fact, list (for items), fact of a field, letter (for past)
  int item = -1;                     // 0-based, of a field
  PastField past = PastField::date;  // the date tells whether the letter was sent, too
  int past_index = -1;
  friend bool operator==(const Reading&, const Reading&) = default;
};

// Hears of each reading before it is used; the same one may come several times.
class ReadingListener {
 public:
  virtual ~ReadingListener() = default;
  virtual void on_read(const Reading& reading) = 0;
  // The case is looked at as it stood when an earlier letter went: the dates of all letters tell which went with it.
  virtual void on_look_back() {}
};

// As a clerk would look for it in the workbook: "Child 2 year", "ban-1 response date", "Choice: Response".
[[nodiscard]] std::string name_of(const MissingFact& missing, const Vocabulary& vocabulary);

class Situation {
 public:
  // All three outlive the situation.
  Situation(const Rules& rules, const Record& record, const Calendar& calendar);
  Situation(const Situation&) = delete;
  Situation& operator=(const Situation&) = delete;
  ~Situation();

  [[nodiscard]] const Rules& rules() const { return rules_; }
  [[nodiscard]] const Record& record() const { return record_; }
  [[nodiscard]] const Calendar& calendar() const { return calendar_; }

  // Only for `due` expressions.
  void set_today(Date today) { today_ = today; }

  // Tells `listener` (which outlives the situation) what the rules come down to from now on.
  void tell_readings(ReadingListener* listener) { listener_ = listener; }

  [[nodiscard]] const Value& fact(int fact);  // told, derived, or its fallback
  [[nodiscard]] const Decision& choice(int choice);
  // A list is how many items it has. A list or a set without anything in it is none.
  [[nodiscard]] Value value(const Symbol& symbol, const Scope& scope = {});
  [[nodiscard]] std::size_t item_count(int list) const;
  [[nodiscard]] Truth test(const Expression& condition, const Scope& scope = {});
  // One node of it, outside of any list's item.
  [[nodiscard]] Truth test_node(const Expression& condition, int node);
  [[nodiscard]] Value date(const Expression& expression, const Scope& scope = {});
  [[nodiscard]] Printed print(const Field& field, const Scope& scope = {});
  [[nodiscard]] Printed print(const TextTemplate& text, const Scope& scope = {});

  // The computed value of an overridable derived fact, whether or not a column overrides it.
  [[nodiscard]] Value computed(int fact);

  // The facts told to nobody that make this unknown, down to the workbook's or school's own: what a clerk must fill.
  // Empty where it is not unknown.
  [[nodiscard]] std::vector<MissingFact> missing_for(const Symbol& symbol, const Scope& scope = {});
  [[nodiscard]] std::vector<MissingFact> missing_for(const Expression& expression, const Scope& scope = {});
  [[nodiscard]] std::vector<MissingFact> missing_for(const TextTemplate& text, const Scope& scope = {});

  // Every leaf test of a condition with its outcome, in order.
  [[nodiscard]] std::vector<TraceStep> trace(const Expression& condition, const Scope& scope = {});
  // Why a choice came out as it did: its guard, then the rules of the options that hold (of those that are unknown, of
  // all where none holds). One step that says so where a column overrides it.
  [[nodiscard]] std::vector<TraceStep> trace_choice(int choice);

  // The sum in words: "3 November 2026 + 10 working days = 17 November 2026; no bank holidays between". What is not
  // known stands as its name.
  [[nodiscard]] std::string explain_date(const Expression& expression, const Scope& scope = {});
  // The same for a derived date, with the review cycle where it comes from one; empty for other facts.
  [[nodiscard]] std::string explain_date(int fact);

  // Choices and derived facts that were asked for so far, in order of first asking.
  [[nodiscard]] const std::vector<int>& asked_choices() const { return asked_choices_; }
  [[nodiscard]] const std::vector<int>& asked_facts() const { return asked_facts_; }

 private:
  // The current items as the evaluation walks into quantifiers: a chain on the stack.
  struct View {
    const View* outer = nullptr;
    const Scope* scope = nullptr;  // at the outermost
    int list = -1;
    int item = -1;
  };
  struct DateResult {
    State state = State::unknown;
    Date date;
  };
  using Missing = std::vector<MissingFact>;

  void note(const Reading& reading) const {
    if (listener_ != nullptr) listener_->on_read(reading);
  }

  // The same case as it stood when `letter` was written.
  Situation(Situation& now, int letter);

  [[nodiscard]] int item_of(int list, const View& view) const;
  [[nodiscard]] const Value& told(int fact) const;
  [[nodiscard]] bool column_speaks_of_past(int fact) const;
  [[nodiscard]] const PastLetter& past_letter(int letter) const;
  [[nodiscard]] bool is_sent(int letter) const;
  [[nodiscard]] Situation& at_letter(int letter);
  [[nodiscard]] Value derive(const Derived& rule);
  [[nodiscard]] Value derive_case(const DerivedCase& rule, Kind kind);
  [[nodiscard]] DateResult next_review(int review, const DateResult& after);
  [[nodiscard]] std::pair<int, Unit> review_period(int review) const;
  [[nodiscard]] std::optional<OptionSet> said_of_choice(int choice) const;
  void decide(int choice);
  [[nodiscard]] const Value& field_value(int fact, const View& view) const;
  [[nodiscard]] const Value& look(const Symbol& symbol, const View& view, Value& storage);
  [[nodiscard]] const Value& look_past(const Symbol& symbol, Value& storage);
  [[nodiscard]] Truth test(const Expression& condition, int node, const View& view);
  [[nodiscard]] Truth test_leaf(const Expression& condition, const Node& node, const View& view);
  [[nodiscard]] Truth test_items(const Expression& condition, const Node& node, const View& view);
  [[nodiscard]] DateResult date(const Expression& expression, int node, const View& view);
  [[nodiscard]] Printed print(const Field& field, const View& view);
  [[nodiscard]] Printed print(const TextTemplate& text, const View& view);
  [[nodiscard]] Printed print_list(const Field& field);
  [[nodiscard]] bool is_blank_cell(const Symbol& symbol) const;
  void missing(const Symbol& symbol, const View& view, Missing& found);
  void missing(const Expression& expression, int node, const View& view, Missing& found);
  void missing(const TextTemplate& text, const View& view, Missing& found);
  void missing_fact(int fact, Missing& found);
  void missing_choice(int choice, Missing& found);
  void missing_past(const Symbol& symbol, Missing& found);
  void missing_whole(const Expression& expression, Missing& found);
  template <class Look>
  void walk(const MissingFact& what, Missing& found, Look look_below);
  void forget_walks();
  void trace(const Expression& condition, int node, const View& view, std::vector<TraceStep>& steps);
  [[nodiscard]] std::string explain_date(const Expression& expression, int node, const View& view);

  const Rules& rules_;
  const Record& record_;
  const Calendar& calendar_;
  ReadingListener* listener_ = nullptr;
  std::optional<Date> today_;
  std::vector<std::int8_t> fact_state_;  // 0 not asked, 1 being worked out, 2 there
  std::vector<Value> fact_values_;
  std::vector<std::int8_t> choice_state_;
  std::vector<Decision> choice_values_;
  std::vector<Value> choice_contents_;  // what a choice is when it is tested like a fact
  std::vector<int> asked_choices_;
  std::vector<int> asked_facts_;
  int depth_ = 0;  // derived facts and choices being worked out, one inside the other
  static constexpr int kDeepestWalk = 200;
  std::vector<std::pair<MissingFact, Missing>> walks_;  // rules walked in this question, with what they came to

  // For the case as it stood at an earlier letter.
  Situation* now_ = nullptr;                         // the situation that is asked, which keeps all earlier ones
  int letter_ = -1;                                  // the earlier letter
  std::vector<std::pair<int, Value>> replaced_;      // facts that were different then
  std::vector<std::unique_ptr<Situation>> earlier_;  // by letter; only in the situation that is asked
};

}  // namespace caseletters::facts
