// The names that workbooks, templates and policies share (facts.md), and how a run of words is looked up in them.
//
// Facts, choices, items and letters share one namespace, unique after folding; options live under their domain
// (markup.md, "How names resolve"). Everything is referred to by index once it is declared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "facts/value.h"

namespace caseletters::facts {

struct OptionDecl {
  std::string id;                  // a word such as "not-confirmed"
  std::string label;               // how it prints; the id where empty
  std::string group;               // options of one group print together: "3.1 a and c" (group "3.1", labels a, c)
  std::vector<std::string> words;  // other cell words that mean it
};

struct Domain {
  std::string name;  // for messages: the fact or choice that owns it, or a shared name
  std::vector<OptionDecl> options;
  bool ordered = false;  // options can be compared: before, after (year groups)
  // By id, label or cell word, folded as a cell word (fold_heading of "3.1 a" is "31a"); nothing where none or several.
  [[nodiscard]] std::optional<Option> find(std::string_view word) const;
  // By id, folded as a mark.
  [[nodiscard]] std::optional<Option> find_id(std::string_view folded_id) const;
  // The words (fold_heading) by which an option is known. A grouped option is known by its group and label together.
  [[nodiscard]] std::vector<std::string> words_of(std::size_t option) const;
  // Makes `find` quick; to be called again after a change. Without it `find` walks the options.
  void index();
  std::unordered_map<std::string, int> by_word = {};  // made by `index`; -1: several options
};

// Whether every option has an id of one word that conditions can hold, and no two are known by the same word. Codes:
// bad-name, name-reserved, word-twice.
[[nodiscard]] Result<void> check_domain(const Domain& domain);

enum class Origin : std::uint8_t {
  workbook,  // a column, or a field of an item
  school,    // school.xml
  derived,   // a rule of the policy (words too); where `overridable`, a column of the same name wins
  engine,    // filled by the program: "Current letter", "Signatory name" …
};

// What the cells of a column must hold that is known by words of its heading alone, beside being of the fact's type.
enum class Holds : std::uint8_t {
  values,     // what the type reads
  telling,    // the same, and more than yes, no, none or other
  words,      // text that is no date and no yes or no
  prose,      // sentences, or parts of them
  few_words,  // a few words or a number: no e-mail address, postcode or telephone number either
  code,       // a reference of digits and letters
  name,       // of a person
  title,      // "Mrs"
  address,    // a house and a street
  postcode,
};
// What must stand directly beside such a column, where its own words say too little: "Where" beside an incident's date.
enum class Beside : std::uint8_t { anything, incident, incident_time, complaint, review, ban, address };

// The words with which people speak of a fact, where a list of headings would never end: "Day of the trouble".
struct MeansDecl {
  std::string words;  // groups divided by spaces, a group's words by "|": one of each must stand in the heading;
                      // "decid~" is any word that begins so
  std::string also;   // words that may stand there too; any other says that it is something else
  Holds holds = Holds::values;
  Beside near = Beside::anything;
  std::string part;  // of an address: "postcode", "village"
};

struct FactDecl {
  std::string name;
  Type type;
  Origin origin = Origin::workbook;
  State blank = State::unknown;       // what an empty cell means, where there is no default
  std::optional<Value> fallback;      // what an empty cell means, where the vocabulary says so: Run is 1
  bool overridable = false;           // derived, but a column of the same name wins
  bool personal = true;               // never in a log, a report or the register
  int list = -1;                      // the list this is a field of; -1 for a fact of the case
  int latest = -1, earlier = -1;      // of a field: the facts that the last item and the one before it fill, or -1
  std::vector<std::string> headings;  // synonyms of the column heading
  std::vector<MeansDecl> means = {};  // headings in a school's own words
  std::string ask;                    // the question a clerk would be asked
};

struct ListDecl {
  std::string item;         // "Child": one item, in `for each Child` and `any Child has (…)`
  std::string plural;       // "Children": the list; prints the first field of each as "A, B and C", counts as a number
  std::string sheet;        // a sheet that holds one row an item, keyed by Case ID; may be empty
  std::vector<int> fields;  // facts; the first is the item's name
  int most = 12;            // columns "Child 1 name" … are looked for up to this number; 0: on its sheet only
  int order = -1;           // a date among the fields: items stand by it, oldest first; -1: as they are written
};

struct LetterDecl {
  std::string id;
  std::string title;
  std::vector<std::string> headings = {};  // what schools call it in headings: "Warning letter" (date, sent, reply …)
  std::vector<int> sets = {};  // facts whose value in this letter is remembered: Response deadline, Review date …
};

struct ChoiceDecl {
  std::string name;
  int domain = -1;
  bool any = false;  // pick any; else exactly one
  int at_least = 0;  // for any
};

// What an earlier letter can be asked for: `ban-1 date`, `ban-1 Gate` …
enum class PastField : std::uint8_t { date, deadline, signatory, response_date, response_channel, choice, fact };

enum class SymbolKind : std::uint8_t { fact, list_item, list_plural, choice, letter, past };

struct Symbol {
  SymbolKind kind = SymbolKind::fact;
  int index = -1;                    // fact, list, choice or letter
  PastField past = PastField::date;  // for past
  int past_index = -1;               // for past choice or fact
  Type type;                         // of the value: facts, choices (option or set), past; lists count as number
  friend bool operator==(const Symbol&, const Symbol&) = default;
};

class Vocabulary {
 public:
  // Domains every vocabulary has, by fixed index.
  static constexpr int letters_domain = 0;   // the letters' ids; filled as letters are declared
  static constexpr int roles_domain = 1;     // headteacher, ceo, chair-of-governors, chair-of-trustees
  static constexpr int channels_domain = 2;  // how a response came: letter, e-mail, spoken
  Vocabulary();

