// The factory: which database a URL means.
#include <fmt/format.h>

#include "store/sqlite/sqlite_store.h"
#include "store/store.h"

namespace polso {

Result<std::unique_ptr<Store>> open_store(const std::string& url, IfMissing if_missing) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (url.starts_with(kSqlite)) return SqliteStore::open(url.substr(kSqlite.size()), if_missing);
  if (url.find("://") != std::string::npos) {
    return fail(Code::kUnsupported,
                fmt::format("'{}' is no database that Polso knows: name a file, as in --db polso.db", url));
  }
  return SqliteStore::open(url, if_missing);
}

}  // namespace polso
