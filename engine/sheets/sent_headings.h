// What the columns of the sheet Letters sent hold, by their headings.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "sheets/column_map.h"
#include "sheets/side_sheet.h"

namespace caseletters::sheets {

enum Sent { sent_letter, sent_date, sent_deadline, sent_signatory, sent_response_date, sent_channel, sent_fields };
// As messages and mappings call them: "letter", "response date".
inline constexpr std::array<std::string_view, sent_fields> sent_words = {
    "letter", "date", "deadline", "signatory", "response date", "response channel"};
inline constexpr std::string_view sent_sheet = "Letters sent";

// Whether a sheet of this name holds letters sent; other names are for read_sheet_name.
[[nodiscard]] bool is_sent_sheet(std::string_view sheet);
// By the words of the heading. All of them must be understood.
[[nodiscard]] std::optional<SideColumn> understand_sent(std::string_view heading);
// By `mapped` where it names the heading; else as above. May be null.
[[nodiscard]] SideSheet::Understand understand_sent_by(const MappedSheet* mapped);
// What a mapping calls a column of the sheet: one of sent_words, "Case ID", or a heading that is understood.
[[nodiscard]] std::optional<SideColumn> sent_fact(std::string_view fact);

}  // namespace caseletters::sheets
