// Starts in the order in which one thing needs another, and stops in reverse.
#include "cmd/serve.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "base/log.h"
#include "cmd/access_log.h"
#include "cmd/brand_rules.h"
#include "cmd/bundles.h"
#include "cmd/on_hangup.h"
#include "cmd/open_model.h"
#include "cmd/serve_options.h"
#include "cmd/show_report.h"
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

Result<http::Served> served_of(const Config& config) {
  http::Served served;
  POLSO_ASSIGN(served.model, open_model(config));
  served.quick = served.model->bundle().kind == "fasttext";
  POLSO_ASSIGN(std::vector<Bundle> bundles, bundles_of(config));
  const std::string id = served.model->bundle().id();
  if (std::ranges::find(bundles, id, [](const Bundle& b) { return b.id(); }) == bundles.end()) {
    bundles.push_back(served.model->bundle());
  }
  served.estimators = std::make_shared<Estimators>(std::move(bundles), estimator_options(config));
  POLSO_ASSIGN(served.config_brands, config_brand_rules(config));
  served.lang = config.text("lang");
  return served;
}

/// Reads the config again: model, brands, estimates and language change; addresses and limits stay.
void reload(const SettingFlags& flags, Slot<http::Served>& slot, http::App& app) {
  const auto done = [&]() -> Status {
    POLSO_ASSIGN(const Config config, flags.load());
    POLSO_ASSIGN(http::Served next, served_of(config));
    return app.replace_served(std::move(next));
  }();
  done ? log(LogLevel::kInfo, fmt::format("config read again; the model is {}", slot.get()->model->bundle().id()))
       : log(LogLevel::kError, "the config was not taken over, all stays as it was: " + done.error().message);
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
  POLSO_ASSIGN(http::Served first, served_of(config));
  allow_many_files();
  POLSO_ASSIGN(const auto access, AccessLog::open(config.text("access_log")));

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
  const http::OpenReader open_reader = [&db]() -> Result<http::Reader> {
    http::Reader reader;
    POLSO_ASSIGN(reader.store, open_store(db));
    POLSO_ASSIGN(reader.desk, open_desk(db));
    POLSO_ASSIGN(reader.alerts, open_alert_book(db));
    return reader;
  };
  POLSO_ASSIGN(const auto watcher, Watcher::open(config, slot));
  POLSO_ASSIGN(const auto app, http::App::open(options.app, slot, open_reader, options.server.threads));
  POLSO_ASSIGN(const auto server,
               http::Server::listen(
                   options.server,
                   [&](http::Request request, const http::Reply& reply) { app->handle(std::move(request), reply); },
                   [&](std::function<void()> work) { return app->background(std::move(work)); },
                   [&](const http::Exchange& exchange) { access->add(exchange); }));
  app->warm_up();
  app->set_connections([&] { return server->connections(); });
  {
    const std::lock_guard lock(mutex);
    stop_server = [&] {
      app->set_stopping();
      server->stop();
    };
    read_again = [&] { reload(flags, slot, *app); };
    if (stopping) stop_server();
  }
  fmt::print(stderr, "polso: {} judges; the database is {}\n", slot.get()->model->bundle().id(), db);
  fmt::print("http://{}:{}\n", options.shown_host, server->port());
  std::fflush(stdout);
  {
    const std::jthread tending([&](const std::stop_token& done) { tend(done, *app, *server); });
    const std::jthread watching([&](const std::stop_token& done) { watcher->run(done); });
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
