#include "base/file_lock.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "base/temp_folder.h"

namespace polso {
namespace {

using std::chrono::seconds;

TEST(FileLock, IsHeldByOneAtATimeAndLetGoAtItsEnd) {
  const TempFolder folder;
  const auto file = folder.path() / "made/on/the/way.lock";
  std::optional<FileLock> first(std::move(*FileLock::take(file, seconds(0))));
  EXPECT_EQ(FileLock::take(file, seconds(0)).error().code, Code::kUnavailable);
  first.reset();
  EXPECT_TRUE(FileLock::take(file, seconds(0)));
}

TEST(FileLock, WaitsForTheOther) {
  const TempFolder folder;
  std::optional<FileLock> first(std::move(*FileLock::take(folder.path() / "a.lock", seconds(0))));
  std::jthread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    first.reset();
  });
  EXPECT_TRUE(FileLock::take(folder.path() / "a.lock", seconds(60)));
}

TEST(FileLock, APlaceThatCannotBeWrittenIsAnError) { EXPECT_FALSE(FileLock::take("/proc/nowhere/a.lock", seconds(0))); }

}  // namespace
}  // namespace polso
