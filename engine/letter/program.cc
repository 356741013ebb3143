#include "letter/program.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "letter/blocks.h"
#include "letter/findings.h"
#include "letter/lay_out.h"
#include "letter/opendocument_fields.h"
#include "letter/opendocument_mend.h"
#include "letter/operations.h"
#include "letter/packaging.h"
#include "letter/residue.h"
#include "letter/shape.h"
#include "letter/shortfall.h"
#include "letter/walk.h"
#include "letter/weave.h"
#include "letter/word_lists.h"
#include "package/archive.h"

namespace caseletters::letter {

using document::Node;
using document::Tree;

// One entry of every letter: the same each time, or made by a program.
struct Part {
  package::PackedPart constant;
  int program = -1;
};

struct Program::State {
  document::DocumentFormat format = document::DocumentFormat::docx;
  std::string letter_id;
  std::string sha256;
  Diagnostics warnings;
  std::vector<facts::Symbol> symbols;
  std::vector<facts::Symbol> always_printed;
  std::vector<AskedChoice> asked_choices;
  std::vector<Part> parts;
  std::vector<PartProgram> programs;
  std::uint32_t next_id = 1, next_list = 1;
};

namespace {

// Fast and small enough: a letter's own part is some kilobytes, and its pictures are packed once.
constexpr int compression_level = 1;

void note_symbol(std::vector<facts::Symbol>& known, const facts::Symbol& symbol) {
  if (std::find(known.begin(), known.end(), symbol) == known.end()) known.push_back(symbol);
}

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

void highest_id(const Node& node, const document::Dialect& dialect, std::uint32_t& highest) {
  for (const auto& attribute : node.attributes) {
    if (!dialect.is_numbered_id(node, attribute.name)) continue;
    std::uint32_t value = 0;
    std::from_chars(attribute.value.data(), attribute.value.data() + attribute.value.size(), value);
    if (value < 0x7fff0000u) highest = std::max(highest, value);
  }
  for (const auto* child : node.children) highest_id(*child, dialect, highest);
}

// A mark in a place where none is looked for would go out as it stands.
void check_leftovers(const PartProgram& program, Findings& findings) {
  for (const std::string_view braces : {"{{", "}}"}) {
    const auto at = program.bytes.find(braces);
    if (at == std::string::npos) continue;
    const auto tag = program.bytes.rfind('<', at), end = program.bytes.rfind('>', at);
    if (tag != std::string::npos && (end == std::string::npos || end < tag)) continue;  // inside a tag
    findings.add(
        error("bad-mark", "A mark stands where it cannot be filled.", "Type it as ordinary text, or take it out."),
        std::string_view{program.bytes}.substr(at, 60));
    return;
  }
}

class Compiler {
 public:
  Compiler(const document::Document& document, const facts::Rules& rules, const Assets& assets,
           const CompileOptions& options)
      : document_(document),
        rules_(rules),
        assets_(assets),
        options_(options),
        findings_(document.file(), options.letter_id),
        packaging_(Packaging::of(document)) {}

