// What the tests of all formats share: a file is written, and everything that is read from it is kept.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/file.h"
#include "base/temp_folder.h"
#include "source/source.h"

namespace polso {

inline constexpr Millis kNowForTests = 1'700'000'000'000;

/// Everything that came out of a source.
struct Read {
  std::vector<Post> posts;
  std::vector<BadLine> bad;
  Offset offset;
  std::string error;
  std::string identity;
};

inline SourceOptions options_for_tests() {
  SourceOptions options;
  options.clock = [] { return kNowForTests; };
  return options;
}

inline Read read_all(Source& source, std::size_t limit = 3) {
  Read read;
  Batch batch;
  read.identity = source.identity();
  while (true) {
    const auto more = source.next(batch, limit);
    if (!more) read.error = more.error().message;
    if (!more || !*more) break;
    EXPECT_LE(batch.posts.size() + batch.bad.size(), limit);
    read.posts.insert(read.posts.end(), batch.posts.begin(), batch.posts.end());
    read.bad.insert(read.bad.end(), batch.bad.begin(), batch.bad.end());
    read.offset = batch.offset;
  }
  return read;
}

/// Writes bytes to a file and reads them as posts.
class FileSourceTest : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& bytes) {
    const std::string path = (folder_.path() / name).string();
    EXPECT_TRUE(write_file(path, bytes));
    return path;
  }

  Read read(const std::string& name, const std::string& bytes, const SourceOptions& options = options_for_tests()) {
    auto source = open_source(write(name, bytes), options);
    if (!source) return {{}, {}, {}, source.error().message, {}};
    return read_all(**source);
  }

  TempFolder folder_;
};

}  // namespace polso
