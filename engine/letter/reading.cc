#include "letter/reading.h"

#include <algorithm>

namespace caseletters::letter {
namespace {

void note_symbol(std::vector<facts::Symbol>& known, const facts::Symbol& symbol) {
  if (std::find(known.begin(), known.end(), symbol) == known.end()) known.push_back(symbol);
}

// The option of a `choose` under which an operation stands; -1: none of them.
int option_over(const Branching& branching, std::uint32_t at) {
  const auto here = static_cast<std::int32_t>(at);
  int option = -1;
  std::int32_t nearest = branching.otherwise <= here ? branching.otherwise : -1;
  for (std::size_t i = 0; i < branching.targets.size(); ++i) {
    if (branching.targets[i] > here || branching.targets[i] <= nearest) continue;
    nearest = branching.targets[i];
    option = static_cast<int>(i);
  }
  return option;
}

}  // namespace

void note_symbols(std::vector<facts::Symbol>& known, const PartProgram& program) {
  for (const auto& use : program.values) note_symbol(known, use.field.symbol);
  for (const auto& branching : program.branchings) note_symbol(known, branching.symbol);
  const auto note_all = [&known](const facts::Expression& expression) {
    if (expression.empty()) return;
    for (const auto& symbol : facts::symbols_of(expression)) note_symbol(known, symbol);
  };
  for (const auto& test : program.tests) note_all(test.condition);
  for (const auto& loop : program.loops) {
    facts::Symbol list;
    list.kind = facts::SymbolKind::list_plural;
    list.index = loop.list;
    list.type.kind = facts::Kind::number;
    note_symbol(known, list);
    note_all(loop.where);
  }
}

void note_always_printed(std::vector<facts::Symbol>& known, const PartProgram& program) {
  std::uint32_t block_end = 0;
  for (std::uint32_t at = 0; at < program.ops.size(); ++at) {
    const Op& op = program.ops[at];
    if (op.code == Code::test) block_end = std::max(block_end, program.tests[op.index].end);
    if (op.code == Code::for_begin) block_end = std::max(block_end, op.target);
    if (op.code == Code::choose || op.code == Code::any_begin)
      block_end = std::max(block_end, program.branchings[op.index].end);
    if (op.code != Code::value || at < block_end) continue;
    const auto& field = program.values[op.index].field;
    if (!field.has(facts::Format::optional)) note_symbol(known, field.symbol);
  }
}

void note_asked_choices(std::vector<AskedChoice>& asked, const PartProgram& program) {
  std::vector<std::uint32_t> blocks;  // each `if` and `choose` met so far
  std::uint32_t other_end = 0;        // of a block that is neither
  for (std::uint32_t at = 0; at < program.ops.size(); ++at) {
    const Op& op = program.ops[at];
    const bool branches = op.code == Code::choose || op.code == Code::any_begin;
    if (branches && at >= other_end && program.branchings[op.index].symbol.kind == facts::SymbolKind::choice) {
      AskedChoice choice{program.branchings[op.index].symbol};
      bool told = true;
      for (const auto block : blocks) {
        const Op& outer = program.ops[block];
        if (outer.code == Code::test) {
          const auto& test = program.tests[outer.index];
          if (at < test.end) choice.under.emplace_back(test.condition, at < outer.target);
        } else if (const auto& branching = program.branchings[outer.index]; at < branching.end) {
          choice.when.emplace_back(branching.symbol, option_over(branching, at));
          told = told && choice.when.back().second >= 0;
        }
      }
      if (told) asked.push_back(std::move(choice));
    }
    if (op.code == Code::test || op.code == Code::choose) blocks.push_back(at);
    if (op.code == Code::for_begin) other_end = std::max(other_end, op.target);
    if (op.code == Code::any_begin) other_end = std::max(other_end, program.branchings[op.index].end);
  }
}

void note_uses(std::vector<Use>& uses, const PartProgram& program) {
  const auto add = [&](const facts::Symbol& symbol, std::uint32_t place) {
    uses.push_back({symbol, program.places[place].mark, program.places[place].paragraph});
  };
  const auto add_all = [&](const facts::Expression& expression, std::uint32_t place) {
    if (expression.empty()) return;
    for (const auto& symbol : facts::symbols_of(expression)) add(symbol, place);
  };
  for (const auto& use : program.values) add(use.field.symbol, use.place);
  for (const auto& branching : program.branchings) add(branching.symbol, branching.place);
  for (const auto& test : program.tests) add_all(test.condition, test.place);
  for (const auto& loop : program.loops) {
    facts::Symbol list;
    list.kind = facts::SymbolKind::list_plural;
    list.index = loop.list;
    list.type.kind = facts::Kind::number;
    add(list, loop.place);
    add_all(loop.where, loop.place);
  }
}

}  // namespace caseletters::letter
