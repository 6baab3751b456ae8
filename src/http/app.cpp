// Every answer passes through here once more on its way out: headers for safety, and its count.
#include "http/app.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

#include "base/log.h"
#include "http/api/json.h"
#include "http/site.h"
#include "mood/overview.h"

namespace polso::http {
namespace {

constexpr std::size_t kMostScraped = 100;  // brands

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void add_safety(Response& response) {
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  if (response.content_type == "application/json") response.headers.emplace_back("Cache-Control", "no-store");
}

/// What counts for a route that is none of ours.
std::string_view label_of(const Request& request) {
  return request.path.starts_with("/api/") || request.path.starts_with("/v2") ? "unknown" : "page";
}

/// Whether a GET would find what we answer without the table.
bool is_for_get(Request request) {
  constexpr std::array<std::string_view, 6> kOwn{"/healthz", "/readyz",         "/health",
                                                 "/metrics", "/api/v1/session", "/api/v1/events"};
  request.method = "GET";
  return std::ranges::find(kOwn, request.path) != kOwn.end() || site_response(request);
}

}  // namespace

std::string changed_event(const std::vector<std::string>& brands) {
  return fmt::format("event: changed\ndata: {}\n\n",
                     Json{{"brands", brands}}.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<std::unique_ptr<App>> App::open(AppOptions options, Slot<Served>& served, const OpenReader& open_reader,
                                       std::size_t workers) {
  std::vector<std::unique_ptr<Reader>> readers;
  for (std::size_t i = 0; i < workers; ++i) {
    POLSO_ASSIGN(Reader reader, open_reader());
    readers.push_back(std::make_unique<Reader>(std::move(reader)));
  }
  POLSO_ASSIGN(Reader own, open_reader());
  POLSO_ASSIGN(Reader writer, open_reader());
  POLSO_ASSIGN(const PseudonymKey key, own.store->pseudonym_key());
  std::unique_ptr<App> app(new App(std::move(options), served, std::move(readers),
                                   std::make_unique<Reader>(std::move(own)), std::move(writer.store), open_reader,
                                   key));
  POLSO_TRY(app->look());
  return app;
}

App::App(AppOptions options, Slot<Served>& served, std::vector<std::unique_ptr<Reader>> readers,
         std::unique_ptr<Reader> own, std::unique_ptr<Store> writer, const OpenReader& open_reader, PseudonymKey key)
    : options_(std::move(options)),
      gate_(options_.gate),
      served_(served),
      routes_(all_routes()),
      metrics_(options_.version),
      open_reader_(open_reader),
      own_(std::move(own)),
      intake_(std::move(writer), options_.longest_queue),
      context_{.served = served,
               .succession = succession_,
               .health = health_,
               .intake = intake_,
               .metrics = metrics_,
               .rules_changed = [this](Reader& reader) { return reload_rules(*reader.desk); },
               .feedback_given = [this] { feedback_given_ = true; },
               .open_store = [open_reader]() -> Result<std::unique_ptr<Store>> {
                 POLSO_ASSIGN(Reader reader, open_reader());
                 return std::move(reader.store);
               },
               .author_key = key,
               .clock = options_.clock,
               .limits = options_.limits,
               .version = options_.version},
      workers_(std::move(readers), options_.longest_queue) {}

void App::stop() {
  stopping_ = true;
  workers_.stop();
  intake_.stop();
}

bool App::background(std::function<void()> work) {
  return workers_.post([work = std::move(work)](Reader&) { work(); });
}

void App::warm_up() {
  const bool posted = workers_.post([this](Reader& reader) {
    OverviewQuery query;
    query.now = options_.clock();
    const auto served = served_.get();
    const auto overview = load_overview(*reader.store, *served->estimators, query, rejudged(*served, reader));
    if (!overview) log(LogLevel::kWarning, "the overview cannot be made: " + overview.error().message);
  });
  if (!posted) log(LogLevel::kDebug, "too busy to warm up");
}

void App::handle(Request request, const Reply& reply) { route(std::move(request), reply); }

/// Finds who answers, and sees to what is done with every answer.
void App::route(Request request, const Reply& reply) {
  const auto start = std::chrono::steady_clock::now();
  const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view(request.method);
  const Route* found = nullptr;
  std::vector<std::string_view> allowed;
  for (const Route& route : routes_) {
    std::map<std::string, std::string> values;
    if (!matches(route.pattern, request.path, values)) continue;
    allowed.push_back(route.method);
    if (route.method != method) continue;
    found = &route;
    request.path_values = std::move(values);
    break;
  }
  const std::string_view label = found != nullptr ? found->pattern : label_of(request);
  const Reply finish = [this, start, label, reply,
                        origin = request.headers.contains("origin") ? request : Request()](Response response) {
    add_safety(response);
    gate_.mark_origin(origin, response);
    metrics_.answered(label, response.status, seconds_since(start));
    reply(std::move(response));
  };
  if (request.method == "OPTIONS") return finish(preflight(request));
  const bool open_path = request.path == "/healthz" || request.path == "/readyz" || request.path == "/health";
  const Need need = found != nullptr                                                 ? found->need
                    : request.path == "/metrics" || request.path == "/api/v1/events" ? Need::kRead
                                                                                     : Need::kOpen;
  if (auto refusal = gate_.refuses(request, open_path ? Need::kOpen : need, options_.clock())) {
    return finish(std::move(*refusal));
  }
  if (found != nullptr) return run(*found, std::move(request), finish);
  if (method == "GET" && request.path == "/metrics") {
    return on_worker([this, finish](Reader& reader) { finish(scrape(reader)); }, finish);
  }
  if (method == "GET" && request.path == "/readyz") {
    return on_worker([this, finish](Reader& reader) { finish(ready(reader)); }, finish);
  }
  if (auto answer = own_answer(request)) return finish(std::move(*answer));
  if (allowed.empty() && is_for_get(request)) allowed = {"GET", "HEAD"};
  if (!allowed.empty()) {
    Response response = error_response(405, "invalid", fmt::format("{} is not for {}", request.path, request.method));
    response.headers.emplace_back("Allow", fmt::format("{}", fmt::join(allowed, ", ")));
    return finish(std::move(response));
  }
  finish(error_response(404, "not_found", "there is nothing here; /docs tells what there is"));
}

void App::run(const Route& route, Request request, const Reply& reply) {
  if (const auto* quick = std::get_if<Quick>(&route.handler)) return reply((*quick)(context_, request));
  if (const auto* by_model = std::get_if<ByModel>(&route.handler)) {
    const bool here =
        is_quick(*served_.get(), *succession_.get()) && request.body.size() <= options_.limits.inline_body;
    if (here) return reply(by_model->handle(context_, request));
    return on_worker(
        [this, by_model, request = std::move(request), reply](Reader&) { reply(by_model->handle(context_, request)); },
        reply);
  }
  if (const auto* slow = std::get_if<Slow>(&route.handler)) {
    return on_worker([this, slow, request = std::move(request),
                      reply](Reader& reader) { reply((*slow)(context_, reader, request)); },
                     reply);
  }
  const auto& later = std::get<Later>(route.handler);
  on_worker([this, &later, request = std::move(request),
             reply](Reader& reader) mutable { later(context_, reader, std::move(request), reply); },
            reply);
}

void App::on_worker(std::function<void(Reader&)> work, const Reply& reply) {
  if (!workers_.post(std::move(work))) reply(busy());
}

std::optional<Response> App::own_answer(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  if (request.path == "/healthz" || request.path == "/health") {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "ok\n";
    return response;
  }
  if (request.path == "/api/v1/session") return session(request);
  if (request.path == "/api/v1/events") {
    Response response;
    response.content_type = "text/event-stream";
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = "event: hello\ndata: {}\n\n";
    response.events = true;
    return response;
  }
  return site_response(request);
}

Response App::session(const Request& request) const {
  const Millis now = options_.clock();
  return json_response(Json{{"read", gate_.may(request, Need::kRead, now)},
                            {"write", gate_.may(request, Need::kWrite, now)},
                            {"lang", served_.get()->lang},
                            {"version", options_.version}});
}

Response App::preflight(const Request& request) const {
  Response response;
  response.status = 204;
  response.content_type.clear();
  const auto& origins = options_.gate.origins;
  if (std::ranges::find(origins, request.header("origin")) != origins.end()) {
    response.headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
    response.headers.emplace_back("Access-Control-Allow-Headers", "Authorization, Content-Type");
    response.headers.emplace_back("Access-Control-Max-Age", "600");
  }
  return response;
}

Response App::ready(Reader& reader) const {
  if (stopping_) return error_response(503, "unavailable", "the server is stopping");
  if (const auto brands = reader.store->brands(); !brands) return error_response(brands.error());
  Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = "ready\n";
  return response;
}

Response App::scrape(Reader& reader) {
  const auto served = served_.get();
  const Bundle& bundle = served->model->bundle();
  Momentary now{.connections = connections_(),
                .intake_waiting = intake_.waiting(),
                .workers_waiting = workers_.waiting(),
                .model = {.id = bundle.id(), .kind = bundle.kind, .lang = bundle.lang},
                .shares = {},
                .alerts = {},
                .succession = succession_.get(),
                .health = health_.get()};
  OverviewQuery query;
  query.now = options_.clock();
  query.to = query.now;
  query.from = query.now - kDay;
  auto overview = load_overview(*reader.store, *served->estimators, query, rejudged(*served, reader));
  if (!overview) return error_response(overview.error());
  std::ranges::sort(overview->brands, std::greater{},
                    [](const BrandNow& b) { return std::pair(b.now.posts, b.brand); });
  for (const BrandNow& brand : overview->brands) {
    if (brand.now.posts == 0 || now.shares.size() == kMostScraped) break;
    now.shares.emplace_back(brand.brand, brand.now);
  }
  auto alerts = reader.alerts->counts();
  if (!alerts) return error_response(alerts.error());
  now.alerts = std::move(*alerts);
  while (now.alerts.open.size() > kMostScraped) now.alerts.open.erase(std::prev(now.alerts.open.end()));
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = metrics_.text(now);
  return response;
}

Status App::reload_rules(Desk& desk) {
  const std::lock_guard lock(rules_mutex_);
  return put(*served_.get(), desk);
}

Status App::replace_served(Served next) {
  POLSO_ASSIGN(const Reader reader, open_reader_());
  const std::lock_guard lock(rules_mutex_);
  return put(std::move(next), *reader.desk);
}

/// With the lock held.
Status App::put(Served next, Desk& desk) {
  POLSO_ASSIGN(const auto ours, desk.brand_rules());
  std::vector<BrandMatch> rules;
  for (const auto* brands : std::array<const std::vector<BrandRule>*, 2>{&next.config_brands, &ours}) {
    for (const BrandRule& rule : *brands) {
      POLSO_ASSIGN(BrandQuery query, BrandQuery::parse(rule.query));
      rules.push_back({rule.brand, std::move(query)});
    }
  }
  next.rules = BrandRules(std::move(rules));
  if (next.estimators != served_.get()->estimators) {
    POLSO_ASSIGN(Audits audits, load_audits(desk));
    next.estimators->renew(std::move(audits));
  }
  served_.replace(std::make_shared<const Served>(std::move(next)));
  return {};
}

/// Labels that were given here count at once, those of other processes within a minute: posts that stream in, and raise
/// the version twice a second, need not have thousands of labels read.
Result<bool> App::renew(std::int64_t version, bool given) {
  const Millis now = options_.clock();
  const bool due = given || now < renewed_at_ || now - renewed_at_ >= kMinute;
  if (!due || version == renewed_version_) return false;
  POLSO_ASSIGN(Audits audits, load_audits(*own_->desk));
  renewed_at_ = now;
  renewed_version_ = version;
  return served_.get()->estimators->renew(std::move(audits));
}

Result<Changes> App::look() {
  Changes changes;
  const bool given = feedback_given_.exchange(false);  // before the version is read, which then tells of it
  POLSO_ASSIGN(const std::int64_t version, own_->store->version());
  POLSO_ASSIGN(const bool renewed, renew(version, given));
  if (version == seen_version_ && !renewed) return changes;
  POLSO_ASSIGN(KnownTokens known, own_->desk->tokens());
  gate_.replace_tokens(std::move(known));
  POLSO_TRY(reload_rules(*own_->desk));
  POLSO_ASSIGN(const auto brands, own_->store->brands());
  for (const BrandSummary& brand : brands) {
    std::uint64_t& seen = seen_posts_[brand.brand];
    if (std::exchange(seen, brand.posts) != brand.posts || renewed) changes.brands.push_back(brand.brand);
  }
  changes.any = std::exchange(seen_version_, version) >= 0;
  return changes;
}

}  // namespace polso::http
