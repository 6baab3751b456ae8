// The tables `alert` and `alert_note`.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "store/alert_book.h"
#include "store/sqlite/database.h"

namespace polso {

/// What a person wants to hear of an alert: all, its end alone, or nothing since they closed it.
enum class Hush : std::uint8_t { kNone, kSnoozed, kClosed };

/// Throws what SQLite throws.
class AlertTable {
 public:
  explicit AlertTable(SQLite::Database& database) : database_(database) {}

  /// What AlertBook::save() does to these tables, inside a write transaction.
  [[nodiscard]] Result<std::int64_t> save(const Alert& alert);

  /// As AlertBook::alerts() and alert().
  [[nodiscard]] Result<std::vector<AlertRecord>> query(const AlertQuery& query);
  [[nodiscard]] Result<std::optional<AlertRecord>> find(std::int64_t id);

  /// As AlertBook::add_note(), inside a write transaction.
  [[nodiscard]] Status add_note(std::int64_t id, const AlertNote& note);

  /// At `now`.
  [[nodiscard]] Hush hush(std::int64_t id, Millis now);

  void count(AlertCounts& counts);

 private:
  [[nodiscard]] Status read_notes(AlertRecord& record);
  [[nodiscard]] std::optional<AlertState> state(std::int64_t id);
  void close(std::int64_t id, Millis at);

  SQLite::Database& database_;
};

}  // namespace polso
