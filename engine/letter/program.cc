#include "letter/program.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "document/style_effects.h"
#include "letter/blocks.h"
#include "letter/content_controls.h"
#include "letter/findings.h"
#include "letter/lay_out.h"
#include "letter/links.h"
#include "letter/native_fields.h"
#include "letter/opendocument_fields.h"
#include "letter/opendocument_mend.h"
#include "letter/operations.h"
#include "letter/packaging.h"
#include "letter/page_starts.h"
#include "letter/reading.h"
#include "letter/residue.h"
#include "letter/shape.h"
#include "letter/shortfall.h"
#include "letter/unread.h"
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
  std::vector<Use> uses;
  std::vector<Part> parts;
  std::vector<PartProgram> programs;
  std::uint32_t next_id = 1, next_list = 1;
};

namespace {

// Fast and small enough: a letter's own part is some kilobytes, and its pictures are packed once.
constexpr int compression_level = 1;

void highest_id(const Node& node, const document::Dialect& dialect, std::uint32_t& highest) {
  for (const auto& attribute : node.attributes) {
    if (!dialect.is_numbered_id(node, attribute.name)) continue;
    std::uint32_t value = 0;
    std::from_chars(attribute.value.data(), attribute.value.data() + attribute.value.size(), value);
    if (value < 0x7fff0000u) highest = std::max(highest, value);
  }
  for (const auto* child : node.children) highest_id(*child, dialect, highest);
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
        if (auto done = note_styles(*tree, story); !done) return done;
        if (document_.format() == document::DocumentFormat::odt)
          bind_opendocument_fields(*tree, dialect, rules_.vocabulary, findings_);
        else
          translate_fields(*tree, dialect, rules_.vocabulary, findings_);
        check_residue(*tree, findings_);
        auto placed = packaging_->place_crest(*tree, story.part, assets_.crest);
        if (!placed) return fail(placed.error());
        auto signed_here = packaging_->place_signatures(*tree, story.part, assets_.signatures);
        if (!signed_here) return fail(signed_here.error());
        crest = *placed || *signed_here;
      }
      if (!property) keep_page_starts(*tree, document_.format());
      if (document_.format() == document::DocumentFormat::odt) uncover_addresses(*tree, dialect);
      auto woven = weave(*tree, dialect, findings_);
      find_left_marks(*tree, dialect, findings_);
      if (!property) loosen_controls(*tree, findings_);
      if (!woven.any) {
        if (crest) changed_[story.part] = to_xml(*tree);
        continue;
      }
      const auto blocks = match_blocks(*tree, dialect, woven, findings_);
      bind_marks(*tree, woven, blocks, rules_.vocabulary, findings_);
      if (has_errors(findings_.all())) {
        check_spoken(tree->root(), dialect, rules_.vocabulary, findings_);
        continue;
      }
      if (document_.format() == document::DocumentFormat::odt) {
        settle_list_numbers(*tree, woven, blocks);
      } else if (!property) {
        if (auto done = settle_word_lists(*tree, woven, blocks); !done) return done;
      }
      keep_pairs_whole(*tree, dialect, woven, blocks);
      if (document_.format() == document::DocumentFormat::odt) drop_homeless_pairs(*tree, dialect);
      programs.push_back(lay_out(story.part, *tree, dialect, woven, blocks, rules_.vocabulary, findings_));
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

  Result<void> links(std::vector<PartProgram>& programs) {
    if (options_.without_facts) return {};
    auto made = packaging_->links(rules_.vocabulary, findings_);
    if (!made) return fail(made.error());
    for (auto& program : *made) programs.push_back(std::move(program));
    return {};
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
        if (auto sound = check_unread(changed->second, document_.file(), entry.name, findings_); !sound)
          return fail(sound.error());
        part.constant = compressor.pack(entry.name, changed->second);
      } else {
        // In ODF a manifest may carry a DOCTYPE of its time, and the office's own settings may be empty.
        const bool own = entry.name.starts_with("META-INF/") || entry.name.starts_with("Configurations2/");
        if (!own && (entry.name.ends_with(".xml") || entry.name.ends_with(".rels"))) {
          const auto content = document_.archive().read(entry.name);
          if (!content) return fail(content.error());
          Findings unheard{{}, {}};
          auto& heard = options_.without_facts || is_story(entry.name) ? unheard : findings_;
          if (auto sound = check_unread(*content, document_.file(), entry.name, heard); !sound)
            return fail(sound.error());
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
  // Its marks are looked after already.
  [[nodiscard]] bool is_story(const std::string& part) const {
    return std::any_of(document_.stories().begin(), document_.stories().end(),
                       [&](const document::Story& story) { return story.part == part; });
  }

  // A part in a namespace that is not Word's own has nothing in it that a dialect knows.
  static bool is_understood(const Node& node) {
    return node.kind != document::Kind::other || std::any_of(node.children.begin(), node.children.end(),
                                                             [](const Node* child) { return is_understood(*child); });
  }

  Result<void> note_styles(Tree& tree, const document::Story& story) {
    if (!effects_) {
      auto effects = document::StyleEffects::read(document_);
      if (!effects) return fail(effects.error());
      effects_.emplace(std::move(*effects));
    }
    effects_->note(tree, story);
    return {};
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

  const document::Document& document_;
  const facts::Rules& rules_;
  const Assets& assets_;
  const CompileOptions& options_;
  Findings findings_;
  std::unique_ptr<Packaging> packaging_;
  std::optional<document::StyleEffects> effects_;
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
  // All steps are taken though one finds fault, so that everything comes to light at once.
  if (auto done = compiler.stories(state->programs, state->next_id); !done) return give_up(done.error());
  if (!has_errors(compiler.findings().all())) compiler.lists(state->programs, state->next_list);
  if (auto done = compiler.package(); !done) return give_up(done.error());
  if (auto done = compiler.links(state->programs); !done) return give_up(done.error());
  if (auto done = compiler.assemble(state->programs, state->parts); !done) return give_up(done.error());
  if (has_errors(compiler.findings().all())) return fail(compiler.findings().all());
  for (const auto& program : state->programs) {
    note_symbols(state->symbols, program);
    note_always_printed(state->always_printed, program);
    note_asked_choices(state->asked_choices, program);
    note_uses(state->uses, program);
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
const std::vector<Use>& Program::uses() const {
  return state_->uses;
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
