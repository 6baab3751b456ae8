// NewestFirst: the posts of all brands in order of time, without an index on time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/sqlite/database.h"

namespace polso {

/// Merges one cursor a brand; each is opened when its turn can come. An index on time alone would serve too, but costs
/// a tenth of the speed of storing, and half of it when posts come in any order. Throws what SQLite throws.
class NewestFirst {
 public:
  /// Of `query` counts what it says about time.
  NewestFirst(SQLite::Database& database, const PostQuery& query);

  /// The number of the next older post; nothing when there are no more.
  [[nodiscard]] std::optional<std::int64_t> next();

 private:
  /// Where the cursor of a brand stands; before it is opened, what its newest post cannot be newer than.
  struct Head {
    Millis time = 0;
    std::int64_t seq = 0;
    std::int64_t brand = 0;
    std::optional<SQLite::Statement> cursor;
    bool operator<(const Head& other) const { return time != other.time ? time < other.time : seq < other.seq; }
  };

  void open(Head& head);
  [[nodiscard]] static bool step(Head& head);

  SQLite::Database& database_;
  PostQuery query_;
  std::vector<Head> heads_;  // a heap, the newest on top
};

/// What of the query's time bounds a column of times and one of seqs, ?1 to ?3; and their values.
[[nodiscard]] std::string within_time(const PostQuery& query, const std::string& time, const std::string& seq);
void bind_time(SQLite::Statement& statement, const PostQuery& query);

}  // namespace polso
