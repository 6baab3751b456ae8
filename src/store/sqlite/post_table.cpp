// Inserting in the order of the unique index (random ids then touch each page once a batch), querying by time.
#include "store/sqlite/post_table.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace polso {
namespace {

constexpr const char* kInsert =
    "INSERT INTO post (source, id, brand, time, lang, author, model, verdict, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING";
constexpr const char* kTally =
    "INSERT INTO brand (name, posts, first, last) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " posts = posts + excluded.posts, first = min(first, excluded.first), last = max(last, excluded.last)";
constexpr const char* kSelect =
    "SELECT source, id, brand, time, lang, author, model, verdict, text FROM post"
    " WHERE brand = ? AND time >= ? AND time < ? AND (? OR (verdict & 3) = ?) ORDER BY time DESC, seq DESC LIMIT ?";

/// Where a post stands in the unique index: numbers before texts, as SQLite sorts them.
struct Place {
  std::string_view source;
  std::int64_t number = 0;  // the largest for texts
  std::string_view id;
  auto operator<=>(const Place&) const = default;
};

Place place_of(const Post& post) {
  const auto number = decimal_id(post.id);
  return {post.source, number.value_or(std::numeric_limits<std::int64_t>::max()),
          number ? std::string_view() : std::string_view(post.id)};
}

/// Indices of the posts in the order of the index; of two with the same place the first stays first.
std::vector<std::uint32_t> insertion_order(std::span<const Post> posts) {
  std::vector<Place> places(posts.size());
  std::ranges::transform(posts, places.begin(), place_of);
  std::vector<std::uint32_t> order(posts.size());
  std::iota(order.begin(), order.end(), 0U);
  if (std::ranges::is_sorted(places)) return order;
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::pair<const Place&, std::uint32_t>(places[i], i); });
  return order;
}

void bind_number_or_text(SQLite::Statement& statement, int index, std::optional<std::int64_t> number,
                         const std::string& text) {
  if (number) {
    statement.bind(index, *number);
  } else {
    statement.bindNoCopy(index, text);
  }
}

}  // namespace

PostTable::PostTable(SQLite::Database& database, Names& names)
    : database_(database), names_(names), insert_(database, kInsert), tally_(database, kTally) {}

std::vector<Counted> PostTable::add(std::span<const Post> posts, std::span<const Verdict> verdicts,
                                    std::int64_t model) {
  std::vector<Counted> inserted;
  inserted.reserve(posts.size());
  std::map<std::int64_t, Tally> tallies;
  for (const std::uint32_t i : insertion_order(posts)) {
    const Post& post = posts[i];
    const PackedVerdict packed(verdicts[i]);
    const Counted counted{.brand = names_.intern(post.brand),
                          .hour = floor_time(post.created_at, kBucketWidth) / kBucketWidth,
                          .source = names_.intern(post.source),
                          .lang = names_.intern(post.lang),
                          .cell = packed.cell(),
                          .label = static_cast<std::uint8_t>(packed.label())};
    if (!insert(post, counted, model, packed)) continue;
    inserted.push_back(counted);
    Tally& tally = tallies[counted.brand];
    ++tally.posts;
    tally.first = std::min(tally.first, post.created_at);
    tally.last = std::max(tally.last, post.created_at);
  }
  add_to_brands(tallies);
  return inserted;
}

bool PostTable::insert(const Post& post, const Counted& counted, std::int64_t model, PackedVerdict verdict) {
  fresh(insert_).bind(1, counted.source);
  bind_number_or_text(insert_, 2, decimal_id(post.id), post.id);
  insert_.bind(3, counted.brand);
  insert_.bind(4, post.created_at);
  insert_.bind(5, counted.lang);
  bind_number_or_text(insert_, 6, hex_author(post.author), post.author);
  insert_.bind(7, model);
  insert_.bind(8, verdict.bits);
  insert_.bindNoCopy(9, post.text);
  return insert_.exec() == 1;
}

void PostTable::add_to_brands(const std::map<std::int64_t, Tally>& tallies) {
  for (const auto& [brand, tally] : tallies) {
    fresh(tally_).bind(1, brand);
    tally_.bind(2, tally.posts);
    tally_.bind(3, tally.first);
    tally_.bind(4, tally.last);
    tally_.exec();
  }
}

std::vector<BrandSummary> PostTable::brands() {
  std::vector<BrandSummary> brands;
  SQLite::Statement rows(database_,
                         "SELECT n.text, b.posts, b.first, b.last FROM brand b JOIN name n ON n.id = b.name"
                         " ORDER BY n.text");
  while (rows.executeStep()) {
    brands.push_back({.brand = rows.getColumn(0).getString(),
                      .posts = static_cast<std::uint64_t>(rows.getColumn(1).getInt64()),
                      .first = rows.getColumn(2).getInt64(),
                      .last = rows.getColumn(3).getInt64()});
  }
  return brands;
}

std::vector<StoredPost> PostTable::query(const PostQuery& query) {
  std::vector<StoredPost> posts;
  if (!query.brand.empty()) {
    query_brand(names_.find(query.brand), query, posts);
    return posts;
  }
  SQLite::Statement brands(database_, "SELECT name FROM brand");
  while (brands.executeStep()) query_brand(brands.getColumn(0).getInt64(), query, posts);
  std::ranges::sort(posts, std::greater{},
                    [](const StoredPost& stored) { return std::tie(stored.post.created_at, stored.post.id); });
  if (posts.size() > query.limit) posts.resize(query.limit);
  return posts;
}

void PostTable::query_brand(std::int64_t brand, const PostQuery& query, std::vector<StoredPost>& out) {
  SQLite::Statement rows(database_, kSelect);
  rows.bind(1, brand);
  rows.bind(2, query.from);
  rows.bind(3, query.to);
  rows.bind(4, query.label ? 0 : 1);
  rows.bind(5, query.label ? static_cast<int>(*query.label) : 0);
  rows.bind(6, static_cast<std::int64_t>(std::min<std::size_t>(query.limit, std::numeric_limits<std::int32_t>::max())));
  while (rows.executeStep()) out.push_back(stored_post(rows));
}

StoredPost PostTable::stored_post(SQLite::Statement& row) {
  const SQLite::Column author = row.getColumn(5);
  return {.post = {.id = row.getColumn(1).getString(),
                   .source = names_.text(row.getColumn(0).getInt64()),
                   .brand = names_.text(row.getColumn(2).getInt64()),
                   .author = author.isInteger() ? hex_author_text(author.getInt64()) : author.getString(),
                   .lang = names_.text(row.getColumn(4).getInt64()),
                   .text = row.getColumn(8).getString(),
                   .created_at = row.getColumn(3).getInt64()},
          .model = names_.text(row.getColumn(6).getInt64()),
          .verdict = PackedVerdict(row.getColumn(7).getInt64()).verdict()};
}

}  // namespace polso
