// The type of a user's own compiled metric, for LinkingTo: fastpam.
//
// x and y hold the p values of two rows. It is called from several threads at once, so it must not
// call R and must not write to anything shared. It is only called for pairs with the smaller row
// number first, and d(x, x) is taken as zero.
#ifndef FASTPAM_METRIC_USER_HPP
#define FASTPAM_METRIC_USER_HPP

#include <cstddef>

namespace fastpam {

/// The dissimilarity of two rows of p numbers: finite and not below zero.
using UserMetric = double (*)(const double* x, const double* y, std::size_t p);

}  // namespace fastpam

#endif
