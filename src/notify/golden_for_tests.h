// For tests: compares text with the file that a person once looked at and approved.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/file.h"

namespace polso::notify {

/// golden/`name` beside the code must hold `text`. POLSO_UPDATE=1 writes it instead: look at the difference, then
/// commit.
inline void expect_golden(std::string_view name, std::string_view text) {
  const auto path = std::filesystem::path(POLSO_SOURCE_DIR) / "src/notify/golden" / name;
  if (std::getenv("POLSO_UPDATE") != nullptr) {
    ASSERT_TRUE(write_file(path, text));
  }
  const auto golden = read_file(path);
  ASSERT_TRUE(golden) << golden.error().message;
  EXPECT_TRUE(*golden == text) << path.string()
                               << " differs; if this is wanted: POLSO_UPDATE=1 build/release/notify_test\n"
                               << text;
}

}  // namespace polso::notify
