// Base data: what the champion's recipe learns from and is judged by, looked at before anything is trained.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "learn/gate/gate.h"
#include "learn/recipe.h"

namespace polso {

struct BaseData {
  std::vector<GateSet> frozen;                // validation first, then each test set: nothing is learnt from them
  std::map<std::string, std::string> sha256;  // of every set and lexicon, by name
};

/// kInvalid when a set is both learnt from and judged by.
[[nodiscard]] Result<BaseData> load_base(const Recipe& base, const std::vector<std::filesystem::path>& folders);

}  // namespace polso
