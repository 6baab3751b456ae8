// Golden files of every shape in both languages, and what they must never hold.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "notify/alertmanager.h"
#include "notify/golden_for_tests.h"
#include "notify/html.h"
#include "notify/mail.h"
#include "notify/news_for_tests.h"
#include "notify/plain_json.h"
#include "notify/slack.h"
#include "notify/teams.h"

namespace polso::notify {
namespace {

using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::ordered_json;

constexpr Millis kNow = kBegan + 5 * kHour;

std::string pretty(const std::string& json) { return Json::parse(json).dump(1) + "\n"; }

Target mailbox() {
  Target target;
  target.name = "mail";
  target.kind = TargetKind::kEmail;
  target.from = "polso@example.com";
  target.to = {"ann@example.com", "bob@example.com"};
  return target;
}

class Shapes : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static Reader reader() { return example_reader(parse_lang(GetParam()).value()); }
  [[nodiscard]] static std::string file(std::string_view what) { return fmt::format("{}.{}", GetParam(), what); }
};

INSTANTIATE_TEST_SUITE_P(, Shapes, testing::Values("en", "it"), [](const auto& lang) { return lang.param; });

TEST_P(Shapes, AnAlertIsToldAsText) {
  for (const AlertEvent event : {AlertEvent::kOpened, AlertEvent::kGrew, AlertEvent::kEnded}) {
    expect_golden(file(fmt::format("{}.txt", kAlertEventNames[static_cast<std::size_t>(event)])),
                  letter_text(alert_letter(example_news(event), reader())));
  }
}

TEST_P(Shapes, EveryCauseHasItsSentences) {
  std::string all;
  for (std::size_t cause = 0; cause < kCauseNames.size(); ++cause) {
    for (const std::string& detail : {std::string(), std::string("x <i>")}) {
      News news = example_news();
      news.record.alert.cause = static_cast<Cause>(cause);
      news.record.alert.detail = detail;
      news.record.alert.certainty = 0;
      all += fmt::format("{}\n", alert_letter(news, reader()).summary);
    }
  }
  for (const Move& move :
       {Move{Channel::kNegatives, 0.3, {0.1, 0.08, 0.13}}, Move{Channel::kNetMood, 0.1, {-0.22, -0.3, -0.14}},
        Move{Channel::kNetMood, -0.1, {0.22, 0.1, 0.3}}, Move{Channel::kVolume, 1.4, {30, 22, 39}},
        Move{Channel::kVolume, 12, {0.4, 0.1, 1.2}}, Move{Channel::kRhythm, 1.6, {2.9, 2.4, 3.5}}}) {
    for (const AlertEvent event : {AlertEvent::kOpened, AlertEvent::kEnded}) {
      News news = example_news(event);
      news.record.alert.moves = {move};
      const Letter letter = alert_letter(news, reader());
      all += fmt::format("{}\n{}\n", letter.title, letter.summary);
    }
  }
  expect_golden(file("sentences.txt"), all);
}

TEST_P(Shapes, ARollbackSaysWhichModelAnswersAgainAndWhy) {
  News news = example_news();
  Alert& alert = news.record.alert;
  alert.brand = "Polso";
  alert.cause = Cause::kModel;
  alert.moves.clear();
  alert.certainty = 0;
  alert.detail = "polso-en@0123456789ab, rolled back from polso-en@ba9876543210";
  news.record.notes = {{.act = AlertAct::kComment,
                        .at = kBegan,
                        .by = "polso serve",
                        .text = "estimated from 700 posts: macro recall 0.41 [0.38, 0.44], validated 0.70",
                        .until = {}}};
  const Letter letter = alert_letter(news, reader());
  EXPECT_THAT(letter.title, HasSubstr("polso-en@ba9876543210"));
  EXPECT_THAT(letter.title, HasSubstr("polso-en@0123456789ab"));
  EXPECT_THAT(letter.summary, HasSubstr("macro recall 0.41"));
  EXPECT_NE(letter.title, alert.brand);
  expect_golden(file("rollback.txt"), fmt::format("{}\n{}\n", letter.title, letter.summary));
}

TEST_P(Shapes, PlainJson) {
  expect_golden(file("opened.json"), pretty(plain_json(example_news(), reader(), kNow)));
  expect_golden(file("ended.json"), pretty(plain_json(example_news(AlertEvent::kEnded), reader(), kNow)));
  expect_golden(file("digest.json"), pretty(plain_json(example_digest(), reader(), kNow)));
}

TEST_P(Shapes, Slack) {
  expect_golden(file("opened.slack.json"), pretty(slack_json(alert_letter(example_news(), reader()))));
  expect_golden(file("digest.slack.json"), pretty(slack_json(digest_letter(example_digest(), reader()))));
}

TEST_P(Shapes, Teams) {
  expect_golden(file("opened.teams.json"), pretty(teams_json(alert_letter(example_news(), reader()))));
  expect_golden(file("digest.teams.json"), pretty(teams_json(digest_letter(example_digest(), reader()))));
}

TEST_P(Shapes, Alertmanager) {
  expect_golden(file("alertmanager.json"),
                pretty(alertmanager_json({example_news(), example_news(AlertEvent::kEnded)}, reader(), kNow)));
}

TEST_P(Shapes, Mail) {
  const Letter letter = alert_letter(example_news(AlertEvent::kGrew), reader());
  expect_golden(file("grew.eml"), mail_message(letter, letter.title, mailbox(), {"b@x", "a@x"}, kNow));
  for (const AlertEvent event : {AlertEvent::kOpened, AlertEvent::kEnded}) {
    expect_golden(file(fmt::format("{}.html", kAlertEventNames[static_cast<std::size_t>(event)])),
                  letter_html(alert_letter(example_news(event), reader())));
  }
  expect_golden(file("digest.html"), letter_html(digest_letter(example_digest(), reader())));
  expect_golden(file("digest.txt"), letter_text(digest_letter(example_digest(DigestEvery::kDaily), reader())));
}

TEST_P(Shapes, NoShapeHoldsTheMarkupOfStrangers) {
  const Letter letter = alert_letter(example_news(), reader());
  EXPECT_THAT(letter_html(letter), Not(HasSubstr("<script")));
  EXPECT_THAT(letter_html(letter), Not(HasSubstr("<b>")));
  const Json slack = Json::parse(slack_json(letter));
  EXPECT_THAT(slack.at("text").get<std::string>(), Not(HasSubstr("<")));
  // In Slack's markup stand words of ours alone, in Teams' card no element that reads Markdown.
  const std::function<void(const Json&)> walk = [&](const Json& node) {
    if (node.is_object() && node.value("type", "") == "mrkdwn") {
      EXPECT_THAT(node.at("text").get<std::string>(), testing::MatchesRegex("\\*[^*<&]+\\*"));
    }
    if (node.is_object()) {
      EXPECT_NE(node.value("type", ""), "TextBlock");
    }
    for (const Json& child : node) {
      if (child.is_structured()) walk(child);
    }
  };
  walk(slack);
  walk(Json::parse(teams_json(letter)));
}

TEST(Letter, NamesThatGoOnForEverStayWithinEveryLimit) {
  News news = example_news();
  std::string longest;
  for (int i = 0; i < 3000; ++i) longest += "è\n";
  news.record.alert.brand = longest;
  news.quotes.assign(50, {longest, 3});
  news.record.alert.drivers.assign(50, {"term", longest, 9, 0.2});
  news.record.alert.terms.assign(50, {longest, 9, 9});
  news.record.notes.assign(50, {AlertAct::kComment, 0, longest, longest, std::nullopt});
  const Letter letter = alert_letter(news, example_reader());
  EXPECT_LT(teams_json(letter).size(), 28'000U);
  const Json slack = Json::parse(slack_json(letter));
  for (const Json& block : slack.at("blocks")) {
    if (block.contains("text")) {
      EXPECT_LT(block.at("text").at("text").get<std::string>().size(), 6000U);
    }
  }
  Digest digest = example_digest();
  digest.brands.assign(500, digest.brands.front());
  digest.alerts.assign(50, example_news().record);
  EXPECT_LT(teams_json(digest_letter(digest, example_reader())).size(), 28'000U);
  EXPECT_THAT(letter_text(digest_letter(digest, example_reader())), HasSubstr("and 480 more"));
}

TEST(Alertmanager, AnAlertNeverEndsBeforeItStartsNorInTheFuture) {
  News news = example_news(AlertEvent::kEnded);
  news.record.alert.ended = kBegan - kHour;
  Json alert = Json::parse(alertmanager_json({news}, example_reader(), kNow)).at(0);
  EXPECT_EQ(alert.at("endsAt"), alert.at("startsAt"));
  news.record.alert.ended = kNow + kHour;
  alert = Json::parse(alertmanager_json({news}, example_reader(), kNow)).at(0);
  EXPECT_EQ(alert.at("endsAt"), format_time(kNow));
  EXPECT_EQ(alertmanager_url("http://a:9093/"), "http://a:9093/api/v2/alerts");
  EXPECT_EQ(alertmanager_url("http://a/am/api/v2/alerts"), "http://a/am/api/v2/alerts");
}

TEST(Story, SaysHowManyCopiesThereAreAndByWhom) {
  News news = example_news();
  Alert& alert = news.record.alert;
  alert.cause = Cause::kCopies;
  alert.copies = 1234;
  const auto says = [&](std::uint64_t authors, Lang lang) {
    alert.copy_authors = authors;
    return alert_letter(news, example_reader(lang)).summary;
  };
  EXPECT_THAT(says(14, Lang::kEnglish), testing::HasSubstr("There are 1,234 near-copies by 14 authors."));
  EXPECT_THAT(says(1, Lang::kEnglish), testing::HasSubstr("There are 1,234 near-copies, all by one author."));
  EXPECT_THAT(says(0, Lang::kEnglish), testing::HasSubstr("There are 1,234 near-copies. "));
  EXPECT_THAT(says(14, Lang::kItalian), testing::HasSubstr("di 14 autori"));
}

}  // namespace
}  // namespace polso::notify
