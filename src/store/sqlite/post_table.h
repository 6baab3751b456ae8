// The tables `post`, `mention` and `brand`: rows in, at most once each.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "store/sqlite/bucket_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/forgotten_table.h"
#include "store/sqlite/names.h"
#include "store/sqlite/packed.h"

namespace polso {

/// What a batch really brought: posts, and a verdict for each brand of each.
struct Inserted {
  std::uint64_t posts = 0;
  std::vector<Counted> verdicts;
};

/// Throws what SQLite throws.
class PostTable {
 public:
  PostTable(SQLite::Database& database, Names& names);

  /// Inserts the posts whose (source, id) is new and not forgotten, and answers their verdicts by the hour. Inside a
  /// write transaction.
  [[nodiscard]] Inserted add(std::span<const Post> posts, std::span<const Verdict> verdicts, std::int64_t model);

  [[nodiscard]] std::vector<BrandSummary> brands();

 private:
  struct Tally {
    std::int64_t posts = 0;
    Millis first = kMaxTime;
    Millis last = kMinTime;

    void add(Millis time);
  };

  [[nodiscard]] bool insert(const Post& post, const Counted& counted, std::int64_t model, PackedVerdict verdict);
  void add_to_brands(const std::map<std::int64_t, Tally>& tallies);
  [[nodiscard]] std::vector<std::int64_t> mention(const Post& post, std::int64_t brand);

  SQLite::Database& database_;
  Names& names_;
  ForgottenTable forgotten_;
  SQLite::Statement insert_;
  SQLite::Statement mention_;
  SQLite::Statement tally_;
};

}  // namespace polso
