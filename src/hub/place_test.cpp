#include "hub/place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

using Variables = std::map<std::string, std::string>;

Environment of(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

TEST(HubPlace, FindsTheCacheWhereHuggingfaceHubDoes) {
  struct Row {
    Variables variables;
    std::string cache;
  };
  const std::vector<Row> rows{
      {{{"HOME", "/home/a"}}, "/home/a/.cache/huggingface/hub"},
      {{{"HOME", "/home/a"}, {"XDG_CACHE_HOME", "/c"}}, "/c/huggingface/hub"},
      {{{"HOME", "/home/a"}, {"XDG_CACHE_HOME", "/c"}, {"HF_HOME", "/hf"}}, "/hf/hub"},
      {{{"HF_HOME", "/hf"}, {"HUGGINGFACE_HUB_CACHE", "/old"}}, "/old"},
      {{{"HF_HOME", "/hf"}, {"HUGGINGFACE_HUB_CACHE", "/old"}, {"HF_HUB_CACHE", "/new"}}, "/new"},
      {{{"HOME", "/home/a"}, {"HF_HOME", ""}}, "/home/a/.cache/huggingface/hub"},
      {{{"HOME", "/home/a"}, {"HF_HOME", "~/hf"}}, "/home/a/hf/hub"},
      {{{"HF_HUB_CACHE", "$DISK/${WHO}s/$NONE/hub"}, {"DISK", "/big"}, {"WHO", "user"}}, "/big/users/$NONE/hub"},
      {{{"HF_HUB_CACHE", "/a$"}}, "/a$"},
  };
  for (const Row& row : rows) EXPECT_EQ(hub_cache(of(row.variables)).value(), row.cache);
  EXPECT_EQ(hub_cache(of({})).error().code, Code::kUsage);
}

TEST(HubPlace, ReadsTheTokenFromTheEnvironmentElseFromItsFile) {
  const TempFolder home;
  Variables variables{{"HF_HOME", home.path().string()}};
  EXPECT_EQ(hub_place(of(variables))->token, "");
  ASSERT_TRUE(write_file(home.path() / "token", "hf_file\n"));
  EXPECT_EQ(hub_place(of(variables))->token, "hf_file");
  EXPECT_EQ(hub_place(of(variables))->token_from, (home.path() / "token").string());
  ASSERT_TRUE(write_file(home.path() / "other", " hf_other\r\n"));
  variables["HF_TOKEN_PATH"] = (home.path() / "other").string();
  EXPECT_EQ(hub_place(of(variables))->token, "hf_other");
  variables["HF_TOKEN"] = " hf_variable\n";
  EXPECT_EQ(hub_place(of(variables))->token, "hf_variable");
  EXPECT_EQ(hub_place(of(variables))->token_from, "HF_TOKEN");
}

TEST(HubPlace, ATokenThatIsNoneIsRefusedAndNotShown) {
  for (const std::string bad : {"hf_a\r\nX-Evil: 1", "hf_ä", "hf a"}) {
    const auto place = hub_place(of({{"HF_HOME", "/nowhere"}, {"HF_TOKEN", bad}}));
    ASSERT_FALSE(place) << bad;
    EXPECT_EQ(place.error().code, Code::kUsage);
    EXPECT_THAT(place.error().message, testing::HasSubstr("HF_TOKEN"));
    EXPECT_THAT(place.error().message, testing::Not(testing::HasSubstr("hf_")));
  }
}

TEST(HubPlace, KnowsTheHubAndWhetherItMayBeAsked) {
  const Variables home{{"HOME", "/home/a"}};
  EXPECT_EQ(hub_place(of(home))->endpoint, "https://huggingface.co");
  EXPECT_FALSE(hub_place(of(home))->offline);
  EXPECT_EQ(hub_place(of({{"HOME", "/h"}, {"HF_ENDPOINT", "http://mirror/hub//"}}))->endpoint, "http://mirror/hub");
  for (const char* value : {"1", "true", "YES", "on"}) {
    EXPECT_TRUE(hub_place(of({{"HOME", "/h"}, {"HF_HUB_OFFLINE", value}}))->offline) << value;
  }
  EXPECT_FALSE(hub_place(of({{"HOME", "/h"}, {"HF_HUB_OFFLINE", "0"}}))->offline);
}

}  // namespace
}  // namespace polso
