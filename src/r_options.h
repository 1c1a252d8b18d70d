// R's list `run`, read once into a struct with named fields. Everything that the core relies on is
// checked here. A value that does not fit is an error of code "broken".
#ifndef FASTPAM_R_OPTIONS_H
#define FASTPAM_R_OPTIONS_H

#include <Rcpp/Lightest>

#include <fastpam/search/problem.hpp>
#include <vector>

// How dissimilarities are stored; rounded: computed as doubles, rounded to floats.
enum class Precision { doubles, singles, rounded };

// Options of every call that computes.
struct RunOptions {
  Precision precision = Precision::doubles;
  int n_threads = 0;      // 0: RcppParallel's own setting
  int trace = 0;          // how much is written to the log
  bool progress = false;  // whether progress is shown
  double memory = 0;      // bytes that a working copy may take; NaN: depends on the free memory
  const double* weights = nullptr;  // of n objects, or null; borrowed
  std::vector<char> candidates;     // flags of n objects that may be medoids; empty: not specified
  std::vector<char> fixed;          // flags of n objects that must be; empty: none
  fastpam::Index able = 0;          // number of objects that may be medoids
  fastpam::Index drawn = 0;         // number of objects that samples are drawn from
  fastpam::Index bound = 0;         // number of objects that must be medoids

  // Whether object o may be a medoid, and whether it must be.
  bool may(fastpam::Index o) const {
    if (!candidates.empty()) return candidates[fastpam::uz(o)] != 0;
    return weights == nullptr || weights[o] > 0;
  }
  bool must(fastpam::Index o) const { return !fixed.empty() && fixed[fastpam::uz(o)] != 0; }
  // The same as pointers for the core.
  template <class T>
  void restrict(fastpam::Problem<T>& problem) const {
    problem.weights = weights;
    if (!candidates.empty()) problem.candidates = candidates.data();
    if (!fixed.empty()) problem.fixed = fixed.data();
  }

  bool single() const { return precision == Precision::singles; }
};

// For n objects. `precisions` are those that the call supports, of "double", "single", "rounded".
RunOptions read_run(SEXP run, fastpam::Index n,
                    const std::vector<const char*>& precisions = {"double", "single"});

#endif
