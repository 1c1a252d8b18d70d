// Silhouettes of any clustering, and medoid silhouettes of any medoids: one reading of the
// dissimilarities where they are, without a working copy.
#include <Rcpp.h>

#include <algorithm>
#include <fastpam/eval/medoid_silhouette.hpp>
#include <fastpam/eval/statistics.hpp>
#include <limits>
#include <numeric>

#include "r_context.h"
#include "r_prepare.h"
#include "r_result.h"
#include "r_source.h"

namespace {

using fastpam::Index;
using fastpam::uz;

// The problem without its largest dissimilarity, which would cost one more reading.
template <class T>
fastpam::Problem<T> unbounded(const fastpam::Source<T>& source, const Rcpp::List& options) {
  const double* weights = nullptr;
  if (!Rf_isNull(options["weights"])) weights = REAL(options["weights"]);
  return {source, weights, std::numeric_limits<double>::infinity()};
}

template <class T>
Rcpp::List silhouette_as(const Rcpp::List& spec, const std::vector<Index>& label, int k,
                         const Rcpp::List& options, fastpam::Context& ctx) {
  const std::unique_ptr<fastpam::Source<T>> source = make_source<T>(spec);
  const fastpam::Problem<T> problem = unbounded(*source, options);
  const std::vector<double> sizes = fastpam::cluster_sizes(problem, label, uz(k));
  const fastpam::Silhouette s = fastpam::silhouettes(problem, fastpam::Members(label, uz(k)), sizes,
                                                     fastpam::survey(problem, label, sizes, ctx),
                                                     fastpam::SilhouetteRule::silhouette);
  return Rcpp::List::create(Rcpp::_["neighbor"] = to_r_numbers(s.neighbor),
                            Rcpp::_["width"] = s.width);
}

template <class T>
Rcpp::List medoid_silhouette_as(const Rcpp::List& spec, const std::vector<Index>& medoids,
                                const Rcpp::List& options, fastpam::Context& ctx) {
  const std::unique_ptr<fastpam::Source<T>> source = make_source<T>(spec);
  // Among equally near medoids the one with the lowest object number counts, as in a fit.
  std::vector<Index> by_object(medoids.size());
  std::iota(by_object.begin(), by_object.end(), Index{0});
  std::sort(by_object.begin(), by_object.end(),
            [&](Index a, Index b) { return medoids[uz(a)] < medoids[uz(b)]; });
  std::vector<Index> sorted;
  for (const Index slot : by_object) sorted.push_back(medoids[uz(slot)]);
  const fastpam::Problem<T> problem = unbounded(*source, options);
  const fastpam::SearchState<T> state(problem, sorted, ctx);
  const std::size_t n = uz(state.n());
  std::vector<Index> cluster(n), neighbor(n);
  std::vector<double> width(n);
  for (std::size_t o = 0; o < n; ++o) {
    cluster[o] = by_object[uz(state.near[o])];
    neighbor[o] = by_object[uz(state.second[o])];
    width[o] = 1 - fastpam::medoid_ratio(static_cast<double>(state.dn[o]),
                                         static_cast<double>(state.ds[o]));
  }
  return Rcpp::List::create(Rcpp::_["cluster"] = to_r_numbers(cluster),
                            Rcpp::_["neighbor"] = to_r_numbers(neighbor), Rcpp::_["width"] = width);
}

}  // namespace

// `labels` are 1..k, each used.
// [[Rcpp::export(rng = false)]]
Rcpp::List silhouette_cpp(Rcpp::List spec, Rcpp::IntegerVector labels, int k, Rcpp::List options) {
  RContext r_context(options["n_threads"], 0, options["progress"]);
  return guard([&] {
    const std::vector<Index> from_zero = from_r_numbers(labels);
    return Rcpp::as<std::string>(options["precision"]) == "single"
               ? silhouette_as<float>(spec, from_zero, k, options, r_context.get())
               : silhouette_as<double>(spec, from_zero, k, options, r_context.get());
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List medoid_silhouette_cpp(Rcpp::List spec, Rcpp::IntegerVector medoids, Rcpp::List options) {
  RContext r_context(options["n_threads"], 0, options["progress"]);
  return guard([&] {
    const std::vector<Index> from_zero = from_r_numbers(medoids);
    return Rcpp::as<std::string>(options["precision"]) == "single"
               ? medoid_silhouette_as<float>(spec, from_zero, options, r_context.get())
               : medoid_silhouette_as<double>(spec, from_zero, options, r_context.get());
  });
}
