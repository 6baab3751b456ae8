// BrandRules: to which brands a post belongs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "post/post.h"
#include "text/brand_query.h"

namespace polso {

struct BrandMatch {
  std::string brand;
  BrandQuery query;
};

/// Immutable; any number of threads.
class BrandRules {
 public:
  explicit BrandRules(std::vector<BrandMatch> rules) : rules_(std::move(rules)) {}

  [[nodiscard]] bool empty() const { return rules_.empty(); }

  /// The first rule that matches names the brand of a post that has none; the others that match go to `also`, unless
  /// the post is known to be about them.
  void assign(Post& post) const;

 private:
  std::vector<BrandMatch> rules_;
};

}  // namespace polso
