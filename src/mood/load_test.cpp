#include "mood/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Answers with what it was given, as far as the query reaches.
class FakeStore final : public Store {
 public:
  std::vector<Bucket> rows;

  Result<Stored> add(const Batch&, std::span<const Verdict>, const std::string&) override { return Stored{}; }
  Result<std::optional<std::uint64_t>> offset(const std::string&) override { return std::nullopt; }
  Result<std::vector<StoredPost>> posts(const PostQuery&) override { return std::vector<StoredPost>{}; }
  Result<std::optional<StoredPost>> post(const std::string&, const std::string&) override { return std::nullopt; }
  Status each_post(const std::string&, Millis, Millis, const std::function<void(const StoredPost&)>&) override {
    return {};
  }
  Result<std::int64_t> version() override { return 0; }
  Result<std::int64_t> erasures() override { return 0; }
  Result<PseudonymKey> pseudonym_key() override { return PseudonymKey{}; }
  Status finish_load() override { return {}; }

  Result<std::vector<BrandSummary>> brands() override {
    std::vector<BrandSummary> out;
    out.reserve(rows.size());
    for (const Bucket& row : rows) out.push_back({row.key.brand, row.histogram.total(), 0, 0});
    return out;
  }

  Result<std::vector<Bucket>> buckets(const BucketQuery& query) override {
    std::vector<Bucket> out;
    for (const Bucket& row : rows) {
      const bool wanted = (query.brand.empty() || row.key.brand == query.brand) && row.key.start >= query.from &&
                          row.key.start < query.to;
      if (wanted) out.push_back(row);
    }
    return out;
  }

  Status each_bucket(const BucketQuery& query, const BucketVisitor& visit) override {
    POLSO_ASSIGN(const std::vector<Bucket> found, buckets(query));
    for (const Bucket& bucket : found) visit(bucket.key, bucket.histogram);
    return {};
  }
};

Bundle bundle(const std::string& name) {
  Bundle b;
  b.name = name;
  b.version = "1";
  b.validation = {"own", "2015-01-01", "2015-02-01", {}};
  for (std::size_t truth = 0; truth < kSentiments; ++truth) {
    Verdict right;
    right.label = static_cast<Sentiment>(truth);
    right.scores[truth] = 1;
    for (int i = 0; i < 100; ++i) b.validation.by_truth[truth].add(right);
  }
  return b;
}

Bucket row(const std::string& brand, const std::string& model, const std::string& time, std::uint32_t posts) {
  Bucket b{{brand, model, "s", "en", floor_time(parse_time(time).value(), kBucketWidth)}, {}};
  for (std::uint32_t i = 0; i < posts; ++i) b.histogram.add({{1, 0, 0}, Sentiment::kNegative});
  return b;
}

