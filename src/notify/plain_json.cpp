// Figures as they are, and beside them the sentences.
#include "notify/plain_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace polso::notify {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

Json time_or_null(std::optional<Millis> time) { return time ? Json(format_time(*time)) : Json(); }

Json estimate_json(const Estimate& estimate) {
  return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}};
}

Json text_json(const Letter& letter) {
  return {{"lang", letter.lang == Lang::kItalian ? "it" : "en"}, {"title", letter.title}, {"summary", letter.summary}};
}

Json alert_json(const AlertRecord& record) {
  const Alert& alert = record.alert;
  Json out{{"id", alert.id},
           {"brand", alert.brand},
           {"model", alert.model},
           {"state", kAlertStateNames[static_cast<std::size_t>(alert.state)]},
           {"began", format_time(alert.began)},
           {"noticed", format_time(alert.noticed)},
           {"updated", format_time(alert.updated)},
           {"ended", time_or_null(alert.ended)},
           {"severity", alert.severity},
           {"certainty", alert.certainty},
           {"cause", kCauseNames[static_cast<std::size_t>(alert.cause)]},
           {"detail", alert.detail},
           {"posts", alert.posts},
           {"copies", alert.copies},
           {"copy_authors", alert.copy_authors},
           {"acknowledged", record.acknowledged},
           {"snoozed_until", time_or_null(record.snoozed_until)}};
  Json moves = Json::array();
  for (const Move& move : alert.moves) {
    moves.push_back({{"channel", kChannelNames[static_cast<std::size_t>(move.channel)]},
                     {"before", move.before},
                     {"now", estimate_json(move.now)}});
  }
  Json drivers = Json::array();
  for (const Driver& driver : alert.drivers) {
    drivers.push_back({{"kind", driver.kind}, {"name", driver.name}, {"posts", driver.posts}, {"part", driver.part}});
  }
  Json terms = Json::array();
  for (const AlertTerm& term : alert.terms) {
    terms.push_back({{"text", term.text}, {"posts", term.posts}, {"z", term.z}});
  }
  Json notes = Json::array();
  for (const AlertNote& note : record.notes) {
    notes.push_back({{"act", kAlertActNames[static_cast<std::size_t>(note.act)]},
                     {"at", format_time(note.at)},
                     {"by", note.by},
                     {"text", note.text},
                     {"until", time_or_null(note.until)}});
  }
  out["moves"] = moves;
  out["drivers"] = drivers;
  out["terms"] = terms;
  out["notes"] = notes;
  return out;
}

std::string envelope(const std::string& type, Millis now, Json data) {
  const Json out{{"version", kVersion}, {"type", type}, {"timestamp", format_time(now)}, {"data", std::move(data)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string plain_json(const News& news, const Reader& reader, Millis now) {
  const Alert& alert = news.record.alert;
  Json quotes = Json::array();
  for (const Quote& quote : news.quotes) quotes.push_back({{"text", quote.text}, {"alike", quote.alike}});
  Json examples = Json::array();
  for (const AlertPost& post : alert.examples) {
    examples.push_back({{"source", post.source}, {"id", post.id}, {"alike", post.alike}});
  }
  Json data{{"alert", alert_json(news.record)},
            {"examples", examples},
            {"quotes", quotes},
            {"text", text_json(alert_letter(news, reader))},
            {"url", alert_url(reader, alert.id)}};
  return envelope(fmt::format("alert.{}", kAlertEventNames[static_cast<std::size_t>(news.event)]), now,
                  std::move(data));
}

std::string plain_json(const Digest& digest, const Reader& reader, Millis now) {
  Json brands = Json::array();
  for (const BrandFigures& brand : digest.brands) {
    const bool enough = brand.now.enough;
    brands.push_back({{"brand", brand.brand},
                      {"posts", brand.now.posts},
                      {"negative", enough ? estimate_json(brand.now.corrected[index(Sentiment::kNegative)]) : Json()},
                      {"change", brand.change ? estimate_json(*brand.change) : Json()}});
  }
  Json alerts = Json::array();
  for (const AlertRecord& record : digest.alerts) alerts.push_back(alert_json(record));
  Json data{{"from", format_time(digest.from)},
            {"to", format_time(digest.to)},
            {"brands", brands},
            {"alerts", alerts},
            {"text", text_json(digest_letter(digest, reader))},
            {"url", reader.page + "/"}};
  return envelope(fmt::format("digest.{}", kDigestEveryNames[static_cast<std::size_t>(digest.every)]), now,
                  std::move(data));
}

}  // namespace polso::notify
