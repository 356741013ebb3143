// Everything that ships loads without an error: policies, sample schools, the table of bank holidays.
#include <gmock/gmock.h>

#include "small_pack.h"

namespace caseletters::policy {
namespace {

const std::string kSource = CASELETTERS_SOURCE_DIR;

Library shipped_library() {
  return {join_path(kSource, "templates"), join_path(kSource, "schemas")};
}

TEST(ShippedPacks, EveryPolicyLoads) {
  const auto files = disk_files();
  const Library library = shipped_library();
  const std::vector<std::string> ids = shipped_policies(*files, library);
  EXPECT_THAT(ids, testing::Contains("diamond"));
  for (const std::string& id : ids) {
    const auto policy = load_policy(*files, join_path(library.templates, id), library);
    ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
    EXPECT_EQ(policy->id, id);
    EXPECT_THAT(policy->warnings, testing::IsEmpty()) << all_text(policy->warnings);
  }
}

std::vector<std::string> letters_of(const std::string& id) {
  const auto files = disk_files();
  const Library library = shipped_library();
  const auto policy = load_policy(*files, join_path(library.templates, id), library);
  std::vector<std::string> ids;
  if (!policy) {
    ADD_FAILURE() << all_text(policy.error());
    return ids;
  }
  for (const Letter& letter : policy->letters) ids.push_back(letter.id);
  return ids;
}

TEST(ShippedPacks, DiamondHasItsFourteenLetters) {
  EXPECT_THAT(letters_of("diamond"),
              testing::UnorderedElementsAre("warning-1", "sanctions-2", "meetings-3", "letters-only-4", "ban-1",
                                            "ban-2", "ban-3", "ban-4", "closing", "cease-5", "access-plan",
                                            "informal-note", "sanction-review", "representations-outcome"));
}

TEST(ShippedPacks, CambridgeshireHasItsTwelveLetters) {
  EXPECT_THAT(letters_of("cambridgeshire"),
              testing::UnorderedElementsAre("warning", "investigation-stopped", "two-person-meetings", "writing-only",
                                            "ban-warning", "ban-1", "ban-2", "ban-3", "ban-4", "sanction-review",
                                            "representations-outcome", "resumption"));
}

TEST(ShippedPacks, AlternativeLearningCallsSharedLettersItsOwnWay) {
  EXPECT_THAT(letters_of("alternative-learning"),
              testing::UnorderedElementsAre("change-behaviour", "communication-plan", "plan-review", "serious-incident",
                                            "ban-1", "ban-2", "ban-3", "ban-4", "representations-outcome"));
}

struct PackLetters {
  const char* pack;
  std::vector<std::string> letters;
};
class PackTest : public testing::TestWithParam<PackLetters> {};

TEST_P(PackTest, HasTheLettersOfItsSection) {
  const auto files = disk_files();
  const Library library = shipped_library();
  const auto policy = load_policy(*files, join_path(library.templates, GetParam().pack), library);
  ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
  std::vector<std::string> ids;
  for (const Letter& letter : policy->letters) ids.push_back(letter.id);
  EXPECT_THAT(ids, testing::UnorderedElementsAreArray(GetParam().letters));
}

INSTANTIATE_TEST_SUITE_P(
    Conduct, PackTest,
    testing::Values(PackLetters{"rutland",
                                {"conduct-1", "policy-applies-2", "ban-warning", "third-person-handler", "ban-1",
                                 "ban-2", "ban-3", "ban-4", "sanction-review", "representations-outcome"}},
                    PackLetters{"parent-partnership",
                                {"first-notice", "under-policy", "meetings", "letters-only", "ban-warning",
                                 "third-person-handler", "immediate-action", "lag-notice", "record-of-evidence",
                                 "ban-1", "ban-2", "ban-3", "ban-4", "sanction-review", "representations-outcome"}}),
    [](const auto& pack) { return std::string{pack.param.pack} == "rutland" ? "Rutland" : "ParentPartnership"; });

TEST(ShippedPacks, EverySampleSchoolLoadsAndMeetsItsPolicy) {
  const auto files = disk_files();
  const Library library = shipped_library();
  const std::string samples = join_path(kSource, "samples");
  int schools = 0;
  for (const std::string& name : files->list(samples)) {
    const std::string path = join_path(join_path(samples, name), "school.xml");
    if (!files->exists(path)) continue;
    const auto book = load_schools(*files, path, library.schemas);
    ASSERT_TRUE(book.has_value()) << all_text(book.error());
    const auto policy = load_policy(*files, join_path(library.templates, book->policy), library);
    ASSERT_TRUE(policy.has_value()) << all_text(policy.error());
    for (const School& school : book->schools) {
      const auto bound = bind_school(school, policy->rules, path);
      EXPECT_TRUE(bound.has_value()) << (bound ? "" : all_text(bound.error()));
      for (const Letter& letter : policy->letters) {
        EXPECT_NE(signatory_for(school, letter.signatory), nullptr) << school.id << ": " << letter.id;
      }
      ++schools;
    }
  }
  EXPECT_GE(schools, 2);
}

TEST(ShippedPacks, TheTableOfBankHolidaysLoads) {
  const auto files = disk_files();
  const auto calendar =
      load_calendar(*files, join_path(kSource, "templates/bank-holidays.xml"), shipped_library().schemas);
  EXPECT_TRUE(calendar.has_value()) << (calendar ? "" : all_text(calendar.error()));
}

}  // namespace
}  // namespace caseletters::policy
