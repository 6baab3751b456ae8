// One batch is one transaction over the tables.
#include "store/sqlite/sqlite_store.h"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

#include "base/thread_clock.h"
#include "store/sqlite/secret.h"

namespace polso {

Result<std::unique_ptr<Store>> SqliteStore::open(const std::string& path, IfMissing if_missing) {
  POLSO_ASSIGN(Database database, open_database(path, if_missing));
  return guarded(path, [&]() -> Result<std::unique_ptr<Store>> {
    return std::make_unique<SqliteStore>(std::move(database), path);
  });
}

SqliteStore::SqliteStore(Database database, std::string path)
    : path_(std::move(path)),
      database_(std::move(database)),
      names_(*database_),
      posts_(*database_, names_),
      reader_(*database_, names_),
      hours_(*database_, names_, kHours),
      days_(*database_, names_, kDays),
      version_(*database_),
      set_offset_(*database_, "INSERT OR REPLACE INTO source_offset (source, position) VALUES (?, ?)") {}

Result<Stored> SqliteStore::add(const Batch& batch, std::span<const Verdict> verdicts, const std::string& model) {
  assert(batch.posts.size() == verdicts.size());
  auto stored = guarded(path_, [&] { return add_in_transaction(batch, verdicts, model); });
  if (!stored) names_.forget();
  return stored;
}

Result<Stored> SqliteStore::add_in_transaction(const Batch& batch, std::span<const Verdict> verdicts,
                                               const std::string& model) {
  const double start = thread_seconds();
  if (!std::exchange(adds_, true))
    database_->exec("PRAGMA cache_size = -65536;");  // KiB: random ids touch much of an index
  SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
  const std::int64_t model_name = names_.intern(model);
  Inserted inserted = posts_.add(batch.posts, verdicts, model_name);
  Stored stored{.inserted = inserted.posts, .duplicates = batch.posts.size() - inserted.posts, .changed = {}};
  const double rows_done = thread_seconds();
  POLSO_ASSIGN(stored.changed, hours_.add(inserted.verdicts, model_name));
  hours_to_days(inserted.verdicts);
  POLSO_TRY(days_.add(inserted.verdicts, model_name));
  const double buckets_done = thread_seconds();
  if (!batch.offset.source.empty()) set_offset(batch.offset);
  if (inserted.posts > 0) version_.raise();
  transaction.commit();
  stored.row_seconds = rows_done - start;
  stored.bucket_seconds = buckets_done - rows_done;
  stored.commit_seconds = thread_seconds() - buckets_done;
  return stored;
}

void SqliteStore::set_offset(const Offset& offset) {
  fresh(set_offset_).bind(1, offset.source);
  set_offset_.bind(2, static_cast<std::int64_t>(offset.position));
  set_offset_.exec();
}

Result<std::optional<std::uint64_t>> SqliteStore::offset(const std::string& source) {
  return guarded(path_, [&]() -> Result<std::optional<std::uint64_t>> {
    SQLite::Statement row(*database_, "SELECT position FROM source_offset WHERE source = ?");
    row.bind(1, source);
    if (!row.executeStep()) return std::nullopt;
    return static_cast<std::uint64_t>(row.getColumn(0).getInt64());
  });
}

Result<std::vector<BrandSummary>> SqliteStore::brands() {
  return guarded(path_, [&]() -> Result<std::vector<BrandSummary>> { return posts_.brands(); });
}

Result<std::vector<Bucket>> SqliteStore::buckets(const BucketQuery& query) {
  std::vector<Bucket> buckets;
  POLSO_TRY(each_bucket(query, [&](const BucketKey& key, const Histogram& histogram) {
    buckets.push_back({.key = key, .histogram = histogram});
  }));
  std::ranges::sort(buckets, {}, [](const Bucket& bucket) {
    const BucketKey& key = bucket.key;
    return std::tie(key.brand, key.start, key.model, key.source, key.lang);
  });
  return buckets;
}

Status SqliteStore::each_bucket(const BucketQuery& query, const BucketVisitor& visit) {
  if (query.width != kHours.width && query.width != kDays.width) {
    return fail(Code::kUsage, "buckets are kept by the hour and by the day: ask for one of these");
  }
  BucketTable& table = query.width == kDays.width ? days_ : hours_;
  return guarded(path_, [&] { return table.each(query, visit); });
}

Result<std::vector<StoredPost>> SqliteStore::posts(const PostQuery& query) {
  return guarded(path_, [&]() -> Result<std::vector<StoredPost>> { return reader_.query(query); });
}

Result<std::optional<StoredPost>> SqliteStore::post(const std::string& source, const std::string& id) {
  return guarded(path_, [&]() -> Result<std::optional<StoredPost>> {
    const auto seq = reader_.find(source, id);
    if (!seq) return std::nullopt;
    return reader_.post(*seq);
  });
}

Status SqliteStore::each_post(const std::string& brand, Millis from, Millis to,
                              const std::function<void(const StoredPost&)>& visit) {
  return guarded(path_, [&]() -> Status {
    reader_.each(brand, from, to, visit);
    return {};
  });
}

Result<std::int64_t> SqliteStore::version() {
  return guarded(path_, [&]() -> Result<std::int64_t> { return version_.number(); });
}

Result<std::int64_t> SqliteStore::erasures() {
  return guarded(path_, [&]() -> Result<std::int64_t> {
    return database_->execAndGet("SELECT ifnull(max(place), 0) FROM erasure").getInt64();
  });
}

Result<PseudonymKey> SqliteStore::pseudonym_key() {
  return guarded(path_, [&] { return read_pseudonym_key(*database_); });
}

Status SqliteStore::finish_load() {
  return guarded(path_, [&]() -> Status {
    database_->exec("PRAGMA wal_checkpoint(PASSIVE)");
    return {};
  });
}

}  // namespace polso
