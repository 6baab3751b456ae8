#include "base/file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/temp_folder.h"

namespace polso {
namespace {

TEST(File, WritesWholeFilesAndReadsThemBack) {
  const TempFolder folder;
  const auto path = folder.path() / "a.txt";
  const std::string bytes("nul\0and\nlines", 13);
  ASSERT_TRUE(write_file(path, "old"));
  ASSERT_TRUE(write_file(path, bytes));
  EXPECT_EQ(read_file(path).value(), bytes);
  auto map = MappedFile::open(path);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->text(), bytes);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(File, SaysWhatIsWrongWithAFile) {
  const TempFolder folder;
  EXPECT_EQ(read_file(folder.path() / "none").error().code, Code::kNotFound);
  EXPECT_EQ(read_file(folder.path()).error().code, Code::kInvalid);
  EXPECT_EQ(write_file(folder.path() / "no" / "where", "x").error().code, Code::kNotFound);
  ASSERT_TRUE(write_file(folder.path() / "big", "12345"));
  EXPECT_EQ(read_file(folder.path() / "big", 4).error().code, Code::kTooLarge);
}

TEST(File, MapsAnEmptyFileAsNoBytes) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "empty", ""));
  EXPECT_TRUE(MappedFile::open(folder.path() / "empty").value().bytes().empty());
}

}  // namespace
}  // namespace polso
