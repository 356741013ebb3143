#include "facts/print.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace caseletters::facts {
namespace {

struct FormatName {
  std::string_view name;
  Format format;
  std::string_view suits;  // for messages
};
constexpr std::array<FormatName, 10> kFormats = {{
    {"weekday", Format::weekday, "dates"},
    {"short", Format::short_, "dates"},
    {"month", Format::month, "dates"},
    {"upper", Format::upper, "text, options, sets and lists"},
    {"lower", Format::lower, "text, options, sets and lists"},
    {"sentence", Format::sentence, "text, options, sets and lists"},
    {"lines", Format::lines, "text, sets and lists"},
    {"count", Format::count, "sets and lists"},
    {"optional", Format::optional, "everything"},
    {"capitals", Format::capitals, "text, options, sets and lists"},
}};

bool has(std::uint16_t formats, Format format) {
  return ((formats >> static_cast<unsigned>(format)) & 1u) != 0;
}

bool suits(Format format, Kind kind) {
  const bool words = kind == Kind::text || kind == Kind::option || kind == Kind::set;
  switch (format) {
    case Format::weekday:
    case Format::short_:
    case Format::month:
      return kind == Kind::date || kind == Kind::moment;
    case Format::upper:
    case Format::lower:
    case Format::sentence:
    case Format::capitals:
      return words || kind == Kind::yes_no;
    case Format::lines:
      return kind == Kind::text || kind == Kind::set;
    case Format::count:
      return kind == Kind::set;
    case Format::optional:
      return true;
  }
  return false;
}

std::string print_date(Date date, std::uint16_t formats) {
  if (has(formats, Format::weekday)) return to_weekday(date);
  if (has(formats, Format::short_)) return to_short(date);
  if (has(formats, Format::month)) return to_month_year(date);
  return to_long(date);
}

// A word that is written its own way wherever it stands: an e-mail or web address, a brand such as iPads. What follows
// a hyphen does not count: anti-Semitic begins a sentence with a capital.
bool keeps_its_letters(std::string_view word) {
  if (word.find('@') != std::string_view::npos || word.find("://") != std::string_view::npos) return true;
  if (to_lower(word.substr(0, 4)) == "www.") return true;
  std::string_view part = word.substr(0, word.find('-'));
  const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u; };
  do {
    if (part.empty()) return false;
    part.remove_prefix(1);
  } while (!part.empty() && continues(part.front()));
  return to_lower(part) != part;
}

// A capital for the first letter, unless its word keeps its own.
std::string as_sentence(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(" \n\t"), text.size());
  const std::string_view word = text.substr(begin, text.find_first_of(" \n\t", begin) - begin);
  return keeps_its_letters(word) ? std::string(text) : to_sentence(text);
}

// A capital for every word, as Word's `\* Caps` gives; what follows a hyphen or an apostrophe stays as it is.
std::string each_word(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find_first_of(" \n\t");
    out += as_sentence(text.substr(0, end));
    if (end == std::string_view::npos) break;
    out += text[end];
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string with_case(std::string text, std::uint16_t formats) {
  if (has(formats, Format::upper)) return to_upper(text);
  if (has(formats, Format::lower)) text = to_lower(text);
  if (has(formats, Format::capitals)) text = each_word(text);
  if (has(formats, Format::sentence)) text = as_sentence(text);
  return text;
}

// The option as this school words it: its own entry where it has one, matched by id.
struct Wording {
  const OptionDecl* declared;
  std::size_t place;  // in the order in which options print
};

Wording wording_of(Option option, const Domain& domain, const Domain* labels) {
  const auto index = static_cast<std::size_t>(option.index);
  const OptionDecl& declared = domain.options[index];
  if (labels != nullptr) {
    for (std::size_t i = 0; i < labels->options.size(); ++i) {
      if (labels->options[i].id == declared.id) return {&labels->options[i], i};
    }
    return {&declared, labels->options.size() + index};
  }
  return {&declared, index};
}

std::string label_of(const OptionDecl& option) {
  if (!option.label.empty()) return option.label;
  std::string words = option.id;
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

// One item of a set in print: an option by itself, or a group with the labels of its options.
struct Group {
  std::string_view name;
  std::vector<std::string> labels;
};

std::string join_groups(const std::vector<Group>& groups) {
  std::vector<std::string> items;
  bool nested = false;  // an item holds an "and" of its own, so the last one needs a comma before it
  for (const Group& group : groups) {
    const std::string labels = join_words(group.labels);
    items.push_back(group.name.empty() ? labels : fmt::format("{} {}", group.name, labels));
    nested = nested || group.labels.size() > 1;
  }
  if (!nested || items.size() == 1) return join_words(items);
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? ", and " : ", ";
    text += items[i];
  }
  return text;
}

std::string print_set(const OptionSet& set, std::uint16_t formats, const Domain& domain, const Domain* labels) {
  std::vector<Wording> wordings;
  for (const Option option : set) wordings.push_back(wording_of(option, domain, labels));
  std::stable_sort(wordings.begin(), wordings.end(),
                   [](const Wording& a, const Wording& b) { return a.place < b.place; });
  if (has(formats, Format::lines) || has(formats, Format::count)) {
    std::vector<std::string> words;
    for (const Wording& wording : wordings) {
      const std::string label = label_of(*wording.declared);
      words.push_back(wording.declared->group.empty() ? label : fmt::format("{} {}", wording.declared->group, label));
    }
    return print_words(words, formats);
  }
  std::vector<Group> groups;
  for (const Wording& wording : wordings) {
    const std::string& name = wording.declared->group;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const Group& known) { return !name.empty() && known.name == name; });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{name, {}});
    group->labels.push_back(label_of(*wording.declared));
  }
  return with_case(join_groups(groups), formats);
}

