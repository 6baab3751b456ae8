// A bounded, evenly spread and always equal sample of a brand's posts.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "store/store.h"

namespace polso {

/// Visits posts of [from, to), oldest first. All of them when they are `most` or fewer by the buckets; otherwise about
/// `most`, those of the first part of each of several hundred equal slices of time, the same part of each. The work
/// does not grow with what is left out.
[[nodiscard]] Status sample(Store& store, const std::string& brand, Millis from, Millis to, std::size_t most,
                            const std::function<void(const StoredPost&)>& visit);

}  // namespace polso
