// A policy pack: policy.xml with the shared files it includes, as rules and letters (markup.md, "policy.xml").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "facts/rules.h"
#include "policy/findings.h"

namespace caseletters::policy {

// How a letter travels; printed on it where it matters.
enum class Delivery { ordinary, signed_for, signed_for_and_ordinary, internal };

struct Companion {
  int letter = -1;
  facts::Expression when;
  int line = 0;
};

// The letter needs each of these to be known; for `any_of`, at least one.
struct Need {
  std::vector<facts::Symbol> any_of;
  facts::Expression when;  // empty: always
  int line = 0;
};

struct Refusal {
  std::string code;  // a stable word: "not-yet"
  facts::Expression when;
  facts::TextTemplate because;
  facts::TextTemplate remedy;
  bool overridable = false;  // an `Override reason` lets the letter through, with a warning
  int line = 0;
};

// A thing the clerk is told while the letter is written.
struct Caution {
  std::string code;
  facts::Expression when;
  facts::TextTemplate because;
  int line = 0;
};

// What a letter waits for, so that `due` can say what is open, until when, and what is late.
struct Await {
  enum class For {
    response,  // open until the end of the day; then it is over
    decision,  // overdue after the day
    review,    // to be held on the day; overdue after it
  };
  For what = For::decision;
  facts::Expression when;   // may say `today`
  facts::Expression until;  // a date; empty: none
  std::vector<int> also;    // other letters that may end the wait
  facts::TextTemplate words;
  int line = 0;
};

// A thing the clerk is told by `due`, whether or not the letter is due: a decision that no longer counts.
struct Remark {
  std::string code;
  facts::Expression when;  // may say `today`
  facts::TextTemplate because;
  int line = 0;
};

struct Letter {
  std::string id;
  std::string title;
  std::string template_path;  // without its ending: <path>.docx, <path>.odt
  std::string signatory;      // role id by default; a rule may escalate it
  Delivery delivery = Delivery::ordinary;
  facts::Expression due;        // may say `today`
  facts::Expression due_since;  // a date: since when it is due, where no date among the rule's own tells
  std::vector<Await> awaits;
  std::vector<Remark> remarks;
  std::vector<std::vector<int>> after;  // each: one of these letters must have been sent
  std::vector<Need> needs;
  std::vector<Refusal> refusals;
  std::vector<Caution> cautions;
  std::vector<Companion> companions;
  facts::Expression again;  // under which one that was issued before is followed by another; may be empty
  bool repeats = false;     // new for each review date: ban-3, sanction-review
  // A new run of the process begins without the letters of the one before, but for those that stand: a ban, a sanction,
  // until one of these letters ends them; where there is none, for good.
  bool stands = false;
  std::vector<int> stands_until;
  // A fact that this letter sets: only where it is yes does the letter end what stands until it; -1: always.
  int ends_where = -1;
  Place place;  // of its declaration
};

struct Policy {
  std::string id, name, version, source;
  std::string folder;  // where policy.xml stands
  std::string file;
  std::string sha256;  // over policy.xml and all it includes
  facts::Rules rules;
  std::vector<Letter> letters;       // by the vocabulary's letter index
  std::vector<Place> choice_places;  // of the declarations, by choice index
  Diagnostics warnings;
};

struct Library {
  std::string templates;  // folder of shipped policies; holds `shared/`
  std::string schemas;    // folder of XSDs
};

// Every error of the pack at once, each with file and line, but not what merely follows from another (a condition that
// names a fact whose own declaration is wrong). Conditions are shown with a caret in the hint. Codes: file-missing,
// bad-xml, schema, wrong-root, include-missing, include-cycle; name-taken, nothing-to-replace, nothing-to-extend,
// bad-extension, bad-fact, unknown-options, option-twice, bad-choice, bad-derived, case-unreachable, unknown-review,
// bad-period, rules-in-a-ring, heading-taken; unknown-letter, signatory-missing, due-twice, refuse-twice, bad-sets,
// letter-itself; and those of constant.h, facts/vocabulary.h, facts/condition.h and facts/rules.h. template-missing is
// the letter room's.
[[nodiscard]] Checked<Policy> load_policy(const Files& files, const std::string& policy_folder, const Library& library);

// Ids of the policies under library.templates, sorted.
[[nodiscard]] std::vector<std::string> shipped_policies(const Files& files, const Library& library);

}  // namespace caseletters::policy
