// Inserting in the order of the unique index: random ids then touch each page once a batch.
#include "store/sqlite/post_table.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "store/sqlite/post_reader.h"

namespace polso {
namespace {

constexpr const char* kInsert =
    "INSERT INTO post (source, id, brand, time, lang, author, model, verdict, text, thread)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING";
constexpr const char* kMention = "INSERT OR IGNORE INTO mention (brand, time, seq) VALUES (?, ?, ?)";
constexpr const char* kTally =
    "INSERT INTO brand (name, posts, first, last) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " posts = posts + excluded.posts, first = min(first, excluded.first), last = max(last, excluded.last)";
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

}  // namespace

PostTable::PostTable(SQLite::Database& database, Names& names)
    : database_(database),
      names_(names),
      forgotten_(database),
      insert_(database, kInsert),
      mention_(database, kMention),
      tally_(database, kTally) {}

void PostTable::Tally::add(Millis time) {
  ++posts;
  first = std::min(first, time);
  last = std::max(last, time);
}

Inserted PostTable::add(std::span<const Post> posts, std::span<const Verdict> verdicts, std::int64_t model) {
  Inserted inserted;
  inserted.verdicts.reserve(posts.size());
  std::map<std::int64_t, Tally> tallies;
  forgotten_.refresh();
  for (const std::uint32_t i : insertion_order(posts)) {
    const Post& post = posts[i];
    if (forgotten_.has(post)) continue;
    const PackedVerdict packed(verdicts[i]);
    Counted counted{.brand = names_.intern(post.brand),
                    .period = floor_time(post.created_at, kHour) / kHour,
                    .source = names_.intern(post.source),
                    .lang = names_.intern(post.lang),
                    .cell = packed.cell(),
                    .label = static_cast<std::uint8_t>(packed.label())};
    if (!insert(post, counted, model, packed)) continue;
    ++inserted.posts;
    inserted.verdicts.push_back(counted);
    tallies[counted.brand].add(post.created_at);
    if (post.also.empty()) continue;
    for (const std::int64_t brand : mention(post, counted.brand)) {
      counted.brand = brand;
      inserted.verdicts.push_back(counted);
      tallies[brand].add(post.created_at);
    }
  }
  add_to_brands(tallies);
  return inserted;
}

bool PostTable::insert(const Post& post, const Counted& counted, std::int64_t model, PackedVerdict verdict) {
  fresh(insert_).bind(1, counted.source);
  bind_id(insert_, 2, post.id);
  insert_.bind(3, counted.brand);
  insert_.bind(4, post.created_at);
  insert_.bind(5, counted.lang);
  if (const auto pseudonym = hex_author(post.author)) {
    insert_.bind(6, *pseudonym);
  } else {
    insert_.bindNoCopy(6, post.author);
  }
  insert_.bind(7, model);
  insert_.bind(8, verdict.bits);
  insert_.bindNoCopy(9, post.text);
  if (post.thread.empty()) {
    insert_.bind(10);
  } else {
    bind_id(insert_, 10, post.thread);
  }
  return insert_.exec() == 1;
}

/// Of the post that was just inserted: its further brands, each once.
std::vector<std::int64_t> PostTable::mention(const Post& post, std::int64_t brand) {
  const std::int64_t seq = database_.getLastInsertRowid();
  std::vector<std::int64_t> brands;
  for (const std::string& name : post.also) {
    if (name.empty()) continue;
    const std::int64_t further = names_.intern(name);
    if (further == brand) continue;
    fresh(mention_).bind(1, further);
    mention_.bind(2, post.created_at);
    mention_.bind(3, seq);
    if (mention_.exec() == 1) brands.push_back(further);
  }
  return brands;
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

}  // namespace polso
