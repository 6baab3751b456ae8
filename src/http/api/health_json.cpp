// What is not known is null.
#include "http/api/health_json.h"

#include <cmath>

namespace polso::http {
namespace {

using monitor::ModelHealth;
using monitor::SliceHealth;

/// Four digits more than any interval deserves.
double rounded(double value) { return std::round(value * 1e6) / 1e6; }

Json interval(const Estimate& estimate) {
  return {{"value", rounded(estimate.value)}, {"low", rounded(estimate.low)}, {"high", rounded(estimate.high)}};
}

Json quality_json(const monitor::Quality& quality) {
  return {{"accuracy", interval(quality.accuracy)},
          {"macro_recall", interval(quality.macro_recall)},
          {"macro_f1", interval(quality.macro_f1)}};
}

Json unlabelled_json(const std::optional<monitor::UnlabelledAccuracy>& estimate) {
  if (!estimate) return nullptr;
  Json shares = Json::object();
  for (std::size_t s = 0; s < kSentiments; ++s) {
    shares[std::string(kSentimentNames[s])] = rounded(estimate->shares[s]);
  }
  return {{"posts", estimate->posts},
          {"steady", quality_json(estimate->steady)},
          {"moving", quality_json(estimate->moving)},
          {"shares", std::move(shares)},
          {"gap", rounded(estimate->gap)},
          {"disagree", estimate->disagree}};
}

Json labelled_json(const monitor::LabelledAccuracy& labelled) {
  const bool known = labelled.audited > 0;
  return {{"accuracy", known ? interval(labelled.accuracy) : Json(nullptr)},
          {"audit_alone", known ? interval(labelled.audit_alone) : Json(nullptr)},
          {"audited", labelled.audited},
          {"feedback", labelled.feedback},
          {"effective", rounded(labelled.effective)},
          {"worth", rounded(labelled.worth)}};
}

Json calibration_json(const std::optional<monitor::Reliability>& reliability) {
  if (!reliability) return nullptr;
  Json rows = Json::array();
  for (const monitor::ReliabilityRow& row : reliability->rows) {
    if (row.posts == 0) continue;
    rows.push_back({{"posts", row.posts}, {"said", rounded(row.said)}, {"right", rounded(row.right)}});
  }
  return {{"posts", reliability->posts},
          {"error", rounded(reliability->error)},
          {"usual", rounded(reliability->usual)},
          {"p", rounded(reliability->p)},
          {"rows", std::move(rows)}};
}

Json drift_json(const SliceHealth& slice) {
  Json drift = Json::object();
  for (std::size_t f = 0; f < monitor::kDriftFigures; ++f) {
    const auto& [figure, alarm] = slice.drift[f];
    const auto known = [&](double value) { return slice.enough ? Json(rounded(value)) : Json(nullptr); };
    drift[std::string(monitor::kDriftNames[f])] = {{"value", known(figure.value)},
                                                   {"usual", known(figure.usual)},
                                                   {"p", known(figure.p)},
                                                   {"alarm", monitor::kAlarmNames[static_cast<std::size_t>(alarm)]}};
  }
  return drift;
}

Json slice_json(const SliceHealth& slice) {
  const monitor::Diagnosis& diagnosis = slice.diagnosis;
  return {{"kind", monitor::kSliceKindNames[static_cast<std::size_t>(slice.kind)]},
          {"name", slice.name},
          {"posts", slice.posts},
          {"reference", slice.reference},
          {"finding", monitor::kFindingNames[static_cast<std::size_t>(diagnosis.finding)]},
          {"action", monitor::kActionNames[static_cast<std::size_t>(diagnosis.action)]},
          {"reason", diagnosis.reason},
          {"drift", drift_json(slice)},
          {"windows", slice.windows},
          {"estimated", unlabelled_json(slice.unlabelled)},
          {"estimated_month", unlabelled_json(slice.month)},
          {"labelled", labelled_json(slice.labelled)},
          {"calibration", calibration_json(slice.reliability)}};
}

}  // namespace

Json health_json(const ModelHealth& health) {
  const bool any = health.to > health.from;
  const auto time = [&](Millis at) { return any ? Json(format_time(at)) : Json(nullptr); };
  Json slices = Json::array();
  for (const SliceHealth& slice : health.slices) slices.push_back(slice_json(slice));
  Json strangest = Json::array();
  for (const monitor::StrangePost& post : health.strangest) {
    strangest.push_back(
        {{"source", post.source}, {"id", post.id}, {"brand", post.brand}, {"lang", post.lang}, {"text", post.text}});
  }
  return {{"model", health.model},
          {"from", time(health.from)},
          {"to", time(health.to)},
          {"reference_from", time(health.reference_from)},
          {"month_from", time(health.month_from)},
          {"validated", health.band ? interval(*health.band) : Json(nullptr)},
          {"aged", health.aged},
          {"refreshed_by", health.refreshed_by},
          {"trusted", health.trusted},
          {"promise", {{"drift", health.promise.drift}, {"warning", health.promise.warning}}},
          {"all", any ? slice_json(health.all) : Json(nullptr)},
          {"slices", std::move(slices)},
          {"strangest", std::move(strangest)}};
}

}  // namespace polso::http
