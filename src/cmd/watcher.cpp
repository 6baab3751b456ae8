// One thread: look, then tell of alerts, then send digests.
#include "cmd/watcher.h"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/log.h"
#include "cmd/message_reader.h"
#include "cmd/watch_options.h"
#include "watch/digests.h"

namespace polso {
namespace {

constexpr auto kRound = std::chrono::seconds(10);

/// People say that it is not what the model took it for, and an alert quotes it for.
bool was_mistaken(const StoredPost& post) {
  return post.verdict.label != Sentiment::kNeutral && post.label() != post.verdict.label;
}

}  // namespace

Result<std::unique_ptr<Watcher>> Watcher::open(const Config& config, Slot<http::Served>& slot) {
  std::unique_ptr<Watcher> watcher(new Watcher(slot));
  watcher->looks_ = config.text("alerts") == "on";
  POLSO_ASSIGN(watcher->options_, watch_options(config));
  POLSO_ASSIGN(watcher->options_.targets, config.targets(process_environment()));
  watcher->estimates_ = alert_estimates(config);
  POLSO_ASSIGN(watcher->store_, open_store(config.text("db")));
  POLSO_ASSIGN(watcher->book_, open_alert_book(config.text("db")));
  notify::CourierOptions courier;
  POLSO_ASSIGN(courier.reader, message_reader(config));
  courier.seed = static_cast<std::uint64_t>(system_now());
  courier.post_text = [store = watcher->store_.get()](const AlertPost& wanted) -> std::optional<std::string> {
    auto post = store->post(wanted.source, wanted.id);
    if (!post || !*post || was_mistaken(**post)) return std::nullopt;
    return std::move((*post)->post.text);
  };
  watcher->courier_ = std::make_unique<notify::Courier>(*watcher->book_, watcher->options_.targets, std::move(courier));
  POLSO_ASSIGN(watcher->periods_, message_periods(config));
  return watcher;
}

void Watcher::run(const std::stop_token& done) {
  std::mutex mutex;
  std::condition_variable_any wake;
  while (!done.stop_requested()) {
    round(system_now(), done);
    std::unique_lock lock(mutex);
    wake.wait_for(lock, done, kRound, [] { return false; });
  }
}

void Watcher::round(Millis now, const std::stop_token& done) {
  if (looks_) look(now, done);
  if (!done.stop_requested()) tell(now);
  if (!done.stop_requested()) tell_digests(now);
}

void Watcher::look(Millis now, const std::stop_token& done) {
  auto models = slot_->get()->estimators;
  if (models != models_) {
    watch_.reset();
    estimators_ = std::make_unique<Estimators>(models->bundles(), estimates_);
    WatchOptions options = options_;
    options.stopping = [done] { return done.stop_requested(); };
    watch_ = std::make_unique<Watch>(*store_, *book_, *estimators_, std::move(options));
    models_ = std::move(models);
  }
  const auto looked = watch_->look(now);
  if (!looked) return complain(look_complaint_, "cannot look for alerts: " + looked.error().message);
  look_complaint_.clear();
  if (looked->opened + looked->grew + looked->ended == 0) return;
  log(LogLevel::kInfo,
      fmt::format("alerts: {} opened, {} grew, {} ended", looked->opened, looked->grew, looked->ended));
}

void Watcher::tell(Millis now) {
  const auto told = courier_->run_once(now);
  if (!told) return complain(tell_complaint_, "cannot tell of alerts: " + told.error().message);
  tell_complaint_.clear();
  for (const std::string& problem : told->problems) log(LogLevel::kWarning, "an alert was not told: " + problem);
}

void Watcher::tell_digests(Millis now) {
  const auto told = polso::tell_digests(*store_, *book_, *slot_->get()->estimators, *courier_, periods_, now);
  if (!told) return complain(digest_complaint_, "cannot send digests: " + told.error().message);
  digest_complaint_.clear();
  for (const std::string& problem : told->problems) log(LogLevel::kWarning, "a digest was not told: " + problem);
}

/// Once, not every ten seconds.
void Watcher::complain(std::string& last, const std::string& what) {
  if (last == what) return;
  last = what;
  log(LogLevel::kWarning, what);
}

}  // namespace polso