  // Codes: name-taken, name-reserved (a reserved word, or begins with a letter's id), bad-name (comma, bracket, bar; an
  // id with a space), word-twice (two options known by the same word).
  [[nodiscard]] Result<int> add_domain(Domain domain);
  [[nodiscard]] Result<int> add_fact(FactDecl fact);  // for a field, set `list`; it is added to the list's fields
  [[nodiscard]] Result<int> add_list(ListDecl list);
  [[nodiscard]] Result<int> add_letter(LetterDecl letter);
  [[nodiscard]] Result<int> add_choice(ChoiceDecl choice);
  void add_heading(int fact, std::string heading);
  void set_sets(int letter, std::vector<int> facts);
  void set_order(int list, int field) { lists_[static_cast<std::size_t>(list)].order = field; }
  void set_filled(int field, int latest, int earlier);

  // Facts and choices by the names that the engine itself reads or fills; -1 where not declared.
  struct WellKnown {
    int current_letter = -1;
    int letter_date = -1;
    int letter_signatory = -1;
    int companion_letters = -1;
    int signatory_name = -1;
    int signatory_post = -1;
    int signatory_qualifications = -1;
    int response_deadline = -1;
    int signatory_choice = -1;
  };
  [[nodiscard]] const WellKnown& well_known() const { return well_known_; }

  [[nodiscard]] const std::vector<Domain>& domains() const { return domains_; }
  [[nodiscard]] const std::vector<FactDecl>& facts() const { return facts_; }
  [[nodiscard]] const std::vector<ListDecl>& lists() const { return lists_; }
  [[nodiscard]] const std::vector<LetterDecl>& letters() const { return letters_; }
  [[nodiscard]] const std::vector<ChoiceDecl>& choices() const { return choices_; }

  // The symbol whose whole name this is (folded here); a letter's id and one of its past fields too, also where the
  // letter does not set that fact (parse_symbol refuses that).
  [[nodiscard]] std::optional<Symbol> find(std::string_view name) const;
  // The longest declared run of words at the start of `folded` (already folded as a mark); `length` gets its bytes.
  [[nodiscard]] std::optional<Symbol> longest(std::string_view folded, std::size_t& length) const;
  [[nodiscard]] std::optional<int> fact(std::string_view name) const;
  [[nodiscard]] std::optional<int> letter(std::string_view id) const;
  [[nodiscard]] std::optional<int> choice(std::string_view name) const;
  [[nodiscard]] std::string name_of(const Symbol& symbol) const;
  // The declared name nearest to an unknown one; empty where none is near.
  [[nodiscard]] std::string nearest_name(std::string_view name) const;

 private:
  // The folded name, if it may be declared. `thing` is what it is, for the message: "fact", "letter" …
  [[nodiscard]] Result<std::string> check_name(std::string_view name, std::string_view thing) const;
  [[nodiscard]] Result<void> check_against_letter(std::string_view folded_id, const std::string& id) const;
  [[nodiscard]] std::optional<Symbol> find_folded(std::string_view folded) const;
  [[nodiscard]] std::optional<Symbol> past(int letter, std::string_view folded_rest) const;
  [[nodiscard]] Symbol symbol_of(SymbolKind kind, int index) const;
  struct Named {
    SymbolKind kind;
    int index;
  };
  std::vector<Domain> domains_;
  std::vector<FactDecl> facts_;
  std::vector<ListDecl> lists_;
  std::vector<LetterDecl> letters_;
  std::vector<ChoiceDecl> choices_;
  std::unordered_map<std::string, Named> names_;  // by folded name; past fields are found by rule
  std::size_t longest_words_ = 2;                 // "response channel"
  WellKnown well_known_;
};

}  // namespace caseletters::facts
