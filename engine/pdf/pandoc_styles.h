// The looks of words and paragraphs that a batch of letters uses, each said once in Pandoc's tree.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "document/styled.h"
#include "pdf/fonts.h"

namespace caseletters::pdf {

using Json = nlohmann::ordered_json;

// Names and values of an element's attributes, in order.
using Attributes = std::vector<std::pair<std::string, std::string>>;

// As they stand in the tree: "name=value" a line, in the place of the element's identifier. Pairs of Pandoc's own cost
// it more than all else in the tree.
[[nodiscard]] std::string packed(const Attributes& attributes);

// Elements of Pandoc's tree (pandoc-types 1.22): a block and a span of one class.
[[nodiscard]] Json div(const char* name, const Attributes& attributes, Json blocks);
[[nodiscard]] Json span(const char* name, const Attributes& attributes, Json inlines);
[[nodiscard]] Json words(const std::string& text);

// A length as the tree tells it: points, at most three places, no exponent.
[[nodiscard]] std::string length(double points);

// "top" … with "b" before it: width, colour and dash of each line drawn.
void add_borders(Attributes& attributes, const document::Borders& borders);
[[nodiscard]] std::string border_text(const document::Border& border);

// How a line of this paragraph's rule stands over and under its middle, for words of one look.
struct LineEdges {
  double up = 0, down = 0;
};

class PandocStyles {
 public:
  explicit PandocStyles(FontBook& fonts) : fonts_(fonts) {}

  // The number of a look of words in a paragraph of that line rule.
  [[nodiscard]] std::string look(const document::TextStyle& style, document::LineRule rule, double line);
  // The number of a way to stand. `room` and what depends on the neighbours is not part of it.
  [[nodiscard]] std::string stand(const document::ParagraphStyle& style, int heading);
  [[nodiscard]] LineEdges edges(const document::TextStyle& style, document::LineRule rule, double line);
  // That words of this look are shown, and the fonts of all that were since this was asked last.
  void shows(const document::TextStyle& style);
  [[nodiscard]] std::set<std::string> take_shown();
  // Divs of class "text" and "stand".
  [[nodiscard]] Json blocks() const;

 private:
  FontBook& fonts_;
  std::map<std::string, int> looks_, stands_;  // by what is said of them
  std::set<std::string> shown_;
  Json blocks_ = Json::array();
};

}  // namespace caseletters::pdf
