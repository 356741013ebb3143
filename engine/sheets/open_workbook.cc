#include "base/files.h"
#include "package/archive.h"
#include "sheets/csv_workbook.h"
#include "sheets/json_workbook.h"
#include "sheets/ods_workbook.h"
#include "sheets/workbook.h"
#include "sheets/xlsx_workbook.h"
#include "sheets/xml_workbook.h"

namespace caseletters::sheets {

namespace {

Diagnostic not_a_workbook(const std::string& file, std::string message, std::string hint) {
  Diagnostic diagnostic = error("not-a-workbook", std::move(message), std::move(hint));
  diagnostic.file = file;
  return diagnostic;
}

// The first character that counts: '<' of XML, '{' or '[' of JSON. 0 where there is none.
char first_character(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
  }
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : text[at];
}

}  // namespace

Result<std::unique_ptr<Workbook>> open_workbook(std::string bytes, const std::string& file) {
  const std::string ending = file_ending(file);
  const bool zip_ending = ending == "xlsx" || ending == "xlsm" || ending == "xltx" || ending == "ods" ||
                          ending == "ots" || ending == "xlsb";
  const std::string_view view = bytes;
  const bool zip = view.starts_with("PK");
  const bool compound = view.starts_with("\xD0\xCF\x11\xE0");  // .xls, and password-protected .xlsx
  if (zip || compound || zip_ending || ending == "xls") {
    if (!zip && !compound && view.substr(0, 512).find('<') != std::string_view::npos) {
      return fail(not_a_workbook(file, "this file is called a workbook, but it holds a web page or XML.",
                                 "Open it in Excel or LibreOffice and save it as .xlsx."));
    }
    auto archive = package::Archive::open(std::move(bytes), file);
    if (!archive) {
      return fail(archive.error());
    }
    return is_opendocument(*archive) ? open_ods(std::move(*archive)) : open_xlsx(std::move(*archive));
  }
  if (ending == "csv" || ending == "txt" || ending == "tsv" || ending == "tab") {
    return open_csv(std::move(bytes), file);
  }
  const char first = first_character(view);
  const bool json = first == '{' || first == '[';
  if (first == '<' || (ending == "xml" && !json)) {
    return open_xml(bytes, file);
  }
  if (json || ending == "json") {
    return open_json(std::move(bytes), file);
  }
  return fail(not_a_workbook(file, "this is not a case workbook that can be read.",
                             "Save the workbook as .xlsx (Excel workbook), .ods or .csv and give that."));
}

}  // namespace caseletters::sheets
