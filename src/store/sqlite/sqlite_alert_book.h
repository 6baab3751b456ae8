// The AlertBook that lives in the Store's SQLite file.
#pragma once

#include <map>
#include <string>

#include "store/alert_book.h"
#include "store/sqlite/alert_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/delivery_table.h"
#include "store/sqlite/version.h"

namespace polso {

class SqliteAlertBook final : public AlertBook {
 public:
  [[nodiscard]] static Result<std::unique_ptr<AlertBook>> open(const std::string& path, IfMissing if_missing);

  /// A database that open_database() answered.
  SqliteAlertBook(Database database, std::string path);

  [[nodiscard]] Result<std::int64_t> save(const Alert& alert, std::optional<AlertEvent> event,
                                          const std::vector<std::string>& targets, Millis now) override;
  [[nodiscard]] Result<std::vector<AlertRecord>> alerts(const AlertQuery& query) override;
  [[nodiscard]] Result<std::optional<AlertRecord>> alert(std::int64_t id) override;
  [[nodiscard]] Status add_note(std::int64_t id, const AlertNote& note) override;
  [[nodiscard]] Result<std::vector<Delivery>> due(Millis now, std::size_t limit) override;
  [[nodiscard]] Status update(const Delivery& delivery) override;
  [[nodiscard]] Result<std::vector<Delivery>> dead(std::size_t limit) override;
  [[nodiscard]] Result<bool> revive(std::int64_t delivery, Millis now) override;
  [[nodiscard]] Result<std::map<std::string, Millis>> last_digests() override;
  [[nodiscard]] Status note_digest(const std::string& target, Millis at) override;
  [[nodiscard]] Result<AlertCounts> counts() override;

 private:
  std::string path_;
  Database database_;
  AlertTable alerts_;
  DeliveryTable deliveries_;
  Version version_;
};

}  // namespace polso
