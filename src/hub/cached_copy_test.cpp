#include "hub/cached_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/temp_folder.h"
#include "hub/cache.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kCommit(40, 'c');

/// A snapshot whose every file holds its own name.
void put(const TempFolder& cache, const ModelName& name, const std::vector<std::string>& files) {
  const CachedModel model(cache.path(), name);
  for (const std::string& file : files) {
    fs::create_directories(model.blob("x").parent_path());
    ASSERT_TRUE(write_file(model.blob(sha256(file)), file));
    ASSERT_TRUE(model.link(kCommit, file, sha256(file)));
  }
  ASSERT_TRUE(model.set_commit(kCommit));
}

TEST(CachedCopy, AnswersWhatAPullWould) {
  const TempFolder cache;
  const ModelName name{.repo = "org/name"};
  put(cache, name, {"config.json", "model.safetensors", "tf_model.h5", "tokenizer.json"});
  const auto copy = cached_copy(name, cache.path());
  ASSERT_TRUE(copy) << copy.error().message;
  EXPECT_EQ(copy->commit, kCommit);
  EXPECT_EQ(copy->folder, cache.path() / "models--org--name/snapshots" / kCommit);
  ASSERT_EQ(copy->files.size(), 3U);
  EXPECT_EQ(copy->files[1].name, "model.safetensors");
  EXPECT_EQ(copy->files[1].bytes, 17U);
  EXPECT_EQ(copy->files[1].sha256, sha256("model.safetensors"));
  EXPECT_FALSE(copy->files[1].fetched);
  EXPECT_THAT(words_on_cache(name, cache.path()), HasSubstr("'--model org/name' takes it"));
}

TEST(CachedCopy, OneThatLacksFilesOrWhoseBlobsAreGoneIsNone) {
  const TempFolder cache;
  const ModelName name{.repo = "org/name"};
  EXPECT_THAT(words_on_cache(name, cache.path()), HasSubstr("holds nothing of 'org/name'"));
  put(cache, name, {"config.json", "tokenizer.json"});
  EXPECT_THAT(cached_copy(name, cache.path()).error().message, HasSubstr("model.safetensors"));
  put(cache, name, {"model.safetensors"});
  EXPECT_TRUE(cached_copy(name, cache.path()));
  fs::remove(CachedModel(cache.path(), name).blob(sha256("model.safetensors")));
  EXPECT_EQ(cached_copy(name, cache.path()).error().code, Code::kNotFound);
  EXPECT_THAT(words_on_cache(name, cache.path()), HasSubstr(kCommit));
}

}  // namespace
}  // namespace polso
