// The round of the outbox.
#include "notify/courier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "notify/alertmanager.h"
#include "notify/audience.h"
#include "notify/parcel.h"

namespace polso::notify {
namespace {

constexpr std::size_t kMostRepeated = 1000;

Delivery done_without(Delivery delivery, std::string reason) {
  delivery.state = DeliveryState::kDone;
  delivery.problem = std::move(reason);
  return delivery;
}

Delivery dead(Delivery delivery, std::string reason) {
  delivery.state = DeliveryState::kDead;
  delivery.problem = std::move(reason);
  return delivery;
}

Delivery later(Delivery delivery, Millis next_try) {
  delivery.next_try = next_try;
  return delivery;
}

}  // namespace

std::string delivery_id(const Delivery& delivery) {
  return fmt::format("alert-{}-{}-{}", delivery.alert, kAlertEventNames[static_cast<std::size_t>(delivery.event)],
                     delivery.id);
}

std::vector<AlertRecord> to_repeat(const std::vector<AlertRecord>& open, const Target& target) {
  std::vector<AlertRecord> out;
  std::ranges::copy_if(open, std::back_inserter(out), [&](const AlertRecord& record) {
    return record.alert.state == AlertState::kOpen && hears_of(target, record.alert);
  });
  return out;
}

Courier::Courier(AlertBook& book, std::vector<Target> targets, CourierOptions options)
    : book_(book), targets_(std::move(targets)), options_(std::move(options)) {}

const Target* Courier::find(const std::string& name) const {
  const auto found = std::ranges::find(targets_, name, &Target::name);
  return found == targets_.end() ? nullptr : &*found;
}

Reader Courier::reader_of(const Target& target) const {
  Reader reader = options_.reader;
  reader.lang = parse_lang(target.lang).value_or(reader.lang);
  return reader;
}

News Courier::news_of(AlertRecord record, AlertEvent event) const {
  News news{std::move(record), event, {}};
  if (!options_.post_text) return news;
  for (const AlertPost& post : news.record.alert.examples) {
    if (auto text = options_.post_text(post)) news.quotes.push_back({std::move(*text), post.alike});
  }
  return news;
}

Result<Delivery> Courier::deliver(Delivery delivery, Millis now, std::vector<std::string>& silent) {
  const Target* target = find(delivery.target);
  if (target == nullptr) {
    std::string reason = fmt::format("the config has no target '{}' (any more)", delivery.target);
    return dead(std::move(delivery), std::move(reason));
  }
  POLSO_ASSIGN(auto record, book_.alert(delivery.alert));
  if (!record) return dead(std::move(delivery), "its alert is gone");
  if (delivery.event != AlertEvent::kEnded) {
    if (record->alert.state != AlertState::kOpen) {
      return done_without(std::move(delivery), "not told: it ended before");
    }
    if (record->snoozed_until.value_or(now) > now) return later(std::move(delivery), *record->snoozed_until);
  }
  if (std::ranges::find(silent, delivery.target) != silent.end())
    return later(std::move(delivery), now + kShortestPause);
  const std::string id = delivery_id(delivery);
  const News news = news_of(std::move(*record), delivery.event);
  const Carried carried = options_.wire(alert_parcel(news, *target, reader_of(*target), id, now));
  if (carried.fate == Fate::kLater) silent.push_back(delivery.target);
  return settle(std::move(delivery), carried, now, options_.seed);
}

Result<Round> Courier::run_once(Millis now) {
  Round round;
  std::vector<std::string> silent;  // targets that did not answer in this round
  POLSO_ASSIGN(const auto due, book_.due(now, options_.most_at_once));
  for (const Delivery& delivery : due) {
    POLSO_ASSIGN(const Delivery after, deliver(delivery, now, silent));
    POLSO_TRY(book_.update(after));
    const bool tried = after.attempts > delivery.attempts;
    round.arrived += tried && after.state == DeliveryState::kDone ? 1 : 0;
    round.waiting += tried && after.state == DeliveryState::kWaiting ? 1 : 0;
    round.dead += after.state == DeliveryState::kDead ? 1 : 0;
    if (after.state == DeliveryState::kDead || (tried && after.state == DeliveryState::kWaiting)) {
      round.problems.push_back(fmt::format("target '{}', alert {}: {}{}", after.target, after.alert, after.problem,
                                           after.state == DeliveryState::kDead ? " (given up)" : ""));
    }
  }
  for (const Target& target : targets_) {
    if (target.kind == TargetKind::kAlertmanager) POLSO_TRY(repeat(target, now, round));
  }
  return round;
}

Status Courier::repeat(const Target& target, Millis now, Round& round) {
  Millis& next = next_repeat_[target.name];
  if (now < next) return {};
  AlertQuery query;
  query.state = AlertState::kOpen;
  query.limit = kMostRepeated;
  POLSO_ASSIGN(const auto open, book_.alerts(query));
  std::vector<News> news;
  for (AlertRecord& record : to_repeat(open, target)) news.push_back({std::move(record), AlertEvent::kOpened, {}});
  next = now + kRepeatEvery;
  if (news.empty()) return {};
  const Carried carried = options_.wire(repeat_parcel(news, target, reader_of(target), now));
  if (carried.fate == Fate::kArrived) return {};
  next = now + kShortestPause;
  round.problems.push_back(fmt::format("target '{}': {} (open alerts are repeated)", target.name, carried.problem));
  return {};
}

std::vector<DigestDue> Courier::digests_due(Millis now, const std::map<std::string, Millis>& last,
                                            const PeriodStart& start) const {
  std::vector<DigestDue> out;
  for (const Target& target : targets_) {
    if (const auto waiting = digests_.find(target.name);
        waiting != digests_.end() && waiting->second.delivery.next_try > now) {
      continue;
    }
    const auto told = last.find(target.name);
    const auto when = told == last.end() ? std::nullopt : std::optional(told->second);
    if (const auto period = digest_due(target.digest, now, when, start)) {
      out.push_back({target.name, target.digest, *period});
    }
  }
  return out;
}

Result<Delivery> Courier::send_digest(const std::string& name, const Digest& digest, Millis now) {
  const Target* target = find(name);
  if (target == nullptr) return fail(Code::kNotFound, fmt::format("the config has no target '{}'", name));
  const std::string id = fmt::format("digest-{}-{}", name, digest.to / kSecond);
  const Carried carried =
      options_.wire(digest_parcel(digest_for(*target, digest), *target, reader_of(*target), id, now));
  UnsentDigest& kept = digests_[name];
  if (kept.to != digest.to) kept = {digest.to, {}};
  kept.delivery.target = name;
  Delivery after = kept.delivery = settle(std::move(kept.delivery), carried, now, options_.seed);
  if (after.state != DeliveryState::kWaiting) digests_.erase(name);
  return after;
}

}  // namespace polso::notify
