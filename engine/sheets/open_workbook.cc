#include "base/files.h"
#include "package/archive.h"
#include "sheets/csv_workbook.h"
#include "sheets/workbook.h"
#include "sheets/xlsx_workbook.h"

namespace caseletters::sheets {

namespace {

Diagnostic not_a_workbook(const std::string& file, std::string message, std::string hint) {
  Diagnostic diagnostic = error("not-a-workbook", std::move(message), std::move(hint));
  diagnostic.file = file;
  return diagnostic;
}

}  // namespace

Result<std::unique_ptr<Workbook>> open_workbook(std::string bytes, const std::string& file) {
  const std::string ending = file_ending(file);
  const bool zip_ending = ending == "xlsx" || ending == "xlsm" || ending == "xltx" || ending == "ods" || ending == "xlsb";
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
    return open_xlsx(std::move(*archive));
  }
  if (ending != "csv" && ending != "txt" && ending != "tsv" && ending != "tab") {
    return fail(not_a_workbook(file, "this is not a case workbook that can be read.",
                               "Save the workbook as .xlsx (Excel workbook) or .csv and give that."));
  }
  return open_csv(std::move(bytes), file);
}

}  // namespace caseletters::sheets
