// The tables `person_label` and `feedback`: what people say of posts, and what it comes to.
#pragma once

#include <string>
#include <vector>

#include "store/desk.h"
#include "store/sqlite/database.h"
#include "store/sqlite/names.h"
#include "store/sqlite/person_labels.h"
#include "store/sqlite/post_reader.h"

namespace polso {

/// Throws what SQLite throws.
class FeedbackTable {
 public:
  FeedbackTable(SQLite::Database& database, Names& names, PostReader& posts)
      : database_(database), names_(names), posts_(posts), people_(database) {}

  /// As Desk::give(), inside a write transaction.
  [[nodiscard]] Status give(const Feedback& feedback);

  /// As Desk::withdraw(), inside a write transaction.
  [[nodiscard]] Result<bool> withdraw(const std::string& source, const std::string& id, const std::string& by);
  bool withdraw(std::int64_t seq, const std::string& by);

  /// As Desk::feedback().
  [[nodiscard]] std::vector<JudgedPost> query(const FeedbackQuery& query);

 private:
  [[nodiscard]] Result<std::int64_t> find(const std::string& source, const std::string& id);
  [[nodiscard]] bool was_drawn(std::int64_t seq);
  void count(std::int64_t seq);

  SQLite::Database& database_;
  Names& names_;
  PostReader& posts_;
  PersonLabels people_;
};

}  // namespace polso
