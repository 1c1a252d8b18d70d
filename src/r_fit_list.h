// A fit of the core as the R list that new_pam() in R/pam-object.R reads.
#ifndef FASTPAM_R_FIT_LIST_H
#define FASTPAM_R_FIT_LIST_H

#include <Rcpp.h>

#include <fastpam/fit.hpp>
#include <string>

Rcpp::List fit_to_list(const fastpam::FitResult& fit, const std::string& storage,
                       const fastpam::WorkCount& count);

// cluster, neighbor and width of the objects, in the order of the silhouette plot.
Rcpp::NumericMatrix silhouette_widths(const fastpam::Silhouette& s,
                                      const fastpam::Partition& partition);

#endif
