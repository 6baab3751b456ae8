// Made with the database (database.cpp), read here.
#include "store/sqlite/secret.h"

#include <algorithm>

namespace polso {

Result<PseudonymKey> read_pseudonym_key(SQLite::Database& database) {
  SQLite::Statement row(database, "SELECT value FROM secret WHERE name = 'pseudonym'");
  const bool found = row.executeStep();
  PseudonymKey key{};
  if (!found || static_cast<std::size_t>(row.getColumn(0).getBytes()) != key.size()) {
    return fail(Code::kCorrupt,
                "'" + database.getFilename() + "' has lost its key for pseudonyms: restore it from a backup");
  }
  std::ranges::copy_n(static_cast<const unsigned char*>(row.getColumn(0).getBlob()),
                      static_cast<std::ptrdiff_t>(key.size()), key.begin());
  return key;
}

}  // namespace polso
