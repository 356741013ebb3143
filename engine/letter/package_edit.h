// What compiling changes about the package itself: relationships, content types, parts that come and go.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/document.h"
#include "document/tree.h"
#include "letter/program.h"

namespace caseletters::letter {

class PackageEdit {
 public:
  explicit PackageEdit(const document::Document& document) : document_(document) {}

  // The crest as a part of its own, once however often it is shown; returns its name.
  [[nodiscard]] Result<std::string> crest_part(const Picture& crest);
  [[nodiscard]] Result<void> turn_relationship(const std::string& part, const std::string& id,
                                               const std::string& target);
  [[nodiscard]] Result<void> add_picture_relationship(const std::string& part, const std::string& id,
                                                      const std::string& target);
  [[nodiscard]] Result<void> remove_relationship(const std::string& part, const std::string& id);
  // A signature over the template says nothing of the letter.
  [[nodiscard]] Result<void> remove_signatures();
  // A template from a distant place would be fetched whenever the letter is opened. True where there was one.
  [[nodiscard]] Result<bool> remove_remote_template();
  // A document template (.dotx) gives ordinary documents.
  [[nodiscard]] Result<void> make_document();
  // Takes out the pictures that lost their last relationship.
  [[nodiscard]] Result<void> drop_unused();

  // Parts with new content, parts that go, and parts that come, by name.
  [[nodiscard]] std::map<std::string, std::string> changed_parts() const;
  [[nodiscard]] const std::set<std::string>& dropped() const { return dropped_; }
  [[nodiscard]] const std::map<std::string, std::string>& added() const { return added_; }

 private:
  [[nodiscard]] Result<document::Tree*> tree_of(const std::string& part);
  [[nodiscard]] Result<document::Node*> find(const std::string& part, const std::string& id);
  [[nodiscard]] Result<void> drop_part(const std::string& part);

  const document::Document& document_;
  std::map<std::string, document::Tree> trees_;
  std::set<std::string> dropped_;
  std::set<std::string> maybe_unused_;
  std::map<std::string, std::string> added_;
  std::string crest_name_;
};

}  // namespace caseletters::letter
