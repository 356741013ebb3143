#include "sheets/xlsx_part.h"

#include <algorithm>
#include <optional>

namespace caseletters::sheets {

namespace {

using package::Archive;
using package::StreamAttribute;

// More than any workbook holds, few enough to stay small in memory.
constexpr std::size_t most_sheets = 10000;

struct Relationship {
  std::string id, type, target;
};

// The last word of a relationship's type: the same in Transitional and Strict files.
std::string_view last_word(std::string_view uri) {
  return uri.substr(uri.rfind('/') + 1);
}

class RelationshipReader : public package::StreamHandler {
 public:
  std::vector<Relationship> found;

  void start(std::string_view name, std::string_view, std::span<const StreamAttribute> attributes) override {
    if (name == "Relationship" && attribute(attributes, "TargetMode") != "External" && found.size() < 100000) {
      found.push_back({std::string(attribute(attributes, "Id")), std::string(last_word(attribute(attributes, "Type"))),
                       std::string(attribute(attributes, "Target"))});
    }
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}
};

class WorkbookReader : public package::StreamHandler {
 public:
  struct Sheet {
    std::string name, relationship;
    bool hidden = false;
  };
  std::string root;
  std::vector<Sheet> sheets;
  bool starts_1904 = false;

  void start(std::string_view name, std::string_view uri, std::span<const StreamAttribute> attributes) override {
    if (root.empty()) {
      root = name;
    }
    if (!own_.holds(uri)) {
      return;
    }
    if (name == "workbookPr") {
      starts_1904 = is_true(attribute(attributes, "date1904"));
    } else if (name == "sheet" && sheets.size() < most_sheets) {
      Sheet sheet;
      sheet.name = attribute(attributes, "name");
      const std::string_view state = attribute(attributes, "state");
      sheet.hidden = state == "hidden" || state == "veryHidden";
      for (const StreamAttribute& each : attributes) {
        if (each.local_name == "id" && !each.namespace_uri.empty()) {
          sheet.relationship = each.value;
        }
      }
      sheets.push_back(std::move(sheet));
    }
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}

 private:
  OwnNamespace own_;
};

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
}

// The entry's own spelling of a part's name: part names are compared without regard to case (ECMA-376 part 2, 6.2.2).
std::optional<std::string> spelled(const Archive& archive, std::string_view name) {
  if (archive.find(name) != nullptr) {
    return std::string(name);
  }
  for (const package::Entry& entry : archive.entries()) {
    if (entry.name.size() == name.size() &&
        std::equal(name.begin(), name.end(), entry.name.begin(), [](char a, char b) { return lower(a) == lower(b); })) {
      return entry.name;
    }
  }
  return std::nullopt;
}

// Some writers give targets from the package's root without saying so.
std::string existing_target(const Archive& archive, std::string_view source, std::string_view target) {
  std::string name = resolve_target(source, target);
  if (auto found = spelled(archive, name)) {
    return *found;
  }
  if (auto found = spelled(archive, resolve_target("", target))) {
    return *found;
  }
  return name;
}

std::string relationships_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::string_view folder = slash == std::string_view::npos ? "" : part.substr(0, slash + 1);
  const std::string_view file = slash == std::string_view::npos ? part : part.substr(slash + 1);
  return std::string(folder) + "_rels/" + std::string(file) + ".rels";
}

Result<std::vector<Relationship>> read_relationships(const Archive& archive, std::string_view part) {
  RelationshipReader reader;
  const auto name = spelled(archive, relationships_of(part));
  if (name) {
    if (auto read = stream_part(archive, *name, reader); !read) {
      return fail(read.error());
    }
  }
  return std::move(reader.found);
}

Diagnostic not_a_workbook(const Archive& archive, std::string message, std::string hint) {
  Diagnostic diagnostic = error("not-a-workbook", std::move(message), std::move(hint));
  diagnostic.file = archive.file();
  return diagnostic;
}

Result<std::string> workbook_part(const Archive& archive) {
  auto relationships = read_relationships(archive, "");
  if (!relationships) {
    return fail(relationships.error());
  }
  for (const Relationship& each : *relationships) {
    if (each.type == "officeDocument") {
      return existing_target(archive, "", each.target);
    }
  }
  if (auto found = spelled(archive, "xl/workbook.xml")) {
    return *found;
  }
  if (archive.find("content.xml") != nullptr) {
    return fail(not_a_workbook(archive, "this is an OpenDocument file (.ods), not an Excel workbook.",
                               "Open it in LibreOffice or Excel and save it as .xlsx or .csv."));
  }
  return fail(not_a_workbook(archive, "this is a zip file, but it holds no workbook.",
                             "Give the case workbook itself, saved as .xlsx or .csv."));
}

}  // namespace

std::string_view attribute(std::span<const StreamAttribute> attributes, std::string_view name) {
  for (const StreamAttribute& each : attributes) {
    if (each.local_name == name && each.namespace_uri.empty()) {
      return each.value;
    }
  }
  return {};
}

bool is_true(std::string_view value) {
  return value == "1" || value == "true" || value == "on";
}

