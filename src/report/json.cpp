// Keys in a fixed order; an estimate from too few posts is null, never a number that somebody might believe.
#include "report/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace polso {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

Json shares(const Share& share) {
  Json out = Json::object();
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const Estimate& e = share.corrected[s];
    Json one{{"value", nullptr}, {"low", nullptr}, {"high", nullptr}, {"counted", nullptr}};
    if (share.enough) one.update({{"value", rounded(e.value)}, {"low", rounded(e.low)}, {"high", rounded(e.high)}});
    if (share.posts > 0) one["counted"] = rounded(share.counted[s]);
    out[std::string(kSentimentNames[s])] = one;
  }
  return out;
}

Json people(const std::optional<HandLabels>& labels) {
  if (!labels) return nullptr;
  Json out{{"posts", labels->posts}};
  for (std::size_t s = 0; s < kSentiments; ++s) out[std::string(kSentimentNames[s])] = rounded(labels->share[s]);
  return out;
}

Json course(const std::vector<Stretch>& stretches) {
  Json out = Json::array();
  for (const Stretch& stretch : stretches) {
    out.push_back({{"from", format_time(stretch.start)},
                   {"to", format_time(stretch.end)},
                   {"posts", stretch.share.posts},
                   {"enough", stretch.share.enough},
                   {"shares", shares(stretch.share)}});
  }
  return out;
}

Json brand(const BrandMood& mood) {
  return {{"brand", mood.brand},          {"posts", mood.whole.posts},     {"enough", mood.whole.enough},
          {"shares", shares(mood.whole)}, {"people", people(mood.people)}, {"course", course(mood.course)}};
}

Json alert(const Alert& alert) {
  Json moves = Json::array();
  for (const Move& move : alert.moves) {
    moves.push_back({{"channel", kChannelNames.at(static_cast<std::size_t>(move.channel))},
                     {"before", rounded(move.before)},
                     {"value", rounded(move.now.value)},
                     {"low", rounded(move.now.low)},
                     {"high", rounded(move.now.high)}});
  }
  return {{"id", alert.id},
          {"brand", alert.brand},
          {"state", kAlertStateNames.at(static_cast<std::size_t>(alert.state))},
          {"began", format_time(alert.began)},
          {"noticed", format_time(alert.noticed)},
          {"ended", alert.ended ? Json(format_time(*alert.ended)) : Json(nullptr)},
          {"severity", alert.severity},
          {"certainty", rounded(alert.certainty)},
          {"cause", kCauseNames.at(static_cast<std::size_t>(alert.cause))},
          {"detail", alert.detail},
          {"moves", moves},
          {"posts", alert.posts},
          {"model", alert.model}};
}

}  // namespace

std::string render_json(const Report& report) {
  Json brands = Json::array();
  for (const BrandMood& mood : report.brands) brands.push_back(brand(mood));
  Json alerts = Json::array();
  for (const Alert& one : report.alerts) alerts.push_back(alert(one));
  const bool empty = report.brands.empty();
  const Json out{{"model", report.model.id},
                 {"validation", {{"data", report.model.data}, {"from", report.model.from}, {"to", report.model.to}}},
                 {"calibration", name(report.model.calibration)},
                 {"fresh_labels", report.model.fresh_labels},
                 {"other_models", report.other_models},
                 {"simulated", report.simulated},
                 {"confidence", report.confidence},
                 {"min_posts", report.min_posts},
                 {"from", empty ? Json(nullptr) : Json(format_time(report.from))},
                 {"to", empty ? Json(nullptr) : Json(format_time(report.to))},
                 {"bucket", std::string(name(report.step))},
                 {"posts", report.posts},
                 {"posts_outside_course", report.outside_course},
                 {"brands", brands},
                 {"alerts", alerts}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace polso
