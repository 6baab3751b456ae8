// One step a function, in the order that the header says.
#include "learn/retrain/material.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "learn/guard.h"
#include "learn/retrain/frozen.h"
#include "text/normaliser.h"

namespace polso {
namespace {

constexpr std::size_t kBlock = 1000;

auto order_of(const LabelRow& row) {
  return std::tie(row.at, row.text, row.by, row.label, row.brand, row.lang, row.asked, row.random);
}

/// Of the posts that the champion's probabilities were calibrated on; equal ones when it does not say.
PerSentiment<double> shares_of(const Validation& validation) {
  PerSentiment<double> shares{};
  for (std::size_t s = 0; s < kSentiments; ++s) shares[s] = static_cast<double>(validation.by_truth[s].total());
  return std::ranges::find(shares, 0.0) == shares.end() ? shares : kEqualShares;
}

Result<std::vector<Trust>> look_at_people(const std::vector<LabelRow>& rows, const Classifier& champion,
                                          const Progress& progress) {
  std::vector<std::string_view> texts;
  texts.reserve(rows.size());
  for (const LabelRow& row : rows) texts.emplace_back(row.text);
  std::vector<Verdict> verdicts(rows.size());
  for (std::size_t begin = 0; begin < texts.size(); begin += kBlock) {
    const std::size_t count = std::min(kBlock, texts.size() - begin);
    POLSO_TRY(champion.classify(std::span(texts).subspan(begin, count), std::span(verdicts).subspan(begin, count)));
    progress("look at labels", begin + count, texts.size());
  }
  std::vector<GivenLabel> given;
  given.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    given.push_back({rows[i].by, rows[i].label, verdicts[i], rows[i].asked});
  }
  return trust_in(given, shares_of(champion.bundle().validation));
}

/// Takes out of `rows` what `gone` says and counts it.
template <class Gone>
void leave_out(std::vector<LabelRow>& rows, const std::string& reason, Material& material, const Gone& gone) {
  const auto count = std::erase_if(rows, gone);
  if (count > 0) material.left_out[reason] += count;
}

void leave_out_copies(std::vector<LabelRow>& rows, const FrozenTexts& frozen, const std::string& equal,
                      const std::string& near, Material& material) {
  leave_out(rows, equal, material, [&](const LabelRow& row) { return frozen.find(row.text) == Leak::kEqual; });
  leave_out(rows, near, material, [&](const LabelRow& row) { return frozen.find(row.text) == Leak::kNearCopy; });
}

/// Of what a person said of a post only the last counts; who gave no name may be anybody.
void keep_last_words(std::vector<LabelRow>& labels) {
  std::set<std::string> heard;
  std::ranges::reverse(labels);
  std::erase_if(labels, [&](const LabelRow& row) { return !row.by.empty() && !heard.insert(row.by).second; });
  std::ranges::reverse(labels);
}

/// The label that most gave, as the newest of its rows; nothing when two are equally frequent. By time, not empty.
std::optional<LabelRow> agreed(const std::vector<LabelRow>& labels) {
  PerSentiment<std::size_t> votes{};
  for (const LabelRow& row : labels) ++votes[index(row.label)];
  const auto most = std::ranges::max_element(votes);
  if (std::ranges::count(votes, *most) > 1) return std::nullopt;
  const auto label = static_cast<Sentiment>(most - votes.begin());
  LabelRow one = *std::ranges::find(labels.rbegin(), labels.rend(), label, &LabelRow::label);
  one.random = std::ranges::any_of(labels, &LabelRow::random);
  return one;
}

/// One row a text. `rows` by time.
void agree(std::vector<LabelRow>& rows, const LeakGuard& keys, Material& material) {
  std::map<std::string, std::vector<LabelRow>> posts;
  for (LabelRow& row : rows) posts[keys.key_of(row.text)].push_back(std::move(row));
  rows.clear();
  std::size_t repeats = 0;
  std::size_t disagreed = 0;
  for (auto& [key, labels] : posts) {
    const std::size_t given = labels.size();
    keep_last_words(labels);
    if (auto one = agreed(labels)) {
      repeats += given - 1;
      rows.push_back(std::move(*one));
    } else {
      disagreed += given;
    }
  }
  if (repeats > 0) material.left_out["repeats"] = repeats;
  if (disagreed > 0) material.left_out["people disagree"] = disagreed;
}

bool is_held(const std::string& key, double part) {
  constexpr std::uint64_t kParts = 10'000;
  const std::string digest = sha256("held back: " + key).substr(0, 12);
  return static_cast<double>(std::stoull(digest, nullptr, 16) % kParts) < part * static_cast<double>(kParts);
}

void keep_newest(std::vector<LabelRow>& rows, std::size_t most) {
  if (rows.size() > most) rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(most));
}

}  // namespace

Result<Material> sort_material(std::vector<LabelRow> rows, const Classifier* champion,
                               const std::vector<GateSet>& frozen, const std::string& normaliser,
                               const MaterialOptions& options, const Progress& progress) {
  POLSO_ASSIGN(const Normaliser words, normaliser_named(normaliser));
  Material material;
  std::ranges::sort(rows, {}, order_of);
  if (champion != nullptr && !rows.empty()) {
    POLSO_ASSIGN(material.people, look_at_people(rows, *champion, progress));
    std::set<std::string> distrusted;
    for (const Trust& person : material.people) {
      if (!person.trusted) distrusted.insert(person.by);
    }
    leave_out(rows, "not trusted", material, [&](const LabelRow& row) { return distrusted.contains(row.by); });
  }
  LeakGuard guard(words);
  agree(rows, guard, material);
  FrozenTexts never_learnt(words);
  for (const GateSet& set : frozen) {
    for (const GateRow& row : set.rows) never_learnt.add(row.text);
  }
  leave_out_copies(rows, never_learnt, "in a frozen set", "near-copies of a frozen set", material);
  std::ranges::sort(rows, {}, order_of);
  std::vector<LabelRow> held;
  for (LabelRow& row : rows) {
    (is_held(guard.key_of(row.text), options.held) ? held : material.train).push_back(std::move(row));
  }
  if (std::ranges::any_of(held, &LabelRow::random))
    std::erase_if(held, [](const LabelRow& row) { return !row.random; });
  keep_newest(held, options.recent);
  FrozenTexts judged_by(words);
  for (const LabelRow& row : held) judged_by.add(row.text);
  leave_out_copies(material.train, judged_by, "held back", "near-copies of what is held back", material);
  material.recent = std::move(held);
  return material;
}

}  // namespace polso
