// The seam of all databases: Batches in, Buckets out. The only SQL of the program is behind it.
#pragma once

#include <cstdint>
#include <functional>
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

/// Empty fields do not restrict; buckets that start in [from, to). Of all brands: a post about two is in both's.
struct BucketQuery {
  std::string brand;
  std::string model;
  std::string source;
  std::string lang;
  Millis from = kMinTime;
  Millis to = kMaxTime + 1;
  Millis width = kBucketWidth;  // or kDay: sums over days of UTC, kept ready
};

/// What it is given lives until it returns.
using BucketVisitor = std::function<void(const BucketKey&, const Histogram&)>;

struct BrandSummary {
  std::string brand;
  std::uint64_t posts = 0;
  Millis first = 0;
  Millis last = 0;
};

/// Where a page of posts ended.
struct PostCursor {
  Millis time = 0;
  std::int64_t seq = 0;
};

/// An empty brand means all of them; [from, to) in time.
struct PostQuery {
  std::string brand;  // one of those that a post is about
  Millis from = kMinTime;
  Millis to = kMaxTime + 1;
  std::optional<Sentiment> label = std::nullopt;  // StoredPost::label()
  std::size_t limit = 50;
  std::optional<std::string> source = std::nullopt;
  std::optional<std::string> lang = std::nullopt;
  std::optional<std::string> model = std::nullopt;
  std::optional<PostCursor> before = std::nullopt;  // only posts older than that, in the order of posts()
};

/// Why a person was asked about a post.
enum class FeedbackKind : std::uint8_t {
  kAudit = 0,      // drawn at random, whatever the model said: fit to estimate and to judge models
  kUncertain = 1,  // the model was: fit to train with, not to estimate
  kFree = 2        // nobody asked
};

/// What one person says of a post: the last that he said of it.
struct PersonLabel {
  std::string by;  // empty: whoever gave no name; all of these are one person
  Sentiment label = Sentiment::kNeutral;
  FeedbackKind kind = FeedbackKind::kFree;
  Millis at = 0;
};

struct StoredPost {
  Post post;
  std::string model;
  Verdict verdict;                                   // scores rounded to 1/10,000
  std::int64_t seq = 0;                              // the order of arrival; never changes
  std::optional<Sentiment> feedback = std::nullopt;  // what more people say than say anything else (store/desk.h)
  std::vector<PersonLabel> people = {};              // by name

  /// As many say one thing as another, and nobody's word counts.
  [[nodiscard]] bool disputed() const { return !feedback && !people.empty(); }
  /// A person's word comes before the model's.
  [[nodiscard]] Sentiment label() const { return feedback.value_or(verdict.label); }
};

/// One object, one thread at a time; any number of processes may open the same database and write in turn.
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

  /// The same one by one and without copies: brand after brand in any order, each brand's by time. kUsage for a width
  /// that is not kept.
  [[nodiscard]] virtual Status each_bucket(const BucketQuery& query, const BucketVisitor& visit) = 0;

  /// Newest first; of the same time the last to arrive first.
  [[nodiscard]] virtual Result<std::vector<StoredPost>> posts(const PostQuery& query) = 0;

  [[nodiscard]] virtual Result<std::optional<StoredPost>> post(const std::string& source, const std::string& id) = 0;

  /// A brand's posts in [from, to), those it is also about among them, oldest first (of the same time the first to
  /// arrive first), one by one and without a limit. What `visit` is given lives until it returns; it must not call this
  /// Store. An unknown brand has none.
  [[nodiscard]] virtual Status each_post(const std::string& brand, Millis from, Millis to,
                                         const std::function<void(const StoredPost&)>& visit) = 0;

  /// Changes, always upward, whenever anybody in any process has stored posts or put something on the desk; the same
  /// in all processes. Costs microseconds.
  [[nodiscard]] virtual Result<std::int64_t> version() = 0;

  /// How often somebody was forgotten (store/erasure.h): whoever remembers posts must then read them again.
  [[nodiscard]] virtual Result<std::int64_t> erasures() = 0;

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
