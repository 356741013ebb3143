#include "sheets/ods_workbook.h"

#include <algorithm>
#include <unordered_set>

#include "sheets/ods_sheet.h"
#include "sheets/sorted_ranges.h"
#include "sheets/xlsx_part.h"

namespace caseletters::sheets {

namespace {

using Attributes = std::span<const package::StreamAttribute>;

constexpr std::string_view content_part = "content.xml";
constexpr std::string_view manifest_part = "META-INF/manifest.xml";
constexpr std::string_view mimetype_part = "mimetype";
constexpr std::size_t most_sheets = 10000;   // as for XLSX
constexpr std::size_t most_styles = 100000;  // of tables

// The sheets of content.xml, and which of them their style hides.
class SheetFinder : public package::StreamHandler {
 public:
  bool spreadsheet = false;
  std::vector<SheetInfo> sheets;

  void start(std::string_view name, std::string_view uri, Attributes attributes) override {
    if (in_table_ > 0) {
      ++in_table_;
    } else if (begins_sheet(uri, name, attributes)) {
      in_table_ = 1;
      add(attributes);
    } else if (uri == ods_table && (name == "table" || name == "dde-links")) {
      in_table_ = 1;  // what was fetched from elsewhere
    } else if (uri == ods_office && name == "spreadsheet") {
      spreadsheet = true;
    } else if (uri == ods_style && name == "style") {
      style_ = ods_attribute(attributes, ods_style, "family") == "table"
                   ? std::string(ods_attribute(attributes, ods_style, "name"))
                   : std::string();
    } else if (uri == ods_style && name == "table-properties" && !style_.empty() && hiding_.size() < most_styles &&
               ods_attribute(attributes, ods_table, "display") == "false") {
      hiding_.insert(style_);
    }
  }
  void end(std::string_view, std::string_view) override {
    if (in_table_ > 0) {
      --in_table_;
    }
  }
  void text(std::string_view) override {}

 private:
  void add(Attributes attributes) {
    if (sheets.size() >= most_sheets) {
      return;
    }
    SheetInfo info;
    info.name = ods_attribute(attributes, ods_table, "name");
    info.hidden = hiding_.contains(std::string(ods_attribute(attributes, ods_table, "style-name")));
    if (info.name.empty()) {
      info.name = "Sheet" + std::to_string(sheets.size() + 1);
    }
    sheets.push_back(std::move(info));
  }

  int in_table_ = 0;
  std::string style_;
  std::unordered_set<std::string> hiding_;
};

class EncryptionFinder : public package::StreamHandler {
 public:
  bool found = false;

  void start(std::string_view name, std::string_view, Attributes) override {
    found = found || name == "encryption-data";
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}
  [[nodiscard]] bool done() const override { return found; }
};

class OdsWorkbook : public Workbook {
 public:
  OdsWorkbook(package::Archive archive, std::vector<SheetInfo> sheets, Diagnostics warnings)
      : archive_(std::move(archive)), sheets_(std::move(sheets)), warnings_(std::move(warnings)) {}

  [[nodiscard]] const std::string& file() const override { return archive_.file(); }
  [[nodiscard]] const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  [[nodiscard]] const Diagnostics& warnings() const override { return warnings_; }

  [[nodiscard]] Result<void> read(int sheet, const RowTaker& take) const override {
    OdsSheetReader reader(sheet, take);
    return stream(sheet, reader);
  }

  [[nodiscard]] Result<std::vector<std::string>> merged(int sheet) const override {
    const RowTaker pass_over = [](const RowInfo&, std::span<const Cell>) { return true; };
    OdsSheetReader reader(sheet, pass_over);
    if (auto done = stream(sheet, reader); !done) {
      return fail(done.error());
    }
    return reader.merged();
  }

  [[nodiscard]] Result<std::vector<SortedRange>> sorted_ranges(int sheet) const override {
    return find_ods_ranges(archive_, sheets_[static_cast<std::size_t>(sheet)].name);
  }

 private:
  [[nodiscard]] Result<void> stream(int sheet, OdsSheetReader& reader) const {
    auto done = stream_part(archive_, std::string(content_part), reader);
    if (done && reader.trouble()) {
      done = fail(*reader.trouble());
    }
    if (!done) {
      done.error().file = archive_.file();
      done.error().sheet = sheets_[static_cast<std::size_t>(sheet)].name;
    }
    return done;
  }

  package::Archive archive_;
  std::vector<SheetInfo> sheets_;
  Diagnostics warnings_;
};

Diagnostic of_file(const package::Archive& archive, Diagnostic diagnostic) {
  diagnostic.file = archive.file();
  return diagnostic;
}

Result<void> refuse_encrypted(const package::Archive& archive) {
  if (archive.find(manifest_part) == nullptr) {
    return {};
  }
  EncryptionFinder finder;
  if (auto read = stream_part(archive, std::string(manifest_part), finder); !read) {
    return read;
  }
  if (finder.found) {
    return fail(of_file(archive, error("password", "this workbook is protected by a password.",
                                       "Open it in LibreOffice, save it without a password and give that copy.")));
  }
  return {};
}

// What the package says it is; empty where it does not.
Result<std::string> claimed_type(const package::Archive& archive, Diagnostics& warnings) {
  const package::Entry* entry = archive.find(mimetype_part);
  if (entry == nullptr) {
    warnings.push_back(
        of_file(archive, warning("mimetype", "the file does not say that it is an OpenDocument workbook.",
                                 "Open it in LibreOffice and save it again.")));
    return std::string();
  }
  if (archive.entries().front().name != mimetype_part) {
    warnings.push_back(of_file(archive, warning("mimetype", "the file says what it is, but not in its first part.",
                                                "Open it in LibreOffice and save it again.")));
  }
  return archive.read(mimetype_part);
}

}  // namespace

bool is_opendocument(const package::Archive& archive) {
  return archive.find("[Content_Types].xml") == nullptr &&
         (archive.find(mimetype_part) != nullptr || archive.find(manifest_part) != nullptr ||
          archive.find(content_part) != nullptr);
}

Result<std::unique_ptr<Workbook>> open_ods(package::Archive archive) {
  if (auto done = refuse_encrypted(archive); !done) {
    return fail(done.error());
  }
  Diagnostics warnings;
  const auto type = claimed_type(archive, warnings);
  if (!type) {
    return fail(type.error());
  }
  const auto not_a_workbook = [&] {
    return fail(of_file(archive, error("not-a-workbook", "this is a zip file, but it holds no workbook.",
                                       "Give the case workbook itself, saved as .xlsx, .ods or .csv.")));
  };
  const bool other_kind = !type->empty() && type->find("opendocument") == std::string::npos;
  if (other_kind || archive.find(content_part) == nullptr) {
    return not_a_workbook();
  }
  SheetFinder finder;
  if (auto read = stream_part(archive, std::string(content_part), finder); !read) {
    return fail(read.error());
  }
  if (!finder.spreadsheet) {
    return not_a_workbook();
  }
  return std::make_unique<OdsWorkbook>(std::move(archive), std::move(finder.sheets), std::move(warnings));
}

}  // namespace caseletters::sheets
