// The public data sets that Polso knows: what they are, where they come from, and how their files are read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "learn/data/labelled.h"

namespace polso {

struct PublicFile {
  std::string path;         // inside a data folder
  std::string url;          // empty: cannot be fetched
  std::uint64_t bytes = 0;  // 0: unknown
  std::string sha256;       // empty: unpinned, recorded at the first fetch
};

/// Files that one Layout reads.
struct Part {
  std::vector<std::string> files;
  Layout layout;
};

struct Split {
  std::string name;  // "train", "val", "test"; or "all"
  std::vector<Part> parts;
};

struct PublicSet {
  std::string name;
  std::string about;
  std::string rows;
  std::string licence;
  std::string obtain;  // what to do when it cannot be fetched
  std::vector<PublicFile> files;
  std::vector<Split> splits;  // empty: not labelled posts
};

[[nodiscard]] const std::vector<PublicSet>& catalogue();

/// Null when there is none of that name.
[[nodiscard]] const PublicSet* public_set(std::string_view name);

/// The set of that name, or all whose names begin with `name` and a slash ("umsab"); empty when none does.
[[nodiscard]] std::vector<const PublicSet*> public_sets(std::string_view name);

}  // namespace polso
