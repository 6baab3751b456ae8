// The Store that lives in one SQLite file.
#pragma once

#include <string>

#include "store/sqlite/bucket_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/names.h"
#include "store/sqlite/post_reader.h"
#include "store/sqlite/post_table.h"
#include "store/sqlite/version.h"
#include "store/store.h"

namespace polso {

class SqliteStore final : public Store {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& path, IfMissing if_missing);

  /// A database that open_database() answered.
  SqliteStore(Database database, std::string path);

  [[nodiscard]] Result<Stored> add(const Batch& batch, std::span<const Verdict> verdicts,
                                   const std::string& model) override;
  [[nodiscard]] Result<std::optional<std::uint64_t>> offset(const std::string& source) override;
  [[nodiscard]] Result<std::vector<BrandSummary>> brands() override;
  [[nodiscard]] Result<std::vector<Bucket>> buckets(const BucketQuery& query) override;
  [[nodiscard]] Status each_bucket(const BucketQuery& query, const BucketVisitor& visit) override;
  [[nodiscard]] Result<std::vector<StoredPost>> posts(const PostQuery& query) override;
  [[nodiscard]] Result<std::optional<StoredPost>> post(const std::string& source, const std::string& id) override;
  [[nodiscard]] Status each_post(const std::string& brand, Millis from, Millis to,
                                 const std::function<void(const StoredPost&)>& visit) override;
  [[nodiscard]] Result<std::int64_t> version() override;
  [[nodiscard]] Result<std::int64_t> erasures() override;
  [[nodiscard]] Result<PseudonymKey> pseudonym_key() override;
  [[nodiscard]] Status finish_load() override;

 private:
  [[nodiscard]] Result<Stored> add_in_transaction(const Batch& batch, std::span<const Verdict> verdicts,
                                                  const std::string& model);
  void set_offset(const Offset& offset);

  std::string path_;
  Database database_;
  Names names_;
  PostTable posts_;
  PostReader reader_;
  BucketTable hours_;
  BucketTable days_;
  Version version_;
  SQLite::Statement set_offset_;
  bool adds_ = false;
};

}  // namespace polso
