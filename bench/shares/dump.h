// Samples and what every method made of them, as JSON: what check_quapy.py compares with QuaPy.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "judged.h"
#include "methods.h"

namespace polso {

/// A Calibrations and the posts that samples are taken from.
struct DumpCase {
  std::string name;
  Calibrations calibrations;
  Judged pool;
};

/// Writes `draws` samples of each case and size. Posts are given by their cells, as the methods see them.
[[nodiscard]] Status dump(const std::vector<DumpCase>& cases, std::size_t draws, const std::filesystem::path& file);

}  // namespace polso
