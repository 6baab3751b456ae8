// Asked for each post of a batch only where anything was ever forgotten.
#include "store/sqlite/forgotten_table.h"

#include "store/sqlite/packed.h"
#include "store/sqlite/secret.h"

namespace polso {

void ForgottenTable::refresh() {
  any_ = database_.execAndGet("SELECT EXISTS (SELECT 1 FROM forgotten)").getInt() != 0;
  floor_ = kMinTime;
  SQLite::Statement row(database_, "SELECT max(time) FROM forgotten_before");
  if (row.executeStep() && !row.getColumn(0).isNull()) floor_ = row.getColumn(0).getInt64();
}

bool ForgottenTable::has(const Post& post) {
  if (post.created_at < floor_) return true;
  if (!any_) return false;
  SQLite::Statement row(database_, "SELECT 1 FROM forgotten WHERE post = ?");
  row.bind(1, hash_of(post.source, post.id));
  return row.executeStep();
}

void ForgottenTable::add(const std::string& source, const std::string& id) {
  SQLite::Statement row(database_, "INSERT OR IGNORE INTO forgotten VALUES (?)");
  row.bind(1, hash_of(source, id));
  row.exec();
}

void ForgottenTable::raise_floor(Millis time) {
  SQLite::Statement row(database_,
                        "INSERT INTO forgotten_before SELECT ?1 WHERE NOT EXISTS"
                        " (SELECT 1 FROM forgotten_before WHERE time >= ?1)");
  row.bind(1, time);
  row.exec();
}

/// A database without its key has no pseudonyms either, so that nothing can be forgotten there: any key serves.
std::string ForgottenTable::name_of(const std::string& source, const std::string& id) {
  if (!key_) key_ = read_pseudonym_key(database_).value_or(PseudonymKey{});
  return pseudonym(source + '\0' + id, *key_);
}

std::int64_t ForgottenTable::hash_of(const std::string& source, const std::string& id) {
  return hex_author(name_of(source, id)).value_or(0);
}

}  // namespace polso
