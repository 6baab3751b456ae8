// Keys as in docs/alerts.md.
#include "cmd/alert_json.h"

#include <fmt/format.h>

#include <cmath>

namespace polso {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 10'000) / 10'000; }

Json time_json(const std::optional<Millis>& time) { return time ? Json(format_time(*time)) : Json(nullptr); }

template <class Item, class Make>
Json list_of(const std::vector<Item>& items, const Make& make) {
  Json out = Json::array();
  for (const Item& item : items) out.push_back(make(item));
  return out;
}

}  // namespace

Json alert_json(const Alert& alert) {
  return {{"id", alert.id == 0 ? Json(nullptr) : Json(alert.id)},
          {"brand", alert.brand},
          {"state", kAlertStateNames.at(static_cast<std::size_t>(alert.state))},
          {"began", format_time(alert.began)},
          {"noticed", format_time(alert.noticed)},
          {"ended", time_json(alert.ended)},
          {"severity", alert.severity},
          {"certainty", rounded(alert.certainty)},
          {"moves", list_of(alert.moves,
                            [](const Move& move) {
                              return Json{{"channel", kChannelNames.at(static_cast<std::size_t>(move.channel))},
                                          {"before", rounded(move.before)},
                                          {"value", rounded(move.now.value)},
                                          {"low", rounded(move.now.low)},
                                          {"high", rounded(move.now.high)}};
                            })},
          {"cause", kCauseNames.at(static_cast<std::size_t>(alert.cause))},
          {"detail", alert.detail},
          {"posts", alert.posts},
          {"copies", alert.copies},
          {"copy_authors", alert.copy_authors},
          {"drivers", list_of(alert.drivers,
                              [](const Driver& driver) {
                                return Json{{"kind", driver.kind},
                                            {"name", driver.name},
                                            {"posts", driver.posts},
                                            {"part", rounded(driver.part)}};
                              })},
          {"terms", list_of(alert.terms,
                            [](const AlertTerm& term) {
                              return Json{{"text", term.text}, {"posts", term.posts}, {"z", rounded(term.z)}};
                            })},
          {"examples", list_of(alert.examples,
                               [](const AlertPost& post) {
                                 return Json{{"source", post.source}, {"id", post.id}, {"alike", post.alike}};
                               })},
          {"model", alert.model}};
}

Json alert_json(const AlertRecord& record) {
  Json out = alert_json(record.alert);
  out["acknowledged"] = record.acknowledged;
  out["snoozed_until"] = time_json(record.snoozed_until);
  out["notes"] = list_of(record.notes, [](const AlertNote& note) {
    return Json{{"act", kAlertActNames.at(static_cast<std::size_t>(note.act))},
                {"at", format_time(note.at)},
                {"by", note.by},
                {"text", note.text},
                {"until", time_json(note.until)}};
  });
  return out;
}

void print_json(const Json& document) {
  fmt::print("{}\n", document.dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace polso
