// The table `name` and the memory in front of it.
#include "store/sqlite/names.h"

namespace polso {
namespace {

constexpr std::size_t kRemembered = 100'000;  // input may bear any number of names; memory may not

}  // namespace

Names::Names(SQLite::Database& database)
    : find_(database, "SELECT id FROM name WHERE text = ?"),
      make_(database, "INSERT INTO name (text) VALUES (?) RETURNING id"),
      text_(database, "SELECT text FROM name WHERE id = ?") {}

std::int64_t Names::intern(std::string_view text) {
  if (const std::int64_t known = find(text); known != 0) return known;
  fresh(make_).bind(1, std::string(text));
  make_.executeStep();
  const std::int64_t id = make_.getColumn(0).getInt64();
  make_.executeStep();
  remember(text, id);
  return id;
}

std::int64_t Names::find(std::string_view text) {
  if (const auto known = ids_.find(text); known != ids_.end()) return known->second;
  fresh(find_).bind(1, std::string(text));
  if (!find_.executeStep()) return 0;
  const std::int64_t id = find_.getColumn(0).getInt64();
  find_.reset();
  remember(text, id);
  return id;
}

const std::string& Names::text(std::int64_t id) {
  if (const auto known = texts_.find(id); known != texts_.end()) return known->second;
  fresh(text_).bind(1, id);
  const std::string text = text_.executeStep() ? text_.getColumn(0).getString() : std::string();
  text_.reset();
  return remember(text, id);
}

void Names::forget() {
  ids_.clear();
  texts_.clear();
}

const std::string& Names::remember(std::string_view text, std::int64_t id) {
  if (ids_.size() >= kRemembered || texts_.size() >= kRemembered) forget();
  ids_.emplace(text, id);
  return texts_.emplace(id, text).first->second;
}

}  // namespace polso
