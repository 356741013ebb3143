// One line of the register: a letter that was issued, or what became of one. Holds no name, address or narrative
// (letters.md, 12): ids, dates, a role, outcomes of rules, a coded reason, hashes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caseletters::history {

// How a choice of the letter came out. `how`: "rule 123" (a line of the policy's file) or "column" (Choice: NAME).
struct Chosen {
  std::string choice;
  std::vector<std::string> options;
  std::string how;
  friend bool operator==(const Chosen&, const Chosen&) = default;
};

// A decision that the letter carried out: "Ban decision", "confirm", and its date (ISO) where it had one.
struct UsedDecision {
  std::string fact, value, date;
  friend bool operator==(const UsedDecision&, const UsedDecision&) = default;
};

using NamedText = std::pair<std::string, std::string>;

struct Entry {
  std::int64_t number = 0;
  std::string salt;              // hexadecimal; goes with the content when a case is forgotten
  std::string event = "issued";  // or "withdrawn" (of the entry `refers_to`) or "forgotten" (of those `facts` lists)
  std::string case_id;
  std::string run;          // of the process: "1"
  std::string letter;       // id
  std::string letter_date;  // ISO, as all dates here
  std::string written_on;   // the day of the run
  std::string refers_to;    // number of the entry that this one replaces or withdraws; empty where none
  std::string earlier;      // date of an earlier issue that the workbook told when this one was written
  std::string incident;     // date of the incident that the letter is bound to
  std::string policy, policy_version, policy_sha256, template_sha256, output_sha256;
  std::string facts_hmac;  // of all that its rules read, under the key named by key_id; and by line, see recipient.h
  std::string key_id;
  std::string choices;    // packed, see below
  std::string facts;      // packed: what the letter set and later ones recall
  std::string decisions;  // packed
  std::string signatory;  // role
  std::string override_reason;
  std::string program;  // version
  // One a format, by line, in the order of their hashes in output_sha256; as seen from the register's folder.
  std::string files;

  // The case as it is compared: spelling of capitals and spaces does not make another case.
  [[nodiscard]] std::string case_key() const;
};

struct EntryColumn {
  const char* name;
  std::string Entry::*member;
};
// All but the number, in the order in which they are stored and hashed.
[[nodiscard]] const std::vector<EntryColumn>& entry_columns();

// Lists as one text, and back: items by line, parts by tab, both escaped.
[[nodiscard]] std::string pack(const std::vector<Chosen>& choices);
[[nodiscard]] std::string pack(const std::vector<NamedText>& facts);
[[nodiscard]] std::string pack(const std::vector<UsedDecision>& decisions);
[[nodiscard]] std::vector<Chosen> choices_of(const Entry& entry);
[[nodiscard]] std::vector<NamedText> facts_of(const Entry& entry);
[[nodiscard]] std::vector<UsedDecision> decisions_of(const Entry& entry);
// Where a file of an entry stands now, from the register's own folder. Steps back are taken by name, as they were
// noted: a folder that is only a link leads elsewhere.
[[nodiscard]] std::string place_of(const std::string& folder, const std::string& file);
// Each file with its SHA-256.
[[nodiscard]] std::vector<NamedText> files_of(const Entry& entry);

// A link of the chain. The commitment is the SHA-256 of the salt and every column of the entry; the hash that of the
// number, the hash before and the commitment. So the chain holds, and tells nothing, when the entry itself is gone.
struct Link {
  std::int64_t number = 0;
  std::string previous, commitment, hash;
};
inline constexpr std::string_view first_previous = "0000000000000000000000000000000000000000000000000000000000000000";
[[nodiscard]] std::string commitment_of(const Entry& entry);
[[nodiscard]] std::string hash_of(const Link& link);
// The next link after `previous` for this entry.
[[nodiscard]] Link link_to(const std::string& previous, const Entry& entry);

}  // namespace caseletters::history