TEST(LoadReport, ShowsTheModelThatJudgedMostPostsAndNamesTheOthers) {
  FakeStore store;
  store.rows = {row("a", "en@1", "2015-02-17", 40), row("b", "en@1", "2015-02-18", 50),
                row("a", "it@1", "2015-02-17", 60), row("a", "old@1", "2015-02-17", 900)};
  const std::vector<Bundle> bundles{bundle("it"), bundle("en")};
  const auto report = load_report(store, bundles, {}, {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->model.id, "en@1");
  EXPECT_EQ(report->model.calibration, CalibrationState::kFresh);
  EXPECT_EQ(report->posts, 90U);
  EXPECT_THAT(report->other_models, ElementsAre("it@1", "old@1"));
  EXPECT_GT(report->brands[0].whole.corrected[0].value, 0.8);
}

TEST(LoadReport, CorrectsTheSharesOfACascadeAtTheBudgetThatItJudgedWith) {
  Bundle cascade = bundle("two");
  cascade.cascade.emplace().budget = 0;
  for (std::size_t i = 0; i < 300; ++i) {  // the small model takes half of the neutral posts for negative ones
    const auto truth = static_cast<Sentiment>(i % 3);
    const auto corner = [](Sentiment s) {
      Scores scores{};
      scores[index(s)] = 1;
      return cell_of(scores);
    };
    const Sentiment small = truth == Sentiment::kNeutral && i % 2 == 0 ? Sentiment::kNegative : truth;
    cascade.cascade->judged.push_back({truth, corner(small), corner(truth), small, truth});
  }
  cascade.validation.by_truth = by_truth_at(cascade.cascade->judged, 0);
  const auto negative = [&](const std::string& model) {
    FakeStore store;
    store.rows = {row("a", model, "2015-02-17", 300)};
    for (int i = 0; i < 100; ++i) store.rows[0].histogram.add({{0, 1, 0}, Sentiment::kNeutral});
    const auto report = load_report(store, std::vector{cascade}, {}, {});
    EXPECT_EQ(report->model.id, model);
    return report->brands.at(0).whole.corrected[0].value;
  };
  EXPECT_GT(negative("two@1+1"), negative("two@1") + 0.1);
}

TEST(LoadReport, SaysThatTheCalibrationIsOld) {
  FakeStore store;
  store.rows = {row("a", "en@1", "2017-02-17", 40)};
  EXPECT_EQ(load_report(store, std::vector{bundle("en")}, {}, {})->model.calibration, CalibrationState::kOld);
}

TEST(LoadReport, FreshLabelsRenewItsCalibration) {
  FakeStore store;
  store.rows = {row("a", "en@1", "2017-02-17", 400)};
  Audits audits;
  Validation& audit = audits["en@1"];
  audit.from = audit.to = "2017-02-16";
  for (std::size_t i = 0; i < 60; ++i) {  // one in three is read otherwise than it was meant
    Verdict verdict;
    verdict.label = static_cast<Sentiment>(i % 9 / 3);
    verdict.scores[i % 9 / 3] = 1;
    audit.by_truth[i % 3 == 0 ? 1 : i % 9 / 3].add(verdict);
  }
  const auto before = load_report(store, std::vector{bundle("en")}, {}, {});
  const auto after = load_report(store, std::vector{bundle("en")}, {}, {}, audits);
  EXPECT_EQ(after->model.calibration, CalibrationState::kRenewed);
  EXPECT_EQ(after->model.fresh_labels, 60U);
  const ShareEstimator renewed(bundle("en").validation, audit, {});
  const double value = after->brands[0].whole.corrected[0].value;
  EXPECT_EQ(value, renewed.estimate(store.rows[0].histogram).corrected[0].value);
  EXPECT_NE(value, before->brands[0].whole.corrected[0].value);
  EXPECT_EQ(before->model.fresh_labels, 0U);
}

TEST(LoadReport, KeepsToTheRangeWidenedToWholeHours) {
  FakeStore store;
  store.rows = {row("a", "en@1", "2015-02-17T08:00:00Z", 1), row("a", "en@1", "2015-02-17T09:00:00Z", 2),
                row("a", "en@1", "2015-02-17T10:00:00Z", 4)};
  ReportQuery query;
  query.from = parse_time("2015-02-17T09:30:00Z").value();
  query.to = parse_time("2015-02-17T09:40:00Z").value();
  EXPECT_EQ(load_report(store, std::vector{bundle("en")}, query, {})->posts, 2U);
  query.to = parse_time("2015-02-17T10:00:00Z").value();
  EXPECT_EQ(load_report(store, std::vector{bundle("en")}, query, {})->posts, 2U);
}

TEST(LoadReport, NamesWhatTheDatabaseHoldsWhenTheModelOrTheBrandIsAnother) {
  FakeStore store;
  store.rows = {row("United", "en@1", "2015-02-17", 40)};
  const auto model = load_report(store, std::vector{bundle("it")}, {}, {});
  ASSERT_FALSE(model);
  EXPECT_THAT(model.error().message, HasSubstr("made by en@1"));
  const auto typing_error = load_report(store, std::vector{bundle("en")}, {.brand = "Untied", .step = {}}, {});
  ASSERT_FALSE(typing_error);
  EXPECT_THAT(typing_error.error().message, HasSubstr("did you mean 'United'?"));
  const auto brand = load_report(store, std::vector{bundle("en")}, {.brand = "Zebra", .step = {}}, {});
  ASSERT_FALSE(brand);
  EXPECT_THAT(brand.error().message, HasSubstr("only: United"));
}

TEST(LoadReport, OfAnEmptyDatabaseHasNoBrands) {
  FakeStore store;
  const auto report = load_report(store, std::vector{bundle("en")}, {}, {});
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->brands.empty());
}

}  // namespace
}  // namespace polso
