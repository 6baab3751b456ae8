// Threads over packs where there are several; with one pack, threads inside its products.
#include "classify/roberta/encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>

#include "classify/roberta/openmp.h"
#include "classify/roberta/product.h"

namespace polso::roberta {
namespace {

/// Some of the free cores, at least one; several calls at once then share them.
class CoreLease {
 public:
  CoreLease(std::atomic<int>& free, int most) : free_(free) {
    int now = free_.load();
    do {
      count_ = std::clamp(now, 1, most);
    } while (!free_.compare_exchange_weak(now, now - count_));
  }
  CoreLease(const CoreLease&) = delete;
  CoreLease& operator=(const CoreLease&) = delete;
  ~CoreLease() { free_ += count_; }

  [[nodiscard]] int count() const { return count_; }

 private:
  std::atomic<int>& free_;
  int count_ = 1;
};

/// Calls work(i) for i below `count` on `threads` threads, each with one thread inside; the first Error, if any.
Status share_out(std::size_t count, int threads, const std::function<Status(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex failing;
  std::optional<Error> error;
  const auto take_turns = [&] {
    const OpenMpThreads one(1);
    for (std::size_t i = next++; i < count; i = next++) {
      if (Status status = work(i); !status) {
        const std::lock_guard lock(failing);
        if (!error) error = std::move(status).error();
        next = count;
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) helpers.emplace_back(take_turns);
    take_turns();
  }
  if (error) return std::unexpected(*std::move(error));
  return {};
}

constexpr int kAllBits = 127;
constexpr int kSevenBits = 63;  // two products of 255 * 63 fit the 16 bits in which AVX2 adds them

}  // namespace

Encoder::Encoder(HfConfig config, Weights weights, unsigned threads, PackSize pack)
    : config_(std::move(config)),
      weights_(std::move(weights)),
      pack_(pack),
      cores_(static_cast<int>(std::max(threads == 0 ? std::thread::hardware_concurrency() : threads, 1U))),
      free_cores_(cores_) {}

Result<std::unique_ptr<const Encoder>> Encoder::make(const HfConfig& config, const TensorMap& tensors,
                                                     const EncoderOptions& options) {
  std::optional<Int8Image> image;
  if (options.precision == Precision::kInt8) {
    const int limit = int8_is_exact() ? kAllBits : kSevenBits;
    POLSO_ASSIGN(image, Int8Image::make(config, tensors, limit, options.int8_cache, options.loaded));
  }
  POLSO_ASSIGN(Weights weights, load_weights(config, tensors, image ? &*image : nullptr, options.loaded));
  return std::unique_ptr<const Encoder>(new Encoder(config, std::move(weights), options.threads, options.pack));
}

Status Encoder::check(Ids ids) const {
  if (ids.empty() || ids.size() > most_ids()) {
    return fail(Code::kInvalid, fmt::format("a sequence has {} ids, this model reads 1 to {}", ids.size(), most_ids()));
  }
  const auto vocabulary = static_cast<std::int64_t>(config_.vocab_size);
  const auto wrong = std::ranges::find_if(ids, [&](std::int32_t id) { return id < 0 || id >= vocabulary; });
  if (wrong == ids.end()) return {};
  return fail(Code::kInvalid, fmt::format("the id {} is outside the model's vocabulary of {}", *wrong, vocabulary));
}

Status Encoder::run_pack(const Pack& pack, std::span<const Ids> sequences, std::span<float> logits) const {
  thread_local ForwardScratch scratch;
  std::vector<Ids> packed;
  for (const std::size_t i : pack) packed.push_back(sequences[i]);
  std::vector<float> answers(pack.size() * labels());
  POLSO_TRY(forward(config_, weights_, packed, answers, scratch));
  for (std::size_t i = 0; i < pack.size(); ++i) {
    std::copy_n(answers.begin() + static_cast<std::ptrdiff_t>(i * labels()), labels(),
                logits.begin() + static_cast<std::ptrdiff_t>(pack[i] * labels()));
  }
  return {};
}

Status Encoder::logits(std::span<const Ids> sequences, std::span<float> logits) const {
  std::vector<std::size_t> lengths;
  for (const Ids ids : sequences) {
    POLSO_TRY(check(ids));
    lengths.push_back(ids.size());
  }
  const CoreLease lease(free_cores_, cores_);
  const std::vector<Pack> packs = plan(lengths, static_cast<std::size_t>(lease.count()), pack_);
  const auto run = [&](std::size_t i) { return run_pack(packs[i], sequences, logits); };
  if (packs.size() == 1) {
    const OpenMpThreads all(lease.count());
    return run(0);
  }
  return share_out(packs.size(), std::min(lease.count(), static_cast<int>(packs.size())), run);
}

}  // namespace polso::roberta
