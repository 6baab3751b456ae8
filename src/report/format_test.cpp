#include "report/format.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Format, WritesIntervalsAsWholePercents) { EXPECT_EQ(interval({0.5, 0.444, 0.555}), "44–56\u00A0%"); }

TEST(Format, WritesStretchesOfTimeInBothLanguages) {
  const Millis time = parse_time("2015-05-07T14:00:00Z").value();
  EXPECT_EQ(stretch_label(time, Step::kByHour, Lang::kItalian), "7 mag 14:00");
  EXPECT_EQ(range(time, time + kHour, Lang::kEnglish), "7 May 2015");
  EXPECT_EQ(range(time, time + 2 * kDay, Lang::kEnglish), "7 May 2015 – 9 May 2015");
}

}  // namespace
}  // namespace polso
