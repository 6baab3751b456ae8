#include "hub/cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

const std::string kOne(40, '1');
const std::string kTwo(40, '2');
const std::string kHash(64, 'a');

class HubCache : public testing::Test {
 protected:
  void put_blob(const CachedModel& model, const std::string& hash, const std::string& bytes) {
    fs::create_directories(model.blob(hash).parent_path());
    ASSERT_TRUE(write_file(model.blob(hash), bytes));
  }

  TempFolder cache_;
  ModelName name_{.repo = "org/name"};
};

TEST_F(HubCache, IsLaidOutAsHuggingfaceHubDoes) {
  const CachedModel model(cache_.path(), name_);
  put_blob(model, kHash, "weights");
  ASSERT_TRUE(model.link(kOne, "model.safetensors", kHash));
  ASSERT_TRUE(model.link(kOne, "deep/er/model.bin", kHash));
  ASSERT_TRUE(model.set_commit(kOne));
  const fs::path folder = cache_.path() / "models--org--name";
  EXPECT_EQ(fs::read_symlink(folder / "snapshots" / kOne / "model.safetensors"), "../../blobs/" + kHash);
  EXPECT_EQ(fs::read_symlink(folder / "snapshots" / kOne / "deep/er/model.bin"), "../../../../blobs/" + kHash);
  EXPECT_EQ(read_file(folder / "snapshots" / kOne / "deep/er/model.bin").value(), "weights");
  EXPECT_EQ(read_file(folder / "refs/main").value(), kOne);
  EXPECT_EQ(model.lock(kHash), cache_.path() / ".locks/models--org--name" / (kHash + ".lock"));
  EXPECT_EQ(find_snapshot(cache_.path(), name_), folder / "snapshots" / kOne);
}

TEST_F(HubCache, KnowsBranchesTagsAndCommitsApart) {
  const CachedModel model(cache_.path(), name_);
  put_blob(model, kHash, "weights");
  ASSERT_TRUE(model.link(kOne, "a", kHash));
  ASSERT_TRUE(model.link(kTwo, "a", kHash));
  ASSERT_TRUE(model.set_commit(kOne));
  ASSERT_TRUE(CachedModel(cache_.path(), {"org/name", "refs/pr/1"}).set_commit(kTwo));
  ASSERT_TRUE(CachedModel(cache_.path(), {"org/name", kTwo}).set_commit(kTwo));
  EXPECT_EQ(model.commit(), kOne);
  EXPECT_EQ(CachedModel(cache_.path(), {"org/name", "refs/pr/1"}).commit(), kTwo);
  EXPECT_EQ(CachedModel(cache_.path(), {"org/name", kTwo}).commit(), kTwo);
  EXPECT_FALSE(CachedModel(cache_.path(), {"org/name", std::string(40, '3')}).commit());
  EXPECT_FALSE(CachedModel(cache_.path(), {"org/name", "v1"}).commit());
  EXPECT_FALSE(fs::exists(cache_.path() / "models--org--name/refs" / kTwo)) << "a commit needs no reference";
  EXPECT_THAT(model.commits(), testing::ElementsAre(kOne, kTwo));
}

TEST_F(HubCache, AReferenceToNowhereOrWithNoCommitInItIsNoSnapshot) {
  const fs::path refs = cache_.path() / "models--org--name/refs";
  fs::create_directories(refs);
  for (const std::string& text : {kOne, std::string("../../etc"), std::string(), std::string(100, 'a')}) {
    ASSERT_TRUE(write_file(refs / "main", text));
    EXPECT_FALSE(find_snapshot(cache_.path(), name_)) << text;
  }
  EXPECT_TRUE(CachedModel(cache_.path(), {"org/other", "main"}).commits().empty());
}

TEST_F(HubCache, ALinkReplacesWhatWasThere) {
  const CachedModel model(cache_.path(), name_);
  put_blob(model, kHash, "new");
  fs::create_directories(model.snapshot(kOne));
  fs::create_symlink("../../blobs/gone", model.snapshot(kOne) / "a");
  ASSERT_TRUE(write_file(model.snapshot(kOne) / "b", "old"));
  for (const char* file : {"a", "b", "b"}) {
    ASSERT_TRUE(model.link(kOne, file, kHash));
    EXPECT_EQ(read_file(model.snapshot(kOne) / file).value(), "new");
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(model.snapshot(kOne)), fs::directory_iterator()), 2);
}

}  // namespace
}  // namespace polso
