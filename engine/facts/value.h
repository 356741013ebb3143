// A value of a case: what a cell, a setting or a rule gave, with its type.
//
// Three states (markup.md, "How names resolve", 5): `known` holds something; `none` says there is nothing to hold (a
// person without a title); `unknown` says that nobody told us, and refuses every letter that needs it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"

namespace caseletters::facts {

enum class Kind : std::uint8_t {
  text,
  date,
  time,    // time of day
  moment,  // date and time of day
  number,
  yes_no,
  option,  // one of a domain's options
  set,     // any of a domain's options, in the domain's order
};

struct Type {
  Kind kind = Kind::text;
  int domain = -1;  // index into Vocabulary::domains for option and set
  friend constexpr bool operator==(const Type&, const Type&) = default;
};

struct Moment {
  Date date;
  TimeOfDay time;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the compiler's own zero for ours
  friend constexpr auto operator<=>(const Moment&, const Moment&) = default;
};

struct Option {
  int index = 0;  // into the domain's options
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the compiler's own zero for ours
  friend constexpr auto operator<=>(const Option&, const Option&) = default;
};
using OptionSet = std::vector<Option>;  // sorted, without repeats

enum class State : std::uint8_t { unknown, none, known };

class Value {
 public:
  using Content =
      std::variant<std::monostate, std::string, Date, TimeOfDay, Moment, std::int64_t, bool, Option, OptionSet>;

  Value() = default;  // unknown
  template <class T>
  explicit Value(T content) : state_(State::known), content_(std::move(content)) {}
  [[nodiscard]] static Value none() { return Value{State::none}; }

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool known() const { return state_ == State::known; }
  [[nodiscard]] const Content& content() const { return content_; }
  // Precondition: known and of that kind.
  template <class T>
  [[nodiscard]] const T& as() const {
    return std::get<T>(content_);
  }
  friend bool operator==(const Value&, const Value&) = default;

 private:
  explicit Value(State state) : state_(state) {}
  State state_ = State::unknown;
  Content content_;
};

}  // namespace caseletters::facts
