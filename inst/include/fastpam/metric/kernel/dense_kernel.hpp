// The parameters of the kernels on numeric columns besides the numbers, and their C-like signature.
#ifndef FASTPAM_METRIC_KERNEL_DENSE_KERNEL_HPP
#define FASTPAM_METRIC_KERNEL_DENSE_KERNEL_HPP

#include <cstddef>

#include "../../exec/simd/isa.hpp"

namespace fastpam {

/// How a sum over the variables observed in both objects is scaled up to all p variables. The two
/// references round differently: stats::dist divides by (used / p), cluster multiplies by (p /
/// used).
enum class MissingScale { stats, cluster };

/// How gower compares a variable.
enum class GowerKind : unsigned char { interval, nominal, symmetric, asymmetric };

/// The parameters of a kernel besides the numbers.
template <class T>
struct DenseParams {
  std::size_t p = 0;  ///< the number of variables
  MissingScale scale = MissingScale::cluster;
  double power = 2;                  ///< minkowski
  const GowerKind* kinds = nullptr;  ///< gower: p kinds
  const T* weights = nullptr;        ///< gower: p weights
};

/// Writes the dissimilarities between R rows and one panel of W objects to out[r * ld + w].
/// rows: p x R, panel: p x W, both with the variable as the slow index.
template <class T>
using DenseBlock = void (*)(const T* rows, const T* panel, const DenseParams<T>& params, T* out,
                            std::size_t ld);

/// A kernel for several rows, one for a single row, and the shape of their data.
template <class T>
struct DenseKernel {
  DenseBlock<T> many = nullptr;
  DenseBlock<T> one = nullptr;
  int rows = 1;   ///< R of `many`
  int width = 1;  ///< W of both
};

/// The kernels of a metric for each instruction set; `masked`: with missing values. Null where
/// there are none.
template <class T>
using DenseKernels = PerIsa<DenseKernel<T> (*)(bool masked)>;

}  // namespace fastpam

#endif
