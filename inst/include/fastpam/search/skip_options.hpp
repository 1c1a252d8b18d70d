// When a swap phase skips objects that a candidate cannot affect.
#ifndef FASTPAM_SEARCH_SKIP_OPTIONS_HPP
#define FASTPAM_SEARCH_SKIP_OPTIONS_HPP

#include "../base/types.hpp"

namespace fastpam {

/// When objects out of reach are skipped. These options do not change any result.
struct SkipOptions {
  Index from = 4096;      ///< with fewer objects, none are skipped
  double at_most = 0.65;  ///< the largest proportion of dissimilarities left to compute for which
                          ///< skipping is used
  bool floats = true;     ///< whether gains may be estimated in floats first
  bool always = false;    ///< skip whenever the metric allows it, even if it saves no time
};

}  // namespace fastpam

#endif
