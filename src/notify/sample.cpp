// The brand's name says that it is a test, in every shape.
#include "notify/sample.h"

namespace polso::notify {
namespace {

constexpr std::string_view kBrand = "Aurora (test)";

Share share_of(std::uint64_t posts, double negative) {
  Share share;
  share.posts = posts;
  share.enough = true;
  share.corrected[index(Sentiment::kNegative)] = {negative, negative - 0.03, negative + 0.03};
  return share;
}

}  // namespace

News sample_news(AlertEvent event, std::int64_t id, Millis now) {
  News news;
  news.event = event;
  Alert& alert = news.record.alert;
  alert.id = id;
  alert.brand = std::string(kBrand);
  alert.model = "sample";
  alert.began = now - 3 * kHour;
  alert.noticed = floor_time(now, kDay);  // the same for all events of a day
  alert.updated = now;
  alert.moves = {{Channel::kNegatives, 0.18, {0.41, 0.35, 0.47}}};
  if (event != AlertEvent::kOpened) alert.moves.push_back({Channel::kVolume, 14, {121, 104, 140}});
  alert.certainty = 0.998;
  alert.severity = event == AlertEvent::kOpened ? 3 : 4;
  alert.posts = 364;
  alert.drivers = {{"hashtag", "#delayed", 62, 0.09}, {"term", "refund", 40, 0.05}, {"source", "forum", 210, 0.04}};
  alert.terms = {{"refund", 40, 8.1}, {"late", 31, 6.4}, {"nobody answers", 12, 3.2}};
  news.quotes = {{"three hours late and nobody answers, I want a refund", 12}};
  if (event == AlertEvent::kEnded) {
    alert.state = AlertState::kCalmed;
    alert.ended = now;
  }
  return news;
}

Digest sample_digest(DigestEvery every, Millis now) {
  Digest digest;
  digest.every = every;
  digest.to = floor_time(now, kDay);
  digest.from = digest.to - (every == DigestEvery::kWeekly ? 7 : 1) * kDay;
  digest.brands = {{std::string(kBrand), share_of(1234, 0.34), Estimate{0.06, 0.02, 0.1}},
                   {"Borea (test)", share_of(820, 0.12), Estimate{-0.01, -0.04, 0.03}}};
  digest.alerts = {sample_news(AlertEvent::kEnded, 0, now).record};
  return digest;
}

}  // namespace polso::notify
