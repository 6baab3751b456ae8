// Polso's encoder as a process that bench/roberta.py times between others: it reads commands and answers seconds.
// Usage: roberta MODEL_FOLDER IDS_FILE fp32|int8 THREADS [TOKENS_OF_A_PACK]; IDS_FILE has a sequence of ids a line.
// Commands: "batch FIRST COUNT", all in one call; "each FIRST COUNT", one by one; "peak"; "memory" in MB.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "classify/roberta/encoder.h"
#include "classify/weights/checkpoint.h"
#include "peak.h"

namespace polso {
namespace {

using roberta::Encoder;
using roberta::Ids;

template <class T>
T value_or_exit(Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "{}\n", result.error().message);
  std::exit(1);
}

std::vector<std::vector<std::int32_t>> read_ids(const char* path) {
  std::vector<std::vector<std::int32_t>> sequences;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    sequences.emplace_back(std::istream_iterator<std::int32_t>(words), std::istream_iterator<std::int32_t>());
  }
  return sequences;
}

void run(const Encoder& encoder, std::span<const Ids> sequences, std::size_t at_once) {
  std::vector<float> logits(sequences.size() * encoder.labels());
  for (std::size_t i = 0; i < sequences.size(); i += at_once) {
    const Status status = encoder.logits(sequences.subspan(i, at_once), logits);
    if (!status) fmt::print(stderr, "{}\n", status.error().message);
  }
}

double seconds(const Encoder& encoder, std::span<const Ids> sequences, bool together) {
  const auto begin = std::chrono::steady_clock::now();
  run(encoder, sequences, together ? sequences.size() : 1);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::size_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) / 1000;
  }
  return 0;
}

void serve(const Encoder& encoder, std::span<const Ids> sequences, unsigned threads) {
  std::string command;
  std::size_t first = 0;
  std::size_t count = 0;
  while (std::cin >> command) {
    if (command == "peak") {
      fmt::print("{}\n", float_peak(threads));
    } else if (command == "memory") {
      fmt::print("{}\n", peak_memory());
    } else if (std::cin >> first >> count; first + count <= sequences.size()) {
      fmt::print("{}\n", seconds(encoder, sequences.subspan(first, count), command == "batch"));
    }
    std::fflush(stdout);
  }
}

int main_of(int argc, char** argv) {
  if (argc < 5) return 2;
  const auto config = value_or_exit(read_hf_config(argv[1]));
  const auto checkpoint = value_or_exit(Checkpoint::open(argv[1]));
  const auto threads = static_cast<unsigned>(std::stoul(argv[4]));
  roberta::EncoderOptions options;
  options.precision = std::string_view(argv[3]) == "int8" ? Precision::kInt8 : Precision::kFp32;
  options.threads = threads;
  options.int8_cache = argv[1];
  options.loaded = [&] { checkpoint.release_pages(); };
  if (argc > 5) options.pack.most = std::stoul(argv[5]);
  const auto encoder = value_or_exit(Encoder::make(config, checkpoint.tensors(), options));
  const auto ids = read_ids(argv[2]);
  serve(*encoder, std::vector<Ids>(ids.begin(), ids.end()), threads);
  return 0;
}

}  // namespace
}  // namespace polso

int main(int argc, char** argv) { return polso::main_of(argc, argv); }
