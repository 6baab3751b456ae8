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
