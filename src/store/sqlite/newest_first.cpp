// A heap of cursors along the index (brand, time).
#include "store/sqlite/newest_first.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace polso {
namespace {

/// Whether the cursor, not `to`, is where the page begins: SQLite looks for one upper bound only.
bool cursor_leads(const PostQuery& query) { return query.before && query.before->time < query.to; }

}  // namespace

std::string within_time(const PostQuery& query, const std::string& time, const std::string& seq) {
  if (cursor_leads(query)) return fmt::format("{0} >= ?1 AND ({0}, {1}) < (?2, ?3)", time, seq);
  return fmt::format("{0} >= ?1 AND {0} < ?2", time);
}

void bind_time(SQLite::Statement& statement, const PostQuery& query) {
  statement.bind(1, query.from);
  statement.bind(2, cursor_leads(query) ? query.before->time : query.to);
  if (cursor_leads(query)) statement.bind(3, query.before->seq);
}

NewestFirst::NewestFirst(SQLite::Database& database, const PostQuery& query) : database_(database), query_(query) {
  SQLite::Statement brands(database_, "SELECT name, last FROM brand WHERE last >= ? AND first < ?");
  brands.bind(1, query_.from);
  brands.bind(2, query_.to);
  while (brands.executeStep()) {
    Head& head = heads_.emplace_back();
    head.brand = brands.getColumn(0).getInt64();
    head.time = std::min(brands.getColumn(1).getInt64(), query_.before ? query_.before->time : query_.to);
    head.seq = std::numeric_limits<std::int64_t>::max();
  }
  std::ranges::make_heap(heads_, std::less{});
}

std::optional<std::int64_t> NewestFirst::next() {
  while (!heads_.empty()) {
    std::ranges::pop_heap(heads_, std::less{});
    Head& head = heads_.back();
    const bool opened = head.cursor.has_value();
    const std::int64_t seq = head.seq;
    if (!opened) open(head);
    if (step(head)) {
      std::ranges::push_heap(heads_, std::less{});
    } else {
      heads_.pop_back();
    }
    if (opened) return seq;
  }
  return std::nullopt;
}

void NewestFirst::open(Head& head) {
  head.cursor.emplace(database_, "SELECT time, seq FROM post WHERE brand = ?4 AND " +
                                     within_time(query_, "time", "seq") + " ORDER BY time DESC, seq DESC");
  bind_time(*head.cursor, query_);
  head.cursor->bind(4, head.brand);
}

bool NewestFirst::step(Head& head) {
  if (!head.cursor->executeStep()) return false;
  head.time = head.cursor->getColumn(0).getInt64();
  head.seq = head.cursor->getColumn(1).getInt64();
  return true;
}

}  // namespace polso
