#include "sheets/headings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace caseletters::sheets {

namespace {

using facts::FactDecl;
using facts::PastField;
using facts::Vocabulary;

constexpr std::size_t index_of(int number) { return static_cast<std::size_t>(number); }

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool has_column(const FactDecl& fact) {
  return fact.origin == facts::Origin::workbook || (fact.origin == facts::Origin::derived && fact.overridable);
}

// The heading without what stands in brackets: "Incident date (dd/mm/yyyy)".
std::string without_brackets(std::string_view heading) {
  std::string out;
  int depth = 0;
  for (const char letter : heading) {
    depth += letter == '(' || letter == '[' ? 1 : 0;
    if (depth == 0) {
      out.push_back(letter);
    }
    depth -= (letter == ')' || letter == ']') && depth > 0 ? 1 : 0;
  }
  return out;
}

// "Child's name" as "Child name".
std::string without_possessives(std::string_view folded) {
  std::string out;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (folded[at] == '\'') {
      const bool ends = at + 1 == folded.size() || folded[at + 1] == ' ';
      const bool s = at + 1 < folded.size() && folded[at + 1] == 's' && (at + 2 == folded.size() || folded[at + 2] == ' ');
      if (ends) {
        continue;
      }
      if (s) {
        ++at;
        continue;
      }
    }
    out.push_back(folded[at]);
  }
  return out;
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

Headings::Headings(const Vocabulary& vocabulary) : vocabulary_(vocabulary), on_list_(vocabulary.lists().size()) {
  case_id_ = vocabulary.fact("Case ID").value_or(-1);
  add_facts();
  add_fields();
  add_address();
  add_past();
  for (std::size_t choice = 0; choice < vocabulary.choices().size(); ++choice) {
    Target target;
    target.kind = TargetKind::choice;
    target.index = static_cast<int>(choice);
    add(names_, "choice" + fold_heading(vocabulary.choices()[choice].name), target, false);
    candidates_.push_back("Choice: " + vocabulary.choices()[choice].name);
  }
}

// A name of its own beats a synonym; a synonym of two facts means neither.
void Headings::add(Names& names, const std::string& folded, const Target& target, bool may_clash) {
  if (folded.empty()) {
    return;
  }
  const auto [place, is_new] = names.emplace(folded, target);
  if (!is_new && may_clash && place->second && !(*place->second == target)) {
    place->second.reset();
  }
}

void Headings::add_facts() {
  const auto& facts = vocabulary_.facts();
  for (const bool synonyms : {false, true}) {
    Names added;
    for (std::size_t fact = 0; fact < facts.size(); ++fact) {
      if (facts[fact].list >= 0 || !has_column(facts[fact])) {
        continue;
      }
      Target target;
      target.index = static_cast<int>(fact);
      if (!synonyms) {
        add(added, fold_heading(facts[fact].name), target, true);
        candidates_.push_back(facts[fact].name);
      } else {
        for (const std::string& heading : facts[fact].headings) {
          add(added, fold_heading(heading), target, true);
          candidates_.push_back(heading);
        }
      }
    }
    names_.merge(added);
  }
}

void Headings::add_fields() {
  const auto& lists = vocabulary_.lists();
  for (std::size_t list = 0; list < lists.size(); ++list) {
    const std::string item = fold_heading(lists[list].item);
    items_.push_back(item);
    if (case_id_ >= 0) {
      Target target;
      target.index = case_id_;
      for (const char* name : {"caseid", "case", "caseno", "casenumber", "caseref", "casereference", "id"}) {
        add(on_list_[list], name, target, false);
      }
      for (const std::string& heading : vocabulary_.facts()[index_of(case_id_)].headings) {
        add(on_list_[list], fold_heading(heading), target, false);
      }
    }
    Names names;
    Names synonyms;
    Names bare;
    for (std::size_t field = 0; field < lists[list].fields.size(); ++field) {
      const FactDecl& fact = vocabulary_.facts()[index_of(lists[list].fields[field])];
      Target target;
      target.kind = TargetKind::field;
      target.index = lists[list].fields[field];
      target.list = static_cast<int>(list);
      target.field = static_cast<int>(field);
      const std::string folded = fold_heading(fact.name);
      add(names, folded, target, true);
      candidates_.push_back(fact.name);
      if (folded.size() > item.size() && folded.starts_with(item)) {
        add(bare, folded.substr(item.size()), target, true);
      }
      for (const std::string& heading : fact.headings) {
        add(synonyms, fold_heading(heading), target, true);
        candidates_.push_back(heading);
        // "Pupil name" tells that a pupil is what we call a child.
        const std::string tail = folded.starts_with(item) ? folded.substr(item.size()) : "";
        const std::string synonym = fold_heading(heading);
        if (field == 0 && !tail.empty() && synonym.size() > tail.size() && synonym.ends_with(tail)) {
          items_.push_back(synonym.substr(0, synonym.size() - tail.size()));
        }
        for (const std::string& word : items_) {
          if (synonym.size() > word.size() && synonym.starts_with(word)) {
            add(bare, synonym.substr(word.size()), target, true);
          }
        }
      }
      if (field == 0) {
        add(synonyms, item, target, true);
      }
    }
    for (Names* each : {&names, &synonyms, &bare}) {
      Names copy = *each;
      on_list_[list].merge(copy);
    }
    fields_.merge(names);
    fields_.merge(synonyms);
  }
}

void Headings::add_address() {
  const auto address = vocabulary_.fact("Address");
  if (!address || !has_column(vocabulary_.facts()[index_of(*address)])) {
    return;
  }
  Target target;
  target.kind = TargetKind::address;
  target.index = *address;
  std::vector<std::string> stems{"address", "addr"};
  const auto replace = [&](const std::string& folded) {
    const auto place = names_.find(folded);
    if (place != names_.end() && place->second && place->second->index == *address) {
      place->second = target;
    }
  };
  replace("address");
  for (const std::string& heading : vocabulary_.facts()[index_of(*address)].headings) {
    stems.push_back(fold_heading(heading));
    replace(stems.back());
  }
  for (int line = 1; line <= 6; ++line) {
    target.line = line * 10;
    for (const std::string& stem : stems) {
      add(names_, stem + std::to_string(line), target, false);
      add(names_, stem + "line" + std::to_string(line), target, false);
    }
  }
  struct Line {
    const char* name;
    int line;
  };
  constexpr std::array<Line, 16> lines = {{{"housenumber", 5}, {"houseno", 5}, {"housename", 4}, {"housenameornumber", 5},
                                           {"housenamenumber", 5}, {"street", 12}, {"streetaddress", 12}, {"road", 12},
                                           {"village", 62}, {"locality", 62}, {"town", 64}, {"towncity", 64},
                                           {"townorcity", 64}, {"city", 64}, {"county", 66}, {"postcode", 90}}};
  for (const Line& each : lines) {
    target.line = each.line;
    add(names_, each.name, target, false);
  }
  target.line = 90;
  for (const std::string& stem : stems) {
    add(names_, stem + "postcode", target, false);
  }
  add(names_, "postalcode", target, false);
  candidates_.insert(candidates_.end(), {"Address 1", "Postcode", "Town", "County"});
}

void Headings::add_past() {
  const auto& letters = vocabulary_.letters();
  for (std::size_t letter = 0; letter < letters.size(); ++letter) {
    Target target;
    target.kind = TargetKind::past;
    target.index = static_cast<int>(letter);
    std::vector<std::string> stems{fold_heading(letters[letter].id)};
    if (!letters[letter].title.empty()) {
      stems.push_back(fold_heading(letters[letter].title));
    }
    for (const std::string& stem : stems) {
      const auto name = [&](PastField past, int index, std::initializer_list<std::string> words) {
        target.past = past;
        target.past_index = index;
        for (const std::string& word : words) {
          add(names_, word, target, &stem != &stems.front());
        }
      };
      for (const int fact : letters[letter].sets) {
        name(PastField::fact, fact, {stem + fold_heading(vocabulary_.facts()[index_of(fact)].name)});
      }
      for (std::size_t choice = 0; choice < vocabulary_.choices().size(); ++choice) {
        name(PastField::choice, static_cast<int>(choice), {stem + fold_heading(vocabulary_.choices()[choice].name)});
      }
      name(PastField::date, -1, {stem + "date", "dateof" + stem, stem + "letterdate", "dateof" + stem + "letter", stem + "sent",
                                 stem + "datesent", stem + "senton", "date" + stem + "sent"});
      name(PastField::deadline, -1, {stem + "deadline", stem + "responsedeadline", stem + "replyby"});
      name(PastField::signatory, -1, {stem + "signatory", stem + "signedby"});
      name(PastField::response_date, -1, {stem + "responsedate", stem + "dateofresponse", stem + "replydate",
                                          "dateof" + stem + "response", stem + "responsereceived"});
      name(PastField::response_channel, -1, {stem + "responsechannel", stem + "replychannel"});
    }
    candidates_.push_back(letters[letter].id + " date");
    candidates_.push_back(letters[letter].id + " response date");
  }
}

std::optional<Target> Headings::look_up(const std::string& folded) const {
  if (const auto place = names_.find(folded); place != names_.end()) {
    return place->second;
  }
  if (const auto place = fields_.find(folded); place != fields_.end()) {
    return place->second;
  }
  constexpr int most_items = 12;
  for (const Stripped& stripped : without_number(folded, most_items)) {
    const auto place = fields_.find(stripped.rest);
    if (place == fields_.end() || !place->second) {
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

std::optional<Target> Headings::find(std::string_view heading) const {
  if (auto found = look_up(fold_heading(heading))) {
    return found;
  }
  const std::string plain = without_possessives(fold_name(without_brackets(heading)));
  if (auto found = look_up(fold_heading(plain))) {
    return found;
  }
  const std::string turned = turned_round(plain);
  return turned.empty() ? std::nullopt : look_up(fold_heading(turned));
}

std::optional<Target> Headings::find_on_list(std::string_view heading, int list) const {
  const Names& names = on_list_[index_of(list)];
  const std::string plain = without_possessives(fold_name(without_brackets(heading)));
  for (const std::string& each : {std::string(heading), plain, turned_round(plain)}) {
    if (const auto place = names.find(fold_heading(each)); place != names.end()) {
      return place->second;
    }
  }
  return std::nullopt;
}

bool Headings::is_item(std::string_view heading) const {
  const std::string folded = fold_heading(heading);
  constexpr std::array<std::string_view, 9> people = {"parent", "carer",       "parentcarer", "adult",  "guardian",
                                                      "contact", "parentorcarer", "pupil",     "sibling"};
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
      return target.line == 0    ? "Address"
             : target.line == 90 ? "Postcode"
             : target.line == 64 ? "Address (town)"
             : target.line == 66 ? "Address (county)"
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
  if (candidate.empty()) {
    return {};
  }
  const auto target = find(candidate);
  return target && target->kind != TargetKind::field ? words(*target) : candidate;
}

}  // namespace caseletters::sheets