Result<void> refuse_format(Format format, std::string_view type) {
  const FormatName& name = kFormats[static_cast<std::size_t>(format)];
  return fail(error("bad-format",
                    fmt::format("The format “{}” does not suit {}: it is for {}.", name.name, type, name.suits),
                    "Take the format out, or choose one that suits."));
}

std::string_view kind_in_words(Kind kind) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "text", "a date", "a time of day", "a date and time", "a number", "yes or no", "an option", "a set"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace

std::optional<Format> find_format(std::string_view folded_name) {
  for (const FormatName& known : kFormats) {
    if (known.name == folded_name) return known.format;
  }
  return std::nullopt;
}

Result<void> check_format(Format format, const Type& type) {
  if (suits(format, type.kind)) return {};
  return refuse_format(format, kind_in_words(type.kind));
}

Result<void> check_format(Format format, const Symbol& symbol) {
  if (symbol.kind != SymbolKind::list_plural) return check_format(format, symbol.type);
  if (suits(format, Kind::set)) return {};
  return refuse_format(format, "a list");
}

std::string print_words(const std::vector<std::string>& words, std::uint16_t formats) {
  if (has(formats, Format::count)) return std::to_string(words.size());
  if (!has(formats, Format::lines)) return with_case(join_words(words), formats);
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += '\n';
    text += with_case(words[i], formats);
  }
  return text;
}

std::string print_option(Option option, const Domain& domain, const Domain* labels) {
  const OptionDecl& declared = *wording_of(option, domain, labels).declared;
  return declared.group.empty() ? label_of(declared) : fmt::format("{} {}", declared.group, label_of(declared));
}

std::string print(const Value& value, std::uint16_t formats, const Domain* domain, const Domain* labels) {
  const Value::Content& content = value.content();
  if (const auto* text = std::get_if<std::string>(&content)) return with_case(*text, formats);
  if (const auto* date = std::get_if<Date>(&content)) return print_date(*date, formats);
  if (const auto* time = std::get_if<TimeOfDay>(&content)) return to_clock(*time);
  if (const auto* moment = std::get_if<Moment>(&content)) {
    if (has(formats, Format::month)) return print_date(moment->date, formats);
    return fmt::format("{} at {}", print_date(moment->date, formats), to_clock(moment->time));
  }
  if (const auto* number = std::get_if<std::int64_t>(&content)) return std::to_string(*number);
  if (const auto* yes = std::get_if<bool>(&content)) return with_case(*yes ? "yes" : "no", formats);
  if (domain == nullptr) return {};
  if (const auto* option = std::get_if<Option>(&content)) {
    return with_case(print_option(*option, *domain, labels), formats);
  }
  if (const auto* set = std::get_if<OptionSet>(&content)) return print_set(*set, formats, *domain, labels);
  return {};
}

}  // namespace caseletters::facts