  Result<void> stories(std::vector<PartProgram>& programs, std::uint32_t& next_id) {
    std::uint32_t highest = 0;
    for (const auto& story : document_.stories()) {
      const auto bytes = document_.archive().read(story.part);
      if (!bytes) return fail(bytes.error());
      const bool property = story.kind == document::StoryKind::properties;
      const auto& dialect = document::dialect_of(document_.format(), story.kind);
      auto tree = Tree::parse(*bytes, document_.file(), story.part, dialect);
      if (!tree) return fail(tree.error());
      highest_id(tree->root(), dialect, highest);
      if (options_.without_facts) continue;
      if (story.kind == document::StoryKind::body && !is_understood(tree->root())) {
        const bool odt = document_.format() == document::DocumentFormat::odt;
        return fail(about_part(
            odt ? error("not-a-document", "Nothing in the main part of the document is what LibreOffice writes.",
                        "Open it in LibreOffice and save it again as a text document (.odt).")
                : error("not-a-document", "Nothing in the main part of the document is what Word writes.",
                        "Open it in Word and save it again as a Word document (.docx)."),
            story.part));
      }
      bool crest = false;
      if (!property) {
        bind_opendocument_fields(*tree, dialect, rules_.vocabulary, findings_);
        check_residue(*tree, findings_);
        auto placed = packaging_->place_crest(*tree, story.part, assets_.crest);
        if (!placed) return fail(placed.error());
        crest = *placed;
      }
      if (document_.format() == document::DocumentFormat::odt && !property) keep_page_starts(*tree);
      auto woven = weave(*tree, dialect, findings_);
      if (!woven.any) {
        if (crest) changed_[story.part] = to_xml(*tree);
        continue;
      }
      const auto blocks = match_blocks(*tree, dialect, woven, findings_);
      bind_marks(*tree, woven, blocks, rules_.vocabulary, findings_);
      if (has_errors(findings_.all())) continue;
      if (document_.format() == document::DocumentFormat::odt) {
        settle_list_numbers(*tree, woven, blocks);
      } else if (!property) {
        if (auto done = settle_word_lists(*tree, woven, blocks); !done) return done;
      }
      keep_pairs_whole(*tree, dialect, woven, blocks);
      if (document_.format() == document::DocumentFormat::odt) drop_homeless_pairs(*tree, dialect);
      programs.push_back(lay_out(story.part, *tree, dialect, woven, blocks, rules_.vocabulary, findings_));
      check_leftovers(programs.back(), findings_);
    }
    next_id = highest + 1;
    return {};
  }

  // The part that defines lists runs last: by then it is known which began anew.
  void lists(std::vector<PartProgram>& programs, std::uint32_t& next_list) const {
    if (!lists_) return;
    if (auto made = lists_->program()) programs.push_back(std::move(*made));
    next_list = lists_->first_free();
  }

  Result<void> package() {
    if (options_.without_facts) return {};
    return packaging_->finish(findings_);
  }

  Result<void> assemble(const std::vector<PartProgram>& programs, std::vector<Part>& parts) {
    const package::Compressor compressor;
    for (auto& [name, content] : packaging_->changed_parts()) changed_[name] = content;
    const auto first = packaging_->first_part(options_.without_facts);
    if (first) parts.push_back({*first, -1});
    for (const auto& entry : document_.archive().entries()) {
      if (packaging_->dropped().contains(entry.name) || (first && entry.name == first->name)) continue;
      Part part;
      const auto program = std::find_if(programs.begin(), programs.end(),
                                        [&](const PartProgram& one) { return one.part == entry.name; });
      if (program != programs.end()) {
        part.program = static_cast<int>(program - programs.begin());
      } else if (const auto changed = changed_.find(entry.name); changed != changed_.end()) {
        find_unread_marks(entry.name, changed->second);
        part.constant = compressor.pack(entry.name, changed->second);
      } else {
        if (!options_.without_facts && (entry.name.ends_with(".xml") || entry.name.ends_with(".rels"))) {
          const auto content = document_.archive().read(entry.name);
          if (!content) return fail(content.error());
          find_unread_marks(entry.name, *content);
        }
        auto bytes = document_.archive().read_compressed(entry.name);
        if (!bytes) return fail(bytes.error());
        part.constant = {entry.name, std::move(*bytes), entry.size, entry.crc, entry.method};
      }
      parts.push_back(std::move(part));
    }
    for (const auto& [name, content] : packaging_->added()) parts.push_back({compressor.pack(name, content), -1});
    return {};
  }

  [[nodiscard]] const Findings& findings() const { return findings_; }

 private:
  // A part in a namespace that is not Word's own has nothing in it that a dialect knows.
  static bool is_understood(const Node& node) {
    return node.kind != document::Kind::other || std::any_of(node.children.begin(), node.children.end(),
                                                             [](const Node* child) { return is_understood(*child); });
  }

  Result<void> settle_word_lists(Tree& tree, Woven& woven, const std::vector<Block>& blocks) {
    const bool repeats = std::any_of(woven.marks.begin(), woven.marks.end(),
                                     [](const Mark& mark) { return mark.kind == MarkKind::for_each; });
    if (!repeats) return {};
    if (!lists_) {
      auto lists = WordLists::read(document_);
      if (!lists) return fail(lists.error());
      lists_ = std::move(*lists);
    }
    lists_->settle(tree, woven, blocks);
    return {};
  }

