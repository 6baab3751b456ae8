// Charsmap: which characters a sentencepiece model replaces by which (its precompiled_charsmap).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polso::unigram {

/// A double array (Darts-clone) from bytes to replacements. Immutable.
class Charsmap {
 public:
  /// Replaces nothing.
  Charsmap() = default;

  /// `blob`: the size of the double array in four bytes, the double array, then the replacements, each ended by a zero.
  /// Nothing when it is damaged: afterwards no text can lead out of it.
  [[nodiscard]] static std::optional<Charsmap> parse(std::string_view blob);

  /// Appends the replaced `text`, which is valid UTF-8, to `out`: as precompiled.rs of `tokenizers` does, a grapheme of
  /// less than six bytes by the replacement of its shortest known beginning (so that a mark on a replaced letter may
  /// be lost), others character by character.
  void apply(std::string_view text, std::string& out) const;

 private:
  void apply_to_grapheme(std::string_view grapheme, std::string& out) const;

  /// Of the shortest beginning of `chunk` that has one.
  [[nodiscard]] std::optional<std::string_view> replacement(std::string_view chunk) const;

  std::vector<std::uint32_t> units_;
  std::string replacements_;
};

}  // namespace polso::unigram
