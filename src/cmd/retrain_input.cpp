// Database and files to rows.
#include "cmd/retrain_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <memory>
#include <unordered_set>
#include <utility>

#include "base/file.h"
#include "cmd/open_model.h"
#include "learn/data/data_folders.h"
#include "learn/data/data_set.h"
#include "learn/data/text_file.h"
#include "learn/retrain/distil.h"
#include "learn/retrain/label_file.h"
#include "store/alert_book.h"
#include "store/desk.h"
#include "watch/health/health_watch.h"

namespace polso {
namespace {

constexpr std::size_t kMostRecent = 20'000;
constexpr Millis kRecentDays = 90;
constexpr std::size_t kBlock = 1000;

LabelRow row_of(const Post& post, const PersonLabel& person) {
  LabelRow row;
  row.text = post.text;
  row.label = person.label;
  row.brand = post.brand;
  row.lang = post.lang;
  row.by = person.by;
  row.at = person.at;
  row.asked = person.kind != FeedbackKind::kFree;
  row.random = person.kind == FeedbackKind::kAudit;
  return row;
}

/// What each person says, also where they disagree: whom to trust and what counts is the material's to say.
Status add_labels(const std::string& db, RetrainInput& input) {
  POLSO_ASSIGN(const auto desk, open_desk(db, IfMissing::kFail));
  FeedbackQuery all;
  all.limit = std::numeric_limits<std::int32_t>::max();
  all.disputed = true;
  POLSO_ASSIGN(const auto judged, desk->feedback(all));
  for (const JudgedPost& one : judged) {
    for (const PersonLabel& person : one.stored.people) input.labels.push_back(row_of(one.stored.post, person));
  }
  return {};
}

/// The newest texts of all brands, each once.
Status add_recent(const std::string& db, RetrainInput& input) {
  POLSO_ASSIGN(const auto store, open_store(db, IfMissing::kFail));
  POLSO_ASSIGN(const auto brands, store->brands());
  Millis newest = kMinTime;
  for (const BrandSummary& brand : brands) newest = std::max(newest, brand.last);
  std::vector<std::pair<Millis, std::string>> posts;
  for (const BrandSummary& brand : brands) {
    POLSO_TRY(store->each_post(brand.brand, newest - kRecentDays * kDay, newest + 1,
                               [&](const StoredPost& one) { posts.emplace_back(one.post.created_at, one.post.text); }));
  }
  std::ranges::sort(posts, std::greater<>());
  std::unordered_set<std::string_view> seen;
  for (const auto& [time, text] : posts) {
    if (input.recent.size() >= kMostRecent) break;
    if (seen.insert(text).second) input.recent.push_back(text);
  }
  return {};
}

Result<bool> mood_moved(const std::string& db) {
  POLSO_ASSIGN(const auto book, open_alert_book(db, IfMissing::kFail));
  AlertQuery open;
  open.state = AlertState::kOpen;
  POLSO_ASSIGN(const auto alerts, book->alerts(open));
  return std::ranges::any_of(alerts, [](const AlertRecord& record) {
    return std::ranges::any_of(record.alert.moves, [](const auto& move) { return is_mood(move.channel); });
  });
}

/// What its health says: whether the language drifted, and the accuracy without labels where that may decide. While the
/// feed is broken neither means anything.
Status look_after(const std::string& db, const Classifier& champion, RetrainGathered& gathered) {
  constexpr std::uint64_t kFewest = 1000;
  POLSO_ASSIGN(const auto store, open_store(db, IfMissing::kFail));
  POLSO_ASSIGN(const auto desk, open_desk(db, IfMissing::kFail));
  POLSO_ASSIGN(const auto book, open_alert_book(db, IfMissing::kFail));
  health::HealthOptions options;
  options.part.most = 0;  // of the whole, not of its parts
  health::HealthWatch watch(*store, *desk, *book, champion, champion.bundle().kind == "fasttext", options);
  POLSO_ASSIGN(const monitor::ModelHealth found, watch.look(system_now()));
  const monitor::Diagnosis& diagnosis = found.all.diagnosis;
  if (diagnosis.finding == monitor::Finding::kFeed) return {};
  if (diagnosis.finding == monitor::Finding::kLanguage) gathered.drift = diagnosis.reason;
  if (!found.trusted || !found.all.month || found.all.month->posts < kFewest) return {};
  const Estimate& recall = found.all.month->moving.macro_recall;
  gathered.live = AccuracyBand{recall.value, recall.low, recall.high};
  return {};
}

Status add_files(const RetrainSources& sources, RetrainInput& input) {
  for (const std::string& file : sources.labels) {
    POLSO_ASSIGN(auto rows, read_label_file(file));
    std::ranges::move(rows, std::back_inserter(input.labels));
  }
  for (const std::string& file : sources.recent) {
    POLSO_ASSIGN(const std::string text, read_text_file(file));
    POLSO_TRY(for_each_line(text, [&](std::size_t, std::string_view line) -> Status {
      if (!line.empty()) input.recent.emplace_back(line);
      return {};
    }));
  }
  for (const std::string& name : sources.golden) {
    POLSO_ASSIGN(const LabelledSet set, load_data_set(name, data_folders()));
    GateSet& golden = input.golden.emplace_back(GateSet{set.name, SetRole::kGolden, {}});
    for (const LabelledText& row : set.rows) golden.rows.push_back({row.text, row.label, {}, {}});
  }
  return {};
}

Status add_behaviour(const std::string& file, const std::string& lang, RetrainInput& input) {
  if (file.empty()) {
    POLSO_ASSIGN(input.behaviour, parse_behaviour(behaviour_text(lang)));
    return {};
  }
  POLSO_ASSIGN(const std::string text, read_file(file, std::size_t{1} << 24));
  auto cases = parse_behaviour(text);
  if (!cases) return fail(cases.error().code, fmt::format("'{}', {}", file, cases.error().message));
  input.behaviour = std::move(*cases);
  return {};
}

void add_taught(const std::string& text, Sentiment label, RetrainInput& input) {
  LabelRow& row = input.taught.emplace_back();
  row.text = text;
  row.label = label;
}

/// A larger model teaches by its scores, the champion itself only what it is sure of.
Status teach(const Classifier& teacher, bool larger, RetrainInput& input, const Progress& progress) {
  std::vector<std::string_view> texts(input.recent.begin(), input.recent.end());
  std::vector<Verdict> verdicts(texts.size());
  for (std::size_t begin = 0; begin < texts.size(); begin += kBlock) {
    const std::size_t count = std::min(kBlock, texts.size() - begin);
    POLSO_TRY(teacher.classify(std::span(texts).subspan(begin, count), std::span(verdicts).subspan(begin, count)));
    progress("teach", begin + count, texts.size());
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Verdict& verdict = verdicts[i];
    if (!larger) {
      if (verdict.scores[index(verdict.label)] >= kSure) add_taught(input.recent[i], verdict.label, input);
      continue;
    }
    const PerSentiment<int> times = labels_by_scores(verdict.scores);
    for (std::size_t s = 0; s < kSentiments; ++s) {
      for (int n = 0; n < times[s]; ++n) add_taught(input.recent[i], static_cast<Sentiment>(s), input);
    }
  }
  return {};
}

}  // namespace

Result<RetrainGathered> gather_input(const Config& config, const RetrainSources& sources, const Classifier* champion,
                                     const std::string& lang, Millis since, const Progress& progress) {
  RetrainGathered gathered;
  const std::string& db = config.text("db");
  std::error_code ignored;
  if (std::filesystem::exists(db.starts_with("sqlite:") ? db.substr(7) : db, ignored)) {
    POLSO_TRY(add_labels(db, gathered.input));
    POLSO_TRY(add_recent(db, gathered.input));
    POLSO_ASSIGN(gathered.mood_moved, mood_moved(db));
    if (champion != nullptr) {
      POLSO_TRY(look_after(db, *champion, gathered));
    }
  }
  POLSO_TRY(add_files(sources, gathered.input));
  POLSO_TRY(add_behaviour(sources.behaviour, lang, gathered.input));
  const auto is_new = [&](const LabelRow& row) { return row.at > since; };
  gathered.new_labels = static_cast<std::uint64_t>(std::ranges::count_if(gathered.input.labels, is_new));
  if (!sources.teacher.empty()) {
    POLSO_ASSIGN(const auto teacher, open_model(config, sources.teacher));
    POLSO_TRY(teach(*teacher, true, gathered.input, progress));
  } else if (champion != nullptr) {
    POLSO_TRY(teach(*champion, false, gathered.input, progress));
  }
  return gathered;
}

}  // namespace polso
