// Copies of objects of a source in an order that the reader chooses, so that objects that are read
// together are computed together.
#ifndef FASTPAM_DISSIM_SHELF_HPP
#define FASTPAM_DISSIM_SHELF_HPP

#include <cstddef>

#include "../base/types.hpp"

namespace fastpam {

/// Copies of objects at numbered places, and dissimilarities to them: the values of the source to
/// the last bit. Places that were never filled must not be read.
template <class T>
class Shelf {
 public:
  /// Places of a block: whole panels of every kernel.
  static constexpr std::size_t block = 192 / sizeof(T);

  virtual ~Shelf() = default;

  /// Puts object ids[i] at place first + i, i < m. (Not while others read.)
  virtual void put(std::size_t first, const Index* ids, std::size_t m) = 0;

  /// Writes the dissimilarities of object j to the objects of `count` blocks, block b from the
  /// place first[b] on, a multiple of `block`, to out[b * block ...].
  virtual void read(Index j, const std::size_t* first, std::size_t count, T* out) const = 0;
};

}  // namespace fastpam

#endif
