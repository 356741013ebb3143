// The styles of an OpenDocument text, put together with those they are based on (OpenDocument 1.3, part 3, clause 16).
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "document/word_properties.h"

namespace caseletters::document {

// "12pt", "3.5mm", "1in" in points; `otherwise` where it is no length.
[[nodiscard]] double odf_length(std::string_view text, double otherwise = 0);
// "0.75pt solid #1f2d3d".
[[nodiscard]] Border odf_border(std::string_view text);

struct OdfLevel {
  std::string format;  // "1", "a", "i"; empty for none
  std::string prefix, suffix, bullet;
  int start = 1, shown_levels = 1;
  ParagraphProperties paragraph;
  RunProperties run;
  Label::After after = Label::After::tab;
};

// A style of any family with what its ancestors say; properties by their elements' names.
struct OdfStyle {
  ParagraphProperties paragraph;
  RunProperties run;
  std::string master_page, list, parent;
  int outline = 0;
  bool break_after = false;
  bool indents_stated = false;  // by the paragraph's own automatic style: then no list indents it
  std::map<std::string, std::string, std::less<>> properties;  // of tables, rows, cells, frames, by local name
};

class OdfStyles {
 public:
  // `common` is the root of styles.xml, `content` that of content.xml; either may be null.
  void read(pugi::xml_node common, pugi::xml_node content);
  // `in_content`: automatic styles of content.xml are meant, else those of styles.xml.
  [[nodiscard]] const OdfStyle& find(std::string_view family, std::string_view name, bool in_content) const;
  [[nodiscard]] const std::map<int, OdfLevel>* list(const std::string& name) const;
  [[nodiscard]] pugi::xml_node page_layout(std::string_view name) const;
  [[nodiscard]] pugi::xml_node master_page(std::string_view name) const;
  [[nodiscard]] double tab_distance() const { return tab_distance_; }

 private:
  void gather(pugi::xml_node styles, int where);
  void read_list(pugi::xml_node node);
  [[nodiscard]] OdfStyle make(const std::string& family, const std::string& name, int where, int depth) const;
  [[nodiscard]] RunProperties read_run(pugi::xml_node properties, double size_above) const;

  std::map<std::string, std::string, std::less<>> fonts_;
  // common styles, automatic ones of styles.xml, automatic ones of content.xml: by family and name
  std::array<std::map<std::string, pugi::xml_node, std::less<>>, 3> nodes_;
  std::map<std::string, pugi::xml_node, std::less<>> defaults_;
  std::map<std::string, std::map<int, OdfLevel>, std::less<>> lists_;
  std::map<std::string, pugi::xml_node, std::less<>> layouts_, masters_;
  mutable std::map<std::string, OdfStyle, std::less<>> made_;
  double tab_distance_ = 35.4;
};

}  // namespace caseletters::document
