#include "report/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/columns.h"
#include "report/example.h"
#include "report/golden.h"

namespace polso {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Table, LooksAsApprovedInBothLanguages) {
  expect_golden("table_en.txt", render_table(example_report(), {}));
  expect_golden("table_it.txt", render_table(example_report(), {.lang = Lang::kItalian}));
}

TEST(Table, StaysWithinTheTerminal) {
  Report report = example_report();
  report.simulated = true;
  for (const std::size_t columns : {60U, 80U, 110U}) {
    std::string text = render_table(report, {.lang = Lang::kItalian, .columns = columns});
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
      EXPECT_LE(columns_of(text.substr(0, end)), columns) << text.substr(0, end);
      text.erase(0, end + 1);
    }
  }
}

TEST(Table, ColoursOnlyWhenAsked) {
  EXPECT_THAT(render_table(example_report(), {.colour = true}), HasSubstr("\033["));
  EXPECT_THAT(render_table(example_report(), {}), Not(HasSubstr("\033")));
}

TEST(Table, DrawsALongCourseAsASparkline) {
  Report report = example_report();
  BrandMood& mood = report.brands[0];
  while (mood.course.size() < 50) {
    Stretch next = mood.course.back();
    next.start = next.end;
    next.end += kDay;
    mood.course.push_back(next);
  }
  EXPECT_THAT(render_table(report, {}), HasSubstr("▃▃▆▅▅▅▅▅▅▅▅"));
  EXPECT_THAT(render_table(report, {}), HasSubstr("17 Feb to 7 Apr: from 31\u00A0% to 74\u00A0%"));
}

TEST(Table, NamesPostsThatNameNoBrand) {
  Report report = example_report();
  report.brands[0].brand.clear();
  EXPECT_THAT(render_table(report, {}), HasSubstr("(no brand) · 4,195 posts"));
}

TEST(Table, SaysThatThereIsNothingToShow) { EXPECT_THAT(render_table(Report{}, {}), HasSubstr("No posts")); }

}  // namespace
}  // namespace polso
