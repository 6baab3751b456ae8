#include "registry/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

using testing::HasSubstr;

class JournalTest : public testing::Test {
 protected:
  JournalTest() { EXPECT_TRUE(write_file(file, "")); }

  RegistryEvent append(Millis time) {
    auto journal = Journal::open(folder.path());
    EXPECT_TRUE(journal) << journal.error().message;
    RegistryEvent event;
    event.kind = RegistryEventKind::kPromoted;
    event.version = "a@0123456789ab";
    event.time = time;
    event.by = "\xFF";
    return journal->append(event).value();
  }

  TempFolder folder;
  std::filesystem::path file = folder.path() / kHistoryFile;
};

TEST_F(JournalTest, NumbersAndChainsWhatItAppends) {
  EXPECT_EQ(append(5).number, 1U);
  EXPECT_EQ(append(6).number, 2U);
  const auto history = read_history(folder.path());
  ASSERT_TRUE(history);
  EXPECT_TRUE(history->faults.empty());
  EXPECT_EQ(history->events.size(), 2U);
  EXPECT_EQ(history->events[1].was, "a@0123456789ab");
  EXPECT_EQ(history->events[1].by, "\xEF\xBF\xBD") << "bytes that are no text do not spoil the file";
}

TEST_F(JournalTest, AClockThatGoesBackwardsDoesNotMakeTimesGoBack) {
  EXPECT_EQ(append(1000).time, 1000);
  EXPECT_EQ(append(10).time, 1000);
  EXPECT_EQ(append(1001).time, 1001);
  EXPECT_EQ(append(kMaxTime + 1).time, kMaxTime);
  EXPECT_EQ(append(7).time, kMaxTime);
}

TEST_F(JournalTest, ALastLineThatWasCutShortDoesNotCountAndIsCutOffByTheNextWriter) {
  append(1);
  const std::string first = read_file(file).value();
  append(2);
  const std::string both = read_file(file).value();
  for (const std::string& torn : {both.substr(0, both.size() - 2), both.substr(0, first.size() + 1)}) {
    ASSERT_TRUE(write_file(file, torn));
    const auto history = read_history(folder.path());
    EXPECT_EQ(history->events.size(), 1U);
    EXPECT_EQ(history->torn, torn.size() - first.size());
    EXPECT_TRUE(history->faults.empty());
    append(2);
    EXPECT_EQ(read_file(file).value(), both);
  }
  ASSERT_TRUE(write_file(file, first.substr(0, 30)));
  EXPECT_EQ(append(1).number, 1U);
}

TEST_F(JournalTest, ALastLineOfWhichAPageNeverReachedTheDiskDoesNotCount) {
  for (int i = 0; i < 3; ++i) append(i);
  std::string bytes = read_file(file).value();
  ASSERT_GT(bytes.size(), 520U);
  ASSERT_LT(bytes.rfind('\n', bytes.size() - 2), 512U);
  std::fill(bytes.begin() + 512, bytes.end() - 1, '\0');
  ASSERT_TRUE(write_file(file, bytes));
  EXPECT_EQ(read_history(folder.path())->events.size(), 2U);
  EXPECT_TRUE(read_history(folder.path())->faults.empty());
  EXPECT_EQ(append(2).number, 3U);
}

TEST_F(JournalTest, ALineThatLacksOnlyItsEndCounts) {
  append(1);
  append(2);
  const std::string both = read_file(file).value();
  ASSERT_TRUE(write_file(file, both.substr(0, both.size() - 1)));
  EXPECT_EQ(read_history(folder.path())->events.size(), 2U);
  EXPECT_EQ(append(3).number, 3U);
  EXPECT_TRUE(read_file(file)->starts_with(both));
  EXPECT_TRUE(read_history(folder.path())->faults.empty());
}

TEST_F(JournalTest, AChangedByteIsFoundAndNothingIsWrittenBehindIt) {
  for (int i = 0; i < 3; ++i) append(i);
  const std::string bytes = read_file(file).value();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at == bytes.size() - 1 ? 0 : at % 7)));
    std::ofstream(file, std::ios::binary) << flipped;
    const auto history = read_history(folder.path());
    ASSERT_TRUE(history);
    EXPECT_FALSE(history->faults.empty()) << at;
    const auto journal = Journal::open(folder.path());
    ASSERT_FALSE(journal) << at;
    EXPECT_EQ(journal.error().code, Code::kCorrupt);
    EXPECT_THAT(journal.error().message, HasSubstr("bring '"));
  }
}

TEST_F(JournalTest, LinesThatChangedPlacesAreFound) {
  append(1);
  const std::string one = read_file(file).value();
  append(2);
  const std::string two = read_file(file).value().substr(one.size());
  for (const std::string& bytes : {two + one, one + one, two}) {
    ASSERT_TRUE(write_file(file, bytes));
    EXPECT_FALSE(read_history(folder.path())->faults.empty());
  }
}

TEST_F(JournalTest, AFileThatMayNotGrowStaysAsItWas) {
  append(1);
  const std::string before = read_file(file).value();
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{before.size() + 50, old.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  auto journal = Journal::open(folder.path());
  RegistryEvent event;
  event.version = "a@0123456789ab";
  event.kind = RegistryEventKind::kPromoted;
  const auto appended = journal->append(event);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  (void)std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(appended);
  EXPECT_EQ(appended.error().code, Code::kTooLarge);
  EXPECT_EQ(read_file(file).value(), before);
}

}  // namespace
}  // namespace polso
