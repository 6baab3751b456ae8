// The seam of all databases: Batches in, Buckets out. The only SQL of the program is behind it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "base/result.h"
#include "post/bucket.h"
#include "post/post.h"

namespace polso {

struct Stored {
  std::uint64_t inserted = 0;
  std::uint64_t duplicates = 0;  // (source, id) was there before
  std::vector<BucketKey> changed;
};

/// Empty fields do not restrict; [from, to) in time.
struct BucketQuery {
  std::string brand;
  std::string model;
  std::string source;
  std::string lang;
  Millis from = kMinTime;
  Millis to = kMaxTime;
};

struct BrandSummary {
  std::string brand;
  std::uint64_t posts = 0;
  Millis first = 0;
  Millis last = 0;
};

struct PostQuery {
  std::string brand;
  Millis from = kMinTime;
  Millis to = kMaxTime;
  std::optional<Sentiment> label;
  std::size_t limit = 50;
};

struct StoredPost {
  Post post;
  std::string model;
  Verdict verdict;  // scores rounded to 1/10,000
};

/// One object, one thread at a time; several processes may open the same database, one of them writing.
class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  /// Posts, verdicts (same length), buckets and offset in one transaction: all of it is durable or none. Posts whose
  /// (source, id) is already there change nothing.
  [[nodiscard]] virtual Result<Stored> add(const Batch& batch, std::span<const Verdict> verdicts,
                                           const std::string& model) = 0;

  /// Where reading of a source stopped; nothing when it is new.
  [[nodiscard]] virtual Result<std::optional<std::uint64_t>> offset(const std::string& source) = 0;

  [[nodiscard]] virtual Result<std::vector<BrandSummary>> brands() = 0;

  /// By brand and time.
  [[nodiscard]] virtual Result<std::vector<Bucket>> buckets(const BucketQuery& query) = 0;

  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<StoredPost>> posts(const PostQuery& query) = 0;

  /// The key of this database's pseudonyms, made when it was created.
  [[nodiscard]] virtual Result<PseudonymKey> pseudonym_key() = 0;

  /// After a bulk load: builds what was put off (indexes of new posts, the checkpoint of the log).
  [[nodiscard]] virtual Status finish_load() = 0;
};

/// "polso.db" or "sqlite:polso.db"; made when it is not there. ":memory:" for tests.
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(const std::string& url);

}  // namespace polso
