// For tests: the files that tools/make_checkpoint_fixtures.py wrote.
#pragma once

#include <string>

#include "base/file.h"

namespace polso {

inline std::string fixture_path(const std::string& name) {
  return std::string(POLSO_SOURCE_DIR) + "/src/classify/weights/fixtures/" + name;
}

inline std::string fixture(const std::string& name) { return read_file(fixture_path(name)).value(); }

}  // namespace polso