std::string resolve_target(std::string_view source_part, std::string_view target) {
  std::string path;
  if (target.empty() || (target.front() != '/' && target.front() != '\\')) {
    const std::size_t slash = source_part.rfind('/');
    path = slash == std::string_view::npos ? "" : std::string(source_part.substr(0, slash + 1));
  }
  for (std::size_t at = 0; at < target.size(); ++at) {
    const auto hex = [](char digit) {
      const char low = lower(digit);
      return low >= '0' && low <= '9' ? low - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
    };
    if (target[at] == '%' && at + 2 < target.size() && hex(target[at + 1]) >= 0 && hex(target[at + 2]) >= 0) {
      path.push_back(static_cast<char>(hex(target[at + 1]) * 16 + hex(target[at + 2])));
      at += 2;
    } else {
      path.push_back(target[at] == '\\' ? '/' : target[at]);
    }
  }
  std::vector<std::string_view> pieces;
  const std::string_view whole = path;
  for (std::size_t at = 0; at <= whole.size();) {
    const std::size_t slash = std::min(whole.find('/', at), whole.size());
    const std::string_view piece = whole.substr(at, slash - at);
    if (piece == "..") {
      if (!pieces.empty()) {
        pieces.pop_back();
      }
    } else if (!piece.empty() && piece != ".") {
      pieces.push_back(piece);
    }
    at = slash + 1;
  }
  std::string name;
  for (const std::string_view piece : pieces) {
    name.append(name.empty() ? "" : "/").append(piece);
  }
  return name;
}

Result<void> stream_part(const Archive& archive, const std::string& part, package::StreamHandler& handler) {
  package::XmlStream xml(handler, archive.file(), part);
  std::optional<Diagnostic> trouble;
  auto read = archive.stream(part, [&](std::string_view piece) {
    if (auto fed = xml.feed(piece); !fed) {
      trouble = fed.error();
    }
    return !trouble && !handler.done();
  });
  if (trouble) {
    return fail(*trouble);
  }
  if (!read || handler.done()) {
    return read;
  }
  return xml.finish();
}

Result<std::vector<std::string>> related_parts(const Archive& archive, const std::string& part, std::string_view type) {
  const auto relationships = read_relationships(archive, part);
  if (!relationships) {
    return fail(relationships.error());
  }
  std::vector<std::string> parts;
  for (const Relationship& each : *relationships) {
    std::string target = each.type == type ? existing_target(archive, part, each.target) : "";
    if (!target.empty() && archive.find(target) != nullptr) {
      parts.push_back(std::move(target));
    }
  }
  return parts;
}

Result<XlsxParts> find_parts(const Archive& archive) {
  auto part = workbook_part(archive);
  if (!part) {
    return fail(part.error());
  }
  if (!spelled(archive, "[Content_Types].xml")) {
    return fail(not_a_workbook(archive,
                               "this is a zip file without the part [Content_Types].xml, which every workbook has.",
                               "Open the workbook in Excel or LibreOffice and save it again."));
  }
  if (part->ends_with(".bin")) {
    return fail(
        not_a_workbook(archive, "this is a binary workbook (.xlsb).", "Open it in Excel and save it as .xlsx."));
  }
  WorkbookReader workbook;
  if (auto read = stream_part(archive, *part, workbook); !read) {
    return fail(read.error());
  }
  if (workbook.root != "workbook") {
    return fail(not_a_workbook(archive, "this is an Office file, but not a workbook.",
                               "Give the case workbook, saved as .xlsx or .csv."));
  }
  auto relationships = read_relationships(archive, *part);
  if (!relationships) {
    return fail(relationships.error());
  }
  XlsxParts parts;
  parts.starts_1904 = workbook.starts_1904;
  parts.strings = spelled(archive, resolve_target(*part, "sharedStrings.xml")).value_or("");
  parts.styles = spelled(archive, resolve_target(*part, "styles.xml")).value_or("");
  for (const Relationship& each : *relationships) {
    const std::string target = existing_target(archive, *part, each.target);
    if (each.type == "sharedStrings") {
      if (archive.find(target) == nullptr && parts.strings.empty()) {
        Diagnostic missing = error("part-missing", "the workbook's table of texts (" + target + ") is not in the file.",
                                   "Open the workbook in Excel or LibreOffice and save it again.");
        missing.file = archive.file();
        return fail(std::move(missing));
      }
      parts.strings = archive.find(target) == nullptr ? parts.strings : target;
    } else if (each.type == "styles" && archive.find(target) != nullptr) {
      parts.styles = target;
    }
  }
  for (WorkbookReader::Sheet& sheet : workbook.sheets) {
    const auto found = std::find_if(relationships->begin(), relationships->end(),
                                    [&](const Relationship& each) { return each.id == sheet.relationship; });
    if (found == relationships->end()) {
      parts.sheets.push_back({std::move(sheet.name), sheet.hidden, ""});
    } else if (found->type == "worksheet") {
      parts.sheets.push_back({std::move(sheet.name), sheet.hidden, existing_target(archive, *part, found->target)});
    }
  }
  return parts;
}

}  // namespace caseletters::sheets
