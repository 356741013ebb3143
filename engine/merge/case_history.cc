#include "merge/case_history.h"

#include <algorithm>

#include "register/register_history.h"
#include "register/workbook_history.h"

namespace caseletters::merge {
namespace {

constexpr int reading_wait = 30;  // seconds for a run that writes to finish

}  // namespace

std::string register_path(const Workplace& workplace, const Places& places) {
  if (!places.register_file.empty()) return places.register_file;
  if (!workplace.schools().register_path.empty()) return workplace.schools().register_path;
  return join_path(parent_path(places.cases), "register.sqlite");
}

Checked<std::shared_ptr<const history::Ledger>> read_register(const Files& files, const std::string& path) {
  if (!files.exists(path)) return nullptr;
  auto key = history::read_key(files, history::key_path(path));
  if (!key) return fail(Diagnostics{key.error()});
  auto database = history::Database::open(path, history::Database::Use::reading, reading_wait);
  if (!database) return fail(Diagnostics{database.error()});
  // A run that was killed as it made the register left an empty file, or one without tables.
  const auto tables = database->ask_number("SELECT count(*) FROM sqlite_schema");
  if (tables && *tables == 0) {
    const auto application = database->ask_number("PRAGMA application_id");
    if (application && *application == 0) return nullptr;
  }
  auto ledger = history::Ledger::load(*database, key->has_value() ? &**key : nullptr);
  if (!ledger) return fail(Diagnostics{ledger.error()});
  if (has_errors(ledger->findings())) return fail(ledger->findings());
  return std::make_shared<const history::Ledger>(std::move(*ledger));
}

Result<history::Ledger> load_register(const std::string& path, const history::SecretKey* key) {
  auto database = history::Database::open(path, history::Database::Use::reading, reading_wait);
  if (!database) return fail(database.error());
  return history::Ledger::load(*database, key);
}

std::vector<history::Stand> standing_letters(const policy::Policy& policy) {
  std::vector<history::Stand> standing;
  for (const auto& letter : policy.letters) {
    history::Stand stand;
    stand.stands = letter.stands;
    for (const int until : letter.stands_until) {
      const auto& ender = policy.letters[static_cast<std::size_t>(until)];
      const std::string fact = ender.ends_where < 0
                                   ? std::string{}
                                   : policy.rules.vocabulary.facts()[static_cast<std::size_t>(ender.ends_where)].name;
      stand.enders.push_back({ender.id, fact});
      // What only a review can end is a step; what one letter ends, and the reviews themselves, go on beside the steps.
      stand.is_step = stand.is_step || (!fact.empty() && ender.id != letter.id && !letter.repeats);
    }
    standing.push_back(std::move(stand));
  }
  return standing;
}

std::unique_ptr<history::History> history_over(const Workplace& workplace,
                                               std::shared_ptr<const history::Ledger> ledger) {
  const auto& vocabulary = workplace.policy().rules.vocabulary;
  if (ledger == nullptr) return std::make_unique<history::WorkbookHistory>(vocabulary);
  return std::make_unique<history::RegisterHistory>(vocabulary, std::move(ledger),
                                                    standing_letters(workplace.policy()));
}

Checked<std::unique_ptr<history::History>> open_history(const Files& files, const Workplace& workplace,
                                                        const Places& places) {
  auto ledger = read_register(files, register_path(workplace, places));
  if (!ledger) return fail(ledger.error());
  return history_over(workplace, std::move(*ledger));
}

Exit exit_for_register(const Diagnostics& problems) {
  constexpr std::string_view writing[] = {"in-use",       "disk-full",     "register-unwritable", "register-failed",
                                          "write-failed", "folder-failed", "file-unreadable"};
  const bool output = std::any_of(problems.begin(), problems.end(), [&writing](const Diagnostic& problem) {
    return std::find(std::begin(writing), std::end(writing), problem.code) != std::end(writing);
  });
  return output ? Exit::output_failed : Exit::unusable_input;
}

}  // namespace caseletters::merge
