// Waiting and dead ones are found through their index; those that are done are a record, and never read here.
#include "store/sqlite/delivery_table.h"

#include <fmt/format.h>

#include <utility>

#include "store/sqlite/post_reader.h"

namespace polso {
namespace {

constexpr const char* kSelect =
    "SELECT id, alert, event, target, state, attempts, next_try, problem FROM delivery WHERE ";

}  // namespace

void DeliveryTable::add(std::int64_t alert, AlertEvent event, const std::string& target, Millis now) {
  SQLite::Statement row(database_,
                        "INSERT INTO delivery (alert, event, target, state, attempts, next_try, problem)"
                        " VALUES (?, ?, ?, ?, 0, ?, '')");
  row.bind(1, alert);
  row.bind(2, static_cast<int>(event));
  row.bind(3, target);
  row.bind(4, static_cast<int>(DeliveryState::kWaiting));
  row.bind(5, now);
  row.exec();
}

void DeliveryTable::add_end(std::int64_t alert, Millis now) {
  SQLite::Statement row(database_,
                        "INSERT INTO delivery (alert, event, target, state, attempts, next_try, problem)"
                        " SELECT ?1, ?2, target, ?3, 0, ?4, '' FROM delivery"
                        " WHERE alert = ?1 AND event <> ?2 AND state <> ?5 GROUP BY target ORDER BY min(id)");
  row.bind(1, alert);
  row.bind(2, static_cast<int>(AlertEvent::kEnded));
  row.bind(3, static_cast<int>(DeliveryState::kWaiting));
  row.bind(4, now);
  row.bind(5, static_cast<int>(DeliveryState::kDead));
  row.exec();
}

Result<std::vector<Delivery>> DeliveryTable::due(Millis now, std::size_t limit) {
  SQLite::Statement rows(database_,
                         std::string(kSelect) + "state = ?1 AND next_try <= ?2 ORDER BY next_try, id LIMIT ?3");
  rows.bind(1, static_cast<int>(DeliveryState::kWaiting));
  rows.bind(2, now);
  rows.bind(3, row_limit(limit));
  return read(rows);
}

Result<std::vector<Delivery>> DeliveryTable::dead(std::size_t limit) {
  SQLite::Statement rows(database_, std::string(kSelect) + "state = ?1 ORDER BY id DESC LIMIT ?2");
  rows.bind(1, static_cast<int>(DeliveryState::kDead));
  rows.bind(2, row_limit(limit));
  return read(rows);
}

Result<std::vector<Delivery>> DeliveryTable::read(SQLite::Statement& rows) {
  std::vector<Delivery> found;
  while (rows.executeStep()) {
    const int event = rows.getColumn(2).getInt();
    const std::int64_t id = rows.getColumn(0).getInt64();
    if (event < 0 || std::cmp_greater_equal(event, kAlertEventNames.size())) {
      return fail(Code::kCorrupt, fmt::format("delivery {} of the database is damaged: restore it from a backup", id));
    }
    found.push_back({.id = id,
                     .alert = rows.getColumn(1).getInt64(),
                     .event = static_cast<AlertEvent>(event),
                     .target = rows.getColumn(3).getString(),
                     .state = static_cast<DeliveryState>(rows.getColumn(4).getInt()),
                     .attempts = rows.getColumn(5).getInt(),
                     .next_try = rows.getColumn(6).getInt64(),
                     .problem = rows.getColumn(7).getString()});
  }
  return found;
}

void DeliveryTable::update(const Delivery& delivery) {
  SQLite::Statement row(database_,
                        "UPDATE delivery SET state = ?, attempts = ?, next_try = ?, problem = ? WHERE id = ?");
  row.bind(1, static_cast<int>(delivery.state));
  row.bind(2, delivery.attempts);
  row.bind(3, delivery.next_try);
  row.bind(4, delivery.problem);
  row.bind(5, delivery.id);
  row.exec();
}

bool DeliveryTable::revive(std::int64_t id, Millis now) {
  SQLite::Statement row(database_,
                        "UPDATE delivery SET state = ?, attempts = 0, next_try = ? WHERE id = ? AND state = ?");
  row.bind(1, static_cast<int>(DeliveryState::kWaiting));
  row.bind(2, now);
  row.bind(3, id);
  row.bind(4, static_cast<int>(DeliveryState::kDead));
  return row.exec() == 1;
}

std::map<std::string, Millis> DeliveryTable::last_digests() {
  SQLite::Statement rows(database_, "SELECT target, sent FROM digest");
  std::map<std::string, Millis> sent;
  while (rows.executeStep()) sent[rows.getColumn(0).getString()] = rows.getColumn(1).getInt64();
  return sent;
}

void DeliveryTable::note_digest(const std::string& target, Millis at) {
  SQLite::Statement row(database_, "INSERT OR REPLACE INTO digest (target, sent) VALUES (?, ?)");
  row.bind(1, target);
  row.bind(2, at);
  row.exec();
}

void DeliveryTable::count(AlertCounts& counts) {
  SQLite::Statement row(database_,
                        "SELECT (SELECT count(*) FROM delivery WHERE state = ?1),"
                        " (SELECT count(*) FROM delivery WHERE state = ?2)");
  row.bind(1, static_cast<int>(DeliveryState::kWaiting));
  row.bind(2, static_cast<int>(DeliveryState::kDead));
  if (!row.executeStep()) return;
  counts.waiting = static_cast<std::uint64_t>(row.getColumn(0).getInt64());
  counts.dead = static_cast<std::uint64_t>(row.getColumn(1).getInt64());
}

}  // namespace polso
