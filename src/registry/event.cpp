// A line is written once and compared byte by byte ever after, so its digest is over its bytes and not over its
// meaning.
#include "registry/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/hash.h"

namespace polso {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kDigestMember = ",\"sha256\":\"";
constexpr std::string_view kLineEnd = "\"}";
constexpr std::size_t kDigestLength = 64;
constexpr std::size_t kTailLength = kDigestMember.size() + kDigestLength + kLineEnd.size();

Json to_json(const Lineage& lineage) {
  Json data = Json::array();
  for (const DataSource& d : lineage.data) {
    data.push_back({{"name", d.name}, {"sha256", d.sha256}, {"rows", d.rows}, {"removed", d.removed}});
  }
  Json metrics = Json::object();
  for (const auto& [key, m] : lineage.metrics) metrics[key] = {m.value, m.low, m.high};
  Json json{{"parent", lineage.parent},
            {"lang", lineage.lang},
            {"sentiments", lineage.sentiments},
            {"recipe_sha256", lineage.recipe_sha256},
            {"data", data},
            {"metrics", metrics}};
  if (!lineage.notes.empty()) json["notes"] = lineage.notes;
  return json;
}

Lineage lineage_of(const Json& json) {
  Lineage lineage;
  json.at("parent").get_to(lineage.parent);
  json.at("lang").get_to(lineage.lang);
  json.at("sentiments").get_to(lineage.sentiments);
  json.at("recipe_sha256").get_to(lineage.recipe_sha256);
  for (const Json& d : json.at("data")) {
    lineage.data.push_back({d.at("name").get<std::string>(), d.at("sha256").get<std::string>(),
                            d.at("rows").get<std::uint64_t>(), d.at("removed").get<std::uint64_t>()});
  }
  for (const auto& [key, m] : json.at("metrics").items()) {
    lineage.metrics[key] = {m.at(0).get<double>(), m.at(1).get<double>(), m.at(2).get<double>()};
  }
  if (json.contains("notes")) json.at("notes").get_to(lineage.notes);
  return lineage;
}

RegistryEventKind kind_of(const std::string& text) {
  const auto found = std::ranges::find(kRegistryEventNames, text);
  if (found == kRegistryEventNames.end()) throw std::out_of_range("unknown kind '" + text + "'");
  return static_cast<RegistryEventKind>(found - kRegistryEventNames.begin());
}

Millis time_of(const std::string& text) {
  const auto time = parse_time(text);
  if (!time) throw std::out_of_range(time.error().message);
  return *time;
}

RegistryEvent event_of(const Json& json) {
  RegistryEvent event;
  json.at("n").get_to(event.number);
  event.time = time_of(json.at("time").get<std::string>());
  event.kind = kind_of(json.at("kind").get<std::string>());
  json.at("version").get_to(event.version);
  if (!is_version_name(event.version)) throw std::out_of_range("'" + event.version + "' is no version");
  json.at("was").get_to(event.was);
  json.at("by").get_to(event.by);
  json.at("why").get_to(event.why);
  if (json.contains("lineage")) event.lineage = lineage_of(json.at("lineage"));
  if (event.lineage.has_value() != (event.kind == RegistryEventKind::kAdded)) {
    throw std::out_of_range("'added', and nothing else, has a lineage");
  }
  return event;
}

}  // namespace

std::string_view name(RegistryEventKind kind) { return kRegistryEventNames.at(static_cast<std::size_t>(kind)); }

bool is_version_name(std::string_view version) {
  constexpr std::size_t kDigits = 12;
  constexpr std::size_t kLongest = 200;
  const std::size_t at = version.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 + kDigits != version.size()) return false;
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  };
  return version.size() <= kLongest && version.front() != '.' && std::ranges::all_of(version.substr(0, at), is_plain) &&
         std::ranges::all_of(version.substr(at + 1), is_hex);
}

std::string line_of(const RegistryEvent& event, std::string_view digest_before) {
  Json json{{"n", event.number},        {"time", format_time(event.time)},
            {"kind", name(event.kind)}, {"version", event.version},
            {"was", event.was},         {"by", event.by},
            {"why", event.why}};
  if (event.lineage) json["lineage"] = to_json(*event.lineage);
  std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::string digest = sha256(std::string(digest_before) + line);
  line.pop_back();
  return line.append(kDigestMember).append(digest).append(kLineEnd);
}

Result<ReadLine> read_line(std::string_view line, std::string_view digest_before) {
  const std::size_t body = line.size() - std::min(line.size(), kTailLength);
  const std::string_view tail = line.substr(body);
  if (!tail.starts_with(kDigestMember) || !tail.ends_with(kLineEnd)) {
    return fail(Code::kCorrupt, "does not end with its digest");
  }
  ReadLine read;
  read.digest = tail.substr(kDigestMember.size(), kDigestLength);
  read.genuine = sha256(fmt::format("{}{}}}", digest_before, line.substr(0, body))) == read.digest;
  try {
    read.event = event_of(Json::parse(line));
  } catch (const std::exception& error) {  // nlohmann-json throws; nothing leaves this function
    return fail(Code::kCorrupt, fmt::format("cannot be read: {}", error.what()));
  }
  return read;
}

}  // namespace polso
