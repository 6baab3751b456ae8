// polso check: proves a config without running anything: every value with its origin, the model and the database
// opened.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "cmd/brand_rules.h"
#include "cmd/default_model.h"
#include "cmd/message_reader.h"
#include "cmd/open_model.h"
#include "cmd/registry_model.h"
#include "cmd/settings.h"
#include "cmd/verbs.h"
#include "cmd/watch_options.h"
#include "hub/request.h"
#include "store/store.h"

namespace polso {
namespace {

/// What was found out about one thing that the config names.
struct Finding {
  std::string what;  // "model"
  std::string says;  // a sentence
  bool fault = false;
};

Finding check_model(const Config& config) {
  const auto model = open_model(config);
  if (!model) return {"model", model.error().message, true};
  const Bundle& bundle = (*model)->bundle();
  return {"model", fmt::format("'{}' opens: {}, {}, lang {}", find_models(model_setting(config)).value(), bundle.id(),
                               bundle.kind, bundle.lang)};
}

Finding check_database(const Config& config) {
  const std::string& url = config.text("db");
  const auto store = open_store(url, IfMissing::kFail);
  if (!store && store.error().code == Code::kNotFound) {
    return {"db", fmt::format("'{}' is not there yet; the first ingest makes it", url)};
  }
  if (!store) return {"db", store.error().message, true};
  const auto brands = (*store)->brands();
  if (!brands) return {"db", brands.error().message, true};
  std::uint64_t posts = 0;
  for (const BrandSummary& brand : *brands) posts += brand.posts;
  return {"db", fmt::format("'{}' opens: {} posts about {} brands", url, posts, brands->size())};
}

Finding check_targets(const Config& config) {
  if (const auto reader = message_reader(config); !reader) return {"zone", reader.error().message, true};
  const auto targets = config.targets(process_environment());
  if (!targets) return {"targets", targets.error().message, true};
  std::vector<std::string> names;
  for (const Target& target : *targets) {
    names.push_back(fmt::format("{} ({}, {})", target.name, kTargetKindNames[static_cast<std::size_t>(target.kind)],
                                origin_of_url(target.url)));
  }
  return {"targets", names.empty() ? "nobody is told of alerts" : fmt::format("{}", fmt::join(names, ", "))};
}

Finding check_alerts(const Config& config) {
  const auto options = watch_options(config);
  if (!options) return {"alerts", options.error().message, true};
  if (config.text("alerts") == "off") return {"alerts", "nobody looks for them"};
  return {"alerts", fmt::format("{:.2g} a brand and 30 days may be false", options->promise.per_month)};
}

/// POLSO_MODLE and its like change nothing, so whoever wrote them should hear of it.
std::vector<Finding> misspelt_variables() {
  constexpr std::string_view kPrefix = "POLSO_";
  std::vector<Finding> findings;
  const std::vector<std::string_view> keys = setting_keys();
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (!text.starts_with(kPrefix)) continue;
    const std::string_view name = text.substr(0, text.find('='));
    const auto meant = nearest(name.substr(kPrefix.size()), keys);
    if (!meant) continue;
    const auto setting = std::ranges::find(settings(), *meant, &Setting::key);
    const std::string known = environment_name(*setting);
    if (name != known)
      findings.push_back({std::string(name), fmt::format("is not read; did you mean {}?", known), true});
  }
  return findings;
}

void print_text(const Config& config, const std::vector<Finding>& findings) {
  std::size_t widest = 0;
  for (const std::string_view key : setting_keys()) widest = std::max(widest, config.text(key).size());
  for (const std::string_view key : setting_keys()) {
    fmt::print("{:<16}{:<{}}  {}\n", key, config.text(key), widest, config.origin(key));
  }
  for (const Finding& finding : findings) {
    if (!finding.fault) fmt::print("{}: {}\n", finding.what, finding.says);
  }
}

void print_json(const Config& config, const std::vector<Finding>& findings) {
  using Json = nlohmann::ordered_json;
  Json values = Json::object();
  for (const std::string_view key : setting_keys()) {
    values[std::string(key)] = {{"value", config.text(key)}, {"origin", config.origin(key)}};
  }
  Json found = Json::array();
  for (const Finding& f : findings) found.push_back({{"what", f.what}, {"says", f.says}, {"fault", f.fault}});
  const Json out{{"settings", values}, {"findings", found}};
  fmt::print("{}\n", out.dump(2, ' ', false, Json::error_handler_t::replace));
}

/// One question, no second try: a health check asks again by itself.
Status ask_server(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  DownloadOptions once;
  once.attempts = 1;
  once.connect_timeout_s = 3;
  once.stall_timeout_s = 3;
  POLSO_ASSIGN(const Answer answer, ask({.url = url + "/readyz", .token = {}}, once));
  if (answer.status != 200) return fail(Code::kUnavailable, fmt::format("'{}' answers {}", url, answer.status));
  fmt::print("'{}' is ready.\n", url);
  return {};
}

Status run(const SettingFlags& flags, bool json) {
  POLSO_ASSIGN(const Config config, flags.load());
  std::vector<Finding> findings = misspelt_variables();
  findings.push_back(check_model(config));
  findings.push_back(check_database(config));
  findings.push_back(check_alerts(config));
  findings.push_back(check_targets(config));
  if (const auto brands = config_brand_rules(config); !brands)
    findings.push_back({"brands", brands.error().message, true});
  json ? print_json(config, findings) : print_text(config, findings);
  std::vector<std::string> faults;
  for (const Finding& f : findings) {
    if (f.fault) faults.push_back(fmt::format("{}: {}", f.what, f.says));
  }
  if (!faults.empty()) return fail(Code::kUsage, fmt::format("{}", fmt::join(faults, "\n")));
  if (!json) fmt::print("All is well.\n");
  return {};
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  CLI::App* verb =
      app.add_subcommand("check", "Prove a config without running: every setting, the model, the database");
  const SettingFlags flags(
      *verb, {"db", "model", "registry", "precision", "budget", "data", "confidence", "min_posts", "bucket", "lang",
              "zone", "page", "listen", "tokens", "alerts", "false_alarms", "alerts_feed"});
  const auto json = std::make_shared<bool>(false);
  verb->add_flag("--json", *json, "One JSON document on standard output");
  const auto server = std::make_shared<std::string>();
  verb->add_option("--server", *server, "Nothing of this machine: ask whether the server at this address is ready");
  verb->callback([&action, flags, json, server] {
    action = [flags, json, server] { return server->empty() ? run(flags, *json) : ask_server(*server); };
  });
}

}  // namespace polso
