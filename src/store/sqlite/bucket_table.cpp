// Sorting brings the verdicts of one bucket together; each changed bucket is then read and written once.
#include "store/sqlite/bucket_table.h"

#include <algorithm>
#include <tuple>

#include "store/sqlite/histogram_blob.h"

namespace polso {
namespace {

constexpr const char* kRead =
    "SELECT counts FROM bucket WHERE brand = ? AND hour = ? AND model = ? AND source = ? AND lang = ?";
constexpr const char* kWrite =
    "INSERT INTO bucket (brand, hour, model, source, lang, counts) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET counts = excluded.counts";

void bind_key(SQLite::Statement& statement, const Counted& key, std::int64_t model) {
  statement.bind(1, key.brand);
  statement.bind(2, key.hour);
  statement.bind(3, model);
  statement.bind(4, key.source);
  statement.bind(5, key.lang);
}

std::string_view bytes_of(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

/// The number of the first hour that starts at `time` or after.
std::int64_t hour_from(Millis time) {
  const Millis floor = floor_time(time, kBucketWidth);
  return floor / kBucketWidth + (floor < time ? 1 : 0);
}

}  // namespace

BucketTable::BucketTable(SQLite::Database& database, Names& names)
    : database_(database), names_(names), read_(database, kRead), write_(database, kWrite) {}

Result<std::vector<BucketKey>> BucketTable::add(std::vector<Counted>& verdicts, std::int64_t model) {
  std::ranges::sort(verdicts);
  std::vector<BucketKey> changed;
  for (auto first = verdicts.begin(); first != verdicts.end();) {
    POLSO_ASSIGN(Histogram histogram, read(*first, model));
    const Counted key = *first;
    for (; first != verdicts.end() && first->same_bucket(key); ++first) {
      ++histogram.cells[first->cell];
      ++histogram.labels[first->label];
    }
    write(key, model, histogram);
    changed.push_back({.brand = names_.text(key.brand),
                       .model = names_.text(model),
                       .source = names_.text(key.source),
                       .lang = names_.text(key.lang),
                       .start = key.hour * kBucketWidth});
  }
  return changed;
}

Result<Histogram> BucketTable::read(const Counted& key, std::int64_t model) {
  bind_key(fresh(read_), key, model);
  if (!read_.executeStep()) return Histogram{};
  const Result<Histogram> histogram = decode_histogram(bytes_of(read_.getColumn(0)));
  read_.reset();
  return histogram;
}

void BucketTable::write(const Counted& key, std::int64_t model, const Histogram& histogram) {
  const std::string bytes = encode_histogram(histogram);
  bind_key(fresh(write_), key, model);
  write_.bindNoCopy(6, bytes.data(), static_cast<int>(bytes.size()));
  write_.exec();
}

Result<std::vector<Bucket>> BucketTable::query(const BucketQuery& query) {
  std::string sql = "SELECT brand, hour, model, source, lang, counts FROM bucket WHERE hour >= ? AND hour < ?";
  std::vector<std::int64_t> names;
  const auto restrict = [&](const char* column, const std::string& text) {
    if (text.empty()) return;
    sql += std::string(" AND ") + column + " = ?";
    names.push_back(names_.find(text));
  };
  restrict("brand", query.brand);
  restrict("model", query.model);
  restrict("source", query.source);
  restrict("lang", query.lang);

  SQLite::Statement rows(database_, sql);
  rows.bind(1, hour_from(query.from));
  rows.bind(2, hour_from(query.to));
  for (std::size_t i = 0; i < names.size(); ++i) rows.bind(static_cast<int>(i) + 3, names[i]);
  std::vector<Bucket> buckets;
  while (rows.executeStep()) {
    POLSO_ASSIGN(const Histogram histogram, decode_histogram(bytes_of(rows.getColumn(5))));
    buckets.push_back({.key = {.brand = names_.text(rows.getColumn(0).getInt64()),
                               .model = names_.text(rows.getColumn(2).getInt64()),
                               .source = names_.text(rows.getColumn(3).getInt64()),
                               .lang = names_.text(rows.getColumn(4).getInt64()),
                               .start = rows.getColumn(1).getInt64() * kBucketWidth},
                       .histogram = histogram});
  }
  std::ranges::sort(buckets, {}, [](const Bucket& bucket) {
    const BucketKey& key = bucket.key;
    return std::tie(key.brand, key.start, key.model, key.source, key.lang);
  });
  return buckets;
}

}  // namespace polso
