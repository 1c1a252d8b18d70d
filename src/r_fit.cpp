#include "r_fit.h"

#include <cmath>

#include "r_result.h"

namespace {

Rcpp::NumericMatrix cluster_info(const fastpam::ClusterStatistics& s) {
  const int k = static_cast<int>(s.size.size());
  Rcpp::NumericMatrix info(k, 5);
  const std::vector<double>* const columns[] = {&s.size, &s.max_diss, &s.av_diss, &s.diameter,
                                                &s.separation};
  for (int c = 0; c < 5; ++c)
    std::copy(columns[c]->begin(), columns[c]->end(), info.column(c).begin());
  return info;
}

}  // namespace

Rcpp::NumericMatrix silhouette_widths(const fastpam::Silhouette& s,
                                      const fastpam::Partition& partition) {
  const int n = static_cast<int>(s.order.size());
  Rcpp::NumericMatrix widths(n, 3);
  for (int r = 0; r < n; ++r) {
    const std::size_t o = fastpam::uz(s.order[static_cast<std::size_t>(r)]);
    widths(r, 0) = partition.label[o] + 1;
    widths(r, 1) = s.neighbor[o] + 1;
    widths(r, 2) = s.width[o];
  }
  return widths;
}

fastpam::FitOptions read_options(int k, const Rcpp::List& options) {
  fastpam::FitOptions fit;
  fit.k = k;
  fit.swap = Rcpp::as<std::string>(options["variant"]);
  fit.init = Rcpp::as<std::string>(options["init"]);
  fit.n_start = Rcpp::as<std::size_t>(options["nstart"]);
  fit.seed = static_cast<std::uint64_t>(Rcpp::as<double>(options["seed"]));
  fit.do_swap = Rcpp::as<bool>(options["do_swap"]);
  fit.statistics = Rcpp::as<bool>(options["stats"]);
  const double max_iter = Rcpp::as<double>(options["max_iter"]);
  if (max_iter < 1e15) fit.swap_options.max_iter = static_cast<std::size_t>(max_iter);
  if (!Rf_isNull(options["starts"])) {
    const Rcpp::IntegerMatrix starts = options["starts"];
    for (int c = 0; c < starts.ncol(); ++c)
      fit.starts.push_back(from_r_numbers(Rcpp::IntegerVector(starts(Rcpp::_, c))));
  }
  return fit;
}

Rcpp::List to_list(const fastpam::FitResult& fit, const std::string& storage,
                   const fastpam::WorkCount& count) {
  const double w = fit.total_weight;
  std::vector<double> trace = fit.swap.trace, losses = fit.losses;
  for (double& t : trace) t /= w;
  for (double& l : losses) l /= w;
  Rcpp::List out = Rcpp::List::create(
      Rcpp::_["id_med"] = to_r_numbers(fit.partition.medoid),
      Rcpp::_["clustering"] = to_r_numbers(fit.partition.label),
      Rcpp::_["objective"] = Rcpp::NumericVector::create(fit.init_loss / w, fit.loss / w),
      Rcpp::_["init_medoids"] = to_r_numbers(fit.start),
      Rcpp::_["iterations"] = static_cast<int>(fit.swap.iterations),
      Rcpp::_["swaps"] = static_cast<int>(fit.swap.swaps),
      Rcpp::_["converged"] = fit.swap.converged, Rcpp::_["trace"] = trace,
      Rcpp::_["starts"] = losses, Rcpp::_["best_start"] = static_cast<int>(fit.best_run) + 1,
      Rcpp::_["storage"] = storage,
      Rcpp::_["counts"] =
          Rcpp::List::create(Rcpp::_["rows_read"] = static_cast<double>(count.rows_read),
                             Rcpp::_["evaluations"] = static_cast<double>(count.evaluations)));
  out["av_medoid_sil"] = std::isnan(fit.medoid_silhouette) ? NA_REAL : fit.medoid_silhouette;
  if (!fit.swap.by_k.empty()) {
    std::vector<int> k;
    std::vector<double> silhouette;
    for (const auto& step : fit.swap.by_k) {
      k.push_back(step.first);
      silhouette.push_back(1 - step.second / w);
    }
    out["by_k"] = Rcpp::DataFrame::create(Rcpp::_["k"] = k, Rcpp::_["av_medoid_sil"] = silhouette);
  }
  if (!fit.clusters.size.empty()) {
    out["isolation"] = Rcpp::wrap(fit.clusters.isolation);
    out["clusinfo"] = cluster_info(fit.clusters);
  }
  if (!fit.silhouette.order.empty()) {
    out["sil_widths"] = silhouette_widths(fit.silhouette, fit.partition);
    out["sil_order"] = to_r_numbers(fit.silhouette.order);
    out["sil_avg"] = Rcpp::wrap(fit.silhouette.cluster_mean);
    out["sil_total"] = fit.silhouette.mean;
  }
  return out;
}
