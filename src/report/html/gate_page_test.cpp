#include "report/html/gate_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/golden.h"

namespace polso {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Refused for two of its checks; each area and each kind of check occurs.
GateVerdict refused() {
  GateVerdict verdict;
  verdict.champion = "polso-en@0123456789ab";
  verdict.candidate = "polso-en@ba9876543210";
  verdict.checks = {
      {"quality", "tweeteval/sentiment:test (frozen)", true, 0.6612, 0.6701,
       "12284 posts, macro recall 0.670 after 0.661, difference +0.0089 (+0.0041 to +0.0137): loses no more than the "
       "margin"},
      {"quality", "people's labels (recent)", true, 0.6033, 0.6252,
       "412 posts, macro recall 0.625 after 0.603, difference +0.0219 (-0.0043 to +0.0481): too few posts to show that "
       "nothing is lost, and no loss is shown"},
      {"quality", "a ruler", true, 0, 0, "a frozen set is large enough to judge by"},
      {"quality", "better somewhere", true, 0, 0, "it is better on at least one set"},
      {"slices", "people's labels, brand: Caffè <b>Dora</b>", false, 0.6410, 0.5122,
       "96 posts, macro recall 0.512 after 0.641, difference -0.1288 (-0.1921 to -0.0655): worse by more than its "
       "margin"},
      {"slices", "tweeteval/sentiment:test, length: up to 8 words", true, 0.6402, 0.6450,
       "2117 posts, macro recall 0.645 after 0.640, difference +0.0048 (-0.0060 to +0.0156): holds"},
      {"shares", "tweeteval/sentiment:test", true, 0.0502, 0.0497,
       "mean error of shares of 100 posts 0.0497 after 0.0502, difference -0.0005 (-0.0021 to +0.0011)"},
      {"behaviour", "negation", true, 0.75, 0.875, "passes 7 of 8 cases, the champion 6; not those of lines 16"},
      {"behaviour", "emoji", true, 1, 1, "passes 7 of 7 cases, the champion 7"},
      {"serving", "size", true, 14.2, 15.1, "15.1 MiB after 14.2"},
      {"serving", "speed", true, 412'345, 402'110, "402110 posts/s after 412345"},
      {"serving", "memory", false, 120.5, 260.1, "260.1 MiB after 120.5"}};
  for (const GateCheck& check : verdict.checks) {
    if (!check.passed) verdict.reasons.push_back(check.area + ", " + check.name + ": " + check.sentence);
  }
  return verdict;
}

GateVerdict passed() {
  GateVerdict verdict = refused();
  std::erase_if(verdict.checks, [](const GateCheck& check) { return !check.passed; });
  verdict.reasons.clear();
  verdict.passed = true;
  return verdict;
}

TEST(GatePage, LooksAsApprovedInBothLanguages) {
  expect_golden("gate_refused_en.html", render_gate_page(refused(), Lang::kEnglish));
  expect_golden("gate_refused_it.html", render_gate_page(refused(), Lang::kItalian));
  expect_golden("gate_passed_en.html", render_gate_page(passed(), Lang::kEnglish));
}

TEST(GatePage, TheHeadlineSaysWhatToDo) {
  GateVerdict first = passed();
  first.champion.clear();
  GateVerdict none = refused();
  none.champion.clear();
  struct Case {
    GateVerdict verdict;
    Lang lang;
    const char* headline;
    const char* summary;
  };
  for (const Case& c : std::vector<Case>{
           {passed(), Lang::kEnglish, "polso-en@ba9876543210 may replace polso-en@0123456789ab",
            "It passed all 10 checks."},
           {passed(), Lang::kItalian, "polso-en@ba9876543210 può sostituire polso-en@0123456789ab",
            "Ha superato tutti i 10 controlli."},
           {refused(), Lang::kEnglish, "polso-en@ba9876543210 stays out, polso-en@0123456789ab goes on answering",
            "It failed 2 of 12 checks."},
           {refused(), Lang::kItalian, "polso-en@ba9876543210 resta fuori, continua a rispondere polso-en@0123456789ab",
            "Non ha superato 2 dei 12 controlli."},
           {first, Lang::kEnglish, "polso-en@ba9876543210 may be the first champion", "It passed all 10 checks."},
           {none, Lang::kItalian, "polso-en@ba9876543210 resta fuori, e non c’è ancora un campione", "2 dei 12"},
       }) {
    const std::string page = render_gate_page(c.verdict, c.lang);
    EXPECT_THAT(page, HasSubstr("<h1>" + std::string(c.headline) + "</h1>"));
    EXPECT_THAT(page, HasSubstr(c.summary));
  }
}

TEST(GatePage, GivesTheReasonsOnlyWhenThereAreSome) {
  const std::string page = render_gate_page(refused(), Lang::kEnglish);
  EXPECT_THAT(page, HasSubstr("Why it stays out"));
  EXPECT_THAT(page,
              HasSubstr(R"(<li><b>Cost of serving, Memory, MiB</b>: <span lang="en">260.1 MiB after 120.5</span>)"));
  EXPECT_THAT(render_gate_page(passed(), Lang::kEnglish), Not(HasSubstr("Why it stays out")));
  EXPECT_THAT(render_gate_page(refused(), Lang::kItalian), HasSubstr("<b>Costo del servizio, Memoria, MiB</b>"));
}

TEST(GatePage, MarksDifferInShapeAndWord) {
  const std::string page = render_gate_page(refused(), Lang::kEnglish);
  EXPECT_THAT(page, HasSubstr(R"(<path d="M2 8l3.5 4L12 2"/></svg>passed</td>)"));
  EXPECT_THAT(page, HasSubstr(R"(<path d="M2 2l10 10M12 2L2 12"/></svg>failed</td>)"));
}

TEST(GatePage, FiguresAreWrittenAsTheirAreaMeasuresThem) {
  const std::string english = render_gate_page(refused(), Lang::kEnglish);
  for (const char* cells : {"<td>0.661</td><td>0.670</td>", "<td>0.0502</td><td>0.0497</td>",
                            "<td>412,345</td><td>402,110</td>", "<td>14.2</td><td>15.1</td>", "<td>–</td><td>–</td>"}) {
    EXPECT_THAT(english, HasSubstr(cells));
  }
  const std::string italian = render_gate_page(refused(), Lang::kItalian);
  for (const char* cells : {"<td>0,661</td><td>0,670</td>", "<td>412.345</td><td>402.110</td>"}) {
    EXPECT_THAT(italian, HasSubstr(cells));
  }
  GateVerdict first = passed();
  first.champion.clear();
  EXPECT_THAT(render_gate_page(first, Lang::kEnglish), HasSubstr("<td>–</td><td>15.1</td>"));
}

TEST(GatePage, NothingThatWasCheckedIsLeftOut) {
  GateVerdict verdict = passed();
  verdict.checks.push_back({"smell", "of burning", false, 1, 2, "it smells"});
  const std::string page = render_gate_page(verdict, Lang::kItalian);
  EXPECT_THAT(page, HasSubstr("Altri controlli"));
  EXPECT_THAT(page, HasSubstr("it smells"));
  EXPECT_THAT(render_gate_page(GateVerdict{}, Lang::kEnglish), HasSubstr("It failed 0 of 0 checks."));
}

TEST(GatePage, NeedsNoNetworkNoScriptAndEscapesNames) {
  GateVerdict verdict = refused();
  const std::string evil = "<script>alert('1')</script>\"&\x01";
  verdict.candidate = evil;
  verdict.champion = evil;
  verdict.checks[0].name = evil;
  verdict.checks[0].sentence = evil;
  verdict.checks[4].name = evil;
  verdict.checks[4].sentence = evil;
  verdict.checks[5].area = evil;
  verdict.checks[5].passed = false;
  const std::string page = render_gate_page(verdict, Lang::kEnglish);
  for (const char* forbidden : {"http://", "https://", "@import", "url(", "<script", "<link", "<b>Dora", "\x01"}) {
    EXPECT_THAT(page, Not(HasSubstr(forbidden)));
  }
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;\uFFFD"));
}

}  // namespace
}  // namespace polso
