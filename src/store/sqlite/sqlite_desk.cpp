// What is written is one transaction each, and raises the version where a page would show it.
#include "store/sqlite/sqlite_desk.h"

#include <utility>

namespace polso {

Result<std::unique_ptr<Desk>> SqliteDesk::open(const std::string& path, IfMissing if_missing) {
  POLSO_ASSIGN(Database database, open_database(path, if_missing, kBriefMillis));
  return guarded(
      path, [&]() -> Result<std::unique_ptr<Desk>> { return std::make_unique<SqliteDesk>(std::move(database), path); });
}

SqliteDesk::SqliteDesk(Database database, std::string path)
    : path_(std::move(path)),
      database_(std::move(database)),
      names_(*database_),
      posts_(*database_, names_),
      rules_(*database_),
      feedback_(*database_, names_, posts_),
      queue_(*database_, names_, posts_),
      tokens_(*database_),
      version_(*database_) {}

Result<std::vector<BrandRule>> SqliteDesk::brand_rules() {
  return guarded(path_, [&]() -> Result<std::vector<BrandRule>> { return rules_.all(); });
}

Status SqliteDesk::set_brand_rule(const BrandRule& rule) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Status {
      rules_.set(rule);
      version_.raise();
      return {};
    });
  });
}

Result<bool> SqliteDesk::remove_brand_rule(const std::string& brand) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Result<bool> {
      const bool removed = rules_.remove(brand);
      if (removed) version_.raise();
      return removed;
    });
  });
}

Status SqliteDesk::give(const Feedback& feedback) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Status {
      POLSO_TRY(feedback_.give(feedback));
      version_.raise();
      return {};
    });
  });
}

Result<bool> SqliteDesk::withdraw(const std::string& source, const std::string& id, const std::string& by) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Result<bool> {
      POLSO_ASSIGN(const bool withdrawn, feedback_.withdraw(source, id, by));
      if (withdrawn) version_.raise();
      return withdrawn;
    });
  });
}

Result<std::vector<JudgedPost>> SqliteDesk::feedback(const FeedbackQuery& query) {
  return guarded(path_, [&]() -> Result<std::vector<JudgedPost>> { return feedback_.query(query); });
}

Result<std::vector<StoredPost>> SqliteDesk::queue(FeedbackKind kind, const std::string& brand, std::size_t limit) {
  switch (kind) {
    case FeedbackKind::kUncertain:
      return guarded(path_, [&]() -> Result<std::vector<StoredPost>> { return queue_.uncertain(brand, limit); });
    case FeedbackKind::kAudit:
      return guarded(path_, [&] {
        return in_transaction(*database_,
                              [&]() -> Result<std::vector<StoredPost>> { return queue_.audit(brand, limit); });
      });
    case FeedbackKind::kFree:
      break;
  }
  return fail(Code::kUsage, "free feedback has no queue: ask for the audit or for uncertain posts");
}

Status SqliteDesk::add_token(const Token& token) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Status {
      POLSO_TRY(tokens_.add(token));
      version_.raise();
      return {};
    });
  });
}

Result<std::vector<Token>> SqliteDesk::tokens() {
  return guarded(path_, [&]() -> Result<std::vector<Token>> { return tokens_.all(); });
}

Result<bool> SqliteDesk::remove_token(const std::string& name) {
  return guarded(path_, [&] {
    return in_transaction(*database_, [&]() -> Result<bool> {
      const bool removed = tokens_.remove(name);
      if (removed) version_.raise();
      return removed;
    });
  });
}

}  // namespace polso
