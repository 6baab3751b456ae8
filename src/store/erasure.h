// The seam of forgetting: a person's posts, single posts, a labeller's labels, or whatever is too old.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace polso {

/// What is to go. Nothing is named: nothing goes.
struct ForgetQuery {
  std::string author = {};                                   // a pseudonym (Store::pseudonym_key())
  std::set<std::pair<std::string, std::string>> posts = {};  // (source, id)
  std::string labeller = {};  // whoever gave labels and wrote notes of alerts under this name
};

/// What a query names, or what was deleted.
struct Forgotten {
  std::uint64_t posts = 0;
  std::uint64_t labels = 0;             // what people said of these posts, and what the labeller said of any
  std::uint64_t alerts = 0;             // that name the author or one of these posts
  std::uint64_t notes = 0;              // of alerts, by the labeller
  std::vector<std::string> texts = {};  // of the posts, each once; none of what went for its age
  [[nodiscard]] bool nothing() const { return posts + labels + alerts + notes == 0; }
};

/// One object, one thread at a time; any number of processes beside it. What is deleted is overwritten in the file.
class Erasure {
 public:
  Erasure() = default;
  Erasure(const Erasure&) = delete;
  Erasure& operator=(const Erasure&) = delete;
  virtual ~Erasure() = default;

  /// What is there.
  [[nodiscard]] virtual Result<Forgotten> find(const ForgetQuery& query) = 0;

  /// In one transaction: the posts go with their labels, opinions and places in alerts, and are taken out of all
  /// buckets, as if they had never come; when they come again they count as duplicates. Conversations that are named
  /// after them get another name. Labels of the labeller go, his notes stay without his name and words. Whatever went
  /// is unproved from then on.
  [[nodiscard]] virtual Result<Forgotten> forget(const ForgetQuery& query, Millis now) = 0;

  /// How many posts forget_before() would delete, with their labels.
  [[nodiscard]] virtual Result<Forgotten> find_before(Millis time) = 0;

  /// Deletes posts of before `time` with their labels and opinions, several transactions long; the buckets stay, so
  /// that the course of the mood is kept. Older posts do not come in any more. Answers what went.
  [[nodiscard]] virtual Result<Forgotten> forget_before(Millis time) = 0;

  /// Whether something was forgotten of which it was never proved that nothing is left.
  [[nodiscard]] virtual Result<bool> unproved() = 0;
  [[nodiscard]] virtual Status set_proved() = 0;

  /// Empties the write-ahead log, where deleted pages may stand; kUnavailable while others read from it.
  [[nodiscard]] virtual Status empty_log() = 0;

  /// Writes the file anew without anything that was deleted, and empties the log; kUnavailable as above. Takes as long
  /// as copying the file, and as much room on the disk.
  [[nodiscard]] virtual Status rewrite() = 0;

  /// Where the database lies: those of its files that are there.
  [[nodiscard]] virtual std::vector<std::filesystem::path> files() const = 0;
};

/// As open_store(), with the same Errors.
[[nodiscard]] Result<std::unique_ptr<Erasure>> open_erasure(const std::string& url);

}  // namespace polso
