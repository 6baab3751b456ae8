// The buckets say how many posts there are before any is read.
#include "mood/why/sample.h"

#include <algorithm>

namespace polso {
namespace {

constexpr Millis kSlices = 500;

Result<std::uint64_t> posts_in(Store& store, const std::string& brand, Millis from, Millis to) {
  std::uint64_t posts = 0;
  BucketQuery query;
  query.brand = brand;
  query.from = from / kBucketWidth * kBucketWidth;
  query.to = to;
  POLSO_TRY(store.each_bucket(query, [&](const BucketKey&, const Histogram& counts) { posts += counts.total(); }));
  return posts;
}

}  // namespace

Status sample(Store& store, const std::string& brand, Millis from, Millis to, std::size_t most,
              const std::function<void(const StoredPost&)>& visit) {
  if (to <= from) return {};
  POLSO_ASSIGN(const std::uint64_t posts, posts_in(store, brand, from, to));
  if (posts == 0) return {};
  if (posts <= most) return store.each_post(brand, from, to, visit);
  const Millis slice = std::max<Millis>(1, (to - from) / kSlices);
  const double part = static_cast<double>(most) / static_cast<double>(posts);
  const Millis read = std::max<Millis>(1, static_cast<Millis>(static_cast<double>(slice) * part));
  for (Millis at = from; at < to; at += slice) {
    POLSO_TRY(store.each_post(brand, at, std::min(at + read, to), visit));
  }
  return {};
}

}  // namespace polso
