// R's list of options to the core's, and the core's result to R's list: shared by all fits.
#ifndef FASTPAM_R_FIT_H
#define FASTPAM_R_FIT_H

#include <Rcpp.h>

#include <fastpam/fit.hpp>
#include <string>

fastpam::FitOptions read_options(int k, const Rcpp::List& options);

// `storage` says where dissimilarities were read from, `count` what work was done.
Rcpp::List to_list(const fastpam::FitResult& fit, const std::string& storage,
                   const fastpam::WorkCount& count);

// cluster, neighbor and width of the objects, in the order of the silhouette plot.
Rcpp::NumericMatrix silhouette_widths(const fastpam::Silhouette& s,
                                      const fastpam::Partition& partition);

#endif
