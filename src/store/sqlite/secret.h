// The table `secret`: the key of this database's pseudonyms.
#pragma once

#include "base/hash.h"
#include "base/result.h"
#include "store/sqlite/database.h"

namespace polso {

/// Throws what SQLite throws; kCorrupt when it is not there.
[[nodiscard]] Result<PseudonymKey> read_pseudonym_key(SQLite::Database& database);

}  // namespace polso
