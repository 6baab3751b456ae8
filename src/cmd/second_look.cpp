// A round judges one batch of each model; then it sleeps longer than it worked.
#include "cmd/second_look.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "base/log.h"

namespace polso {
namespace {

using Time = std::chrono::steady_clock;

constexpr auto kIdle = std::chrono::milliseconds(500);
constexpr auto kShortest = std::chrono::milliseconds(20);  // of pauses
constexpr auto kLongest = std::chrono::seconds(5);
constexpr int kPausePerWork = 3;
constexpr int kNice = 10;
constexpr std::size_t kQuickBatch = 500;  // one transaction, some milliseconds
constexpr std::size_t kSlowBatch = 32;    // of a model that takes milliseconds a post
constexpr Millis kCompareEvery = 15 * kSecond;
constexpr Millis kCompared = 7 * kDay;

/// Of this thread alone, as Linux has it.
void step_back() { ::setpriority(PRIO_PROCESS, 0, kNice); }

bool operator==(const OpinionPlace& a, const OpinionPlace& b) {
  return a.newest == b.newest && a.oldest.time == b.oldest.time && a.oldest.seq == b.oldest.seq;
}

}  // namespace

Result<std::unique_ptr<SecondLook>> SecondLook::open(const Config& config, Slot<http::Served>& slot, Publish publish) {
  std::unique_ptr<SecondLook> look(new SecondLook(slot, std::move(publish)));
  look->contenders_ = Contenders::of(config);
  look->reach_ = static_cast<Millis>(config.whole("second_look")) * kDay;
  look->succession_.canary = config.number("canary");
  if (!look->contenders_) return look;
  POLSO_ASSIGN(look->opinions_, open_opinions(config.text("db")));
  POLSO_ASSIGN(look->fallback_, Fallback::open(config));
  look->gate_.emplace(look->contenders_->folder());
  static_cast<void>(look->gate_->look());
  look->announce();  // before the first scrape: a counter that grew after the start would look like a rollback
  return look;
}

void SecondLook::run(const std::stop_token& done) {
  if (!contenders_) return;
  step_back();
  std::mutex mutex;
  std::condition_variable_any wake;
  while (!done.stop_requested()) {
    const auto start = Time::now();
    const bool busy = round(system_now());
    const Time::duration rest = kPausePerWork * (Time::now() - start);
    const Time::duration pause = busy ? std::clamp<Time::duration>(rest, kShortest, kLongest) : Time::duration(kIdle);
    std::unique_lock lock(mutex);
    wake.wait_for(lock, done, pause, [] { return false; });
  }
}

/// Whether there is more to do.
bool SecondLook::round(Millis now) {
  bool busy = false;
  const Status looked = [&]() -> Status {
    Status followed = follow(now);  // without a challenger the champion still has its work
    const auto served = slot_->get();
    std::vector<const Classifier*> models{served->model.get()};
    if (const Classifier* challenger = contenders_->challenger().get()) models.push_back(challenger);
    for (const Classifier* model : models) {
      POLSO_ASSIGN(const bool more_new, judge(*model, Way::kNewer, now - reach_));
      busy = busy || more_new;
      if (more_new || reached_.contains(model->bundle().id())) continue;
      POLSO_ASSIGN(const bool more_old, judge(*model, Way::kOlder, now - reach_));
      busy = busy || more_old;
      if (!more_old) reached_.insert(model->bundle().id());
    }
    return followed;
  }();
  complain(looked);
  complain(fallback_->look(*contenders_, *slot_->get()->model, now));
  complain(compare(now));
  if (gate_->look()) announce();
  return busy && looked;
}

void SecondLook::announce() {
  const RegistryState& state = contenders_->state();
  const RegistryEvent* coronation = contenders_->coronation();
  succession_.champion = state.champion;
  succession_.champion_since = coronation != nullptr ? coronation->time : 0;
  succession_.challenger = state.challenger;
  succession_.challenger_model = contenders_->challenger();
  const auto count = [&](RegistryEventKind kind) {
    return static_cast<std::uint64_t>(std::ranges::count(state.history, kind, &RegistryEvent::kind));
  };
  succession_.promotions = count(RegistryEventKind::kPromoted);
  succession_.rollbacks = count(RegistryEventKind::kRolledBack);
  succession_.gate_passed = gate_->counts().passed;
  succession_.gate_refused = gate_->counts().refused;
  publish_(succession_);
}

Status SecondLook::follow(Millis now) {
  POLSO_ASSIGN(const bool changed, contenders_->follow());
  if (!changed) return {};
  succession_.compared = succession_.agreed = 0;
  compared_at_ = now - kCompareEvery;
  judged_ = true;
  announce();
  POLSO_ASSIGN(const std::vector<std::string> models, opinions_->models());
  for (const std::string& model : models) {
    if (!contenders_->is_nobody(model)) continue;
    POLSO_TRY(opinions_->forget(model));
    reached_.erase(model);
    log(LogLevel::kInfo, fmt::format("what {} said beside others is forgotten: it is no challenger any more", model));
  }
  return {};
}

/// Whether there may be more right now.
Result<bool> SecondLook::judge(const Classifier& model, Way way, Millis from) {
  const std::size_t batch = model.bundle().kind == "fasttext" ? kQuickBatch : kSlowBatch;
  const std::string id = model.bundle().id();
  POLSO_ASSIGN(const OpinionPage page, opinions_->next(id, way, from, batch));
  if (page.posts.empty() && page.place == page.next_place) return !page.last;
  std::vector<std::string_view> texts;
  texts.reserve(page.posts.size());
  for (const Unjudged& post : page.posts) texts.emplace_back(post.text);
  std::vector<Verdict> verdicts(texts.size());
  POLSO_TRY(model.classify(texts, verdicts));
  std::vector<Opinion> opinions;
  opinions.reserve(verdicts.size());
  for (std::size_t i = 0; i < verdicts.size(); ++i) opinions.push_back({page.posts[i].seq, verdicts[i]});
  POLSO_TRY(opinions_->add(id, page, opinions));
  judged_ = true;
  return !page.last;
}

Status SecondLook::compare(Millis now) {
  const bool soon = now >= compared_at_ && now - compared_at_ < kCompareEvery;
  if (!judged_ || soon) return {};
  judged_ = false;
  compared_at_ = now;
  succession_.waiting.clear();
  const std::string champion = slot_->get()->model->bundle().id();
  for (const std::string& model : {champion, succession_.challenger}) {
    if (model.empty()) continue;
    POLSO_ASSIGN(const std::uint64_t waiting, opinions_->waiting(model, now - reach_));
    succession_.waiting.emplace_back(model, waiting);
  }
  if (!succession_.challenger.empty()) {
    POLSO_ASSIGN(const Agreement agreement, opinions_->agreement(succession_.challenger, champion, now - kCompared));
    succession_.compared = agreement.posts();
    succession_.agreed = agreement.same();
  }
  publish_(succession_);
  return {};
}

/// Once, not every round. A database that others hold for long is nothing to talk about: the next round tries again.
void SecondLook::complain(const Status& status) {
  if (status || status.error().code == Code::kUnavailable) return;
  const std::string& what = status.error().message;
  if (std::exchange(complaint_, what) != what) log(LogLevel::kWarning, "no second look at posts: " + what);
}

}  // namespace polso
