// A page is one transaction: a model moves on only with what it said of the posts it passed.
#include "store/sqlite/sqlite_opinions.h"

#include <algorithm>
#include <utility>

namespace polso {

Result<std::unique_ptr<Opinions>> SqliteOpinions::open(const std::string& path, IfMissing if_missing) {
  POLSO_ASSIGN(Database database, open_database(path, if_missing));
  return guarded(path, [&]() -> Result<std::unique_ptr<Opinions>> {
    return std::make_unique<SqliteOpinions>(std::move(database), path);
  });
}

SqliteOpinions::SqliteOpinions(Database database, std::string path)
    : path_(std::move(path)),
      database_(std::move(database)),
      names_(*database_),
      opinions_(*database_),
      hours_(*database_, names_, kOpinionHours),
      days_(*database_, names_, kOpinionDays) {}

Result<std::vector<std::string>> SqliteOpinions::models() {
  return guarded(path_, [&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> models;
    for (const std::int64_t model : opinions_.models()) models.push_back(names_.text(model));
    std::ranges::sort(models);
    return models;
  });
}

/// Begins where the model has not yet begun.
Result<OpinionPlace> SqliteOpinions::place_of(const std::string& model) {
  auto standing = opinions_.standing(names_.find(model));
  if (standing && standing->forgotten) {
    POLSO_TRY(forget(model));
    standing.reset();
  }
  if (standing) return standing->place;
  return in_transaction(*database_, [&]() -> Result<OpinionPlace> {
    const std::int64_t number = names_.intern(model);
    opinions_.begin(number);
    return opinions_.standing(number).value_or(OpinionTable::Standing{}).place;
  });
}

Result<OpinionPage> SqliteOpinions::next(const std::string& model, Way way, Millis from, std::size_t limit) {
  auto page = guarded(path_, [&]() -> Result<OpinionPage> {
    POLSO_ASSIGN(const OpinionPlace place, place_of(model));
    const std::int64_t number = names_.find(model);
    return way == Way::kNewer ? opinions_.newer(number, place, from, limit)
                              : opinions_.older(number, place, from, limit);
  });
  if (!page) names_.forget();
  return page;
}

Result<std::uint64_t> SqliteOpinions::add(const std::string& model, const OpinionPage& page,
                                          std::span<const Opinion> opinions) {
  return guarded(path_,
                 [&] { return in_transaction(*database_, [&] { return add_in_transaction(model, page, opinions); }); });
}

Result<std::uint64_t> SqliteOpinions::add_in_transaction(const std::string& model, const OpinionPage& page,
                                                         std::span<const Opinion> opinions) {
  const std::int64_t number = names_.find(model);
  if (!opinions_.move(number, page)) return 0;
  std::uint64_t added = 0;
  std::vector<Counted> verdicts;
  for (const Opinion& opinion : opinions) {
    const auto judged = std::ranges::find(page.posts, opinion.seq, &Unjudged::seq);
    if (judged == page.posts.end()) continue;
    const std::vector<Counted> counted = opinions_.insert(number, opinion, judged->text);
    verdicts.insert(verdicts.end(), counted.begin(), counted.end());
    if (!counted.empty()) ++added;
  }
  POLSO_TRY(hours_.add(verdicts, number));
  hours_to_days(verdicts);
  POLSO_TRY(days_.add(verdicts, number));
  return added;
}

/// Model by model: the key of these tables begins with it.
Status SqliteOpinions::each_bucket(const BucketQuery& query, const BucketVisitor& visit) {
  if (query.width != kOpinionHours.width && query.width != kOpinionDays.width) {
    return fail(Code::kUsage, "buckets are kept by the hour and by the day: ask for one of these");
  }
  BucketTable& table = query.width == kOpinionDays.width ? days_ : hours_;
  std::vector<std::string> wanted{query.model};
  if (query.model.empty()) {
    POLSO_ASSIGN(wanted, models());
  }
  return guarded(path_, [&]() -> Status {
    for (const std::string& model : wanted) {
      BucketQuery one = query;
      one.model = model;
      POLSO_TRY(table.each(one, visit));
    }
    return {};
  });
}

Result<Agreement> SqliteOpinions::agreement(const std::string& model, const std::string& other, Millis from) {
  return guarded(
      path_, [&]() -> Result<Agreement> { return opinions_.agreement(names_.find(model), names_.find(other), from); });
}

Result<std::uint64_t> SqliteOpinions::waiting(const std::string& model, Millis from) {
  return guarded(path_, [&]() -> Result<std::uint64_t> {
    const auto standing = opinions_.standing(names_.find(model));
    if (!standing || standing->forgotten) return 0;
    return opinions_.waiting(standing->place, from);
  });
}

Status SqliteOpinions::forget(const std::string& model) {
  return guarded(path_, [&]() -> Status {
    const std::int64_t number = names_.find(model);
    if (!opinions_.standing(number)) return {};
    const auto in_one = [&](auto step) {
      return in_transaction(*database_, [&]() -> Result<bool> { return (opinions_.*step)(number); });
    };
    POLSO_TRY(in_one(&OpinionTable::forget_buckets));
    for (bool more = true; more;) {
      POLSO_ASSIGN(more, in_one(&OpinionTable::forget_some));
    }
    POLSO_TRY(in_one(&OpinionTable::forget_place));
    return {};
  });
}

}  // namespace polso
