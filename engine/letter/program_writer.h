// Writes a part's program: literal bytes gathered as they come, operations between them, and the jumps of blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/tree.h"
#include "facts/vocabulary.h"
#include "letter/blocks.h"
#include "letter/operations.h"
#include "letter/weave.h"

namespace caseletters::letter {

class ProgramWriter {
 public:
  ProgramWriter(std::string part, const Woven& woven, const std::vector<Block>& blocks,
                const facts::Vocabulary& vocabulary);

  // Bytes of the literal that is growing, and what is to be said of it once it is written.
  std::string literal;
  std::uint8_t literal_flags = 0;

  void flush(std::uint8_t flags = 0, Code code = Code::literal);
  Op& add(Code code, std::uint32_t index = 0);
  void add_value(ValueUse use, const Mark& mark);
  [[nodiscard]] Span store(std::string_view text);

  // A mark of a block, in document order. `in_line`: it stands in a paragraph, where survivors of `any of` are joined.
  void block_mark(const document::Node& at, const Mark& mark, bool in_line);
  // Whether what is written now repeats.
  [[nodiscard]] bool repeats() const { return repeating_ > 0; }

  [[nodiscard]] PartProgram take();

 private:
  struct OpenBlock {
    MarkKind kind;
    std::uint32_t index = 0;             // of its branching or loop
    std::uint32_t body = 0;              // first operation of a repeat
    std::optional<std::size_t> pending;  // operation whose target is the next part
    std::vector<std::size_t> to_end;     // operations whose target is the end
    std::vector<std::size_t> tests;      // to be told where the end is
  };

  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(program_.ops.size()); }
  void land();
  void settle(OpenBlock& block);
  std::uint32_t place_of(const Mark& mark);
  void open_block(const Mark& mark);
  void test(OpenBlock& block, const Mark& mark);
  void next_part(OpenBlock& block);
  void when_any(OpenBlock& block, const document::Node& at, const Mark& mark, bool in_line);
  void end_block();

  const Woven& woven_;
  const std::vector<Block>& blocks_;
  const facts::Vocabulary& vocabulary_;
  PartProgram program_;
  std::uint32_t landing_ = ~std::uint32_t{0};
  int repeating_ = 0;
  std::vector<OpenBlock> open_;
};

}  // namespace caseletters::letter
