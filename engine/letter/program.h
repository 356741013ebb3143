// A template compiled once into a flat program, and one walk over it a letter.
//
// compile() finds the marks, binds their names and lays each changing part out as operations over literal bytes;
// resolve() runs them for one situation into fresh parts. Parts without marks never change: their compressed bytes are
// copied into every letter.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "document/document.h"
#include "facts/situation.h"

namespace caseletters::letter {

// A picture that stands in for a placeholder of the template: the school's crest, a scanned signature.
struct Picture {
  std::string bytes;
  std::string ending;  // png, jpeg
  std::string svg;     // the same as SVG, for programs that can show it; empty where there is none
  int width_px = 0, height_px = 0;
  std::string alternative;  // text for those who cannot see it
};

// What is the same for every letter of one school. A null crest takes the placeholder out; where a role has no
// signature, its placeholder leaves room for one by hand.
struct Assets {
  std::optional<Picture> crest;
  std::map<std::string, Picture> signatures = {};  // by the role that signs
};

struct CompileOptions {
  std::string letter_id;       // for diagnostics
  bool without_facts = false;  // sweep: every mark is left as it stands, nothing is bound
};

// A choice that a template branches on, the conditions of the `if` parts it stands in, each with whether it holds
// there, and the options whose `when` it stands under. Those inside an `any of`, a `for each` or an `otherwise` are not
// told.
struct AskedChoice {
  facts::Symbol choice;
  std::vector<std::pair<facts::Expression, bool>> under = {};
  std::vector<std::pair<facts::Symbol, int>> when = {};
};

// One place where a template reads a fact, a choice or what an earlier letter said.
struct Use {
  facts::Symbol symbol;
  std::string mark;       // "{{if Police told is yes}}"
  std::string paragraph;  // its words
};

class Program {
 public:
  // All findings at once: errors refuse the template. `rules` outlives the program. Codes: block-crosses, block-open,
  // unknown-fact (with the nearest name), unknown-option, option-missing, bad-condition, bad-mark, mark-in-field,
  // mark-in-tracked-change, residue …
  [[nodiscard]] static Checked<Program> compile(const document::Document& document, const facts::Rules& rules,
                                                const Assets& assets, const CompileOptions& options);
  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;
  ~Program();

  [[nodiscard]] document::DocumentFormat format() const;
  [[nodiscard]] const Diagnostics& warnings() const;
  // What the template reads, without repeats: facts, choices, past fields.
  [[nodiscard]] const std::vector<facts::Symbol>& symbols() const;
  // Those of them that every letter prints, whatever its blocks decide, and that may not be blank there.
  [[nodiscard]] const std::vector<facts::Symbol>& always_printed() const;
  [[nodiscard]] const std::vector<AskedChoice>& asked_choices() const;
  [[nodiscard]] const std::vector<Use>& uses() const;
  [[nodiscard]] const std::string& template_sha256() const;

  // One finished letter as the bytes of its package. Pure, and safe to call from many threads at once (each with its
  // own situation). Codes: missing-fact, choice-none, choice-several, residue, bad-value (control characters).
  [[nodiscard]] Checked<std::string> resolve(facts::Situation& situation) const;

 private:
  struct State;
  explicit Program(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace caseletters::letter
