// Large uninitialised arrays.
//
// std::vector would first write zeros to gigabytes of memory. new T[] gives pages of 4 kB, and the
// page faults of 500,000 of them cost more time than exact PAM itself. On Linux the kernel is asked
// for huge pages. It may refuse, which does no harm.
#ifndef FASTPAM_BASE_MEMORY_HPP
#define FASTPAM_BASE_MEMORY_HPP

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

#include "types.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace fastpam {

/// Uninitialised memory for many values. Each page belongs to the thread that first writes to it.
template <class T>
class LargeArray {
  static_assert(std::is_trivially_destructible<T>::value, "plain numbers only");

 public:
  /// Empty.
  LargeArray() = default;
  /// n uninitialised numbers.
  explicit LargeArray(std::size_t n) {
    const std::size_t bytes = checked_product(n, sizeof(T));
    const std::size_t align = bytes >= 8 * huge_page ? huge_page : std::size_t{64};
    align_ = static_cast<std::align_val_t>(align);
    data_ = static_cast<T*>(::operator new(bytes > 0 ? bytes : 1, align_));
#if defined(__linux__)
    if (align == huge_page) madvise(data_, bytes, MADV_HUGEPAGE);
#endif
  }
  LargeArray(LargeArray&& other) noexcept { swap(other); }
  LargeArray& operator=(LargeArray&& other) noexcept {
    swap(other);
    return *this;
  }
  ~LargeArray() {
    if (data_ != nullptr) ::operator delete(data_, align_);
  }

  /// The first number; nullptr when empty.
  T* get() const { return data_; }
  /// Number i.
  T& operator[](std::size_t i) const { return data_[i]; }

 private:
  static constexpr std::size_t huge_page = std::size_t{1} << 21;

  void swap(LargeArray& other) {
    std::swap(data_, other.data_);
    std::swap(align_, other.align_);
  }

  T* data_ = nullptr;
  std::align_val_t align_{64};
};

}  // namespace fastpam

#endif
