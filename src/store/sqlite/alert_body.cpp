// Keys are written out, so that a database is readable without the program.
#include "store/sqlite/alert_body.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace polso {
namespace {

using Json = nlohmann::ordered_json;

bool all_numbers(const Alert& alert) {
  const auto finite = [](double value) { return std::isfinite(value); };
  return finite(alert.certainty) &&
         std::ranges::all_of(alert.moves,
                             [&](const Move& move) {
                               return finite(move.before) && finite(move.now.value) && finite(move.now.low) &&
                                      finite(move.now.high);
                             }) &&
         std::ranges::all_of(alert.drivers, finite, &Driver::part) &&
         std::ranges::all_of(alert.terms, finite, &AlertTerm::z);
}

Move move_of(const Json& json) {
  Move move;
  const auto& channel = json.at("channel").get_ref<const std::string&>();
  const auto* const found = std::ranges::find(kChannelNames, channel);
  if (found == kChannelNames.end()) throw Json::other_error::create(500, "an unknown channel", nullptr);
  move.channel = static_cast<Channel>(found - kChannelNames.begin());
  move.before = json.at("before").get<double>();
  move.now = {.value = json.at("value").get<double>(),
              .low = json.at("low").get<double>(),
              .high = json.at("high").get<double>()};
  return move;
}

void read_body(const Json& json, Alert& alert) {
  alert.certainty = json.at("certainty").get<double>();
  alert.detail = json.at("detail").get<std::string>();
  alert.posts = json.at("posts").get<std::uint64_t>();
  alert.copies = json.value("copies", std::uint64_t{0});  // earlier versions did not count them
  alert.copy_authors = json.value("copy_authors", std::uint64_t{0});
  for (const Json& move : json.at("moves")) alert.moves.push_back(move_of(move));
  for (const Json& driver : json.at("drivers")) {
    alert.drivers.push_back({.kind = driver.at("kind").get<std::string>(),
                             .name = driver.at("name").get<std::string>(),
                             .posts = driver.at("posts").get<std::uint64_t>(),
                             .part = driver.at("part").get<double>()});
  }
  for (const Json& term : json.at("terms")) {
    alert.terms.push_back({.text = term.at("text").get<std::string>(),
                           .posts = term.at("posts").get<std::uint64_t>(),
                           .z = term.at("z").get<double>()});
  }
  for (const Json& post : json.at("examples")) {
    alert.examples.push_back({.source = post.at("source").get<std::string>(),
                              .id = post.at("id").get<std::string>(),
                              .alike = post.at("alike").get<std::uint64_t>()});
  }
}

bool names_post(const ForgetQuery& who, const std::string& id) {
  return std::ranges::any_of(who.posts, [&](const auto& post) { return post.second == id; });
}

/// A conversation is often named after the post that began it.
bool is_of(const ForgetQuery& who, std::string_view kind, const std::string& name) {
  if (name.empty()) return false;
  return (kind == "author" && name == who.author) || (kind == "thread" && names_post(who, name));
}

/// One of a kind has no name at most. Answers the place of the next driver.
std::vector<Driver>::iterator make_nameless(std::vector<Driver>& drivers, std::vector<Driver>::iterator driver) {
  const auto rest = std::ranges::find_if(
      drivers, [&](const Driver& other) { return other.kind == driver->kind && other.name.empty(); });
  if (rest == drivers.end()) {
    driver->name.clear();
    return driver + 1;
  }
  rest->posts += driver->posts;
  rest->part += driver->part;
  return drivers.erase(driver);
}

}  // namespace

bool forget_in_alert(const ForgetQuery& who, Alert& alert) {
  bool found = std::erase_if(alert.examples,
                             [&](const AlertPost& post) { return who.posts.contains({post.source, post.id}); }) > 0;
  if (is_of(who, kCauseNames[static_cast<std::size_t>(alert.cause)], alert.detail)) {
    alert.detail.clear();
    found = true;
  }
  for (auto driver = alert.drivers.begin(); driver != alert.drivers.end();) {
    const bool theirs = is_of(who, driver->kind, driver->name);
    found = found || theirs;
    driver = theirs ? make_nameless(alert.drivers, driver) : driver + 1;
  }
  return found;
}

Result<std::string> encode_alert_body(const Alert& alert) {
  if (!all_numbers(alert)) return fail(Code::kInvalid, "an alert of '" + alert.brand + "' has figures that are none");
  Json json{{"certainty", alert.certainty},
            {"detail", alert.detail},
            {"posts", alert.posts},
            {"copies", alert.copies},
            {"copy_authors", alert.copy_authors}};
  Json moves = Json::array();
  for (const Move& move : alert.moves) {
    moves.push_back({{"channel", kChannelNames[static_cast<std::size_t>(move.channel)]},
                     {"before", move.before},
                     {"value", move.now.value},
                     {"low", move.now.low},
                     {"high", move.now.high}});
  }
  Json drivers = Json::array();
  for (const Driver& driver : alert.drivers) {
    drivers.push_back({{"kind", driver.kind}, {"name", driver.name}, {"posts", driver.posts}, {"part", driver.part}});
  }
  Json terms = Json::array();
  for (const AlertTerm& term : alert.terms) {
    terms.push_back({{"text", term.text}, {"posts", term.posts}, {"z", term.z}});
  }
  Json examples = Json::array();
  for (const AlertPost& post : alert.examples) {
    examples.push_back({{"source", post.source}, {"id", post.id}, {"alike", post.alike}});
  }
  json["moves"] = std::move(moves);
  json["drivers"] = std::move(drivers);
  json["terms"] = std::move(terms);
  json["examples"] = std::move(examples);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Status decode_alert_body(const std::string& body, Alert& alert) {
  try {
    read_body(Json::parse(body), alert);
  } catch (const Json::exception&) {
    return fail(Code::kCorrupt, "its figures cannot be read");
  }
  return {};
}

}  // namespace polso
