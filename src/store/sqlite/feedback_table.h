// The table `feedback`: what people said about posts.
#pragma once

#include <vector>

#include "store/desk.h"
#include "store/sqlite/database.h"
#include "store/sqlite/names.h"
#include "store/sqlite/post_reader.h"

namespace polso {

/// Throws what SQLite throws.
class FeedbackTable {
 public:
  FeedbackTable(SQLite::Database& database, Names& names, PostReader& posts)
      : database_(database), names_(names), posts_(posts) {}

  /// As Desk::give(), inside a write transaction.
  [[nodiscard]] Status give(const Feedback& feedback);

  /// As Desk::feedback().
  [[nodiscard]] std::vector<JudgedPost> query(const FeedbackQuery& query);

 private:
  [[nodiscard]] bool was_drawn(std::int64_t seq);

  SQLite::Database& database_;
  Names& names_;
  PostReader& posts_;
};

}  // namespace polso
