#include "sheets/xlsx_workbook.h"

#include "sheets/sorted_ranges.h"
#include "sheets/xlsx_part.h"
#include "sheets/xlsx_sheet.h"
#include "sheets/xlsx_strings.h"
#include "sheets/xlsx_styles.h"

namespace caseletters::sheets {

namespace {

class XlsxWorkbook : public Workbook {
 public:
  XlsxWorkbook(package::Archive archive, XlsxParts parts, SharedStrings strings, std::vector<NumberFormat> formats)
      : archive_(std::move(archive)),
        parts_(std::move(parts)),
        strings_(std::move(strings)),
        formats_(std::move(formats)) {
    for (const XlsxSheet& sheet : parts_.sheets) {
      sheets_.push_back({sheet.name, sheet.hidden});
    }
  }

  [[nodiscard]] const std::string& file() const override { return archive_.file(); }
  [[nodiscard]] const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  [[nodiscard]] const Diagnostics& warnings() const override { return warnings_; }

  [[nodiscard]] Result<void> read(int sheet, const RowTaker& take) const override {
    SheetReader reader(strings_, formats_, parts_.starts_1904, take);
    auto done = stream(sheet, reader);
    if (done && reader.trouble()) {
      done = fail(*reader.trouble());
    }
    return placed(std::move(done), sheet);
  }

  [[nodiscard]] Result<std::vector<std::string>> merged(int sheet) const override {
    MergeReader reader;
    if (auto done = placed(stream(sheet, reader), sheet); !done) {
      return fail(done.error());
    }
    return std::move(reader.ranges);
  }

  [[nodiscard]] Result<std::vector<SortedRange>> sorted_ranges(int sheet) const override {
    return find_xlsx_ranges(archive_, parts_.sheets[static_cast<std::size_t>(sheet)].part);
  }

 private:
  [[nodiscard]] Result<void> stream(int sheet, package::StreamHandler& handler) const {
    const std::string& part = parts_.sheets[static_cast<std::size_t>(sheet)].part;
    if (part.empty()) {
      return fail(error("part-missing", "the workbook names this sheet but does not say where it is.",
                        "Open the workbook in Excel and save it again."));
    }
    return stream_part(archive_, part, handler);
  }

  [[nodiscard]] Result<void> placed(Result<void> done, int sheet) const {
    if (!done) {
      done.error().file = archive_.file();
      done.error().sheet = sheets_[static_cast<std::size_t>(sheet)].name;
    }
    return done;
  }

  package::Archive archive_;
  XlsxParts parts_;
  SharedStrings strings_;
  std::vector<NumberFormat> formats_;
  std::vector<SheetInfo> sheets_;
  Diagnostics warnings_;
};

}  // namespace

Result<std::unique_ptr<Workbook>> open_xlsx(package::Archive archive) {
  auto parts = find_parts(archive);
  if (!parts) {
    return fail(parts.error());
  }
  SharedStrings strings;
  if (!parts->strings.empty()) {
    auto read = SharedStrings::read(archive, parts->strings);
    if (!read) {
      return fail(read.error());
    }
    strings = std::move(*read);
  }
  std::vector<NumberFormat> formats;
  if (!parts->styles.empty()) {
    auto read = read_styles(archive, parts->styles);
    if (!read) {
      return fail(read.error());
    }
    formats = std::move(*read);
  }
  return std::make_unique<XlsxWorkbook>(std::move(archive), std::move(*parts), std::move(strings), std::move(formats));
}

}  // namespace caseletters::sheets
