#include "sheets/sorted_ranges.h"

#include <algorithm>
#include <optional>

#include "sheets/ods_sheet.h"
#include "sheets/xlsx_part.h"

namespace caseletters::sheets {

namespace {

using Attributes = std::span<const package::StreamAttribute>;

constexpr std::size_t most_ranges = 10000;

// The filter of a sheet stands in its root element; those of its views do not count.
class FilterReader : public package::StreamHandler {
 public:
  std::vector<SortedRange> found;

  void start(std::string_view name, std::string_view uri, Attributes attributes) override {
    ++depth_;
    if (own_.holds(uri) && depth_ == 2 && name == "autoFilter") {
      if (const auto range = cell_range(attribute(attributes, "ref"))) {
        found.push_back({"", *range});
      }
    }
  }
  void end(std::string_view, std::string_view) override { --depth_; }
  void text(std::string_view) override {}

 private:
  OwnNamespace own_;
  int depth_ = 0;
};

class TableReader : public package::StreamHandler {
 public:
  std::optional<SortedRange> found;

  void start(std::string_view name, std::string_view, Attributes attributes) override {
    if (!begun_ && name == "table") {
      if (const auto range = cell_range(attribute(attributes, "ref"))) {
        const std::string_view shown = attribute(attributes, "displayName");
        found = SortedRange{std::string(shown.empty() ? attribute(attributes, "name") : shown), *range};
      }
    }
    begun_ = true;
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}
  [[nodiscard]] bool done() const override { return begun_; }

 private:
  bool begun_ = false;
};

class DatabaseRangeReader : public package::StreamHandler {
 public:
  explicit DatabaseRangeReader(std::string_view sheet) : sheet_(sheet) {}
  std::vector<SortedRange> found;

  void start(std::string_view name, std::string_view uri, Attributes attributes) override {
    if (uri != ods_table || name != "database-range" || found.size() >= most_ranges) {
      return;
    }
    const auto range = ods_range(ods_attribute(attributes, ods_table, "target-range-address"), sheet_);
    if (!range) {
      return;
    }
    // LibreOffice's own name for the range behind a filter.
    const std::string_view called = ods_attribute(attributes, ods_table, "name");
    found.push_back({called.starts_with("__Anonymous") ? std::string() : std::string(called), *range});
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}

 private:
  std::string_view sheet_;
};

}  // namespace

Result<std::vector<SortedRange>> find_xlsx_ranges(const package::Archive& archive, const std::string& part) {
  FilterReader filter;
  if (auto read = stream_part(archive, part, filter); !read) {
    return fail(read.error());
  }
  std::vector<SortedRange> found = std::move(filter.found);
  const auto tables = related_parts(archive, part, "table");
  if (!tables) {
    return fail(tables.error());
  }
  for (std::size_t at = 0; at < std::min(tables->size(), most_ranges); ++at) {
    TableReader table;
    if (auto read = stream_part(archive, (*tables)[at], table); !read) {
      return fail(read.error());
    }
    if (table.found) {
      found.push_back(std::move(*table.found));
    }
  }
  return found;
}

Result<std::vector<SortedRange>> find_ods_ranges(const package::Archive& archive, const std::string& sheet) {
  DatabaseRangeReader reader(sheet);
  if (auto read = stream_part(archive, "content.xml", reader); !read) {
    return fail(read.error());
  }
  return std::move(reader.found);
}

std::optional<CellRange> ods_range(std::string_view address, std::string_view sheet) {
  if (address.starts_with('$')) {
    address.remove_prefix(1);
  }
  std::string name;
  std::size_t at = 0;
  if (address.starts_with('\'')) {
    for (at = 1; at < address.size(); ++at) {
      if (address[at] != '\'') {
        name.push_back(address[at]);
      } else if (at + 1 < address.size() && address[at + 1] == '\'') {
        name.push_back(address[at++]);
      } else {
        ++at;
        break;
      }
    }
  } else {
    at = std::min(address.find('.'), address.size());
    name = address.substr(0, at);
  }
  if (name != sheet || at >= address.size() || address[at] != '.') {
    return std::nullopt;
  }
  const std::string_view cells = address.substr(at + 1);
  const std::size_t colon = cells.find(':');
  if (colon == std::string_view::npos) {
    return cell_range(cells);
  }
  // The second cell may name the sheet again: what follows its last dot is the cell.
  const std::string_view last = cells.substr(colon + 1);
  return cell_range(std::string(cells.substr(0, colon)) + ":" + std::string(last.substr(last.rfind('.') + 1)));
}

}  // namespace caseletters::sheets
