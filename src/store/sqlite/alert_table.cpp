// There are thousands of these at most; lists run along their index of time.
#include "store/sqlite/alert_table.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "store/sqlite/alert_body.h"
#include "store/sqlite/post_reader.h"

namespace polso {
namespace {

constexpr const char* kColumns = "id, brand, model, state, cause, severity, began, noticed, updated, ended, body";

std::unexpected<Error> damaged(std::int64_t id, const std::string& what) {
  return fail(Code::kCorrupt,
              fmt::format("alert {} of the database is damaged, {}: restore it from a backup", id, what));
}

std::optional<Millis> time_or_nothing(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional<Millis>(column.getInt64());
}

void bind_optional(SQLite::Statement& statement, int index, const std::optional<Millis>& time) {
  time ? statement.bind(index, *time) : statement.bind(index);
}

Result<Alert> alert_of(SQLite::Statement& row) {
  Alert alert;
  alert.id = row.getColumn(0).getInt64();
  alert.brand = row.getColumn(1).getString();
  alert.model = row.getColumn(2).getString();
  const int state = row.getColumn(3).getInt();
  const int cause = row.getColumn(4).getInt();
  if (state < 0 || std::cmp_greater_equal(state, kAlertStateNames.size()) || cause < 0 ||
      std::cmp_greater_equal(cause, kCauseNames.size())) {
    return damaged(alert.id, "its state or cause is unknown");
  }
  alert.state = static_cast<AlertState>(state);
  alert.cause = static_cast<Cause>(cause);
  alert.severity = row.getColumn(5).getInt();
  alert.began = row.getColumn(6).getInt64();
  alert.noticed = row.getColumn(7).getInt64();
  alert.updated = row.getColumn(8).getInt64();
  alert.ended = time_or_nothing(row.getColumn(9));
  if (auto body = decode_alert_body(row.getColumn(10).getString(), alert); !body) {
    return damaged(alert.id, body.error().message);
  }
  return alert;
}

}  // namespace

Result<std::int64_t> AlertTable::save(const Alert& alert) {
  POLSO_ASSIGN(const std::string body, encode_alert_body(alert));
  SQLite::Statement row(
      database_,
      alert.id == 0
          ? "INSERT INTO alert (brand, model, state, cause, severity, began, noticed, updated, ended, body)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
          : "UPDATE alert SET brand = ?1, model = ?2, cause = ?4, severity = ?5, began = ?6, noticed = ?7,"
            " updated = ?8, body = ?10, ended = iif(state = ?12, ended, ?9), state = iif(state = ?12, state, ?3)"
            " WHERE id = ?11");
  row.bind(1, alert.brand);
  row.bind(2, alert.model);
  row.bind(3, static_cast<int>(alert.state));
  row.bind(4, static_cast<int>(alert.cause));
  row.bind(5, alert.severity);
  row.bind(6, alert.began);
  row.bind(7, alert.noticed);
  row.bind(8, alert.updated);
  bind_optional(row, 9, alert.ended);
  row.bind(10, body);
  if (alert.id != 0) {
    row.bind(11, alert.id);
    row.bind(12, static_cast<int>(AlertState::kClosed));
  }
  if (row.exec() == 0) return fail(Code::kNotFound, fmt::format("there is no alert {}", alert.id));
  return alert.id != 0 ? alert.id : database_.getLastInsertRowid();
}

Result<std::vector<AlertRecord>> AlertTable::query(const AlertQuery& query) {
  std::string sql =
      fmt::format("SELECT {} FROM alert WHERE began < ?2 AND (ended IS NULL OR ended > ?1 OR began >= ?1)", kColumns);
  if (!query.brand.empty()) sql += " AND brand = ?3";
  if (query.state) sql += " AND state = ?4";
  if (query.before) sql += " AND (noticed, id) < (SELECT noticed, id FROM alert WHERE id = ?5)";
  SQLite::Statement rows(database_, sql + " ORDER BY noticed DESC, id DESC LIMIT ?6");
  rows.bind(1, query.from);
  rows.bind(2, query.to);
  if (!query.brand.empty()) rows.bind(3, query.brand);
  if (query.state) rows.bind(4, static_cast<int>(*query.state));
  if (query.before) rows.bind(5, *query.before);
  rows.bind(6, row_limit(query.limit));
  std::vector<AlertRecord> records;
  while (rows.executeStep()) {
    AlertRecord& record = records.emplace_back();
    POLSO_ASSIGN(record.alert, alert_of(rows));
    POLSO_TRY(read_notes(record));
  }
  return records;
}

Result<std::optional<AlertRecord>> AlertTable::find(std::int64_t id) {
  SQLite::Statement row(database_, fmt::format("SELECT {} FROM alert WHERE id = ?", kColumns));
  row.bind(1, id);
  if (!row.executeStep()) return std::nullopt;
  AlertRecord record;
  POLSO_ASSIGN(record.alert, alert_of(row));
  POLSO_TRY(read_notes(record));
  return record;
}

Status AlertTable::read_notes(AlertRecord& record) {
  SQLite::Statement rows(database_, "SELECT act, at, by, text, until FROM alert_note WHERE alert = ? ORDER BY place");
  rows.bind(1, record.alert.id);
  while (rows.executeStep()) {
    const int act = rows.getColumn(0).getInt();
    if (act < 0 || std::cmp_greater_equal(act, kAlertActNames.size())) {
      return damaged(record.alert.id, "one of its notes is unknown");
    }
    AlertNote& note = record.notes.emplace_back();
    note.act = static_cast<AlertAct>(act);
    note.at = rows.getColumn(1).getInt64();
    note.by = rows.getColumn(2).getString();
    note.text = rows.getColumn(3).getString();
    note.until = time_or_nothing(rows.getColumn(4));
    if (note.act == AlertAct::kAcknowledge) record.acknowledged = true;
    if (note.act == AlertAct::kSnooze) record.snoozed_until = note.until;
  }
  return {};
}

std::optional<AlertState> AlertTable::state(std::int64_t id) {
  SQLite::Statement row(database_, "SELECT state FROM alert WHERE id = ?");
  row.bind(1, id);
  if (!row.executeStep()) return std::nullopt;
  return static_cast<AlertState>(row.getColumn(0).getInt());
}

Status AlertTable::add_note(std::int64_t id, const AlertNote& note) {
  const auto was = state(id);
  if (!was) return fail(Code::kNotFound, fmt::format("there is no alert {}", id));
  if (note.act == AlertAct::kComment && note.text.empty()) {
    return fail(Code::kInvalid, "a comment needs a text");
  }
  if (note.act == AlertAct::kSnooze && !note.until) {
    return fail(Code::kInvalid, "say until when the alert is to be silent");
  }
  if (was != AlertState::kOpen && (note.act == AlertAct::kSnooze || note.act == AlertAct::kClose)) {
    return fail(Code::kRefused, fmt::format("alert {} has ended already", id));
  }
  SQLite::Statement row(database_,
                        "INSERT INTO alert_note (alert, act, at, by, text, until) VALUES (?, ?, ?, ?, ?, ?)");
  row.bind(1, id);
  row.bind(2, static_cast<int>(note.act));
  row.bind(3, note.at);
  row.bind(4, note.by);
  row.bind(5, note.text);
  bind_optional(row, 6, note.act == AlertAct::kSnooze ? note.until : std::nullopt);
  row.exec();
  if (note.act == AlertAct::kClose) close(id, note.at);
  return {};
}

void AlertTable::close(std::int64_t id, Millis at) {
  SQLite::Statement row(database_, "UPDATE alert SET state = ?, ended = ?2, updated = ?2 WHERE id = ?3");
  row.bind(1, static_cast<int>(AlertState::kClosed));
  row.bind(2, at);
  row.bind(3, id);
  row.exec();
}

Hush AlertTable::hush(std::int64_t id, Millis now) {
  if (state(id) == AlertState::kClosed) return Hush::kClosed;
  SQLite::Statement row(database_,
                        "SELECT until FROM alert_note WHERE alert = ? AND act = ? ORDER BY place DESC LIMIT 1");
  row.bind(1, id);
  row.bind(2, static_cast<int>(AlertAct::kSnooze));
  return row.executeStep() && row.getColumn(0).getInt64() > now ? Hush::kSnoozed : Hush::kNone;
}

void AlertTable::count(AlertCounts& counts) {
  SQLite::Statement open(database_, "SELECT brand, count(*) FROM alert WHERE state = 0 GROUP BY brand");
  while (open.executeStep()) {
    counts.open[open.getColumn(0).getString()] = static_cast<std::uint64_t>(open.getColumn(1).getInt64());
  }
  SQLite::Statement causes(database_, "SELECT cause, count(*) FROM alert GROUP BY cause");
  while (causes.executeStep()) {
    const auto cause = static_cast<std::size_t>(causes.getColumn(0).getInt64());
    if (cause < counts.by_cause.size()) {
      counts.by_cause.at(cause) = static_cast<std::uint64_t>(causes.getColumn(1).getInt64());
    }
  }
}

}  // namespace polso
