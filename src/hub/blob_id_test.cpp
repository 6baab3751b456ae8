#include "hub/blob_id.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

const std::string kSha1(40, 'a');
const std::string kSha256(64, '0');

TEST(BlobId, ReadsEntityTagsInAllTheirForms) {
  for (const std::string& tag : {kSha1, "\"" + kSha1 + "\"", "W/\"" + kSha1 + "\""}) {
    const auto id = blob_id(tag);
    ASSERT_TRUE(id) << tag;
    EXPECT_EQ(id->hex, kSha1);
    EXPECT_EQ(id->kind, BlobId::Kind::kGit);
  }
  EXPECT_EQ(blob_id("\"" + kSha256 + "\"")->kind, BlobId::Kind::kSha256);
}

TEST(BlobId, TakesNothingThatCouldNotNameAFile) {
  for (const std::string& tag : {std::string(), std::string("\"\""), std::string("../../etc/passwd"), kSha1 + "a",
                                 std::string(40, 'G'), std::string(40, 'A'), std::string(40, '/'), kSha1 + "-2"}) {
    EXPECT_FALSE(blob_id(tag)) << tag;
  }
}

// As `git hash-object` and `sha256sum` print them.
TEST(BlobId, HashesFilesLikeGitAndLikeSha256sum) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "hello", "hello\n"));
  ASSERT_TRUE(write_file(folder.path() / "empty", ""));
  EXPECT_EQ(blob_hash(folder.path() / "hello", BlobId::Kind::kGit).value(), "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_EQ(blob_hash(folder.path() / "empty", BlobId::Kind::kGit).value(), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  EXPECT_EQ(blob_hash(folder.path() / "hello", BlobId::Kind::kSha256).value(),
            "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
  EXPECT_EQ(blob_hash(folder.path() / "none", BlobId::Kind::kGit).error().code, Code::kNotFound);
}

}  // namespace
}  // namespace polso
