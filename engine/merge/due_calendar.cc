#include "merge/due_calendar.h"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>

#include "base/text.h"
#include "package/archive.h"

namespace caseletters::merge {
namespace {

icaltimetype day_of(Date date) {
  icaltimetype time = icaltime_null_date();
  time.year = date.year();
  time.month = static_cast<int>(date.month());
  time.day = static_cast<int>(date.day());
  return time;
}

}  // namespace

struct DueCalendar::Calendar {
  struct Free {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
  };
  std::unique_ptr<icalcomponent, Free> root{icalcomponent_new(ICAL_VCALENDAR_COMPONENT)};
};

DueCalendar::DueCalendar(Date date) : date_(date), calendar_(std::make_unique<Calendar>()) {
  icalcomponent* root = calendar_->root.get();
  icalcomponent_add_property(root, icalproperty_new_version("2.0"));
  icalcomponent_add_property(root, icalproperty_new_prodid("-//caseletters//due//EN"));
  icalcomponent_add_property(root, icalproperty_new_calscale("GREGORIAN"));
  icalcomponent_add_property(root, icalproperty_new_method(ICAL_METHOD_PUBLISH));
}

DueCalendar::~DueCalendar() = default;

void DueCalendar::add_entry(const CaseDue& due, const std::string& kind, const std::string& letter, Date day,
                            const std::string& summary, const std::string& uid_day) {
  const std::string hash = package::sha256(fmt::format("{}\n{}\n{}\n{}", due.case_id, kind, letter, uid_day));
  const std::string uid = fmt::format("{}@caseletters", hash.substr(0, 32));
  if (!there_.insert(uid).second) return;
  icaltimetype stamp = day_of(date_);
  stamp.is_date = 0;
  stamp.hour = stamp.minute = stamp.second = 0;
  stamp.zone = icaltimezone_get_utc_timezone();
  icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  icalcomponent_add_property(event, icalproperty_new_uid(uid.c_str()));
  icalcomponent_add_property(event, icalproperty_new_dtstamp(stamp));
  icalcomponent_add_property(event, icalproperty_new_dtstart(day_of(day)));
  icalcomponent_add_property(event, icalproperty_new_dtend(day_of(day.plus_days(1))));
  icalcomponent_add_property(event, icalproperty_new_summary(summary.c_str()));
  icalcomponent_add_property(event, icalproperty_new_class(ICAL_CLASS_CONFIDENTIAL));
  icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_component(calendar_->root.get(), event);
}

void DueCalendar::add(const CaseDue& due) {
  // A case ID is one line of what can be shown, whatever a cell holds.
  std::string name;
  for (const char letter : due.case_id) name += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
  if (!is_utf8(name)) return;
  // A review and the letter that tells its outcome are one thing on its day.
  const auto told_by_matter = [&due](const std::string& letter, Date day) {
    return std::any_of(due.open.begin(), due.open.end(), [&](const OpenMatter& matter) {
      return matter.kind != "response" && matter.until && *matter.until == day && is_ended_by(matter, letter);
    });
  };
  for (const auto& letter : due.letters) {
    if (told_by_matter(letter.letter, date_)) continue;
    add_entry(due, "due", letter.letter, date_,
              fmt::format("Case {}: {} ({})", name, letter.title, letter.late ? "overdue" : "due"),
              letter.since ? to_iso(*letter.since) : std::string{});
  }
  for (const auto& matter : due.open) {
    if (!matter.until) continue;
    const char* what = matter.kind == "response" ? "last day to respond"
                       : matter.kind == "review" ? (matter.late ? "review overdue" : "review")
                                                 : (matter.late ? "decision overdue" : "decision");
    // The words of an open matter may quote dates but the letter's title says enough, and never a person.
    add_entry(due, matter.kind, matter.letter, *matter.until, fmt::format("Case {}: {} ({})", name, matter.title, what),
              to_iso(*matter.until));
  }
  for (const auto& step : due.ahead) {
    if (step.kind != "letter" || told_by_matter(step.letter, step.on)) continue;
    add_entry(due, "due", step.letter, step.on, fmt::format("Case {}: {} (due from this day)", name, step.title),
              to_iso(step.on));
  }
}

Result<std::string> DueCalendar::finish() const {
  struct Free {
    void operator()(char* text) const { icalmemory_free_buffer(text); }
  };
  const std::unique_ptr<char, Free> text{icalcomponent_as_ical_string_r(calendar_->root.get())};
  if (text == nullptr || *text == '\0') {
    return fail(error("calendar-failed", "the calendar could not be put together, so it was not written",
                      "Run the command without --ics: it prints the same as a list."));
  }
  return std::string{text.get()};
}

}  // namespace caseletters::merge
