// One statement, kept.
#include "store/sqlite/person_labels.h"

namespace polso {

PersonLabels::PersonLabels(SQLite::Database& database)
    : rows_(database, "SELECT by, label, kind, at FROM person_label WHERE seq = ? ORDER BY by") {}

std::vector<PersonLabel> PersonLabels::of(std::int64_t seq) {
  std::vector<PersonLabel> people;
  fresh(rows_).bind(1, seq);
  while (rows_.executeStep()) {
    people.push_back({.by = rows_.getColumn(0).getString(),
                      .label = static_cast<Sentiment>(rows_.getColumn(1).getInt()),
                      .kind = static_cast<FeedbackKind>(rows_.getColumn(2).getInt()),
                      .at = rows_.getColumn(3).getInt64()});
  }
  return people;
}

}  // namespace polso
