#include "letter/program_writer.h"

#include <utility>

#include "letter/findings.h"
#include "letter/markup.h"

namespace caseletters::letter {

using document::Node;

ProgramWriter::ProgramWriter(std::string part, const Woven& woven, const std::vector<Block>& blocks,
                             const facts::Vocabulary& vocabulary)
    : woven_(woven), blocks_(blocks), vocabulary_(vocabulary) {
  program_.part = std::move(part);
}

Op& ProgramWriter::add(Code code, std::uint32_t index) {
  flush();
  auto& made = program_.ops.emplace_back();
  made.code = code;
  made.index = index;
  return made;
}

void ProgramWriter::add_value(ValueUse use, const Mark& mark) {
  use.field = mark.field;
  use.place = place_of(mark);
  program_.values.push_back(use);
  add(Code::value, static_cast<std::uint32_t>(program_.values.size() - 1));
}

Span ProgramWriter::store(std::string_view text) {
  const auto begin = static_cast<std::uint32_t>(program_.bytes.size());
  program_.bytes += text;
  return {begin, static_cast<std::uint32_t>(program_.bytes.size())};
}

void ProgramWriter::flush(std::uint8_t flags, Code code) {
  flags = static_cast<std::uint8_t>(flags | literal_flags);
  literal_flags = 0;
  if (literal.empty() && flags == 0) return;
  const auto span = store(literal);
  literal.clear();
  auto& ops = program_.ops;
  // Neighbours that say the same are one, unless something jumps to between them.
  if (code == Code::literal && !ops.empty() && ops.back().code == Code::literal && ops.back().flags == flags &&
      ops.back().span.end == span.begin && here() != landing_) {
    ops.back().span.end = span.end;
    return;
  }
  auto& made = ops.emplace_back();
  made.code = code;
  made.flags = flags;
  made.span = span;
}

PartProgram ProgramWriter::take() {
  flush();
  program_.typical_size = program_.bytes.size() + program_.bytes.size() / 4;
  return std::move(program_);
}

void ProgramWriter::land() {
  flush();
  landing_ = here();
}

// The operation that waits for the next part of its block leads here.
void ProgramWriter::settle(OpenBlock& block) {
  land();
  if (block.pending) program_.ops[*block.pending].target = here();
  block.pending.reset();
}

std::uint32_t ProgramWriter::place_of(const Mark& mark) {
  program_.places.push_back({quoted(mark.source), quoted(mark.paragraph)});
  return static_cast<std::uint32_t>(program_.places.size() - 1);
}

void ProgramWriter::block_mark(const Node& at, const Mark& mark, bool in_line) {
  if (opens_block(mark.kind)) {
    open_block(mark);
    if (const auto lists = woven_.lists_anew.find(&at); lists != woven_.lists_anew.end())
      for (const auto& one : lists->second) add(Code::list_anew, one.list).target = one.number;
    return;
  }
  if (mark.kind == MarkKind::end) {
    end_block();
    return;
  }
  auto& block = open_.back();
  if (block.kind == MarkKind::any_of) {
    when_any(block, at, mark, in_line);
    return;
  }
  next_part(block);
  if (mark.kind == MarkKind::else_if) test(block, mark);
  if (mark.kind == MarkKind::when)
    program_.branchings[block.index].targets[static_cast<std::size_t>(mark.option)] = static_cast<std::int32_t>(here());
  if (mark.kind == MarkKind::otherwise) program_.branchings[block.index].otherwise = static_cast<std::int32_t>(here());
}

void ProgramWriter::open_block(const Mark& mark) {
  OpenBlock made;
  made.kind = mark.kind;
  if (mark.kind == MarkKind::if_) {
    test(made, mark);
  } else if (mark.kind == MarkKind::for_each) {
    made.index = static_cast<std::uint32_t>(program_.loops.size());
    program_.loops.push_back({mark.list, mark.condition, place_of(mark)});
    add(Code::for_begin, made.index);
    made.pending = program_.ops.size() - 1;
    land();
    made.body = here();
    ++repeating_;
  } else {
    made.index = static_cast<std::uint32_t>(program_.branchings.size());
    auto& branching = program_.branchings.emplace_back();
    branching.symbol = mark.symbol;
    branching.place = place_of(mark);
    const auto& domain = vocabulary_.domains()[static_cast<std::size_t>(mark.symbol.type.domain)];
    branching.targets.assign(domain.options.size(), -1);
    if (mark.kind == MarkKind::any_of)
      for (const auto* part : blocks_[static_cast<std::size_t>(mark.block)].parts)
        branching.listed.push_back(woven_.marks[static_cast<std::size_t>(part->mark)].option);
    add(mark.kind == MarkKind::choose ? Code::choose : Code::any_begin, made.index);
    if (mark.kind == MarkKind::any_of) made.to_end.push_back(program_.ops.size() - 1);
  }
  open_.push_back(std::move(made));
}

void ProgramWriter::test(OpenBlock& block, const Mark& mark) {
  program_.tests.push_back({mark.condition, 0, place_of(mark)});
  block.tests.push_back(program_.tests.size() - 1);
  add(Code::test, static_cast<std::uint32_t>(program_.tests.size() - 1));
  block.pending = program_.ops.size() - 1;
}

// Ends the part before, which jumps to the end of its block.
void ProgramWriter::next_part(OpenBlock& block) {
  add(Code::jump);
  block.to_end.push_back(program_.ops.size() - 1);
  settle(block);
}

void ProgramWriter::when_any(OpenBlock& block, const Node& at, const Mark& mark, bool in_line) {
  settle(block);
  Joint joint;
  joint.option = mark.option;
  joint.inline_join = in_line;
  if (in_line) {
    std::string closing, opening;
    if (const auto* text = text_beside(at)) run_tags(*text, *at.parent, closing, opening);
    joint.before = store(opening);
    joint.after = store(closing);
  }
  program_.joints.push_back(joint);
  add(Code::any_when, static_cast<std::uint32_t>(program_.joints.size() - 1));
  block.pending = program_.ops.size() - 1;
}

void ProgramWriter::end_block() {
  auto block = std::move(open_.back());
  open_.pop_back();
  if (block.kind == MarkKind::for_each) {
    add(Code::for_next, block.index).target = block.body;
    --repeating_;
  } else if (block.kind == MarkKind::any_of) {
    settle(block);
    add(Code::any_end, block.index);
  }
  settle(block);
  for (const auto index : block.to_end) program_.ops[index].target = here();
  for (const auto index : block.tests) program_.tests[index].end = here();
  if (block.kind == MarkKind::choose || block.kind == MarkKind::any_of) program_.branchings[block.index].end = here();
}

}  // namespace caseletters::letter
