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

  // A picture as a part of its own, once however often it is shown; `stem` ("school-crest") is its own. Returns the
  // name of the part.
  [[nodiscard]] Result<std::string> picture_part(const std::string& stem, const std::string& ending,
                                                 const std::string& bytes);
  // A new part of that content type, and a relationship of that type (a URI) that leads to it from `source`.
  [[nodiscard]] Result<void> add_part(const std::string& name, const std::string& content,
                                      const std::string& content_type, const std::string& source,
                                      const std::string& relationship_type);
  [[nodiscard]] Result<void> turn_relationship(const std::string& part, const std::string& id,
                                               const std::string& target);
  [[nodiscard]] Result<void> add_picture_relationship(const std::string& part, const std::string& id,
                                                      const std::string& target);
  [[nodiscard]] Result<void> remove_relationship(const std::string& part, const std::string& id);
  // A signature over the template says nothing of the letter.
  [[nodiscard]] Result<void> remove_signatures();
  // A template from a distant place would be fetched whenever the letter is opened. True where there was one.
  [[nodiscard]] Result<bool> remove_remote_template();
  // The source of a mail merge (a workbook, often with its path) is nothing a letter should carry. True where there was
  // one.
  [[nodiscard]] Result<bool> remove_mail_merge();
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
  [[nodiscard]] Result<document::Tree*> relationships_of(const std::string& part);
  [[nodiscard]] Result<document::Node*> find(const std::string& part, const std::string& id);
  // The parts of Word's settings that are there.
  [[nodiscard]] Result<std::vector<std::string>> settings_parts() const;
  [[nodiscard]] Result<void> drop_part(const std::string& part);

  const document::Document& document_;
  std::map<std::string, document::Tree> trees_;
  std::set<std::string> dropped_;
  std::set<std::string> maybe_unused_;
  std::map<std::string, std::string> added_;
  std::map<std::string, std::string> pictures_;  // by stem and ending
};

}  // namespace caseletters::letter
