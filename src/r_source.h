// From the validated description of the input (R: as_source()) to a source of the core.
#ifndef FASTPAM_R_SOURCE_H
#define FASTPAM_R_SOURCE_H

#include <Rcpp.h>

#include <memory>

#include "fastpam/dissim/source.hpp"
#include "fastpam/exec/simd/isa.hpp"

// T is how dissimilarities are stored: double, float. R's memory is borrowed: `spec` must be
// protected as long as the source lives. `isa` is for tests; the result does not depend on it.
template <class T>
std::unique_ptr<fastpam::Source<T>> make_source(const Rcpp::List& spec,
                                                fastpam::Isa isa = fastpam::detect_isa());

#endif
