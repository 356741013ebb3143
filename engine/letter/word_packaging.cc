#include "letter/crest.h"
#include "letter/package_edit.h"
#include "letter/packaging.h"

namespace caseletters::letter {
namespace {

class WordPackaging final : public Packaging {
 public:
  explicit WordPackaging(const document::Document& document) : edit_(document) {}

  Result<bool> place_crest(document::Tree& tree, const std::string& part,
                           const std::optional<Picture>& crest) override {
    const auto change = letter::place_crest(tree, crest);
    if (!change.any) return false;
    std::string target;
    if (crest) {
      auto name = edit_.crest_part(*crest);
      if (!name) return fail(name.error());
      target = *name;
    }
    for (const auto& id : change.turned)
      if (auto done = edit_.turn_relationship(part, id, target); !done) return fail(done.error());
    for (const auto& id : change.made)
      if (auto done = edit_.add_picture_relationship(part, id, target); !done) return fail(done.error());
    for (const auto& id : change.unused)
      if (auto done = edit_.remove_relationship(part, id); !done) return fail(done.error());
    return true;
  }

  Result<void> finish(Findings& findings) override {
    if (auto done = edit_.remove_signatures(); !done) return done;
    auto remote = edit_.remove_remote_template();
    if (!remote) return fail(remote.error());
    if (*remote)
      findings.add(warning("remote-template",
                           "The document asks for a template from a distant place; letters are made without it."),
                   "");
    if (auto done = edit_.make_document(); !done) return done;
    return edit_.drop_unused();
  }

  std::optional<package::PackedPart> first_part(bool) const override { return std::nullopt; }
  std::map<std::string, std::string> changed_parts() const override { return edit_.changed_parts(); }
  const std::set<std::string>& dropped() const override { return edit_.dropped(); }
  const std::map<std::string, std::string>& added() const override { return edit_.added(); }

 private:
  PackageEdit edit_;
};

}  // namespace

std::unique_ptr<Packaging> word_packaging(const document::Document& document) {
  return std::make_unique<WordPackaging>(document);
}

std::unique_ptr<Packaging> Packaging::of(const document::Document& document) {
  return document.format() == document::DocumentFormat::odt ? opendocument_packaging(document)
                                                            : word_packaging(document);
}

}  // namespace caseletters::letter
