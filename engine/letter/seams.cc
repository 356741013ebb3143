#include "letter/seams.h"

#include <algorithm>
#include <optional>

#include "letter/marks.h"

namespace caseletters::letter {
namespace {

constexpr std::size_t most = 64;

using Texts = std::vector<std::string>;

// Every text of `left` goes on with one of `right`, each of which is used: all with all while they are few.
Texts joined(const Texts& left, const Texts& right) {
  Texts out;
  if (left.size() * right.size() <= most) {
    for (const auto& begin : left)
      for (const auto& end : right) out.push_back(begin + end);
    return out;
  }
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i)
    out.push_back(left[i % left.size()] + right[i % right.size()]);
  return out;
}

class Resolver {
 public:
  explicit Resolver(std::string_view text) : text_(text), marks_(find_marks(text).marks) {}

  // Nothing where a block begins or ends elsewhere.
  std::optional<Texts> all() {
    auto texts = sequence();
    if (!texts || next_ < marks_.size()) return std::nullopt;
    return texts;
  }

 private:
  [[nodiscard]] std::string_view source(std::size_t mark) const {
    return text_.substr(marks_[mark].begin, marks_[mark].end - marks_[mark].begin);
  }

  // Up to a mark that divides or ends a block, or the end of the text.
  std::optional<Texts> sequence() {
    Texts texts{""};
    for (;;) {
      const std::size_t stop = next_ < marks_.size() ? marks_[next_].begin : text_.size();
      std::string plain{text_.substr(at_, stop - at_)};
      at_ = stop;
      if (next_ == marks_.size()) return joined(texts, {plain});
      const auto kind = classify(source(next_)).kind;
      const bool opens = opens_block(kind);
      if (!opens && kind != MarkKind::value && kind != MarkKind::note) return joined(texts, {plain});
      if (kind == MarkKind::value) plain += source(next_);
      at_ = marks_[next_].end;
      ++next_;
      texts = joined(texts, {plain});
      if (!opens) continue;
      const auto branches = block(kind);
      if (!branches) return std::nullopt;
      texts = joined(texts, *branches);
    }
  }

  // After the mark that opens it, to the end of the mark that ends it.
  std::optional<Texts> block(MarkKind kind) {
    Texts branches;
    // `choose` and `any of` hold words only below a `when`.
    bool in_branch = kind == MarkKind::if_ || kind == MarkKind::for_each;
    bool gives_nothing = kind != MarkKind::choose;
    for (;;) {
      const auto inner = sequence();
      if (!inner || next_ == marks_.size()) return std::nullopt;
      if (in_branch) branches.insert(branches.end(), inner->begin(), inner->end());
      const auto divider = classify(source(next_)).kind;
      at_ = marks_[next_].end;
      ++next_;
      if (divider == MarkKind::end) break;
      if (divider == MarkKind::else_) gives_nothing = false;
      in_branch = true;
    }
    if (gives_nothing || branches.empty()) branches.emplace_back();
    return branches;
  }

  std::string_view text_;
  std::vector<Stretch> marks_;
  std::size_t next_ = 0;  // mark
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> resolved_texts(std::string_view text) {
  if (auto texts = Resolver{text}.all()) {
    if (texts->size() > most) texts->resize(most);
    return std::move(*texts);
  }
  return {std::string{text}};
}

}  // namespace caseletters::letter
