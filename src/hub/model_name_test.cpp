#include "hub/model_name.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(ModelName, HasARepositoryAndARevision) {
  struct Row {
    std::string text, repo, revision;
  };
  for (const Row& row :
       {Row{"org/name", "org/name", "main"}, Row{"gpt2", "gpt2", "main"},
        Row{"org/na_me-1.0@v1.2", "org/na_me-1.0", "v1.2"}, Row{"org/name@refs/pr/3", "org/name", "refs/pr/3"}}) {
    const auto name = parse_model_name(row.text);
    ASSERT_TRUE(name) << row.text;
    EXPECT_EQ(name->repo, row.repo);
    EXPECT_EQ(name->revision, row.revision);
    EXPECT_EQ(name->text(), row.text);
  }
}

TEST(ModelName, LeadsNowhereButIntoTheCache) {
  for (const char* text : {"",
                           "/",
                           "org/",
                           "/name",
                           "a/b/c",
                           "../name",
                           "org/..",
                           "org/a..b",
                           "org/a--b",
                           "./name",
                           "org/name.git",
                           "-org/name",
                           "org/name.",
                           "or g/name",
                           "org/name@",
                           "org/name@../x",
                           "org/name@/etc",
                           "org/name@a//b",
                           "org/name@a/../b",
                           "org/name@a\nb",
                           "org\\name",
                           "org/caffè",
                           "https://huggingface.co/org/name"}) {
    EXPECT_FALSE(parse_model_name(text)) << text;
  }
  EXPECT_FALSE(parse_model_name("org/" + std::string(97, 'a')));
  EXPECT_FALSE(parse_model_name("org/name@" + std::string(300, 'a')));
}

TEST(ModelName, KnowsCommitsFromBranches) {
  EXPECT_TRUE(is_commit("0123456789abcdef0123456789abcdef01234567"));
  EXPECT_FALSE(is_commit("0123456"));
  EXPECT_FALSE(is_commit("0123456789ABCDEF0123456789abcdef01234567"));
  EXPECT_FALSE(is_commit("main"));
}

TEST(ModelName, TellsPathsInsideAFolder) {
  for (const char* path : {"a", "a/b.json", "..a", "ä", "a b"}) EXPECT_TRUE(is_inside(path)) << path;
  for (const char* path : {"", "/a", "a/", "..", "a/../b", "a//b", "./a", "a\\b", "a\tb"}) {
    EXPECT_FALSE(is_inside(path)) << path;
  }
}

}  // namespace
}  // namespace polso
