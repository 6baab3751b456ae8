// Courier: takes what is due from the outbox, sends it and writes down what became of it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "notify/back_off.h"
#include "notify/digest.h"
#include "notify/reader.h"
#include "notify/wire.h"
#include "store/alert_book.h"

namespace polso::notify {

/// The text of a post that stands for many; nothing when it is gone.
using PostText = std::function<std::optional<std::string>(const AlertPost&)>;

struct CourierOptions {
  Reader reader;       // its language is that of targets that name none
  PostText post_text;  // empty: posts are not quoted
  Wire wire = network();
  std::uint64_t seed = 1;
  std::size_t most_at_once = 100;
};

/// What a round came to.
struct Round {
  int arrived = 0;
  int waiting = 0;  // tried in vain, to be tried again
  int dead = 0;
  std::vector<std::string> problems;  // a sentence each, for the log
};

struct DigestDue {
  std::string target;
  DigestEvery every = DigestEvery::kDaily;
  Period period;
};

/// One thread. Nothing in it sleeps; a target that does not answer costs a round WireLimits::seconds, once.
class Courier {
 public:
  /// `book` outlives it.
  Courier(AlertBook& book, std::vector<Target> targets, CourierOptions options);

  /// Sends what is due, and repeats open alerts to each Alertmanager every kRepeatEvery. After a crash between sending
  /// and writing it down, the same is sent again under the same id. What the outbox holds of an alert that has ended is
  /// told as its end; while an alert is snoozed, nothing is told but its end. The Error is the book's.
  [[nodiscard]] Result<Round> run_once(Millis now);

  /// The digests whose time has come. `last`: when each target was sent its last one (AlertBook::last_digests()).
  [[nodiscard]] std::vector<DigestDue> digests_due(Millis now, const std::map<std::string, Millis>& last,
                                                   const PeriodStart& start) const;

  /// Sends what concerns the target. When it is kDone or kDead, `now` is the target's last; while it is kWaiting,
  /// digests_due() names it again after its pause. Attempts are counted in memory, for each digest anew. kNotFound for
  /// an unknown name.
  [[nodiscard]] Result<Delivery> send_digest(const std::string& target, const Digest& digest, Millis now);

  [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }

 private:
  /// Of a target: waits for another attempt.
  struct UnsentDigest {
    Millis to = 0;  // of its period
    Delivery delivery;
  };

  [[nodiscard]] const Target* find(const std::string& name) const;
  [[nodiscard]] Reader reader_of(const Target& target) const;
  [[nodiscard]] News news_of(AlertRecord record, AlertEvent event) const;
  [[nodiscard]] Result<Delivery> deliver(Delivery delivery, Millis now, std::vector<std::string>& silent);
  [[nodiscard]] Status repeat(const Target& target, Millis now, Round& round);

  AlertBook& book_;
  std::vector<Target> targets_;
  CourierOptions options_;
  std::map<std::string, Millis> next_repeat_;  // of each Alertmanager
  std::map<std::string, UnsentDigest> digests_;
};

/// The id under which a receiver knows a delivery again.
[[nodiscard]] std::string delivery_id(const Delivery& delivery);

/// Open alerts that `target` hears of; for an Alertmanager, what is to be repeated.
[[nodiscard]] std::vector<AlertRecord> to_repeat(const std::vector<AlertRecord>& open, const Target& target);

}  // namespace polso::notify
