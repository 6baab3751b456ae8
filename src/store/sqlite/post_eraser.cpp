// What a post was counted as is kept with its verdict, so that exactly that is taken away.
#include "store/sqlite/post_eraser.h"

#include <algorithm>
#include <optional>

#include "store/sqlite/opinion_table.h"
#include "store/sqlite/packed.h"
#include "store/sqlite/post_reader.h"

namespace polso {
namespace {

void run(SQLite::Database& database, const char* sql, std::int64_t argument) {
  SQLite::Statement statement(database, sql);
  statement.bind(1, argument);
  statement.exec();
}

std::optional<std::int64_t> number(SQLite::Database& database, const char* sql, std::int64_t argument) {
  SQLite::Statement row(database, sql);
  row.bind(1, argument);
  if (!row.executeStep() || row.getColumn(0).isNull()) return std::nullopt;
  return row.getColumn(0).getInt64();
}

std::vector<Counted> judged(std::vector<Counted> places, const PackedVerdict& verdict) {
  for (Counted& place : places) {
    place.cell = verdict.cell();
    place.label = static_cast<std::uint8_t>(verdict.label());
  }
  return places;
}

Status take(BucketTable& hours, BucketTable& days, std::vector<Counted> verdicts, std::int64_t model) {
  POLSO_TRY(hours.take(verdicts, model));
  hours_to_days(verdicts);
  return days.take(verdicts, model);
}

}  // namespace

PostEraser::PostEraser(SQLite::Database& database, Names& names)
    : database_(database),
      names_(names),
      hours_(database, names, kHours),
      days_(database, names, kDays),
      opinion_hours_(database, names, kOpinionHours),
      opinion_days_(database, names, kOpinionDays) {}

/// One for each brand that the post is about, without a verdict.
std::vector<Counted> PostEraser::counted(std::int64_t seq) {
  SQLite::Statement rows(database_,
                         "SELECT brand, time, source, lang FROM post WHERE seq = ?1 UNION ALL"
                         " SELECT m.brand, p.time, p.source, p.lang FROM mention m JOIN post p ON p.seq = m.seq"
                         " WHERE m.seq = ?1");
  rows.bind(1, seq);
  std::vector<Counted> places;
  while (rows.executeStep()) {
    places.push_back({.brand = rows.getColumn(0).getInt64(),
                      .period = floor_time(rows.getColumn(1).getInt64(), kHour) / kHour,
                      .source = rows.getColumn(2).getInt64(),
                      .lang = rows.getColumn(3).getInt64()});
  }
  return places;
}

Status PostEraser::uncount(std::int64_t seq) {
  const std::vector<Counted> places = counted(seq);
  SQLite::Statement row(database_, "SELECT model, verdict FROM post WHERE seq = ?");
  row.bind(1, seq);
  if (!row.executeStep()) return {};
  POLSO_TRY(
      take(hours_, days_, judged(places, PackedVerdict(row.getColumn(1).getInt64())), row.getColumn(0).getInt64()));
  POLSO_TRY(uncount_opinions(seq, places));
  for (const Counted& place : places) {
    brands_.insert(place.brand);
    run(database_, "UPDATE brand SET posts = posts - 1 WHERE name = ?", place.brand);
  }
  return {};
}

/// Buckets of a model that is being forgotten are gone already.
Status PostEraser::uncount_opinions(std::int64_t seq, const std::vector<Counted>& places) {
  SQLite::Statement rows(database_,
                         "SELECT o.model, o.verdict FROM opinion_place p JOIN opinion o ON o.model = p.model"
                         " WHERE o.seq = ? AND NOT p.forgotten");
  rows.bind(1, seq);
  while (rows.executeStep()) {
    POLSO_TRY(take(opinion_hours_, opinion_days_, judged(places, PackedVerdict(rows.getColumn(1).getInt64())),
                   rows.getColumn(0).getInt64()));
  }
  return {};
}

void PostEraser::remove(std::int64_t seq) {
  for (const char* sql : {"DELETE FROM person_label WHERE seq = ?", "DELETE FROM feedback WHERE seq = ?",
                          "DELETE FROM audit WHERE seq = ?", "DELETE FROM mention WHERE seq = ?",
                          "DELETE FROM opinion WHERE seq = ? AND model IN (SELECT model FROM opinion_place)",
                          "DELETE FROM post WHERE seq = ?"}) {
    run(database_, sql, seq);
  }
}

void PostEraser::rename_threads(const std::set<std::pair<std::string, std::string>>& posts, ForgottenTable& forgotten) {
  if (posts.empty()) return;
  database_.exec("CREATE TEMP TABLE renamed (source INTEGER, thread, name TEXT, PRIMARY KEY (source, thread))");
  SQLite::Statement row(database_, "INSERT OR IGNORE INTO renamed VALUES (?, ?, ?)");
  for (const auto& [source, id] : posts) {
    fresh(row).bind(1, names_.find(source));
    bind_id(row, 2, id);
    row.bind(3, forgotten.name_of(source, id));
    row.exec();
  }
  row.tryReset();
  database_.exec(
      "UPDATE post SET thread = r.name FROM renamed r"
      " WHERE post.thread IS NOT NULL AND r.source = post.source AND r.thread = post.thread;"
      "DROP TABLE renamed");
}

void PostEraser::settle() {
  for (const std::int64_t brand : brands_) settle_brand(brand);
  brands_.clear();
  database_.exec("UPDATE opinion_place SET newest = min(newest, (SELECT ifnull(max(seq), 0) FROM post))");
}

/// Hours whose posts went for their age still count: they reach as far as the brand does.
void PostEraser::settle_brand(std::int64_t brand) {
  run(database_, "DELETE FROM brand WHERE name = ? AND posts <= 0", brand);
  const auto first = number(database_,
                            "SELECT min(time) FROM (SELECT min(time) AS time FROM post WHERE brand = ?1 UNION ALL"
                            " SELECT min(time) FROM mention WHERE brand = ?1)",
                            brand);
  const auto last = number(database_,
                           "SELECT max(time) FROM (SELECT max(time) AS time FROM post WHERE brand = ?1 UNION ALL"
                           " SELECT max(time) FROM mention WHERE brand = ?1)",
                           brand);
  const auto first_hour = number(database_, "SELECT min(hour) FROM bucket WHERE brand = ?", brand);
  const auto last_hour = number(database_, "SELECT max(hour) FROM bucket WHERE brand = ?", brand);
  if (!first_hour || !last_hour) return;
  const Millis from = *first_hour * kHour;
  const Millis to = *last_hour * kHour;
  SQLite::Statement row(database_, "UPDATE brand SET first = ?, last = ? WHERE name = ?");
  row.bind(1, first && *first < from + kHour ? *first : from);
  row.bind(2, last && *last >= to ? *last : to);
  row.bind(3, brand);
  row.exec();
}

}  // namespace polso
