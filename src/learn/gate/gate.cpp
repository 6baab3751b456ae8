// Each area adds its checks; the verdict is that none failed.
#include "learn/gate/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>

#include "learn/gate/honesty.h"
#include "learn/gate/paired.h"
#include "learn/gate/serving.h"

namespace polso {
namespace {

constexpr std::array<std::string_view, 3> kRoles{"frozen", "recent", "golden"};
constexpr std::size_t kBlock = 1000;

/// One set with what both models say of it.
struct Judged {
  const GateSet* set;
  std::vector<Sentiment> truth;
  std::vector<Verdict> champion, candidate;  // the champion's are empty when there is none
};

Result<std::vector<Verdict>> verdicts_of(const Classifier& model, const GateSet& set, const Progress& progress) {
  std::vector<std::string_view> texts;
  texts.reserve(set.rows.size());
  for (const GateRow& row : set.rows) texts.emplace_back(row.text);
  std::vector<Verdict> verdicts(texts.size());
  for (std::size_t begin = 0; begin < texts.size(); begin += kBlock) {
    const std::size_t count = std::min(kBlock, texts.size() - begin);
    POLSO_TRY(model.classify(std::span(texts).subspan(begin, count), std::span(verdicts).subspan(begin, count)));
    progress("compare on " + set.name, begin + count, texts.size());
  }
  return verdicts;
}

Result<std::vector<Judged>> judge_all(const Contender* champion, const Contender& candidate,
                                      const std::vector<GateSet>& sets, const Progress& progress) {
  std::vector<Judged> all;
  for (const GateSet& set : sets) {
    if (set.rows.empty()) continue;
    Judged& one = all.emplace_back(Judged{&set, {}, {}, {}});
    for (const GateRow& row : set.rows) one.truth.push_back(row.label);
    POLSO_ASSIGN(one.candidate, verdicts_of(*candidate.model, set, progress));
    if (champion != nullptr) {
      POLSO_ASSIGN(one.champion, verdicts_of(*champion->model, set, progress));
    }
  }
  return all;
}

std::vector<Sentiment> labels_of(const std::vector<Verdict>& verdicts, const std::vector<std::size_t>& at) {
  std::vector<Sentiment> labels;
  labels.reserve(at.size());
  for (const std::size_t i : at) labels.push_back(verdicts[i].label);
  return labels;
}

PairedDifference compare(const Judged& one, const std::vector<std::size_t>& at, double margin, std::uint64_t seed) {
  std::vector<Sentiment> truth;
  truth.reserve(at.size());
  for (const std::size_t i : at) truth.push_back(one.truth[i]);
  return paired_difference(truth, labels_of(one.champion, at), labels_of(one.candidate, at), margin, seed);
}

std::vector<std::size_t> all_of(const Judged& one) {
  std::vector<std::size_t> at(one.truth.size());
  for (std::size_t i = 0; i < at.size(); ++i) at[i] = i;
  return at;
}

std::string shown(const PairedDifference& d) {
  return fmt::format("{} posts, macro recall {:.3f} after {:.3f}, difference {:+.4f} ({:+.4f} to {:+.4f})", d.posts,
                     d.candidate, d.champion, d.difference.value, d.difference.low, d.difference.high);
}

void check_quality(const std::vector<Judged>& judged, const GateOptions& options, GateVerdict& verdict) {
  bool better = false;
  bool ruled = false;
  for (const Judged& one : judged) {
    const PairedDifference d = compare(one, all_of(one), options.margin, options.seed);
    const bool large = d.posts >= options.enough;
    const bool passed = large ? d.worse_than_margin <= 1 - options.sure : d.worse < options.sure;
    ruled = ruled || (large && one.set->role == SetRole::kFrozen);
    better = better || (d.posts >= options.least_slice && d.better >= options.better);
    const std::string_view finding = passed && large ? "loses no more than the margin"
                                     : passed ? "too few posts to show that nothing is lost, and no loss is shown"
                                     : large  ? "may lose more than the margin"
                                              : "is worse";
    verdict.checks.push_back({"quality",
                              fmt::format("{} ({})", one.set->name, kRoles[static_cast<std::size_t>(one.set->role)]),
                              passed, d.champion, d.candidate, fmt::format("{}: {}", shown(d), finding)});
  }
  verdict.checks.push_back(
      {"quality", "a ruler", ruled, 0, 0,
       ruled ? "a frozen set is large enough to judge by"
             : fmt::format("the frozen sets have not even together {} posts: nothing to judge by", options.enough)});
  verdict.checks.push_back(
      {"quality", "better somewhere", better, 0, 0,
       better ? "it is better on at least one set"
              : fmt::format("it is on no set of {} posts or more better with a probability of {:.0f} %",
                            options.least_slice, 100 * options.better)});
}

std::string length_of(const std::string& text) {
  const auto words = std::ranges::count(text, ' ') + 1;
  return words <= 8 ? "length: up to 8 words" : words <= 17 ? "length: 9 to 17 words" : "length: 18 words and more";
}

struct Slice {
  const Judged* set;
  std::string name;
  std::vector<std::size_t> at;
};

std::vector<Slice> slices_of(const std::vector<Judged>& judged, std::size_t least) {
  std::vector<Slice> all;
  for (const Judged& one : judged) {
    std::map<std::string, std::vector<std::size_t>> slices;
    for (std::size_t i = 0; i < one.truth.size(); ++i) {
      const GateRow& row = one.set->rows[i];
      slices[length_of(row.text)].push_back(i);
      if (!row.brand.empty()) slices["brand: " + row.brand].push_back(i);
      if (!row.lang.empty()) slices["language: " + row.lang].push_back(i);
    }
    for (auto& [name, at] : slices) {
      if (at.size() >= least && at.size() < one.truth.size()) all.push_back({&one, name, std::move(at)});
    }
  }
  return all;
}

/// Of many slices some lose by chance: each has to be so sure that all together are (Bonferroni).
void check_slices(const std::vector<Judged>& judged, const GateOptions& options, GateVerdict& verdict) {
  const std::vector<Slice> slices = slices_of(judged, options.least_slice);
  const double sure = 1 - (1 - options.sure) / static_cast<double>(std::max<std::size_t>(1, slices.size()));
  for (const Slice& slice : slices) {
    const PairedDifference d = compare(*slice.set, slice.at, options.slice_margin, options.seed);
    const bool lost = d.difference.value < -options.slice_margin && d.worse >= sure;
    verdict.checks.push_back({"slices", fmt::format("{}, {}", slice.set->set->name, slice.name), !lost, d.champion,
                              d.candidate,
                              fmt::format("{}: {}", shown(d), lost ? "worse by more than its margin" : "holds")});
  }
}

Status check_behaviour(const Contender* champion, const Contender& candidate, const std::vector<BehaviourCase>& cases,
                       const GateOptions& options, GateVerdict& verdict) {
  if (cases.empty()) return {};
  POLSO_ASSIGN(const auto after, behave(*candidate.model, cases));
  std::vector<GroupRate> before = after;
  if (champion != nullptr) {
    POLSO_ASSIGN(before, behave(*champion->model, cases));
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    const bool passed =
        after[i].passed + 1 >= before[i].passed || after[i].rate() >= before[i].rate() - options.behaviour_margin;
    std::string sentence =
        fmt::format("passes {} of {} cases, the champion {}", after[i].passed, after[i].cases, before[i].passed);
    if (champion == nullptr) sentence = fmt::format("passes {} of {} cases", after[i].passed, after[i].cases);
    if (!after[i].failed.empty()) sentence += fmt::format("; not those of lines {}", fmt::join(after[i].failed, ", "));
    verdict.checks.push_back({"behaviour", after[i].group, passed, before[i].rate(), after[i].rate(), sentence});
  }
  return {};
}

/// On the largest frozen set.
void check_shares(const Contender& champion, const Contender& candidate, const std::vector<Judged>& judged,
                  const GateOptions& options, GateVerdict& verdict) {
  const Judged* largest = nullptr;
  for (const Judged& one : judged) {
    if (one.set->role != SetRole::kFrozen || one.truth.size() < options.enough) continue;
    if (largest == nullptr || one.truth.size() > largest->truth.size()) largest = &one;
  }
  if (largest == nullptr) return;
  ShareProtocol protocol;
  protocol.seed = options.seed;
  const auto errors =
      compare_share_errors({&champion.model->bundle().validation, largest->champion},
                           {&candidate.model->bundle().validation, largest->candidate}, largest->truth, protocol);
  if (!errors) return;
  verdict.checks.push_back(
      {"shares", largest->set->name, errors->difference.low <= options.share_margin, errors->champion,
       errors->candidate,
       fmt::format("mean error of shares of {} posts {:.4f} after {:.4f}, difference {:+.4f} ({:+.4f} to {:+.4f})",
                   protocol.posts, errors->candidate, errors->champion, errors->difference.value,
                   errors->difference.low, errors->difference.high)});
}

/// The sentiments that the weights can say, in the Sentiment order; of a cascade its models say them.
std::vector<Sentiment> said_by(const Bundle& bundle) {
  std::vector<Sentiment> sentiments = bundle.sentiments;
  std::ranges::sort(sentiments);
  sentiments.erase(std::ranges::unique(sentiments).begin(), sentiments.end());
  return sentiments;
}

Status check_kind(const Contender& champion, const Contender& candidate) {
  const Bundle& before = champion.model->bundle();
  const Bundle& after = candidate.model->bundle();
  if (before.lang != after.lang) {
    return fail(Code::kInvalid, fmt::format("{} speaks '{}' and {} speaks '{}': one cannot replace the other",
                                            after.id(), after.lang, before.id(), before.lang));
  }
  if (!before.cascade && !after.cascade && said_by(before) != said_by(after)) {
    return fail(Code::kInvalid, fmt::format("{} and {} do not answer with the same sentiments: one cannot replace the "
                                            "other",
                                            after.id(), before.id()));
  }
  return {};
}

/// Where no frozen set is large enough to judge by, all of them are taken for one.
std::vector<GateSet> with_ruler(std::vector<GateSet> sets, std::size_t enough) {
  const auto is_frozen = [](const GateSet& set) { return set.role == SetRole::kFrozen; };
  const auto is_ruler = [&](const GateSet& set) { return is_frozen(set) && set.rows.size() >= enough; };
  if (std::ranges::any_of(sets, is_ruler) || std::ranges::count_if(sets, is_frozen) < 2) return sets;
  GateSet together;
  for (GateSet& set : sets) {
    if (!is_frozen(set)) continue;
    together.name += (together.name.empty() ? "" : " + ") + set.name;
    std::ranges::move(set.rows, std::back_inserter(together.rows));
  }
  std::erase_if(sets, is_frozen);
  sets.insert(sets.begin(), std::move(together));
  return sets;
}

}  // namespace

Result<GateVerdict> pass_gate(const Contender* champion, const Contender& candidate, const std::vector<GateSet>& sets,
                              const std::vector<BehaviourCase>& behaviour, const MeasureServing& serving,
                              const GateOptions& options, const Progress& progress) {
  if (champion != nullptr) POLSO_TRY(check_kind(*champion, candidate));
  GateVerdict verdict;
  verdict.candidate = candidate.model->bundle().id();
  const std::vector<GateSet> rulers = with_ruler(sets, options.enough);
  POLSO_ASSIGN(const auto judged, judge_all(champion, candidate, rulers, progress));
  if (champion != nullptr) {
    verdict.champion = champion->model->bundle().id();
    check_quality(judged, options, verdict);
    check_slices(judged, options, verdict);
    check_shares(*champion, candidate, judged, options, verdict);
  }
  POLSO_TRY(check_behaviour(champion, candidate, behaviour, options, verdict));
  POLSO_TRY(check_serving(champion, candidate, serving, options, verdict));
  for (const GateCheck& check : verdict.checks) {
    if (!check.passed) verdict.reasons.push_back(fmt::format("{}, {}: {}", check.area, check.name, check.sentence));
  }
  verdict.passed = verdict.reasons.empty();
  return verdict;
}

}  // namespace polso
