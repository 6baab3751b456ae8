// Stages around queues: batches go read > judged > stored and back, and come into order again before the Store.
#include "pipeline/pipeline.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/queue.h"
#include "base/thread_clock.h"
#include "pipeline/copies.h"

namespace polso {

/// A batch on its way round, with room for what the stages make of it.
struct Pipeline::Job {
  std::uint64_t number = 0;
  Batch batch;
  CopyFilter copies;
  std::vector<std::string_view> texts;
  std::vector<Verdict> verdicts;
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
  PipelineSummary share;  // what this batch adds to the summary
};

/// One run: the queues, the stages and the first Error of any of them.
class Pipeline::Line {
 public:
  explicit Line(Pipeline& pipeline)
      : p_(pipeline), jobs_(p_.options_.threads + 3), free_(jobs_), filled_(jobs_), judged_(jobs_) {
    for (std::size_t i = 0; i < jobs_; ++i) free_.push(std::make_unique<Job>());
  }

  Result<PipelineSummary> run() {
    const auto start = std::chrono::steady_clock::now();
    std::jthread reader([this] { read(); });
    std::vector<std::jthread> judges;
    judges.reserve(p_.options_.threads);
    for (std::size_t i = 0; i < p_.options_.threads; ++i) judges.emplace_back([this] { judge(); });
    store();
    free_.close();  // after an Error the others are still at work
    filled_.close();
    reader.join();
    for (std::jthread& thread : judges) thread.join();
    if (error_) return std::unexpected(*error_);
    summary_.stopped = stopped_;
    summary_.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return summary_;
  }

 private:
  using JobPtr = std::unique_ptr<Job>;

  void read() {
    for (std::uint64_t number = 0;; ++number) {
      auto job = free_.pop();
      if (!job) break;
      if (p_.stopping_.load()) {
        stopped_ = true;
        break;
      }
      Job& work = **job;
      work.number = number;
      work.share = {};
      const double start = thread_seconds();
      const Result<bool> more = p_.source_.next(work.batch, p_.options_.batch);
      work.share.read_seconds = thread_seconds() - start;
      if (!more) {
        report(more.error());
        break;
      }
      if (!*more) break;
      work.share.read = work.batch.posts.size();
      work.bytes_read = p_.source_.bytes_read();
      work.bytes_total = p_.source_.bytes_total();
      if (!filled_.push(std::move(*job))) break;
    }
    filled_.close();
  }

  void judge() {
    while (auto job = filled_.pop()) {
      if (const Status status = judge(**job); !status) {
        report(status.error());
        break;
      }
      if (!judged_.push(std::move(*job))) break;
    }
    if (++judges_done_ == p_.options_.threads) judged_.close();
  }

  Status judge(Job& job) {
    std::vector<Post>& posts = job.batch.posts;
    const double start = thread_seconds();
    job.share.duplicates = job.copies.drop_copies(posts);
    const double copies_done = thread_seconds();
    job.texts.clear();
    for (Post& post : posts) {
      p_.options_.brands.assign(post);
      job.texts.emplace_back(post.text);
    }
    job.verdicts.resize(posts.size());
    POLSO_TRY(p_.classifier_.classify(job.texts, job.verdicts));
    job.share.copies_seconds = copies_done - start;
    job.share.classify_seconds = thread_seconds() - copies_done;
    return {};
  }

  /// The batches come from several threads; the offset only means something when they are stored in order.
  void store() {
    std::map<std::uint64_t, JobPtr> waiting;
    std::uint64_t next = 0;
    while (auto job = judged_.pop()) {
      const std::uint64_t number = (*job)->number;
      waiting.emplace(number, std::move(*job));
      for (auto first = waiting.begin(); first != waiting.end() && first->first == next; ++next) {
        if (const Status status = store(*first->second); !status) return report(status.error());
        free_.push(std::move(first->second));
        first = waiting.erase(first);
      }
    }
  }

  Status store(Job& job) {
    if (!job.batch.bad.empty() && p_.options_.bad) POLSO_TRY(p_.options_.bad(job.batch.bad));
    POLSO_ASSIGN(const Stored stored, p_.store_.add(job.batch, job.verdicts, p_.classifier_.bundle().id()));
    job.share.inserted = stored.inserted;
    job.share.duplicates += stored.duplicates;
    job.share.bad = job.batch.bad.size();
    job.share.row_seconds = stored.row_seconds;
    job.share.bucket_seconds = stored.bucket_seconds;
    job.share.commit_seconds = stored.commit_seconds;
    summary_ += job.share;
    if (p_.options_.progress) p_.options_.progress("ingest", job.bytes_read, job.bytes_total);
    return {};
  }

  /// Keeps the first Error. Without free batches the reader ends, and the other stages after it.
  void report(const Error& error) {
    const std::lock_guard lock(error_mutex_);
    if (!error_) error_ = error;
    free_.close();
  }

  Pipeline& p_;
  const std::size_t jobs_;
  BoundedQueue<JobPtr> free_;
  BoundedQueue<JobPtr> filled_;
  BoundedQueue<JobPtr> judged_;
  std::atomic<std::size_t> judges_done_ = 0;
  bool stopped_ = false;  // written by the reader, read when it has ended
  PipelineSummary summary_;
  std::mutex error_mutex_;
  std::optional<Error> error_;
};

PipelineSummary& PipelineSummary::operator+=(const PipelineSummary& other) {
  read += other.read;
  inserted += other.inserted;
  duplicates += other.duplicates;
  bad += other.bad;
  resumed = resumed || other.resumed;
  stopped = stopped || other.stopped;
  read_seconds += other.read_seconds;
  copies_seconds += other.copies_seconds;
  classify_seconds += other.classify_seconds;
  row_seconds += other.row_seconds;
  bucket_seconds += other.bucket_seconds;
  commit_seconds += other.commit_seconds;
  wall_seconds += other.wall_seconds;
  return *this;
}

Pipeline::Pipeline(Source& source, const Classifier& classifier, Store& store, PipelineOptions options)
    : source_(source), classifier_(classifier), store_(store), options_(std::move(options)) {
  options_.threads = std::max<std::size_t>(1, options_.threads);
}

Result<PipelineSummary> Pipeline::run() {
  POLSO_ASSIGN(const auto position, store_.offset(source_.identity()));
  if (position) POLSO_TRY(source_.seek(*position));
  POLSO_ASSIGN(PipelineSummary summary, Line(*this).run());
  summary.resumed = position.value_or(0) > 0;
  return summary;
}

}  // namespace polso
