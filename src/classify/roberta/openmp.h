// How many threads oneDNN's products use: OpenMP keeps the number for each calling thread.
#pragma once

// Of libgomp, which oneDNN is linked to; declared here so that no compiler needs its own <omp.h> installed.
extern "C" {
int omp_get_max_threads() noexcept;
void omp_set_num_threads(int) noexcept;
}

namespace polso::roberta {

/// Sets the number for the calling thread, and puts it back.
class OpenMpThreads {
 public:
  explicit OpenMpThreads(int threads) : before_(omp_get_max_threads()) { omp_set_num_threads(threads); }
  OpenMpThreads(const OpenMpThreads&) = delete;
  OpenMpThreads& operator=(const OpenMpThreads&) = delete;
  ~OpenMpThreads() { omp_set_num_threads(before_); }

 private:
  int before_;
};

}  // namespace polso::roberta
