// Judged posts into one histogram for each label that people gave.
#include "mood/audits.h"

#include <algorithm>
#include <vector>

#include "reputation/calibration_age.h"
#include "reputation/renewal.h"

namespace polso {
namespace {

constexpr std::size_t kMostAudits = 20'000;  // far beyond what narrows an interval

}  // namespace

Result<Audits> load_audits(Desk& desk) {
  FeedbackQuery query;
  query.kind = FeedbackKind::kAudit;
  query.limit = kMostAudits;
  POLSO_ASSIGN(const std::vector<JudgedPost> judged, desk.feedback(query));
  Audits audits;
  if (judged.empty()) return audits;
  const Millis newest = judged.front().stored.post.created_at;
  for (const auto& [stored, feedback] : judged) {  // newest first
    const Millis time = stored.post.created_at;
    if (time < newest - kCalibrationKeeps) break;
    Validation& audit = audits[stored.model];
    audit.by_truth[index(feedback.label)].add(stored.verdict);
    if (audit.to.empty()) audit.to = format_time(time);
    audit.from = format_time(time);
  }
  return audits;
}

const Validation* renewing(const Audits& audits, const std::string& model, Millis newest) {
  const auto found = audits.find(model);
  if (found == audits.end() || audited(found->second) < kFewestAudited) return nullptr;
  return calibration_age(found->second, newest).state == CalibrationState::kFresh ? &found->second : nullptr;
}

}  // namespace polso
