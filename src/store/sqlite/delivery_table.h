// The table `delivery`: an outbox, written with what it tells of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/alert_book.h"
#include "store/sqlite/database.h"

namespace polso {

/// Throws what SQLite throws.
class DeliveryTable {
 public:
  explicit DeliveryTable(SQLite::Database& database) : database_(database) {}

  void add(std::int64_t alert, AlertEvent event, const std::string& target, Millis now);

  /// As AlertBook's of these names.
  [[nodiscard]] Result<std::vector<Delivery>> due(Millis now, std::size_t limit);
  [[nodiscard]] Result<std::vector<Delivery>> dead(std::size_t limit);
  void update(const Delivery& delivery);
  [[nodiscard]] bool revive(std::int64_t id, Millis now);

  void count(AlertCounts& counts);

 private:
  [[nodiscard]] static Result<std::vector<Delivery>> read(SQLite::Statement& rows);

  SQLite::Database& database_;
};

}  // namespace polso
