// An alert and what is to be told of it are one transaction: neither is lost without the other.
#include "store/sqlite/sqlite_alert_book.h"

#include <utility>

namespace polso {

Result<std::unique_ptr<AlertBook>> SqliteAlertBook::open(const std::string& path, IfMissing if_missing) {
  POLSO_ASSIGN(Database database, open_database(path, if_missing, kBriefMillis));
  return guarded(path, [&]() -> Result<std::unique_ptr<AlertBook>> {
    return std::make_unique<SqliteAlertBook>(std::move(database), path);
  });
}

SqliteAlertBook::SqliteAlertBook(Database database, std::string path)
    : path_(std::move(path)),
      database_(std::move(database)),
      alerts_(*database_),
      deliveries_(*database_),
      version_(*database_) {}

Result<std::int64_t> SqliteAlertBook::save(const Alert& alert, std::optional<AlertEvent> event,
                                           const std::vector<std::string>& targets, Millis now) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Result<std::int64_t> {
      POLSO_ASSIGN(const std::int64_t id, alerts_.save(alert));
      const Hush hush = alerts_.hush(id, now);
      if (event && (hush == Hush::kNone || (hush == Hush::kSnoozed && event == AlertEvent::kEnded))) {
        for (const std::string& target : targets) deliveries_.add(id, *event, target, now);
      }
      version_.raise();
      return id;
    });
  });
}

Result<std::vector<AlertRecord>> SqliteAlertBook::alerts(const AlertQuery& query) {
  return guarded(path_, [&] { return alerts_.query(query); });
}

Result<std::optional<AlertRecord>> SqliteAlertBook::alert(std::int64_t id) {
  return guarded(path_, [&] { return alerts_.find(id); });
}

Status SqliteAlertBook::add_note(std::int64_t id, const AlertNote& note) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Status {
      POLSO_TRY(alerts_.add_note(id, note));
      if (note.act == AlertAct::kClose) deliveries_.add_end(id, note.at);
      version_.raise();
      return {};
    });
  });
}

Result<std::vector<Delivery>> SqliteAlertBook::due(Millis now, std::size_t limit) {
  return guarded(path_, [&] { return deliveries_.due(now, limit); });
}

Status SqliteAlertBook::update(const Delivery& delivery) {
  return guarded(path_, [&]() -> Status {
    deliveries_.update(delivery);
    return {};
  });
}

Result<std::vector<Delivery>> SqliteAlertBook::dead(std::size_t limit) {
  return guarded(path_, [&] { return deliveries_.dead(limit); });
}

Result<bool> SqliteAlertBook::revive(std::int64_t delivery, Millis now) {
  return guarded(path_, [&]() -> Result<bool> { return deliveries_.revive(delivery, now); });
}

Result<std::map<std::string, Millis>> SqliteAlertBook::last_digests() {
  return guarded(path_, [&]() -> Result<std::map<std::string, Millis>> { return deliveries_.last_digests(); });
}

Status SqliteAlertBook::note_digest(const std::string& target, Millis at) {
  return guarded(path_, [&]() -> Status {
    deliveries_.note_digest(target, at);
    return {};
  });
}

Result<AlertCounts> SqliteAlertBook::counts() {
  return guarded(path_, [&]() -> Result<AlertCounts> {
    AlertCounts counts;
    alerts_.count(counts);
    deliveries_.count(counts);
    return counts;
  });
}

}  // namespace polso
