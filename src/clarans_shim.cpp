// fastclarans()'s way into the core: the walks, then the partition and statistics of a fit.
#include <Rcpp.h>

#include <fastpam/fit.hpp>
#include <fastpam/sample/clarans.hpp>

#include "r_context.h"
#include "r_fit.h"
#include "r_prepare.h"
#include "r_result.h"
#include "r_source.h"

namespace {

fastpam::ClaransOptions read_clarans_options(int k, const Rcpp::List& options) {
  fastpam::ClaransOptions clarans;
  clarans.k = k;
  clarans.num_local = Rcpp::as<std::size_t>(options["numlocal"]);
  clarans.max_neighbor = static_cast<std::size_t>(Rcpp::as<double>(options["maxneighbor"]));
  clarans.fast = Rcpp::as<bool>(options["fast"]);
  clarans.seed = static_cast<std::uint64_t>(Rcpp::as<double>(options["seed"]));
  return clarans;
}

fastpam::FitResult to_fit(const fastpam::Problem<double>& problem,
                          const fastpam::ClaransResult& result, fastpam::Context& ctx) {
  const fastpam::ClaransWalk& best = result.walks[result.best];
  fastpam::FitResult fit;
  fit.start = best.start;
  fit.init_loss = best.init_loss;
  fit.swap = best.swap;
  fit.loss = best.swap.loss;
  fit.best_run = result.best;
  for (const fastpam::ClaransWalk& walk : result.walks) fit.losses.push_back(walk.swap.loss);
  for (fastpam::Index o = 0; o < problem.n(); ++o) fit.total_weight += problem.weight(o);
  fit.partition = fastpam::make_partition(problem, best.medoids, ctx);
  return fit;
}

// The largest dissimilarity is a pass over all pairs, made only for the diameter of a single
// cluster.
double largest(const fastpam::Problem<double>& problem, int k, bool full, fastpam::Context& ctx) {
  if (!full) return NA_REAL;
  return k == 1 ? fastpam::max_dissimilarity(problem.source, ctx)
                : std::numeric_limits<double>::infinity();  // not known, and not needed
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::List clarans_cpp(Rcpp::List spec, int k, Rcpp::List options) {
  RContext r_context(options["n_threads"], options["trace_lev"], options["progress"]);
  return guard([&] {
    fastpam::Context& ctx = r_context.get();
    const std::unique_ptr<fastpam::Source<double>> source = make_source<double>(spec);
    Rcpp::NumericVector weights;
    if (!Rf_isNull(options["weights"])) weights = options["weights"];
    fastpam::Problem<double> problem{*source, weights.size() > 0 ? weights.begin() : nullptr};
    const fastpam::ClaransResult result =
        fastpam::clarans(problem, read_clarans_options(k, options), ctx);
    fastpam::FitResult fit = to_fit(problem, result, ctx);
    const std::string stats = Rcpp::as<std::string>(options["stats"]);
    if (stats != "none") {
      problem.max = largest(problem, k, stats == "full", ctx);
      fastpam::add_statistics(problem, stats == "full", fit, ctx);
    }
    return to_list(fit, "rows computed as needed", ctx.count);
  });
}

// [[Rcpp::export(rng = false)]]
double default_max_neighbor(int n, int k, bool fast) {
  return static_cast<double>(fastpam::default_max_neighbor(n, k, fast));
}
