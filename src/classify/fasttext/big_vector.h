// BigVector: a vector for tables that are read here and there, in large pages where the system has them.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <vector>

namespace polso::fasttext {

/// Tables of at least a large page begin at one and ask for more of them: a look-up then seldom waits for an address
/// to be translated. A system that has none ignores the wish.
template <class T>
struct BigAllocator {
  using value_type = T;  // NOLINT(readability-identifier-naming): the standard's name
  static constexpr std::size_t kPage = std::size_t{2} << 20;

  BigAllocator() = default;
  template <class U>
  explicit(false) BigAllocator(const BigAllocator<U>&) {}

  T* allocate(std::size_t count) {
    const std::size_t size = count * sizeof(T);
    void* memory = ::operator new(size, alignment(size));
    if (size >= kPage) ::madvise(memory, size, MADV_HUGEPAGE);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) { ::operator delete(memory, alignment(count * sizeof(T))); }

  bool operator==(const BigAllocator&) const = default;

 private:
  static std::align_val_t alignment(std::size_t size) { return std::align_val_t{size >= kPage ? kPage : alignof(T)}; }
};

template <class T>
using BigVector = std::vector<T, BigAllocator<T>>;

}  // namespace polso::fasttext
