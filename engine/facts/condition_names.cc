// Names and options in conditions: the longest declared run of words, and what to say where there is none.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "facts/condition_parser.h"

namespace caseletters::facts {
namespace {

constexpr std::size_t kLongestOption = 12;  // words

// The ids of a domain's options, the first of them where there are many.
std::string option_ids(const Domain& domain) {
  std::string ids;
  for (std::size_t i = 0; i < domain.options.size(); ++i) {
    if (i == 20) return ids + " …";
    ids += (i == 0 ? "" : ", ") + domain.options[i].id;
  }
  return ids;
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view word, std::int64_t most) {
  if (word.empty() || word.size() > 15) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number <= most ? std::optional(number) : std::nullopt;
}

std::string describe_type(const Symbol& symbol, const Vocabulary& vocabulary) {
  if (symbol.kind == SymbolKind::list_plural) return "is a list";
  const auto domain = static_cast<std::size_t>(std::max(symbol.type.domain, 0));
  switch (symbol.type.kind) {
    case Kind::text:
      return "is text";
    case Kind::date:
      return "is a date";
    case Kind::time:
      return "is a time of day";
    case Kind::moment:
      return "is a date and time";
    case Kind::number:
      return "is a number";
    case Kind::yes_no:
      return "is yes or no";
    case Kind::option:
      return fmt::format("is one of {}", option_ids(vocabulary.domains()[domain]));
    case Kind::set:
      return fmt::format("is any of {}", option_ids(vocabulary.domains()[domain]));
  }
  return {};
}

std::string tests_for(const Symbol& symbol, const Vocabulary& vocabulary) {
  switch (symbol.type.kind) {
    case Kind::text:
      return "is “…” in quotation marks, is known, is the same as";
    case Kind::date:
    case Kind::moment:
      return "before, after, on or before, on or after, is known, is the same as";
    case Kind::time:
      return "is known, is the same as";
    case Kind::number:
      return "is 2, is over, is under, is at least, is at most, is known";
    case Kind::yes_no:
      return "is yes, is no, is known";
    case Kind::option:
      if (symbol.type.domain >= 0 && vocabulary.domains()[static_cast<std::size_t>(symbol.type.domain)].ordered) {
        return "is, is not, is one of, is before, is after, is at least, is at most, is known, with an option";
      }
      return "is, is not, is one of, with an option, or is known";
    case Kind::set:
      return "includes, excludes, with an option, is known, is at least, is the same as";
  }
  return {};
}

std::optional<Symbol> Parser::symbol_here(std::size_t& length) const {
  if (here().kind != TokenKind::word) return std::nullopt;
  return vocabulary_.longest(std::string_view(expression_.source).substr(here().begin), length);
}

std::optional<Symbol> Parser::take_symbol() {
  std::size_t length = 0;
  const Token at = here();
  const auto symbol = symbol_here(length);
  if (!symbol) return std::nullopt;
  skip_to(at.begin + length);
  // What follows a name is a reserved word, a sign or the end; else the name is longer than any that is declared.
  static constexpr std::array<std::string_view, 14> kFollowers = {
      "is", "not", "and", "or", "includes", "excludes", "has", "the", "same", "before", "after", "known", "sent", "on"};
  if (here().kind == TokenKind::word &&
      std::find(kFollowers.begin(), kFollowers.end(), here().text) == kFollowers.end()) {
    go_back_to(at.begin);
    unknown_name();
    return symbol;
  }
  allowed(*symbol, at);
  return symbol;
}

// Whether the name may be read here: a field needs its item, a past fact must have been kept.
bool Parser::allowed(const Symbol& symbol, const Token& at) {
  int list = -1;
  if (symbol.kind == SymbolKind::list_item) list = symbol.index;
  if (symbol.kind == SymbolKind::fact) list = vocabulary_.facts()[static_cast<std::size_t>(symbol.index)].list;
  if (list >= 0 && std::find(open_lists_.begin(), open_lists_.end(), list) == open_lists_.end()) {
    const std::string& item = vocabulary_.lists()[static_cast<std::size_t>(list)].item;
    refuse("item-outside", at,
           fmt::format("“{}” belongs to one {}, and none is meant here.", vocabulary_.name_of(symbol), item),
           fmt::format("Ask inside “any {0} has (…)”, or write it inside “for each {0}”.", item));
    return false;
  }
  if (symbol.kind == SymbolKind::past && symbol.past == PastField::fact) {
    const LetterDecl& letter = vocabulary_.letters()[static_cast<std::size_t>(symbol.index)];
    if (std::find(letter.sets.begin(), letter.sets.end(), symbol.past_index) == letter.sets.end()) {
      const std::string& fact = vocabulary_.facts()[static_cast<std::size_t>(symbol.past_index)].name;
      refuse("unknown-fact", at,
             fmt::format("The letter “{}” does not set “{}”, so nobody remembers it.", letter.id, fact),
             fmt::format("Add “{}” to the <sets> of “{}”, or ask for another name.", fact, letter.id));
      return false;
    }
  }
  return true;
}

std::string_view Parser::words_until(std::initializer_list<std::string_view> stops) const {
  std::size_t end = here().begin;
  for (std::size_t i = at_; tokens_[i].kind == TokenKind::word; ++i) {
    if (std::find(stops.begin(), stops.end(), tokens_[i].text) != stops.end()) break;
    end = tokens_[i].end;
  }
  return std::string_view(expression_.source).substr(here().begin, end - here().begin);
}

// The words that were meant as a name.
std::string_view Parser::words_here() const {
  return words_until({"is", "includes", "excludes", "and", "or", "has", "known", "sent", "not", "before", "after"});
}

int Parser::unknown_name() {
  const Token at = here();
  const std::string_view words = words_here();
  if (words.empty()) {
    return refuse_here(fmt::format("A name was expected here, not {}.", quote_here()),
                       "A test begins with a name: “Incident date is known”.");
  }
  if (words.size() > 200) return refuse("unknown-fact", at, "No fact, choice or letter has a name as long as this.");
  const std::string near = vocabulary_.nearest_name(words);
  return refuse("unknown-fact", at, fmt::format("No fact, choice or letter is called “{}”.", words),
                near.empty() ? "Declare it in the policy, or use a name that is declared there."
                             : fmt::format("Did you mean “{}”?", near));
}

std::optional<Option> Parser::match_option(int domain, std::size_t& tokens) const {
  const Domain& options = vocabulary_.domains()[static_cast<std::size_t>(domain)];
  std::size_t count = 0;
  while (count < kLongestOption && ahead(count).kind == TokenKind::word && at_ + count < tokens_.size()) ++count;
  for (; count > 0; --count) {
    const auto words = std::string_view(expression_.source).substr(here().begin, ahead(count - 1).end - here().begin);
    auto option = options.find_id(words);
    if (!option) option = options.find(words);
    if (option) {
      tokens = count;
      return option;
    }
  }
  return std::nullopt;
}

std::optional<Option> Parser::take_option(const Symbol& left) {
  const Domain& domain = vocabulary_.domains()[static_cast<std::size_t>(left.type.domain)];
  std::size_t count = 0;
  if (const auto option = match_option(left.type.domain, count)) {
    const Token& next = ahead(count);
    if (next.kind != TokenKind::word || next.text == "and" || next.text == "or") {
      at_ += count;
      return option;
    }
  }
  if (here().kind != TokenKind::word) {
    refuse_here(fmt::format("An option of “{}” was expected here, not {}.", vocabulary_.name_of(left), quote_here()),
                fmt::format("Its options are {}.", option_ids(domain)));
    return std::nullopt;
  }
  const std::string_view words = words_until({"and", "or"});
  std::vector<std::string> candidates;
  for (const OptionDecl& option : domain.options) {
    candidates.push_back(option.id);
    if (!option.label.empty()) candidates.push_back(option.label);
  }
  std::string near = words.size() > 200 ? std::string() : nearest(words, candidates);
  // "is not confirmed" where the option is "not-confirmed".
  if (at_ > 0 && tokens_[at_ - 1].text == "not") {
    if (const auto option = domain.find(fmt::format("not {}", words))) {
      near = "is " + domain.options[static_cast<std::size_t>(option->index)].id;
    }
  }
  refuse("unknown-option", here(),
         fmt::format("“{}” is no option of “{}”; its options are {}.",
                     words.empty() || words.size() > 200 ? here().text : words, vocabulary_.name_of(left),
                     option_ids(domain)),
         near.empty() ? "" : fmt::format("Did you mean “{}”?", near));
  return std::nullopt;
}

}  // namespace caseletters::facts
