// Which posts people are asked about: those that the model is unsure of, and those that chance draws.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "store/desk.h"
#include "store/sqlite/database.h"
#include "store/sqlite/names.h"
#include "store/sqlite/post_reader.h"

namespace polso {

/// Throws what SQLite throws.
class LabelQueue {
 public:
  LabelQueue(SQLite::Database& database, Names& names, PostReader& posts);

  [[nodiscard]] std::vector<StoredPost> uncertain(const std::string& brand, std::size_t limit);

  /// Inside a write transaction: draws what is missing.
  [[nodiscard]] std::vector<StoredPost> audit(const std::string& brand, std::size_t limit);

 private:
  /// What may be drawn: of one brand, or of all when it is 0, and not older than `from`.
  struct Pool {
    std::int64_t brand = 0;
    Millis from = 0;
  };

  [[nodiscard]] Pool pool_of(const std::string& brand);
  [[nodiscard]] std::vector<std::int64_t> waiting(const Pool& pool, std::size_t limit);
  void draw_by_trial(const Pool& pool, std::size_t wanted, std::vector<std::int64_t>& drawn);
  void draw_from_list(const Pool& pool, std::size_t wanted, std::vector<std::int64_t>& drawn);
  [[nodiscard]] std::vector<std::int64_t> list(const Pool& pool);
  [[nodiscard]] bool belongs(std::int64_t seq, const Pool& pool);
  /// False: it is in the audit already, or a person has judged it and it needs no asking.
  [[nodiscard]] bool take(std::int64_t seq);

  SQLite::Database& database_;
  Names& names_;
  PostReader& posts_;
  Random random_;
  SQLite::Statement belongs_;
};

}  // namespace polso
