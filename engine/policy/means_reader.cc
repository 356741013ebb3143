#include "policy/means_reader.h"

#include <array>
#include <string_view>
#include <utility>

namespace caseletters::policy {

namespace {

using facts::Beside;
using facts::Holds;

template <class Value, std::size_t Size>
Value named(const std::array<std::pair<std::string_view, Value>, Size>& all, std::string_view word, Value otherwise) {
  for (const auto& [name, value] : all) {
    if (name == word) return value;
  }
  return otherwise;
}

}  // namespace

facts::MeansDecl read_means(const pugi::xml_node& node) {
  constexpr std::array<std::pair<std::string_view, Holds>, 9> cells = {{{"telling", Holds::telling},
                                                                        {"words", Holds::words},
                                                                        {"prose", Holds::prose},
                                                                        {"few-words", Holds::few_words},
                                                                        {"code", Holds::code},
                                                                        {"name", Holds::name},
                                                                        {"title", Holds::title},
                                                                        {"address", Holds::address},
                                                                        {"postcode", Holds::postcode}}};
  constexpr std::array<std::pair<std::string_view, Beside>, 6> near = {{{"incident", Beside::incident},
                                                                        {"incident-time", Beside::incident_time},
                                                                        {"complaint", Beside::complaint},
                                                                        {"review", Beside::review},
                                                                        {"ban", Beside::ban},
                                                                        {"address", Beside::address}}};
  facts::MeansDecl means;
  means.words = node.attribute("words").value();
  means.also = node.attribute("also").value();
  means.part = node.attribute("part").value();
  means.holds = named(cells, node.attribute("cells").value(), Holds::values);
  means.near = named(near, node.attribute("near").value(), Beside::anything);
  return means;
}

}  // namespace caseletters::policy
