// near_copies: time a post, edits found again, and unrelated posts taken for copies; README.md says how.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "base/thread_clock.h"
#include "edits.h"
#include "learn/data/data_folders.h"
#include "source/source.h"
#include "text/near_copies.h"

namespace {

using namespace polso;

struct Set {
  const char* name;
  const char* file;
  SourceOptions options;
};

std::vector<Set> sets() {
  SourceOptions airline;
  airline.map = {{"id", "tweet_id"}, {"brand", "airline"}, {"text", "text"}, {"created_at", "created_at_utc_from_id"}};
  SourceOptions plain;
  plain.format = "text";
  return {{"us_airline", "us_airline/airline_dated.tsv", airline},
          {"TweetEval", "tweeteval/sentiment/train_text.txt", plain}};
}

Result<std::vector<std::string>> read(const Set& set) {
  const auto path = find_data(set.file, data_folders());
  if (!path) return fail(Code::kNotFound, fmt::format("POLSO_DATA has no {}", set.file));
  POLSO_ASSIGN(const auto source, open_source(path->string(), set.options));
  std::vector<std::string> texts;
  Batch batch;
  while (true) {
    POLSO_ASSIGN(const bool more, source->next(batch, 10'000));
    for (Post& post : batch.posts) texts.push_back(std::move(post.text));
    if (!more) return texts;
  }
}

/// Each text once: what is left are pairs that are unrelated, but for some near-copies that are really there.
std::vector<std::string> distinct(const std::vector<std::string>& texts) {
  std::unordered_map<std::uint64_t, bool> seen;
  std::vector<std::string> kept;
  for (const std::string& text : texts) {
    const Fingerprint print = fingerprint(text);
    if (print.words >= 4 && seen.emplace(print.whole, true).second) kept.push_back(text);
  }
  return kept;
}

void show_times(const std::vector<std::string>& texts, const NearCopiesOptions& options) {
  std::vector<double> print_ns, add_ns;
  for (int run = 0; run < 7; ++run) {
    std::vector<Fingerprint> prints(texts.size());
    const double begin = thread_seconds();
    std::ranges::transform(texts, prints.begin(), [](const std::string& text) { return fingerprint(text); });
    const double middle = thread_seconds();
    NearCopies copies(options);
    std::uint64_t found = 0;
    for (const Fingerprint& print : prints) found += copies.add(print, 0).copies > 0 ? 1 : 0;
    const double end = thread_seconds();
    const auto ns = [&](double span) { return span * 1e9 / static_cast<double>(texts.size()); };
    print_ns.push_back(ns(middle - begin));
    add_ns.push_back(ns(end - middle));
    if (run == 0) fmt::print("  {} posts, {} of them have a copy before them\n", texts.size(), found);
  }
  std::ranges::sort(print_ns);
  std::ranges::sort(add_ns);
  fmt::print("  fingerprint {:.0f} ns, looked up {:.0f} ns a post of the processor (medians of 7)\n", print_ns[3],
             add_ns[3]);
}

/// Of `edited` posts, each edited in one way, how many are told to be copies of their originals in a full window.
void show_recall(const std::vector<std::string>& texts, const NearCopiesOptions& options) {
  Random random(1);
  for (const Edit& edit : edits()) {
    NearCopies copies(options);
    std::vector<std::uint64_t> clusters;
    for (const std::string& text : texts) clusters.push_back(copies.add(text, 0).cluster);
    std::uint64_t right = 0, wrong = 0, tried = 0;
    for (std::size_t i = 0; i < texts.size(); i += texts.size() / 1000) {
      const Likeness like = copies.add(edit.make(texts[i], texts[random.below(texts.size())], random), 0);
      ++tried;
      right += like.cluster == clusters[i] ? 1 : 0;
      wrong += like.copies > 0 && like.cluster != clusters[i] ? 1 : 0;
    }
    fmt::print("  {:<18} found {:.3f}, another's copy {:.3f}\n", edit.name,
               static_cast<double>(right) / static_cast<double>(tried),
               static_cast<double>(wrong) / static_cast<double>(tried));
  }
}

/// Distinct posts that are told to be copies, for a person to look at.
void show_pairs(const std::vector<std::string>& texts, const NearCopiesOptions& options, std::size_t most) {
  NearCopies copies(options);
  std::unordered_map<std::uint64_t, const std::string*> first;
  std::size_t pairs = 0;
  for (const std::string& text : texts) {
    const Likeness like = copies.add(text, 0);
    if (like.copies == 0) {
      first.emplace(like.cluster, &text);
    } else if (pairs++ < most) {
      fmt::print("    {}\n    {}\n\n", *first.at(like.cluster), text);
    }
  }
  fmt::print("  {} of {} distinct posts are near another before them\n", pairs, texts.size());
}

}  // namespace

int main(int argc, char** argv) {
  NearCopiesOptions options;
  options.most = 65'536;  // every post of a set
  const std::size_t shown = argc > 1 ? std::stoul(argv[1]) : 0;
  for (const Set& set : sets()) {
    const auto texts = read(set);
    if (!texts) {
      fmt::print(stderr, "{}\n", texts.error().message);
      return 1;
    }
    fmt::print("{}\n", set.name);
    show_times(*texts, options);
    const auto once = distinct(*texts);
    show_recall(once, options);
    show_pairs(once, options, shown);
  }
  return 0;
}
