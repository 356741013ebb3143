#include "policy/describe.h"

#include <fmt/format.h>

namespace caseletters::policy {
namespace {

using facts::Vocabulary;

std::string when_words(const facts::Expression& when, const Vocabulary& vocabulary) {
  return when.empty() ? "" : " when " + facts::to_text(when, vocabulary);
}

std::string letter_id(const Vocabulary& vocabulary, int letter) {
  return vocabulary.letters()[static_cast<std::size_t>(letter)].id;
}

std::string role_words(const Vocabulary& vocabulary, const std::string& role) {
  const facts::Domain& roles = vocabulary.domains()[Vocabulary::roles_domain];
  const auto option = roles.find_id(role);
  if (!option) return role;
  const facts::OptionDecl& declared = roles.options[static_cast<std::size_t>(option->index)];
  return declared.label.empty() ? declared.id : declared.label;
}

}  // namespace

std::string_view in_words(Delivery delivery) {
  switch (delivery) {
    case Delivery::ordinary:
      return "by ordinary post";
    case Delivery::signed_for:
      return "by Royal Mail Signed For";
    case Delivery::signed_for_and_ordinary:
      return "by Royal Mail Signed For and as an ordinary copy";
    case Delivery::internal:
      return "kept in the school";
  }
  return "";
}

std::string in_words(const facts::TextTemplate& text, const Vocabulary& vocabulary) {
  std::string words;
  for (const facts::TextPiece& piece : text) {
    words += piece.literal;
    if (piece.has_field) words += fmt::format("{{{{{}}}}}", vocabulary.name_of(piece.field.symbol));
  }
  return words;
}

std::vector<std::string> describe(const Letter& letter, const Policy& policy) {
  const Vocabulary& vocabulary = policy.rules.vocabulary;
  std::vector<std::string> lines;
  lines.push_back(fmt::format("signed by the {}", role_words(vocabulary, letter.signatory)));
  lines.push_back(std::string{in_words(letter.delivery)});
  if (!letter.due.empty()) lines.push_back("due" + when_words(letter.due, vocabulary));
  for (const std::vector<int>& any_of : letter.after) {
    std::vector<std::string> ids;
    for (const int other : any_of) ids.push_back(letter_id(vocabulary, other));
    lines.push_back(fmt::format("after {}", fmt::join(ids, " or ")));
  }
  for (const Need& need : letter.needs) {
    std::vector<std::string> names;
    for (const facts::Symbol& symbol : need.any_of) names.push_back(vocabulary.name_of(symbol));
    lines.push_back(fmt::format("needs {}{}", fmt::join(names, " or "), when_words(need.when, vocabulary)));
  }
  for (const Refusal& refusal : letter.refusals) {
    lines.push_back(fmt::format("refused ({}){}: {}", refusal.code, when_words(refusal.when, vocabulary),
                                in_words(refusal.because, vocabulary)));
  }
  for (const Caution& caution : letter.cautions) {
    lines.push_back(fmt::format("warned of ({}){}: {}", caution.code, when_words(caution.when, vocabulary),
                                in_words(caution.because, vocabulary)));
  }
  for (const Companion& companion : letter.companions) {
    lines.push_back(
        fmt::format("with {}{}", letter_id(vocabulary, companion.letter), when_words(companion.when, vocabulary)));
  }
  std::vector<std::string> sets;
  const auto index = vocabulary.letter(letter.id);
  if (index) {
    for (const int fact : vocabulary.letters()[static_cast<std::size_t>(*index)].sets) {
      sets.push_back(vocabulary.facts()[static_cast<std::size_t>(fact)].name);
    }
  }
  if (!sets.empty()) lines.push_back(fmt::format("sets {}", fmt::join(sets, ", ")));
  if (!letter.again.empty()) lines.push_back(fmt::format("again{}", when_words(letter.again, vocabulary)));
  if (letter.repeats) lines.push_back("new for each review");
  if (letter.stands) {
    std::vector<std::string> ids;
    for (const int until : letter.stands_until) ids.push_back(letter_id(vocabulary, until));
    lines.push_back(ids.empty() ? "stands over a new run"
                                : fmt::format("stands over a new run until {}", fmt::join(ids, " or ")));
  }
  if (letter.ends_where >= 0) {
    lines.push_back(fmt::format("ends what stands until it where {} is yes",
                                vocabulary.facts()[static_cast<std::size_t>(letter.ends_where)].name));
  }
  return lines;
}

}  // namespace caseletters::policy
