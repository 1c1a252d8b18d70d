#include "r_result.h"

#include <algorithm>
#include <cmath>

#include "r_fields.h"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;
using Rcpp::_;

namespace {

std::vector<double> divided(std::vector<double> values, double by) {
  for (double& v : values) v /= by;
  return values;
}

// NA for numbers that do not fit R's integers.
int to_r_count(std::size_t count) {
  return count > 2147483647u ? NA_INTEGER : static_cast<int>(count);
}

// In the core, NaN means that a number was not computed.
double or_na(double value) { return std::isnan(value) ? NA_REAL : value; }

Rcpp::NumericVector or_na(const std::vector<double>& values) {
  Rcpp::NumericVector out(values.size());
  std::transform(values.begin(), values.end(), out.begin(), [](double v) { return or_na(v); });
  return out;
}

Rcpp::List search_list(const fastpam::SwapReport& swap, double weight,
                       const std::vector<double>& losses, std::size_t best,
                       const std::vector<Index>& start) {
  return Rcpp::List::create(_["iterations"] = to_r_count(swap.iterations),
                            _["swaps"] = to_r_count(swap.swaps), _["converged"] = swap.converged,
                            _["trace"] = divided(swap.trace, weight), _["losses"] = losses,
                            _["best"] = to_r_number(static_cast<double>(best)),
                            _["start"] = to_r_numbers(start));
}

Rcpp::NumericVector work_vector(const fastpam::WorkCount& count) {
  return Rcpp::NumericVector::create(_["rows_read"] = static_cast<double>(count.rows_read),
                                     _["evaluations"] = static_cast<double>(count.evaluations));
}

Rcpp::RObject by_k_list(const fastpam::SwapReport& swap, double weight) {
  if (swap.by_k.empty()) return R_NilValue;
  std::vector<int> k;
  std::vector<double> silhouette;
  for (const auto& step : swap.by_k) {
    k.push_back(step.first);
    silhouette.push_back(1 - step.second / weight);
  }
  return Rcpp::List::create(_["k"] = k, _["avg_medoid_sil"] = silhouette);
}

Rcpp::RObject refined_list(const fastpam::SwapReport& refined) {
  if (refined.iterations == 0) return R_NilValue;
  return Rcpp::List::create(_["iterations"] = to_r_count(refined.iterations),
                            _["swaps"] = to_r_count(refined.swaps),
                            _["converged"] = refined.converged);
}

Rcpp::RObject clusters_list(const fastpam::ClusterStatistics& s) {
  if (s.size.empty()) return R_NilValue;
  Rcpp::IntegerVector isolation(s.size.size(), NA_INTEGER);
  std::copy(s.isolation.begin(), s.isolation.end(), isolation.begin());
  return Rcpp::List::create(_["size"] = s.size, _["max_diss"] = s.max_diss,
                            _["av_diss"] = s.av_diss, _["diameter"] = or_na(s.diameter),
                            _["separation"] = or_na(s.separation), _["isolation"] = isolation);
}

Rcpp::RObject silhouette_list(const fastpam::Silhouette& s, const std::vector<Index>& label) {
  if (s.order.empty()) return R_NilValue;
  std::vector<Index> cluster, neighbor;
  std::vector<double> width;
  for (const Index o : s.order) {
    cluster.push_back(label[fastpam::uz(o)]);
    neighbor.push_back(s.neighbor[fastpam::uz(o)]);
    width.push_back(s.width[fastpam::uz(o)]);
  }
  return Rcpp::List::create(_["order"] = to_r_numbers(s.order),
                            _["cluster"] = to_r_numbers(cluster),
                            _["neighbor"] = to_r_numbers(neighbor), _["width"] = width,
                            _["cluster_mean"] = s.cluster_mean, _["mean"] = s.mean);
}

}  // namespace

double to_r_number(double from_zero) { return from_zero + 1; }

Rcpp::IntegerVector to_r_numbers(const std::vector<Index>& from_zero) {
  Rcpp::IntegerVector out(from_zero.size());
  std::transform(from_zero.begin(), from_zero.end(), out.begin(), [](Index i) { return i + 1; });
  return out;
}

