// The least certain of the newest; and draws that nobody can steer, kept in the table `audit`.
#include "store/sqlite/label_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "base/hash.h"

namespace polso {
namespace {

constexpr std::size_t kNewest = 5'000;
constexpr Millis kAuditReach = 30 * kDay;
constexpr std::size_t kMostTrials = 2'000;

constexpr const char* kBelongs =
    "SELECT 1 FROM post p WHERE p.seq = ?1 AND p.time >= ?2 AND (?3 = 0 OR p.brand = ?3 OR EXISTS"
    " (SELECT 1 FROM mention m WHERE m.brand = ?3 AND m.time = p.time AND m.seq = p.seq))";

float margin(const Scores& scores) {
  PerSentiment<float> sorted = scores;
  std::ranges::sort(sorted, std::greater{});
  return sorted[0] - sorted[1];
}

std::uint64_t secret_seed() {
  const PseudonymKey key = random_pseudonym_key();
  std::array<unsigned char, sizeof(std::uint64_t)> bytes{};
  std::ranges::copy_n(key.begin(), bytes.size(), bytes.begin());
  return std::bit_cast<std::uint64_t>(bytes);
}

}  // namespace

LabelQueue::LabelQueue(SQLite::Database& database, Names& names, PostReader& posts)
    : database_(database), names_(names), posts_(posts), random_(secret_seed()), belongs_(database, kBelongs) {}

std::vector<StoredPost> LabelQueue::uncertain(const std::string& brand, std::size_t limit) {
  PostQuery query{.brand = brand};
  query.limit = kNewest;
  std::vector<StoredPost> posts = posts_.query(query);
  std::erase_if(posts, [](const StoredPost& stored) { return !stored.people.empty(); });
  std::ranges::sort(posts, {}, [](const StoredPost& stored) {
    return std::pair(margin(stored.verdict.scores), -stored.seq);  // of equals the last to arrive
  });
  if (posts.size() > limit) posts.resize(limit);
  return posts;
}

/// What was drawn before comes first; then luck finds a post soon where most would do, and a list of all that would do
/// is short where it does not.
std::vector<StoredPost> LabelQueue::audit(const std::string& brand, std::size_t limit) {
  std::vector<StoredPost> posts;
  const Pool pool = pool_of(brand);
  if (!brand.empty() && pool.brand == 0) return posts;
  std::vector<std::int64_t> chosen = waiting(pool, limit);
  draw_by_trial(pool, limit, chosen);
  draw_from_list(pool, limit, chosen);
  posts.reserve(chosen.size());
  for (const std::int64_t seq : chosen) posts.push_back(posts_.post(seq));
  return posts;
}

LabelQueue::Pool LabelQueue::pool_of(const std::string& brand) {
  Pool pool{.brand = brand.empty() ? 0 : names_.find(brand)};
  SQLite::Statement newest(database_, "SELECT max(last) FROM brand WHERE ?1 = 0 OR name = ?1");
  newest.bind(1, pool.brand);
  if (newest.executeStep()) pool.from = newest.getColumn(0).getInt64() - kAuditReach;
  return pool;
}

std::vector<std::int64_t> LabelQueue::waiting(const Pool& pool, std::size_t limit) {
  SQLite::Statement rows(database_,
                         "SELECT a.seq FROM audit a CROSS JOIN post p ON p.seq = a.seq LEFT JOIN feedback f ON f.seq ="
                         " a.seq WHERE f.seq IS NULL AND (?1 = 0 OR p.brand = ?1 OR EXISTS (SELECT 1 FROM mention m"
                         " WHERE m.brand = ?1 AND m.time = p.time AND m.seq = p.seq)) ORDER BY a.place LIMIT ?2");
  rows.bind(1, pool.brand);
  rows.bind(2, row_limit(limit));
  std::vector<std::int64_t> seqs;
  while (rows.executeStep()) seqs.push_back(rows.getColumn(0).getInt64());
  return seqs;
}

void LabelQueue::draw_by_trial(const Pool& pool, std::size_t wanted, std::vector<std::int64_t>& drawn) {
  if (drawn.size() >= wanted) return;
  const std::int64_t last = database_.execAndGet("SELECT ifnull(max(seq), 0) FROM post").getInt64();
  for (std::size_t trial = 0; trial < kMostTrials && last > 0 && drawn.size() < wanted; ++trial) {
    const auto seq = static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(last))) + 1;
    if (belongs(seq, pool) && take(seq)) drawn.push_back(seq);
  }
}

void LabelQueue::draw_from_list(const Pool& pool, std::size_t wanted, std::vector<std::int64_t>& drawn) {
  if (drawn.size() >= wanted) return;
  std::vector<std::int64_t> rest = list(pool);
  while (!rest.empty() && drawn.size() < wanted) {
    std::swap(rest[random_.below(rest.size())], rest.back());
    if (take(rest.back())) drawn.push_back(rest.back());
    rest.pop_back();
  }
}

std::vector<std::int64_t> LabelQueue::list(const Pool& pool) {
  SQLite::Statement rows(database_,
                         pool.brand == 0
                             ? "SELECT p.seq FROM brand CROSS JOIN post p ON p.brand = brand.name WHERE p.time >= ?1"
                             : "SELECT seq FROM post WHERE brand = ?2 AND time >= ?1 UNION ALL"
                               " SELECT seq FROM mention WHERE brand = ?2 AND time >= ?1");
  rows.bind(1, pool.from);
  if (pool.brand != 0) rows.bind(2, pool.brand);
  std::vector<std::int64_t> seqs;
  while (rows.executeStep()) seqs.push_back(rows.getColumn(0).getInt64());
  return seqs;
}

bool LabelQueue::belongs(std::int64_t seq, const Pool& pool) {
  fresh(belongs_).bind(1, seq);
  belongs_.bind(2, pool.from);
  belongs_.bind(3, pool.brand);
  const bool found = belongs_.executeStep();
  belongs_.reset();
  return found;
}

/// A post that was judged before chance drew it becomes part of the audit as it is: to pass it over would leave a
/// sample of what nobody had cared about.
bool LabelQueue::take(std::int64_t seq) {
  SQLite::Statement draw(database_, "INSERT INTO audit (seq) VALUES (?) ON CONFLICT DO NOTHING");
  draw.bind(1, seq);
  if (draw.exec() == 0) return false;
  bool judged = false;
  for (const char* table : {"person_label", "feedback"}) {
    SQLite::Statement row(database_, fmt::format("UPDATE {} SET kind = ? WHERE seq = ?", table));
    row.bind(1, static_cast<int>(FeedbackKind::kAudit));
    row.bind(2, seq);
    judged = row.exec() > 0;
  }
  return !judged;
}

}  // namespace polso
