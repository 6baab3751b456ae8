// The Desk that lives in the Store's SQLite file.
#pragma once

#include <string>

#include "store/desk.h"
#include "store/sqlite/brand_rule_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/feedback_table.h"
#include "store/sqlite/label_queue.h"
#include "store/sqlite/names.h"
#include "store/sqlite/post_reader.h"
#include "store/sqlite/token_table.h"
#include "store/sqlite/version.h"

namespace polso {

class SqliteDesk final : public Desk {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Desk>> open(const std::string& path, IfMissing if_missing);

  /// A database that open_database() answered.
  SqliteDesk(Database database, std::string path);

  [[nodiscard]] Result<std::vector<BrandRule>> brand_rules() override;
  [[nodiscard]] Status set_brand_rule(const BrandRule& rule) override;
  [[nodiscard]] Result<bool> remove_brand_rule(const std::string& brand) override;
  [[nodiscard]] Status give(const Feedback& feedback) override;
  [[nodiscard]] Result<bool> withdraw(const std::string& source, const std::string& id, const std::string& by) override;
  [[nodiscard]] Result<std::vector<JudgedPost>> feedback(const FeedbackQuery& query) override;
  [[nodiscard]] Result<std::vector<StoredPost>> queue(FeedbackKind kind, const std::string& brand,
                                                      std::size_t limit) override;
  [[nodiscard]] Status add_token(const Token& token) override;
  [[nodiscard]] Result<std::vector<Token>> tokens() override;
  [[nodiscard]] Result<bool> remove_token(const std::string& name) override;

 private:
  std::string path_;
  Database database_;
  Names names_;
  PostReader posts_;
  BrandRuleTable rules_;
  FeedbackTable feedback_;
  LabelQueue queue_;
  TokenTable tokens_;
  Version version_;
};

}  // namespace polso
