// Vocabulary: the terms of posts as numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace polso {

using TermId = std::uint32_t;

/// Terms are words, hashtags (with their #) and two words in a row, in lower case. Left out are links, words of one
/// letter and numbers, also as parts of two. One thread.
class Vocabulary {
 public:
  /// The terms of a post, each once, in ascending order.
  [[nodiscard]] std::vector<TermId> cut(std::string_view text);

  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  [[nodiscard]] const std::string& text(TermId id) const { return *texts_[id]; }
  /// Its words when it is of two, else kNone.
  [[nodiscard]] std::pair<TermId, TermId> words(TermId id) const { return words_[id]; }

  /// Whether a word of it, without #, was somebody's @name in a post cut so far or was told to be a name.
  [[nodiscard]] bool is_name(TermId id) const;
  /// The words of a brand's name, and the name written as one word.
  void add_name(std::string_view name);

  static constexpr TermId kNone = ~TermId{0};

 private:
  TermId id_of(const std::string& text, TermId first, TermId second);

  std::unordered_map<std::string, TermId> ids_;
  std::vector<const std::string*> texts_;  // keys of ids_, which stay where they are
  std::vector<std::pair<TermId, TermId>> words_;
  std::unordered_set<std::string> names_;
};

}  // namespace polso
