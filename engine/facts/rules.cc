#include "facts/rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace caseletters::facts {
namespace {

constexpr std::uint16_t bit(Format format) {
  return static_cast<std::uint16_t>(1u << static_cast<unsigned>(format));
}

// Two formats that cannot both be obeyed.
Result<void> check_together(std::uint16_t formats) {
  const auto several = [&](std::uint16_t group) {
    const unsigned both = formats & group;
    return (both & (both - 1u)) != 0;
  };
  const bool dates = several(bit(Format::weekday) | bit(Format::short_) | bit(Format::month));
  if (dates || several(bit(Format::upper) | bit(Format::lower)) ||
      several(bit(Format::upper) | bit(Format::sentence))) {
    return fail(error("bad-format", "Two formats stand there that cannot both be obeyed.", "Keep one of them."));
  }
  return {};
}

Result<Format> parse_format(std::string_view word) {
  const std::string folded = fold_name(word);
  if (const auto format = find_format(folded)) return *format;
  const std::vector<std::string> known = {"weekday",  "short", "month", "upper",    "lower",
                                          "sentence", "lines", "count", "optional", "capitals"};
  const std::string near = folded.size() > 100 ? std::string() : nearest(folded, known);
  return fail(error("bad-format",
                    fmt::format("There is no format “{}”; formats are {}.", trim(word), join_words(known)),
                    near.empty() ? "" : fmt::format("Did you mean “{}”?", near)));
}

}  // namespace

Result<Field> parse_field(std::string_view source, const Context& context) {
  const std::vector<std::string> pieces = split(source, '|');
  auto symbol = parse_symbol(pieces[0], context);
  if (!symbol) return fail(std::move(symbol.error()));
  Field field;
  field.symbol = *symbol;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    auto format = parse_format(pieces[i]);
    if (!format) return fail(std::move(format.error()));
    if (auto checked = check_format(*format, field.symbol); !checked) return fail(std::move(checked.error()));
    field.formats = static_cast<std::uint16_t>(field.formats | bit(*format));
  }
  if (auto checked = check_together(field.formats); !checked) return fail(std::move(checked.error()));
  return field;
}

Result<TextTemplate> parse_text(std::string_view source, const Context& context) {
  TextTemplate text;
  while (!source.empty()) {
    TextPiece piece;
    const std::size_t open = source.find("{{");
    piece.literal = std::string(source.substr(0, open));
    if (open == std::string_view::npos) {
      text.push_back(std::move(piece));
      break;
    }
    const std::size_t close = source.find("}}", open + 2);
    if (close == std::string_view::npos) {
      return fail(error("bad-mark", "A mark is opened with “{{” and never closed.", "Close it with “}}”."));
    }
    const std::string_view inside = source.substr(open + 2, close - open - 2);
    const std::string folded = fold_name(inside);
    static constexpr std::string_view kBlocks[] = {"if ",   "else",      "end",     "choose ",
                                                   "when ", "otherwise", "any of ", "for each "};
    const bool block = std::any_of(std::begin(kBlocks), std::end(kBlocks), [&](std::string_view word) {
      return folded.compare(0, word.size(), word) == 0 &&
             (folded.size() == word.size() || word.back() == ' ' || folded[word.size()] == ' ');
    });
    if (block) {
      return fail(error("bad-mark", fmt::format("“{{{{{}}}}}” is a block: words of a policy hold values only.", folded),
                        "Give each wording a <case> of its own with its `when`."));
    }
    if (folded.compare(0, 5, "note:") != 0) {
      auto field = parse_field(inside, context);
      if (!field) return fail(std::move(field.error()));
      piece.has_field = true;
      piece.field = *field;
    }
    text.push_back(std::move(piece));
    source.remove_prefix(close + 2);
  }
  return text;
}

namespace {

// What a derived fact or a choice reads, as a graph: derived facts first, then choices.
class Needs {
 public:
  explicit Needs(const Rules& rules) : rules_(rules), edges_(rules.derived.size() + rules.choices.size()) {
    for (std::size_t i = 0; i < rules.derived.size(); ++i) {
      for (const DerivedCase& line : rules.derived[i].cases) {
        add(i, line.when);
        add(i, line.value);
        for (const TextPiece& piece : line.text) {
          if (piece.has_field) add(i, piece.field.symbol);
        }
        if (line.review >= 0) add(i, rules.reviews[static_cast<std::size_t>(line.review)].anchor);
      }
    }
    for (std::size_t i = 0; i < rules.choices.size(); ++i) {
      const std::size_t from = rules.derived.size() + i;
      add(from, rules.choices[i].guard);
      for (const OptionRule& rule : rules.choices[i].options) add(from, rule.when);
    }
  }

  // A ring of nodes, the first repeated at the end; empty where there is none.
  [[nodiscard]] std::vector<std::size_t> ring() const {
    enum class Mark : std::uint8_t { fresh, on_path, done };
    struct Step {
      std::size_t node;
      std::size_t next_edge;
    };
    std::vector<Mark> marks(edges_.size(), Mark::fresh);
    for (std::size_t start = 0; start < edges_.size(); ++start) {
      if (marks[start] != Mark::fresh) continue;
      std::vector<Step> path = {{start, 0}};
      marks[start] = Mark::on_path;
      while (!path.empty()) {
        Step& step = path.back();
        if (step.next_edge == edges_[step.node].size()) {
          marks[step.node] = Mark::done;
          path.pop_back();
          continue;
        }
        const std::size_t next = edges_[step.node][step.next_edge++];
        if (marks[next] == Mark::on_path) {
          std::vector<std::size_t> found;
          const auto from =
              std::find_if(path.begin(), path.end(), [&](const Step& known) { return known.node == next; });
          for (auto known = from; known != path.end(); ++known) found.push_back(known->node);
          found.push_back(next);
          return found;
        }
        if (marks[next] == Mark::fresh) {
          marks[next] = Mark::on_path;
          path.push_back({next, 0});
        }
      }
    }
    return {};
  }

  [[nodiscard]] std::string name(std::size_t node) const {
    if (node < rules_.derived.size()) {
      return rules_.vocabulary.facts()[static_cast<std::size_t>(rules_.derived[node].fact)].name;
    }
    return rules_.vocabulary.choices()[node - rules_.derived.size()].name;
  }

 private:
  void add(std::size_t from, const Expression& expression) {
    for (const Symbol& symbol : symbols_of(expression)) add(from, symbol);
  }

  void add(std::size_t from, const Symbol& symbol) {
    const auto index = static_cast<std::size_t>(symbol.index);
    if (symbol.kind == SymbolKind::choice && index < rules_.choices.size()) {
      edges_[from].push_back(rules_.derived.size() + index);
    } else if (symbol.kind == SymbolKind::fact && index < rules_.derived_of_fact.size() &&
               rules_.derived_of_fact[index] >= 0) {
      edges_[from].push_back(static_cast<std::size_t>(rules_.derived_of_fact[index]));
    }
  }

  const Rules& rules_;
  std::vector<std::vector<std::size_t>> edges_;
};

}  // namespace

std::vector<std::string> find_cycle(const Rules& rules) {
  const Needs needs(rules);
  std::vector<std::string> names;
  for (const std::size_t node : needs.ring()) names.push_back(needs.name(node));
  return names;
}

}  // namespace caseletters::facts
