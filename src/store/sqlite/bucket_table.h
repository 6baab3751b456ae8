// The tables of buckets: sparse histograms, read and summed inside the transaction that stores the posts.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite/database.h"
#include "store/sqlite/names.h"

namespace polso {

/// One verdict on its way into its bucket; numbers are those of Names.
struct Counted {
  std::int64_t brand = 0;
  std::int64_t period = 0;  // hours or days since 1970 UTC
  std::int64_t source = 0;
  std::int64_t lang = 0;
  Cell cell = 0;
  std::uint8_t label = 0;

  [[nodiscard]] bool same_bucket(const Counted& other) const {
    return brand == other.brand && period == other.period && source == other.source && lang == other.lang;
  }
  auto operator<=>(const Counted&) const = default;
};

/// Which of the tables: its name, the column of its periods, and how long one is.
struct BucketGrain {
  const char* table;
  const char* period;
  Millis width;
};
inline constexpr BucketGrain kHours{"bucket", "hour", kHour};
inline constexpr BucketGrain kDays{"bucket_day", "day", kDay};

/// Throws what SQLite throws.
class BucketTable {
 public:
  BucketTable(SQLite::Database& database, Names& names, const BucketGrain& grain);

  /// Adds verdicts of one model to their buckets (reorders them); answers the buckets that changed. Inside a write
  /// transaction.
  [[nodiscard]] Result<std::vector<BucketKey>> add(std::vector<Counted>& verdicts, std::int64_t model);

  /// The inverse of add(): a bucket that is left empty goes. kCorrupt when they were never added.
  [[nodiscard]] Status take(std::vector<Counted>& verdicts, std::int64_t model);

  /// As Store::each_bucket(), whatever the query's width.
  [[nodiscard]] Status each(const BucketQuery& query, const BucketVisitor& visit);

 private:
  [[nodiscard]] Status read(const Counted& key, std::int64_t model, Histogram& histogram);
  void write(const Counted& key, std::int64_t model, const Histogram& histogram);
  void remove(const Counted& key, std::int64_t model);
  [[nodiscard]] SQLite::Statement select(const BucketQuery& query);

  SQLite::Database& database_;
  Names& names_;
  BucketGrain grain_;
  SQLite::Statement read_;
  SQLite::Statement write_;
};

/// The verdicts' hours as days.
void hours_to_days(std::vector<Counted>& verdicts);

}  // namespace polso
