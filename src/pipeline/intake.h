// Intake: posts that are pushed, stored by one thread in the order of their arrival.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/queue.h"
#include "base/result.h"
#include "post/post.h"
#include "store/store.h"

namespace polso {

/// Posts with their verdicts (same length) by one model.
struct Judged {
  Batch batch;
  std::vector<Verdict> verdicts;
  std::string model;
};

/// Bounded: refusal is an answer. Each push is one transaction, so it is stored whole or not at all.
class Intake {
 public:
  /// Called by the storing thread with what became of a push.
  using Done = std::function<void(Judged, Result<Stored>)>;

  /// Used by nobody else. At most `longest` pushes wait.
  Intake(std::unique_ptr<Store> store, std::size_t longest);
  ~Intake() { stop(); }

  /// False when there is no room, or after stop(): `done` is not called then. Any thread.
  [[nodiscard]] bool push(Judged judged, Done done);

  [[nodiscard]] std::size_t waiting() const { return queue_.size(); }

  /// Stores what was accepted, then ends.
  void stop();

 private:
  struct Job {
    Judged judged;
    Done done;
  };
  void run();

  std::unique_ptr<Store> store_;
  BoundedQueue<Job> queue_;
  std::thread thread_;
};

}  // namespace polso
