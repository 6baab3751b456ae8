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
  double row_seconds = 0;  // where the time went, in seconds of the calling thread's processor time
  double bucket_seconds = 0;
  double commit_seconds = 0;
};

/// Empty fields do not restrict; buckets that start in [from, to).
struct BucketQuery {
  std::string brand;
  std::string model;
  std::string source;
  std::string lang;
  Millis from = kMinTime;
  Millis to = kMaxTime + 1;
};

struct BrandSummary {
  std::string brand;
  std::uint64_t posts = 0;
  Millis first = 0;
  Millis last = 0;
};

/// An empty brand means all of them; [from, to) in time.
struct PostQuery {
  std::string brand;
  Millis from = kMinTime;
  Millis to = kMaxTime + 1;
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

  /// By brand, then by time.
  [[nodiscard]] virtual Result<std::vector<Bucket>> buckets(const BucketQuery& query) = 0;

  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<StoredPost>> posts(const PostQuery& query) = 0;

  /// The key of this database's pseudonyms, made when it was created.
  [[nodiscard]] virtual Result<PseudonymKey> pseudonym_key() = 0;

  /// After a bulk load: does what was put off (the log goes into the database file and is synced). Queries are right
  /// without it.
  [[nodiscard]] virtual Status finish_load() = 0;
};

enum class IfMissing : unsigned char { kCreate, kFail };

/// "polso.db" or "sqlite:polso.db"; ":memory:" for tests. kNotFound when it is not there and is not to be made,
/// kUnsupported when a newer version made it, kCorrupt when it is damaged or no database, kInvalid when it belongs to
/// another program. A file that may only be read serves queries; add() is then kPermission.
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(const std::string& url,
                                                        IfMissing if_missing = IfMissing::kCreate);

}  // namespace polso
