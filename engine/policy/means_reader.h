// <means>: the words with which people speak of a fact in headings.
#pragma once

#include "facts/vocabulary.h"
#include "package/xml.h"

namespace caseletters::policy {

// As the schema allows it; a word that it does not know is left out.
[[nodiscard]] facts::MeansDecl read_means(const pugi::xml_node& node);

}  // namespace caseletters::policy
