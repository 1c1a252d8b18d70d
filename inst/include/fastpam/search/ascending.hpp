// Sorts objects by number.
#ifndef FASTPAM_SEARCH_ASCENDING_HPP
#define FASTPAM_SEARCH_ASCENDING_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "../base/types.hpp"

namespace fastpam {

/// An object and its dissimilarity to the candidate.
template <class T>
struct InReach {
  Index object;
  T d;
};

/// Sorts by object number: a few objects by comparisons, many by one bit for each of the n objects.
template <class T>
class Ascending {
 public:
  void sort(const std::vector<InReach<T>>& unsorted, std::size_t n,
            std::vector<InReach<T>>& sorted) {
    const std::size_t words = (n + 63) / 64;
    if (unsorted.size() * 8 < words) {
      sorted = unsorted;
      std::sort(sorted.begin(), sorted.end(),
                [](const InReach<T>& a, const InReach<T>& b) { return a.object < b.object; });
      return;
    }
    marks_.resize(words, 0);
    at_.resize(n);
    for (std::size_t i = 0; i < unsorted.size(); ++i) {
      const std::size_t o = uz(unsorted[i].object);
      marks_[o / 64] |= std::uint64_t{1} << (o % 64);
      at_[o] = static_cast<std::uint32_t>(i);
    }
    sorted.resize(unsorted.size());
    std::size_t to = 0;
    for (std::size_t w = 0; w < words; ++w) {
      for (std::uint64_t bits = marks_[w]; bits != 0; bits &= bits - 1)
        sorted[to++] = unsorted[at_[w * 64 + lowest_bit(bits)]];
      marks_[w] = 0;
    }
  }

 private:
  static std::size_t lowest_bit(std::uint64_t bits) {
#if defined(__GNUC__)
    return static_cast<std::size_t>(__builtin_ctzll(bits));
#else
    std::size_t bit = 0;
    while ((bits >> bit & 1) == 0) ++bit;
    return bit;
#endif
  }

  std::vector<std::uint64_t> marks_;  // for each object, a bit
  std::vector<std::uint32_t> at_;     // where an object stands in the unsorted list
};

}  // namespace fastpam

#endif
