// R's list `run`, read once into a struct with named fields. Everything that the core would take
// for granted is checked here; what does not fit is an error of code "broken".
#ifndef FASTPAM_R_OPTIONS_H
#define FASTPAM_R_OPTIONS_H

#include <Rcpp.h>

#include <fastpam/base/types.hpp>
#include <vector>

// How dissimilarities are stored; rounded: worked out as doubles, rounded to floats.
enum class Precision { doubles, singles, rounded };

// Options of every call that computes.
struct RunOptions {
  Precision precision = Precision::doubles;
  int n_threads = 0;                // 0: RcppParallel's own setting
  int trace = 0;                    // how much is written to the log
  bool progress = false;            // whether progress is shown
  double memory = 0;                // bytes that a working copy may take; NaN: what is free
  const double* weights = nullptr;  // of n objects, or null; borrowed
  fastpam::Index able = 0;          // objects with a positive weight

  bool single() const { return precision == Precision::singles; }
};

// For n objects. `precisions` are those the call can do, of "double", "single", "rounded".
RunOptions read_run(SEXP run, fastpam::Index n,
                    const std::vector<const char*>& precisions = {"double", "single"});

#endif
