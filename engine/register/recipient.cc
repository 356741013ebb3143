#include "register/recipient.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "package/keyed_hash.h"
#include "register/value_text.h"

namespace caseletters::history {
namespace {

constexpr const char* address = "Address";
constexpr std::array kinds{"Full name", "First name", "Last name", address};

// Of its own for each kind: the same word as a first and as a last name must not show.
std::string hash_kind(const SecretKey& key, const NamedText& one) {
  return package::hmac_sha256(key.secret, fmt::format("recipient\n{}\n{}", one.first, one.second)).substr(0, 32);
}

std::optional<std::string> hash_in(const Entry& entry, const std::string& kind) {
  for (const auto& line : split(entry.facts_hmac, '\n')) {
    if (line.starts_with(kind + " ")) return line.substr(kind.size() + 1);
  }
  return std::nullopt;
}

}  // namespace

std::vector<NamedText> recipient_of(const facts::Vocabulary& vocabulary, const facts::Record& record) {
  std::vector<NamedText> known;
  for (const char* kind : kinds) {
    const auto fact = vocabulary.fact(kind);
    if (!fact) continue;
    const auto& type = vocabulary.facts()[static_cast<std::size_t>(*fact)].type;
    const std::string text = fold_heading(to_text(record.facts[static_cast<std::size_t>(*fact)], type, vocabulary));
    if (!text.empty()) known.emplace_back(kind, text);
  }
  return known;
}

std::string hash_facts(const SecretKey& key, const std::string& facts_read, const std::vector<NamedText>& recipient) {
  std::string lines = package::hmac_sha256(key.secret, facts_read);
  for (const auto& one : recipient) lines += fmt::format("\n{} {}", one.first, hash_kind(key, one));
  return lines;
}

std::optional<Diagnostic> compare_recipient(const SecretKey& key, const Entry& latest,
                                            const std::vector<NamedText>& recipient, bool meant) {
  if (latest.key_id != key.id) return std::nullopt;
  std::vector<std::string> other;
  for (const auto& one : recipient) {
    const auto then = hash_in(latest, one.first);
    if (then && *then != hash_kind(key, one)) other.push_back(one.first);
  }
  if (other.empty()) return std::nullopt;
  const auto date = Date::from_iso(latest.letter_date);
  const std::string letter = fmt::format("{} of {}", latest.letter, date ? to_long(*date) : latest.letter_date);
  Diagnostic problem;
  if (other.size() == 1 && other.front() == address) {
    problem =
        warning("other-address", fmt::format("the address is another than that to which {} was sent", letter),
                "If it was put right or the person moved, nothing is to be done; a letter that is there already is "
                "written anew with --overwrite. If this is another person, give them a case ID of their own.");
  } else {
    problem = error("other-person",
                    fmt::format("{} of this row {} not what {} was written to, which has the same case ID",
                                join_words(other), other.size() == 1 ? "is" : "are", letter),
                    "If this is another person, give them a case ID of their own. If it is the same person, whose name "
                    "was put right or has changed, say so under 'Override reason', or use --overwrite.");
    if (meant) problem.severity = Severity::warning;
  }
  problem.fact = other.front();
  return problem;
}

}  // namespace caseletters::history
