// The factories: which database a URL means.
#include <fmt/format.h>

#include "store/alert_book.h"
#include "store/desk.h"
#include "store/erasure.h"
#include "store/opinions.h"
#include "store/sqlite/sqlite_alert_book.h"
#include "store/sqlite/sqlite_desk.h"
#include "store/sqlite/sqlite_erasure.h"
#include "store/sqlite/sqlite_opinions.h"
#include "store/sqlite/sqlite_store.h"
#include "store/store.h"

namespace polso {
namespace {

Result<std::string> sqlite_path(const std::string& url) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (url.starts_with(kSqlite)) return url.substr(kSqlite.size());
  if (url.find("://") != std::string::npos) {
    return fail(Code::kUnsupported,
                fmt::format("'{}' is no database that Polso knows: name a file, as in --db polso.db", url));
  }
  return url;
}

}  // namespace

Result<std::unique_ptr<Store>> open_store(const std::string& url, IfMissing if_missing) {
  POLSO_ASSIGN(const std::string path, sqlite_path(url));
  return SqliteStore::open(path, if_missing);
}

Result<std::unique_ptr<Desk>> open_desk(const std::string& url, IfMissing if_missing) {
  POLSO_ASSIGN(const std::string path, sqlite_path(url));
  return SqliteDesk::open(path, if_missing);
}

Result<std::unique_ptr<AlertBook>> open_alert_book(const std::string& url, IfMissing if_missing) {
  POLSO_ASSIGN(const std::string path, sqlite_path(url));
  return SqliteAlertBook::open(path, if_missing);
}

Result<std::unique_ptr<Opinions>> open_opinions(const std::string& url, IfMissing if_missing) {
  POLSO_ASSIGN(const std::string path, sqlite_path(url));
  return SqliteOpinions::open(path, if_missing);
}

Result<std::unique_ptr<Erasure>> open_erasure(const std::string& url) {
  POLSO_ASSIGN(const std::string path, sqlite_path(url));
  return SqliteErasure::open(path);
}

}  // namespace polso
