// shares BUNDLE [TOPICS_BUNDLE | --dump FILE]: how far a bundle's Shares are from the truth, beside other methods;
// README.md says how.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "audit.h"
#include "bound.h"
#include "classify/classifier.h"
#include "dump.h"
#include "judged.h"
#include "learn/data/data_folders.h"
#include "learn/data/data_set.h"
#include "learn/guard.h"
#include "methods.h"
#include "protocol.h"
#include "tables.h"
#include "topics.h"

namespace {

namespace fs = std::filesystem;
using namespace polso;

constexpr std::size_t kDraws = 1000;
constexpr std::uint64_t kHalves = 5;
constexpr std::size_t kSampleSizes[] = {50, 100, 500};
constexpr std::size_t kAuditSizes[] = {0, 30, 50, 100, 200, 500, 1000, 2000};

Result<std::vector<Verdict>> classify_all(const Classifier& classifier, const std::vector<std::string_view>& texts) {
  std::vector<Verdict> verdicts(texts.size());
  POLSO_TRY(classifier.classify(texts, verdicts));
  return verdicts;
}

Result<Judged> judge_set(const Classifier& classifier, const LabelledSet& set) {
  Judged judged;
  std::vector<std::string_view> texts;
  for (const LabelledText& row : set.rows) {
    texts.push_back(row.text);
    judged.truth.push_back(row.label);
  }
  POLSO_ASSIGN(judged.verdicts, classify_all(classifier, texts));
  return judged;
}

/// How near fresh labels bring the Validation as shipped to one of the same period.
void audits(const Validation& shipped, const Judged& test) {
  fmt::print("\n100 posts, validation as shipped with fresh labels drawn at random from test\n");
  fmt::print("  {:>6}  {:>16}  {:>13}  {:>17}\n", "labels", "AE of the labels", "AE with them", "90 % covers");
  for (const std::size_t labels : kAuditSizes) {
    const AuditResult result = run_audits(shipped, test, {.labels = labels}, 1);
    fmt::print("  {:>6}  {:>16}  {:>13.4f}  {:>15.1f} %\n", labels,
               result.alone ? fmt::format("{:.4f} alone", *result.alone) : "-", result.renewed, 100 * result.covered);
  }
}

Status tweeteval(const Classifier& classifier) {
  POLSO_ASSIGN(const LabelledSet set, load_data_set("tweeteval/sentiment:test", data_folders()));
  POLSO_ASSIGN(const Judged test, judge_set(classifier, set));
  const Validation& shipped = classifier.bundle().validation;
  fmt::print("TweetEval test, {} posts; {} draws a row (same period: of each of {} halves)\n", test.truth.size(),
             kDraws, kHalves);
  for (const std::size_t posts : kSampleSizes) {
    const Calibrations old{shipped, shipped, true, {}};
    print_errors(
        fmt::format("{} posts, validation as shipped ({}, {} to {})", posts, shipped.data, shipped.from, shipped.to),
        {run_protocol(old, test, posts, kDraws, 1)});
    print_intervals("intervals that know that it is old", {run_intervals(old, test, posts, kDraws, 1)});
    print_intervals("intervals that take it for fresh",
                    {run_intervals({shipped, shipped, false, {}}, test, posts, kDraws, 1)});
    std::vector<std::vector<MethodResult>> errors;
    std::vector<IntervalResult> intervals;
    Bound bound;
    for (std::uint64_t seed = 1; seed <= kHalves; ++seed) {
      const auto [known, unknown] = halves(test, seed);
      const Calibrations fresh{validation_of(known), shipped, false, {}};
      errors.push_back(run_protocol(fresh, unknown, posts, kDraws, seed));
      intervals.push_back(run_intervals(fresh, unknown, posts, kDraws, seed));
      const auto [mean_known, mean_perfect] = bound_of(unknown, posts, kDraws, seed);
      bound.known += mean_known / kHalves;
      bound.perfect += mean_perfect / kHalves;
    }
    print_errors(fmt::format("{} posts, validation of the same period (a random half of test)", posts), errors);
    print_intervals("intervals", intervals);
    fmt::print(
        "  Polso's AE with errors learnt from the very posts measured: {:.4f}; were its beliefs of them true: {:.4f}\n",
        bound.known, bound.perfect);
  }
  audits(shipped, test);
  return {};
}

/// How many posts of `set` are among `posts`; they are taken out of it.
std::uint64_t take_out(LabelledSet& set, const std::vector<TopicPost>& posts) {
  LabelledSet topics{"topics", {}, {}, {}};
  for (const TopicPost& post : posts) topics.rows.push_back({post.text, post.label});
  LeakGuard guard(normaliser_named("social-1").value());
  guard.protect(topics);
  std::uint64_t removed = 0;
  for (const auto& [name, count] : guard.clean(set)) removed += count;
  return removed;
}

void print_topics(const std::string& title, const std::vector<TopicResult>& results) {
  print_head(title);
  for (const TopicResult& result : results) print_row(result.name, result.errors);
}

Status topics(const Classifier& classifier) {
  const std::string name = "semeval_topics/twitter-2016test-BD.tsv";
  const auto file = find_data(name, data_folders());
  if (!file) return fail(Code::kNotFound, "cannot find '" + name + "' in any folder of POLSO_DATA");
  POLSO_ASSIGN(const std::vector<TopicPost> posts, read_topics(*file));
  POLSO_ASSIGN(LabelledSet train, load_data_set("tweeteval/sentiment:train", data_folders()));
  POLSO_ASSIGN(LabelledSet known, load_data_set("tweeteval/sentiment:val", data_folders()));
  const std::uint64_t in_train = take_out(train, posts);
  const std::uint64_t in_known = take_out(known, posts);
  fmt::print("\nSemEval-2016 topics, test: {} posts, of which TweetEval's train holds {} and its val {}.\n",
             posts.size(), in_train, in_known);
  const auto& data = classifier.bundle().data;
  const bool guarded = std::ranges::any_of(data, [](const DataSource& source) {
    return source.name == "tweeteval/sentiment:train" && source.removed > 5000;
  });
  fmt::print("  This bundle {}.\n",
             guarded ? "has learnt from none of them" : "HAS LEARNT FROM THEM: the table flatters every method");
  Judged judged;
  std::vector<std::string_view> texts;
  for (const TopicPost& post : posts) {
    texts.push_back(post.text);
    judged.truth.push_back(post.label);
  }
  POLSO_ASSIGN(judged.verdicts, classify_all(classifier, texts));
  POLSO_ASSIGN(const Judged validation, judge_set(classifier, known));
  const Validation shipped = validation_of(validation);
  print_topics("errors learnt from TweetEval's val, without the topics' posts",
               measure_topics(posts, judged, [&](const std::string&) {
                 std::vector<Method> methods = methods_for({shipped, classifier.bundle().validation, false, {}});
                 std::ranges::move(two_class_methods(shipped), std::back_inserter(methods));
                 return methods;
               }));
  print_topics("errors learnt from the other topics", measure_topics(posts, judged, [&](const std::string& topic) {
                 return two_class_methods(other_topics(posts, judged, topic, shipped));
               }));
  return {};
}

/// For check_quapy.py: a hundred samples of each size, with old errors and with those of the same period.
Status dump_samples(const fs::path& bundle, const fs::path& file) {
  POLSO_ASSIGN(const auto classifier, open_classifier(bundle));
  POLSO_ASSIGN(const LabelledSet set, load_data_set("tweeteval/sentiment:test", data_folders()));
  POLSO_ASSIGN(const Judged test, judge_set(*classifier, set));
  const Validation& shipped = classifier->bundle().validation;
  const auto [known, unknown] = halves(test, 1);
  return dump({{"validation as shipped", {shipped, shipped, true, {}}, test},
               {"same period", {validation_of(known), shipped, false, {}}, unknown}},
              100, file);
}

Status run(const fs::path& bundle, const fs::path& topics_bundle) {
  POLSO_ASSIGN(const auto classifier, open_classifier(bundle));
  fmt::print("{}\n", classifier->bundle().id());
  POLSO_TRY(tweeteval(*classifier));
  POLSO_ASSIGN(const auto topics_classifier, open_classifier(topics_bundle));
  return topics(*topics_classifier);
}

}  // namespace

int main(int count, char** arguments) {
  const bool dumps = count == 4 && std::string_view(arguments[2]) == "--dump";
  if (!dumps && (count < 2 || count > 3)) {
    fmt::print(stderr, "usage: shares BUNDLE [TOPICS_BUNDLE | --dump FILE]; bench/shares/README.md explains\n");
    return 2;
  }
  const polso::Status status =
      dumps ? dump_samples(arguments[1], arguments[3]) : run(arguments[1], arguments[count - 1]);
  if (!status) fmt::print(stderr, "shares: {}\n", status.error().message);
  return status ? 0 : polso::exit_code(status.error().code);
}
