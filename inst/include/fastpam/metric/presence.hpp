// Jaccard and Dice, for presence/absence data packed into bits.
#ifndef FASTPAM_STAMPING
#ifndef FASTPAM_METRIC_PRESENCE_HPP
#define FASTPAM_METRIC_PRESENCE_HPP

#include "kernel/bit_block.hpp"
#include "kernel/sparse_terms.hpp"
#include "metric.hpp"

#define FASTPAM_STAMP "../../metric/presence.hpp"
#define FASTPAM_STAMP_POPCOUNT
#include "../exec/simd/stamp.inl"

namespace fastpam::metrics {

/// Jaccard: the proportion of variables present in only one row, among those present in either.
/// Triangle inequality: Levandowsky and Winter, Nature 234 (1971) 34-35; Kosub, Pattern Recognition
/// Letters 120 (2019) 36-38. vegan's "jaccard" is a different metric: ruzicka.
inline Metric jaccard() {
  Metric m;
  m.name = "jaccard";
  m.synonyms = "binary tanimoto";
  m.formula = "1 - |x and y| / |x or y|, 0/0 = 0 (x, y: non-zero)";
  m.range = "[0, 1]";
  m.reference = "stats::dist(method = \"binary\")";
  m.missing = "variables observed in both";
  m.missing_allowed = true;
  m.triangle = &always;
  m.bits = FASTPAM_EACH_ISA_POPCOUNT(jaccard_kernel);
  m.sparse = sparse_counts<isa_plain::JaccardRatio>();
  return m;
}

/// Dice: the number of variables present in only one row, divided by the sum of those present in
/// each. The triangle inequality does not hold: for {a}, {a, b} and {b}, 1 > 1/3 + 1/3.
inline Metric dice() {
  Metric m = jaccard();
  m.name = "dice";
  m.synonyms = "sorensen sorensen_dice";
  m.formula = "1 - 2 |x and y| / (|x| + |y|), 0/0 = 0 (x, y: non-zero)";
  m.reference = "vegan::vegdist(method = \"bray\", binary = TRUE)";
  m.triangle = nullptr;
  m.bits = FASTPAM_EACH_ISA_POPCOUNT(dice_kernel);
  m.sparse = sparse_counts<isa_plain::DiceRatio>();
  return m;
}

}  // namespace fastpam::metrics

#endif
#else  // the kernels, for each instruction set

struct JaccardRatio {
  template <class V>
  FASTPAM_ISA_INLINE static V of(const V& sum, const V& both, const V&) {
    return sum - both;
  }
};
struct DiceRatio {
  template <class V>
  FASTPAM_ISA_INLINE static V of(const V& sum, const V&, const V&) {
    return sum;
  }
};

inline BitKernel jaccard_kernel(bool masked) { return bit_kernel<JaccardRatio>(masked); }
inline BitKernel dice_kernel(bool masked) { return bit_kernel<DiceRatio>(masked); }

#endif
