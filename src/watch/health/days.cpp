// A cache with one entry a day.
#include "watch/health/days.h"

namespace polso::health {

Result<Posts> Days::posts(Millis from, Millis to) {
  Posts posts;
  for (auto at = counts_.lower_bound(floor_time(from, kDay)); at != counts_.end() && at->first < to; ++at) {
    const auto [start, count] = *at;
    Day& day = days_[start];
    if (day.count != count) {
      POLSO_ASSIGN(day.posts, reader_->read(start, start + kDay, most_));
      day.count = count;
    }
    for (const HealthPost& post : day.posts) {
      if (post.at >= from && post.at < to) posts.push_back(&post);
    }
  }
  return posts;
}

}  // namespace polso::health
