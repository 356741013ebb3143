#include "policy/constant.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "policy/element.h"

namespace caseletters::policy {
namespace {

using facts::Kind;
using facts::Value;

Diagnostic bad_value(std::string_view text, std::string_view wanted) {
  return error("bad-value", fmt::format("“{}” is not {}.", text, wanted));
}

std::optional<TimeOfDay> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = parse_count(text.substr(0, 2)), minute = parse_count(text.substr(3, 2));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return TimeOfDay{*hour * 60 + *minute};
}

Result<facts::Option> parse_option(std::string_view word, const facts::Domain& domain) {
  if (const auto option = domain.find_id(fold_name(word))) return *option;
  if (const auto option = domain.find(word)) return *option;
  std::vector<std::string> ids;
  for (const facts::OptionDecl& option : domain.options) ids.push_back(option.id);
  const std::string near = nearest(word, ids);
  return fail(error("unknown-option", fmt::format("“{}” is not one of the options of {}.", word, domain.name),
                    near.empty() ? fmt::format("The options are: {}.", fmt::join(ids, ", "))
                                 : fmt::format("Did you mean “{}”?", near)));
}

}  // namespace

std::string_view kind_in_words(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "text";
    case Kind::date:
      return "a date as 2026-11-03";
    case Kind::time:
      return "a time as 09:30";
    case Kind::moment:
      return "a date and time as 2026-11-03 09:30";
    case Kind::number:
      return "a whole number";
    case Kind::yes_no:
      return "yes or no";
    case Kind::option:
      return "an option";
    case Kind::set:
      return "a list of options";
  }
  return "a value";
}

Result<Value> parse_constant(std::string_view text, const facts::Type& type, const facts::Vocabulary& vocabulary) {
  const auto refuse = [&] { return fail(bad_value(text, kind_in_words(type.kind))); };
  switch (type.kind) {
    case Kind::text:
      return Value{std::string{text}};
    case Kind::date:
      if (const auto date = Date::from_iso(text)) return Value{*date};
      return fail(error("bad-date", fmt::format("“{}” is not a date.", text), "Write dates as 2026-11-03."));
    case Kind::time:
      if (const auto time = parse_clock(text)) return Value{*time};
      return refuse();
    case Kind::moment: {
      if (text.size() != 16 || (text[10] != ' ' && text[10] != 'T')) return refuse();
      const auto date = Date::from_iso(text.substr(0, 10));
      const auto time = parse_clock(text.substr(11));
      if (!date || !time) return refuse();
      return Value{facts::Moment{*date, *time}};
    }
    case Kind::number: {
      std::int64_t number = 0;
      const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (failure != std::errc{} || end != text.data() + text.size()) return refuse();
      return Value{number};
    }
    case Kind::yes_no: {
      const std::string folded = fold_name(text);
      if (folded != "yes" && folded != "no") return refuse();
      return Value{folded == "yes"};
    }
    case Kind::option: {
      const auto option = parse_option(text, vocabulary.domains()[static_cast<std::size_t>(type.domain)]);
      if (!option) return fail(option.error());
      return Value{*option};
    }
    case Kind::set: {
      facts::OptionSet set;
      for (const std::string& word : comma_list(text)) {
        const auto option = parse_option(word, vocabulary.domains()[static_cast<std::size_t>(type.domain)]);
        if (!option) return fail(option.error());
        set.push_back(*option);
      }
      std::sort(set.begin(), set.end());
      set.erase(std::unique(set.begin(), set.end()), set.end());
      return Value{std::move(set)};
    }
  }
  return refuse();
}

}  // namespace caseletters::policy
