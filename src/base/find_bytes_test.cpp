#include "base/find_bytes.h"

#include <gmock/gmock.h>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

using testing::ElementsAre;

class FindInFile : public testing::Test {
 protected:
  [[nodiscard]] std::vector<bool> find(const std::string& content, const std::vector<std::string>& pieces) {
    EXPECT_TRUE(write_file(folder.path() / "f", content));
    return *find_in_file(folder.path() / "f", pieces);
  }
  TempFolder folder;
};

TEST_F(FindInFile, AtTheBeginningInTheMiddleAndAtTheEnd) {
  EXPECT_THAT(find("the gate changed again", {"the gate", "changed ", "ed again", "never said"}),
              ElementsAre(true, true, true, false));
}

TEST_F(FindInFile, AcrossTheChunksOfItsReading) {
  for (const std::size_t before : {(1U << 20U) - 30, (1U << 20U) - 9, (1U << 20U) - 1, 1U << 20U}) {
    EXPECT_THAT(find(std::string(before, 'x') + "my bag is still in Oslo" + std::string(50, 'y'),
                     {"my bag is still in Oslo", "my bag is still in Rome"}),
                ElementsAre(true, false))
        << before;
  }
}

TEST_F(FindInFile, AmongZerosAndWhatIsNoText) {
  const std::string bytes = std::string(3, '\0') + "\xff\xfe" + std::string("late\0again", 10) + std::string(9, '\0');
  EXPECT_THAT(find(bytes, {std::string("late\0again", 10), std::string(8, '\0')}), ElementsAre(true, true));
}

TEST_F(FindInFile, ThatBeginAlike) {
  EXPECT_THAT(find("the gates of hell", {"the gates of heaven", "the gates of hell", "the gates"}),
              ElementsAre(false, true, true));
}

TEST_F(FindInFile, WhatIsTooShortIsNotLookedFor) { EXPECT_THAT(find("late late", {"late"}), ElementsAre(false)); }

TEST_F(FindInFile, AnEmptyFileHasNothing) { EXPECT_THAT(find("", {"something"}), ElementsAre(false)); }

TEST_F(FindInFile, AFileThatIsNotThereIsSaid) {
  const std::vector<std::string> pieces{"something"};
  EXPECT_EQ(find_in_file(folder.path() / "none", pieces).error().code, Code::kNotFound);
}

}  // namespace
}  // namespace polso
