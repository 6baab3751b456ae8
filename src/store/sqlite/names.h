// What recurs is written once: brands, sources, languages and models as small numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/sqlite/database.h"

namespace polso {

/// Numbers of names, remembered within the process (names are never renumbered). Throws what SQLite throws.
class Names {
 public:
  explicit Names(SQLite::Database& database);

  /// The number of `text`, made when it is new: inside a write transaction only.
  [[nodiscard]] std::int64_t intern(std::string_view text);

  /// The number of `text`; 0, which no name has, when it is unknown.
  [[nodiscard]] std::int64_t find(std::string_view text);

  /// The text of a number that find() or a row gave; valid until the next call of anything here.
  [[nodiscard]] const std::string& text(std::int64_t id);

  /// After a rollback: what was made in the transaction is gone.
  void forget();

 private:
  struct Hash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  const std::string& remember(std::string_view text, std::int64_t id);

  SQLite::Statement find_;
  SQLite::Statement make_;
  SQLite::Statement text_;
  std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> ids_;
  std::unordered_map<std::int64_t, std::string> texts_;
};

}  // namespace polso
