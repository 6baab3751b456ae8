// The tables `post` and `brand`: rows in, at most once each, and rows out.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "store/sqlite/bucket_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/names.h"
#include "store/sqlite/packed.h"

namespace polso {

/// Throws what SQLite throws.
class PostTable {
 public:
  PostTable(SQLite::Database& database, Names& names);

  /// Inserts the posts whose (source, id) is new, and answers their verdicts. Inside a write transaction.
  [[nodiscard]] std::vector<Counted> add(std::span<const Post> posts, std::span<const Verdict> verdicts,
                                         std::int64_t model);

  [[nodiscard]] std::vector<BrandSummary> brands();
  [[nodiscard]] std::vector<StoredPost> query(const PostQuery& query);

 private:
  struct Tally {
    std::int64_t posts = 0;
    Millis first = kMaxTime;
    Millis last = kMinTime;
  };

  [[nodiscard]] bool insert(const Post& post, const Counted& counted, std::int64_t model, PackedVerdict verdict);
  void add_to_brands(const std::map<std::int64_t, Tally>& tallies);
  void query_brand(std::int64_t brand, const PostQuery& query, std::vector<StoredPost>& out);
  [[nodiscard]] StoredPost stored_post(SQLite::Statement& row);

  SQLite::Database& database_;
  Names& names_;
  SQLite::Statement insert_;
  SQLite::Statement tally_;
};

}  // namespace polso
