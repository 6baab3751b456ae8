// Takes posts out of all tables, and out of the counts too where they are to be as if they had never come.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/sqlite/bucket_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/forgotten_table.h"
#include "store/sqlite/names.h"

namespace polso {

/// Inside a write transaction. Throws what SQLite throws.
class PostEraser {
 public:
  PostEraser(SQLite::Database& database, Names& names);

  /// The post leaves the buckets of every model that judged it, and its brands; kCorrupt when it was not counted.
  [[nodiscard]] Status uncount(std::int64_t seq);

  /// The row with its labels, mentions, opinions and its place in the audit.
  void remove(std::int64_t seq);

  /// Conversations of the source that are named after one of its posts: the name becomes the hash of `forgotten`. One
  /// pass over all posts.
  void rename_threads(const std::set<std::pair<std::string, std::string>>& posts, ForgottenTable& forgotten);

  /// After the last remove(): brands say when their first and last posts were, and second opinions go on where they
  /// stood though the number of the newest post may be given again.
  void settle();

 private:
  [[nodiscard]] std::vector<Counted> counted(std::int64_t seq);
  [[nodiscard]] Status uncount_opinions(std::int64_t seq, const std::vector<Counted>& places);
  void settle_brand(std::int64_t brand);

  SQLite::Database& database_;
  Names& names_;
  BucketTable hours_;
  BucketTable days_;
  BucketTable opinion_hours_;
  BucketTable opinion_days_;
  std::set<std::int64_t> brands_;  // that lost posts since the last settle()
};

}  // namespace polso
