// There are thousands of these beside millions of posts, so queries go from them to their posts.
#include "store/sqlite/feedback_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/majority.h"

namespace polso {
namespace {

Sentiment said_by(const std::vector<PersonLabel>& people, const std::string& by) {
  return std::ranges::find(people, by, &PersonLabel::by)->label;
}

}  // namespace

bool FeedbackTable::was_drawn(std::int64_t seq) {
  SQLite::Statement row(database_, "SELECT 1 FROM audit WHERE seq = ?");
  row.bind(1, seq);
  return row.executeStep();
}

Result<std::int64_t> FeedbackTable::find(const std::string& source, const std::string& id) {
  if (const auto seq = posts_.find(source, id)) return *seq;
  return fail(Code::kNotFound, fmt::format("there is no post '{}' of the source '{}' to judge", id, source));
}

Status FeedbackTable::give(const Feedback& feedback) {
  POLSO_ASSIGN(const std::int64_t seq, find(feedback.source, feedback.id));
  const bool drawn = was_drawn(seq);
  if (feedback.kind == FeedbackKind::kAudit && !drawn) {
    return fail(Code::kRefused, fmt::format("the post '{}' was not drawn for the audit, and an audit of chosen posts "
                                            "would be no sample: give it as free feedback",
                                            feedback.id));
  }
  SQLite::Statement row(database_,
                        "INSERT OR REPLACE INTO person_label (seq, by, label, kind, at) VALUES (?, ?, ?, ?, ?)");
  row.bind(1, seq);
  row.bind(2, feedback.by);
  row.bind(3, static_cast<int>(feedback.label));
  row.bind(4, static_cast<int>(drawn ? FeedbackKind::kAudit : feedback.kind));
  row.bind(5, feedback.at);
  row.exec();
  count(seq);
  return {};
}

Result<bool> FeedbackTable::withdraw(const std::string& source, const std::string& id, const std::string& by) {
  POLSO_ASSIGN(const std::int64_t seq, find(source, id));
  return withdraw(seq, by);
}

bool FeedbackTable::withdraw(std::int64_t seq, const std::string& by) {
  SQLite::Statement row(database_, "DELETE FROM person_label WHERE seq = ? AND by = ?");
  row.bind(1, seq);
  row.bind(2, by);
  if (row.exec() == 0) return false;
  count(seq);
  return true;
}

/// What all of them come to.
void FeedbackTable::count(std::int64_t seq) {
  const std::vector<PersonLabel> people = people_.of(seq);
  if (people.empty()) {
    SQLite::Statement gone(database_, "DELETE FROM feedback WHERE seq = ?");
    gone.bind(1, seq);
    gone.exec();
    return;
  }
  const auto most = majority(people);
  const PersonLabel last = most ? *most : *std::ranges::max_element(people, {}, &PersonLabel::at);
  SQLite::Statement row(database_, "INSERT OR REPLACE INTO feedback (seq, label, kind, at, by) VALUES (?, ?, ?, ?, ?)");
  row.bind(1, seq);
  if (most) {
    row.bind(2, static_cast<int>(most->label));
  } else {
    row.bind(2);
  }
  row.bind(3, static_cast<int>(last.kind));
  row.bind(4, last.at);
  row.bind(5, last.by);
  row.exec();
}

std::vector<JudgedPost> FeedbackTable::query(const FeedbackQuery& query) {
  std::string sql = fmt::format(
      "SELECT {}, f.kind, f.at, f.by FROM feedback f CROSS JOIN post p ON p.seq = f.seq"
      " WHERE p.time >= ?1 AND p.time < ?2",
      post_columns());
  if (!query.disputed) sql += " AND f.label IS NOT NULL";
  if (query.kind) sql += " AND f.kind = ?3";
  if (!query.brand.empty()) {
    sql +=
        " AND (p.brand = ?4 OR EXISTS (SELECT 1 FROM mention m WHERE m.brand = ?4 AND m.time = p.time AND"
        " m.seq = p.seq))";
  }
  SQLite::Statement rows(database_, sql + " ORDER BY time DESC, seq DESC LIMIT ?5");
  rows.bind(1, query.from);
  rows.bind(2, query.to);
  if (query.kind) rows.bind(3, static_cast<int>(*query.kind));
  if (!query.brand.empty()) rows.bind(4, names_.find(query.brand));
  rows.bind(5, row_limit(query.limit));
  std::vector<JudgedPost> judged;
  while (rows.executeStep()) {
    JudgedPost& row = judged.emplace_back();
    row.stored = posts_.read(rows);
    row.feedback = {.source = row.stored.post.source,
                    .id = row.stored.post.id,
                    .label = row.stored.feedback.value_or(Sentiment::kNeutral),
                    .kind = static_cast<FeedbackKind>(rows.getColumn(kPostColumnCount).getInt()),
                    .at = rows.getColumn(kPostColumnCount + 1).getInt64(),
                    .by = rows.getColumn(kPostColumnCount + 2).getString()};
    if (row.stored.disputed()) row.feedback.label = said_by(row.stored.people, row.feedback.by);
  }
  return judged;
}

}  // namespace polso
