// One folding of the text serves all rules.
#include "text/brand_rules.h"

#include <algorithm>

namespace polso {
namespace {

bool is_about(const Post& post, const std::string& brand) {
  return post.brand == brand || std::ranges::find(post.also, brand) != post.also.end();
}

}  // namespace

void BrandRules::assign(Post& post) const {
  if (rules_.empty()) return;
  thread_local FoldedText text;
  text.assign(post.text);
  for (const BrandMatch& rule : rules_) {
    if (is_about(post, rule.brand) || !rule.query.matches(text)) continue;
    if (post.brand.empty()) {
      post.brand = rule.brand;
    } else {
      post.also.push_back(rule.brand);
    }
  }
}

}  // namespace polso
