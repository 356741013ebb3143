// What compiling changes about the package around the stories, whatever the format.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "document/document.h"
#include "document/tree.h"
#include "letter/findings.h"
#include "letter/operations.h"
#include "letter/program.h"

namespace caseletters::letter {

class Packaging {
 public:
  // `document` outlives it.
  [[nodiscard]] static std::unique_ptr<Packaging> of(const document::Document& document);
  virtual ~Packaging() = default;

  // Puts the crest in the place of each placeholder picture of a story, or takes the placeholder out. True where the
  // tree was changed.
  [[nodiscard]] virtual Result<bool> place_crest(document::Tree& tree, const std::string& part,
                                                 const std::optional<Picture>& crest) = 0;
  // Makes each placeholder of a signature a choice among these, by the role that signs. True where the tree was
  // changed.
  [[nodiscard]] virtual Result<bool> place_signatures(document::Tree&, const std::string&,
                                                      const std::map<std::string, Picture>&) {
    return false;
  }
  // Once the package is in order: the parts that hold the addresses of links, where there are marks in them.
  [[nodiscard]] virtual Result<std::vector<PartProgram>> links(const facts::Vocabulary&, Findings&) {
    return std::vector<PartProgram>{};
  }
  // What a letter must not carry on: signatures, distant templates, the sign of a template.
  [[nodiscard]] virtual Result<void> finish(Findings& findings) = 0;
  // A part that every package of the format begins with, stored.
  [[nodiscard]] virtual std::optional<package::PackedPart> first_part(bool as_it_was) const = 0;

  // Parts with new content, parts that go, and parts that come, by name.
  [[nodiscard]] virtual std::map<std::string, std::string> changed_parts() const = 0;
  [[nodiscard]] virtual const std::set<std::string>& dropped() const = 0;
  [[nodiscard]] virtual const std::map<std::string, std::string>& added() const = 0;
};

[[nodiscard]] std::unique_ptr<Packaging> word_packaging(const document::Document& document);
[[nodiscard]] std::unique_ptr<Packaging> opendocument_packaging(const document::Document& document);

}  // namespace caseletters::letter
