// One step a function, in the order that the header says.
#include "learn/retrain/material.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "learn/guard.h"
#include "text/near_copies.h"
#include "text/normaliser.h"

namespace polso {
namespace {

constexpr std::size_t kBlock = 1000;

auto order_of(const LabelRow& row) {
  return std::tie(row.at, row.text, row.by, row.label, row.brand, row.lang, row.asked, row.random);
}

Result<std::vector<Trust>> look_at_people(const std::vector<LabelRow>& rows, const Classifier& champion,
                                          const Progress& progress) {
  std::vector<std::string_view> texts;
  for (const LabelRow& row : rows) texts.emplace_back(row.text);
  std::vector<Verdict> verdicts(rows.size());
  for (std::size_t begin = 0; begin < texts.size(); begin += kBlock) {
    const std::size_t count = std::min(kBlock, texts.size() - begin);
    POLSO_TRY(champion.classify(std::span(texts).subspan(begin, count), std::span(verdicts).subspan(begin, count)));
    progress("look at labels", begin + count, texts.size());
  }
  std::vector<GivenLabel> given;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    given.push_back({rows[i].by, rows[i].label, verdicts[i], rows[i].asked});
  }
  return trust_in(given);
}

/// Takes out of `rows` what `gone` says and counts it.
template <class Gone>
void leave_out(std::vector<LabelRow>& rows, const std::string& reason, Material& material, const Gone& gone) {
  const auto count = std::erase_if(rows, gone);
  if (count > 0) material.left_out[reason] += count;
}

/// One row a text: the label that most gave, and of those the newest.
void agree(std::vector<LabelRow>& rows, const LeakGuard& keys, Material& material) {
  std::map<std::string, std::vector<LabelRow>> posts;
  for (LabelRow& row : rows) posts[keys.key_of(row.text)].push_back(std::move(row));
  rows.clear();
  for (auto& [key, labels] : posts) {
    PerSentiment<std::size_t> votes{};
    for (const LabelRow& row : labels) ++votes[index(row.label)];
    const auto most = *std::ranges::max_element(votes);
    if (std::ranges::count(votes, most) > 1) {
      material.left_out["people disagree"] += labels.size();
      continue;
    }
    const bool random = std::ranges::any_of(labels, &LabelRow::random);
    LabelRow* newest = nullptr;
    for (LabelRow& row : labels) {
      if (votes[index(row.label)] == most && (newest == nullptr || row.at >= newest->at)) newest = &row;
    }
    material.left_out["repeats"] += labels.size() - 1;
    newest->random = random;
    rows.push_back(std::move(*newest));
  }
  if (material.left_out["repeats"] == 0) material.left_out.erase("repeats");
}

/// Whether a post is a near-copy of one that is never learnt from.
class Copies {
 public:
  explicit Copies(const std::vector<GateSet>& frozen) {
    for (const GateSet& set : frozen) {
      for (const GateRow& row : set.rows) frozen_.insert(near_.add(row.text, 0).cluster);
    }
  }

  /// Looks only: what is new founds a cluster of its own, which is none of the frozen ones.
  bool of_frozen(const std::string& text) {
    const Likeness likeness = near_.add(text, 0);
    return likeness.cluster != 0 && likeness.copies > 0 && frozen_.contains(likeness.cluster);
  }

 private:
  NearCopies near_{NearCopiesOptions{.most = 1U << 20}};
  std::unordered_set<std::uint64_t> frozen_;
};

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
  std::unordered_set<std::string> protected_texts;
  for (const GateSet& set : frozen) {
    for (const GateRow& row : set.rows) protected_texts.insert(guard.key_of(row.text));
  }
  leave_out(rows, "in a frozen set", material,
            [&](const LabelRow& row) { return protected_texts.contains(guard.key_of(row.text)); });
  Copies copies(frozen);
  leave_out(rows, "near-copies of a frozen set", material,
            [&](const LabelRow& row) { return copies.of_frozen(row.text); });
  std::ranges::sort(rows, {}, order_of);
  std::vector<LabelRow> held;
  for (LabelRow& row : rows) {
    (is_held(guard.key_of(row.text), options.held) ? held : material.train).push_back(std::move(row));
  }
  if (std::ranges::any_of(held, &LabelRow::random))
    std::erase_if(held, [](const LabelRow& row) { return !row.random; });
  keep_newest(held, options.recent);
  material.recent = std::move(held);
  return material;
}

}  // namespace polso
