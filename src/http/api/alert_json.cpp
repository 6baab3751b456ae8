// Names for what the nouns number.
#include "http/api/alert_json.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace polso::http {
namespace {

constexpr std::array<std::string_view, 3> kDeliveryStates{"waiting", "done", "dead"};

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

template <std::size_t n, class Kind>
std::string_view name_in(const std::array<std::string_view, n>& names, Kind kind) {
  return names.at(static_cast<std::size_t>(kind));
}

template <class Kind, std::size_t n>
std::optional<Kind> found_in(const std::array<std::string_view, n>& names, std::string_view text) {
  const auto* const found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Kind>(found - names.begin());
}

Json note_json(const AlertNote& note) {
  return {{"act", name_in(kAlertActNames, note.act)},
          {"at", format_time(note.at)},
          {"by", note.by},
          {"text", note.text},
          {"until", time_json(note.until)}};
}

}  // namespace

Json alert_json(const AlertRecord& record) {
  const Alert& alert = record.alert;
  Json moves = Json::array();
  for (const Move& move : alert.moves) {
    moves.push_back({{"channel", name_in(kChannelNames, move.channel)},
                     {"before", rounded(move.before)},
                     {"now", estimate_json(move.now)}});
  }
  return {{"id", alert.id},
          {"brand", alert.brand},
          {"model", alert.model},
          {"state", name_in(kAlertStateNames, alert.state)},
          {"began", format_time(alert.began)},
          {"noticed", format_time(alert.noticed)},
          {"updated", format_time(alert.updated)},
          {"ended", time_json(alert.ended)},
          {"moves", std::move(moves)},
          {"certainty", rounded(alert.certainty)},
          {"severity", alert.severity},
          {"cause", name_in(kCauseNames, alert.cause)},
          {"detail", alert.detail},
          {"posts", alert.posts},
          {"copies", alert.copies},
          {"copy_authors", alert.copy_authors},
          {"acknowledged", record.acknowledged},
          {"snoozed_until", time_json(record.snoozed_until)}};
}

Json whole_alert_json(const AlertRecord& record) {
  Json out = alert_json(record);
  Json drivers = Json::array();
  for (const Driver& driver : record.alert.drivers) {
    drivers.push_back(
        {{"kind", driver.kind}, {"name", driver.name}, {"posts", driver.posts}, {"part", rounded(driver.part)}});
  }
  Json terms = Json::array();
  for (const AlertTerm& term : record.alert.terms) {
    terms.push_back({{"term", term.text}, {"posts", term.posts}, {"z", rounded(term.z)}});
  }
  Json notes = Json::array();
  for (const AlertNote& note : record.notes) notes.push_back(note_json(note));
  out["drivers"] = std::move(drivers);
  out["terms"] = std::move(terms);
  out["notes"] = std::move(notes);
  return out;
}

Json delivery_json(const Delivery& delivery) {
  return {{"id", delivery.id},
          {"alert", delivery.alert},
          {"event", name_in(kAlertEventNames, delivery.event)},
          {"target", delivery.target},
          {"state", name_in(kDeliveryStates, delivery.state)},
          {"attempts", delivery.attempts},
          {"next_try", format_time(delivery.next_try)},
          {"problem", delivery.problem}};
}

std::optional<AlertState> parse_alert_state(std::string_view text) {
  return found_in<AlertState>(kAlertStateNames, text);
}

std::optional<AlertAct> parse_alert_act(std::string_view text) { return found_in<AlertAct>(kAlertActNames, text); }

}  // namespace polso::http
