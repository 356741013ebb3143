// One walk over a part's program for one situation.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "facts/situation.h"
#include "letter/operations.h"
#include "letter/shortfall.h"

namespace caseletters::letter {

class Walk {
 public:
  // `next_id` is the first number free for drawings, `next_list` for lists. Everything outlives the walk.
  Walk(facts::Situation& situation, Shortfall& shortfall, std::uint32_t next_id, std::uint32_t next_list)
      : situation_(situation), shortfall_(shortfall), next_id_(next_id), next_list_(next_list) {}

  // Appends the part to `out`. What cannot be decided or printed is told to the shortfall, and the walk goes on, so
  // that all of it comes to light at once.
  void run(const PartProgram& program, std::string& out);

 private:
  struct Paragraph {
    std::size_t start = 0;
    std::size_t space = 0;  // where a space stands that may have to go; 0 for none
    bool visible = false;
    bool closed = true;  // no space may follow: start of a line, a space, an opening bracket
  };
  struct Group {
    std::size_t start = 0;
    std::uint32_t blocks = 0;
    bool after_table = false;
    bool after_paragraph = false;
  };
  struct Any {
    facts::OptionSet options;
    int surviving = 0;
    int written = 0;
  };

  void literal(const Op& op);
  void text(const Op& op);
  void soft_space();
  void value(const ValueUse& use);
  void put(std::string_view printed, const ValueUse& use);
  void put_spaced(std::string_view words, const ValueUse& use);
  void line_end(const ValueUse& use);
  void block_written(bool is_table);
  [[nodiscard]] std::uint32_t test(const Op& op, std::uint32_t next);
  [[nodiscard]] std::uint32_t choose(const Op& op);
  [[nodiscard]] std::uint32_t begin_any(const Op& op, std::uint32_t next);
  [[nodiscard]] std::uint32_t when(const Op& op, std::uint32_t next);
  [[nodiscard]] std::uint32_t begin_loop(const Op& op, std::uint32_t next);
  [[nodiscard]] std::uint32_t next_item(const Op& op, std::uint32_t next);
  [[nodiscard]] bool seek_item(const Loop& loop);
  [[nodiscard]] bool options_of(const Branching& branching, facts::OptionSet& options);
  void list_anew(const Op& op);
  void define_lists();
  void end_paragraph(const Op& op);
  void end_group(const Op& op);

  [[nodiscard]] std::string_view bytes(Span span) const {
    return std::string_view{program_->bytes}.substr(span.begin, span.end - span.begin);
  }

  facts::Situation& situation_;
  Shortfall& shortfall_;
  std::uint32_t next_id_, next_list_;
  std::vector<std::uint32_t> lists_;                                // by index: the number it has now; 0: not met yet
  std::vector<std::pair<std::uint32_t, std::uint32_t>> new_lists_;  // index and number
  const PartProgram* program_ = nullptr;
  std::string* out_ = nullptr;
  facts::Scope scope_;
  std::vector<Paragraph> paragraphs_;
  std::vector<Group> groups_;
  std::vector<Any> any_;
};

}  // namespace caseletters::letter
