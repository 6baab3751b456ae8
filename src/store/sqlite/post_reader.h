// Reading the table `post`: a page of posts, a stretch of them, or one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/sqlite/database.h"
#include "store/sqlite/names.h"
#include "store/sqlite/person_labels.h"

namespace polso {

/// What read() expects of a row, in a query that has the tables `post p` and, by its seq, `feedback f`. The columns
/// `time` and `seq` are those of `keys`, the table whose index the query runs along.
[[nodiscard]] std::string post_columns(char keys = 'p');
inline constexpr int kPostColumnCount = 13;

/// Throws what SQLite throws.
class PostReader {
 public:
  PostReader(SQLite::Database& database, Names& names);

  /// As Store::posts().
  [[nodiscard]] std::vector<StoredPost> query(const PostQuery& query);

  /// As Store::each_post().
  void each(const std::string& brand, Millis from, Millis to, const std::function<void(const StoredPost&)>& visit);

  /// The number of a post; nothing when it is unknown.
  [[nodiscard]] std::optional<std::int64_t> find(const std::string& source, const std::string& id);

  /// `seq` is that of a post.
  [[nodiscard]] StoredPost post(std::int64_t seq);

  [[nodiscard]] StoredPost read(SQLite::Statement& row);

 private:
  [[nodiscard]] std::vector<StoredPost> of_brand(const PostQuery& query);
  [[nodiscard]] std::vector<StoredPost> of_all(const PostQuery& query);
  void bind_filter(SQLite::Statement& statement, const PostQuery& query);
  [[nodiscard]] std::vector<std::string> also(std::int64_t seq);

  SQLite::Database& database_;
  Names& names_;
  SQLite::Statement also_;
  PersonLabels people_;
};

/// Binds an id as the table keeps it: a number where it is one.
void bind_id(SQLite::Statement& statement, int index, const std::string& id);

/// LIMIT's argument.
[[nodiscard]] std::int64_t row_limit(std::size_t limit);

}  // namespace polso
