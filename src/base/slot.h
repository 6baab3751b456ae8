// Slot: a thing that many use and one replaces as a whole, without anybody waiting.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace polso {

/// Any thread. Whoever took the old thing keeps it until he is done.
template <class T>
class Slot {
 public:
  explicit Slot(std::shared_ptr<const T> first) : thing_(std::move(first)) {}

  [[nodiscard]] std::shared_ptr<const T> get() const { return thing_.load(); }
  void replace(std::shared_ptr<const T> next) { thing_.store(std::move(next)); }

 private:
  std::atomic<std::shared_ptr<const T>> thing_;
};

}  // namespace polso
