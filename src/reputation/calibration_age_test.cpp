#include "reputation/calibration_age.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

struct Row {
  const char* what;
  const char* from;
  const char* to;
  const char* newest;
  CalibrationState state;
};

constexpr Row kRows[] = {
    {"posts of the same weeks", "2015-01-01", "2015-06-30", "2015-06-01T12:00:00Z", CalibrationState::kFresh},
    {"posts of the next month", "2015-01-01", "2015-06-30", "2015-07-31T00:00:00Z", CalibrationState::kFresh},
    {"posts of 180 days later, just so", "2015-01-01", "2015-06-30", "2015-12-27T00:00:00Z", CalibrationState::kFresh},
    {"posts of the next year", "2015-01-01", "2015-06-30", "2016-11-25T00:00:00Z", CalibrationState::kOld},
    {"posts of years before", "2015-01-01", "2015-06-30", "2009-04-06T00:00:00Z", CalibrationState::kOld},
    {"a validation without dates", "", "", "2015-06-01T00:00:00Z", CalibrationState::kUnknown},
    {"a date that is none", "last year", "recently", "2015-06-01T00:00:00Z", CalibrationState::kUnknown},
    {"only the end is known", "", "2015-06-30", "2015-06-01T00:00:00Z", CalibrationState::kFresh},
    {"posts of the year 9999", "2015-01-01", "2015-06-30", "9999-12-31T00:00:00Z", CalibrationState::kOld},
};

TEST(CalibrationAge, TellsOldFromFreshFromUnknown) {
  for (const Row& row : kRows) {
    Validation validation;
    validation.from = row.from;
    validation.to = row.to;
    EXPECT_EQ(calibration_age(validation, parse_time(row.newest).value()).state, row.state) << row.what;
  }
}

TEST(CalibrationAge, CountsFromTheLastValidationPost) {
  Validation validation;
  validation.to = "2015-06-30";
  EXPECT_EQ(calibration_age(validation, parse_time("2015-07-10").value()).age, 10 * kDay);
}

}  // namespace
}  // namespace polso
