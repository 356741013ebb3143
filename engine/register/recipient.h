// Whom a letter was written to, as the register may keep it: a keyed hash for each kind of fact, so that a case ID that
// comes to stand for somebody else is noticed, and nobody's name or address can be read or guessed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "facts/situation.h"
#include "register/entry.h"
#include "register/secret_key.h"

namespace caseletters::history {

// "First name", "Last name", "Address" … as far as they are known, spelt so that capitals, spaces and commas make no
// other person. Personal: for hashing only.
[[nodiscard]] std::vector<NamedText> recipient_of(const facts::Vocabulary& vocabulary, const facts::Record& record);

// What Entry::facts_hmac holds: the hash of all that was read, then a line for each kind, "Address 3f0…".
[[nodiscard]] std::string hash_facts(const SecretKey& key, const std::string& facts_read,
                                     const std::vector<NamedText>& recipient);

// How the person that a row names differs from the one that the latest letter of the case was written to. An error
// (other-person) where the name is another, unless the clerk has said that it is no mistake (`meant`); a warning
// (other-address) where only the address is. Nothing where it is the same, or where the entry does not tell.
[[nodiscard]] std::optional<Diagnostic> compare_recipient(const SecretKey& key, const Entry& latest,
                                                          const std::vector<NamedText>& recipient, bool meant);

}  // namespace caseletters::history
