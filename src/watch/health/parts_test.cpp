#include "watch/health/parts.h"

#include <gmock/gmock.h>

#include <list>

namespace polso::health {
namespace {

using monitor::SliceKind;
using testing::ElementsAre;
using testing::IsEmpty;

class Parts : public testing::Test {
 protected:
  void add(std::size_t count, std::vector<std::string> brands, const std::string& lang, const std::string& source) {
    for (std::size_t i = 0; i < count; ++i) {
      HealthPost post{.source = source, .id = {}, .brands = brands, .verdict = {}, .words = {}};
      post.words.lang = lang;
      posts_.push_back(std::move(post));
      window.push_back(&posts_.back());
    }
  }
  [[nodiscard]] std::vector<std::string> names(const PartOptions& options = {}) const {
    std::vector<std::string> result;
    for (const PartKey& part : busiest_parts(window, options)) {
      result.push_back(std::string(monitor::kSliceKindNames[static_cast<std::size_t>(part.kind)]) + " " + part.name);
    }
    return result;
  }
  Posts window;

 private:
  std::list<HealthPost> posts_;
};

TEST_F(Parts, AreTheBusiestOfEachKind) {
  add(150, {"Aurora"}, "en", "x");
  add(200, {"Borea"}, "it", "x");
  add(99, {"Corva"}, "", "x");
  EXPECT_THAT(names(), ElementsAre("brand Borea", "brand Aurora", "language it", "language en"));
}

TEST_F(Parts, OfTheSameNumberGoByName) {
  for (const char* brand : {"c", "a", "b"}) add(100, {brand}, "en", "x");
  EXPECT_THAT(names(), ElementsAre("brand a", "brand b", "brand c"));
}

TEST_F(Parts, AreBoundedAndOneThatIsAskedForIsAmongThem) {
  for (char brand = 'a'; brand < 'z'; ++brand) add(100, {std::string(1, brand)}, "en", "x");
  EXPECT_EQ(names().size(), 12U);
  EXPECT_THAT(names({.most = 0}), IsEmpty());
  EXPECT_THAT(names({.most = 2, .brand = "q"}), ElementsAre("brand a", "brand b", "brand q"));
}

TEST_F(Parts, APostAboutTwoBrandsIsInBoth) {
  add(60, {"Aurora", "Borea"}, "en", "x");
  add(50, {"Borea"}, "en", "x");
  add(40, {"Aurora"}, "en", "x");
  EXPECT_THAT(names(), ElementsAre("brand Borea", "brand Aurora"));
  EXPECT_EQ(part_of(window, {SliceKind::kBrand, "Aurora"}).size(), 100U);
  EXPECT_EQ(part_of(window, {SliceKind::kAll, ""}).size(), 150U);
  EXPECT_EQ(part_of(window, {SliceKind::kSource, "x"}).size(), 150U);
  EXPECT_EQ(part_of(window, {SliceKind::kLanguage, "it"}).size(), 0U);
}

}  // namespace
}  // namespace polso::health
