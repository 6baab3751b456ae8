// Looks for pieces of text in a file, whatever the file is.
#pragma once

#include <bitset>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace polso {

inline constexpr std::size_t kShortestPiece = 8;  // bytes; shorter ones are not looked for

/// Finds any of many pieces in one pass over bytes. `pieces` must outlive it.
class BytePieces {
 public:
  explicit BytePieces(std::span<const std::string> pieces);

  /// Looks at every place of `bytes`.
  void look(std::string_view bytes);

  /// For each piece whether it was in anything that was looked at.
  [[nodiscard]] const std::vector<bool>& found() const { return found_; }
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  std::span<const std::string> pieces_;
  std::vector<bool> found_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_key_;  // the first eight bytes
  std::bitset<65536> begins_;                                           // the first two: most places are none of these
  std::size_t longest_ = kShortestPiece;
};

/// For each piece whether the file contains it. One pass over the file, however many pieces there are.
[[nodiscard]] Result<std::vector<bool>> find_in_file(const std::filesystem::path& path,
                                                     std::span<const std::string> pieces);

}  // namespace polso