std::vector<Index> from_r_numbers(const int* from_one, R_xlen_t m, Index n, const char* name) {
  std::vector<Index> out(from_one, from_one + m);
  for (Index& i : out) {
    if (i < 1 || i > n)  // NA is the smallest integer
      throw Error(ErrorCode::broken,
                  std::string("`") + name + "` must be between 1 and " + std::to_string(n));
    --i;
  }
  return out;
}

std::vector<Index> from_r_numbers(SEXP from_one, R_xlen_t length, Index n, const char* name) {
  const R_xlen_t m = Rf_xlength(from_one);
  if (TYPEOF(from_one) != INTSXP || (length >= 0 && m != length))
    throw Error(ErrorCode::broken, std::string("`") + name + "` must be a vector of " +
                                       (length < 0 ? "" : std::to_string(length) + " ") +
                                       "integers");
  return from_r_numbers(static_cast<const int*>(values_of(from_one)), m, n, name);
}

std::vector<Index> read_medoids(SEXP medoids, Index n, std::size_t least) {
  std::vector<Index> out = from_r_numbers(medoids, -1, n, "medoids"), sorted = out;
  std::sort(sorted.begin(), sorted.end());
  if (out.size() < least || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    throw Error(ErrorCode::broken,
                "`medoids` must be different objects, at least " + std::to_string(least));
  return out;
}

Rcpp::List to_list(const fastpam::FitResult& fit, const std::string& storage,
                   const fastpam::WorkCount& count) {
  const double w = fit.total_weight;
  return Rcpp::List::create(
      _["medoids"] = to_r_numbers(fit.partition.medoid),
      _["labels"] = to_r_numbers(fit.partition.label),
      _["objective"] =
          Rcpp::NumericVector::create(_["start"] = fit.init_loss / w, _["end"] = fit.loss / w),
      _["search"] = search_list(fit.swap, w, divided(fit.losses, w), fit.best_run, fit.start),
      _["work"] = work_vector(count), _["storage"] = storage,
      _["avg_medoid_sil"] = or_na(fit.medoid_silhouette), _["by_k"] = by_k_list(fit.swap, w),
      _["clusters"] = clusters_list(fit.clusters),
      _["silhouette"] = silhouette_list(fit.silhouette, fit.partition.label),
      _["sample"] = R_NilValue);
}

Rcpp::List to_list(const fastpam::ClaraResult& clara, const fastpam::ClaraStatistics* statistics,
                   const std::string& storage, const fastpam::WorkCount& count) {
  const fastpam::ClaraSample& best = clara.samples[clara.best];
  std::vector<double> losses;
  for (const fastpam::ClaraSample& s : clara.samples)
    losses.push_back(s.usable ? s.loss / clara.total_weight : NA_REAL);
  Rcpp::RObject clusters, silhouette, sample;
  if (statistics != nullptr) {
    clusters = Rcpp::List::create(
        _["size"] = statistics->size, _["max_diss"] = statistics->max_diss,
        _["av_diss"] = statistics->av_diss, _["isolation"] = statistics->isolation);
    silhouette = silhouette_list(statistics->silhouette, statistics->sample.label);
    sample = Rcpp::List::create(_["objects"] = to_r_numbers(best.objects),
                                _["dissimilarities"] = statistics->sample_diss);
  }
  return Rcpp::List::create(
      _["medoids"] = to_r_numbers(clara.partition.medoid),
      _["labels"] = to_r_numbers(clara.partition.label),
      _["objective"] = Rcpp::NumericVector::create(_["start"] = NA_REAL,
                                                   _["end"] = clara.loss / clara.total_weight),
      _["search"] = search_list(best.swap, best.weight, losses, clara.best, best.start),
      _["work"] = work_vector(count), _["storage"] = storage, _["avg_medoid_sil"] = NA_REAL,
      _["by_k"] = R_NilValue, _["clusters"] = clusters, _["silhouette"] = silhouette,
      _["sample"] = sample, _["refined"] = refined_list(clara.refined));
}
