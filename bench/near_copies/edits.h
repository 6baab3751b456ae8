// Edits: what people and programs do to a post that they pass on.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/random.h"

struct Edit {
  const char* name;
  /// Of `text`; `other` is an unrelated post, to take words from.
  std::function<std::string(const std::string& text, const std::string& other, polso::Random& random)> make;
};

[[nodiscard]] std::vector<Edit> edits();
