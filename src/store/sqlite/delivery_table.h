// The tables `delivery`, an outbox that is written with what it tells of, and `digest`.
#pragma once

#include <cstdint>
#include <map>
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
  /// kEnded for each target with another delivery of the alert that was told or waits.
  void add_end(std::int64_t alert, Millis now);

  /// As AlertBook's of these names.
  [[nodiscard]] Result<std::vector<Delivery>> due(Millis now, std::size_t limit);
  [[nodiscard]] Result<std::vector<Delivery>> dead(std::size_t limit);
  void update(const Delivery& delivery);
  [[nodiscard]] bool revive(std::int64_t id, Millis now);

  [[nodiscard]] std::map<std::string, Millis> last_digests();
  void note_digest(const std::string& target, Millis at);

  void count(AlertCounts& counts);

 private:
  [[nodiscard]] static Result<std::vector<Delivery>> read(SQLite::Statement& rows);

  SQLite::Database& database_;
};

}  // namespace polso
