// The metrics that the sparse source has, by the names of the registry.
#ifndef FASTPAM_DISSIM_COMPUTED_SPARSE_RULE_HPP
#define FASTPAM_DISSIM_COMPUTED_SPARSE_RULE_HPP

#include <string>

namespace fastpam {

enum class SparseRule {
  euclidean,
  sqeuclidean,
  manhattan,
  canberra,
  minkowski,
  cosine,
  correlation,
  braycurtis,
  hellinger,
  hamming,
  jaccard,
  ruzicka,
  dice,
  unknown
};

inline SparseRule sparse_rule(const std::string& name) {
  static const char* const names[] = {
      "euclidean",  "sqeuclidean", "manhattan", "canberra", "minkowski", "cosine", "correlation",
      "braycurtis", "hellinger",   "hamming",   "jaccard",  "ruzicka",   "dice"};
  int i = 0;
  for (const char* known : names) {
    if (name == known) return static_cast<SparseRule>(i);
    ++i;
  }
  return SparseRule::unknown;
}

}  // namespace fastpam

#endif
