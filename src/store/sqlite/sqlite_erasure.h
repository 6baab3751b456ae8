// The Erasure of the Store's SQLite file.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "store/erasure.h"
#include "store/sqlite/alert_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/feedback_table.h"
#include "store/sqlite/forgotten_table.h"
#include "store/sqlite/names.h"
#include "store/sqlite/post_eraser.h"
#include "store/sqlite/post_reader.h"
#include "store/sqlite/version.h"

namespace polso {

class SqliteErasure final : public Erasure {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Erasure>> open(const std::string& path);

  /// A database that open_database() answered.
  SqliteErasure(Database database, std::string path);

  [[nodiscard]] Result<Forgotten> find(const ForgetQuery& query) override;
  [[nodiscard]] Result<Forgotten> forget(const ForgetQuery& query, Millis now) override;
  [[nodiscard]] Result<Forgotten> find_before(Millis time) override;
  [[nodiscard]] Result<Forgotten> forget_before(Millis time) override;
  [[nodiscard]] Result<bool> unproved() override;
  [[nodiscard]] Status set_proved() override;
  [[nodiscard]] Status empty_log() override;
  [[nodiscard]] Status rewrite() override;
  [[nodiscard]] std::vector<std::filesystem::path> files() const override;

 private:
  /// The query with the names of the author's posts, by which alerts know them; and where they are.
  struct Named {
    ForgetQuery query;
    std::vector<std::int64_t> seqs;
  };
  [[nodiscard]] Named named(const ForgetQuery& query);
  [[nodiscard]] Result<Forgotten> count(const Named& who);
  [[nodiscard]] Status erase_posts(const Named& who);
  /// Those that name them; they no longer do when that is saved.
  [[nodiscard]] Result<std::set<std::int64_t>> clean_alerts(const ForgetQuery& who, bool save);
  [[nodiscard]] Status erase_labeller(const std::string& by);
  [[nodiscard]] Result<bool> forget_some_before(Millis time, Forgotten& gone, std::set<std::int64_t>& alerts);

  std::string path_;
  Database database_;
  Names names_;
  PostReader posts_;
  FeedbackTable feedback_;
  AlertTable alerts_;
  ForgottenTable forgotten_;
  PostEraser eraser_;
  Version version_;
};

}  // namespace polso
