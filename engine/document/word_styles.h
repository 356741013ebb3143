// The styles of a Word document, each already put together with those it is based on (ECMA-376, part 1, clause 17.7).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "document/word_properties.h"
#include "package/archive.h"

namespace caseletters::document {

// What a table style says of one kind of row or column: "firstRow", "band1Horz" …; "" for the whole table.
struct TableLook {
  ParagraphProperties paragraph;
  RunProperties run;
  std::optional<std::string> shading;
  // "top", "left", "bottom", "right", "insideH", "insideV"
  std::map<std::string, Border, std::less<>> borders;
  std::map<std::string, double, std::less<>> margins;  // of cells: "top" …
};

struct TableStyle {
  std::map<std::string, TableLook, std::less<>> looks;
  std::optional<double> indent;
  std::optional<std::string> align;
  int band_rows = 1;
};

class WordStyles {
 public:
  struct Named {
    ParagraphProperties paragraph;
    RunProperties run;
    std::string name;  // "heading 1", lower case
    bool indents_stated =
        false;  // by the style itself or below the one that names the list: the list does not indent it
  };

  // `part` may be missing: then Word's own defaults hold. Codes: those of package/xml.h.
  [[nodiscard]] static Result<WordStyles> read(const package::Archive& archive, const std::string& part,
                                               const std::string& theme_part);

  // What the paragraph style and its ancestors state, without the document's defaults; the default style where `id` is
  // none.
  [[nodiscard]] const Named& paragraph(const std::string& id) const;
  [[nodiscard]] const RunProperties* character(const std::string& id) const;
  [[nodiscard]] const TableStyle* table(const std::string& id) const;
  [[nodiscard]] const ParagraphProperties& default_paragraph() const { return default_paragraph_; }
  [[nodiscard]] const RunProperties& default_run() const { return default_run_; }
  [[nodiscard]] const ThemeFonts& theme() const { return theme_; }
  [[nodiscard]] const std::string& default_style() const { return default_style_; }
  [[nodiscard]] const std::string& default_table() const { return default_table_; }

 private:
  ThemeFonts theme_;
  ParagraphProperties default_paragraph_;
  RunProperties default_run_;
  std::string default_style_, default_table_;
  Named none_;
  std::map<std::string, Named> paragraphs_;
  std::map<std::string, RunProperties> characters_;
  std::map<std::string, TableStyle> tables_;
};

}  // namespace caseletters::document
