// What is due as calendar entries: iCalendar (RFC 5545), whole days, nothing of a person but the case ID.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "merge/due.h"

namespace caseletters::merge {

// Collects entries; the same things on the same date give the same bytes. An entry's UID depends on the case, the
// letter, its kind and, but for a letter due today, its day: a calendar that reads a later file moves what it has.
class DueCalendar {
 public:
  explicit DueCalendar(Date date);
  ~DueCalendar();
  DueCalendar(const DueCalendar&) = delete;
  DueCalendar& operator=(const DueCalendar&) = delete;
  void add(const CaseDue& due);
  // The whole file. Code: calendar-failed.
  [[nodiscard]] Result<std::string> finish() const;

 private:
  void add_entry(const CaseDue& due, const std::string& kind, const std::string& letter, Date day,
                 const std::string& summary, const std::string& uid_day);

  Date date_;
  struct Calendar;
  std::unique_ptr<Calendar> calendar_;
  std::set<std::string> there_;  // UIDs
};

}  // namespace caseletters::merge
