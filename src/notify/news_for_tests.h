// For tests: alerts and a digest with all that can stand in them, some of it hostile.
#pragma once

#include "notify/digest.h"
#include "notify/story.h"

namespace polso::notify {

inline constexpr Millis kBegan = 1'795'530'000'000;  // 2026-11-24T14:20:00Z

inline News example_news(AlertEvent event = AlertEvent::kOpened) {
  News news;
  news.event = event;
  Alert& alert = news.record.alert;
  alert.id = 17;
  alert.brand = "Caffè <b>Dora</b> & Söhne";
  alert.model = "en-1";
  alert.began = kBegan;
  alert.noticed = kBegan + 15 * kMinute;
  alert.updated = kBegan + 3 * kHour;
  alert.moves = {{Channel::kNegatives, 0.18, {0.41, 0.35, 0.47}}, {Channel::kVolume, 14, {121.4, 104.2, 140.1}}};
  alert.certainty = 0.9962;
  alert.severity = 4;
  alert.posts = 1212;
  alert.drivers = {{"hashtag", "sciopero", 162, 0.09}, {"term", "late", 40, 0.052},
                   {"source", "forum", 400, 0.041},    {"term", "grazie", 12, -0.02},
                   {"lang", "it", 300, 0.013},         {"author", "a1b2c3d4e5f60718", 9, 0.011},
                   {"other", "", 1000, 0.12},          {"term", "tiny", 2, 0.001}};
  alert.terms = {{"late", 40, 8.1}, {"refund", 31, 6.4}, {"*gate*", 12, 3.2}};
  alert.examples = {{"forum", "p1", 12}, {"demo", "p2", 1}};
  news.quotes = {{"late again & nobody answered </p><script>alert(1)</script>\nwhere is my *refund*? <!channel>", 12},
                 {"[click](https://evil.example) “quoted” `code`", 1}};
  if (event == AlertEvent::kEnded) {
    alert.state = AlertState::kCalmed;
    alert.ended = kBegan + 4 * kHour + 45 * kMinute;
  }
  if (event != AlertEvent::kOpened) {
    news.record.acknowledged = true;
    news.record.notes = {{AlertAct::kAcknowledge, kBegan + kHour, "Ann", "", std::nullopt},
                         {AlertAct::kComment, kBegan + 2 * kHour, "Bob <b>", "the depot is closed", std::nullopt}};
  }
  return news;
}

inline Reader example_reader(Lang lang = Lang::kEnglish) {
  Reader reader;
  reader.lang = lang;
  reader.page = "https://polso.example";
  if (lang == Lang::kItalian) {
    reader.zone = "Europe/Rome";
    reader.local = [](Millis time) { return time + kHour; };
  }
  return reader;
}

inline Share example_share(std::uint64_t posts, double negative) {
  Share share;
  share.posts = posts;
  share.enough = posts >= 30;
  share.corrected[0] = {negative, negative - 0.03, negative + 0.04};
  return share;
}

inline Digest example_digest(DigestEvery every = DigestEvery::kWeekly) {
  Digest digest;
  digest.every = every;
  digest.to = floor_time(kBegan, kDay);
  digest.from = digest.to - (every == DigestEvery::kDaily ? kDay : 7 * kDay);
  digest.brands = {{"Aurora", example_share(12345, 0.34), Estimate{0.06, 0.02, 0.1}},
                   {"Caffè <Dora>", example_share(820, 0.12), Estimate{-0.01, -0.04, 0.03}},
                   {"Nuova", example_share(400, 0.2), std::nullopt},
                   {"Piccola", example_share(3, 0.5), std::nullopt}};
  digest.alerts = {example_news(AlertEvent::kEnded).record, example_news().record};
  return digest;
}

}  // namespace polso::notify
