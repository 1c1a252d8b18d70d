// When a swap phase skips objects that a candidate cannot concern.
#ifndef FASTPAM_SEARCH_SKIP_OPTIONS_HPP
#define FASTPAM_SEARCH_SKIP_OPTIONS_HPP

#include "../base/types.hpp"

namespace fastpam {

/// When objects out of reach are skipped. No result depends on it.
struct SkipOptions {
  Index from = 4096;      ///< fewer objects are all looked at
  double at_most = 0.65;  ///< share of the dissimilarities that may be left to compute
  bool always = false;    ///< wherever the metric allows it, whether it pays or not
};

}  // namespace fastpam

#endif
