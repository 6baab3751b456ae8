// The SQL of queries for posts; each runs along an index, in order of time, and stops at its end.
#include "store/sqlite/post_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "store/sqlite/newest_first.h"
#include "store/sqlite/packed.h"

namespace polso {
namespace {

/// What a post must be, beside its brand and time; ?5 to ?8.
std::string filter(const PostQuery& query) {
  std::string sql;
  if (query.label) sql += " AND ifnull(f.label, p.verdict & 3) = ?5";
  if (query.source) sql += " AND p.source = ?6";
  if (query.lang) sql += " AND p.lang = ?7";
  if (query.model) sql += " AND p.model = ?8";
  return sql;
}

std::string select(const char* tables, const std::string& where, char keys = 'p') {
  return fmt::format("SELECT {} FROM {} LEFT JOIN feedback f ON f.seq = p.seq WHERE {}", post_columns(keys), tables,
                     where);
}

}  // namespace

std::string post_columns(char keys) {
  return fmt::format(
      "p.source, p.id, p.brand, {0}.time AS time, p.lang, p.author, p.model, p.verdict, p.text,"
      " {0}.seq AS seq, f.label, p.thread, f.seq",
      keys);
}

PostReader::PostReader(SQLite::Database& database, Names& names)
    : database_(database),
      names_(names),
      also_(database, "SELECT brand FROM mention WHERE seq = ? ORDER BY brand"),
      people_(database) {}

std::vector<StoredPost> PostReader::query(const PostQuery& query) {
  return query.brand.empty() ? of_all(query) : of_brand(query);
}

/// Both halves come sorted from their index, and SQLite merges them row by row until there are enough.
std::vector<StoredPost> PostReader::of_brand(const PostQuery& query) {
  const std::string first = "p.brand = ?4 AND " + within_time(query, "p.time", "p.seq");
  const std::string further = "m.brand = ?4 AND " + within_time(query, "m.time", "m.seq");
  SQLite::Statement rows(database_,
                         select("post p", first + filter(query)) + " UNION ALL " +
                             select("mention m CROSS JOIN post p ON p.seq = m.seq", further + filter(query), 'm') +
                             " ORDER BY time DESC, seq DESC LIMIT ?9");
  bind_time(rows, query);
  rows.bind(4, names_.find(query.brand));
  bind_filter(rows, query);
  rows.bind(9, row_limit(query.limit));
  std::vector<StoredPost> posts;
  while (rows.executeStep()) posts.push_back(read(rows));
  return posts;
}

/// Merged as in of_brand(), from the other end.
void PostReader::each(const std::string& brand, Millis from, Millis to,
                      const std::function<void(const StoredPost&)>& visit) {
  constexpr const char* kHalf =
      "SELECT {0} FROM {1} LEFT JOIN feedback f ON f.seq = p.seq WHERE {2}.brand = ?1 AND {2}.time >= ?2 AND {2}.time "
      "< ?3";
  SQLite::Statement rows(database_, fmt::format(fmt::runtime(kHalf), post_columns(), "post p", 'p') + " UNION ALL " +
                                        fmt::format(fmt::runtime(kHalf), post_columns('m'),
                                                    "mention m CROSS JOIN post p ON p.seq = m.seq", 'm') +
                                        " ORDER BY time, seq");
  rows.bind(1, names_.find(brand));
  rows.bind(2, from);
  rows.bind(3, to);
  while (rows.executeStep()) visit(read(rows));
}

/// Filtered after the merge: a brand that has nothing of what is wanted is not searched to its end.
std::vector<StoredPost> PostReader::of_all(const PostQuery& query) {
  std::vector<StoredPost> posts;
  SQLite::Statement row(database_, select("post p", "p.seq = ?1" + filter(query)));
  bind_filter(row, query);
  NewestFirst seqs(database_, query);
  while (posts.size() < query.limit) {
    const auto seq = seqs.next();
    if (!seq) break;
    fresh(row).bind(1, *seq);
    if (row.executeStep()) posts.push_back(read(row));
  }
  return posts;
}

void PostReader::bind_filter(SQLite::Statement& statement, const PostQuery& query) {
  if (query.label) statement.bind(5, static_cast<int>(*query.label));
  if (query.source) statement.bind(6, names_.find(*query.source));
  if (query.lang) statement.bind(7, names_.find(*query.lang));
  if (query.model) statement.bind(8, names_.find(*query.model));
}

std::optional<std::int64_t> PostReader::find(const std::string& source, const std::string& id) {
  SQLite::Statement row(database_, "SELECT seq FROM post WHERE source = ? AND id = ?");
  row.bind(1, names_.find(source));
  bind_id(row, 2, id);
  if (!row.executeStep()) return std::nullopt;
  return row.getColumn(0).getInt64();
}

StoredPost PostReader::post(std::int64_t seq) {
  SQLite::Statement row(database_, select("post p", "p.seq = ?1"));
  row.bind(1, seq);
  return row.executeStep() ? read(row) : StoredPost{};
}

StoredPost PostReader::read(SQLite::Statement& row) {
  const SQLite::Column author = row.getColumn(5);
  const SQLite::Column feedback = row.getColumn(10);
  StoredPost stored{.post = {.id = row.getColumn(1).getString(),
                             .source = names_.text(row.getColumn(0).getInt64()),
                             .brand = names_.text(row.getColumn(2).getInt64()),
                             .author = author.isInteger() ? hex_author_text(author.getInt64()) : author.getString(),
                             .lang = names_.text(row.getColumn(4).getInt64()),
                             .text = row.getColumn(8).getString(),
                             .created_at = row.getColumn(3).getInt64(),
                             .thread = row.getColumn(11).getString()},
                    .model = names_.text(row.getColumn(6).getInt64()),
                    .verdict = PackedVerdict(row.getColumn(7).getInt64()).verdict(),
                    .seq = row.getColumn(9).getInt64()};
  stored.post.also = also(stored.seq);
  if (!feedback.isNull()) stored.feedback = static_cast<Sentiment>(feedback.getInt());
  if (!row.getColumn(12).isNull()) stored.people = people_.of(stored.seq);
  return stored;
}

std::vector<std::string> PostReader::also(std::int64_t seq) {
  std::vector<std::string> brands;
  fresh(also_).bind(1, seq);
  while (also_.executeStep()) brands.push_back(names_.text(also_.getColumn(0).getInt64()));
  return brands;
}

void bind_id(SQLite::Statement& statement, int index, const std::string& id) {
  if (const auto number = decimal_id(id)) {
    statement.bind(index, *number);
  } else {
    statement.bindNoCopy(index, id);
  }
}

std::int64_t row_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<std::int32_t>::max()));
}

}  // namespace polso
