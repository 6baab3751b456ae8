// One SQLite file: opened, checked, brought to today's schema; and SQLite's exceptions turned into Errors.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>

#include "base/result.h"
#include "store/store.h"

namespace polso {

using Database = std::unique_ptr<SQLite::Database>;

/// How long a program waits for others to finish writing: one that stores by itself, and one where a person waits.
inline constexpr int kPatientMillis = 10'000;
inline constexpr int kBriefMillis = 2'000;

/// See open_store() for the errors.
[[nodiscard]] Result<Database> open_database(const std::string& path, IfMissing if_missing,
                                             int busy_millis = kPatientMillis);

/// The Error of an exception that SQLite threw while working on `path`.
[[nodiscard]] Error sqlite_error(const SQLite::Exception& exception, const std::string& path);

/// work(), with what SQLite throws as an Error: the border between its exceptions and our values.
template <class Work>
auto guarded(const std::string& path, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    return std::unexpected(sqlite_error(exception, path));
  }
}

/// work() in a transaction of its own, which is undone when it fails.
template <class Work>
auto in_transaction(SQLite::Database& database, Work work) -> decltype(work()) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  auto result = work();
  if (result) transaction.commit();
  return result;
}

/// Forgets an earlier use of a statement, also one that failed.
inline SQLite::Statement& fresh(SQLite::Statement& statement) {
  statement.tryReset();  // repeats the error of the last use, which was reported then
  return statement;
}

}  // namespace polso
