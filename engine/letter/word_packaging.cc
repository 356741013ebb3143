#include <utility>

#include "document/relationships.h"
#include "letter/crest.h"
#include "letter/links.h"
#include "letter/package_edit.h"
#include "letter/packaging.h"
#include "letter/signature.h"

namespace caseletters::letter {
namespace {

class WordPackaging final : public Packaging {
 public:
  explicit WordPackaging(const document::Document& document) : document_(document), edit_(document) {}

  Result<bool> place_crest(document::Tree& tree, const std::string& part,
                           const std::optional<Picture>& crest) override {
    const auto change = letter::place_crest(tree, crest);
    if (!change.any) return false;
    std::string target;
    if (crest) {
      auto name = edit_.picture_part("school-crest", crest->ending, crest->bytes);
      if (!name) return fail(name.error());
      target = *name;
      if (!crest->svg.empty())
        if (auto done = relate(part, svg_crest_id, "school-crest", "svg", crest->svg); !done) return fail(done.error());
    }
    for (const auto& id : change.turned)
      if (auto done = edit_.turn_relationship(part, id, target); !done) return fail(done.error());
    for (const auto& id : change.made)
      if (auto done = edit_.add_picture_relationship(part, id, target); !done) return fail(done.error());
    for (const auto& id : change.unused)
      if (auto done = edit_.remove_relationship(part, id); !done) return fail(done.error());
    return true;
  }

  Result<bool> place_signatures(document::Tree& tree, const std::string& part,
                                const std::map<std::string, Picture>& signatures) override {
    const auto change = letter::place_signatures(tree, document::word_dialect(), signatures, "Signatory");
    for (const auto& made : change.made) {
      const auto& picture = signatures.at(made.role);
      auto done = relate(part, made.id, "signature-" + made.role, made.svg ? "svg" : picture.ending,
                         made.svg ? picture.svg : picture.bytes);
      if (!done) return fail(done.error());
    }
    for (const auto& id : change.unused)
      if (auto done = edit_.remove_relationship(part, id); !done) return fail(done.error());
    return change.any;
  }

  // Links keep the relationships they have when all else is done.
  Result<std::vector<PartProgram>> links(const facts::Vocabulary& vocabulary, Findings& findings) override {
    std::vector<PartProgram> programs;
    const auto changed = edit_.changed_parts();
    for (const auto& story : document_.stories()) {
      const auto name = document::relationships_part(story.part);
      if (document_.archive().find(name) == nullptr || edit_.dropped().contains(name)) continue;
      const auto known = changed.find(name);
      const auto bytes = known == changed.end() ? document_.archive().read(name) : Result<std::string>{known->second};
      if (!bytes) return fail(bytes.error());
      auto program = lay_out_links(*bytes, document_.file(), name, vocabulary, findings);
      if (!program) return fail(program.error());
      if (*program) programs.push_back(std::move(**program));
    }
    return programs;
  }

  Result<void> finish(Findings& findings) override {
    if (auto done = edit_.remove_signatures(); !done) return done;
    auto remote = edit_.remove_remote_template();
    if (!remote) return fail(remote.error());
    if (*remote)
      findings.add(warning("remote-template",
                           "The document asks for a template from a distant place; letters are made without it."),
                   "");
    auto merge = edit_.remove_mail_merge();
    if (!merge) return fail(merge.error());
    if (*merge)
      findings.add(warning("mail-merge-source",
                           "The document is set up for a mail merge from another file; letters are made without it."),
                   "");
    if (auto done = edit_.make_document(); !done) return done;
    return edit_.drop_unused();
  }

  std::optional<package::PackedPart> first_part(bool) const override { return std::nullopt; }
  std::map<std::string, std::string> changed_parts() const override { return edit_.changed_parts(); }
  const std::set<std::string>& dropped() const override { return edit_.dropped(); }
  const std::map<std::string, std::string>& added() const override { return edit_.added(); }

 private:
  Result<void> relate(const std::string& part, const std::string& id, const std::string& stem,
                      const std::string& ending, const std::string& bytes) {
    auto name = edit_.picture_part(stem, ending, bytes);
    if (!name) return fail(name.error());
    return edit_.add_picture_relationship(part, id, *name);
  }

  const document::Document& document_;
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
