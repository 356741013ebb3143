#include "register/entry.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "package/archive.h"

namespace caseletters::history {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    ++i;
    out += text[i] == 't' ? '\t' : text[i] == 'n' ? '\n' : text[i];
  }
  return out;
}

std::string pack_lines(const std::vector<std::vector<std::string>>& lines) {
  std::string text;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i > 0) text += '\t';
      text += escaped(line[i]);
    }
    text += '\n';
  }
  return text;
}

// Each line has so many parts; one that has not was not written here and is passed over.
std::vector<std::vector<std::string>> unpack(const std::string& text, std::size_t parts) {
  std::vector<std::vector<std::string>> lines;
  for (const auto& line : split(text, '\n')) {
    if (line.empty()) continue;
    std::vector<std::string> found;
    for (const auto& part : split(line, '\t')) found.push_back(plain(part));
    if (found.size() == parts) lines.push_back(std::move(found));
  }
  return lines;
}

}  // namespace

std::string Entry::case_key() const {
  return fold_name(case_id);
}

const std::vector<EntryColumn>& entry_columns() {
  static const std::vector<EntryColumn> columns = {
      {"salt", &Entry::salt},
      {"event", &Entry::event},
      {"case_id", &Entry::case_id},
      {"run", &Entry::run},
      {"letter", &Entry::letter},
      {"letter_date", &Entry::letter_date},
      {"written_on", &Entry::written_on},
      {"refers_to", &Entry::refers_to},
      {"earlier", &Entry::earlier},
      {"incident", &Entry::incident},
      {"policy", &Entry::policy},
      {"policy_version", &Entry::policy_version},
      {"policy_sha256", &Entry::policy_sha256},
      {"template_sha256", &Entry::template_sha256},
      {"output_sha256", &Entry::output_sha256},
      {"facts_hmac", &Entry::facts_hmac},
      {"key_id", &Entry::key_id},
      {"choices", &Entry::choices},
      {"facts", &Entry::facts},
      {"decisions", &Entry::decisions},
      {"signatory", &Entry::signatory},
      {"override_reason", &Entry::override_reason},
      {"program", &Entry::program},
      {"files", &Entry::files},
  };
  return columns;
}

std::string pack(const std::vector<Chosen>& choices) {
  std::vector<std::vector<std::string>> lines;
  for (const auto& chosen : choices) {
    lines.push_back({chosen.choice, fmt::format("{}", fmt::join(chosen.options, ",")), chosen.how});
  }
  return pack_lines(lines);
}

std::string pack(const std::vector<NamedText>& facts) {
  std::vector<std::vector<std::string>> lines;
  for (const auto& [name, value] : facts) lines.push_back({name, value});
  return pack_lines(lines);
}

std::string pack(const std::vector<UsedDecision>& decisions) {
  std::vector<std::vector<std::string>> lines;
  for (const auto& used : decisions) lines.push_back({used.fact, used.value, used.date});
  return pack_lines(lines);
}

std::vector<Chosen> choices_of(const Entry& entry) {
  std::vector<Chosen> choices;
  for (auto& line : unpack(entry.choices, 3)) {
    Chosen chosen{std::move(line[0]), {}, std::move(line[2])};
    for (auto& option : split(line[1], ',')) {
      if (!option.empty()) chosen.options.push_back(std::move(option));
    }
    choices.push_back(std::move(chosen));
  }
  return choices;
}

std::vector<NamedText> facts_of(const Entry& entry) {
  std::vector<NamedText> facts;
  if (entry.event != "issued") return facts;
  for (auto& line : unpack(entry.facts, 2)) facts.emplace_back(std::move(line[0]), std::move(line[1]));
  return facts;
}

std::vector<UsedDecision> decisions_of(const Entry& entry) {
  std::vector<UsedDecision> decisions;
  for (auto& line : unpack(entry.decisions, 3)) {
    decisions.push_back({std::move(line[0]), std::move(line[1]), std::move(line[2])});
  }
  return decisions;
}

std::string place_of(const std::string& folder, const std::string& file) {
  return std::filesystem::path{join_path(folder, file)}.lexically_normal().generic_string();
}

std::vector<NamedText> files_of(const Entry& entry) {
  std::vector<NamedText> files;
  const auto hashes = split(entry.output_sha256, '\n');
  const auto names = split(entry.files, '\n');
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty()) files.emplace_back(names[i], i < hashes.size() ? hashes[i] : std::string{});
  }
  return files;
}

std::string commitment_of(const Entry& entry) {
  // Each column with its length before it, so that nothing can move from one into the next.
  std::string bytes = "caseletters register entry 1\n";
  for (const auto& column : entry_columns()) {
    const std::string& value = entry.*column.member;
    bytes += std::to_string(value.size());
    bytes += ':';
    bytes += value;
    bytes += '\n';
  }
  return package::sha256(bytes);
}

std::string hash_of(const Link& link) {
  return package::sha256(
      fmt::format("caseletters register link 1\n{}\n{}\n{}\n", link.number, link.previous, link.commitment));
}

Link link_to(const std::string& previous, const Entry& entry) {
  Link link{entry.number, previous, commitment_of(entry), {}};
  link.hash = hash_of(link);
  return link;
}

}  // namespace caseletters::history
