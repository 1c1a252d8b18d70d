// A subset of the objects of a source, in any order, as a source of its own. Resamples use it if a
// square copy does not fit into memory. Nothing is copied.
#ifndef FASTPAM_DISSIM_READING_SUBSET_HPP
#define FASTPAM_DISSIM_READING_SUBSET_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

#include "../source.hpp"

namespace fastpam {

/// Reads the objects `ids` of a source; each may occur once. Both must outlive it. Columns between
/// two of these objects are read, too, and dropped. This costs little if ids ascend and are a large
/// part of all objects.
template <class T>
class SubsetSource final : public Source<T> {
 public:
  SubsetSource(const Source<T>& all, const std::vector<Index>& ids) : all_(all), ids_(ids) {}

  Index size() const override { return to_index(ids_.size()); }

  const T* row(Index j, T* buffer) const override {
    tile(j, j + 1, 0, size(), buffer, ids_.size());
    return buffer;
  }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    read(ids_.data() + r0, r1 - r0, c0, c1, out, ld);
  }

  void rows(const Index* ids, Index m, Index c0, Index c1, T* out, std::size_t ld) const override {
    const std::vector<Index> objects = names(ids, m);
    read(objects.data(), m, c0, c1, out, ld);
  }

  void among(const Index* ids, Index m, T* out) const override {
    const std::vector<Index> objects = names(ids, m);
    all_.among(objects.data(), m, out);
  }

  bool wide_rows() const override { return all_.wide_rows(); }
  double cost() const override { return all_.cost(); }

 private:
  std::vector<Index> names(const Index* ids, Index m) const {
    std::vector<Index> objects;
    for (Index a = 0; a < m; ++a) objects.push_back(ids_[uz(ids[a])]);
    return objects;
  }

  // Dissimilarities of objects of the whole source to the columns [c0, c1) of this one.
  void read(const Index* objects, Index m, Index c0, Index c1, T* out, std::size_t ld) const {
    if (c0 == c1) return;
    const auto span = std::minmax_element(ids_.begin() + c0, ids_.begin() + c1);
    const Index first = *span.first, last = *span.second + 1;
    const std::size_t width = uz(last - first);
    std::vector<T> wide(width);
    for (Index r = 0; r < m; ++r) {
      all_.rows(objects + r, 1, first, last, wide.data(), width);
      for (Index c = c0; c < c1; ++c) out[uz(r) * ld + uz(c - c0)] = wide[uz(ids_[uz(c)] - first)];
    }
  }

  const Source<T>& all_;
  const std::vector<Index>& ids_;
};

}  // namespace fastpam

#endif
