// Workers: a few threads for what may block, each with resources of its own, behind a bounded queue.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace polso::http {

/// Own: what each thread works with; made before and used by one thread at a time.
template <class Own>
class Workers {
 public:
  using Work = std::function<void(Own&)>;

  Workers(std::vector<std::unique_ptr<Own>> owns, std::size_t longest_queue)
      : longest_(longest_queue), owns_(std::move(owns)) {
    for (const auto& own : owns_) threads_.emplace_back([this, own = own.get()] { run(*own); });
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() { stop(); }

  /// False when the queue is full or stop() was called. Any thread.
  [[nodiscard]] bool post(Work work) {
    const std::lock_guard lock(mutex_);
    if (stopped_ || queue_.size() >= longest_) return false;
    queue_.push_back(std::move(work));
    filled_.notify_one();
    return true;
  }

  [[nodiscard]] std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
  }

  /// Does what is queued, then ends the threads.
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
      filled_.notify_all();
    }
    threads_.clear();
  }

 private:
  void run(Own& own) {
    while (true) {
      Work work;
      {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [&] { return stopped_ || !queue_.empty(); });
        if (queue_.empty()) return;
        work = std::move(queue_.front());
        queue_.pop_front();
      }
      work(own);
    }
  }

  const std::size_t longest_;
  std::vector<std::unique_ptr<Own>> owns_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Work> queue_;
  bool stopped_ = false;
  std::vector<std::jthread> threads_;  // last: ends before what it uses
};

}  // namespace polso::http
