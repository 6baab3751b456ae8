// A person's posts are found by one pass over all posts: authors have no index, and nobody is forgotten every minute.
#include "store/sqlite/sqlite_erasure.h"

#include <algorithm>
#include <set>
#include <utility>

#include "store/sqlite/alert_body.h"
#include "store/sqlite/packed.h"

namespace polso {
namespace {

constexpr std::int64_t kAtOnce = 2'000;

std::uint64_t number(SQLite::Database& database, const char* sql, std::int64_t argument) {
  SQLite::Statement row(database, sql);
  row.bind(1, argument);
  return row.executeStep() ? static_cast<std::uint64_t>(row.getColumn(0).getInt64()) : 0;
}

std::uint64_t number(SQLite::Database& database, const char* sql, const std::string& argument) {
  SQLite::Statement row(database, sql);
  row.bind(1, argument);
  return row.executeStep() ? static_cast<std::uint64_t>(row.getColumn(0).getInt64()) : 0;
}

std::uint64_t labels_of(SQLite::Database& database, std::int64_t seq) {
  return number(database, "SELECT count(*) FROM person_label WHERE seq = ?", seq);
}

std::vector<std::int64_t> numbers(SQLite::Statement& rows) {
  std::vector<std::int64_t> all;
  while (rows.executeStep()) all.push_back(rows.getColumn(0).getInt64());
  return all;
}

}  // namespace

Result<std::unique_ptr<Erasure>> SqliteErasure::open(const std::string& path) {
  POLSO_ASSIGN(Database database, open_database(path, IfMissing::kFail));
  return guarded(path, [&]() -> Result<std::unique_ptr<Erasure>> {
    database->exec("PRAGMA secure_delete = ON; PRAGMA temp_store = FILE");  // the file is not written anew in memory
    return std::make_unique<SqliteErasure>(std::move(database), path);
  });
}

SqliteErasure::SqliteErasure(Database database, std::string path)
    : path_(std::move(path)),
      database_(std::move(database)),
      names_(*database_),
      posts_(*database_, names_),
      feedback_(*database_, names_, posts_),
      alerts_(*database_),
      forgotten_(*database_),
      eraser_(*database_, names_),
      version_(*database_) {}

SqliteErasure::Named SqliteErasure::named(const ForgetQuery& query) {
  Named who{.query = query, .seqs = {}};
  std::set<std::int64_t> seqs;
  for (const auto& [source, id] : query.posts) {
    if (const auto seq = posts_.find(source, id)) seqs.insert(*seq);
  }
  if (!query.author.empty()) {
    SQLite::Statement rows(*database_, "SELECT seq FROM post WHERE author = ?");
    if (const auto bits = hex_author(query.author)) {
      rows.bind(1, *bits);
    } else {
      rows.bind(1, query.author);
    }
    for (const std::int64_t seq : numbers(rows)) {
      const Post post = posts_.post(seq).post;
      who.query.posts.emplace(post.source, post.id);
      seqs.insert(seq);
    }
  }
  who.seqs.assign(seqs.begin(), seqs.end());
  return who;
}

Result<Forgotten> SqliteErasure::count(const Named& who) {
  Forgotten found{.posts = who.seqs.size(), .texts = {}};
  for (const std::int64_t seq : who.seqs) found.labels += labels_of(*database_, seq);
  if (const std::string& by = who.query.labeller; !by.empty()) {
    SQLite::Statement rows(*database_, "SELECT seq FROM person_label WHERE by = ?");
    rows.bind(1, by);
    for (const std::int64_t seq : numbers(rows)) found.labels += std::ranges::binary_search(who.seqs, seq) ? 0 : 1;
    found.notes = number(*database_, "SELECT count(*) FROM alert_note WHERE by = ?", by);
  }
  POLSO_ASSIGN(const auto alerts, clean_alerts(who.query, false));
  found.alerts = alerts.size();
  std::set<std::string> texts;
  for (const std::int64_t seq : who.seqs) texts.insert(posts_.post(seq).post.text);
  found.texts.assign(texts.begin(), texts.end());
  return found;
}

Result<Forgotten> SqliteErasure::find(const ForgetQuery& query) {
  return guarded(path_, [&] { return count(named(query)); });
}

Result<Forgotten> SqliteErasure::forget(const ForgetQuery& query, Millis now) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Result<Forgotten> {
      const Named who = named(query);
      POLSO_ASSIGN(Forgotten gone, count(who));
      POLSO_TRY(erase_posts(who));
      POLSO_TRY(erase_labeller(query.labeller));
      POLSO_TRY(clean_alerts(who.query, true));
      if (gone.nothing()) return gone;
      SQLite::Statement row(*database_, "INSERT INTO erasure (at, proved) VALUES (?, 0)");
      row.bind(1, now);
      row.exec();
      version_.raise();
      return gone;
    });
  });
}

