// Sorting brings the verdicts of one bucket together; each changed bucket is then read and written once.
#include "store/sqlite/bucket_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/sqlite/histogram_blob.h"

namespace polso {
namespace {

std::string read_sql(const BucketGrain& grain) {
  return fmt::format("SELECT counts FROM {} WHERE brand = ? AND {} = ? AND model = ? AND source = ? AND lang = ?",
                     grain.table, grain.period);
}

std::string write_sql(const BucketGrain& grain) {
  return fmt::format(
      "INSERT INTO {} (brand, {}, model, source, lang, counts) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET counts = excluded.counts",
      grain.table, grain.period);
}

void bind_key(SQLite::Statement& statement, const Counted& key, std::int64_t model) {
  statement.bind(1, key.brand);
  statement.bind(2, key.period);
  statement.bind(3, model);
  statement.bind(4, key.source);
  statement.bind(5, key.lang);
}

std::string_view bytes_of(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

/// The number of the first period that starts at `time` or after.
std::int64_t period_from(Millis time, Millis width) {
  const Millis floor = floor_time(time, width);
  return floor / width + (floor < time ? 1 : 0);
}

/// A name from row to row: looked up only where its number changes.
class RunningName {
 public:
  RunningName(Names& names, std::string& text) : names_(names), text_(text) {}
  void set(std::int64_t number) {
    if (number == number_) return;
    text_ = names_.text(number);
    number_ = number;
  }

 private:
  Names& names_;
  std::string& text_;
  std::int64_t number_ = 0;  // which no name has
};

}  // namespace

BucketTable::BucketTable(SQLite::Database& database, Names& names, const BucketGrain& grain)
    : database_(database),
      names_(names),
      grain_(grain),
      read_(database, read_sql(grain)),
      write_(database, write_sql(grain)) {}

Result<std::vector<BucketKey>> BucketTable::add(std::vector<Counted>& verdicts, std::int64_t model) {
  std::ranges::sort(verdicts);
  std::vector<BucketKey> changed;
  Histogram histogram;
  for (auto first = verdicts.begin(); first != verdicts.end();) {
    POLSO_TRY(read(*first, model, histogram));
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
                       .start = key.period * grain_.width});
  }
  return changed;
}

Status BucketTable::take(std::vector<Counted>& verdicts, std::int64_t model) {
  std::ranges::sort(verdicts);
  Histogram histogram;
  for (auto first = verdicts.begin(); first != verdicts.end();) {
    POLSO_TRY(read(*first, model, histogram));
    const Counted key = *first;
    for (; first != verdicts.end() && first->same_bucket(key); ++first) {
      std::uint32_t& cell = histogram.cells[first->cell];
      std::uint32_t& label = histogram.labels[first->label];
      if (cell == 0 || label == 0) return fail(Code::kCorrupt, "a post of the database was not counted");
      --cell;
      --label;
    }
    histogram.total() > 0 ? write(key, model, histogram) : remove(key, model);
  }
  return {};
}

Status BucketTable::read(const Counted& key, std::int64_t model, Histogram& histogram) {
  bind_key(fresh(read_), key, model);
  histogram = {};
  if (!read_.executeStep()) return {};
  Status status = decode_histogram(bytes_of(read_.getColumn(0)), histogram);
  read_.reset();
  return status;
}

void BucketTable::write(const Counted& key, std::int64_t model, const Histogram& histogram) {
  const std::string bytes = encode_histogram(histogram);
  bind_key(fresh(write_), key, model);
  write_.bindNoCopy(6, bytes.data(), static_cast<int>(bytes.size()));
  write_.exec();
}

void BucketTable::remove(const Counted& key, std::int64_t model) {
  SQLite::Statement row(
      database_, fmt::format("DELETE FROM {} WHERE brand = ? AND {} = ? AND model = ? AND source = ? AND lang = ?",
                             grain_.table, grain_.period));
  bind_key(row, key, model);
  row.exec();
}

/// Of all brands: the table of brands leads, so that each brand's stretch of time is found by the key.
SQLite::Statement BucketTable::select(const BucketQuery& query) {
  std::string sql = fmt::format("SELECT b.brand, b.{0}, b.model, b.source, b.lang, b.counts FROM {1}{2} b WHERE ",
                                grain_.period, query.brand.empty() ? "brand CROSS JOIN " : "", grain_.table);
  sql += query.brand.empty() ? "b.brand = brand.name" : "b.brand = ?3";
  sql += fmt::format(" AND b.{0} >= ?1 AND b.{0} < ?2", grain_.period);
  if (!query.model.empty()) sql += " AND b.model = ?4";
  if (!query.source.empty()) sql += " AND b.source = ?5";
  if (!query.lang.empty()) sql += " AND b.lang = ?6";

  SQLite::Statement rows(database_, sql);
  rows.bind(1, period_from(query.from, grain_.width));
  rows.bind(2, period_from(query.to, grain_.width));
  if (!query.brand.empty()) rows.bind(3, names_.find(query.brand));
  if (!query.model.empty()) rows.bind(4, names_.find(query.model));
  if (!query.source.empty()) rows.bind(5, names_.find(query.source));
  if (!query.lang.empty()) rows.bind(6, names_.find(query.lang));
  return rows;
}

Status BucketTable::each(const BucketQuery& query, const BucketVisitor& visit) {
  SQLite::Statement rows = select(query);
  BucketKey key;
  Histogram histogram;
  RunningName brand(names_, key.brand);
  RunningName model(names_, key.model);
  RunningName source(names_, key.source);
  RunningName lang(names_, key.lang);
  while (rows.executeStep()) {
    brand.set(rows.getColumn(0).getInt64());
    key.start = rows.getColumn(1).getInt64() * grain_.width;
    model.set(rows.getColumn(2).getInt64());
    source.set(rows.getColumn(3).getInt64());
    lang.set(rows.getColumn(4).getInt64());
    POLSO_TRY(decode_histogram(bytes_of(rows.getColumn(5)), histogram));
    visit(key, histogram);
  }
  return {};
}

void hours_to_days(std::vector<Counted>& verdicts) {
  for (Counted& verdict : verdicts) verdict.period = floor_time(verdict.period * kHour, kDay) / kDay;
}

}  // namespace polso
