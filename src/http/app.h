// App: from a Request to whoever answers it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/context.h"
#include "http/gate.h"
#include "http/message.h"
#include "http/metrics.h"
#include "http/routes.h"
#include "http/workers.h"

namespace polso::http {

struct AppOptions {
  GateOptions gate;
  Limits limits;
  std::size_t longest_queue = 256;  // of requests that wait for a worker, and of pushes that wait to be stored
  std::string version;
  Clock clock = system_now;
};

/// Opens another Reader; the first one makes the database.
using OpenReader = std::function<Result<Reader>()>;

/// What changed since the last look.
struct Changes {
  std::vector<std::string> brands;  // with new posts
  bool any = false;
};

/// The event that tells a page which brands to ask for again.
[[nodiscard]] std::string changed_event(const std::vector<std::string>& brands);

class App {
 public:
  /// Opens one Reader for each of `workers` threads, one for itself, and a Store for the storing thread.
  [[nodiscard]] static Result<std::unique_ptr<App>> open(AppOptions options, Slot<Served>& served,
                                                         const OpenReader& open_reader, std::size_t workers);

  /// Any thread; never blocks for long. `reply` is called once, from any thread.
  void handle(Request request, const Reply& reply);

  /// Runs `work` on a worker; false when there is no room.
  bool background(std::function<void()> work);

  /// Has a worker estimate what the page asks for first, so that its first reader does not wait for it.
  void warm_up();

  /// Looks whether the database has changed, also by other processes: tokens, brand queries and people's labels are
  /// read again. By one thread, now and then.
  [[nodiscard]] Result<Changes> look();

  /// Reads the brand queries of the database again, behind those of the config.
  [[nodiscard]] Status reload_rules(Desk& desk);

  /// Another model, other brands of the config, other options of estimates; the database's brand queries stay. One
  /// thread at a time, and not the one of look().
  [[nodiscard]] Status replace_served(Served next);

  /// No longer ready: those who balance load should look elsewhere.
  void set_stopping() { stopping_ = true; }

  /// Answers what was accepted, then ends the threads.
  void stop();

  /// Another champion or challenger, or other figures of them. Any thread.
  void set_succession(Succession succession) {
    succession_.replace(std::make_shared<const Succession>(std::move(succession)));
  }

  /// What the watcher of the model found. Any thread.
  void set_health(monitor::ModelHealth health) {
    health_.replace(std::make_shared<const monitor::ModelHealth>(std::move(health)));
  }

  /// What the server knows and we do not; before the first request.
  void set_connections(std::function<std::size_t()> connections) { connections_ = std::move(connections); }

 private:
  App(AppOptions options, Slot<Served>& served, std::vector<std::unique_ptr<Reader>> readers,
      std::unique_ptr<Reader> own, std::unique_ptr<Store> writer, const OpenReader& open_reader, PseudonymKey key);

  void route(Request request, const Reply& reply);
  void run(const Route& route, Request request, const Reply& reply);
  void on_worker(std::function<void(Reader&)> work, const Reply& reply);
  [[nodiscard]] std::optional<Response> own_answer(const Request& request) const;
  [[nodiscard]] Status put(Served next, Desk& desk);
  [[nodiscard]] Result<bool> renew(std::int64_t version, bool given);
  [[nodiscard]] Response session(const Request& request) const;
  [[nodiscard]] Response preflight(const Request& request) const;
  [[nodiscard]] Response scrape(Reader& reader);
  [[nodiscard]] Response ready(Reader& reader) const;

  AppOptions options_;
  Gate gate_;
  Slot<Served>& served_;
  Slot<Succession> succession_{std::make_shared<const Succession>()};
  Slot<monitor::ModelHealth> health_{nullptr};
  std::vector<Route> routes_;
  Metrics metrics_;
  std::function<std::size_t()> connections_ = [] { return std::size_t{0}; };
  std::atomic<bool> stopping_ = false;
  std::mutex rules_mutex_;
  OpenReader open_reader_;
  std::unique_ptr<Reader> own_;  // look()'s
  std::int64_t seen_version_ = -1;
  std::atomic<bool> feedback_given_ = false;
  std::int64_t renewed_version_ = -1;
  Millis renewed_at_ = kMinTime;
  std::map<std::string, std::uint64_t> seen_posts_;  // by brand
  Intake intake_;
  Context context_;
  Workers<Reader> workers_;
};

}  // namespace polso::http
