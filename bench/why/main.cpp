// why BUNDLE BEFORE BEGAN UNTIL: what explain_alert() says of each airline; README.md says how.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/thread_clock.h"
#include "classify/classifier.h"
#include "learn/data/data_folders.h"
#include "mood/why/explain_alert.h"
#include "source/source.h"
#include "store/store.h"

namespace {

using namespace polso;

struct Times {
  Millis before = 0, began = 0, until = 0;
};

Result<std::string> fill(Store& store, const Classifier& model) {
  const auto path = find_data("us_airline/airline_dated.tsv", data_folders());
  if (!path) return fail(Code::kNotFound, "POLSO_DATA has no us_airline");
  SourceOptions options;
  options.map = {{"id", "tweet_id"}, {"brand", "airline"}, {"text", "text"}, {"created_at", "created_at_utc_from_id"}};
  options.lang = "en";
  POLSO_ASSIGN(const auto source, open_source(path->string(), options));
  Batch batch;
  for (bool more = true; more;) {
    POLSO_ASSIGN(more, source->next(batch, 10'000));
    std::vector<std::string_view> texts;
    for (const Post& post : batch.posts) texts.push_back(post.text);
    std::vector<Verdict> verdicts(texts.size());
    POLSO_TRY(model.classify(texts, verdicts));
    POLSO_TRY(store.add(batch, verdicts, "model"));
  }
  return path->string();
}

/// The mean P(negative) of a stretch.
Result<double> mean(Store& store, const std::string& brand, Millis from, Millis to) {
  double sum = 0;
  double posts = 0;
  POLSO_TRY(store.each_post(brand, from, to, [&](const StoredPost& post) {
    sum += post.verdict.scores[0];
    ++posts;
  }));
  return posts == 0 ? 0 : sum / posts;
}

Status show(Store& store, const std::string& brand, const Times& times) {
  POLSO_ASSIGN(const double before, mean(store, brand, times.before, times.began));
  POLSO_ASSIGN(const double since, mean(store, brand, times.began, times.until));
  WhyQuery query;
  query.brand = brand;
  query.model = std::string("model");
  query.began = times.began;
  query.until = times.until;
  query.before = times.began - times.before;
  query.change = since - before;
  const double begin = thread_seconds();
  POLSO_ASSIGN(const Why why, explain_alert(store, query));
  const double took = 1000 * (thread_seconds() - begin);
  fmt::print("\n{}: negatives {:.3f} > {:.3f}, {} posts before, {} since, {:.1f} ms of the processor\n", brand, before,
             since, why.before, why.since, took);
  for (const Driver& d : why.drivers)
    fmt::print("  {:<8} {:<28} {:>5} posts {:+.4f}\n", d.kind, d.name, d.posts, d.part);
  fmt::print("  terms:");
  for (const AlertTerm& t : why.terms) fmt::print(" {} ({}, {:.1f})", t.text, t.posts, t.z);
  fmt::print("\n");
  for (const AlertPost& example : why.examples) {
    POLSO_ASSIGN(const auto post, store.post(example.source, example.id));
    fmt::print("  x{} [{:.2f}] {}\n", example.alike, post->verdict.scores[0], post->post.text);
  }
  return {};
}

Status run(const std::string& bundle, const Times& times) {
  POLSO_ASSIGN(const auto model, open_classifier(bundle));
  POLSO_ASSIGN(const auto store, open_store(":memory:"));
  POLSO_TRY(fill(*store, *model));
  POLSO_ASSIGN(const auto brands, store->brands());
  for (const BrandSummary& brand : brands) POLSO_TRY(show(*store, brand.brand, times));
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "why BUNDLE BEFORE BEGAN UNTIL (RFC 3339)\n");
    return 2;
  }
  const auto before = parse_time(argv[2]);
  const auto began = parse_time(argv[3]);
  const auto until = parse_time(argv[4]);
  if (!before || !began || !until) {
    fmt::print(stderr, "times are 2015-02-22T00:00:00Z\n");
    return 2;
  }
  if (const auto done = run(argv[1], {*before, *began, *until}); !done) {
    fmt::print(stderr, "{}\n", done.error().message);
    return 1;
  }
  return 0;
}
