// The tables `forgotten` and `forgotten_before`: which posts may not come again.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/hash.h"
#include "post/post.h"
#include "store/sqlite/database.h"

namespace polso {

/// Throws what SQLite throws.
class ForgottenTable {
 public:
  explicit ForgottenTable(SQLite::Database& database) : database_(database) {}

  /// Before a batch, inside its transaction: what others have forgotten since counts.
  void refresh();

  /// As of the last refresh().
  [[nodiscard]] bool has(const Post& post);

  /// A keyed hash of the two, which leads nowhere.
  [[nodiscard]] std::string name_of(const std::string& source, const std::string& id);

  /// Inside a write transaction.
  void add(const std::string& source, const std::string& id);
  void raise_floor(Millis time);

 private:
  [[nodiscard]] std::int64_t hash_of(const std::string& source, const std::string& id);

  SQLite::Database& database_;
  std::optional<PseudonymKey> key_;
  bool any_ = false;
  Millis floor_ = kMinTime;
};

}  // namespace polso
