// The way forward runs along the heap of posts, the way back along the index (brand, time).
#include "store/sqlite/opinion_table.h"

#include <limits>

#include "store/sqlite/newest_first.h"
#include "store/sqlite/packed.h"
#include "store/sqlite/post_reader.h"

namespace polso {
namespace {

constexpr std::int64_t kForgottenAtOnce = 5'000;
constexpr std::int64_t kCompared = 100'000;

int changes(SQLite::Database& database, const char* sql, std::int64_t model) {
  SQLite::Statement statement(database, sql);
  statement.bind(1, model);
  return statement.exec();
}

}  // namespace

OpinionTable::OpinionTable(SQLite::Database& database)
    : database_(database),
      has_(database, "SELECT 1 FROM opinion WHERE model = ? AND seq = ?"),
      post_(database, "SELECT model, time, brand, source, lang, text FROM post WHERE seq = ?"),
      insert_(database, "INSERT OR IGNORE INTO opinion (model, seq, verdict) VALUES (?, ?, ?)"),
      brands_(database, "SELECT brand FROM mention WHERE seq = ?") {}

std::optional<OpinionTable::Standing> OpinionTable::standing(std::int64_t model) {
  SQLite::Statement row(database_, "SELECT newest, time, seq, forgotten FROM opinion_place WHERE model = ?");
  row.bind(1, model);
  if (!row.executeStep()) return std::nullopt;
  return Standing{.place = {.newest = row.getColumn(0).getInt64(),
                            .oldest = {.time = row.getColumn(1).getInt64(), .seq = row.getColumn(2).getInt64()}},
                  .forgotten = row.getColumn(3).getInt() != 0};
}

std::vector<std::int64_t> OpinionTable::models() {
  SQLite::Statement rows(database_, "SELECT model FROM opinion_place WHERE NOT forgotten");
  std::vector<std::int64_t> models;
  while (rows.executeStep()) models.push_back(rows.getColumn(0).getInt64());
  return models;
}

void OpinionTable::begin(std::int64_t model) {
  SQLite::Statement row(database_,
                        "INSERT OR IGNORE INTO opinion_place (model, newest, time, seq, forgotten)"
                        " SELECT ?, ifnull(max(seq), 0), ?, ?, 0 FROM post");
  row.bind(1, model);
  row.bind(2, kMaxTime + 1);
  row.bind(3, std::numeric_limits<std::int64_t>::max());
  row.exec();
}

OpinionPage OpinionTable::newer(std::int64_t model, const OpinionPlace& place, Millis from, std::size_t limit) {
  OpinionPage page{.place = place, .next_place = place, .posts = {}};
  SQLite::Statement rows(database_, "SELECT seq, model, time, text FROM post WHERE seq > ? ORDER BY seq LIMIT ?");
  rows.bind(1, place.newest);
  rows.bind(2, row_limit(limit));
  std::size_t seen = 0;
  for (; rows.executeStep(); ++seen) {
    const std::int64_t seq = page.next_place.newest = rows.getColumn(0).getInt64();
    const bool wanted = rows.getColumn(1).getInt64() != model && rows.getColumn(2).getInt64() >= from;
    if (wanted && !has_opinion(model, seq)) page.posts.push_back({seq, rows.getColumn(3).getString()});
  }
  page.last = seen < limit;
  return page;
}

OpinionPage OpinionTable::older(std::int64_t model, const OpinionPlace& place, Millis from, std::size_t limit) {
  OpinionPage page{.place = place, .next_place = place, .posts = {}};
  PostQuery query{.brand = {}, .from = from};
  query.before = place.oldest;
  NewestFirst seqs(database_, query);
  std::size_t seen = 0;
  for (; seen < limit; ++seen) {
    const auto seq = seqs.next();
    if (!seq) break;
    fresh(post_).bind(1, *seq);
    if (!post_.executeStep()) continue;
    page.next_place.oldest = {.time = post_.getColumn(1).getInt64(), .seq = *seq};
    const bool judged = post_.getColumn(0).getInt64() == model || has_opinion(model, *seq);
    if (!judged) page.posts.push_back({*seq, post_.getColumn(5).getString()});
  }
  post_.reset();
  page.last = seen < limit;
  return page;
}

bool OpinionTable::has_opinion(std::int64_t model, std::int64_t seq) {
  fresh(has_).bind(1, model);
  has_.bind(2, seq);
  const bool has = has_.executeStep();
  has_.reset();
  return has;
}

bool OpinionTable::move(std::int64_t model, const OpinionPage& page) {
  SQLite::Statement row(database_,
                        "UPDATE opinion_place SET newest = ?1, time = ?2, seq = ?3"
                        " WHERE model = ?4 AND newest = ?5 AND time = ?6 AND seq = ?7 AND NOT forgotten");
  row.bind(1, page.next_place.newest);
  row.bind(2, page.next_place.oldest.time);
  row.bind(3, page.next_place.oldest.seq);
  row.bind(4, model);
  row.bind(5, page.place.newest);
  row.bind(6, page.place.oldest.time);
  row.bind(7, page.place.oldest.seq);
  return row.exec() == 1;
}

std::vector<Counted> OpinionTable::insert(std::int64_t model, const Opinion& opinion, std::string_view text) {
  std::vector<Counted> counted;
  fresh(post_).bind(1, opinion.seq);
  const bool wanted =
      post_.executeStep() && post_.getColumn(0).getInt64() != model && post_.getColumn(5).getString() == text;
  if (wanted) {
    const PackedVerdict packed(opinion.verdict);
    fresh(insert_).bind(1, model);
    insert_.bind(2, opinion.seq);
    insert_.bind(3, packed.bits);
    if (insert_.exec() == 1) {
      counted.push_back({.brand = post_.getColumn(2).getInt64(),
                         .period = floor_time(post_.getColumn(1).getInt64(), kHour) / kHour,
                         .source = post_.getColumn(3).getInt64(),
                         .lang = post_.getColumn(4).getInt64(),
                         .cell = packed.cell(),
                         .label = static_cast<std::uint8_t>(packed.label())});
    }
  }
  post_.reset();
  if (counted.empty()) return counted;
  fresh(brands_).bind(1, opinion.seq);
  while (brands_.executeStep()) {
    counted.push_back(counted.front());
    counted.back().brand = brands_.getColumn(0).getInt64();
  }
  return counted;
}

Agreement OpinionTable::agreement(std::int64_t model, std::int64_t other, Millis from) {
  Agreement agreement;
  count_agreement(model, other, from, false, agreement);
  count_agreement(other, model, from, true, agreement);
  return agreement;
}

/// Of the first one's opinions: posts that the second judged first. Where both have an opinion, only the first pass
/// counts it, so that nothing counts twice.
void OpinionTable::count_agreement(std::int64_t model, std::int64_t other, Millis from, bool turned,
                                   Agreement& agreement) {
  SQLite::Statement rows(database_,
                         "SELECT o.verdict & 3, iif(p.model = ?2, p.verdict, q.verdict) & 3, count(*)"
                         " FROM (SELECT seq, verdict FROM opinion WHERE model = ?1 ORDER BY seq DESC LIMIT ?4) o"
                         " CROSS JOIN post p ON p.seq = o.seq"
                         " LEFT JOIN opinion q ON q.model = ?2 AND q.seq = o.seq"
                         " WHERE p.time >= ?3 AND (p.model = ?2 OR (?5 AND q.seq IS NOT NULL)) GROUP BY 1, 2");
  rows.bind(1, model);
  rows.bind(2, other);
  rows.bind(3, from);
  rows.bind(4, kCompared);
  rows.bind(5, turned ? 0 : 1);
  while (rows.executeStep()) {
    const auto one = static_cast<std::size_t>(rows.getColumn(0).getInt());
    const auto two = static_cast<std::size_t>(rows.getColumn(1).getInt());
    if (one >= kSentiments || two >= kSentiments) continue;
    (turned ? agreement.labels[two][one] : agreement.labels[one][two]) +=
        static_cast<std::uint64_t>(rows.getColumn(2).getInt64());
  }
}

std::uint64_t OpinionTable::waiting(const OpinionPlace& place, Millis from) {
  SQLite::Statement rows(database_,
                         "SELECT (SELECT count(*) FROM post WHERE seq > ?1 AND time >= ?2)"
                         " + (SELECT count(*) FROM brand CROSS JOIN post p ON p.brand = brand.name"
                         " WHERE p.time >= ?2 AND p.seq <= ?1 AND (p.time, p.seq) < (?3, ?4))");
  rows.bind(1, place.newest);
  rows.bind(2, from);
  rows.bind(3, place.oldest.time);
  rows.bind(4, place.oldest.seq);
  return rows.executeStep() ? static_cast<std::uint64_t>(rows.getColumn(0).getInt64()) : 0;
}

bool OpinionTable::forget_buckets(std::int64_t model) {
  return changes(database_, "UPDATE opinion_place SET forgotten = 1 WHERE model = ?", model) +
             changes(database_, "DELETE FROM opinion_bucket WHERE model = ?", model) +
             changes(database_, "DELETE FROM opinion_bucket_day WHERE model = ?", model) >
         0;
}

bool OpinionTable::forget_some(std::int64_t model) {
  SQLite::Statement rows(
      database_, "DELETE FROM opinion WHERE model = ?1 AND seq IN (SELECT seq FROM opinion WHERE model = ?1 LIMIT ?2)");
  rows.bind(1, model);
  rows.bind(2, kForgottenAtOnce);
  return rows.exec() > 0;
}

bool OpinionTable::forget_place(std::int64_t model) {
  return changes(database_, "DELETE FROM opinion_place WHERE model = ? AND forgotten", model) > 0;
}

}  // namespace polso
