// The aggregate in SQLite's terms: memory that it keeps for us, one call a row, one at the end.
#include "store/sqlite/histogram_sum.h"

#include <sqlite3.h>

#include <string>

#include "store/sqlite/histogram_blob.h"

namespace polso {
namespace {

/// SQLite gives it zeroed, which is an empty one.
Histogram* sum_of(sqlite3_context* context) {
  return static_cast<Histogram*>(sqlite3_aggregate_context(context, sizeof(Histogram)));
}

void add(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  Histogram* sum = sum_of(context);
  if (sum == nullptr) return sqlite3_result_error_nomem(context);
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[0]));
  Histogram histogram;
  if (!decode_histogram({bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))}, histogram)) {
    return sqlite3_result_error_code(context, SQLITE_CORRUPT);
  }
  *sum += histogram;
}

void answer(sqlite3_context* context) {
  const Histogram* sum = sum_of(context);
  if (sum == nullptr) return sqlite3_result_error_nomem(context);
  const std::string bytes = encode_histogram(*sum);
  sqlite3_result_blob(context, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}

}  // namespace

void define_histogram_sum(SQLite::Database& database) {
  database.createFunction("histogram_sum", 1, true, nullptr, nullptr, add, answer);
}

}  // namespace polso
