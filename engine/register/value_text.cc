#include "register/value_text.h"

#include <charconv>

#include "base/text.h"

namespace caseletters::history {
namespace {

using facts::Kind;
using facts::Value;

std::optional<TimeOfDay> to_time(std::string_view text) {
  int hours = 0, minutes = 0;
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto read = [](std::string_view digits, int& number) {
    return std::from_chars(digits.data(), digits.data() + digits.size(), number).ptr == digits.data() + digits.size();
  };
  if (!read(text.substr(0, 2), hours) || !read(text.substr(3), minutes) || hours > 23 || minutes > 59)
    return std::nullopt;
  return TimeOfDay{hours * 60 + minutes};
}

}  // namespace

std::string to_text(const Value& value, const facts::Type& type, const facts::Vocabulary& vocabulary) {
  if (!value.known()) return {};
  const auto id = [&](facts::Option option) {
    return vocabulary.domains()[static_cast<std::size_t>(type.domain)]
        .options[static_cast<std::size_t>(option.index)]
        .id;
  };
  switch (type.kind) {
    case Kind::text:
      return value.as<std::string>();
    case Kind::date:
      return to_iso(value.as<Date>());
    case Kind::time:
      return to_iso(value.as<TimeOfDay>());
    case Kind::moment:
      return to_iso(value.as<facts::Moment>().date) + " " + to_iso(value.as<facts::Moment>().time);
    case Kind::number:
      return std::to_string(value.as<std::int64_t>());
    case Kind::yes_no:
      return value.as<bool>() ? "yes" : "no";
    case Kind::option:
      return id(value.as<facts::Option>());
    case Kind::set: {
      std::string text;
      for (const auto option : value.as<facts::OptionSet>()) text += (text.empty() ? "" : ",") + id(option);
      return text;
    }
  }
  return {};
}

std::optional<Value> to_value(const std::string& text, const facts::Type& type, const facts::Vocabulary& vocabulary) {
  switch (type.kind) {
    case Kind::text:
      return Value{text};
    case Kind::date:
      if (const auto date = Date::from_iso(text)) return Value{*date};
      return std::nullopt;
    case Kind::time:
      if (const auto time = to_time(text)) return Value{*time};
      return std::nullopt;
    case Kind::moment: {
      const auto date = Date::from_iso(text.substr(0, 10));
      const auto time = text.size() == 16 ? to_time(std::string_view{text}.substr(11)) : std::nullopt;
      if (date && time) return Value{facts::Moment{*date, *time}};
      return std::nullopt;
    }
    case Kind::number: {
      std::int64_t number = 0;
      const auto end = text.data() + text.size();
      if (text.empty() || std::from_chars(text.data(), end, number).ptr != end) return std::nullopt;
      return Value{number};
    }
    case Kind::yes_no:
      if (text != "yes" && text != "no") return std::nullopt;
      return Value{text == "yes"};
    case Kind::option:
    case Kind::set: {
      std::vector<std::string> ids;
      for (auto& id : split(text, ',')) {
        if (!id.empty()) ids.push_back(std::move(id));
      }
      const auto options = to_options(ids, vocabulary.domains()[static_cast<std::size_t>(type.domain)]);
      if (!options || options->empty()) return std::nullopt;
      if (type.kind == Kind::set) return Value{*options};
      if (options->size() == 1) return Value{options->front()};
      return std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<facts::OptionSet> to_options(const std::vector<std::string>& ids, const facts::Domain& domain) {
  facts::OptionSet options;
  for (std::size_t i = 0; i < domain.options.size(); ++i) {
    for (const auto& id : ids) {
      if (domain.options[i].id == id) options.push_back(facts::Option{static_cast<int>(i)});
    }
  }
  if (options.size() != ids.size()) return std::nullopt;
  return options;
}

}  // namespace caseletters::history
