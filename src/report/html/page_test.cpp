#include "report/html/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/example.h"
#include "report/golden.h"
#include "report/html/markup.h"

namespace polso {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Page, LooksAsApprovedInBothLanguages) {
  expect_golden("page_en.html", render_page(example_report(), Lang::kEnglish));
  expect_golden("page_it.html", render_page(example_report(), Lang::kItalian));
}

TEST(Page, NeedsNoNetworkAndNoScript) {
  const std::string page = render_page(example_report(), Lang::kEnglish);
  for (const char* forbidden : {"http://", "https://", "//cdn", "@import", "url(", "<script", "<link"}) {
    EXPECT_THAT(page, Not(HasSubstr(forbidden)));
  }
}

TEST(Page, EscapesEveryNameThatStrangersChose) {
  Report report = example_report();
  const std::string evil = "<script>alert('1')</script>\"&\x01";
  report.brands[0].brand = evil;
  report.brands.resize(1);
  report.model.id = evil;
  report.model.data = evil;
  report.other_models = {evil};
  report.alerts[0].brand = evil;
  report.alerts[0].detail = evil;
  const std::string page = render_page(report, Lang::kItalian);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("\x01")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;\uFFFD"));
}

TEST(Page, SaysWhenEverythingIsInvented) {
  Report report = example_report();
  EXPECT_THAT(render_page(report, Lang::kEnglish), Not(HasSubstr("Simulated")));
  report.simulated = true;
  EXPECT_THAT(render_page(report, Lang::kEnglish), HasSubstr("Simulated"));
  EXPECT_THAT(render_page(report, Lang::kItalian), HasSubstr("Simulazione"));
}

TEST(Page, OfNothingSaysSo) { EXPECT_THAT(render_page(Report{}, Lang::kEnglish), HasSubstr("No posts")); }

TEST(Markup, WritesNumbersThatSvgReads) {
  EXPECT_EQ(number(1.0 / 3), "0.33");
  EXPECT_EQ(number(-0.0001), "0");
  EXPECT_EQ(number(1e7), "10000000");
  EXPECT_EQ(svg_percent(0.625), "62.5%");
}

}  // namespace
}  // namespace polso
