// Sums over cells, fitted to the labels that were counted.
#include "monitor/truth_table.h"

namespace polso::monitor {
namespace {

constexpr double kTiny = 1e-9;  // a label that no centre has may still have been counted
constexpr int kRounds = 30;

double row(const TruthTable& table, std::size_t truth) { return table[truth][0] + table[truth][1] + table[truth][2]; }
double column(const TruthTable& table, std::size_t label) {
  return table[0][label] + table[1][label] + table[2][label];
}

void fit(TruthTable& table, const PerSentiment<double>& rows, const PerSentiment<double>& columns) {
  for (auto& line : table) {
    for (double& part : line) part += kTiny;
  }
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t t = 0; t < kSentiments; ++t) {
      const double scale = rows[t] / row(table, t);
      for (double& part : table[t]) part *= scale;
    }
    for (std::size_t l = 0; l < kSentiments; ++l) {
      const double sum = column(table, l);
      for (auto& line : table) line[l] *= sum > 0 ? columns[l] / sum : 0;
    }
  }
}

}  // namespace

double accuracy(const TruthTable& table) { return table[0][0] + table[1][1] + table[2][2]; }

double macro_recall(const TruthTable& table) {
  double sum = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    if (const double posts = row(table, s); posts > 0) sum += table[s][s] / posts / kSentiments;
  }
  return sum;
}

double macro_f1(const TruthTable& table) {
  double sum = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const double both = row(table, s) + column(table, s);
    if (both > 0) sum += 2 * table[s][s] / both / kSentiments;
  }
  return sum;
}

CellRatios posteriors_of(const CellRatios& ratios, const PerSentiment<double>& shares) {
  CellRatios posteriors = ratios;
  for (PerSentiment<double>& cell : posteriors) {
    double sum = 0;
    for (std::size_t s = 0; s < kSentiments; ++s) sum += cell[s] *= shares[s];
    for (double& value : cell) value /= sum;
  }
  return posteriors;
}

std::size_t label_of(Cell cell, const PerSentiment<double>& decision_weight) {
  const PerSentiment<double> centre = centre_of(cell);
  std::size_t best = 0;
  for (std::size_t s = 1; s < kSentiments; ++s) {
    if (decision_weight[s] * centre[s] > decision_weight[best] * centre[best]) best = s;
  }
  return best;
}

TruthTable expected_table(const CellRatios& posteriors, const Histogram& window,
                          const PerSentiment<double>& decision_weight) {
  TruthTable table{};
  const auto posts = static_cast<double>(window.total());
  if (posts == 0) return table;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    if (window.cells[cell] == 0) continue;
    const std::size_t label = label_of(static_cast<Cell>(cell), decision_weight);
    for (std::size_t s = 0; s < kSentiments; ++s) table[s][label] += window.cells[cell] * posteriors[cell][s] / posts;
  }
  PerSentiment<double> rows{};
  PerSentiment<double> columns{};
  for (std::size_t s = 0; s < kSentiments; ++s) {
    rows[s] = row(table, s);
    columns[s] = window.labels[s] / posts;
  }
  fit(table, rows, columns);
  return table;
}

}  // namespace polso::monitor