Status SqliteErasure::erase_posts(const Named& who) {
  for (const std::int64_t seq : who.seqs) {
    POLSO_TRY(eraser_.uncount(seq));
    eraser_.remove(seq);
  }
  for (const auto& [source, id] : who.query.posts) forgotten_.add(source, id);
  eraser_.rename_threads(who.query.posts, forgotten_);
  eraser_.settle();
  return {};
}

Result<std::set<std::int64_t>> SqliteErasure::clean_alerts(const ForgetQuery& who, bool save) {
  std::set<std::int64_t> named;
  if (who.author.empty() && who.posts.empty()) return named;
  SQLite::Statement rows(*database_, "SELECT id FROM alert");
  for (const std::int64_t id : numbers(rows)) {
    POLSO_ASSIGN(auto record, alerts_.find(id));
    if (!record || !forget_in_alert(who, record->alert)) continue;
    named.insert(id);
    if (save) POLSO_TRY(alerts_.save(record->alert));
  }
  return named;
}

Status SqliteErasure::erase_labeller(const std::string& by) {
  if (by.empty()) return {};
  SQLite::Statement rows(*database_, "SELECT seq FROM person_label WHERE by = ?");
  rows.bind(1, by);
  for (const std::int64_t seq : numbers(rows)) feedback_.withdraw(seq, by);
  SQLite::Statement notes(*database_, "UPDATE alert_note SET by = '', text = '' WHERE by = ?");
  notes.bind(1, by);
  notes.exec();
  return {};
}

Result<Forgotten> SqliteErasure::find_before(Millis time) {
  return guarded(path_, [&]() -> Result<Forgotten> {
    return Forgotten{.posts = number(*database_, "SELECT count(*) FROM post WHERE time < ?", time),
                     .labels = number(*database_,
                                      "SELECT count(*) FROM person_label l JOIN post p ON p.seq = l.seq"
                                      " WHERE p.time < ?",
                                      time),
                     .texts = {}};
  });
}

Result<Forgotten> SqliteErasure::forget_before(Millis time) {
  Forgotten gone;
  std::set<std::int64_t> alerts;
  bool more = true;
  while (more) {
    POLSO_ASSIGN(more, guarded(path_, [&] {
                   return in_transaction(*database_, [&] { return forget_some_before(time, gone, alerts); });
                 }));
  }
  gone.alerts = alerts.size();
  return gone;
}

/// Whether there may be more.
Result<bool> SqliteErasure::forget_some_before(Millis time, Forgotten& gone, std::set<std::int64_t>& alerts) {
  forgotten_.raise_floor(time);
  SQLite::Statement rows(*database_,
                         "SELECT p.seq FROM brand CROSS JOIN post p ON p.brand = brand.name WHERE p.time < ? LIMIT ?");
  rows.bind(1, time);
  rows.bind(2, kAtOnce);
  const std::vector<std::int64_t> seqs = numbers(rows);
  ForgetQuery names;
  for (const std::int64_t seq : seqs) {
    const Post post = posts_.post(seq).post;
    names.posts.emplace(post.source, post.id);
    gone.labels += labels_of(*database_, seq);
    eraser_.remove(seq);
  }
  eraser_.settle();
  gone.posts += seqs.size();
  POLSO_ASSIGN(const std::set<std::int64_t> cleaned, clean_alerts(names, true));
  alerts.insert(cleaned.begin(), cleaned.end());
  if (!seqs.empty()) version_.raise();
  return std::cmp_equal(seqs.size(), kAtOnce);
}

Result<bool> SqliteErasure::unproved() {
  return guarded(path_, [&]() -> Result<bool> {
    return database_->execAndGet("SELECT EXISTS (SELECT 1 FROM erasure WHERE NOT proved)").getInt() != 0;
  });
}

Status SqliteErasure::set_proved() {
  return guarded(path_, [&]() -> Status {
    database_->exec("UPDATE erasure SET proved = 1 WHERE NOT proved");
    return {};
  });
}

Status SqliteErasure::empty_log() {
  return guarded(path_, [&]() -> Status {
    SQLite::Statement row(*database_, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (row.executeStep() && row.getColumn(0).getInt() == 0) return {};
    return fail(Code::kUnavailable, "others are reading from '" + path_ +
                                        "', and deleted pages stand in its log until they are done: stop them, or try "
                                        "again");
  });
}

Status SqliteErasure::rewrite() {
  POLSO_TRY(guarded(path_, [&]() -> Status {
    database_->exec("VACUUM");
    return {};
  }));
  return empty_log();
}

/// Where a link leads: SQLite keeps the log beside the file itself.
std::vector<std::filesystem::path> SqliteErasure::files() const {
  std::error_code ignored;
  const std::filesystem::path file = std::filesystem::canonical(path_, ignored);
  std::vector<std::filesystem::path> there;
  for (const char* end : {"", "-wal", "-journal"}) {
    const std::string name = (file.empty() ? path_ : file.string()) + end;
    if (std::filesystem::exists(name, ignored)) there.emplace_back(name);
  }
  return there;
}

}  // namespace polso
