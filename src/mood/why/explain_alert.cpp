// Reads three stretches, cuts terms, and puts the parts together.
#include "mood/why/explain_alert.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "mood/why/case.h"
#include "mood/why/examples.h"
#include "mood/why/parts.h"
#include "mood/why/sample.h"
#include "mood/why/standing_out.h"
#include "text/near_copies.h"

namespace polso {
namespace {

NearCopiesOptions of_all() {
  NearCopiesOptions options;
  options.window = kMaxTime;
  options.most = 3 * kPostsForWhy;
  return options;
}

/// Turns stored posts into numbers, in the order of time.
class Reader {
 public:
  Reader(Store& store, const WhyQuery& query) : store_(store), query_(query) { vocabulary_.add_name(query.brand); }

  Status read_history() {
    const Millis end = query_.began - query_.before;
    return sample(store_, query_.brand, end - query_.history, end, kPostsForWhy, [&](const StoredPost& stored) {
      if (copies_.add(stored.post.text, stored.post.created_at).copies == 0) {
        history_.add(vocabulary_.cut(stored.post.text));
      }
    });
  }

  Status read(bool since) {
    const Millis from = since ? query_.began : query_.began - query_.before;
    const Millis to = since ? query_.until : query_.began;
    NearCopies votes(of_all());  // a copy of what was said before votes once since
    return sample(store_, query_.brand, from, to, kPostsForWhy, [&](const StoredPost& stored) {
      if (stored.model != query_.model) return;
      const Post& post = stored.post;
      const Fingerprint print = fingerprint(post.text);
      const Likeness like = votes.add(print, post.created_at);
      posts_.push_back({.source = post.source,
                        .id = post.id,
                        .lang = post.lang,
                        .author = post.author,
                        .thread = post.thread,
                        .since = since,
                        .first = like.copies == 0,
                        .retweet = post.text.starts_with("RT @"),
                        .negative = stored.verdict.scores[index(Sentiment::kNegative)],
                        .positive = stored.verdict.scores[index(Sentiment::kPositive)],
                        .said = stored.feedback,
                        .cluster = like.cluster,
                        .terms = vocabulary_.cut(post.text)});
    });
  }

  [[nodiscard]] const std::vector<WhyPost>& posts() const { return posts_; }
  [[nodiscard]] const TermCounts& history() const { return history_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  Store& store_;
  const WhyQuery& query_;
  Vocabulary vocabulary_;
  NearCopies copies_{of_all()};
  TermCounts history_;
  std::vector<WhyPost> posts_;
};

/// The mood that `telling` tells of.
double WhyPost::* mood_of(Telling telling) {
  return telling == Telling::kNegative   ? &WhyPost::negative
         : telling == Telling::kPositive ? &WhyPost::positive
                                         : nullptr;
}

}  // namespace

Result<Why> explain_alert(Store& store, const WhyQuery& query) {
  Reader reader(store, query);
  POLSO_TRY(reader.read_history());
  POLSO_TRY(reader.read(false));
  POLSO_TRY(reader.read(true));
  const std::vector<WhyPost>& posts = reader.posts();
  const Vocabulary& vocabulary = reader.vocabulary();
  Why why;
  why.since = static_cast<std::uint64_t>(std::ranges::count_if(posts, &WhyPost::since));
  why.before = posts.size() - why.since;
  std::vector<StandingTerm> terms = standing_out(posts, reader.history(), vocabulary, mood_of(query.telling));
  if (terms.size() > query.terms) terms.resize(query.terms);
  Parts parts = parts_of(posts, terms, vocabulary, query.change);
  why.drivers = std::move(parts.drivers);
  why.scale = parts.scale;
  for (const StandingTerm& term : terms) {
    why.terms.push_back({.text = vocabulary.text(term.term), .posts = term.posts, .z = term.z});
  }
  why.examples = examples_of(posts, terms, vocabulary, query.telling, query.examples);
  return why;
}

}  // namespace polso
