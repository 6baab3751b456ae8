// The way of posts from a Source into a Store: pull > drop copies > find brands > classify > store, one thread a stage.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "base/progress.h"
#include "base/result.h"
#include "classify/classifier.h"
#include "source/source.h"
#include "store/store.h"
#include "text/brand_rules.h"

namespace polso {

struct PipelineOptions {
  std::size_t batch = 16'384;  // posts that are classified and stored together
  std::size_t threads = 1;     // that classify; reading and storing have one each
  BrandRules brands{{}};       // whom posts are about, beside what they name themselves
  /// Bad lines, before the batch that bore them is stored: an Error stops the run, and no bad line is lost.
  std::function<Status(std::span<const BadLine>)> bad;
  Progress progress;  // bytes of the source, after each stored batch
};

struct PipelineSummary {
  std::uint64_t read = 0;        // posts
  std::uint64_t inserted = 0;    // those that were new
  std::uint64_t duplicates = 0;  // those that were there before, in this run or an earlier one
  std::uint64_t bad = 0;         // lines
  bool resumed = false;          // reading went on where an earlier run stopped
  bool stopped = false;          // by stop(), before the end of the source

  // Processor time by stage, in seconds summed over its threads; all but wall.
  double read_seconds = 0;
  double copies_seconds = 0;  // dropping copies within a batch
  double classify_seconds = 0;
  double row_seconds = 0;
  double bucket_seconds = 0;
  double commit_seconds = 0;
  double wall_seconds = 0;

  PipelineSummary& operator+=(const PipelineSummary& other);
};

/// Memory is bounded: a fixed number of batches goes round, and a stage that is ahead waits for one to come back.
class Pipeline {
 public:
  /// Used by nobody else until run() has returned.
  Pipeline(Source& source, const Classifier& classifier, Store& store, PipelineOptions options);

  /// Goes on where the Store says that this Source stopped, up to its end or stop(). Stores in the calling thread.
  /// After an Error everything before the failing batch is stored, and nothing of it or after it: run again to go on.
  /// Once.
  [[nodiscard]] Result<PipelineSummary> run();

  /// Lets what has been read be stored, then ends run(). Any thread; may be called from a signal handler.
  void stop() { stopping_.store(true); }

 private:
  struct Job;
  class Line;

  Source& source_;
  const Classifier& classifier_;
  Store& store_;
  PipelineOptions options_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace polso
