// R's list `search`, read once into the options of the core, checked as r_options.h says.
#ifndef FASTPAM_R_SEARCH_H
#define FASTPAM_R_SEARCH_H

#include <fastpam/fit.hpp>
#include <fastpam/sample/clara.hpp>
#include <fastpam/sample/clarans.hpp>

#include "r_options.h"

struct ClaraSearch {
  fastpam::ClaraOptions options;
  bool r_rng;       // samples are drawn by R's generator, else by that of CLARA's authors
  bool statistics;  // whether the result has statistics
};

struct ClaransSearch {
  fastpam::ClaransOptions options;
  fastpam::Statistics statistics;
};

fastpam::FitOptions read_fit(SEXP search, fastpam::Index n, const RunOptions& run);
// One for each element of a list of such lists.
std::vector<fastpam::FitOptions> read_fits(SEXP searches, fastpam::Index n, const RunOptions& run);
ClaraSearch read_clara(SEXP search, fastpam::Index n, const RunOptions& run);
ClaransSearch read_clarans(SEXP search, fastpam::Index n, const RunOptions& run);

#endif
