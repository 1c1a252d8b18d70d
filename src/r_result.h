// Results of the core as R lists. Only here are numbers of objects and clusters converted between
// the core's (from 0) and R's (from 1).
//
// fit, clara and clarans give one structure, whose fields R/ can rely on:
//
//   medoids     integer k: objects, in the order of the clusters
//   labels      integer n: clusters
//   objective   start, end: mean dissimilarity to the nearest medoid (clara: start is NA)
//   search      iterations, swaps, converged, trace (mean after each swap), losses (mean at the end
//               of each start, sample or walk; NA: an unusable sample), best (which was kept),
//               start (the medoids it began with)
//   work        rows_read, evaluations
//   storage     where dissimilarities were read from, in words
//   avg_medoid_sil  average medoid silhouette or NA
//   by_k        NULL, or k and avg_medoid_sil for each k that was looked at
//   clusters    NULL, or size, max_diss, av_diss, diameter, separation, isolation (0 no, 1 L, 2 L*;
//               clara: a ratio, and neither diameter nor separation); NA: not asked for
//   silhouette  NULL, or order (objects; clara: positions in the sample), cluster, neighbor and
//               width in this order, cluster_mean, mean
//   sample      NULL, or objects and dissimilarities of clara's best sample
#ifndef FASTPAM_R_RESULT_H
#define FASTPAM_R_RESULT_H

#include <Rcpp/Lightest>

#include <fastpam/result.hpp>
#include <fastpam/sample/clara_statistics.hpp>
#include <string>
#include <vector>

double to_r_number(double from_zero);
Rcpp::IntegerVector to_r_numbers(const std::vector<fastpam::Index>& from_zero);

// The same; -1 (none) becomes NA.
inline Rcpp::IntegerVector to_r_numbers_or_na(const std::vector<fastpam::Index>& from_zero) {
  Rcpp::IntegerVector out = to_r_numbers(from_zero);
  for (int& number : out)
    if (number == 0) number = NA_INTEGER;
  return out;
}

// m numbers, each between 1 and n, or an error of code "broken" that calls them `name`.
std::vector<fastpam::Index> from_r_numbers(const int* from_one, R_xlen_t m, fastpam::Index n,
                                           const char* name);
// The same from a vector of integers, which must have the length `length` unless that is negative.
std::vector<fastpam::Index> from_r_numbers(SEXP from_one, R_xlen_t length, fastpam::Index n,
                                           const char* name);
// Reads at least `least` different objects among n.
std::vector<fastpam::Index> read_medoids(SEXP medoids, fastpam::Index n, std::size_t least);

// `storage` says where dissimilarities were read from, `count` what work was done.
Rcpp::List to_list(const fastpam::FitResult& fit, const std::string& storage,
                   const fastpam::WorkCount& count);

// `statistics` and the weight of the best sample's objects; null: none.
Rcpp::List to_list(const fastpam::ClaraResult& clara, const fastpam::ClaraStatistics* statistics,
                   const std::string& storage, const fastpam::WorkCount& count);

#endif
