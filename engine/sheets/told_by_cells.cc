#include "sheets/told_by_cells.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/text.h"
#include "sheets/loose_heading.h"

namespace caseletters::sheets {

namespace {

using Words = std::vector<std::string>;

struct Belonging {
  std::string_view fact;
  std::initializer_list<std::string_view> any_of;   // one of them must stand in the heading
  std::initializer_list<std::string_view> none_of;  // with one of them it is something else
};

constexpr std::array<std::string_view, 29> elsewhere = {
    "sent",   "issued", "last", "earlier",  "past", "second", "partner",   "child",   "date",   "dated",
    "reason", "why",    "end",  "start",    "old",  "former", "staff",     "history", "appeal", "length",
    "time",   "number", "no",   "received", "file", "gone",   "immediate", "instant", "urgent"};

const std::array<Belonging, 9>& belongings() {
  static const std::array<Belonging, 9> all = {
      {{"Ban decision",
        {"ban", "banned", "bar", "barred", "barring", "permission", "premise", "prohibition"},
        {"letter", "review", "type"}},
       {"Complaint status",
        {"complaint", "complained", "complaining"},
        {"outcome", "result", "about", "against", "type", "nature", "upheld", "handler"}},
       {"Complaint about",
        {"complaint", "complained", "complaining", "against"},
        {"outcome", "result", "type", "nature", "handler"}},
       {"Review outcome", {"review", "reviewed"}, {"letter", "panel", "type"}},
       {"Sanctions decided",
        {"sanction", "measure", "restriction", "step"},
        {"possible", "further", "may", "could", "open", "warned", "next"}},
       {"Steps listed", {"possible", "further", "may", "could"}, {}},
       {"Sections", {"section", "paragraph", "rule", "policy", "clause", "breach", "breached"}, {"version"}},
       {"Behaviours", {"behaviour", "behaviours", "conduct"}, {"points", "earlier"}},
       {"Representations decision", {"representation", "comment"}, {"letter"}}}};
  return all;
}

// A letter is written for what stands there: every word must be one with which somebody asks for it.
constexpr std::array<std::string_view, 50> asking_for_a_letter = {
    "letter", "which", "need",  "needed",      "required", "request", "requested", "want",    "wanted",   "to",
    "send",   "type",  "draft", "produce",     "i",        "we",      "us",        "kind",    "of",       "prepare",
    "print",  "issue", "write", "generate",    "make",     "now",     "go",        "out",     "template", "do",
    "you",    "would", "like",  "instruction", "next",     "should",  "must",      "be",      "tobe",     "today",
    "this",   "time",  "name",  "standard",    "they",     "get",     "parent",    "receive", "them",     "them"};

bool has_any(const Words& words, std::initializer_list<std::string_view> of) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& each) { return std::find(of.begin(), of.end(), each) != of.end(); });
}

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "Letter to be sent" is asked for, "Letter sent" is not.
bool asks_for_a_letter(const Words& words) {
  constexpr std::array<std::string_view, 8> to_be = {"tobe",    "written", "sent",     "issued",
                                                     "drafted", "printed", "prepared", "produced"};
  const bool will_be = has_any(words, {"tobe"});
  return has_any(words, {"letter"}) && std::all_of(words.begin(), words.end(), [&](const std::string& each) {
           return is_one_of(asking_for_a_letter, each) || each == "s" || (will_be && is_one_of(to_be, each));
         });
}

// "Prefix" may be the beginning of anything: its cells say that it is a title.
bool asks_for_a_title(const Words& words) {
  constexpr std::array<std::string_view, 6> words_of_it = {"prefix", "salutation", "style",
                                                           "parent", "contact",    "person"};
  return has_any(words, {"prefix", "salutation", "style"}) &&
         std::all_of(words.begin(), words.end(), [&](const std::string& each) { return is_one_of(words_of_it, each); });
}

bool belongs(const Belonging& fact, const Words& words) {
  return has_any(words, fact.any_of) && !has_any(words, fact.none_of) &&
         std::none_of(words.begin(), words.end(), [](const std::string& each) { return is_one_of(elsewhere, each); });
}

}  // namespace

std::vector<Wish> wishes_by_cells(const facts::Vocabulary& vocabulary, const Headings& headings,
                                  const HeadingRow& row) {
  std::vector<Wish> wishes;
  const auto add = [&](std::size_t place, std::string_view name) {
    const auto fact = vocabulary.fact(std::string(name));
    if (!fact) {
      return;
    }
    Target target;
    target.index = *fact;
    const bool taken = std::any_of(row.columns.begin(), row.columns.end(),
                                   [&](const ColumnHeading& each) { return each.target == target; });
    if (!taken) {
      Wish wish;
      wish.place = place;
      wish.target = target;
      wish.type = headings.type(target);
      wish.how = How::cells;
      wish.holds = wish.type.kind == facts::Kind::text ? Holds::title : Holds::telling;
      wishes.push_back(wish);
    }
  };
  for (std::size_t place = 0; place < row.columns.size(); ++place) {
    const ColumnHeading& heading = row.columns[place];
    if (heading.target || heading.told || heading.heading.size() > 100) {
      continue;
    }
    const Words alone = loose_words(heading.heading);
    if (asks_for_a_title(alone)) {
      add(place, "Title");
      continue;
    }
    if (asks_for_a_letter(alone)) {
      add(place, "Letter");
      continue;
    }
    const Words words = heading.group.empty() ? alone : loose_words(heading.group + " " + heading.heading);
    for (const Belonging& each : belongings()) {
      if (belongs(each, words)) {
        add(place, each.fact);
      }
    }
  }
  return wishes;
}

}  // namespace caseletters::sheets
