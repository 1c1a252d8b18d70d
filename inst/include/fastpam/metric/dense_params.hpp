// What the kernels on numeric columns need to know beside the numbers, and their C-like signature.
#ifndef FASTPAM_METRIC_DENSE_PARAMS_HPP
#define FASTPAM_METRIC_DENSE_PARAMS_HPP

#include <cstddef>

namespace fastpam {

// The loops that exist. Several metrics share one: cosine is half the squared Euclidean distance
// between rows of length 1 (metric/transform.hpp), so are correlation and spearman.
enum class Rule {
  euclidean,
  sqeuclidean,
  half_sqeuclidean,
  manhattan,
  maximum,
  canberra,
  minkowski,
  braycurtis,
  ruzicka,
  mismatch,
  gower
};

// True where the data may be rounded to floats before a rule is applied: what is rounded away is
// little beside their differences, once columns that lie far from zero are centred. It is not for
// ratios, which are no longer the same around another zero, nor for equality.
inline bool rounds_data(Rule rule) {
  switch (rule) {
    case Rule::euclidean:
    case Rule::sqeuclidean:
    case Rule::manhattan:
    case Rule::maximum:
    case Rule::minkowski:
    case Rule::gower:  // scaled by ranges, equality of small codes
      return true;
    default:
      return false;
  }
}

// How a sum over the variables observed in both objects is scaled up to all p variables. The two
// references round differently: stats::dist divides by (used / p), cluster multiplies by (p /
// used).
enum class MissingScale { stats, cluster };

enum class GowerKind : unsigned char { interval, nominal, symmetric, asymmetric };

template <class T>
struct DenseParams {
  std::size_t p = 0;  // number of variables
  MissingScale scale = MissingScale::cluster;
  double power = 2;                  // minkowski
  const GowerKind* kinds = nullptr;  // gower: p kinds
  const T* weights = nullptr;        // gower: p weights
};

// Writes the dissimilarities between R rows and one panel of W objects to out[r * ld + w].
// rows: p x R, panel: p x W, both with the variable as the slow index.
template <class T>
using DenseBlock = void (*)(const T* rows, const T* panel, const DenseParams<T>& params, T* out,
                            std::size_t ld);

// A kernel for several rows, one for a single row, and the shape of their data.
template <class T>
struct DenseKernel {
  DenseBlock<T> many = nullptr;
  DenseBlock<T> one = nullptr;
  int rows = 1;   // R of `many`
  int width = 1;  // W of both
};

}  // namespace fastpam

#endif
