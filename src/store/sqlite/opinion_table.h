// The tables of second opinions: what a model said of posts that another judged first, and how far it has come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/opinions.h"
#include "store/sqlite/bucket_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/names.h"

namespace polso {

inline constexpr BucketGrain kOpinionHours{"opinion_bucket", "hour", kHour};
inline constexpr BucketGrain kOpinionDays{"opinion_bucket_day", "day", kDay};

/// Numbers of models are those of Names. Throws what SQLite throws.
class OpinionTable {
 public:
  explicit OpinionTable(SQLite::Database& database);

  /// Nothing when the model has not begun; `forgotten`: somebody began to forget it.
  struct Standing {
    OpinionPlace place;
    bool forgotten = false;
  };
  [[nodiscard]] std::optional<Standing> standing(std::int64_t model);
  [[nodiscard]] std::vector<std::int64_t> models();

  /// Inside a write transaction: the model begins now, unless it has begun.
  void begin(std::int64_t model);

  [[nodiscard]] OpinionPage newer(std::int64_t model, const OpinionPlace& place, Millis from, std::size_t limit);
  [[nodiscard]] OpinionPage older(std::int64_t model, const OpinionPlace& place, Millis from, std::size_t limit);

  /// Inside a write transaction: whether the model stood at the page's place, and now stands behind it.
  [[nodiscard]] bool move(std::int64_t model, const OpinionPage& page);

  /// Inside a write transaction: what is to be counted, once for each brand of the post; nothing when the post is gone,
  /// judged, or another than that of `text` (the number of a forgotten one is given again).
  [[nodiscard]] std::vector<Counted> insert(std::int64_t model, const Opinion& opinion, std::string_view text);

  [[nodiscard]] Agreement agreement(std::int64_t model, std::int64_t other, Millis from);
  [[nodiscard]] std::uint64_t waiting(const OpinionPlace& place, Millis from);

  /// Each inside a write transaction of its own, in this order, and forget_some() until it answers false: whether there
  /// was anything.
  [[nodiscard]] bool forget_buckets(std::int64_t model);
  [[nodiscard]] bool forget_some(std::int64_t model);
  [[nodiscard]] bool forget_place(std::int64_t model);

 private:
  [[nodiscard]] bool has_opinion(std::int64_t model, std::int64_t seq);
  void count_agreement(std::int64_t model, std::int64_t other, Millis from, bool turned, Agreement& agreement);

  SQLite::Database& database_;
  SQLite::Statement has_;
  SQLite::Statement post_;
  SQLite::Statement insert_;
  SQLite::Statement brands_;
};

}  // namespace polso
