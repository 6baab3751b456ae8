// Starts in the order in which one thing needs another, and stops in reverse.
#include "cmd/serve.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "base/log.h"
#include "cmd/access_log.h"
#include "cmd/default_model.h"
#include "cmd/health_watcher.h"
#include "cmd/on_hangup.h"
#include "cmd/registry_model.h"
#include "cmd/reloader.h"
#include "cmd/retrain_schedule.h"
#include "cmd/second_look.h"
#include "cmd/serve_options.h"
#include "cmd/serve_token.h"
#include "cmd/served.h"
#include "cmd/stop_on_signal.h"
#include "cmd/watcher.h"
#include "http/app.h"
#include "http/server.h"

namespace polso {
namespace {

constexpr auto kLook = std::chrono::milliseconds(500);
constexpr auto kComment = std::chrono::seconds(15);  // between signs of life to listeners

/// As many connections as the system lets us have.
void allow_many_files() {
  ::rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string event_of(const http::Changes& changes) { return http::changed_event(changes.brands); }

/// Tells listeners what changed, until it is asked to stop.
void tend(const std::stop_token& done, http::App& app, http::Server& server) {
  std::mutex mutex;
  std::condition_variable_any wake;
  auto last_sign = std::chrono::steady_clock::now();
  while (!done.stop_requested()) {
    std::unique_lock lock(mutex);
    wake.wait_for(lock, done, kLook, [] { return false; });
    const auto changes = app.look();
    const auto now = std::chrono::steady_clock::now();
    if (!changes) log(LogLevel::kWarning, "cannot look for changes: " + changes.error().message);
    if (changes && changes->any) {
      server.publish(event_of(*changes));
    } else if (now - last_sign > kComment) {
      server.publish(": here\n\n");
    } else {
      continue;
    }
    last_sign = now;
  }
}

}  // namespace

Status serve(const SettingFlags& flags, unsigned threads) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const ServeOptions options, serve_options(config, threads));
  POLSO_ASSIGN(const std::string found, find_models(model_setting(config)));
  POLSO_ASSIGN(http::Served first, served_of(config, found));
  allow_many_files();
  POLSO_ASSIGN(const auto access, AccessLog::open(config.text("access_log")));

  hold_hangups();
  std::function<void()> stop_server = [] {};
  std::mutex mutex;
  bool stopping = false;
  const StopOnSignal stop_on_signal([&] {  // before any thread is made
    const std::lock_guard lock(mutex);
    stopping = true;
    stop_server();
  });
  std::function<void()> read_again = [] {};
  const OnHangup on_hangup([&] {
    const std::lock_guard lock(mutex);
    read_again();
  });

  Slot<http::Served> slot(std::make_shared<const http::Served>(std::move(first)));
  const std::string& db = config.text("db");
  POLSO_TRY(take_token_of_environment(db));
  const http::OpenReader open_reader = [&db]() -> Result<http::Reader> {
    http::Reader reader;
    POLSO_ASSIGN(reader.store, open_store(db));
    POLSO_ASSIGN(reader.desk, open_desk(db));
    POLSO_ASSIGN(reader.alerts, open_alert_book(db));
    POLSO_ASSIGN(reader.opinions, open_opinions(db));
    return reader;
  };
  POLSO_ASSIGN(const auto watcher, Watcher::open(config, slot));
  POLSO_ASSIGN(const auto schedule, RetrainSchedule::open(config));
  POLSO_ASSIGN(const auto app, http::App::open(options.app, slot, open_reader, options.server.threads));
  POLSO_ASSIGN(const auto server,
               http::Server::listen(
                   options.server,
                   [&](http::Request request, const http::Reply& reply) { app->handle(std::move(request), reply); },
                   [&](std::function<void()> work) { return app->background(std::move(work)); },
                   [&](const http::Exchange& exchange) { access->add(exchange); }));
  app->warm_up();
  POLSO_ASSIGN(const auto second_look,
               SecondLook::open(config, slot, [&](http::Succession now) { app->set_succession(std::move(now)); }));
  POLSO_ASSIGN(const auto health,
               HealthWatcher::open(config, slot, [&](monitor::ModelHealth now) { app->set_health(std::move(now)); }));
  Reloader reloader(flags, config, found, slot, *app);
  app->set_connections([&] { return server->connections(); });
  {
    const std::lock_guard lock(mutex);
    stop_server = [&] {
      app->set_stopping();
      server->stop();
    };
    read_again = [&] { reloader.read_config_again(); };
    if (stopping) stop_server();
  }
  fmt::print(stderr, "polso: {} judges; the database is {}\n", slot.get()->model->bundle().id(), db);
  fmt::print("http://{}:{}\n", options.shown_host, server->port());
  std::fflush(stdout);
  {
    const std::jthread tending([&](const std::stop_token& done) { tend(done, *app, *server); });
    const std::jthread following([&](const std::stop_token& done) { reloader.follow_registry(done); });
    const std::jthread judging_again([&](const std::stop_token& done) { second_look->run(done); });
    const std::jthread watching([&](const std::stop_token& done) { watcher->run(done); });
    const std::jthread looking_after([&](const std::stop_token& done) { health->run(done); });
    const std::jthread retraining([&](const std::stop_token& done) {
      if (schedule) schedule->run(done);
    });
    server->run();
  }
  {
    const std::lock_guard lock(mutex);
    read_again = [] {};
    stop_server = [] {};
  }
  app->stop();
  return {};
}

}  // namespace polso
