#include "sheets/headings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sheets/loose_heading.h"
#include "sheets/school_words.h"

namespace caseletters::sheets {

namespace {

using facts::PastField;
using facts::Vocabulary;

constexpr std::size_t index_of(int number) {
  return static_cast<std::size_t>(number);
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// "Date of the incident" as "incident date"; empty where there is no "of".
std::string turned_round(std::string_view folded) {
  const std::size_t of = folded.find(" of ");
  if (of == std::string_view::npos) {
    return {};
  }
  std::string_view owner = folded.substr(of + 4);
  if (owner.starts_with("the ")) {
    owner.remove_prefix(4);
  }
  return std::string(owner) + " " + std::string(folded.substr(0, of));
}

// What a near name shares with it must tell something: "Cost code" has nothing to do with "Case code", nor "First
// notice" with "First name". A slip of the keyboard leaves every word recognisable.
bool looks_alike(std::string_view heading, std::string_view candidate) {
  constexpr std::array<std::string_view, 22> telling_little = {
      "parent", "contact", "child", "case",   "date",  "no",   "name",    "letter", "first", "code",  "school",
      "time",   "id",      "type",  "record", "staff", "last", "details", "second", "other", "place", "person"};
  constexpr std::array<std::string_view, 26> foreign = {
      "dob", "birth", "upn",    "uln",        "telephone",  "mobile", "email", "cost",      "fsm",
      "sen", "send",  "ehcp",   "attendance", "percentage", "age",    "eal",   "ethnicity", "religion",
      "fax", "cla",   "budget", "invoice",    "premium",    "nhs",    "class", "form"};
  const std::vector<std::string> words = loose_words(heading);
  std::vector<std::string> others = loose_words(candidate);
  const std::vector<std::string> typed = plain_words(candidate);
  others.insert(others.end(), typed.begin(), typed.end());
  const auto is_one_of = [](const auto& all, const std::string& word) {
    return std::find(all.begin(), all.end(), word) != all.end();
  };
  const auto slip = [](const std::string& one, const std::string& other) {
    const std::vector<std::string> only{other};
    return one.size() >= 5 && !nearest(one, only).empty();
  };
  bool all = !words.empty();
  bool any = false;
  for (const std::string& word : words) {
    if (is_one_of(foreign, word)) {
      return false;
    }
    const bool shared = std::any_of(others.begin(), others.end(),
                                    [&](const std::string& other) { return word == other || slip(word, other); });
    all = all && (shared || is_silent(word));
    any = any || (shared && word.size() > 3 && !is_one_of(telling_little, word));
  }
  return all || any;
}

struct Stripped {
  std::string rest;
  int number = 0;
};

// A folded heading without one of its numbers 1 … `most`: "child2name" is "childname" and 2; "2ndchild" too.
std::vector<Stripped> without_number(std::string_view folded, int most) {
  std::vector<Stripped> found;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (!is_digit(folded[at])) {
      continue;
    }
    std::size_t end = at;
    int number = 0;
    while (end < folded.size() && is_digit(folded[end])) {
      number = std::min(number * 10 + (folded[end] - '0'), 1000);
      ++end;
    }
    if (number >= 1 && number <= most && end - at <= 2) {
      const std::string front(folded.substr(0, at));
      found.push_back({front + std::string(folded.substr(end)), number});
      const std::string_view ordinal = folded.substr(end, 2);
      if (ordinal == "st" || ordinal == "nd" || ordinal == "rd" || ordinal == "th") {
        found.push_back({front + std::string(folded.substr(end + 2)), number});
      }
    }
    at = end;
  }
  return found;
}

}  // namespace

std::optional<Target> Headings::look_up(const std::string& folded, const Names& names, const Names& fields) const {
  if (const auto place = names.find(folded); place != names.end()) {
    return place->second;
  }
  if (const auto place = fields.find(folded); place != fields.end()) {
    return place->second;
  }
  constexpr int most_items = 12;
  for (const Stripped& stripped : without_number(folded, most_items)) {
    const auto place = fields.find(stripped.rest);
    if (place == fields.end() || !place->second) {
      continue;
    }
    Target target = *place->second;
    if (stripped.number <= vocabulary_.lists()[index_of(target.list)].most) {
      target.item = stripped.number - 1;
      return target;
    }
  }
  return std::nullopt;
}

// As it stands; then without what stands in brackets and possessives; then turned round ("Date of incident"); then the
// same in common words, without what asks ("What is the parent's title?"); at last by its words in any order. The first
// that means something decides. What asks for yes or no is only a fact that is one of them.
std::optional<Meaning> Headings::look_in_vocabulary(std::string_view heading) const {
  if (auto found = look_up(fold_heading(heading), names_, fields_)) {
    return Meaning{*found, fold_heading(words(*found)) == fold_heading(heading) ? How::name : How::synonym};
  }
  const std::string apart = divided_words(heading);
  const std::string whole = without_possessives(fold_name(apart));
  const std::string plain = brackets_change_it(apart) ? whole : without_possessives(fold_name(without_brackets(apart)));
  const std::string turned = turned_round(plain);
  const bool asks = asks_yes_or_no(apart);
  const auto fits = [&](const std::optional<Target>& found) {
    return found && (!asks || type(*found).kind == facts::Kind::yes_no);
  };
  for (const std::string& each : {plain, turned}) {
    if (const auto found = look_up(fold_heading(each), names_, fields_); fits(found)) {
      return Meaning{*found, How::synonym};
    }
  }
  for (const std::string& each : {whole, plain, turned, without_question(plain)}) {
    if (const auto found = look_up_common(common_words(each)); fits(found)) {
      return Meaning{*found, How::school_word};
    }
  }
  if (lists_titles(plain)) {
    if (const auto title = names_.find("title"); title != names_.end() && title->second) {
      return Meaning{*title->second, How::school_word};
    }
  }
  if (const auto found = look_up_loose(plain); fits(found)) {
    return Meaning{*found, How::school_word};
  }
  return std::nullopt;
}

// The same words in any order. A line of an address is known by its words as they follow one another.
std::optional<Target> Headings::look_up_loose(const std::string& plain) const {
  const LooseHeading loose = loosened(plain);
  if (const auto place = loose_.find(loose.words); place != loose_.end()) {
    if (!place->second || loose.number == 0) {
      return place->second;
    }
    Target target = *place->second;
    if (target.kind != TargetKind::field || loose.number > vocabulary_.lists()[index_of(target.list)].most) {
      return std::nullopt;
    }
    target.item = loose.number - 1;
    return target;
  }
  if (loose.number != 0) {
    return std::nullopt;
  }
  if (const auto place = names_.find(loose.joined); place != names_.end()) {
    return place->second;
  }
  const auto place = fields_.find(loose.joined);
  return place == fields_.end() ? std::nullopt : place->second;
}

// Lines of an address and letters sent are known by their joined words alone.
std::optional<Target> Headings::look_up_common(const std::string& common) const {
  auto found = look_up(common, common_names_, common_fields_);
  const bool means_several = common_names_.find(common) != common_names_.end();
  return found || means_several ? found : look_up(common, names_, fields_);
}

std::optional<Meaning> Headings::look(std::string_view heading, int column) const {
  if (const Mapped* mapped = look_in_map(mapped_, heading, column)) {
    return mapped->target ? std::optional{Meaning{*mapped->target, How::mapped}} : std::nullopt;
  }
  return is_settled(heading) ? std::nullopt : look_in_vocabulary(heading);
}

std::optional<Target> Headings::find(std::string_view heading) const {
  const auto found = look(heading);
  return found ? std::optional{found->target} : std::nullopt;
}

std::optional<Meaning> Headings::look_on_list(std::string_view heading, int list, int column) const {
  if (const Mapped* mapped = look_in_map(mapped_lists_[index_of(list)], heading, column)) {
    return mapped->target ? std::optional{Meaning{*mapped->target, How::mapped}} : std::nullopt;
  }
  const auto found = look_in_list(heading, list);
  if (!found) {
    return std::nullopt;
  }
  const std::string& name = vocabulary_.facts()[index_of(found->index)].name;
  return Meaning{*found, fold_heading(name) == fold_heading(heading) ? How::name : How::synonym};
}

std::optional<Target> Headings::find_on_list(std::string_view heading, int list) const {
  const auto found = look_on_list(heading, list);
  return found ? std::optional{found->target} : std::nullopt;
}

std::optional<Target> Headings::look_in_list(std::string_view heading, int list) const {
  const Names& names = on_list_[index_of(list)];
  const std::string plain = without_possessives(fold_name(without_brackets(heading)));
  for (const std::string& each : {std::string(heading), plain, turned_round(plain)}) {
    if (const auto place = names.find(fold_heading(each)); place != names.end()) {
      return place->second;
    }
  }
  const auto found = look_in_vocabulary(heading);
  const bool is_field = found && found->target.kind == TargetKind::field && found->target.list == list &&
                        found->target.item == 0 && vocabulary_.lists()[index_of(list)].most > 0;
  return is_field ? std::optional{found->target} : std::nullopt;
}

bool Headings::is_item(std::string_view heading) const {
  const std::string folded = fold_heading(heading);
  constexpr std::array<std::string_view, 9> people = {"parent",  "carer",         "parentcarer", "adult",  "guardian",
                                                      "contact", "parentorcarer", "pupil",       "sibling"};
  const auto known = [&](const std::string& word) {
    return std::find(items_.begin(), items_.end(), word) != items_.end() ||
           std::find(people.begin(), people.end(), word) != people.end();
  };
  if (std::find(items_.begin(), items_.end(), folded) != items_.end()) {
    return true;
  }
  const auto stripped = without_number(folded, 99);
  return std::any_of(stripped.begin(), stripped.end(), [&](const Stripped& each) { return known(each.rest); });
}

std::optional<Target> Headings::named(std::string_view name) const {
  const auto found = look_in_vocabulary(name);
  const bool is_it = found && fold_heading(words(found->target)) == fold_heading(name);
  return is_it ? std::optional{found->target} : std::nullopt;
}

bool Headings::is_essential(const Target& target) const {
  if (target.kind != TargetKind::fact) {
    return target.kind == TargetKind::field || target.kind == TargetKind::address;
  }
  return is_essential_fact(target.index);
}

bool Headings::is_essential_fact(int fact) const {
  constexpr std::array<std::string_view, 8> names = {"Case ID",    "Letter",    "Letter date", "Title",
                                                     "First name", "Last name", "Full name",   "Address"};
  return std::find(names.begin(), names.end(), vocabulary_.facts()[index_of(fact)].name) != names.end();
}

std::string Headings::words(const Target& target) const {
  switch (target.kind) {
    case TargetKind::fact:
      return vocabulary_.facts()[index_of(target.index)].name;
    case TargetKind::field: {
      const facts::ListDecl& list = vocabulary_.lists()[index_of(target.list)];
      const std::string& name = vocabulary_.facts()[index_of(target.index)].name;
      return name.starts_with(list.item + " ")
                 ? fmt::format("{} {}{}", list.item, target.item + 1, name.substr(list.item.size()))
                 : fmt::format("{} {}", name, target.item + 1);
    }
    case TargetKind::address:
      return target.line == 0        ? "Address"
             : target.line == 90     ? "Postcode"
             : target.line == 4      ? "Address (house name)"
             : target.line == 5      ? "Address (house number)"
             : target.line == 12     ? "Address (street)"
             : target.line == 62     ? "Address (village)"
             : target.line == 64     ? "Address (town)"
             : target.line == 66     ? "Address (county)"
             : target.line % 10 == 0 ? fmt::format("Address {}", target.line / 10)
                                     : "Address";
    case TargetKind::past: {
      const std::string& letter = vocabulary_.letters()[index_of(target.index)].id;
      switch (target.past) {
        case PastField::date:
          return letter + " date";
        case PastField::deadline:
          return letter + " deadline";
        case PastField::signatory:
          return letter + " signatory";
        case PastField::response_date:
          return letter + " response date";
        case PastField::response_channel:
          return letter + " response channel";
        case PastField::choice:
          return letter + " " + vocabulary_.choices()[index_of(target.past_index)].name;
        case PastField::fact:
          return letter + " " + vocabulary_.facts()[index_of(target.past_index)].name;
      }
      return letter;
    }
    case TargetKind::choice:
      return "Choice: " + vocabulary_.choices()[index_of(target.index)].name;
  }
  return {};
}

facts::Type Headings::type(const Target& target) const {
  const auto choice_type = [&](int choice) {
    const facts::ChoiceDecl& declared = vocabulary_.choices()[index_of(choice)];
    return facts::Type{declared.any ? facts::Kind::set : facts::Kind::option, declared.domain};
  };
  if (target.kind == TargetKind::choice) {
    return choice_type(target.index);
  }
  if (target.kind != TargetKind::past) {
    return vocabulary_.facts()[index_of(target.index)].type;
  }
  switch (target.past) {
    case PastField::date:
    case PastField::deadline:
    case PastField::response_date:
      return {facts::Kind::date, -1};
    case PastField::signatory:
      return {facts::Kind::option, Vocabulary::roles_domain};
    case PastField::response_channel:
      return {facts::Kind::option, Vocabulary::channels_domain};
    case PastField::choice:
      return choice_type(target.past_index);
    case PastField::fact:
      return vocabulary_.facts()[index_of(target.past_index)].type;
  }
  return {};
}

std::string Headings::near(std::string_view heading) const {
  const std::string candidate = nearest(heading, candidates_);
  if (candidate.empty() || !looks_alike(heading, candidate)) {
    return {};
  }
  const auto target = find(candidate);
  return target && target->kind != TargetKind::field ? words(*target) : candidate;
}

}  // namespace caseletters::sheets
