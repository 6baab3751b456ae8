// One pass over the posts.
#include "watch/facts.h"

#include <algorithm>
#include <utility>

namespace polso {
namespace {

constexpr std::size_t kLoudest = 5;

double part_of(double some, double all) { return all > 0 ? some / all : 0; }

bool is_within(Millis time, const std::vector<Span>& spans) {
  return std::ranges::any_of(spans, [&](const Span& span) { return time >= span.from && time < span.to; });
}

}  // namespace

Tally tally(const SeenPosts& seen, const Span& span, const std::vector<Span>& left_out) {
  Tally out;
  const std::vector<Kind>& kinds = seen.kinds();
  out.by_kind.resize(kinds.size());
  seen.each(span.from, span.to, [&](const SeenPost& post) {
    if (is_within(post.time, left_out)) return;
    if (post.copy) {
      ++out.copies;
      if (post.author != 0) out.copy_authors.insert(post.author);
      return;
    }
    ++out.posts;
    ++out.by_kind[post.kind];
    Histogram& histogram = out.by_model[kinds[post.kind].model];
    ++histogram.cells[post.cell];
    ++histogram.labels[static_cast<std::size_t>(post.label)];
    if (post.label != Sentiment::kNegative) return;
    ++out.negatives;
    if (post.author != 0) ++out.by_author[post.author];
    if (post.thread != 0) ++out.by_thread[post.thread];
  });
  return out;
}

std::vector<Portion> portions(const std::vector<Kind>& kinds, const Tally& before, const Tally& since,
                              std::string Kind::* field) {
  std::map<std::string, Portion> by_name;
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    const std::string& name = kinds[k].*field;
    Portion& portion = by_name[name];
    portion.name = name;
    portion.usual += part_of(before.by_kind[k], before.posts);
    portion.seen += since.by_kind[k];
  }
  std::vector<Portion> out;
  out.reserve(by_name.size());
  for (auto& [name, portion] : by_name) out.push_back(std::move(portion));
  return out;
}

std::vector<Portion> loudest(const Tally& before, const Tally& since, std::map<std::uint64_t, double> Tally::* field) {
  const auto& was = before.*field;
  std::vector<Portion> out;
  out.reserve((since.*field).size());
  for (const auto& [bits, negatives] : since.*field) {
    const auto usual = was.find(bits);
    out.push_back({.name = author_name(bits),
                   .usual = usual == was.end() ? 0 : part_of(usual->second, before.negatives),
                   .seen = negatives});
  }
  std::ranges::sort(out, std::ranges::greater{},
                    [](const Portion& author) { return std::pair(author.seen, author.name); });
  out.resize(std::min(out.size(), kLoudest));
  return out;
}

}  // namespace polso
