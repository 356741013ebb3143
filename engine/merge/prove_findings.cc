#include "merge/prove_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace caseletters::merge {
namespace {

using What = ProofFinding::What;

Diagnostic words_of(const ProofFinding& finding) {
  const std::string letters = join_words(finding.letters);
  const bool one = finding.letters.size() == 1;
  switch (finding.what) {
    case What::choice_none:
      return error("choice-none", fmt::format("in {}, {}", letters, finding.words),
                   "Give one option a rule that holds there, or refuse the letter there.");
    case What::choice_several:
      return error("choice-several", fmt::format("in {}, {}", letters, finding.words),
                   "Let only one rule hold there: narrow the others.");
    case What::choice_not_asked:
      return error("choice-not-asked", fmt::format("in {}, {}", letters, finding.words),
                   "Put the mark under the condition of the choice's own `when`, or widen that.");
    case What::choice_unproved:
      return warning("unproved",
                     fmt::format("{} in {} depends on about {} combinations of facts, too many to try each; those "
                                 "that were tried show nothing wrong",
                                 finding.name, letters, finding.words),
                     "Let its rules read fewer facts, or look through them by hand.");
    case What::letter_unreachable:
      return error("unreachable-letter", fmt::format("{} can never be written: {}", letters, finding.words),
                   "Compare what makes it due with what it needs and what refuses it.");
    case What::letter_unproved:
      return warning("unproved",
                     fmt::format("whether {} can ever be written depends on about {} combinations of facts; none of "
                                 "those that were tried lets it be written when it is due",
                                 letters, finding.words),
                     "Compare what makes it due with what it needs and what refuses it.");
    case What::not_needed:
      break;
  }
  return warning("not-needed",
                 fmt::format("{} always print{} {}, and no rule of {} makes sure that it is known", letters,
                             one ? "s" : "", finding.name, one ? "the letter" : "theirs"),
                 fmt::format("Add <needs fact=\"{}\"/>, or print it only where it is known.", finding.name));
}

}  // namespace

void ProofFindings::note(ProofFinding finding, const std::string& letter) {
  for (ProofFinding& known : findings_) {
    const bool counted = finding.what == What::choice_unproved;  // not quite as many in each letter
    const bool same = known.what == finding.what && known.name == finding.name;
    if (!same || (!counted && known.words != finding.words)) continue;
    const bool there = std::find(known.letters.begin(), known.letters.end(), letter) != known.letters.end();
    if (!there) known.letters.push_back(letter);
    return;
  }
  finding.letters.push_back(letter);
  findings_.push_back(std::move(finding));
}

Diagnostics ProofFindings::tell(const policy::Policy& policy) const {
  const auto place_of = [&policy](const std::string& name) -> policy::Place {
    const auto symbol = policy.rules.vocabulary.find(name);
    if (!symbol) return {policy.file, 0};
    const auto index = static_cast<std::size_t>(symbol->index);
    return symbol->kind == facts::SymbolKind::choice ? policy.choice_places[index] : policy.letters[index].place;
  };
  Diagnostics all;
  for (const ProofFinding& finding : findings_) {
    Diagnostic told = words_of(finding);
    const bool of_choice = finding.what == What::choice_none || finding.what == What::choice_several ||
                           finding.what == What::choice_not_asked || finding.what == What::choice_unproved;
    const policy::Place place = place_of(of_choice ? finding.name : finding.letters.front());
    told.file = place.file;
    told.line = place.line;
    if (finding.letters.size() == 1) told.letter = finding.letters.front();
    if (of_choice || finding.what == What::not_needed) told.fact = finding.name;
    all.push_back(std::move(told));
  }
  return all;
}

std::string in_round_numbers(double count) {
  double unit = 1;
  while (count / unit >= 100) unit *= 10;
  std::string digits = fmt::format("{:.0f}", std::round(count / unit) * unit);
  for (std::size_t i = digits.size(); i > 3;) {
    i -= 3;
    digits.insert(i, ",");
  }
  return digits;
}

}  // namespace caseletters::merge
