// The seam of what people add to a database: brand rules, feedback, and the tokens that let them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "post/sentiment.h"
#include "store/store.h"

namespace polso {

/// Which posts are about a brand (text/brand_query.h); the store does not read the query.
struct BrandRule {
  std::string brand;
  std::string query;
  Millis since = 0;
};

/// A person's label for a post.
struct Feedback {
  std::string source;
  std::string id;
  Sentiment label = Sentiment::kNeutral;
  FeedbackKind kind = FeedbackKind::kFree;
  Millis at = 0;
  std::string by;  // whoever gave it; may be empty
};

/// An empty brand means all of them; posts in [from, to) of their own time.
struct FeedbackQuery {
  std::string brand;
  Millis from = kMinTime;
  Millis to = kMaxTime + 1;
  std::optional<FeedbackKind> kind = std::nullopt;
  std::size_t limit = 1000;
  bool disputed = false;  // also posts on which people are at a tie
};

/// A post with what people say of it, which is in `stored` too. The label that most of them give counts, each person
/// with the last that he gave.
struct JudgedPost {
  StoredPost stored;
  Feedback feedback;  // the latest that gave the label that counts; of a disputed post the latest of all
};

enum class Scope : std::uint8_t { kRead = 0, kWrite = 1 };

/// SHA-256 of a token or the like; the token itself is never stored.
using TokenHash = std::array<unsigned char, 32>;

struct Token {
  std::string name;
  Scope scope = Scope::kRead;
  Millis created = 0;
  std::optional<Millis> expires = std::nullopt;  // whoever asks looks at the clock
  TokenHash hash{};
};

/// One object, one thread at a time; any number of processes, beside any number of Stores on the same file.
/// kUnavailable when others keep the database locked for two seconds.
class Desk {
 public:
  Desk() = default;
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  virtual ~Desk() = default;

  /// By brand.
  [[nodiscard]] virtual Result<std::vector<BrandRule>> brand_rules() = 0;

  /// Replaces the rule of that brand.
  [[nodiscard]] virtual Status set_brand_rule(const BrandRule& rule) = 0;

  /// Whether there was one. Posts that it brought stay.
  [[nodiscard]] virtual Result<bool> remove_brand_rule(const std::string& brand) = 0;

  /// Replaces what the same person said of that post; the model's verdict and the buckets stay as they were. kNotFound
  /// when the post is unknown. What queue() drew as an audit is kAudit whatever `kind` says, and nothing else can be:
  /// kRefused.
  [[nodiscard]] virtual Status give(const Feedback& feedback) = 0;

  /// Takes back what `by` said of that post, and answers whether he had said anything. A post of the audit of which
  /// nobody says anything any more is asked for again. kNotFound when the post is unknown.
  [[nodiscard]] virtual Result<bool> withdraw(const std::string& source, const std::string& id,
                                              const std::string& by) = 0;

  /// Newest posts first.
  [[nodiscard]] virtual Result<std::vector<JudgedPost>> feedback(const FeedbackQuery& query) = 0;

  /// Up to `limit` posts without feedback, of one brand or (empty) all.
  /// kUncertain: those of the newest 5,000 with the smallest margin between the two highest scores, smallest first.
  /// kAudit: drawn at random, uniformly, from the last 30 days of what is stored; a draw is kept, so that asking again
  /// gives the same posts until they are judged. A drawn post that a person had judged before is not asked for again
  /// and becomes an audit. kUsage for kFree.
  [[nodiscard]] virtual Result<std::vector<StoredPost>> queue(FeedbackKind kind, const std::string& brand,
                                                              std::size_t limit) = 0;

  /// kExists when the name or the hash is taken.
  [[nodiscard]] virtual Status add_token(const Token& token) = 0;
  /// By name.
  [[nodiscard]] virtual Result<std::vector<Token>> tokens() = 0;
  [[nodiscard]] virtual Result<bool> remove_token(const std::string& name) = 0;
};

/// As open_store(), with the same Errors.
[[nodiscard]] Result<std::unique_ptr<Desk>> open_desk(const std::string& url,
                                                      IfMissing if_missing = IfMissing::kCreate);

}  // namespace polso
