// Where bad lines are set aside: a JSONL file that an operator can read, mend and ingest.
#pragma once

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <unordered_set>

#include "base/result.h"
#include "post/post.h"

namespace polso {

/// Made with the first bad line, appended to after that. A line that is there already (an earlier run was killed before
/// it could store the batch) is not written again. One thread.
class RejectsFile {
 public:
  /// `input` is how the lines name where they came from.
  RejectsFile(std::filesystem::path path, std::string input);

  /// {"file","line","reason","text"} for each; all of them are in the file when it returns.
  [[nodiscard]] Status add(std::span<const BadLine> lines);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  [[nodiscard]] Status open();
  void read_before();

  std::filesystem::path path_;
  std::string input_;
  std::unordered_set<std::size_t> known_;  // hashes of the lines in the file
  std::ofstream file_;
};

}  // namespace polso
