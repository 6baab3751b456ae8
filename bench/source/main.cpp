// source [POSTS]: how many Posts a second are read from files of each format; README.md says how.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/random.h"
#include "base/temp_folder.h"
#include "source/source.h"

namespace {

using namespace polso;

constexpr int kRuns = 7;
constexpr std::size_t kBatch = 16'384;

/// About as long as a post on X: 3 to 27 words, now and then a character outside ASCII.
std::string invent_text(Random& random) {
  static constexpr std::array<const char*, 8> kSounds{"ba", "ker", "lo", "mi", "nura", "si", "to", "ver"};
  std::string text;
  for (std::uint64_t words = 3 + random.below(25); words > 0; --words) {
    for (std::uint64_t sounds = 1 + random.below(3); sounds > 0; --sounds) text += kSounds[random.below(8)];
    text += words > 1 ? ' ' : '!';
  }
  if (random.below(8) == 0) text += " é😀";
  return text;
}

struct Sample {
  std::string name;
  std::string bytes;
};

std::vector<Sample> invent_samples(std::size_t posts) {
  Random random(7);
  std::vector<Sample> samples{
      {"posts.jsonl", {}}, {"authors.jsonl", {}}, {"posts.csv", "id,created_at,brand,text\n"}, {"posts.txt", {}}};
  for (std::size_t i = 0; i < posts; ++i) {
    const std::string text = invent_text(random);
    const std::uint64_t id = 570'306'133'677'760'513U + i * 1009;
    const std::string time = format_time(1'767'600'000'000 + static_cast<Millis>(i) * 731);
    const std::string head =
        fmt::format(R"({{"id":"{}","created_at":"{}","brand":"Brand {}","lang":"en",)", id, time, i % 20);
    samples[0].bytes += fmt::format("{}\"text\":\"{}\"}}\n", head, text);
    samples[1].bytes += fmt::format("{}\"author\":\"user{}\",\"text\":\"{}\"}}\n", head, random.below(posts), text);
    samples[2].bytes += fmt::format("{},{},Brand {},\"{}\"\n", id, time, i % 20, text);
    samples[3].bytes += fmt::format("{}\n", text);
  }
  return samples;
}

Result<std::uint64_t> read_once(const std::string& path, Batch& batch) {
  POLSO_ASSIGN(const auto source, open_source(path, {}));
  std::uint64_t posts = 0;
  while (true) {
    POLSO_ASSIGN(const bool more, source->next(batch, kBatch));
    if (!more) return posts;
    posts += batch.posts.size();
  }
}

Status measure(const std::string& path, const std::string& name, std::size_t bytes) {
  std::vector<double> seconds;
  std::uint64_t posts = 0;
  Batch batch;
  for (int run = 0; run < kRuns; ++run) {
    const std::clock_t start = std::clock();
    POLSO_ASSIGN(posts, read_once(path, batch));
    seconds.push_back(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::ranges::sort(seconds);
  const double median = seconds[kRuns / 2];
  fmt::print("{:<18} {:>10.0f} posts/s  {:>7.1f} MB/s  (best {:.0f}, worst {:.0f})\n", name,
             static_cast<double>(posts) / median, static_cast<double>(bytes) / median / 1e6,
             static_cast<double>(posts) / seconds.front(), static_cast<double>(posts) / seconds.back());
  return {};
}

Status pack(const std::string& path, const std::string& bytes) {
  const gzFile file = gzopen(path.c_str(), "wb6");
  const bool fine = file != nullptr && gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size())) > 0;
  if (file == nullptr || gzclose(file) != Z_OK || !fine) return fail(Code::kInternal, "cannot write " + path);
  return {};
}

Status run(std::size_t posts) {
  const TempFolder folder;
  for (const auto& [name, bytes] : invent_samples(posts)) {
    const std::string path = (folder.path() / name).string();
    POLSO_TRY(write_file(path, bytes));
    POLSO_TRY(measure(path, name, bytes.size()));
    if (name != "posts.jsonl") continue;
    POLSO_TRY(pack(path + ".gz", bytes));
    POLSO_TRY(measure(path + ".gz", name + ".gz", bytes.size()));
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const Status status = run(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 500'000);
  if (!status) fmt::print(stderr, "source: {}\n", status.error().message);
  return status ? 0 : 1;
}
