#include <fmt/format.h>

#include "package/xml.h"
#include "policy/element.h"
#include "policy/findings.h"
#include "policy/school.h"

namespace caseletters::policy {

Checked<Calendar> load_calendar(const Files& files, const std::string& table_path, const std::string& schema_folder) {
  const auto bytes = files.read(table_path);
  if (!bytes) return fail(Diagnostics{bytes.error()});
  const auto schema = files.read(join_path(schema_folder, "bank-holidays.xsd"));
  if (!schema) return fail(Diagnostics{schema.error()});
  const auto tree = package::XmlTree::parse(*bytes, table_path, "");
  if (!tree) return fail(Diagnostics{tree.error()});

  Findings findings;
  for (Diagnostic& finding : package::validate(*bytes, table_path, *schema)) {
    const int line = finding.line;
    findings.add(std::move(finding), {table_path, line});
  }
  Calendar calendar;
  for (const pugi::xml_node node : tree->root().children()) {
    const std::string text = attribute(node, "date");
    if (text.empty()) continue;
    const auto date = Date::from_iso(text);
    if (!date) {
      findings.add(error("bad-date", fmt::format("“{}” is not a date.", text), "Write dates as 2027-05-10."),
                   {table_path, tree->line_of(node)});
    } else if (std::string_view{node.name()} == "moved") {
      calendar.remove_holiday(*date);
    } else {
      calendar.add_holiday(*date);
    }
  }
  Diagnostics found = findings.take({table_path});
  if (has_errors(found)) return fail(std::move(found));
  return calendar;
}

void add_school_days(const School& school, Calendar& calendar) {
  for (const auto& [date, name] : school.extra_holidays) calendar.add_holiday(date);
}

}  // namespace caseletters::policy
