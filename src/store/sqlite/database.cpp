// Opening: whose file it is, which version, and the settings that make it fast and safe.
#include "store/sqlite/database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "base/hash.h"
#include "store/migrations/steps.h"
#include "store/sqlite/histogram_sum.h"

namespace polso {
namespace {

constexpr int kApplicationId = 0x506F6C73;  // "Pols"

bool in_memory(const std::string& path) { return path == ":memory:"; }

Status check_path(const std::string& path, IfMissing if_missing) {
  if (in_memory(path)) return {};
  std::error_code ignored;
  const std::filesystem::path file(path);
  if (path.empty()) return fail(Code::kUsage, "the database has no name: give a file, as in --db polso.db");
  if (std::filesystem::is_directory(file, ignored)) {
    return fail(Code::kInvalid, fmt::format("'{}' is a folder: name a database file inside it", path));
  }
  if (std::filesystem::exists(file, ignored)) return {};
  if (if_missing == IfMissing::kFail) {
    return fail(Code::kNotFound, fmt::format("there is no database '{}': make it with polso ingest", path));
  }
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, ignored)) {
    return fail(Code::kNotFound,
                fmt::format("there is no folder '{}' for the database: make it first", folder.string()));
  }
  return {};
}

/// Whether nobody can be writing there and the log is empty: the file may then be read although SQLite cannot make its
/// lock files beside it.
bool in_frozen_folder(const std::string& path) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::absolute(path, error).parent_path();
  if (in_memory(path) || !std::filesystem::exists(path, error) || ::access(folder.c_str(), W_OK) == 0) return false;
  const auto log_size = std::filesystem::file_size(path + "-wal", error);
  return error || log_size == 0;
}

/// As a URI, in which these characters would have a meaning.
std::string frozen_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02X}", c) : std::string(1, c);
  return uri + "?immutable=1";
}

std::unique_ptr<SQLite::Database> connect(const std::string& path, int busy_millis) {
  if (in_frozen_folder(path)) {
    const int flags = SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX | SQLite::OPEN_URI;
    return std::make_unique<SQLite::Database>(frozen_uri(path), flags);
  }
  const int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX;
  return std::make_unique<SQLite::Database>(path, flags, busy_millis);
}

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(fmt::format("PRAGMA {}", name)).getInt();
}

/// The schema's version; an Error when the file is not ours to use.
Result<int> schema_version(SQLite::Database& database, const std::string& path) {
  const int version = pragma(database, "user_version");
  const int newest = static_cast<int>(schema_steps().size());
  if (pragma(database, "application_id") != kApplicationId) {
    if (version == 0 && database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0) return 0;
    return fail(Code::kInvalid,
                fmt::format("'{}' is the database of another program: choose another file with --db", path));
  }
  if (version > newest) {
    return fail(Code::kUnsupported, fmt::format("'{}' was made by a newer Polso (schema {}, this one knows {}): update "
                                                "Polso, or choose another file with --db",
                                                path, version, newest));
  }
  return version;
}

/// Runs the missing steps; two processes may try at once, the second finds nothing left to do.
Status migrate(SQLite::Database& database, const std::string& path) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  POLSO_ASSIGN(const int version, schema_version(database, path));
  define_histogram_sum(database);
  const auto steps = schema_steps();
  for (const std::string_view step : steps.subspan(static_cast<std::size_t>(version))) {
    database.exec(std::string(step));
  }
  database.exec(fmt::format("PRAGMA user_version = {}", steps.size()));
  database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
  SQLite::Statement secret(database, "INSERT OR IGNORE INTO secret VALUES ('pseudonym', ?)");
  const PseudonymKey key = random_pseudonym_key();
  secret.bind(1, key.data(), static_cast<int>(key.size()));
  secret.exec();
  transaction.commit();
  return {};
}

/// The page size counts for a new file only. NORMAL in a write-ahead log: a killed process loses nothing that was
/// committed; a power cut may lose the last transactions, whole ones, and their offsets with them.
void configure(SQLite::Database& database) {
  database.exec(
      "PRAGMA synchronous = NORMAL;"
      "PRAGMA cache_size = -4096;"         // KiB; whoever adds posts takes more
      "PRAGMA wal_autocheckpoint = 8000;"  // pages, 64 MB of log
      "PRAGMA secure_delete = FAST;"       // what is deleted is overwritten where that costs no further writing
      "PRAGMA journal_size_limit = 0;"     // the log is cut when it is emptied
      "PRAGMA temp_store = MEMORY;");
}

bool disk_full(const SQLite::Exception& exception) {
  return exception.getErrorCode() == SQLITE_FULL || exception.getExtendedErrorCode() == SQLITE_IOERR_SHMSIZE;
}

}  // namespace

Error sqlite_error(const SQLite::Exception& exception, const std::string& path) {
  if (disk_full(exception)) {
    return {Code::kNoSpace, fmt::format("the disk of '{}' is full: nothing of the last batch was stored; make room and "
                                        "run the same command again",
                                        path)};
  }
  switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::kUnavailable,
              fmt::format("another process is writing to '{}': wait until it is done and try again", path)};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return {Code::kPermission,
              fmt::format("'{}' cannot be opened for writing: allow it (also for its folder) or choose another file "
                          "with --db",
                          path)};
    case SQLITE_NOTADB:
      return {Code::kCorrupt, fmt::format("'{}' is not a database: choose another file with --db", path)};
    case SQLITE_CORRUPT:
      return {Code::kCorrupt, fmt::format("'{}' is damaged: restore it from a backup", path)};
    case SQLITE_TOOBIG:
      return {Code::kTooLarge, fmt::format("a post is too large for the database '{}'", path)};
    default:
      return {Code::kInternal, fmt::format("the database '{}' failed: {}", path, exception.what())};
  }
}

Result<Database> open_database(const std::string& path, IfMissing if_missing, int busy_millis) {
  POLSO_TRY(check_path(path, if_missing));
  return guarded(path, [&]() -> Result<Database> {
    Database database = connect(path, busy_millis);
    POLSO_ASSIGN(const int version, schema_version(*database, path));
    if (version < static_cast<int>(schema_steps().size())) {
      database->exec("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL");
      POLSO_TRY(migrate(*database, path));
    }
    configure(*database);
    return database;
  });
}

}  // namespace polso
