// Labels, annotations and when an alert lapses.
#include "notify/alertmanager.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace polso::notify {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_name(int severity) {
  if (severity >= 4) return "critical";
  return severity == 3 ? "warning" : "info";
}

Json alert_json(const News& news, const Reader& reader, Millis now) {
  const Alert& alert = news.record.alert;
  const Letter letter = alert_letter(news, reader);
  const Channel channel = alert.moves.empty() ? Channel::kNegatives : alert.moves.front().channel;
  const Millis ends = alert.state == AlertState::kOpen ? now + kLasts : std::min(alert.ended.value_or(now), now);
  Json labels{{"alertname", "PolsoAlert"},
              {"brand", printable(alert.brand)},
              {"severity", severity_name(alert.severity)},
              {"cause", kCauseNames[static_cast<std::size_t>(alert.cause)]},
              {"channel", kChannelNames[static_cast<std::size_t>(channel)]}};
  if (alert.brand.empty()) labels.erase("brand");
  const Json annotations{
      {"summary", letter.title}, {"description", letter.summary}, {"level", fmt::format("{}", alert.severity)}};
  return {{"labels", std::move(labels)},
          {"annotations", annotations},
          {"startsAt", format_time(alert.began)},
          {"endsAt", format_time(std::max(ends, alert.began))},
          {"generatorURL", letter.url}};
}

}  // namespace

std::string alertmanager_json(const std::vector<News>& news, const Reader& reader, Millis now) {
  Json out = Json::array();
  for (const News& one : news) out.push_back(alert_json(one, reader, now));
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string alertmanager_url(std::string url) {
  constexpr std::string_view kPath = "/api/v2/alerts";
  while (url.ends_with('/')) url.pop_back();
  if (!url.ends_with(kPath)) url.append(kPath);
  return url;
}

}  // namespace polso::notify