  [[nodiscard]] Diagnostic about_part(Diagnostic problem, const std::string& part) const {
    problem.file = document_.file();
    problem.paragraph = part;
    return problem;
  }

  // A mark in a place that is copied as it stands (a comment, a link's address, a chart) would reach a parent.
  void find_unread_marks(const std::string& part, std::string_view content) {
    constexpr std::size_t longest_mark = 200;
    for (auto open = content.find("{{"); open != std::string_view::npos; open = content.find("{{", open + 2)) {
      const auto close = content.find("}}", open);
      if (close == std::string_view::npos || close - open > longest_mark) continue;
      findings_.add(
          error("mark-not-read",
                "“" + std::string{content.substr(open, close + 2 - open)} +
                    "” stands in a place where no mark is filled in (a comment, a link's address or a drawing).",
                "Take it out, or write it into the text of the letter."),
          part);
    }
  }

  const document::Document& document_;
  const facts::Rules& rules_;
  const Assets& assets_;
  const CompileOptions& options_;
  Findings findings_;
  std::unique_ptr<Packaging> packaging_;
  std::optional<WordLists> lists_;
  std::map<std::string, std::string> changed_;
};

}  // namespace

Program::Program(std::unique_ptr<State> state) : state_(std::move(state)) {}
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

Checked<Program> Program::compile(const document::Document& document, const facts::Rules& rules, const Assets& assets,
                                  const CompileOptions& options) {
  auto state = std::make_unique<State>();
  state->format = document.format();
  state->letter_id = options.letter_id;
  state->sha256 = document.sha256();
  Compiler compiler{document, rules, assets, options};
  const auto give_up = [&](const Diagnostic& problem) {
    auto all = compiler.findings().all();
    all.push_back(problem);
    all.back().letter = options.letter_id;
    return fail(std::move(all));
  };
  if (auto done = compiler.stories(state->programs, state->next_id); !done) return give_up(done.error());
  if (has_errors(compiler.findings().all())) return fail(compiler.findings().all());
  compiler.lists(state->programs, state->next_list);
  if (auto done = compiler.package(); !done) return give_up(done.error());
  if (auto done = compiler.assemble(state->programs, state->parts); !done) return give_up(done.error());
  if (has_errors(compiler.findings().all())) return fail(compiler.findings().all());
  for (const auto& program : state->programs) {
    note_symbols(state->symbols, program);
    note_always_printed(state->always_printed, program);
    note_asked_choices(state->asked_choices, program);
  }
  state->warnings = document.warnings();
  for (auto& one : state->warnings) one.letter = options.letter_id;
  append(state->warnings, compiler.findings().all());
  return Program{std::move(state)};
}

document::DocumentFormat Program::format() const {
  return state_->format;
}
const Diagnostics& Program::warnings() const {
  return state_->warnings;
}
const std::vector<facts::Symbol>& Program::symbols() const {
  return state_->symbols;
}
const std::vector<facts::Symbol>& Program::always_printed() const {
  return state_->always_printed;
}
const std::vector<AskedChoice>& Program::asked_choices() const {
  return state_->asked_choices;
}
const std::string& Program::template_sha256() const {
  return state_->sha256;
}

Checked<std::string> Program::resolve(facts::Situation& situation) const {
  thread_local const package::Compressor compressor{compression_level};
  thread_local std::string buffer;
  Shortfall shortfall{situation, state_->letter_id};
  Walk walk{situation, shortfall, state_->next_id, state_->next_list};
  std::vector<package::PackedPart> made;
  made.reserve(state_->programs.size());
  for (const auto& program : state_->programs) {
    buffer.clear();
    buffer.reserve(program.typical_size);
    walk.run(program, buffer);
    if (shortfall.all().empty()) made.push_back(compressor.pack(program.part, buffer));
  }
  if (!shortfall.all().empty()) return fail(shortfall.all());
  std::vector<const package::PackedPart*> parts;
  parts.reserve(state_->parts.size());
  for (const auto& part : state_->parts)
    parts.push_back(part.program < 0 ? &part.constant : &made[static_cast<std::size_t>(part.program)]);
  return package::write_archive(parts);
}

}  // namespace caseletters::letter
