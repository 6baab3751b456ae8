#include "mood/estimators.h"

#include "mood/example_for_tests.h"

namespace polso {
namespace {

TEST(Estimators, AnswerAsTheEstimatorDoesAlsoTheSecondTime) {
  Random random(1);
  const Bundle bundle = bundle_for_tests("en");
  Estimators estimators({bundle}, {}, 2);
  const ShareEstimator plain(bundle.validation, {});
  for (int round = 0; round < 2; ++round) {
    Random same(5);
    for (int i = 0; i < 4; ++i) {  // more than are remembered
      const Histogram histogram = simulation::draw({0.2, 0.3, 0.5}, 200, 3, same);
      const Share share = estimators.estimate("en@1", CalibrationState::kFresh, histogram);
      EXPECT_EQ(share.corrected[0].value, plain.estimate(histogram).corrected[0].value);
    }
  }
}

TEST(Estimators, AnOldCalibrationWidensIntervals) {
  Random random(1);
  Estimators estimators({bundle_for_tests("en")}, {});
  const Histogram histogram = simulation::draw({0.2, 0.3, 0.5}, 500, 3, random);
  const Share fresh = estimators.estimate("en@1", CalibrationState::kFresh, histogram);
  const Share old = estimators.estimate("en@1", CalibrationState::kOld, histogram);
  EXPECT_GT(old.corrected[0].high - old.corrected[0].low, fresh.corrected[0].high - fresh.corrected[0].low);
  EXPECT_EQ(estimators.calibration("en@1", parse_time("2024-02-02").value()), CalibrationState::kFresh);
  EXPECT_EQ(estimators.calibration("en@1", parse_time("2026-02-02").value()), CalibrationState::kOld);
}

/// What a model that got worse says of posts that people labelled.
Audits audits_for_tests(const PerSentiment<std::uint64_t>& posts, std::uint64_t seed = 3) {
  Random random(seed);
  Validation audit = simulation::validation_of(posts, 1, random);
  audit.from = "2025-12-01";
  audit.to = "2026-01-01";
  return {{"en@1", audit}};
}

TEST(Estimators, EnoughFreshLabelsRenewWhatIsShown) {
  Random random(1);
  const Bundle bundle = bundle_for_tests("en");
  Estimators estimators({bundle}, {});
  const Histogram histogram = simulation::draw({0.2, 0.3, 0.5}, 500, 1, random);
  const Millis newest = parse_time("2026-02-02").value();
  const auto shown = [&] { return estimators.estimate("en@1", estimators.calibration("en@1", newest), histogram); };
  const Share before = shown();

  EXPECT_FALSE(estimators.renew(audits_for_tests({9, 10, 10})));
  EXPECT_EQ(estimators.calibration("en@1", newest), CalibrationState::kOld);
  EXPECT_EQ(estimators.fresh_labels("en@1", newest), 0U);
  EXPECT_EQ(shown().corrected[0].value, before.corrected[0].value) << "29 labels change nothing";

  const Audits audits = audits_for_tests({20, 20, 20});
  EXPECT_TRUE(estimators.renew(audits));
  EXPECT_FALSE(estimators.renew(audits)) << "nothing new";
  EXPECT_EQ(estimators.calibration("en@1", newest), CalibrationState::kRenewed);
  EXPECT_EQ(estimators.fresh_labels("en@1", newest), 60U);
  const ShareEstimator renewed(bundle.validation, audits.at("en@1"), {});
  EXPECT_EQ(shown().corrected[0].value, renewed.estimate(histogram).corrected[0].value);
  EXPECT_NE(shown().corrected[0].value, before.corrected[0].value);

  EXPECT_TRUE(estimators.renew(audits_for_tests({30, 30, 30})));
  EXPECT_NE(shown().corrected[0].value, renewed.estimate(histogram).corrected[0].value) << "more labels, new figures";
  EXPECT_TRUE(estimators.renew({})) << "they were withdrawn";
  EXPECT_EQ(shown().corrected[0].value, before.corrected[0].value);
}

TEST(Estimators, FreshLabelsAreForTheirOwnModelAndTime) {
  Estimators estimators({bundle_for_tests("en"), bundle_for_tests("it")}, {});
  estimators.renew(audits_for_tests({20, 20, 20}));
  const auto at = [&](const char* model, const char* time) {
    return estimators.calibration(model, parse_time(time).value());
  };
  EXPECT_EQ(at("en@1", "2026-06-15"), CalibrationState::kRenewed);
  EXPECT_EQ(at("en@1", "2026-08-01"), CalibrationState::kOld) << "the labels too are old by now";
  EXPECT_EQ(at("en@1", "2024-03-01"), CalibrationState::kFresh) << "what was posted long before them is not theirs";
  EXPECT_EQ(at("it@1", "2026-02-02"), CalibrationState::kOld);
}

TEST(Estimators, OfAnUnknownModelOnlyCountsAreShown) {
  Random random(1);
  Estimators estimators({}, {});
  const Share share =
      estimators.estimate("gone@1", CalibrationState::kFresh, simulation::draw({1, 0, 0}, 500, 3, random));
  EXPECT_EQ(share.posts, 500U);
  EXPECT_FALSE(share.enough);
  EXPECT_EQ(estimators.calibration("gone@1", 0), CalibrationState::kUnknown);
}

}  // namespace
}  // namespace polso
