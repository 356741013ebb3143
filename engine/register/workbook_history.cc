#include "register/workbook_history.h"

#include <fmt/format.h>

namespace caseletters::history {

Diagnostics WorkbookHistory::recall_before(const std::string& /*case_id*/, facts::Record& record,
                                           std::int64_t /*entry*/) const {
  Diagnostics problems;
  for (std::size_t i = 0; i < record.letters.size(); ++i) {
    facts::PastLetter& past = record.letters[i];
    const std::string& id = vocabulary_.letters()[i].id;
    past.sent = past.date.known();
    const auto check = [&](const facts::Value& value, std::string_view what) {
      if (!value.known()) return;
      const std::string name = fmt::format("{} {}", id, what);
      if (!past.sent) {
        Diagnostic problem =
            error("history-incomplete", fmt::format("{} is filled in, but {} date is not", name, id),
                  fmt::format("Fill in {} date with the date printed on that letter, or empty {}.", id, name));
        problem.fact = name;
        problems.push_back(std::move(problem));
      } else if (value.as<Date>() < past.date.as<Date>()) {
        Diagnostic problem = error("bad-date",
                                   fmt::format("{} is {}, before the letter itself, which is dated {}", name,
                                               to_long(value.as<Date>()), to_long(past.date.as<Date>())),
                                   "One of the two dates is wrong: check both against the letter.");
        problem.fact = name;
        problems.push_back(std::move(problem));
      }
    };
    check(past.response_date, "response date");
    check(past.deadline, "deadline");
  }
  return problems;
}

}  // namespace caseletters::history
