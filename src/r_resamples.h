// R's list `resampling`, read once: given resamples and splits, or how to draw them.
#ifndef FASTPAM_R_RESAMPLES_H
#define FASTPAM_R_RESAMPLES_H

#include <fastpam/validate/prediction_strength.hpp>
#include <vector>

#include "r_options.h"

struct Resampling {
  std::vector<fastpam::Resample> samples;
  std::vector<fastpam::Split> splits;
  bool consensus = false;  // whether it is requested
  // How many resamples and splits come before these, where they are some of many.
  std::size_t first_sample = 0;
  std::size_t first_split = 0;
  // Clusters of all objects for each search, from 0, where they are known; else empty.
  std::vector<std::vector<fastpam::Index>> labels;
};

// Among n objects. Those of weight 0 are not drawn.
Resampling read_resampling(SEXP resampling, fastpam::Index n, const RunOptions& run);

#endif
