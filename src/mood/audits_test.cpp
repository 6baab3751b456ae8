#include "mood/audits.h"

#include "base/temp_folder.h"
#include "mood/example_for_tests.h"
#include "reputation/calibration_age.h"
#include "reputation/renewal.h"

namespace polso {
namespace {

class AuditsTest : public testing::Test {
 protected:
  void SetUp() override {
    store = *open_store(path());
    desk = *open_desk(path(), IfMissing::kFail);
  }
  [[nodiscard]] std::string path() const { return (folder.path() / "polso.db").string(); }

  /// A post that `model` takes for negative.
  void add(const std::string& id, Millis time, const std::string& model) {
    Batch batch;
    batch.posts.push_back(
        {.id = id, .source = "test", .brand = "Aurora", .author = "", .lang = "en", .text = "t", .created_at = time});
    const std::vector<Verdict> verdicts{{{0.8F, 0.1F, 0.1F}, Sentiment::kNegative}};
    ASSERT_TRUE(store->add(batch, verdicts, model));
  }
  Status give(const std::string& id, Sentiment label) {
    return desk->give({.source = "test", .id = id, .label = label, .kind = FeedbackKind::kFree, .at = 5, .by = "ann"});
  }

  TempFolder folder;
  std::unique_ptr<Store> store;
  std::unique_ptr<Desk> desk;
};

TEST_F(AuditsTest, CountWhatWasDrawnByModelAndByWhatPeopleSaid) {
  const Millis now = parse_time("2026-02-01").value();
  for (const char* id : {"a", "b", "c"}) add(id, now - kDay, "m@1");
  add("d", now, "m@2");
  EXPECT_EQ(desk->queue(FeedbackKind::kAudit, "", 9)->size(), 4U);
  add("chosen", now, "m@2");
  for (const char* id : {"a", "b", "chosen"}) ASSERT_TRUE(give(id, Sentiment::kPositive));
  ASSERT_TRUE(give("d", Sentiment::kNegative));
  const Audits audits = load_audits(*desk).value();
  ASSERT_EQ(audits.size(), 2U);
  EXPECT_EQ(audits.at("m@1").by_truth[2].labels, (PerSentiment<std::uint32_t>{2, 0, 0}));
  EXPECT_EQ(audits.at("m@1").by_truth[2].cells[cell_of({0.8F, 0.1F, 0.1F})], 2U);
  EXPECT_EQ(audits.at("m@1").to, "2026-01-31T00:00:00Z");
  EXPECT_EQ(audited(audits.at("m@2")), 1U) << "nobody can choose what is audited";
  EXPECT_EQ(audits.at("m@2").by_truth[0].total(), 1U);
}

TEST_F(AuditsTest, LeaveOutWhatIsFarOlderThanTheNewest) {
  const Millis now = parse_time("2026-02-01").value();
  add("old", now - kCalibrationKeeps - kDay, "m@1");
  EXPECT_EQ(desk->queue(FeedbackKind::kAudit, "", 9)->size(), 1U);
  ASSERT_TRUE(give("old", Sentiment::kPositive));
  EXPECT_EQ(audited(load_audits(*desk)->at("m@1")), 1U);
  add("new", now, "m@1");
  EXPECT_EQ(desk->queue(FeedbackKind::kAudit, "", 9)->size(), 1U);
  ASSERT_TRUE(give("new", Sentiment::kNegative));
  const Audits audits = load_audits(*desk).value();
  EXPECT_EQ(audits.at("m@1").by_truth[0].total(), 1U);
  EXPECT_EQ(audited(audits.at("m@1")), 1U);
}

TEST(Renewing, TakesThirtyLabels) {
  Validation audit{.data = {}, .from = "2026-01-01", .to = "2026-02-01", .by_truth = {}};
  Verdict verdict;
  for (std::uint64_t i = 0; i + 1 < kFewestAudited; ++i) audit.by_truth[1].add(verdict);
  const Millis newest = parse_time("2026-02-01").value();
  EXPECT_EQ(renewing({{"m@1", audit}}, "m@1", newest), nullptr);
  audit.by_truth[0].add(verdict);
  const Audits enough{{"m@1", audit}};
  EXPECT_EQ(renewing(enough, "m@1", newest), &enough.at("m@1"));
  EXPECT_EQ(renewing(enough, "m@2", newest), nullptr);
  EXPECT_EQ(renewing(enough, "m@1", newest + kCalibrationKeeps + kDay), nullptr);
}

}  // namespace
}  // namespace polso
