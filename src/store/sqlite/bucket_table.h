// The table `bucket`: sparse histograms, read and summed inside the transaction that stores the posts.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "store/sqlite/database.h"
#include "store/sqlite/names.h"

namespace polso {

/// One verdict on its way into its bucket; numbers are those of Names.
struct Counted {
  std::int64_t brand = 0;
  std::int64_t hour = 0;  // since 1970 UTC
  std::int64_t source = 0;
  std::int64_t lang = 0;
  Cell cell = 0;
  std::uint8_t label = 0;

  [[nodiscard]] bool same_bucket(const Counted& other) const {
    return brand == other.brand && hour == other.hour && source == other.source && lang == other.lang;
  }
  auto operator<=>(const Counted&) const = default;
};

/// Throws what SQLite throws.
class BucketTable {
 public:
  BucketTable(SQLite::Database& database, Names& names);

  /// Adds verdicts of one model to their buckets (reorders them); answers the buckets that changed. Inside a write
  /// transaction.
  [[nodiscard]] Result<std::vector<BucketKey>> add(std::vector<Counted>& verdicts, std::int64_t model);

  [[nodiscard]] Result<std::vector<Bucket>> query(const BucketQuery& query);

 private:
  [[nodiscard]] Result<Histogram> read(const Counted& key, std::int64_t model);
  void write(const Counted& key, std::int64_t model, const Histogram& histogram);

  SQLite::Database& database_;
  Names& names_;
  SQLite::Statement read_;
  SQLite::Statement write_;
};

}  // namespace polso
