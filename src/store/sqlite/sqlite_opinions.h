// The Opinions that live in the Store's SQLite file.
#pragma once

#include <string>

#include "store/opinions.h"
#include "store/sqlite/bucket_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/names.h"
#include "store/sqlite/opinion_table.h"

namespace polso {

class SqliteOpinions final : public Opinions {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Opinions>> open(const std::string& path, IfMissing if_missing);

  /// A database that open_database() answered.
  SqliteOpinions(Database database, std::string path);

  [[nodiscard]] Result<std::vector<std::string>> models() override;
  [[nodiscard]] Result<OpinionPage> next(const std::string& model, Way way, Millis from, std::size_t limit) override;
  [[nodiscard]] Result<std::uint64_t> add(const std::string& model, const OpinionPage& page,
                                          std::span<const Opinion> opinions) override;
  [[nodiscard]] Status each_bucket(const BucketQuery& query, const BucketVisitor& visit) override;
  [[nodiscard]] Result<Agreement> agreement(const std::string& model, const std::string& other, Millis from) override;
  [[nodiscard]] Result<std::uint64_t> waiting(const std::string& model, Millis from) override;
  [[nodiscard]] Status forget(const std::string& model) override;

 private:
  [[nodiscard]] Result<OpinionPlace> place_of(const std::string& model);
  [[nodiscard]] Result<std::uint64_t> add_in_transaction(const std::string& model, const OpinionPage& page,
                                                         std::span<const Opinion> opinions);

  std::string path_;
  Database database_;
  Names names_;
  OpinionTable opinions_;
  BucketTable hours_;
  BucketTable days_;
};

}  // namespace polso
