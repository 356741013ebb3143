#include "letter/walk.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "letter/links.h"
#include "package/xml.h"

namespace caseletters::letter {

using facts::State;
using facts::Truth;

void Walk::run(const PartProgram& program, std::string& out) {
  program_ = &program;
  out_ = &out;
  scope_.places.clear();
  paragraphs_.clear();
  groups_.clear();
  any_.clear();
  const auto& ops = program.ops;
  for (std::uint32_t at = 0; at < ops.size();) {
    const auto& op = ops[at];
    auto next = at + 1;
    switch (op.code) {
      case Code::literal:
        literal(op);
        break;
      case Code::text:
        text(op);
        break;
      case Code::soft_space:
        soft_space();
        break;
      case Code::value:
        value(program.values[op.index]);
        break;
      case Code::test:
        next = test(op, next);
        break;
      case Code::jump:
        next = op.target;
        break;
      case Code::choose:
        next = choose(op);
        break;
      case Code::any_begin:
        next = begin_any(op, next);
        break;
      case Code::any_when:
        next = when(op, next);
        break;
      case Code::any_end:
        any_.pop_back();
        break;
      case Code::for_begin:
        next = begin_loop(op, next);
        break;
      case Code::for_next:
        next = next_item(op, next);
        break;
      case Code::paragraph_begin:
        paragraphs_.push_back({out.size(), 0, false, true});
        break;
      case Code::paragraph_end:
        end_paragraph(op);
        break;
      case Code::group_begin:
        groups_.push_back({out.size(), 0, false, false});
        break;
      case Code::group_end:
        end_group(op);
        break;
      case Code::table_gap:
        if (!groups_.empty() && groups_.back().after_table) {
          out += bytes(op.span);
          block_written(false);
        }
        break;
      case Code::fresh_id:
        out += std::to_string(next_id_++);
        break;
      case Code::list_anew:
        list_anew(op);
        break;
      case Code::list_number:
        out += std::to_string(lists_[op.index]);
        break;
      case Code::list_definitions:
        define_lists();
        break;
    }
    at = next;
  }
}

void Walk::literal(const Op& op) {
  *out_ += bytes(op.span);
  if (op.flags == 0) return;
  if ((op.flags & flag::block) != 0) block_written((op.flags & flag::is_table) != 0);
  if (paragraphs_.empty()) return;
  auto& paragraph = paragraphs_.back();
  if ((op.flags & flag::visible) != 0) {
    paragraph.visible = true;
    paragraph.closed = false;
    paragraph.space = 0;
  }
  if ((op.flags & flag::opener) != 0) {
    paragraph.closed = true;
    paragraph.space = 0;
  }
}

void Walk::text(const Op& op) {
  if (!paragraphs_.empty()) {
    auto& paragraph = paragraphs_.back();
    if ((op.flags & flag::closer) != 0 && paragraph.space != 0) out_->erase(paragraph.space, 1);
    paragraph.space = 0;
    paragraph.visible = paragraph.visible || (op.flags & flag::visible) != 0;
    paragraph.closed = (op.flags & flag::opener) != 0;
  }
  *out_ += bytes(op.span);
}

void Walk::soft_space() {
  if (!paragraphs_.empty()) {
    auto& paragraph = paragraphs_.back();
    if (paragraph.closed) return;
    paragraph.space = out_->size();
    paragraph.closed = true;
  }
  *out_ += ' ';
}

void Walk::value(const ValueUse& use) {
  auto printed = situation_.print(use.field, scope_);
  const auto& place = program_->places[use.place];
  const auto words = trim(printed.text);
  if (printed.state != State::known || words.empty()) {
    if (use.field.has(facts::Format::optional) && printed.state != State::unknown) return;
    const auto state = printed.state == State::unknown ? State::unknown : State::none;
    shortfall_.missing(use.field.symbol, state, scope_, place);
    return;
  }
  if (!is_printable(words)) {
    shortfall_.bad_value(use.field.symbol, place);
    return;
  }
  put(words, use);
  if (!paragraphs_.empty()) {
    auto& paragraph = paragraphs_.back();
    paragraph.visible = true;
    paragraph.closed = false;
    paragraph.space = 0;
  }
}

void Walk::put(std::string_view printed, const ValueUse& use) {
  auto& out = *out_;
  if (use.in_attribute) {
    package::append_escaped_attribute(
        out, use.in_address ? as_address(printed, use.whole_address, bytes(use.scheme)) : printed);
    return;
  }
  while (!printed.empty()) {
    const auto stop = printed.find_first_of("\t\n\r");
    put_spaced(printed.substr(0, stop), use);
    if (stop == std::string_view::npos) return;
    switch (printed[stop]) {
      case '\t':
        out += bytes(use.tab);
        break;
      case '\r':
        if (printed.substr(stop + 1).starts_with('\n')) break;
        [[fallthrough]];
      default:
        line_end(use);
    }
    printed.remove_prefix(stop + 1);
  }
}

// Values are trimmed, so what begins or ends with a space here stands beside a tab or the end of a line.
void Walk::put_spaced(std::string_view words, const ValueUse& use) {
  while (!words.empty()) {
    auto plain = words.starts_with(' ') ? 0 : words.find("  ");
    if (plain == std::string_view::npos) plain = words.ends_with(' ') ? words.size() - 1 : words.size();
    package::append_escaped_text(*out_, words.substr(0, plain));
    words.remove_prefix(plain);
    for (; words.starts_with(' '); words.remove_prefix(1)) *out_ += bytes(use.space);
  }
}

void Walk::line_end(const ValueUse& use) {
  *out_ += bytes(use.lines ? use.paragraph_break : use.line_break);
  if (use.lines && !groups_.empty()) ++groups_.back().blocks;
}

void Walk::block_written(bool is_table) {
  if (groups_.empty()) return;
  auto& group = groups_.back();
  ++group.blocks;
  group.after_table = is_table;
  group.after_paragraph = !is_table;
}

std::uint32_t Walk::test(const Op& op, std::uint32_t next) {
  const auto& test = program_->tests[op.index];
  switch (situation_.test(test.condition, scope_)) {
    case Truth::yes:
      return next;
    case Truth::no:
      return op.target;
    default:
      shortfall_.undecided(test.condition, scope_, program_->places[test.place]);
      return test.end;
  }
}

// The options that hold; false where that cannot be said (and has been told).
bool Walk::options_of(const Branching& branching, facts::OptionSet& options) {
  const auto& symbol = branching.symbol;
  const auto& place = program_->places[branching.place];
  if (symbol.kind == facts::SymbolKind::choice) {
    const auto& decision = situation_.choice(symbol.index);
    if (decision.outcome != facts::Decision::Outcome::decided) {
      shortfall_.undecided(symbol, decision, scope_, place);
      return false;
    }
    options = decision.options;
    return true;
  }
  const auto value = situation_.value(symbol, scope_);
  if (value.state() == State::unknown) {
    shortfall_.missing(symbol, State::unknown, scope_, place);
    return false;
  }
  options.clear();
  if (!value.known()) return true;
  if (symbol.type.kind == facts::Kind::set)
    options = value.as<facts::OptionSet>();
  else
    options.push_back(value.as<facts::Option>());
  return true;
}

std::uint32_t Walk::choose(const Op& op) {
  const auto& branching = program_->branchings[op.index];
  facts::OptionSet options;
  if (!options_of(branching, options)) return branching.end;
  std::int32_t target = branching.otherwise;
  if (!options.empty()) {
    const auto listed = branching.targets[static_cast<std::size_t>(options.front().index)];
    if (listed >= 0) target = listed;
  }
  if (options.empty() || target < 0) {
    shortfall_.no_option(branching.symbol, program_->places[branching.place]);
    return branching.end;
  }
  return static_cast<std::uint32_t>(target);
}

std::uint32_t Walk::begin_any(const Op& op, std::uint32_t next) {
  const auto& branching = program_->branchings[op.index];
  Any any;
  if (!options_of(branching, any.options)) return op.target;
  for (const int option : branching.listed)
    any.surviving += std::binary_search(any.options.begin(), any.options.end(), facts::Option{option}) ? 1 : 0;
  if (any.surviving == 0) return op.target;
  any_.push_back(std::move(any));
  return next;
}

std::uint32_t Walk::when(const Op& op, std::uint32_t next) {
  auto& any = any_.back();
  const auto& joint = program_->joints[op.index];
  if (!std::binary_search(any.options.begin(), any.options.end(), facts::Option{joint.option})) return op.target;
  const int index = any.written++;
  if (!joint.inline_join || index == 0) return next;
  auto& out = *out_;
  const bool last = index + 1 == any.surviving;
  if (!paragraphs_.empty()) {
    auto& paragraph = paragraphs_.back();
    if (paragraph.space != 0) out.erase(paragraph.space, 1);
    paragraph.space = 0;
    paragraph.closed = true;
  }
  out += bytes(joint.before);
  out += last ? " and " : ", ";
  out += bytes(joint.after);
  return next;
}

// Moves on from the innermost loop's current item to the next one that counts.
bool Walk::seek_item(const Loop& loop) {
  const auto count = static_cast<int>(situation_.item_count(loop.list));
  auto& item = scope_.places.back().item;
  while (++item < count) {
    if (loop.where.empty()) return true;
    switch (situation_.test(loop.where, scope_)) {
      case Truth::yes:
        return true;
      case Truth::no:
        break;
      default:
        shortfall_.undecided(loop.where, scope_, program_->places[loop.place]);
    }
  }
  return false;
}

std::uint32_t Walk::begin_loop(const Op& op, std::uint32_t next) {
  const auto& loop = program_->loops[op.index];
  scope_.places.push_back({loop.list, -1});
  if (seek_item(loop)) return next;
  scope_.places.pop_back();
  return op.target;
}

std::uint32_t Walk::next_item(const Op& op, std::uint32_t next) {
  if (seek_item(program_->loops[op.index])) return op.target;
  scope_.places.pop_back();
  return next;
}

// The first time a list keeps the number that the template gives it.
void Walk::list_anew(const Op& op) {
  if (op.index >= lists_.size()) lists_.resize(op.index + 1);
  auto& number = lists_[op.index];
  if (number == 0) {
    number = op.target;
    return;
  }
  number = next_list_++;
  new_lists_.emplace_back(op.index, number);
}

void Walk::define_lists() {
  for (const auto& [list, number] : new_lists_) {
    const auto& definition = program_->lists[list];
    *out_ += bytes(definition.before);
    *out_ += std::to_string(number);
    *out_ += bytes(definition.after);
  }
}

void Walk::end_paragraph(const Op& op) {
  const auto paragraph = paragraphs_.back();
  paragraphs_.pop_back();
  if (!paragraph.visible && (op.flags & flag::droppable) != 0) {
    out_->resize(paragraph.start);
    return;
  }
  // A space that was to part something from what went is not wanted at the end.
  if (paragraph.space != 0) out_->erase(paragraph.space, 1);
  if ((op.flags & flag::block) != 0) block_written(false);
}

void Walk::end_group(const Op& op) {
  const auto group = groups_.back();
  groups_.pop_back();
  if ((op.flags & flag::droppable) != 0) {
    if (group.blocks == 0) {
      out_->resize(group.start);
      return;
    }
    block_written((op.flags & flag::is_table) != 0 || group.after_table);
    return;
  }
  const bool whole = (op.flags & flag::any_block) != 0 ? group.blocks > 0 : group.after_paragraph;
  if ((op.flags & flag::keeps) != 0 && !whole) *out_ += bytes(op.span);
}

}  // namespace caseletters::letter
