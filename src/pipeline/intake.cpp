// One writer: SQLite has one at a time anyhow, and nobody waits for a lock that a neighbour holds.
#include "pipeline/intake.h"

#include <utility>

namespace polso {

Intake::Intake(std::unique_ptr<Store> store, std::size_t longest)
    : store_(std::move(store)), queue_(longest), thread_([this] { run(); }) {}

bool Intake::push(Judged judged, Done done) { return queue_.try_push({std::move(judged), std::move(done)}); }

void Intake::stop() {
  queue_.close();
  if (thread_.joinable()) thread_.join();
}

void Intake::run() {
  while (auto job = queue_.pop()) {
    auto stored = store_->add(job->judged.batch, job->judged.verdicts, job->judged.model);
    job->done(std::move(job->judged), std::move(stored));
  }
}

}  // namespace polso
