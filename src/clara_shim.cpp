// fastclara()'s way into the core.
#include <Rcpp.h>

#include <fastpam/sample/clara_statistics.hpp>

#include "r_context.h"
#include "r_fit.h"
#include "r_prepare.h"
#include "r_result.h"
#include "r_source.h"

namespace {

fastpam::ClaraOptions read_clara_options(int k, const Rcpp::List& options) {
  fastpam::ClaraOptions clara;
  clara.k = k;
  clara.samples = Rcpp::as<std::size_t>(options["samples"]);
  clara.sample_size = Rcpp::as<int>(options["sampsize"]);
  clara.swap = Rcpp::as<std::string>(options["variant"]);
  clara.init = Rcpp::as<std::string>(options["init"]);
  clara.independent = Rcpp::as<bool>(options["independent"]);
  clara.seed = static_cast<std::uint64_t>(Rcpp::as<double>(options["seed"]));
  // clara() swaps for the least gain, rounding noise included. So do the swap phases that promise
  // its path; the bound is far beyond what samples need, and where it is met clara() hangs.
  if (clara.swap == "pam" || clara.swap == "fastpam1" || clara.swap == "original") {
    clara.swap_options.noise = 0;
    clara.swap_options.max_iter = 1000 + 10 * static_cast<std::size_t>(k);
  }
  return clara;
}

Rcpp::NumericMatrix cluster_info(const fastpam::ClaraStatistics& s) {
  Rcpp::NumericMatrix info(static_cast<int>(s.size.size()), 4);
  const std::vector<double>* const columns[] = {&s.size, &s.max_diss, &s.av_diss, &s.isolation};
  for (int c = 0; c < 4; ++c)
    std::copy(columns[c]->begin(), columns[c]->end(), info.column(c).begin());
  return info;
}

void add_statistics(const fastpam::ClaraStatistics& s, Rcpp::List& out) {
  out["clusinfo"] = cluster_info(s);
  out["sample_diss"] = Rcpp::wrap(s.sample_diss);
  if (s.silhouette.order.empty()) return;
  out["sil_widths"] = silhouette_widths(s.silhouette, s.sample);
  out["sil_order"] = to_r_numbers(s.silhouette.order);
  out["sil_avg"] = Rcpp::wrap(s.silhouette.cluster_mean);
  out["sil_total"] = s.silhouette.mean;
}

Rcpp::List to_list(const fastpam::Problem<double>& problem, const fastpam::ClaraResult& result) {
  const fastpam::ClaraSample& best = result.samples[result.best];
  double sample_weight = 0;
  for (const fastpam::Index o : best.objects) sample_weight += problem.weight(o);
  std::vector<double> losses, trace = best.swap.trace;
  for (const fastpam::ClaraSample& s : result.samples)
    losses.push_back(s.usable ? s.loss / result.total_weight : NA_REAL);
  for (double& t : trace) t /= sample_weight;
  return Rcpp::List::create(Rcpp::_["id_med"] = to_r_numbers(result.partition.medoid),
                            Rcpp::_["clustering"] = to_r_numbers(result.partition.label),
                            Rcpp::_["objective"] = result.loss / result.total_weight,
                            Rcpp::_["sample"] = to_r_numbers(best.objects),
                            Rcpp::_["iterations"] = static_cast<int>(best.swap.iterations),
                            Rcpp::_["swaps"] = static_cast<int>(best.swap.swaps),
                            Rcpp::_["converged"] = best.swap.converged, Rcpp::_["trace"] = trace,
                            Rcpp::_["losses"] = losses);
}

}  // namespace

// R's generator is asked for numbers, on this thread, only if options$r_rng.
// [[Rcpp::export(rng = false)]]
Rcpp::List clara_cpp(Rcpp::List spec, int k, Rcpp::List options) {
  RContext r_context(options["n_threads"], options["trace_lev"], options["progress"]);
  return guard([&] {
    fastpam::Context& ctx = r_context.get();
    const std::unique_ptr<fastpam::Source<double>> source = make_source<double>(spec);
    Rcpp::NumericVector weights;
    if (!Rf_isNull(options["weights"])) weights = options["weights"];
    const fastpam::Problem<double> problem{*source, weights.size() > 0 ? weights.begin() : nullptr};
    const fastpam::ClaraOptions clara = read_clara_options(k, options);
    fastpam::ClaraResult result;
    if (Rcpp::as<bool>(options["r_rng"])) {
      const Rcpp::RNGScope scope;
      result = fastpam::clara(
          problem, clara, [] { return unif_rand(); }, ctx);
    } else {
      result = fastpam::clara(problem, clara, fastpam::ClaraGenerator(), ctx);
    }
    Rcpp::List out = to_list(problem, result);
    if (Rcpp::as<bool>(options["stats"]))
      add_statistics(fastpam::clara_statistics(problem, result, ctx), out);
    return out;
  });
}
