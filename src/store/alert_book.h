// The seam of alerts at rest: what the detector found, what people did about it, and who is still to be told.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "post/alert.h"
#include "store/store.h"

namespace polso {

/// What a person did about an alert.
enum class AlertAct : std::uint8_t { kAcknowledge = 0, kSnooze = 1, kClose = 2, kComment = 3 };
inline constexpr std::array<std::string_view, 4> kAlertActNames{"acknowledge", "snooze", "close", "comment"};

struct AlertNote {
  AlertAct act = AlertAct::kComment;
  Millis at = 0;
  std::string by;               // may be empty
  std::string text;             // may be empty, unless a comment
  std::optional<Millis> until;  // of a snooze
};

struct AlertRecord {
  Alert alert;
  std::vector<AlertNote> notes;  // oldest first
  bool acknowledged = false;
  std::optional<Millis> snoozed_until;  // of the last snooze, also when it is over
};

/// Empty fields do not restrict; newest first (by `noticed`, then id).
struct AlertQuery {
  std::string brand;
  Millis from = kMinTime;  // incidents that went on at some time in [from, to)
  Millis to = kMaxTime + 1;
  std::optional<AlertState> state = std::nullopt;
  std::size_t limit = 50;
  std::optional<std::int64_t> before = std::nullopt;  // only those that come after this id in that order
};

/// What is told of an alert: that it began, that it grew (one more channel, or a higher severity), that it ended.
enum class AlertEvent : std::uint8_t { kOpened = 0, kGrew = 1, kEnded = 2 };
inline constexpr std::array<std::string_view, 3> kAlertEventNames{"opened", "grew", "ended"};

enum class DeliveryState : std::uint8_t { kWaiting = 0, kDone = 1, kDead = 2 };

/// One thing to tell one target, kept until it is told or given up.
struct Delivery {
  std::int64_t id = 0;
  std::int64_t alert = 0;
  AlertEvent event = AlertEvent::kOpened;
  std::string target;  // its name in the config
  DeliveryState state = DeliveryState::kWaiting;
  int attempts = 0;
  Millis next_try = 0;
  std::string problem;  // of the last attempt
};

/// What operators count.
struct AlertCounts {
  std::map<std::string, std::uint64_t> open;                 // by brand
  std::array<std::uint64_t, kCauseNames.size()> by_cause{};  // of all there ever were
  std::uint64_t waiting = 0;                                 // deliveries
  std::uint64_t dead = 0;
};

/// One object, one thread at a time; any number of processes, beside any number of Stores on the same file.
/// kUnavailable when others keep the database locked for two seconds.
class AlertBook {
 public:
  AlertBook() = default;
  AlertBook(const AlertBook&) = delete;
  AlertBook& operator=(const AlertBook&) = delete;
  virtual ~AlertBook() = default;

  /// A new alert (id 0) or a new state of one that is there, whose notes stay; a kClosed one stays closed, since when
  /// it was. With it, in the same transaction, `event` for each of `targets`: but of an alert that is snoozed at `now`
  /// only kEnded, so that whoever heard that it began hears that it is over, and of a closed one nothing more. Answers
  /// the id. kNotFound for an id that is not there, kInvalid for figures that are no numbers. Raises Store::version().
  [[nodiscard]] virtual Result<std::int64_t> save(const Alert& alert, std::optional<AlertEvent> event,
                                                  const std::vector<std::string>& targets, Millis now) = 0;

  /// kCorrupt when a row that is asked for is damaged.
  [[nodiscard]] virtual Result<std::vector<AlertRecord>> alerts(const AlertQuery& query) = 0;
  [[nodiscard]] virtual Result<std::optional<AlertRecord>> alert(std::int64_t id) = 0;

  /// kNotFound for an unknown alert; kInvalid for a comment without text and a snooze without an end; kRefused when
  /// what has ended is to be closed or snoozed. Closing sets the state and `ended`, and queues kEnded for all who were
  /// told of the alert or are about to be, in the same transaction. Raises Store::version().
  [[nodiscard]] virtual Status add_note(std::int64_t id, const AlertNote& note) = 0;

  /// Waiting ones whose time has come, oldest first.
  [[nodiscard]] virtual Result<std::vector<Delivery>> due(Millis now, std::size_t limit) = 0;
  /// kDone, kDead, or kWaiting with another next_try; nothing when it is not there.
  [[nodiscard]] virtual Status update(const Delivery& delivery) = 0;
  /// The dead-letter list, newest first.
  [[nodiscard]] virtual Result<std::vector<Delivery>> dead(std::size_t limit) = 0;
  /// Puts a dead one back into the queue. Whether there was one.
  [[nodiscard]] virtual Result<bool> revive(std::int64_t delivery, Millis now) = 0;

  /// When each target was sent its last digest; nothing for one that never was.
  [[nodiscard]] virtual Result<std::map<std::string, Millis>> last_digests() = 0;
  [[nodiscard]] virtual Status note_digest(const std::string& target, Millis at) = 0;

  [[nodiscard]] virtual Result<AlertCounts> counts() = 0;
};

/// As open_store(), with the same Errors.
[[nodiscard]] Result<std::unique_ptr<AlertBook>> open_alert_book(const std::string& url,
                                                                 IfMissing if_missing = IfMissing::kCreate);

}  // namespace polso
