// Huge pages for large memory that was allocated elsewhere, such as R's vectors.
//
// The system provides new memory page by page when it is first written. For 400 MB in pages of 4 kB
// that takes as long as computing 50 million Euclidean distances; in pages of 2 MB, a fifth. The
// kernel may refuse, which does no harm. Where this call does not exist, nothing is done.
#ifndef FASTPAM_BASE_HUGE_PAGES_HPP
#define FASTPAM_BASE_HUGE_PAGES_HPP

#include <cstddef>
#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace fastpam {

/// Asks for huge pages; call it before the memory is first written. Only whole huge pages inside
/// [data, data + bytes) are affected, and small memory is left unchanged.
inline void advise_huge_pages(void* data, std::size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t huge = std::uintptr_t{1} << 21;
  const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(data);
  const std::uintptr_t first = (begin + huge - 1) / huge * huge;
  const std::uintptr_t last = (begin + bytes) / huge * huge;
  if (last >= first + 8 * huge)
    madvise(reinterpret_cast<void*>(first), static_cast<std::size_t>(last - first), MADV_HUGEPAGE);
#else
  (void)data;
  (void)bytes;
#endif
}

}  // namespace fastpam

#endif
