// The airline posts of the demo: where they lie, how they are read, and what people said of them.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "mood/report.h"
#include "source/source.h"

namespace polso {

struct AirlinePosts {
  std::filesystem::path path;
  SourceOptions options;  // which columns are a Post's
  std::string label;      // the column of what people said
};

/// The file dated to the second or else the original, in the first of these folders (separated by colons) that has one;
/// at last in the folder of `polso data fetch`.
[[nodiscard]] std::optional<AirlinePosts> find_airline_posts(std::string_view folders);

/// What people said, by brand; a post that is in the file twice counts once, as it does in the store.
[[nodiscard]] Result<std::map<std::string, HandLabels>> hand_labels(const AirlinePosts& posts);

}  // namespace polso
