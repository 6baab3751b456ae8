// Sends a sample through the very code that sends what is real, without its pauses.
#include "cmd/alert_trial.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cmd/message_reader.h"
#include "cmd/settings.h"
#include "notify/back_off.h"
#include "notify/parcel.h"
#include "notify/reader.h"
#include "notify/sample.h"

namespace polso {
namespace {

struct Options {
  std::string target;
  std::string what = "opened";
  int tries = 1;
  bool json = false;
};

Result<Target> find_target(const Config& config, const std::string& name) {
  POLSO_ASSIGN(auto targets, config.targets(process_environment()));
  const auto found = std::ranges::find(targets, name, &Target::name);
  if (found != targets.end()) return std::move(*found);
  std::vector<std::string> names;
  std::ranges::transform(targets, std::back_inserter(names), &Target::name);
  if (names.empty()) {
    return fail(Code::kUsage, "the config has no targets: polso.example.toml shows how they are written");
  }
  return fail(Code::kUsage, fmt::format("the config has no target '{}'; there are: {}", name, fmt::join(names, ", ")));
}

notify::Parcel parcel_of(const Options& options, const Target& target, const notify::Reader& reader, Millis now) {
  const std::string id = fmt::format("test-{}-{}", options.what, now);
  if (options.what == "digest") {
    const DigestEvery every = target.digest == DigestEvery::kNever ? DigestEvery::kWeekly : target.digest;
    return digest_parcel(notify::sample_digest(every, now), target, reader, id, now);
  }
  const auto event = std::ranges::find(kAlertEventNames, options.what) - kAlertEventNames.begin();
  return alert_parcel(notify::sample_news(static_cast<AlertEvent>(event), 0, now), target, reader, id, now);
}

std::string_view state_of(const Delivery& delivery) {
  switch (delivery.state) {
    case DeliveryState::kDone:
      return "done";
    case DeliveryState::kDead:
      return "dead";
    case DeliveryState::kWaiting:
      break;
  }
  return "waiting";
}

void print(const Options& options, const Delivery& delivery, Millis now) {
  if (options.json) return;
  if (delivery.state == DeliveryState::kDone) {
    fmt::print("attempt {}: it arrived\n", delivery.attempts);
  } else if (delivery.state == DeliveryState::kDead) {
    fmt::print("attempt {}: {}; it would be given up\n", delivery.attempts, delivery.problem);
  } else {
    fmt::print("attempt {}: {}; the next would come after {}\n", delivery.attempts, delivery.problem,
               notify::duration(delivery.next_try - now, Lang::kEnglish));
  }
}

Status run(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const Target target, find_target(config, options.target));
  POLSO_ASSIGN(notify::Reader reader, message_reader(config));
  reader.lang = parse_lang(target.lang).value_or(reader.lang);
  const notify::Wire wire = notify::network();
  const Millis sent = system_now();
  const notify::Parcel parcel = parcel_of(options, target, reader, sent);
  Delivery delivery;
  delivery.target = target.name;
  Millis now = sent;  // jumps over the pauses
  std::vector<Millis> pauses;
  while (delivery.state == DeliveryState::kWaiting && delivery.attempts < options.tries) {
    delivery = settle(std::move(delivery), wire(parcel), now, static_cast<std::uint64_t>(sent));
    print(options, delivery, now);
    if (delivery.state != DeliveryState::kWaiting) break;
    pauses.push_back(delivery.next_try - now);
    now = delivery.next_try;
  }
  if (options.json) {
    const nlohmann::ordered_json out{{"target", target.name},
                                     {"state", state_of(delivery)},
                                     {"attempts", delivery.attempts},
                                     {"problem", delivery.problem},
                                     {"pauses_ms", pauses}};
    fmt::print("{}\n", out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  if (delivery.state == DeliveryState::kDone) return {};
  return fail(Code::kUnavailable, fmt::format("target '{}' was not told: {}", target.name, delivery.problem));
}

}  // namespace

void add_alert_trial(CLI::App& alerts, Action& action) {
  CLI::App* verb = alerts.add_subcommand("test", "Send something invented to a target and say what came of it");
  const auto options = std::make_shared<Options>();
  const SettingFlags flags(*verb, {"lang", "zone", "page", "listen"});
  verb->add_option("--target", options->target, "Its name in the config: [targets.NAME]")->required();
  verb->add_option("--event", options->what, "What is told: opened grew ended digest")
      ->check(CLI::IsMember({"opened", "grew", "ended", "digest"}))
      ->capture_default_str();
  verb->add_option("--tries", options->tries, "At most so many attempts, without the pauses between them")
      ->check(CLI::Range(1, notify::kMostAttempts))
      ->capture_default_str();
  verb->add_flag("--json", options->json, "One JSON document on standard output");
  verb->callback([&action, flags, options] { action = [flags, options] { return run(flags, *options); }; });
}

}  // namespace polso
