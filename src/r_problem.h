// What a shim gives to the core: the source, prepared or as it is, and the case weights.
#ifndef FASTPAM_R_PROBLEM_H
#define FASTPAM_R_PROBLEM_H

#include <fastpam/search/state.hpp>
#include <limits>
#include <memory>
#include <string>

#include "r_compiled.h"
#include "r_memory.h"
#include "r_options.h"
#include "r_source.h"

// Bytes of all dissimilarities as a square of doubles.
inline double all_pairs(const SourceInput& input) {
  return static_cast<double>(input.n) * input.n * sizeof(double);
}

// Dissimilarities read in place. Their largest is unknown; compute it if needed.
template <class T>
class PlainProblem {
 public:
  PlainProblem(const SourceInput& input, const RunOptions& run)
      : source_(make_source<T>(input)),
        problem_{*source_, run.weights, std::numeric_limits<double>::infinity()} {
    run.restrict(problem_);
  }

  const fastpam::Problem<T>& problem() const { return problem_; }

 private:
  std::unique_ptr<fastpam::Source<T>> source_;
  fastpam::Problem<T> problem_;
};

// What will be done with a problem.
struct ProblemUse {
  bool pairs = true;             // all pairs are read, not only the rows of candidates
  bool bound_is_enough = false;  // instead of the largest dissimilarity
  fastpam::Index eager = 0;      // number of medoids of the only search, by eager swaps; or 0
  bool rounded = false;          // rounded dissimilarities can be used
  // But only where a square of doubles does not fit: many swaps read many single rows, which are
  // slow to gather from a `dist`.
  bool rounded_to_fit = false;
};

// The same with the largest dissimilarity, and through a working copy if this saves time and fits.
// `run` must outlive this.
template <class T>
class PreparedProblem {
 public:
  PreparedProblem(const SourceInput& input, const RunOptions& run, fastpam::Context& ctx,
                  const ProblemUse& use = {})
      : source_(make_source<T>(input)),
        prepared_(fastpam::prepare(*source_, storage_options(input, run, use), ctx)),
        problem_{*prepared_.source, run.weights, prepared_.max} {
    run.restrict(problem_);
    problem_.rectangle = prepared_.rectangle;
    problem_.rounded = prepared_.rounded.get();
  }

  const fastpam::Problem<T>& problem() const { return problem_; }
  const std::string& storage() const { return prepared_.description; }

 private:
  static fastpam::StorageOptions storage_options(const SourceInput& input, const RunOptions& run,
                                                 const ProblemUse& use) {
    fastpam::StorageOptions options;
    options.computed = input.given() == nullptr;
    options.memory_limit = memory_limit(run.memory, all_pairs(input));
    if (input.given() != nullptr) options.max = input.given()->max;
    options.pairs = use.pairs;
    options.bound_is_enough = use.bound_is_enough;
    options.eager = use.eager;
    options.rounded = use.rounded;
    if (use.rounded_to_fit) options.rounded_from = std::numeric_limits<double>::infinity();
    if (!run.candidates.empty())
      for (fastpam::Index o = 0; o < input.n; ++o)
        if (run.may(o)) options.candidates.push_back(o);
    return options;
  }

  std::unique_ptr<fastpam::Source<T>> source_;
  fastpam::Prepared<T> prepared_;
  fastpam::Problem<T> problem_;
};

// The description in results if nothing is copied.
inline const char* storage_as_is(const SourceInput& input) {
  return input.given() == nullptr ? "rows computed as needed" : "read in place";
}

#endif
