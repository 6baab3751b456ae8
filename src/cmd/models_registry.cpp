// Flags to a Registry, and its answers to text and JSON.
#include "cmd/models_registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "report/format.h"

namespace polso {

using Json = nlohmann::ordered_json;

Result<std::filesystem::path> registry_folder(const SettingFlags& flags) {
  POLSO_ASSIGN(const Config config, flags.load());
  const std::string& folder = config.text("registry");
  if (!folder.empty()) return std::filesystem::path(folder);
  return fail(Code::kUsage,
              "which registry? Give --registry FOLDER, set POLSO_REGISTRY, or write registry = \"FOLDER\" "
              "into the config");
}

Result<Registry> open_registry(const SettingFlags& flags) {
  POLSO_ASSIGN(const auto folder, registry_folder(flags));
  return Registry::open(folder);
}

Deed deed_of(std::string by, std::string why) {
  const Environment environment = process_environment();
  for (const char* name : {"USER", "LOGNAME"}) {
    if (by.empty()) by = environment(name).value_or("");
  }
  return {.by = by.empty() ? "somebody" : std::move(by), .why = std::move(why), .now = system_now()};
}

std::string_view role_of(const RegistryState& state, std::string_view version) {
  if (version == state.champion) return "champion";
  if (version == state.challenger) return "challenger";
  return std::ranges::find(state.before, version) != state.before.end() ? "before" : "";
}

Json event_json(const RegistryEvent& event) {
  Json json{{"number", event.number},   {"time", format_time(event.time)},
            {"kind", name(event.kind)}, {"version", event.version},
            {"was", event.was},         {"by", event.by},
            {"why", event.why}};
  if (!event.lineage) return json;
  const Lineage& lineage = *event.lineage;
  Json data = Json::array();
  for (const DataSource& d : lineage.data) {
    data.push_back({{"name", d.name}, {"sha256", d.sha256}, {"rows", d.rows}, {"removed", d.removed}});
  }
  Json metrics = Json::object();
  for (const auto& [key, m] : lineage.metrics) metrics[key] = {{"value", m.value}, {"low", m.low}, {"high", m.high}};
  json["lineage"] = {{"parent", lineage.parent},
                     {"lang", lineage.lang},
                     {"sentiments", lineage.sentiments},
                     {"recipe_sha256", lineage.recipe_sha256},
                     {"data", data},
                     {"metrics", metrics},
                     {"notes", lineage.notes}};
  return json;
}

std::string when(Millis time) { return moment(time, Lang::kEnglish); }

std::string metric_text(const Metric& metric) {
  return fmt::format("{:.3f} [{:.3f}, {:.3f}]", metric.value, metric.low, metric.high);
}

std::string by_and_why(const RegistryEvent& event) {
  const std::string by = event.by.empty() ? std::string() : " by " + printable(event.by);
  return event.why.empty() ? by : by + ": " + printable(event.why);
}

}  // namespace polso
