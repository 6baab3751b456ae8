// The seam of second opinions: verdicts of other models than the one that judged a post when it came.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace polso {

/// Which way a model looks through the posts. It does both ways side by side: they part where it began.
enum class Way : std::uint8_t {
  kNewer,  // what arrived since it began, in order of arrival
  kOlder   // what was there when it began, newest first by the time of posts
};

/// How far a model has come.
struct OpinionPlace {
  std::int64_t newest = 0;  // StoredPost::seq: what arrived up to here has been looked at, or is for the way back
  PostCursor oldest;        // what is older is still to be looked at by the way back
};

struct Unjudged {
  std::int64_t seq = 0;
  std::string text;
};

/// A stretch of the way: from `place` to `next_place`.
struct OpinionPage {
  OpinionPlace place, next_place;
  std::vector<Unjudged> posts;  // those that the model has not judged; may be none although there are more behind them
  bool last = false;            // nothing behind them, for now
};

struct Opinion {
  std::int64_t seq = 0;
  Verdict verdict;
};

/// Of posts that two models judged: how often one gave the first label and the other the second.
struct Agreement {
  PerSentiment<PerSentiment<std::uint64_t>> labels{};

  [[nodiscard]] std::uint64_t posts() const;
  [[nodiscard]] std::uint64_t same() const;
};

/// One object, one thread at a time; any number of processes, beside any number of Stores on the same file. Opinions
/// are counted in Buckets of their own: what a Store answers never changes by them, nor does its version().
class Opinions {
 public:
  Opinions() = default;
  Opinions(const Opinions&) = delete;
  Opinions& operator=(const Opinions&) = delete;
  virtual ~Opinions() = default;

  /// Those that have begun, by name.
  [[nodiscard]] virtual Result<std::vector<std::string>> models() = 0;

  /// The next stretch of at most `limit` posts that are not older than `from`. The first call for a model is its
  /// beginning, and writes that down.
  [[nodiscard]] virtual Result<OpinionPage> next(const std::string& model, Way way, Millis from, std::size_t limit) = 0;

  /// What the model made of the page's posts, with its Buckets and its place, in one transaction. Opinions on posts
  /// that are gone or that the model had judged count for nothing. Answers how many counted: none at all when the model
  /// has meanwhile gone on from the page's place, or was forgotten.
  [[nodiscard]] virtual Result<std::uint64_t> add(const std::string& model, const OpinionPage& page,
                                                  std::span<const Opinion> opinions) = 0;

  /// The Buckets of opinions, in any order. With those that a Store answers for the same model: its whole series.
  /// kUsage for a width that is not kept.
  [[nodiscard]] virtual Status each_bucket(const BucketQuery& query, const BucketVisitor& visit) = 0;

  /// Of posts in time from `from` on that both judged, whichever came first; of many the last 100,000 to arrive that
  /// each has an opinion on.
  [[nodiscard]] virtual Result<Agreement> agreement(const std::string& model, const std::string& other,
                                                    Millis from) = 0;

  /// How many posts that are not older than `from` the model is still to look at, by both ways.
  [[nodiscard]] virtual Result<std::uint64_t> waiting(const std::string& model, Millis from) = 0;

  /// All opinions of the model, a few thousand a transaction; the Buckets go first. What was cut short, the next call
  /// or the next next() brings to its end.
  [[nodiscard]] virtual Status forget(const std::string& model) = 0;
};

/// As open_store(), with the same Errors.
[[nodiscard]] Result<std::unique_ptr<Opinions>> open_opinions(const std::string& url,
                                                              IfMissing if_missing = IfMissing::kCreate);

}  // namespace polso
