#include "facts/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "facts/reserved_words.h"

namespace caseletters::facts {
namespace {

constexpr std::array<std::string_view, 9> kKeywords = {"if",        "else", "end", "choose", "when",
                                                       "otherwise", "any",  "for", "note"};

struct PastName {
  std::string_view name;
  PastField field;
};
constexpr std::array<PastName, 5> kPastNames = {{{"date", PastField::date},
                                                 {"deadline", PastField::deadline},
                                                 {"signatory", PastField::signatory},
                                                 {"response date", PastField::response_date},
                                                 {"response channel", PastField::response_channel}}};

std::string_view past_name(PastField field) {
  for (const PastName& past : kPastNames) {
    if (past.field == field) return past.name;
  }
  return {};
}

bool ends_word(char c) {
  return c == ' ' || c == ',' || c == '(' || c == ')' || c == '|' || c == '"' || c == '[' || c == ']' || c == '{' ||
         c == '}';
}

std::size_t word_count(std::string_view folded) {
  return static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + 1;
}

std::string_view first_word(std::string_view folded) {
  return folded.substr(0, folded.find(' '));
}

// The ends of the first `most` words of `folded`, up to the first comma, bracket, bar or quote.
std::size_t word_ends(std::string_view folded, std::size_t most, std::vector<std::size_t>& ends) {
  ends.clear();
  for (std::size_t i = 0; i <= folded.size() && ends.size() < most; ++i) {
    if (i < folded.size() && !ends_word(folded[i])) continue;
    if (i > 0 && !ends_word(folded[i - 1])) ends.push_back(i);
    if (i == folded.size() || folded[i] != ' ') break;
  }
  return ends.size();
}

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

Vocabulary::Vocabulary() {
  domains_.resize(3);
  domains_[letters_domain].name = "letters";
  Domain& roles = domains_[roles_domain];
  roles.name = "roles";
  roles.options = {{"headteacher", "headteacher", "", {"head", "head teacher"}},
                   {"ceo", "CEO", "", {"chief executive", "chief executive officer"}},
                   {"chair-of-governors", "chair of governors", "", {}},
                   {"chair-of-trustees", "chair of trustees", "", {}}};
  Domain& channels = domains_[channels_domain];
  channels.name = "response-channels";
  channels.options = {{"letter", "letter", "", {"post", "by letter", "by post"}},
                      {"e-mail", "e-mail", "", {"by e-mail"}},
                      {"spoken", "spoken", "", {"telephone", "phone", "in person", "by telephone"}}};
  for (Domain& domain : domains_) domain.index();
}

Result<std::string> Vocabulary::check_name(std::string_view name, std::string_view thing) const {
  std::string folded = fold_name(name);
  if (!is_utf8(name) || folded.empty() || fold_heading(folded).empty()) {
    return fail(
        error("bad-name", fmt::format("A {} has no name that can be read.", thing), "Give it a name of words."));
  }
  if (folded.find_first_of(",()[]{}|\"") != std::string::npos) {
    return fail(error("bad-name",
                      fmt::format("The {} “{}” holds a comma, a bracket, a bar or a quotation mark.", thing, name),
                      "Names hold words, hyphens and apostrophes only."));
  }
  const std::string_view reserved = reserved_word_in(folded);
  if (!reserved.empty()) {
    return fail(error("name-reserved",
                      fmt::format("The {} “{}” holds the word “{}”, which conditions use.", thing, name, reserved),
                      "Choose a name without it; column headings stay as they are."));
  }
  const std::string_view first = first_word(folded);
  if (contains(kKeywords, first)) {
    return fail(error("name-reserved", fmt::format("The {} “{}” begins with “{}”, as marks do.", thing, name, first),
                      "Choose a name that begins with another word."));
  }
  const auto letter_found = names_.find(std::string(first));
  if (first.size() < folded.size() && letter_found != names_.end() && letter_found->second.kind == SymbolKind::letter) {
    return fail(error(
        "name-reserved",
        fmt::format("The {} “{}” begins with the id of the letter “{}”: that is how one asks what the letter said.",
                    thing, name, letters_[static_cast<std::size_t>(letter_found->second.index)].id),
        "Choose a name that begins with another word."));
  }
  const auto taken = names_.find(folded);
  if (taken != names_.end()) {
    const std::string other = name_of(symbol_of(taken->second.kind, taken->second.index));
    return fail(error("name-taken",
                      fmt::format("The {} “{}” has a name that is taken already, by “{}”.", thing, name, other),
                      "Facts, choices, lists and letters share one set of names, whatever their capitals."));
  }
  return folded;
}

Result<void> Vocabulary::check_against_letter(std::string_view folded_id, const std::string& id) const {
  for (const auto& [name, named] : names_) {
    if (name.size() > folded_id.size() && name.compare(0, folded_id.size(), folded_id) == 0 &&
        name[folded_id.size()] == ' ') {
      const std::string other = name_of(symbol_of(named.kind, named.index));
      return fail(error(
          "name-reserved",
          fmt::format("The name “{}” begins with the id of the letter “{}”: that is how one asks what the letter said.",
                      other, id),
          "Rename one of them."));
    }
  }
  return {};
}

Result<int> Vocabulary::add_domain(Domain domain) {
  if (auto checked = check_domain(domain); !checked) return fail(std::move(checked.error()));
  domain.index();
  domains_.push_back(std::move(domain));
  return static_cast<int>(domains_.size()) - 1;
}

Result<int> Vocabulary::add_fact(FactDecl fact) {
  auto folded = check_name(fact.name, "fact");
  if (!folded) return fail(std::move(folded.error()));
  const int index = static_cast<int>(facts_.size());
  if (fact.list < 0) {
    if (*folded == "current letter") well_known_.current_letter = index;
    if (*folded == "letter date") well_known_.letter_date = index;
    if (*folded == "letter signatory") well_known_.letter_signatory = index;
    if (*folded == "companion letters") well_known_.companion_letters = index;
    if (*folded == "signatory name") well_known_.signatory_name = index;
    if (*folded == "signatory post") well_known_.signatory_post = index;
    if (*folded == "signatory qualifications") well_known_.signatory_qualifications = index;
    if (*folded == "response deadline") well_known_.response_deadline = index;
  } else {
    lists_[static_cast<std::size_t>(fact.list)].fields.push_back(index);
  }
  longest_words_ = std::max(longest_words_, word_count(*folded));
  names_.emplace(std::move(*folded), Named{SymbolKind::fact, index});
  facts_.push_back(std::move(fact));
  return index;
}

Result<int> Vocabulary::add_list(ListDecl list) {
  auto item = check_name(list.item, "list item");
  if (!item) return fail(std::move(item.error()));
  auto plural = check_name(list.plural, "list");
  if (!plural) return fail(std::move(plural.error()));
  if (*item == *plural) {
    return fail(error("name-taken", fmt::format("The list “{}” and its item have the same name.", list.plural),
                      "Give the list a plural of its own."));
  }
  const int index = static_cast<int>(lists_.size());
  longest_words_ = std::max({longest_words_, word_count(*item), word_count(*plural)});
  names_.emplace(std::move(*item), Named{SymbolKind::list_item, index});
  names_.emplace(std::move(*plural), Named{SymbolKind::list_plural, index});
  lists_.push_back(std::move(list));
  return index;
}

Result<int> Vocabulary::add_letter(LetterDecl letter) {
  auto folded = check_name(letter.id, "letter");
  if (!folded) return fail(std::move(folded.error()));
  if (folded->find(' ') != std::string::npos) {
    return fail(error("bad-name", fmt::format("The letter id “{}” is not one word.", letter.id),
                      "Join its words with hyphens; its title may be anything."));
  }
  if (auto checked = check_against_letter(*folded, letter.id); !checked) return fail(std::move(checked.error()));
  Domain grown = domains_[letters_domain];
  grown.options.push_back({letter.id, letter.title, "", {}});
  if (auto checked = check_domain(grown); !checked) return fail(std::move(checked.error()));
  grown.index();
  domains_[letters_domain] = std::move(grown);
  const int index = static_cast<int>(letters_.size());
  names_.emplace(std::move(*folded), Named{SymbolKind::letter, index});
  letters_.push_back(std::move(letter));
  return index;
}

Result<int> Vocabulary::add_choice(ChoiceDecl choice) {
  auto folded = check_name(choice.name, "choice");
  if (!folded) return fail(std::move(folded.error()));
  const int index = static_cast<int>(choices_.size());
  if (*folded == "signatory") well_known_.signatory_choice = index;
  longest_words_ = std::max(longest_words_, word_count(*folded));
  names_.emplace(std::move(*folded), Named{SymbolKind::choice, index});
  choices_.push_back(std::move(choice));
  return index;
}

void Vocabulary::add_heading(int fact, std::string heading) {
  facts_[static_cast<std::size_t>(fact)].headings.push_back(std::move(heading));
}

void Vocabulary::set_filled(int field, int latest, int earlier) {
  facts_[static_cast<std::size_t>(field)].latest = latest;
  facts_[static_cast<std::size_t>(field)].earlier = earlier;
}

void Vocabulary::set_sets(int letter, std::vector<int> facts) {
  letters_[static_cast<std::size_t>(letter)].sets = std::move(facts);
}

Symbol Vocabulary::symbol_of(SymbolKind kind, int index) const {
  Symbol symbol;
  symbol.kind = kind;
  symbol.index = index;
  const auto place = static_cast<std::size_t>(index);
  switch (kind) {
    case SymbolKind::fact:
      symbol.type = facts_[place].type;
      break;
    case SymbolKind::list_item:
      if (!lists_[place].fields.empty()) symbol.type = facts_[static_cast<std::size_t>(lists_[place].fields[0])].type;
      break;
    case SymbolKind::list_plural:
      symbol.type = Type{Kind::number, -1};
      break;
    case SymbolKind::choice:
      symbol.type = Type{choices_[place].any ? Kind::set : Kind::option, choices_[place].domain};
      break;
    case SymbolKind::letter:
    case SymbolKind::past:
      break;
  }
  return symbol;
}

std::optional<Symbol> Vocabulary::past(int letter, std::string_view folded_rest) const {
  Symbol symbol;
  symbol.kind = SymbolKind::past;
  symbol.index = letter;
  for (const PastName& past : kPastNames) {
    if (past.name != folded_rest) continue;
    symbol.past = past.field;
    symbol.type = Type{Kind::date, -1};
    if (past.field == PastField::signatory) symbol.type = Type{Kind::option, roles_domain};
    if (past.field == PastField::response_channel) symbol.type = Type{Kind::option, channels_domain};
    return symbol;
  }
  const auto place = names_.find(std::string(folded_rest));
  if (place == names_.end()) return std::nullopt;
  const Named named = place->second;
  if (named.kind == SymbolKind::choice) {
    symbol.past = PastField::choice;
  } else if (named.kind == SymbolKind::fact && facts_[static_cast<std::size_t>(named.index)].list < 0) {
    symbol.past = PastField::fact;
  } else {
    return std::nullopt;
  }
  symbol.past_index = named.index;
  symbol.type = symbol_of(named.kind, named.index).type;
  return symbol;
}

std::optional<Symbol> Vocabulary::find_folded(std::string_view folded) const {
  const auto place = names_.find(std::string(folded));
  if (place != names_.end()) return symbol_of(place->second.kind, place->second.index);
  const std::string_view first = first_word(folded);
  if (first.size() == folded.size()) return std::nullopt;
  const auto letter_found = names_.find(std::string(first));
  if (letter_found == names_.end() || letter_found->second.kind != SymbolKind::letter) return std::nullopt;
  return past(letter_found->second.index, folded.substr(first.size() + 1));
}

std::optional<Symbol> Vocabulary::find(std::string_view name) const {
  return find_folded(fold_name(name));
}

std::optional<Symbol> Vocabulary::longest(std::string_view folded, std::size_t& length) const {
  std::vector<std::size_t> ends;
  word_ends(folded, longest_words_ + 1, ends);  // one more: a letter's id before a name
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    if (auto symbol = find_folded(folded.substr(0, *end))) {
      length = *end;
      return symbol;
    }
  }
  return std::nullopt;
}

std::optional<int> Vocabulary::fact(std::string_view name) const {
  const auto symbol = find(name);
  return symbol && symbol->kind == SymbolKind::fact ? std::optional(symbol->index) : std::nullopt;
}

std::optional<int> Vocabulary::letter(std::string_view id) const {
  const auto symbol = find(id);
  return symbol && symbol->kind == SymbolKind::letter ? std::optional(symbol->index) : std::nullopt;
}

std::optional<int> Vocabulary::choice(std::string_view name) const {
  const auto symbol = find(name);
  return symbol && symbol->kind == SymbolKind::choice ? std::optional(symbol->index) : std::nullopt;
}

std::string Vocabulary::name_of(const Symbol& symbol) const {
  const auto place = static_cast<std::size_t>(symbol.index);
  switch (symbol.kind) {
    case SymbolKind::fact:
      return facts_[place].name;
    case SymbolKind::list_item:
      return lists_[place].item;
    case SymbolKind::list_plural:
      return lists_[place].plural;
    case SymbolKind::choice:
      return choices_[place].name;
    case SymbolKind::letter:
      return letters_[place].id;
    case SymbolKind::past:
      break;
  }
  std::string name = letters_[place].id + " ";
  if (symbol.past == PastField::choice) return name + choices_[static_cast<std::size_t>(symbol.past_index)].name;
  if (symbol.past == PastField::fact) return name + facts_[static_cast<std::size_t>(symbol.past_index)].name;
  return name.append(past_name(symbol.past));
}

std::string Vocabulary::nearest_name(std::string_view name) const {
  std::vector<std::string> candidates;
  for (const auto& [folded, named] : names_) candidates.push_back(name_of(symbol_of(named.kind, named.index)));
  const std::string folded = fold_name(name);
  if (const auto id = letter(first_word(folded))) {
    const std::string& letter_id = letters_[static_cast<std::size_t>(*id)].id;
    for (const PastName& past : kPastNames) candidates.push_back(fmt::format("{} {}", letter_id, past.name));
    for (const ChoiceDecl& declared : choices_) candidates.push_back(letter_id + " " + declared.name);
    for (const int fact_index : letters_[static_cast<std::size_t>(*id)].sets) {
      candidates.push_back(letter_id + " " + facts_[static_cast<std::size_t>(fact_index)].name);
    }
  }
  // The same answer whatever the order of the hash table.
  std::sort(candidates.begin(), candidates.end());
  return nearest(name, candidates);
}

}  // namespace caseletters::facts
