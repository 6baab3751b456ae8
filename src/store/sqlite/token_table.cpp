// Rows of tokens; a hash finds its own through the primary key.
#include "store/sqlite/token_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace polso {
namespace {

void bind_hash(SQLite::Statement& statement, int index, const TokenHash& hash) {
  statement.bindNoCopy(index, hash.data(), static_cast<int>(hash.size()));
}

Token token_of(SQLite::Statement& row) {
  Token token{.name = row.getColumn(0).getString(),
              .scope = row.getColumn(1).getInt() == static_cast<int>(Scope::kWrite) ? Scope::kWrite : Scope::kRead,
              .created = row.getColumn(2).getInt64(),
              .expires = std::nullopt};
  if (!row.getColumn(3).isNull()) token.expires = row.getColumn(3).getInt64();
  const SQLite::Column hash = row.getColumn(4);
  if (static_cast<std::size_t>(hash.getBytes()) == token.hash.size()) {
    std::ranges::copy_n(static_cast<const unsigned char*>(hash.getBlob()),
                        static_cast<std::ptrdiff_t>(token.hash.size()), token.hash.begin());
  }
  return token;
}

}  // namespace

Status TokenTable::add(const Token& token) {
  SQLite::Statement row(database_,
                        "INSERT INTO token (hash, name, scope, created, expires) VALUES (?, ?, ?, ?, ?)"
                        " ON CONFLICT DO NOTHING");
  bind_hash(row, 1, token.hash);
  row.bind(2, token.name);
  row.bind(3, static_cast<int>(token.scope));
  row.bind(4, token.created);
  if (token.expires) row.bind(5, *token.expires);
  if (row.exec() == 1) return {};
  return fail(Code::kExists,
              fmt::format("there is a token '{}' already: remove it or choose another name", token.name));
}

std::vector<Token> TokenTable::all() {
  SQLite::Statement rows(database_, "SELECT name, scope, created, expires, hash FROM token ORDER BY name");
  std::vector<Token> tokens;
  while (rows.executeStep()) tokens.push_back(token_of(rows));
  return tokens;
}

bool TokenTable::remove(const std::string& name) {
  SQLite::Statement row(database_, "DELETE FROM token WHERE name = ?");
  row.bind(1, name);
  return row.exec() == 1;
}

}  // namespace polso
